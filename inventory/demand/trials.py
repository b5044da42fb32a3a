"""How well demand would have been foreseen: learn up to a day, look ahead, compare with what was sold since.

Each forecast is judged over the days on which a SKU hung in the outlet: what could not be sold tells nothing
of demand. Beside the model stand the simple ways that a planner would use else, given the same days.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from inventory.demand.expectation import DOUBT
from inventory.demand.learning import learn
from inventory.demand.model import Learned
from inventory.demand.panel import Panel

Array = np.ndarray[Any, Any]
HORIZONS = (7, 14, 28)
STEP = 28
WINDOW = 56
YEAR = 364
METHODS = ("model", "naive", "seasonal", "average", "shelf-average")
LEVELS = ("cell", "outlet-style", "sku", "style", "outlet")


@dataclass(frozen=True)
class Score:
    """One way's errors at one level over one horizon, all origins together.

    wape: Σ|error| ÷ Σ sold · mase: mean |error| ÷ the naive way's · rmse: root of the mean square in pieces ·
    bias: Σ(forecast - sold) ÷ Σ sold.
    """

    horizon: int
    level: str
    method: str
    wape: float
    mase: float
    rmse: float
    bias: float


@dataclass(frozen=True)
class Spread:
    """Whether the variance was right: squared errors ÷ variance said (1 is right); cells without sale."""

    horizon: int
    ratio: float
    none_expected: float
    none_seen: float


@dataclass(frozen=True)
class Trial:
    origins: tuple[int, ...]
    pieces: int
    scores: tuple[Score, ...]
    spreads: tuple[Spread, ...]

    def as_figures(self) -> dict[str, Any]:
        return {
            "origins": list(self.origins),
            "pieces": self.pieces,
            "scores": [asdict(score) for score in self.scores],
            "spreads": [asdict(spread) for spread in self.spreads],
        }


def tried(panel: Panel, *, origins: int, horizons: tuple[int, ...] = HORIZONS) -> Trial | None:
    """Roll the origin back, a month at a time; None where less than half a year was known at the last."""
    longest = max(horizons)
    days = [panel.days - longest - STEP * back for back in range(origins)]
    days = [day for day in days if day >= 182]
    if not days:
        return None
    sums = _Sums()
    for day in days:
        past = panel.until(day)
        learned = learn(past, ahead=longest)
        for horizon in horizons:
            sums.add(_Look.at(panel, past, learned, day, horizon))
    return Trial(tuple(days), int(sums.pieces), tuple(sums.scores()), tuple(sums.spreads()))


@dataclass(frozen=True)
class _Look:
    """One origin and horizon: what each way said of the cells that hung, and what was sold."""

    horizon: int
    outlet: Array
    sku: Array
    style: Array
    sold: Array
    said: dict[str, Array]
    var: Array

    @classmethod
    def at(cls, panel: Panel, past: Panel, learned: Learned, day: int, horizon: int) -> "_Look":
        skus = len(panel.goods.ids)
        outlet, sku, first, last = panel.spells
        there = np.nonzero((first < day + horizon) & (last >= day))[0]
        low, high = np.maximum(first[there], day) - day, np.minimum(last[there] + 1, day + horizon) - day
        cell = outlet[there].astype(np.int64) * skus + sku[there]
        cells, of = np.unique(cell, return_inverse=True)
        hung = np.bincount(of, high - low)
        rows = cells // skus, cells % skus
        style = panel.goods.style[rows[1]]
        upto = _upto(learned, len(panel.outlets.countries), horizon)
        span = upto[panel.outlets.zone[outlet[there]], panel.goods.style[sku[there]]]
        ahead = np.arange(len(there))
        worth = np.bincount(of, span[ahead, high] - span[ahead, low])
        mean = worth * _rates(panel, learned, *rows)
        doubt = DOUBT / (1 + learned.evidence[style] / 4) + learned.scatter_over(np.array([horizon]))[0]
        return cls(
            horizon,
            *rows,
            style,
            _sold(panel, cells, day, day + horizon),
            {"model": mean, **_simple(past, cells, day, horizon, hung)},
            mean + doubt * mean**2,
        )

    def levels(self, values: Array) -> Iterator[tuple[str, Array]]:
        """The values at each level, summed."""
        yield "cell", values
        pair = self.outlet * (int(self.style.max(initial=0)) + 1) + self.style
        for name, of in (
            ("outlet-style", pair),
            ("sku", self.sku),
            ("style", self.style),
            ("outlet", self.outlet),
        ):
            yield name, np.bincount(of, values)


def _upto(learned: Learned, zones: int, horizon: int) -> Array:
    """(z, p, horizon + 1) season and life up to each day ahead."""
    day = learned.year[:, :horizon] * learned.life[learned.age(0, horizon)]
    whole = learned.zone[:zones, None, :horizon] * day[None]
    return np.concatenate([np.zeros((*whole.shape[:2], 1)), np.cumsum(whole, axis=2)], axis=2)


def _rates(panel: Panel, learned: Learned, outlet: Array, sku: Array) -> Array:
    goods = panel.goods
    style = goods.style[sku]
    own = learned.strength[outlet] * learned.taste[outlet, goods.category[style]]
    own = own * learned.lean[outlet, goods.size[sku]] * learned.own[outlet, style]
    return learned.per_sku(goods.style, goods.way)[sku] * own


def _sold(panel: Panel, cells: Array, low: int, high: int) -> Array:
    """Pieces sold of each cell from one day up to another."""
    some = panel.sales[:, (panel.sales[2] >= low) & (panel.sales[2] < high)]
    cell = some[0].astype(np.int64) * len(panel.goods.ids) + some[1]
    if not len(cells):
        return np.zeros(0)
    place = np.minimum(np.searchsorted(cells, cell), len(cells) - 1)
    right = cells[place] == cell
    return np.bincount(place[right], some[3][right], minlength=len(cells))


def _simple(past: Panel, cells: Array, day: int, horizon: int, hung: Array) -> dict[str, Array]:
    """The simple ways: the last days again, those of a year ago, and a daily mean of the last eight weeks."""
    recent = _sold(past, cells, day - WINDOW, day)
    outlet, sku, first, last = past.spells
    low, high = np.maximum(first, day - WINDOW), last + 1
    there = high > low
    cell = outlet[there].astype(np.int64) * len(past.goods.ids) + sku[there]
    place = np.minimum(np.searchsorted(cells, cell), len(cells) - 1)
    right = cells[place] == cell
    stood = np.bincount(place[right], (high - low)[there][right], minlength=len(cells))
    return {
        "naive": _sold(past, cells, day - horizon, day) / horizon * hung,
        "seasonal": _sold(past, cells, day - YEAR, day - YEAR + horizon) / horizon * hung,
        "average": recent / WINDOW * hung,
        "shelf-average": recent / np.maximum(stood, 1) * hung,
    }


class _Sums:
    """Errors added up over origins."""

    def __init__(self) -> None:
        self.pieces = 0.0
        self._errors: dict[tuple[int, str, str], Array] = {}
        self._spreads: dict[int, Array] = {}

    def add(self, look: _Look) -> None:
        if look.horizon == max(HORIZONS):
            self.pieces += look.sold.sum()
        sold = dict(look.levels(look.sold))
        for method, said in look.said.items():
            for level, forecast in look.levels(said):
                error = forecast - sold[level]
                found = [np.abs(error).sum(), (error**2).sum(), error.sum(), sold[level].sum(), len(error)]
                key = look.horizon, level, method
                self._errors[key] = self._errors.get(key, np.zeros(5)) + np.array(found)
        self._add_spread(look)

    def _add_spread(self, look: _Look) -> None:
        mean, var = look.said["model"], look.var
        square = (look.sold - mean) ** 2
        excess = np.maximum(var - mean, 1e-9)
        none = np.exp(-(mean**2 / excess) * np.log(np.maximum(var, 1e-12) / np.maximum(mean, 1e-12)))
        found = [square.sum(), var.sum(), none.sum(), (look.sold == 0).sum(), len(mean)]
        self._spreads[look.horizon] = self._spreads.get(look.horizon, np.zeros(5)) + np.array(found)

    def scores(self) -> Iterator[Score]:
        for (horizon, level, method), found in self._errors.items():
            absolute, square, error, sold, count = found
            naive = self._errors[horizon, level, "naive"][0]
            yield Score(
                horizon,
                level,
                method,
                wape=_ratio(absolute, sold),
                mase=_ratio(absolute, naive),
                rmse=round(float(np.sqrt(square / max(count, 1))), 4),
                bias=_ratio(error, sold),
            )

    def spreads(self) -> Iterator[Spread]:
        for horizon, (square, var, none, seen, count) in self._spreads.items():
            yield Spread(horizon, _ratio(square, var), _ratio(none, count), _ratio(seen, count))


def _ratio(part: float, whole: float) -> float:
    return round(float(part / whole), 4) if whole else 0.0
