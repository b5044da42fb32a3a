"""The shop behind a door: what every page needs of a brand, read once a version and kept by the process."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any
from urllib.parse import quote
from uuid import UUID

from babel.core import get_global
from flask import Flask, current_app, g
from sqlalchemy import select as select_rows
from sqlmodel import select

from catalogue.collections import Collection
from catalogue.lookbooks import Lookbook
from catalogue.pages import Page
from catalogue.slugs import Slug
from i18n import languages
from i18n.words import NOTHING, Wording, Words, wording
from kernel.db import BrandSession
from kernel.web.transactions import session
from storefront.theme import Theme
from tenancy.brands import Brand
from tenancy.markets import Market, TaxRate
from tenancy.outlets import Outlet

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
        return wording(words, field, language, source=self.brand.language)

    def market_name(self, market: Market, language: str) -> Wording:
        """What the market is called: its own name, or that of the country that stands for it."""
        named = self.say(market.words, "name", language)
        return named or Wording(languages.country_name(market.country, language=language), language, None)

    def slug(self, subject: str, subject_id: UUID, language: str) -> str | None:
        """The thing's name in addresses, in that language or down its chain."""
        known = self.slugs[subject].get(subject_id, {})
        for candidate in (*languages.fallbacks(language, self.brand.language), *known):
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

    def story(self) -> LegalPage | None:
        return next((page for page in self.pages if page.kind == "story"), None)

    def legal_pages(self, market: Market) -> list[LegalPage]:
        """The market's own pages; one of every market stands in where the market has none of that code."""
        own = {page.code: page for page in self.pages if page.kind == "legal" and page.market_id is None}
        own |= {
            page.code: page for page in self.pages if page.kind == "legal" and page.market_id == market.id
        }
        return [page for page in self.pages if own.get(page.code) is page]


class Snapshots:
    """The shops asked for last; a brand that changes its version is read anew."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[int, Shop]] = OrderedDict()
        self._lock = Lock()

    def get(self, brand_id: int, version: int) -> Shop | None:
        with self._lock:
            kept = self._kept.get(brand_id)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(brand_id)
            return kept[1]

    def put(self, brand_id: int, version: int, shop: Shop) -> None:
        with self._lock:
            self._kept[brand_id] = (version, shop)
            self._kept.move_to_end(brand_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def init_app(app: Flask) -> None:
    app.extensions["shops"] = Snapshots()
    app.jinja_env.globals.update(at=at, say=say, shop=_Here("shop"), edition=_Here("edition"))


class _Here:
    """What `g` holds under a name, reachable from macros too."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(getattr(g, self._name), attribute)


def current() -> Shop:
    """The shop of this request's door."""
    if "shop" not in g:
        kept: Snapshots = current_app.extensions["shops"]
        shop = kept.get(g.door.brand_id, g.door.version)
        if shop is None:
            shop = read(session())
            kept.put(g.door.brand_id, g.door.version, shop)
        g.shop = shop
    return g.shop


def read(session: BrandSession) -> Shop:
    brand = session.get(Brand, session.brand)
    if brand is None:
        raise LookupError(f"brand {session.brand} is not there")
    markets = session.exec(select(Market).order_by(Market.position, Market.code)).all()
    return Shop(
        brand=brand,
        theme=Theme.read(brand.theme),
        editions=_editions(markets, brand),
        pages=_pages(session),
        slugs=_slugs(session),
        collections={one.id: one for one in session.exec(select(Collection).order_by(Collection.position))},
        lookbooks={one.id: one for one in session.exec(select(Lookbook).order_by(Lookbook.position))},
        stores=_stores(session),
        taxes=_taxes(session),
    )


def _editions(markets: Sequence[Market], brand: Brand) -> dict[str, Edition]:
    editions: dict[str, Edition] = {}
    for market in markets:
        for language in market.languages:
            tag = languages.url_tag(language, market.country)
            editions.setdefault(tag, Edition(tag, languages.normalise(language), market))
    return editions


def _pages(session: BrandSession) -> list[LegalPage]:
    """Titles alone: a text is read by the page that shows it."""
    rows = session.execute(
        select_rows(Page.code, Page.id, Page.kind, Page.market_id, Page.words).order_by(
            Page.position, Page.code
        )
    ).all()
    return [
        LegalPage(code, page_id, kind, market_id, {name: words[name] for name in ("title",) if name in words})
        for code, page_id, kind, market_id, words in rows
    ]


def _slugs(session: BrandSession) -> dict[str, dict[UUID, dict[str, str]]]:
    found: dict[str, dict[UUID, dict[str, str]]] = {subject: {} for subject in LISTED_SUBJECTS}
    rows = session.exec(
        select(Slug.subject, Slug.subject_id, Slug.language, Slug.slug).where(
            Slug.is_current, Slug.subject.in_(LISTED_SUBJECTS)
        )
    )
    for subject, subject_id, language, slug in rows:
        found[subject].setdefault(subject_id, {})[language] = slug
    return found


def _stores(session: BrandSession) -> dict[UUID, StoreName]:
    rows = session.execute(
        select_rows(
            Outlet.id,
            Outlet.slug,
            Outlet.words,
            Outlet.country,
            Outlet.city,
            Outlet.region,
            Outlet.latin,
            Outlet.time_zone,
            Outlet.lines,
        )
        .where(Outlet.kind == "store", Outlet.closed_on.is_(None))
        .order_by(Outlet.country, Outlet.region, Outlet.city, Outlet.code)
    )
    return {
        row.id: StoreName(
            id=row.id,
            slug=row.slug,
            words={"name": row.words.get("name", {})},
            country=row.country,
            place_in_han=town(row.city, row.region),
            place_in_latin=town(row.latin.get("city", ""), row.latin.get("region", "")),
            time_zone=row.time_zone,
            lines=row.latin.get("lines") or row.lines,
        )
        for row in rows
    }


def town(city: str, region: str) -> str:
    """The city one speaks of: a ward of Tokyo is Tokyo."""
    return region if city.endswith(("区", "-ku")) and region else city


def place(han: str, latin: str) -> str:
    """A place as it is written there, for who reads Han, else in Latin letters."""
    return han if g.edition.language.startswith(("zh", "ja")) else latin or han


def _taxes(session: BrandSession) -> dict[UUID, list[TaxRate]]:
    taxes: dict[UUID, list[TaxRate]] = {}
    for rate in session.exec(select(TaxRate).order_by(TaxRate.starts_on)):
        taxes.setdefault(rate.market_id, []).append(rate)
    return taxes


def at(path: str = "", *, edition: Edition | None = None) -> str:
    """The address of a page of this shop, in the edition being read or another."""
    return f"/{(edition or g.edition).tag}/{quote(path, safe='/?&=%+,')}"


def say(words: Words, field: str) -> Wording:
    """The brand's words in the language of the edition being read."""
    return wording(words, field, g.edition.language, source=g.shop.brand.language) if words else NOTHING
