"""What a house makes: styles with all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ops.demo.houses.shape.places import Address
from ops.demo.houses.shape.words import Text


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
class Maker:
    """Who made a garment, as the law of the market asks to be told."""

    key: str
    name: str
    address: Address
    email: str
    about: Text


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
