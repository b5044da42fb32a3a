"""How a no and a failure look: one page each, in the front that the person is in."""

from collections.abc import Callable, Mapping

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kernel.errors import Refusal, TooOften
from kernel.web.htmx import wants_fragment

log = structlog.get_logger("web")
Draw = Callable[[int, str], str]
PLAIN = "ui/problem.html"


def init_app(app: Flask, *, fronts: Mapping[str, Draw]) -> None:
    """Draw refusals, HTTP errors and failures with the page of the front whose address prefix fits best."""
    app.extensions["problem_pages"] = dict(sorted(fronts.items(), key=lambda front: -len(front[0])))
    app.register_error_handler(Refusal, _refuse)
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(Exception, _fail)


def _draw(status: int, message: str) -> Response:
    for prefix, page in current_app.extensions["problem_pages"].items():
        if request.path.startswith(prefix) and "door" in g:
            return _unkept(page(status, message), status)
    return _unkept(render_template(PLAIN, status=status, message=message), status)


def _unkept(text: str, status: int) -> Response:
    """Say no without its being kept: the page may be there tomorrow, and it may name who asked."""
    response = make_response(text, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _refuse(refusal: Refusal) -> Response:
    response = _told(refusal) if wants_fragment() else _draw(refusal.status, str(refusal))
    if isinstance(refusal, TooOften):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _answer(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = _draw(error.code, "")
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after", "www-authenticate"):
            response.headers[name] = value
    return response


def _fail(error: Exception) -> Response:
    log.error("request failed", exc_info=error)
    return _draw(500, "")


def _told(refusal: Refusal) -> Response:
    """Hand htmx the refusal alone, to be shown where messages stand."""
    response = make_response(render_template("ui/refusal.html", message=str(refusal)), refusal.status)
    response.headers["HX-Retarget"] = "#messages"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
