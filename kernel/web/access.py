"""Who may: every route says whether it is open or which duty it asks for."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit
from uuid import UUID

from flask import Flask, Response, abort, current_app, g, redirect, request
from werkzeug.wrappers import Response as Answer

from kernel.errors import NotAllowed
from kernel.web.transactions import READING

View = TypeVar("View", bound=Callable[..., Any])


class Person(Protocol):
    """Who signed in at this door."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def display_name(self) -> str: ...

    @property
    def session_digest(self) -> str: ...

    def may(self, duty: str, *, outlet_id: UUID | None = None) -> bool:
        """Say whether she holds the duty over that outlet or, with none named, anywhere."""
        ...


Recognise = Callable[[str], Person | None]


def public(view: View) -> View:
    """Open a route to everyone."""
    view.__dict__["access"] = "public"
    return view


def signed_in(view: View) -> View:
    """Open a route to whoever is signed in at this door."""
    view.__dict__["access"] = "signed-in"
    return view


def allows(duty: str) -> Callable[[View], View]:
    """Open a route to those who hold the duty somewhere; the view narrows it to the outlet."""

    def mark(view: View) -> View:
        view.__dict__["access"] = str(duty)
        return view

    return mark


def init_app(app: Flask, *, recognise: Recognise, refused: type[NotAllowed]) -> None:
    """Check every request against what its route says; a route that says nothing is not served."""
    app.extensions["recognise"] = recognise

    @app.before_request
    def check() -> Answer | None:
        if request.endpoint is None:
            return None
        guard_origin()
        needed = vars(current_app.view_functions[request.endpoint])["access"]
        if needed == "public":
            return None
        person = who()
        if person is None:
            return _to_sign_in()
        guard_token(person)
        if needed != "signed-in" and not person.may(needed):
            raise refused
        return None

    app.jinja_env.globals["csrf_token"] = token


def who() -> Person | None:
    """The person signed in at this door, looked up once a request."""
    if "person" not in g:
        cookie = request.cookies.get(cookie_name())
        g.person = current_app.extensions["recognise"](cookie) if cookie else None
    return g.person


def cookie_name() -> str:
    return "__Host-session" if request.is_secure else "session"


def set_cookie(response: Response, value: str, *, lasts: int) -> None:
    response.set_cookie(
        cookie_name(), value, max_age=lasts, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
    )


def forget_cookie(response: Response) -> None:
    response.delete_cookie(cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax", path="/")


def _to_sign_in() -> Answer:
    blueprint = (request.endpoint or "").split(".")[0]
    sign_in = current_app.extensions["sign_in"][blueprint]
    if request.method not in READING:
        return redirect(sign_in, 303)
    return redirect(f"{sign_in}?next={quote(request.full_path.rstrip('?'), safe='/')}", 303)


def guard_origin() -> None:
    """Refuse a change asked for by another site's page."""
    if request.method in READING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def guard_token(person: Person) -> None:
    """Refuse a change whose form did not come from this session's own page."""
    if request.method in READING:
        return
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    salt, _, mark = given.partition(".")
    if not any(
        hmac.compare_digest(mark, _mark(key, salt, person)) for key in current_app.config["SECRET_KEYS"]
    ):
        abort(400)


def token() -> str:
    """A token for this session's forms, salted anew so that compression tells nothing of it."""
    person = who()
    if person is None:
        return ""
    salt = secrets.token_urlsafe(9)
    return f"{salt}.{_mark(current_app.config['SECRET_KEYS'][0], salt, person)}"


def _mark(key: str, salt: str, person: Person) -> str:
    return hmac.new(key.encode(), f"{salt}|{person.session_digest}".encode(), hashlib.sha256).hexdigest()
