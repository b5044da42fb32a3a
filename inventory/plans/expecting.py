"""What each store may expect to sell until goods of the next wave are there."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import func, select

from inventory.demand.history import DailySale
from inventory.plans.goods import Goods
from inventory.plans.places import Places
from kernel.columns import Register, read_columns
from kernel.db import BrandSession

LATELY_DAYS = 14
WINDOW_DAYS = 56
PRIOR_UNITS = 3.0
SPREAD = 0.5
LEAST_MEAN = 0.0005


@dataclass(frozen=True)
class Expectation:
    """Mean and variance of demand by store and SKU, what was sold there lately, and whether any ever was."""

    mean: np.ndarray
    var: np.ndarray
    lately: np.ndarray
    sold: np.ndarray


def expect(
    session: BrandSession, places: Places, goods: Goods, *, on: date, horizons: np.ndarray
) -> Expectation:
    """Expected demand over each store's horizon, in whole ten-thousandths, as files hold it."""
    sold = sold_since(session, places, goods, on - timedelta(days=WINDOW_DAYS)).astype(np.float64)
    lately = sold_since(session, places, goods, on - timedelta(days=LATELY_DAYS))
    strength = (sold.sum(1) + PRIOR_UNITS) / (sold.sum(1) + PRIOR_UNITS).sum()
    prior = strength[:, None] * (sold.sum(0) + PRIOR_UNITS)[None, :]
    mean = (sold + prior) / 2 / WINDOW_DAYS * horizons[:, None]
    mean = np.maximum(np.round(mean, 4), LEAST_MEAN)
    var = np.round(mean * (1 + SPREAD * np.maximum(mean, 0.15)), 4)
    return Expectation(mean, var, lately, sold > 0)


def sold_since(session: BrandSession, places: Places, goods: Goods, day: date) -> np.ndarray:
    """Units sold since a day, by store and SKU."""
    rows = select(DailySale.outlet_id, DailySale.sku_id, func.sum(DailySale.units).label("units"))
    grouped = rows.where(DailySale.day >= day).group_by(DailySale.outlet_id, DailySale.sku_id)
    found = np.zeros((len(places.stores), len(goods.sku_ids)), np.int32)
    outlet_ids, sku_ids, units = read_columns(session, grouped)
    if len(outlet_ids):
        outlet = Register([place.id for place in places.stores]).numbers(outlet_ids)
        sku = Register(goods.sku_ids).numbers(sku_ids)
        here = (outlet >= 0) & (sku >= 0)
        found[outlet[here], sku[here]] = units[here]
    return found
