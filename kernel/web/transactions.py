"""One request is one transaction: a returned response commits, a raised exception rolls back."""

from typing import cast

from flask import Flask, Request, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from kernel.db import BrandSession, Database

FORM = "application/x-www-form-urlencoded"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Plain(Request):
    """Refuses a form that nobody types: one of megabytes, or with the one sign PostgreSQL can't hold, NUL."""

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        if self.mimetype == FORM:
            self.max_content_length = self.max_form_memory_size  # Werkzeug holds only multipart fields to it
        super()._load_form_data()
        if self.mimetype == FORM:
            self.stream.read(1)  # a chunked form says no length: this refuses one that went on past the limit
        if holds_nul(self.form):
            abort(400)


def holds_nul(values: MultiDict[str, str]) -> bool:
    return any("\x00" in value for _, value in values.items(multi=True))


class TransactionalFlask(Flask):
    """A Flask whose view and its rendering happen inside the request's transaction."""

    request_class = Plain
    database: Database

    def dispatch_request(self) -> ResponseReturnValue:
        try:
            response = self.make_response(super().dispatch_request())
        except BaseException:
            close(commit=False)
            raise
        close(commit=True)
        return response


def session() -> BrandSession:
    """The request's session: of the door's brand, and read-only where the method only reads."""
    if "session" not in g:
        app = cast(TransactionalFlask, current_app)
        make = app.database.read if request.method in READING else app.database.write
        g.session = make(g.door.brand_id)
    return g.session


def close(*, commit: bool) -> None:
    held: BrandSession | None = g.pop("session", None)
    if held is None:
        return
    try:
        if commit and held.info["writes"]:
            held.commit()
    finally:
        held.close()
