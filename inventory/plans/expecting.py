"""What each store may expect to sell until goods of the next wave are there."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import func, select

from inventory import demand
from inventory.demand.history import ID, DailySale
from inventory.plans.goods import Goods
from inventory.plans.places import Places
from kernel.columns import Register, read_columns
from kernel.db import BrandSession

LATELY_DAYS = 14
UNKNOWN_A_WEEK = 0.06
"""What a store sells in a week of a SKU of which nothing is known."""
UNKNOWN_SPREAD = 0.5
LEAST = 0.0005


@dataclass(frozen=True)
class Expected:
    """Mean and variance of demand by store and SKU over each store's horizon; what was sold lately."""

    mean: np.ndarray
    var: np.ndarray
    lately: np.ndarray


def expect(
    session: BrandSession, places: Places, goods: Goods, *, on: date, horizons: np.ndarray
) -> Expected:
    """Expected demand in whole ten-thousandths, as files hold it; of what nothing is known, a little."""
    shape = (len(places.stores), len(goods.sku_ids))
    mean = np.empty(shape)
    mean[:] = (UNKNOWN_A_WEEK * horizons / 7)[:, None]
    var = mean * (1 + UNKNOWN_SPREAD * mean)
    days = {place.id: int(horizons[at]) for at, place in enumerate(places.stores)}
    try:
        known = demand.expected(session, on, days)
    except demand.NothingEstimated:
        known = None
    if known is not None:
        column = known.columns(np.array([id.bytes for id in goods.sku_ids], ID))
        there = np.flatnonzero(column >= 0)
        for at, place in enumerate(places.stores):
            if place.id in known.outlets:
                row = known.outlets[place.id]
                mean[at, there], var[at, there] = (
                    known.mean[row, column[there]],
                    known.var[row, column[there]],
                )
    mean = np.maximum(np.round(mean, 4), LEAST)
    return Expected(mean, np.maximum(np.round(var, 4), mean), sold_lately(session, places, goods, on=on))


def sold_lately(session: BrandSession, places: Places, goods: Goods, *, on: date) -> np.ndarray:
    """Units sold in the last days, by store and SKU."""
    rows = select(DailySale.outlet_id, DailySale.sku_id, func.sum(DailySale.units).label("units"))
    recent = rows.where(DailySale.day >= on - timedelta(days=LATELY_DAYS))
    found = np.zeros((len(places.stores), len(goods.sku_ids)), np.int32)
    outlet_ids, sku_ids, units = read_columns(session, recent.group_by(DailySale.outlet_id, DailySale.sku_id))
    if len(outlet_ids):
        outlet = Register([place.id for place in places.stores]).numbers(outlet_ids)
        sku = Register(goods.sku_ids).numbers(sku_ids)
        here = (outlet >= 0) & (sku >= 0)
        found[outlet[here], sku[here]] = units[here]
    return found
