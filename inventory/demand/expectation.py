"""What an outlet may expect to sell of a SKU over a horizon of its own: mean and variance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np

from inventory.demand import estimates, overrules
from inventory.demand.estimates import Estimate
from inventory.demand.history import ID
from kernel.db import BrandSession

Array = np.ndarray[Any, Any]
LEAST = 1e-6
DOUBT = 0.35


@dataclass(frozen=True)
class Expectation:
    """Pieces expected from `on` over each outlet's days: mean and variance, outlets × SKUs, as float32."""

    on: date
    outlets: dict[UUID, int]
    """The row of each outlet."""
    sku_ids: Array
    """(k,) 16 bytes each, in the order of the columns."""
    mean: Array
    var: Array

    @cached_property
    def _order(self) -> Array:
        return np.argsort(self.sku_ids)

    def columns(self, sku_ids: Array) -> Array:
        """The column of each SKU (16 bytes each), or -1 where nothing is known of it."""
        if not len(self.sku_ids):
            return np.full(len(sku_ids), -1)
        found = np.clip(np.searchsorted(self.sku_ids[self._order], sku_ids), 0, len(self.sku_ids) - 1)
        place = self._order[found]
        return np.where(self.sku_ids[place] == sku_ids, place, -1)

    def of(self, outlet_id: UUID, sku_id: UUID) -> tuple[float, float] | None:
        """(mean, variance) of one SKU in one outlet, or None where nothing is known of either."""
        row = self.outlets.get(outlet_id)
        column = int(self.columns(np.array([sku_id.bytes], ID))[0])
        if row is None or column < 0:
            return None
        return float(self.mean[row, column]), float(self.var[row, column])


def expected(
    session: BrandSession, on: date, days: Mapping[UUID, int], *, skus: Sequence[UUID] | None = None
) -> Expectation:
    """Expect sales from a day on, over so many days in each of these outlets; overrules apply at once.

    What an outlet would sell if it hung there all the time; of all SKUs, or of some. An outlet that the
    estimate does not know is left out, and so is a SKU that came since.
    """
    estimate = estimates.kept(session)
    standing = overrules.standing(session)
    return reckoned(estimate, on=on, days=days, standing=standing, skus=skus)


def reckoned(
    estimate: Estimate,
    *,
    on: date,
    days: Mapping[UUID, int],
    standing: "Sequence[overrules.Standing]" = (),
    skus: Sequence[UUID] | None = None,
) -> Expectation:
    """Multiply the factors out, then let the overrules that stand have their say."""
    learned, goods = estimate.learned, estimate.goods
    rows = [at for at, id in enumerate(estimate.outlet_ids) if id in days]
    outlets = {estimate.outlet_ids[at]: row for row, at in enumerate(rows)}
    columns = np.arange(len(goods.ids))
    if skus is not None:
        columns = np.nonzero(np.isin(goods.ids, np.array([id.bytes for id in skus], ID)))[0]
    horizon = np.array([days[id] for id in outlets], np.int64)
    first = (on - learned.on).days
    style = goods.style[columns]
    rate = learned.per_sku(goods.style, goods.way)[columns]
    mean = np.empty((len(rows), len(columns)), np.float32)
    season: dict[tuple[int, int], Array] = {}
    for row, at in enumerate(rows):
        key = int(estimate.zone[at]), int(horizon[row])
        if key not in season:
            season[key] = rate * span(learned, *key, first=first)[style]
        own = learned.taste[at, goods.category[style]] * learned.lean[at, goods.size[columns]]
        mean[row] = season[key] * (learned.strength[at] * own * learned.own[at, style])
    np.maximum(mean, LEAST, out=mean)
    excess = learned.scatter_over(horizon)[:, None] + (DOUBT / (1 + learned.evidence / 4))[style][None]
    whole = Expectation(on, outlets, goods.ids[columns], mean, excess.astype(np.float32))
    for each in standing:
        overrules.apply(each, mean, on=on, horizon=horizon, estimate=estimate, rows=rows, columns=columns)
    np.maximum(mean, LEAST, out=mean)
    return Expectation(on, outlets, whole.sku_ids, mean, mean + whole.var * mean**2)


def span(learned: "estimates.Learned", zone: int, count: int, *, first: int) -> Array:
    """(p,) season and life over a horizon; past the end of what was looked ahead, the last year's days."""
    known = learned.zone.shape[1]
    start = min(max(first, 0), max(known - count, 0))
    return learned.days(zone, start, min(count, known))
