"""What a shopper is shown of one style: plain values, ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from catalogue.cards import Card
from catalogue.care import Care
from catalogue.measures import Length
from catalogue.pictures import Image
from i18n.words import Wording


@dataclass(frozen=True)
class SkuShown:
    """A size of a colourway, by its name in the market."""

    id: UUID
    code: str
    gtin: str | None
    size: str
    name: str


@dataclass(frozen=True)
class WayShown:
    """A colourway with all its pictures and sizes."""

    id: UUID
    code: str
    family: str
    name: Wording
    cloth: Mapping[str, Any]
    images: tuple[Image, ...]
    skus: tuple[SkuShown, ...]


@dataclass(frozen=True)
class Crumb:
    code: str
    name: Wording


@dataclass(frozen=True)
class SizeMeasured:
    """A garment's own measurements in one size."""

    size: str
    name: str
    lengths: Mapping[str, Length]


@dataclass(frozen=True)
class StylePage:
    """What the page says; money in minor units of the market's currency, composition as `fibres` keys it."""

    style_id: UUID
    number: int
    code: str
    slug: str
    slugs: Mapping[str, str]
    name: Wording
    description: Wording
    fit: Wording
    path: tuple[Crumb, ...]
    season: Wording | None
    units: int
    was_units: int | None
    released_at: datetime
    is_coming: bool
    is_new: bool
    ways: tuple[WayShown, ...]
    composition: tuple[Mapping[str, Any], ...]
    care: tuple[Care, ...]
    origin: str
    hs_code: str
    weight: int | None
    measured: tuple[SizeMeasured, ...]
    maker: Mapping[str, Any]
    tags: tuple[str, ...]
    size_run: str
    related: tuple[Card, ...]

    @property
    def percent_off(self) -> int | None:
        return None if self.was_units is None else (self.was_units - self.units) * 100 // self.was_units

    @property
    def sizes(self) -> tuple[SkuShown, ...]:
        """One SKU of every size there is, in the order of the run."""
        first: dict[str, SkuShown] = {}
        for way in self.ways:
            for sku in way.skus:
                first.setdefault(sku.size, sku)
        return tuple(first.values())
