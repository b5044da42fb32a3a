"""One shelf: a brand with a warehouse and a store, and a dress in three sizes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from catalogue.categories import Category
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from kernel.db import BrandSession, Database
from tenancy.brands import open_brand
from tenancy.markets import Market, MarketOutlet, PriceList
from tenancy.outlets import Outlet

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Shelf:
    brand_id: int
    market_id: UUID
    style_id: UUID
    warehouse_id: UUID
    store_id: UUID
    skus: dict[str, UUID]


def put_up(database: Database, slug: str) -> Shelf:
    """Open a brand of that name and put up its shelf."""
    with database.write() as session:
        place = {"language": "fr", "country": "FR", "currency": "EUR"}
        brand_id = open_brand(session, slug=slug, name=slug.title(), **place, at=NOON).id
        session.commit()
    with database.write(brand_id) as session:
        shelf = _put_up(session, brand_id or 0)
        session.commit()
        return shelf


def _put_up(session: BrandSession, brand_id: int) -> Shelf:
    prices = PriceList(code="eur", currency="EUR")
    market = Market(
        code="fr",
        countries=["FR"],
        languages=["fr"],
        currency="EUR",
        price_list_id=prices.id,
        tax_included=True,
    )
    warehouse, store = (
        Outlet(
            code=code,
            slug=code.lower(),
            kind=kind,
            country="FR",
            time_zone="Europe/Paris",
            currency="EUR",
            language="fr",
        )
        for code, kind in (("W1", "warehouse"), ("S1", "store"))
    )
    serving = MarketOutlet(market_id=market.id, outlet_id=store.id)
    category = Category(code="dress")
    run = SizeRun(code="alpha", sizes=[{"code": size} for size in "SML"])
    style = Style(code="D1", number=1, category_id=category.id, size_run_id=run.id)
    colourway = Colourway(style_id=style.id, code="INK")
    skus = [Sku(code=f"D1-{size}", style_id=style.id, colourway_id=colourway.id, size=size) for size in "SML"]
    for rows in ([prices, warehouse, store, category, run], [market, style], [serving, colourway], skus):
        session.add_all(rows)
        session.flush()  # no relationship tells the session which row comes first
    return Shelf(brand_id, market.id, style.id, warehouse.id, store.id, {sku.size: sku.id for sku in skus})
