"""Brands with stock to plan for, of any size: stores, styles in six sizes, a warehouse, drawn levels."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from pyroaring import BitMap

from catalogue.categories import Category
from catalogue.postings import packed
from catalogue.prices import Price
from catalogue.seasons import Season
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory.assortments.keeping import Carried
from inventory.levels import Level, Movement
from inventory.plans import lanes
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from kernel.ids import new_id
from tenancy import modules
from tenancy.brands import open_brand
from tenancy.markets import Market, PriceList
from tenancy.outlets import Outlet

SIZES = ("XS", "S", "M", "L", "XL", "XXL")
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
AT_ONCE = 50_000


def make(db: Database, slug: str, *, stores: int, styles: int, density: float, seed: int) -> int:
    """A brand whose stores carry that part of its styles; returns the brand's id."""
    rng = np.random.default_rng(seed)
    with db.write() as session:
        place = {"language": "zh-Hans", "country": "CN", "currency": "CNY"}
        brand_id = open_brand(session, slug=slug, name=slug.title(), **place, at=AT).id or 0
        session.commit()
    with db.write(brand_id) as session:
        outlets = _outlets(session, rng, stores)
        skus = _goods(session, rng, styles)
        carried = rng.random((stores, styles)) < density
        _carry(session, outlets[1:], carried)
        session.commit()
    with db.write(brand_id) as session:
        for rows in _in_portions(_levels(rng, outlets, skus, carried)):
            session.insert_many(Level, rows)
            session.insert_many(Movement, map(_movement, rows))
        lanes.draw_lanes(session, by=CLOCK, at=AT)
        for key in ("demand", "allocation", "replenishment", "transfers"):
            modules.switch(session, key, True, by=CLOCK, at=AT)
        session.commit()
    return brand_id


def _outlets(session: BrandSession, rng: np.random.Generator, stores: int) -> list[UUID]:
    towns = rng.uniform((22, 100), (42, 125), (max(stores // 15, 1), 2))
    made = []
    for number in range(stores + 1):
        north, east = towns[rng.integers(len(towns))] + rng.normal(0, 0.4, 2)
        code = f"S{number:04d}" if number else "DC"
        made.append(
            Outlet(
                code=code,
                slug=code.lower(),
                kind="store" if number else "warehouse",
                country="CN",
                city="x",
                time_zone="Asia/Shanghai",
                currency="CNY",
                language="zh-Hans",
                latitude=float(north),
                longitude=float(east),
            )
        )
    session.add_all(made)
    session.flush()  # what follows names them
    return [outlet.id for outlet in made]


def _goods(session: BrandSession, rng: np.random.Generator, styles: int) -> list[list[UUID]]:
    """The SKUs of each style, in size order."""
    listed = PriceList(code="cny", currency="CNY")
    market = Market(
        code="cn",
        countries=["CN"],
        languages=["zh-Hans"],
        currency="CNY",
        price_list_id=listed.id,
        tax_included=True,
    )
    category, run = Category(code="all"), SizeRun(code="alpha", sizes=[{"code": size} for size in SIZES])
    season = Season(code="aw", starts_on=date(2026, 8, 1), ends_on=date(2027, 3, 1))
    for rows in ([listed, category, run, season], [market]):
        session.add_all(rows)
        session.flush()  # what follows names them
    numbers = range(1, styles + 1)
    plain = {
        "words": {},
        "tags": [],
        "composition": [],
        "care": [],
        "origin": "",
        "hs_code": "",
        "weight": None,
        "measurements": {},
        "garment": {},
        "maker": {},
        "goes_with": [],
        "status": "published",
        "category_id": category.id,
        "season_id": season.id,
        "size_run_id": run.id,
        "drop_id": None,
    }
    fresh = rng.random(styles) < 0.2
    ids, ways = [new_id() for _ in numbers], [new_id() for _ in numbers]
    since = datetime(2026, 8, 1, tzinfo=UTC)
    session.insert_many(
        Style,
        (
            plain
            | {
                "id": ids[n - 1],
                "code": f"P{n:05d}",
                "number": n,
                "is_carry_over": not fresh[n - 1],
                "published_at": AT if fresh[n - 1] else since,
            }
            for n in numbers
        ),
    )
    session.insert_many(
        Colourway,
        (
            {"id": way, "style_id": style, "code": "A", "position": 0, "words": {}, "family": "", "cloth": {}}
            for style, way in zip(ids, ways, strict=True)
        ),
    )
    skus = [[new_id() for _size in SIZES] for _ in numbers]
    session.insert_many(
        Sku,
        (
            {
                "id": skus[n][at],
                "code": f"P{n + 1:05d}-{size}",
                "style_id": ids[n],
                "colourway_id": ways[n],
                "size": size,
                "position": at,
                "gtin": None,
            }
            for n in range(styles)
            for at, size in enumerate(SIZES)
        ),
    )
    session.insert_many(
        Price,
        (
            {
                "price_list_id": listed.id,
                "style_id": id,
                "kind": "full",
                "units": int(rng.integers(199, 2999)) * 100,
                "starts_at": since,
                "ends_at": None,
                "set_at": since,
                "set_by": None,
                "reason": "",
            }
            for id in ids
        ),
    )
    return skus


def _carry(session: BrandSession, stores: list[UUID], carried: np.ndarray) -> None:
    session.insert_many(
        Carried,
        (
            {
                "outlet_id": id,
                "numbers": packed(BitMap((np.flatnonzero(row) + 1).tolist())),
                "as_of": AT.date(),
            }
            for id, row in zip(stores, carried, strict=True)
        ),
    )


def _levels(
    rng: np.random.Generator, outlets: list[UUID], skus: list[list[UUID]], carried: np.ndarray
) -> Iterator[dict[str, Any]]:
    none = dict.fromkeys(("reserved", "committed", "held", "quarantined", "in_transit", "due"), 0)
    for style, sizes in enumerate(skus):
        for sku in sizes:
            yield none | {"outlet_id": outlets[0], "sku_id": sku, "on_hand": int(rng.integers(0, 30))}
        for store in np.flatnonzero(carried[:, style]):
            for sku, units in zip(sizes, rng.poisson(0.8, len(sizes)).tolist(), strict=True):
                if units:
                    yield none | {"outlet_id": outlets[store + 1], "sku_id": sku, "on_hand": units}


def _movement(level: dict[str, Any]) -> dict[str, Any]:
    return {
        "outlet_id": level["outlet_id"],
        "sku_id": level["sku_id"],
        "kind": "opening",
        "quantity": "on_hand",
        "units": level["on_hand"],
        "cause": "opening_count",
        "cause_id": level["outlet_id"],
        "reason": "",
        "by_id": None,
        "at": AT,
    }


def _in_portions(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    portion = []
    for row in rows:
        if row["on_hand"]:
            portion.append(row)
        if len(portion) == AT_ONCE:
            yield portion
            portion = []
    yield portion
