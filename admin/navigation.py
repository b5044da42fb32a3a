"""The console's menu: one line a place, shown to whoever has the duty while its module is on."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request, url_for

from admin.frame import at_operators, person
from i18n import Message, _
from kernel.web.modules import on
from tenancy.duties import OPERATE, Duty


@dataclass(frozen=True)
class Place:
    """A page of the menu; whoever is on a page of the blueprint `noun`, or one `beside` it, is there."""

    noun: str
    label: Message
    icon: str
    duty: str
    module: str | None = None
    modules: tuple[str, ...] = ()
    """Any of them is enough."""
    beside: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return url_for(f"{self.noun}.index")

    @property
    def is_here(self) -> bool:
        return request.blueprint in (self.noun, *self.beside)


@dataclass(frozen=True)
class Section:
    label: Message | None
    places: tuple[Place, ...]


MENU = (
    Section(
        None,
        (
            Place("admin.home", _("Overview"), "home-2", Duty.SEE_CONSOLE),
            Place("admin.floor", _("The floor"), "barcode", Duty.RECEIVE_STOCK),
        ),
    ),
    Section(
        _("Selling"),
        (
            Place("admin.orders", _("Orders"), "receipt", Duty.SEE_ORDERS, "checkout"),
            Place("admin.prices", _("Prices"), "tag", Duty.EDIT_PRICES),
            Place("admin.markets", _("Markets"), "world", Duty.EDIT_MARKETS, "markets"),
        ),
    ),
    Section(
        _("Stock"),
        (
            Place("admin.stock", _("Stock"), "box", Duty.SEE_STOCK),
            Place("admin.deliveries", _("Deliveries"), "truck-delivery", Duty.RELEASE_STOCK),
            Place("admin.transfers", _("Transfers"), "transfer", Duty.RELEASE_STOCK, "transfers"),
            Place(
                "admin.stock_takes", _("Stock takes"), "clipboard-check", Duty.APPROVE_COUNTS, "stock-takes"
            ),
        ),
    ),
    Section(
        _("Planning"),
        (
            Place(
                "admin.assortments", _("Assortments"), "clipboard-list", Duty.EDIT_ASSORTMENTS, "store-types"
            ),
            Place("admin.demand", _("Demand"), "chart-bar", Duty.SEE_DEMAND, "demand"),
            Place(
                "admin.plans",
                _("Plans"),
                "route",
                Duty.PLAN_STOCK,
                modules=("allocation", "replenishment", "transfers"),
            ),
        ),
    ),
    Section(
        _("Catalogue"),
        (
            Place("admin.styles", _("Styles"), "hanger", Duty.EDIT_STYLES),
            Place("admin.collections", _("Collections"), "layout-grid", Duty.EDIT_STYLES),
            Place("admin.categories", _("Categories"), "list-details", Duty.EDIT_STYLES),
            Place("admin.seasons", _("Seasons and drops"), "calendar-event", Duty.EDIT_STYLES),
            Place("admin.size_runs", _("Size runs"), "ruler-2", Duty.EDIT_STYLES),
            Place("admin.lookbooks", _("Lookbooks"), "book-2", Duty.EDIT_STYLES, "lookbooks"),
            Place("admin.translations", _("Translations"), "language", Duty.EDIT_WORDS),
        ),
    ),
    Section(
        _("House"),
        (
            Place("admin.outlets", _("Outlets"), "building-store", Duty.SEE_CONSOLE),
            Place("admin.staff", _("Staff"), "users", Duty.EDIT_STAFF),
            Place("admin.pages", _("Pages"), "article", Duty.EDIT_BRAND),
            Place("admin.brand", _("Brand"), "palette", Duty.EDIT_BRAND, beside=("admin.first_page",)),
            Place("admin.activity", _("What happened"), "history", Duty.SEE_CONSOLE),
            Place("admin.modules", _("Modules"), "plug-connected", Duty.EDIT_BRAND),
        ),
    ),
)
"""What is sold, where it is, where it should go, what it is, and whose it all is."""

OPERATORS_MENU = (Section(None, (Place("operator.home", _("Brands"), "building-store", OPERATE),)),)


def menu() -> Iterator[tuple[Section, list[Place]]]:
    """Yield the sections that have something for this person."""
    who = person()
    if who is None:
        return
    for section in OPERATORS_MENU if at_operators() else MENU:
        places = [place for place in section.places if who.may(place.duty) and _is_on(place)]
        if places:
            yield section, places


def _is_on(place: Place) -> bool:
    wanted = (place.module,) if place.module else place.modules
    return not wanted or any(module in on() for module in wanted)
