"""A house as a whole, its people, and the stock it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inventory.assortments.presenting import PresentationDraft
from ops.demo.houses.shape.goods import Category, Maker, Season, SizeSystem, Style
from ops.demo.houses.shape.places import Carrying, Market, Outlet, StoreType
from ops.demo.houses.shape.telling import (
    Collection,
    Drop,
    HomeSection,
    LegalPage,
    Link,
    Lookbook,
    Salon,
    Service,
)
from ops.demo.houses.shape.words import Paragraphs, Text


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
