"""What a page says once about what was just done: carried over a redirect in a signed cookie, then gone."""

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer

from admin.frame import to

LASTS_SECONDS = 60


def told(address: str, message: object) -> Response:
    """Lead on, and say there what was done."""
    response = to(address)
    response.set_cookie(
        _cookie(),
        _signer().dumps(str(message)),
        max_age=LASTS_SECONDS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def pending() -> str:
    """Return what is to be said on this page; saying it once is enough."""
    cookie = request.cookies.get(_cookie())
    if not cookie:
        return ""
    g.said = True
    try:
        return str(_signer().loads(cookie, max_age=LASTS_SECONDS))
    except BadData:
        return ""


def init_app(app: Flask) -> None:
    @app.after_request
    def forget(response: Response) -> Response:
        if g.get("said"):
            response.delete_cookie(
                _cookie(), secure=request.is_secure, httponly=True, samesite="Lax", path="/"
            )
        return response


def _cookie() -> str:
    return "__Host-notice" if request.is_secure else "notice"


def _signer() -> URLSafeTimedSerializer:
    oldest_first = list(reversed(current_app.config["SECRET_KEYS"]))
    return URLSafeTimedSerializer(oldest_first, salt="notice")
