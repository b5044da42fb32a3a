"""A chain to plan for: a warehouse with goods just in, four stores in two towns, coats and dresses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from catalogue.categories import Category
from catalogue.prices import Price
from catalogue.seasons import Season
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory import deliveries
from inventory.plans import lanes, settings
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy.brands import open_brand
from tenancy.markets import Market, MarketOutlet, PriceList
from tenancy.outlets import Outlet

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIZES = "SML"
PLACES = {"S1": (48.85, 2.35), "S2": (48.80, 2.13), "S3": (45.76, 4.83), "S4": (45.77, 4.88)}
SHELVES = {
    "S1": {"D1": (3, 0, 2), "C1": (1, 1, 1)},
    "S2": {"D1": (0, 4, 1), "C1": (5, 5, 5)},
    "S3": {"D1": (1, 0, 0)},
    "S4": {"C1": (0, 2, 0)},
}
DELIVERED = {"D1": (6, 8, 5), "C1": (0, 3, 2), "N1": (8, 10, 8)}


@dataclass(frozen=True)
class Chain:
    brand_id: int
    outlets: dict[str, UUID]
    skus: dict[str, UUID]

    def sku(self, style: str, size: str) -> UUID:
        return self.skus[f"{style}-{size}"]


def put_up(database: Database, slug: str) -> Chain:
    with database.write() as session:
        place = {"language": "fr", "country": "FR", "currency": "EUR"}
        brand_id = open_brand(session, slug=slug, name=slug.title(), **place, at=NOON).id or 0
        session.commit()
    with database.write(brand_id) as session:
        chain = furnish(session, brand_id)
        session.commit()
    return chain


def furnish(session: BrandSession, brand_id: int) -> Chain:
    """Put the chain's outlets, goods and stock into a brand that has none."""
    prices = PriceList(code="chain", currency="EUR")
    market = Market(code="chain", countries=["FR"], languages=["fr"], currency="EUR", price_list_id=prices.id,
                    tax_included=True)  # fmt: skip
    outlets = {
        code: Outlet(code=code, slug=code.lower(), kind="store" if code in PLACES else "warehouse",
                     country="FR", city="x",
                     time_zone="Europe/Paris", currency="EUR", language="fr", capacity=200,
                     latitude=PLACES.get(code, (48.0, 2.0))[0], longitude=PLACES.get(code, (48.0, 2.0))[1])
        for code in ("DC1", *PLACES)
    }  # fmt: skip
    category, run = Category(code="all"), SizeRun(code="alpha", sizes=[{"code": size} for size in SIZES])
    season = Season(code="aw", starts_on=date(2026, 8, 1), ends_on=date(2027, 3, 1))
    styles = [
        Style(code=code, number=number, status="published", category_id=category.id, size_run_id=run.id,
              season_id=season.id, is_carry_over=code != "N1",
              published_at=NOON if code == "N1" else datetime(2026, 8, 1, tzinfo=UTC))
        for number, code in enumerate(("D1", "C1", "N1"), 1)
    ]  # fmt: skip
    ways = [Colourway(style_id=style.id, code="INK") for style in styles]
    skus = [
        Sku(code=f"{style.code}-{size}", style_id=style.id, colourway_id=way.id, size=size, position=place)
        for style, way in zip(styles, ways, strict=True)
        for place, size in enumerate(SIZES)
    ]
    serving = [MarketOutlet(market_id=market.id, outlet_id=outlets[code].id) for code in PLACES]
    for rows in (
        [prices, category, run, season, *outlets.values()],
        [market, *styles],
        [*serving, *ways],
        skus,
    ):
        session.add_all(rows)
        session.flush()  # no relationship tells the session which row comes first
    when = datetime(2026, 8, 1, tzinfo=UTC)
    session.insert_many(
        Price,
        [
            {"price_list_id": prices.id, "style_id": style.id, "kind": "full", "units": units,
             "starts_at": when, "ends_at": None, "set_at": when, "set_by": None, "reason": ""}
            for style, units in zip(styles, (12000, 45000, 16000), strict=True)
        ],
    )  # fmt: skip
    chain = Chain(brand_id, {c: o.id for c, o in outlets.items()}, {sku.code: sku.id for sku in skus})
    _fill(session, chain)
    keen = {"settled_days": 0, "hold_new": 0.02, "hold_core": 0.02}
    settings.set_policy(session, keen, by=CLOCK, at=NOON)
    lanes.draw_lanes(session, by=CLOCK, at=NOON)
    return chain


def _fill(session: BrandSession, chain: Chain) -> None:
    rows = [
        (chain.outlets[store], chain.sku(style, size), units)
        for store, held in SHELVES.items()
        for style, run in held.items()
        for size, units in zip(SIZES, run, strict=True)
        if units
    ]
    deliveries.count_in(session, rows, reference="opening", by=CLOCK, at=NOON)
    units = {
        chain.sku(style, size): count
        for style, run in DELIVERED.items()
        for size, count in zip(SIZES, run, strict=True)
        if count
    }
    deliveries.take_delivery(
        session, units, outlet_id=chain.outlets["DC1"], reference="D-1", supplier="x", by=CLOCK, at=NOON
    )
