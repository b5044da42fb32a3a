"""Narrowing a list: filters, what remains, and how many styles each choice would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pyroaring import BitMap

from catalogue import colours, fibres
from catalogue.cards import NEW_FOR, read_wording
from catalogue.indexing import released
from catalogue.market_index import MarketIndex

FACETS = ("category", "size", "colour", "fibre", "season", "tag")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a shopper ticked; of a facet's values any will do. Prices in minor units, both ends included.

    `within` narrows to given styles, by number: those in stock in a store near her, say.
    """

    category: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    fibre: tuple[str, ...] = ()
    season: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    is_reduced: bool = False
    is_new: bool = False
    within: Iterable[int] | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Option:
    """One value of a facet, and how many styles it would leave with the other facets as they are."""

    value: str
    label: str
    lang: str | None
    count: int
    is_chosen: bool
    parent: str | None = None


@dataclass(frozen=True)
class Facet:
    name: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.is_chosen)


@dataclass(frozen=True)
class Narrowed:
    """What remains, the facets over it, and the price span that the other filters leave."""

    numbers: BitMap
    facets: tuple[Facet, ...]
    price_span: tuple[int, int] | None
    reduced: int
    new: int


def narrow(index: MarketIndex, base: BitMap, filters: Filters, *, language: str, at: datetime) -> Narrowed:
    if filters.within is not None:
        base = base & BitMap(filters.within)
    chosen = _chosen(index, filters, at=at)
    numbers = BitMap.intersection(base, *chosen.values())

    def but(name: str) -> BitMap:
        return _but(base, chosen, name) if name in chosen else numbers

    return Narrowed(
        numbers=numbers,
        facets=tuple(_facet(index, name, filters, but(name), language) for name in FACETS),
        price_span=index.price_span(but("price")),
        reduced=but("reduced").intersection_cardinality(index.having("reduced")),
        new=but("new").intersection_cardinality(_new(index, at)),
    )


def _chosen(index: MarketIndex, filters: Filters, *, at: datetime) -> dict[str, BitMap]:
    chosen: dict[str, BitMap] = {}
    for name in FACETS:
        values = getattr(filters, name)
        if values:
            chosen[name] = BitMap.union(BitMap(), *(index.having(name, value) for value in values))
    if filters.lowest is not None or filters.highest is not None:
        chosen["price"] = index.priced(filters.lowest, filters.highest)
    if filters.is_reduced:
        chosen["reduced"] = index.having("reduced")
    if filters.is_new:
        chosen["new"] = _new(index, at)
    return chosen


def _new(index: MarketIndex, at: datetime) -> BitMap:
    return released(index.orders, since=at - NEW_FOR, until=at) if index.listed else BitMap()


def _but(base: BitMap, chosen: dict[str, BitMap], name: str) -> BitMap:
    """What every filter but one leaves."""
    return BitMap.intersection(base, *(numbers for facet, numbers in chosen.items() if facet != name))


def _facet(index: MarketIndex, name: str, filters: Filters, left: BitMap, language: str) -> Facet:
    picked = getattr(filters, name)
    options = []
    for value, label, lang, parent in _labelled(index, name, language):
        count = left.intersection_cardinality(index.having(name, value))
        if count or value in picked:
            options.append(Option(value, label, lang, count, value in picked, parent))
    return Facet(name, tuple(options))


def _labelled(
    index: MarketIndex, name: str, language: str
) -> Iterable[tuple[str, str, str | None, str | None]]:
    """The values that occur, as she reads them, in the facet's own order."""
    occurring = set(index.values.get(name, ()))
    if name in {"category", "season"}:
        for value, parent, spoken in index.labels.get(name, ()):
            if value in occurring:
                wording = read_wording(spoken, language)
                yield value, wording.text, wording.lang, parent
    elif name in {"colour", "fibre"}:
        book = colours.FAMILIES if name == "colour" else fibres.NAMES
        for value, message in book.items():
            if value in occurring:
                yield value, message.in_(language), None, None
    else:
        known = index.labels.get(name, ()) if name == "size" else sorted(occurring)
        yield from ((value, value, None, None) for value in known if value in occurring)
