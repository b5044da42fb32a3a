"""The shop behind a door: what every page needs of a brand, read once a version and kept by the process."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote
from uuid import UUID

from babel.core import get_global
from flask import g

from catalogue.collections import Collection
from catalogue.lookbooks import Lookbook
from i18n import languages
from i18n.words import NOTHING, Wording, Words, wording
from storefront.theme import Theme
from tenancy.brands import Brand
from tenancy.markets import Market, TaxRate, read_besides

LISTED_SUBJECTS = ("collection", "lookbook", "page")


@dataclass(frozen=True)
class Edition:
    """A market read in one language: what every address of the shop begins with."""

    tag: str
    language: str
    market: Market

    @property
    def country(self) -> str:
        return self.market.country

    @property
    def hreflang(self) -> str:
        return f"{self.language}-{self.country}"

    @property
    def direction(self) -> str:
        return languages.direction(self.language)


@dataclass(frozen=True)
class LegalPage:
    code: str
    id: UUID
    kind: str
    market_id: UUID | None
    words: Words


@dataclass(frozen=True)
class StoreName:
    """A store as other pages mention it."""

    id: UUID
    slug: str
    words: Words
    country: str
    place_in_han: str
    place_in_latin: str
    time_zone: str
    lines: Sequence[str]

    @property
    def place(self) -> str:
        """Its city, in letters that she reads; its country's code where that is a city itself."""
        return place(self.place_in_han, self.place_in_latin) or self.country


@dataclass(frozen=True)
class Shop:
    """A brand with its editions in order, its text pages and the addresses of what its pages point to."""

    brand: Brand
    theme: Theme
    editions: Mapping[str, Edition]
    pages: Sequence[LegalPage]
    slugs: Mapping[str, Mapping[UUID, Mapping[str, str]]]
    collections: Mapping[UUID, Collection]
    lookbooks: Mapping[UUID, Lookbook]
    stores: Mapping[UUID, StoreName]
    taxes: Mapping[UUID, Sequence[TaxRate]]
    _made: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The house's name as it writes it in the language being read."""
        return self.say(self.brand.words, "name", g.edition.language).text or self.brand.name

    @cached_property
    def markets(self) -> list[tuple[Market, list[Edition]]]:
        """Every market with its editions, as the choice of language and market lists them."""
        grouped: dict[UUID, tuple[Market, list[Edition]]] = {}
        for edition in self.editions.values():
            grouped.setdefault(edition.market.id, (edition.market, []))[1].append(edition)
        return list(grouped.values())

    @cached_property
    def home_edition(self) -> Edition:
        """The edition in the brand's own language at home, or else the first there is."""
        editions = list(self.editions.values())
        own = [edition for edition in editions if edition.language == self.brand.language]
        at_home = [edition for edition in own if edition.country == self.brand.country]
        return (at_home or own or editions)[0]

    @cached_property
    def by_language(self) -> dict[str, Edition]:
        """For each language the edition that stands for it where the market is not known."""
        first: dict[str, Edition] = {}
        for edition in (self.home_edition, *self.editions.values()):
            first.setdefault(edition.language, edition)
        return first

    def say(self, words: Words, field: str, language: str) -> Wording:
        return wording(words, field, language, source=self.brand.language, via=self.besides(language))

    def besides(self, language: str) -> Sequence[str]:
        """What else its readers read, before the brand's own language."""
        return self._besides.get(language, ())

    @cached_property
    def _besides(self) -> dict[str, tuple[str, ...]]:
        return read_besides(market for market, _editions in self.markets)

    def market_name(self, market: Market, language: str) -> Wording:
        """What the market is called: its own name, or that of the country that stands for it."""
        named = self.say(market.words, "name", language)
        return named or Wording(languages.country_name(market.country, language=language), language, None)

    def slug(self, subject: str, subject_id: UUID, language: str) -> str | None:
        """The thing's name in addresses, in that language or down its chain."""
        known = self.slugs[subject].get(subject_id, {})
        chain = languages.fallbacks(language, self.brand.language, via=tuple(self.besides(language)))
        for candidate in (*chain, *known):
            if candidate in known:
                return known[candidate]
        return None

    def find(self, subject: str, name: str) -> UUID | None:
        """The thing of that code or of that slug in whatever language."""
        by_slug = (thing for thing, slugs in self.slugs[subject].items() if name in slugs.values())
        things = {"collection": self.collections, "lookbook": self.lookbooks}[subject]
        by_code = (thing.id for thing in things.values() if thing.code == name)
        return next(by_slug, None) or next(by_code, None)

    def stores_of(self, market: Market) -> list[StoreName]:
        """The stores that lie in a market's countries."""
        return [store for store in self.stores.values() if store.country in market.countries]

    def time_zone(self, market: Market) -> str:
        """The time a market reads: that of its first store, or its country's."""
        of_stores = (store.time_zone for store in self.stores_of(market))
        return next(of_stores, None) or get_global("territory_zones")[market.country][0]

    def kept(self, name: tuple, make: Callable[[], Any]) -> Any:
        """What is made once of this shop as it is now, and kept as long as that holds."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def story(self) -> LegalPage | None:
        return next((page for page in self.pages if page.kind == "story"), None)

    def legal_pages(self, market: Market) -> list[LegalPage]:
        """The market's own pages; one of every market stands in where the market has none of that code."""
        own = {page.code: page for page in self.pages if page.kind == "legal" and page.market_id is None}
        own |= {
            page.code: page for page in self.pages if page.kind == "legal" and page.market_id == market.id
        }
        return [page for page in self.pages if own.get(page.code) is page]


def town(city: str, region: str) -> str:
    """The city one speaks of: a ward of Tokyo is Tokyo."""
    return region if city.endswith(("区", "-ku")) and region else city


def place(han: str, latin: str) -> str:
    """A place as it is written there, for who reads Han, else in Latin letters."""
    return han if g.edition.language.startswith(("zh", "ja")) else latin or han


def at(path: str = "", *, edition: Edition | None = None) -> str:
    """The address of a page of this shop, in the edition being read or another."""
    return f"/{(edition or g.edition).tag}/{quote(path, safe='/?&=%+,')}"


def say(words: Words, field: str) -> Wording:
    """The brand's words in the language of the edition being read."""
    return g.shop.say(words, field, g.edition.language) if words else NOTHING
