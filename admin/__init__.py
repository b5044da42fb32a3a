"""The console: where a house is run from its head office, and the operator's own pages."""

from collections.abc import Iterable
from types import ModuleType

from flask import Blueprint, Flask, g, render_template, request

from admin import (
    account,
    activity,
    arrivals,
    assortment_previews,
    assortment_rules,
    assortments,
    brand,
    carrying,
    categories,
    collections,
    colourways,
    counts,
    deliveries,
    demand,
    differences,
    expected,
    first_page,
    floor,
    frame,
    garments,
    holds,
    home,
    hours,
    invitations,
    letters,
    lookbooks,
    looks,
    markets,
    measurements,
    modules,
    navigation,
    notices,
    operators,
    orders,
    outlets,
    pages,
    papers,
    passwords,
    picks,
    pictures,
    plan_settings,
    plans,
    presentations,
    prices,
    quarantine,
    safety,
    seasons,
    sign_in,
    size_runs,
    staff,
    stock,
    stock_takes,
    store_types,
    styles,
    transfers,
    translations,
    unloading,
)
from i18n import _
from i18n.web import FormTranslations
from kernel import mail
from kernel.crypto import Vault
from kernel.errors import NotAllowed
from kernel.web import access, forms, templating
from tenancy import people

__all__ = ["draw_problem", "init_app"]

PAGES = (
    home,
    activity,
    outlets,
    hours,
    markets,
    staff,
    invitations,
    brand,
    first_page,
    modules,
    account,
    sign_in,
    passwords,
)
GOODS = (
    orders,
    styles,
    colourways,
    garments,
    measurements,
    prices,
    stock,
    differences,
    holds,
    quarantine,
    safety,
    deliveries,
    demand,
    translations,
    categories,
    seasons,
    collections,
    size_runs,
    pictures,
    pages,
    lookbooks,
    looks,
    assortments,
    assortment_rules,
    assortment_previews,
    presentations,
    carrying,
    store_types,
    plans,
    plan_settings,
)
FLOOR = (floor, picks, arrivals, unloading, counts, transfers, papers, expected, stock_takes)
OPERATORS_PAGES = (operators, account, sign_in, passwords)
UNSAID = {
    400: _("The page was open for too long, or was asked for by another site. Go back and try again."),
    403: _("This is not yours to see or change. Somebody who looks after staff can give you the duty."),
    404: _("There is nothing at this address. It may have been moved or taken away."),
    405: _("This page is not asked for in that way."),
    410: _("This link has been used or is too old. Ask for a new one."),
    413: _("That is more than can be taken in at once."),
    429: _("That was tried too many times. Wait a while, then try again."),
    500: _("Something went wrong here. It has been noted; nothing that you sent was kept."),
}


class NotYours(NotAllowed):
    message = UNSAID[403]


def init_app(app: Flask) -> None:
    """Put the console and the operator's pages into the app, and say how people are recognised."""
    forms.Meta.translations = FormTranslations()
    templating.init_app(app)
    settings = app.config["SETTINGS"]
    app.extensions["vault"] = Vault(settings.credentials_keys)
    mail.connect(settings.mail_url, vault=app.extensions["vault"])
    app.extensions["sign_in"] = {"admin": "/admin/sign-in", "operator": "/operator/sign-in"}
    app.jinja_env.globals.update(
        console=frame.Shown(),
        address=frame.address,
        menu=navigation.menu,
        notice=notices.pending,
        weekday=frame.weekday,
    )
    app.before_request(frame.prepare)
    access.init_app(app, recognise=_recognise, refused=NotYours)
    notices.init_app(app)
    letters.init_app(app)
    app.after_request(frame.keep_private)
    _open(app, "admin", (*PAGES, *GOODS, *FLOOR))
    _open(app, "operator", OPERATORS_PAGES)


def _open(app: Flask, front: str, pages: Iterable[ModuleType]) -> None:
    joined = Blueprint(front, __name__, url_prefix=f"/{front}")
    for bp in dict.fromkeys(page.bp for page in pages):  # several modules may share the pages of one noun
        joined.register_blueprint(bp)
    app.register_blueprint(joined)


def draw_problem(status: int, message: str) -> str:
    """Draw what went wrong within the frame of whoever is here, or alone."""
    said = message or str(UNSAID.get(status, UNSAID[400 if status < 500 else 500]))
    signed_in = "door" in g and access.who() is not None
    return render_template("admin/problem.html", status=status, message=said, signed_in=signed_in)


def _recognise(cookie: str) -> people.Member | people.Operator | None:
    if not request.path.startswith((frame.CONSOLE, frame.OPERATORS)):
        return None
    return people.at_door(frame.database(), cookie, brand_id=g.door.brand_id, at=frame.now())
