"""The console's frame: whose door it is, who is at it, and what every page of it shares."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from flask import Response, abort, current_app, g, redirect, request, url_for
from wtforms import Form

from i18n import current_language, languages
from i18n.dates import format_weekday
from i18n.web import speak_to
from kernel.crypto import Vault
from kernel.db import Database
from kernel.errors import Refusal
from kernel.web import access, transactions
from kernel.web.door import at_brand
from kernel.web.modules import on
from kernel.web.transactions import TransactionalFlask
from tenancy.brands import Brand
from tenancy.people import Member, Operator

CONSOLE, OPERATORS = "/admin/", "/operator/"
Row = TypeVar("Row")


def now() -> datetime:
    return datetime.now(UTC)


def database() -> Database:
    return cast(TransactionalFlask, current_app).database


def vault() -> Vault:
    return current_app.extensions["vault"]


def at_operators() -> bool:
    return request.path.startswith(OPERATORS)


def person() -> Member | Operator | None:
    """Whoever is signed in at this door."""
    return cast(Member | Operator | None, access.who())


def me() -> Member:
    """The member of staff that a guarded page of the console is drawn for."""
    return cast(Member, access.who())


def brand() -> Brand:
    """The door's brand, read apart from the request's transaction."""
    if "brand" not in g:
        with database().read(g.door.brand_id) as reading:
            g.brand = reading.get_one(Brand, g.door.brand_id)
    return g.brand


def prepare() -> None:
    """Keep each front to its own door, learn who asks before a transaction opens, and speak her language."""
    path = f"{request.path}/"
    if not path.startswith((CONSOLE, OPERATORS)):
        return
    speak_to(_wished())
    if path.startswith(CONSOLE) != at_brand():
        abort(404)
    who = person()
    speak_for((who.language if who else None) or _wished())


def speak_for(language: str) -> None:
    """Speak that language, as the house's own country writes it where it is spoken there."""
    if not at_brand():
        speak_to(language)
        return
    country = brand().country
    region = country if languages.is_at_home(language, country) else None
    speak_to(language, region=region, time_zone=brand().time_zone)


def keep_private(response: Response) -> Response:
    """Nothing of the console is kept by anyone on the way, or by the browser after her."""
    if request.path.startswith((CONSOLE, OPERATORS)):
        response.headers["Cache-Control"] = "no-store"
    return response


@contextmanager
def refusing(form: Form, *, beside: str | None = None) -> Iterator[None]:
    """Put a refusal into the form that asked for it, with nothing of what was begun kept."""
    try:
        yield
    except Refusal as refusal:
        transactions.close(commit=False)
        if beside is None:
            form.form_errors.append(str(refusal))
        else:
            form[beside].errors = [*form[beside].errors, str(refusal)]


def found(row: Row | None) -> Row:
    """Return what was asked for, or answer 404: another's and nobody's look the same."""
    if row is None:
        abort(404)
    return row


def to(address: str) -> Response:
    return cast(Response, redirect(address, 303))


def address(page: str, **values: Any) -> str:
    """Return the address of a page in the front one is at: `address("account.index")`."""
    return url_for(f"{'operator' if at_operators() else 'admin'}.{page}", **values)


def weekday(day: int) -> str:
    """Name a day of the week in the language spoken; Monday is 0."""
    return format_weekday(day, current_language())


def _wished() -> str:
    offered = languages.STAFF_LANGUAGES
    return languages.negotiate(request.headers.get("Accept-Language"), offered) or languages.SOURCE_LANGUAGE


class Shown:
    """What the templates of the console may ask of the frame, as the global `console`."""

    @property
    def person(self) -> Member | Operator | None:
        return person()

    @property
    def brand(self) -> Brand | None:
        return brand() if at_brand() else None

    @property
    def at_operators(self) -> bool:
        return at_operators()

    def may(self, duty: str) -> bool:
        who = person()
        return who is not None and who.may(duty)

    def may_everywhere(self, duty: str) -> bool:
        return me().may_everywhere(duty)

    def is_on(self, module: str) -> bool:
        return module in on()
