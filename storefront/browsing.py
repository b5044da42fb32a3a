"""How a list of styles is asked for: filters, sort and page, out of the address and back into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from flask import g, request
from markupsafe import Markup, escape
from pyroaring import BitMap

from catalogue.colours import HEX
from catalogue.facets import Facet, Filters, Option
from catalogue.search import SORTS, Page, Sort
from i18n.messages import Message, _
from i18n.money import Money, exponent
from inventory.assortments import ruled_at
from inventory.availability import in_stock_at
from kernel.web.modules import on
from kernel.web.transactions import session
from storefront.shops import StoreName, say

FACETS: dict[str, Message] = {
    "category": _("Category"),
    "size": _("Size"),
    "colour": _("Colour"),
    "fibre": _("Material"),
}
SORTED: dict[Sort, Message] = {
    "featured": _("As the house shows them"),
    "newest": _("Newest first"),
    "price-up": _("Price, low to high"),
    "price-down": _("Price, high to low"),
}
ARGUMENTS = (*FACETS, "min", "max", "reduced", "new", "store", "carried", "sort", "page")
MOST_VALUES = 30
LONGEST_VALUE = 80
MOST_DIGITS = 9


@dataclass(frozen=True)
class Asked:
    """What a list's address asks for."""

    filters: Filters
    sort: Sort
    cursor: str | None
    store: StoreName | None
    """Where it is in stock."""
    carrier: StoreName | None
    """What a store carries, whether it has a piece today or not."""

    @property
    def is_plain(self) -> bool:
        """Nothing chosen: the page that is worth finding."""
        return not self.filters and self.sort == "featured" and self.cursor is None


def asked() -> Asked:
    """Read the request's address; what can't be read is as if it had not been asked."""
    given = request.args
    store, carrier = _store(given.get("store", "")), _store(given.get("carried", ""))
    chosen = {
        name: tuple(value[:LONGEST_VALUE] for value in dict.fromkeys(given.getlist(name)) if value)[
            :MOST_VALUES
        ]
        for name in FACETS
    }
    filters = Filters(
        **chosen,
        lowest=_amount(given.get("min", "")),
        highest=_amount(given.get("max", "")),
        is_reduced=given.get("reduced") == "1",
        is_new=given.get("new") == "1",
        within=_within(store, carrier),
    )
    sort = given.get("sort", "")
    return Asked(filters, sort if sort in SORTS else "featured", given.get("page") or None, store, carrier)


def _within(store: StoreName | None, carrier: StoreName | None) -> BitMap | None:
    """The styles in stock at one store, or carried by one, or both; None where neither is asked."""
    ruled = ruled_at(session(), carrier.id) if carrier and "store-types" in on() else None
    there = in_stock_at(session(), [store.id]) if store else None
    found = [numbers for numbers in (there, ruled) if numbers is not None]
    return BitMap.intersection(*found) if len(found) > 1 else next(iter(found), None)


def _store(slug: str) -> StoreName | None:
    return next((store for store in g.shop.stores.values() if store.slug == slug), None) if slug else None


def _amount(text: str) -> int | None:
    """Whole minor units of a plain number of the market's currency."""
    try:
        amount = Decimal(text.strip()) if len(text) <= MOST_DIGITS else None
    except InvalidOperation:
        return None
    if amount is None or not amount.is_finite() or amount < 0:
        return None
    return int(amount.scaleb(exponent(g.edition.market.currency)))


@dataclass(frozen=True)
class Listed:
    """A page of a list with all its controls; `path` is its address, `query` what was searched."""

    path: str
    page: Page
    asked: Asked
    query: str = ""
    is_open: bool = False

    @property
    def facets(self) -> list[tuple[str, Message, Sequence[Option]]]:
        """Those that leave a choice: a facet of one value narrows nothing."""
        facets = [(name, label, self._options(self.page.facet(name))) for name, label in FACETS.items()]
        return [
            facet for facet in facets if len(facet[2]) > 1 or any(option.is_chosen for option in facet[2])
        ]

    def _options(self, facet: Facet) -> Sequence[Option]:
        return [option for option in facet.options if option.count or option.is_chosen]

    @property
    def price_span(self) -> tuple[Money, Money] | None:
        if self.page.price_span is None or self.page.price_span[0] == self.page.price_span[1]:
            return None
        currency = g.edition.market.currency
        return Money(self.page.price_span[0], currency), Money(self.page.price_span[1], currency)

    @property
    def stores(self) -> Markup:
        """The market's stores to choose from, city by city."""
        written = g.shop.kept(("store options", g.edition.tag), _store_options)
        chosen = self.asked.store
        return written if chosen is None else Markup(written.replace(*_selected(chosen.slug), 1))  # noqa: S704

    @property
    def sorts(self) -> list[tuple[str, Message, bool]]:
        return [(key, label, key == self.asked.sort) for key, label in SORTED.items()]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Each choice with the address of the list without it."""
        return list(self._chosen())

    def _chosen(self) -> Iterator[tuple[str, str]]:
        filters = self.asked.filters
        for name in FACETS:
            for option in self.page.facet(name).chosen:
                yield option.label, self._without(name, option.value)
        for name, value in (("min", filters.lowest), ("max", filters.highest)):
            if value is not None:
                amount = Money(value, g.edition.market.currency)
                told = (
                    _("from %(price)s", price=amount) if name == "min" else _("up to %(price)s", price=amount)
                )
                yield str(told), self._without(name)
        if filters.is_reduced:
            yield str(_("Reduced")), self._without("reduced")
        if filters.is_new:
            yield str(_("New")), self._without("new")
        if self.asked.store:
            name = g.shop.say(self.asked.store.words, "name", g.edition.language).text
            yield str(_("in stock at %(store)s", store=name)), self._without("store")
        if self.asked.carrier:
            name = g.shop.say(self.asked.carrier.words, "name", g.edition.language).text
            yield str(_("carried at %(store)s", store=name)), self._without("carried")

    def _without(self, name: str, value: str | None = None) -> str:
        kept = [
            (key, one)
            for key, one in self._arguments()
            if key != "page" and not (key == name and value in (None, one))
        ]
        return self._address(kept)

    @property
    def following(self) -> str | None:
        return self._at(self.page.following)

    @property
    def preceding(self) -> str | None:
        return self._at(self.page.preceding)

    def _at(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        kept = [(key, value) for key, value in self._arguments() if key != "page"]
        return self._address(kept if cursor == "0.0" else [*kept, ("page", cursor)])

    def _arguments(self) -> list[tuple[str, str]]:
        names = ("q", *ARGUMENTS)
        return [
            (name, value) for name in names for value in request.args.getlist(name)[:MOST_VALUES] if value
        ]

    def _address(self, arguments: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(arguments)}" if arguments else self.path


def _store_options() -> Markup:
    """Written once for an edition: two hundred stores take longer than the rest of the page."""
    cities: dict[str, list[StoreName]] = {}
    for store in g.shop.stores_of(g.edition.market):
        cities.setdefault(store.place, []).append(store)
    return Markup("").join(_city_options(city, stores) for city, stores in cities.items())


def _city_options(city: str, stores: Sequence[StoreName]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    written = (option.format(store.slug, say(store.words, "name").text) for store in stores)
    return Markup('<optgroup label="{}">{}</optgroup>\n').format(city, Markup("").join(written))


def _selected(slug: str) -> tuple[str, str]:
    value = str(escape(slug))
    return f'value="{value}"', f'value="{value}" selected'


def swatch_of(family: str) -> str:
    return HEX.get(family, HEX["multi"])


def plain(asked: Asked) -> Asked:
    return replace(asked, filters=Filters(), cursor=None)


def shown(value: Any) -> str:
    """An amount as the field of a filter takes it."""
    return (
        ""
        if value is None
        else str(Money(value, g.edition.market.currency).decimal.normalize().__format__("f"))
    )
