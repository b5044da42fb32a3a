"""What a house tells: collections, drops, lookbooks, pages, its first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ops.demo.houses.shape.goods import Style
from ops.demo.houses.shape.words import Text


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
