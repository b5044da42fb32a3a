"""The shop behind a door, read once a content version and kept by the process."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g
from sqlalchemy import select as select_rows
from sqlmodel import select

from catalogue.collections import Collection
from catalogue.lookbooks import Lookbook
from catalogue.pages import Page
from catalogue.slugs import Slug
from i18n import languages
from kernel.db import BrandSession
from kernel.web import modules
from kernel.web.transactions import session
from storefront.shops import Edition, LegalPage, Shop, StoreName, at, say, town
from storefront.theme import Theme
from tenancy.brands import Brand
from tenancy.markets import Market, TaxRate
from tenancy.outlets import Outlet

LISTED_SUBJECTS = ("collection", "lookbook", "page")


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
        lookbooks=_lookbooks(session),
        stores=_stores(session),
        taxes=_taxes(session),
    )


def _lookbooks(session: BrandSession) -> dict[UUID, Lookbook]:
    """The lookbooks in their order; none where the module is off, so that nothing leads to them."""
    if "lookbooks" not in modules.on():
        return {}
    return {one.id: one for one in session.exec(select(Lookbook).order_by(Lookbook.position))}


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


def _taxes(session: BrandSession) -> dict[UUID, list[TaxRate]]:
    taxes: dict[UUID, list[TaxRate]] = {}
    for rate in session.exec(select(TaxRate).order_by(TaxRate.starts_on)):
        taxes.setdefault(rate.market_id, []).append(rate)
    return taxes
