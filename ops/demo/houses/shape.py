"""What a demo house is made of: plain values that the loader hands to the commands a real brand would use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from inventory.assortments.drafting import RuleDraft
from inventory.assortments.presenting import PresentationDraft

Text = Mapping[str, str]
"""Words by BCP 47 language tag."""

Paragraphs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class TaxRate:
    """A dated rate; `basis_points` is a Decimal because some (8.875 %) are not whole.

    `region` is a country or a part of one where a market's rates differ; without it the rate is the market's.
    """

    country: str
    region: str | None = None
    name: Text
    basis_points: Decimal
    since: date
    exempt_below: int | None = None
    untaxed_up_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class PriceRule:
    """From a base price: times `factor`, to the nearest `step`, less `charm`, all in minor units."""

    factor: Fraction = Fraction(1)
    step: int
    charm: int = 0

    def price(self, base: int) -> int:
        steps = max(1, round(base * self.factor / self.step))
        return steps * self.step - self.charm


@dataclass(frozen=True, kw_only=True)
class Market:
    key: str
    name: Text
    countries: tuple[str, ...]
    currency: str
    languages: tuple[str, ...]
    tax_included: bool
    tax_rates: tuple[TaxRate, ...]
    outlets: tuple[str, ...]
    price_list: str
    price_rule: PriceRule
    size_naming: str
    """Key into `Size.names` for how this market reads a size."""


@dataclass(frozen=True, kw_only=True)
class StoreType:
    key: str
    name: Text
    description: Text


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """A rule of the house's assortment; from and until are days after today, without them it always holds."""

    rule: RuleDraft
    from_day: int | None = None
    until_day: int | None = None

    def draft(self, today: date) -> RuleDraft:
        starts_on = None if self.from_day is None else today + timedelta(days=self.from_day)
        ends_on = None if self.until_day is None else today + timedelta(days=self.until_day)
        return replace(self.rule, starts_on=starts_on, ends_on=ends_on)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Fields as the address library names them, in one script."""

    country: str
    region: str = ""
    city: str = ""
    district: str = ""
    lines: tuple[str, ...]
    postcode: str = ""
    sorting: str = ""


Span = tuple[str, str]
"""Opening and closing time, HH:MM, in the store's own time."""


@dataclass(frozen=True, kw_only=True)
class Holiday:
    on: date
    name: Text
    hours: tuple[Span, ...]
    """Empty when closed."""


@dataclass(frozen=True, kw_only=True)
class Outlet:
    code: str
    slug: str
    kind: str
    store_type: str | None = None
    name: Text
    address: Address
    latin_address: Address
    latitude: float
    longitude: float
    time_zone: str
    currency: str
    language: str
    phone: str
    hours: Mapping[int, tuple[Span, ...]]
    """By weekday (0 Monday … 6 Sunday); empty when closed."""
    holidays: tuple[Holiday, ...] = ()
    capacity: int
    floor_area: int = 0
    """Square metres."""
    services: tuple[str, ...] = ()
    city_tier: str | None = None
    climate: str
    grade: str
    about: Text = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Category:
    key: str
    slug: str
    name: Text
    description: Text = field(default_factory=dict)
    position: int


@dataclass(frozen=True, kw_only=True)
class Season:
    key: str
    name: Text
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class Size:
    code: str
    names: Text
    """By naming (alpha, cn, jp, fr, de, it, uk, us, sg, ar), not by language."""
    body: Mapping[str, int] = field(default_factory=dict)
    """Body measurements in millimetres: height, bust, waist, hip (foot for shoes)."""


@dataclass(frozen=True, kw_only=True)
class SizeSystem:
    key: str
    name: Text
    sizes: tuple[Size, ...]

    def codes(self) -> tuple[str, ...]:
        return tuple(size.code for size in self.sizes)


@dataclass(frozen=True, kw_only=True)
class Cloth:
    """How a colourway is drawn: weave and print are `catalogue.flats` words, colours are #rrggbb."""

    weave: str
    colour: str
    print: str | None = None
    second: str = "#ffffff"
    """The print's colour."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shape and attributes as `catalogue.flats.SHAPES` offers them."""

    shape: str
    attributes: Text


@dataclass(frozen=True, kw_only=True)
class Sku:
    code: str
    gtin: str
    size: str


@dataclass(frozen=True, kw_only=True)
class Colourway:
    code: str
    colour: str
    """Key of the colour family list, for facets."""
    name: Text
    hex: str
    cloth: Cloth
    skus: tuple[Sku, ...]


@dataclass(frozen=True, kw_only=True)
class Component:
    part: str
    """shell, lining, trim, filling, upper, sole."""
    fibres: tuple[tuple[str, int], ...]
    """Annex I fibre keys with percentages by weight, heaviest first, adding to 100."""


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """A base price in minor units from `from_day` days after today (negative: before)."""

    amount: int
    from_day: int

    def since(self, today: date) -> date:
        return today + timedelta(days=self.from_day)


@dataclass(frozen=True, kw_only=True)
class Style:
    code: str
    slug: str
    category: str
    season: str
    name: Text
    description: Text
    colourways: tuple[Colourway, ...]
    size_system: str
    sizes: tuple[str, ...]
    prices: tuple[PriceRow, ...]
    """Oldest first; more than one row where the price was reduced."""
    composition: tuple[Component, ...]
    care: tuple[str, ...]
    origin: str
    hs_code: str
    measurements: Mapping[str, Mapping[str, int]]
    """By size, then by measure, in millimetres."""
    weight: int
    """Grams, in the middle size."""
    drawing: Drawing
    cloth: str
    maker: str
    tags: tuple[str, ...] = ()
    drop: str | None = None
    is_carry_over: bool = False
    goes_with: tuple[str, ...] = ()

    @property
    def price(self) -> int:
        return self.prices[-1].amount

    @property
    def is_reduced(self) -> bool:
        return self.price < self.prices[0].amount

    def skus(self) -> Iterator[Sku]:
        for colourway in self.colourways:
            yield from colourway.skus


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Who made a garment, as the law of the market asks to be told."""

    key: str
    name: str
    address: Address
    email: str
    about: Text


@dataclass(frozen=True, kw_only=True)
class CollectionRule:
    """Styles that match every given condition; an empty condition matches all."""

    categories: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fibres: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    is_reduced: bool | None = None

    def matches(self, style: Style) -> bool:
        fibres = {fibre for part in style.composition if part.part == "shell" for fibre, _ in part.fibres}
        return (
            (not self.categories or style.category in self.categories)
            and (not self.seasons or style.season in self.seasons)
            and (not self.tags or not set(self.tags).isdisjoint(style.tags))
            and (not self.fibres or not fibres.isdisjoint(self.fibres))
            and (not self.colours or any(way.colour in self.colours for way in style.colourways))
            and (self.is_reduced is None or style.is_reduced == self.is_reduced)
        )


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Styles chosen by hand, in order, or by a rule; never both."""

    key: str
    slug: str
    name: Text
    text: Text
    styles: tuple[str, ...] = ()
    rule: CollectionRule | None = None


@dataclass(frozen=True, kw_only=True)
class Drop:
    """A dated release: `day` days after today at `at`, in the house's own time."""

    key: str
    slug: str
    name: Text
    text: Text
    day: int
    at: time
    time_zone: str
    styles: tuple[str, ...]

    def released_at(self, today: date) -> datetime:
        return datetime.combine(today + timedelta(days=self.day), self.at, ZoneInfo(self.time_zone))


@dataclass(frozen=True, kw_only=True)
class Hotspot:
    """A garment of the look: its centre and width in per cent of a 4:5 picture."""

    style: str
    colourway: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Look:
    key: str
    title: Text
    text: Text
    ground: str
    hotspots: tuple[Hotspot, ...]


@dataclass(frozen=True, kw_only=True)
class Lookbook:
    key: str
    slug: str
    season: str
    title: Text
    intro: Text
    looks: tuple[Look, ...]


@dataclass(frozen=True, kw_only=True)
class PageSection:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LegalPage:
    kind: str
    """imprint, privacy, terms or returns."""
    market: str
    slug: str
    title: Text
    sections: Mapping[str, tuple[PageSection, ...]]


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    latin_name: str
    family: str
    given: str
    email: str
    role: str
    language: str
    outlets: tuple[str, ...] = ()
    """Empty: the whole brand."""


@dataclass(frozen=True, kw_only=True)
class Link:
    label: Text
    target: str
    """An address under the shop's language and market: `collections/<slug>`, `stores`, `story`, …"""


@dataclass(frozen=True, kw_only=True)
class HomeSection:
    kind: str
    """hero, collection, lookbook, stores, story, swatches, drop, diary, cities or words."""
    reference: str = ""
    title: Text
    text: Text = field(default_factory=dict)
    limit: int = 8


@dataclass(frozen=True, kw_only=True)
class Service:
    """Something bookable: minutes, price in the outlet's currency (0: free)."""

    key: str
    name: Text
    text: Text
    minutes: int
    price: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Salon:
    """An entry in the diary: `day` days after today, in the outlet's own time."""

    key: str
    title: Text
    text: Text
    outlet: str
    day: int
    at: time
    minutes: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class House:
    slug: str
    name: Text
    country: str
    currency: str
    language: str
    languages: tuple[str, ...]
    time_zone: str
    tagline: Text
    story: Paragraphs
    theme: Mapping[str, str | int | float | bool]
    markets: tuple[Market, ...]
    store_types: tuple[StoreType, ...]
    outlets: tuple[Outlet, ...]
    categories: tuple[Category, ...]
    seasons: tuple[Season, ...]
    size_systems: tuple[SizeSystem, ...]
    makers: tuple[Maker, ...]
    styles: tuple[Style, ...]
    collections: tuple[Collection, ...]
    drops: tuple[Drop, ...]
    lookbooks: tuple[Lookbook, ...]
    legal_pages: tuple[LegalPage, ...]
    staff: tuple[Person, ...]
    navigation: tuple[Link, ...]
    home: tuple[HomeSection, ...]
    otherwise: str = "everything"
    """What a store carries where no rule speaks."""
    carrying: tuple[Carrying, ...] = ()
    presentation: tuple[PresentationDraft, ...] = ()
    services: tuple[Service, ...] = ()
    diary: tuple[Salon, ...] = ()

    def members(self, collection: Collection) -> tuple[Style, ...]:
        """The styles of a collection, in the order a shopper meets them."""
        if collection.rule:
            return tuple(style for style in self.styles if collection.rule.matches(style))
        by_code = {style.code: style for style in self.styles}
        return tuple(by_code[code] for code in collection.styles)


@dataclass(frozen=True, kw_only=True)
class OpeningLevel:
    outlet: str
    sku: str
    units: int


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Goods that reached a warehouse and wait to be allocated."""

    reference: str
    outlet: str
    day: int
    lines: tuple[tuple[str, int], ...]
