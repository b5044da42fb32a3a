"""The goods of a plan: a colourway is what the format calls a style, for its sizes make one run."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select

from catalogue import prices
from catalogue.seasons import Drop, Season
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory.planning.tables import Table
from inventory.plans.names import file_names
from inventory.plans.settings import BrandPolicy, StylePolicy, main_sizes, style_policies
from kernel.db import BrandSession
from tenancy.brands import Brand
from tenancy.markets import Market, PriceList

NEAR_ITS_SHARE = 0.75
"""A size is a main one if it sells at least this part of what it would if all sizes sold alike."""


@dataclass(frozen=True)
class Goods:
    """SKUs in order of colourway and size; `way` is each SKU's colourway's row, `run` its size run's."""

    sku_ids: list[UUID]
    way_ids: list[UUID]
    style_ids: list[UUID]
    category_ids: list[UUID]
    number: np.ndarray
    way: np.ndarray
    rank: np.ndarray
    sizes: list[str]
    run: np.ndarray
    run_ids: list[UUID]
    styles: Table
    sku_names: list[str]

    def starts(self) -> np.ndarray:
        """The first SKU of each colourway, and the end."""
        return np.searchsorted(self.way, np.arange(len(self.way_ids) + 1)).astype(np.int64)


def read_goods(session: BrandSession, policy: BrandPolicy, *, at: datetime) -> Goods:
    """Every colourway of a style that is published or withdrawn, with its standing, value and lot."""
    order = {
        run.id: {code: place for place, code in enumerate(run.codes())}
        for run in session.scalars(select(SizeRun))
    }
    styles = {
        row.id: row
        for row in session.execute(
            select(Style.id, Style.code, Style.number, Style.size_run_id, Style.category_id).where(
                Style.status != "draft"
            )
        )
    }
    of = {
        id: (styles[style_id], code)
        for id, style_id, code in session.execute(select(Colourway.id, Colourway.style_id, Colourway.code))
        if style_id in styles
    }
    rows = []
    for id, code, size, way_id in session.execute(select(Sku.id, Sku.code, Sku.size, Sku.colourway_id)):
        if way_id in of:
            style, way = of[way_id]
            rank = order[style.size_run_id].get(size, 99)
            rows.append(
                (id, code, size, way_id, way, style.id, style.code, style.number, style.size_run_id, rank)
            )
    rows.sort(key=lambda row: (row[7], row[4], row[9], row[1]))
    ways: dict[UUID, int] = {}
    firsts: list[tuple] = []
    for row in rows:
        if row[3] not in ways:
            ways[row[3]] = len(ways)
            firsts.append(row)
    runs = {run_id: place for place, run_id in enumerate(order)}
    return Goods(
        sku_ids=[row[0] for row in rows],
        way_ids=list(ways),
        style_ids=[row[5] for row in firsts],
        category_ids=[styles[row[5]].category_id for row in firsts],
        number=np.array([row[7] for row in firsts], np.int64),
        way=np.array([ways[row[3]] for row in rows], np.int32),
        rank=np.array([row[9] for row in rows], np.int64),
        sizes=[row[2] for row in rows],
        run=np.array([runs[row[8]] for row in rows], np.int32),
        run_ids=list(runs),
        styles=_styles_table(session, firsts, policy, at=at),
        sku_names=file_names((row[0], row[1]) for row in rows),
    )


def _styles_table(session: BrandSession, firsts: list[tuple], policy: BrandPolicy, *, at: datetime) -> Table:
    said, price, unsaid = style_policies(session), _prices(session, at=at), StylePolicy()
    standing = _standings(session, policy, at=at)
    hold = {"new": policy.hold_new, "core": policy.hold_core, "eos": policy.hold_over}
    names = file_names((row[3], f"{row[6]}-{row[4]}" if row[6] not in row[4] else row[4]) for row in firsts)
    columns: dict[str, list[Any]] = {
        name: [] for name in ("status", "price", "value", "dc_value", "lot_size")
    }
    for row in firsts:
        mine = said.get(row[5], unsaid)
        status = mine.standing or standing[row[5]]
        units = float(price.get(row[5], 0))
        value = float(mine.value) if mine.value is not None else round(units * policy.margin, 2)
        kept = float(mine.dc_value) if mine.dc_value is not None else round(value * hold[status], 2)
        for name, entry in zip(columns, (status, units, value, kept, mine.lot), strict=True):
            columns[name].append(entry)
    found: dict[str, Any] = {"style": names, "category": [""] * len(names), "status": columns["status"]}
    for name in ("price", "value", "dc_value"):
        found[name] = np.array(columns[name], np.float64)
    found["lot_size"] = np.array(columns["lot_size"], np.int64)
    return Table("styles.csv", found, {name: row for row, name in enumerate(names)}, len(names))


def _prices(session: BrandSession, *, at: datetime) -> dict[UUID, int]:
    """What each style costs now in the brand's own currency, in minor units."""
    brand = session.get_one(Brand, session.brand)
    listed = select(PriceList.id).join(Market, Market.price_list_id == PriceList.id)
    mine = session.scalars(
        listed.where(PriceList.currency == brand.currency).order_by(Market.position, Market.code)
    ).first()
    if mine is None:
        return {}
    known = prices.histories(session, None, price_list_id=mine)
    found = {style_id: history.units_at(at) for (style_id, _list), history in known.items()}
    return {style_id: units for style_id, units in found.items() if units is not None}


def _standings(session: BrandSession, policy: BrandPolicy, *, at: datetime) -> dict[UUID, str]:
    """New, core or end of season (eos), of every style."""
    seasons = {
        id: (first, last)
        for id, first, last in session.execute(select(Season.id, Season.starts_on, Season.ends_on))
    }
    drops = dict(session.execute(select(Drop.id, Drop.releases_at)).all())
    columns = (
        Style.id,
        Style.status,
        Style.season_id,
        Style.drop_id,
        Style.is_carry_over,
        Style.published_at,
    )
    found = {}
    for id, status, season_id, drop_id, carries_over, published_at in session.execute(select(*columns)):
        first, last = seasons.get(season_id, (None, None))
        since = drops.get(drop_id) or published_at
        found[id] = standing(
            policy, on=at.date(), is_withdrawn=status == "withdrawn", carries_over=carries_over,
            starts_on=first, ends_on=last, since=since.date() if since else None,
        )  # fmt: skip
    return found


def standing(
    policy: BrandPolicy,
    *,
    on: date,
    is_withdrawn: bool,
    carries_over: bool,
    starts_on: date | None,
    ends_on: date | None,
    since: date | None,
) -> str:
    """A style's standing on a day, from its season's dates and since when it has been out."""
    if is_withdrawn:
        return "eos"
    if not carries_over and ends_on is not None and ends_on - timedelta(days=policy.over_days) <= on:
        return "eos"
    coming = starts_on is not None and starts_on > on
    fresh = since is not None and since > on - timedelta(days=policy.new_days)
    return "new" if not carries_over and (coming or fresh) else "core"


def main_skus(session: BrandSession, goods: Goods, sold: np.ndarray) -> np.ndarray:
    """Which SKUs are of a main size: as the brand says, else by what each size of the run sells."""
    said = main_sizes(session)
    found = np.zeros(len(goods.sku_ids), bool)
    for place, run_id in enumerate(goods.run_ids):
        mine = np.flatnonzero(goods.run == place)
        if run_id in said:
            found[mine] = [goods.sizes[k] in said[run_id] for k in mine]
            continue
        by_rank = np.bincount(goods.rank[mine], sold[mine])
        there = np.bincount(goods.rank[mine]) > 0
        level = by_rank[there].mean() if there.any() else 0.0
        found[mine] = (by_rank >= NEAR_ITS_SHARE * level)[goods.rank[mine]]
    return found | ~_has_main(goods, found)


def _has_main(goods: Goods, main: np.ndarray) -> np.ndarray:
    """Of each SKU, whether its colourway has a main size at all."""
    return (np.bincount(goods.way, main, len(goods.way_ids)) > 0)[goods.way]
