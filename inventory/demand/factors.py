"""What stays: styles, colourways, sizes and outlets, each drawn from what the others lead to expect."""

from typing import Any

import numpy as np

from inventory.demand import likeness, shrinking
from inventory.demand.desk import Desk

Array = np.ndarray[Any, Any]
SWEEPS = 3
FEW = 1e-9


def learn_factors(desk: Desk) -> None:
    """The factors that do not change with the day, each in its turn, several times over."""
    goods, outlet, sku = desk.panel.goods, desk.cell_outlet, desk.cell_sku
    desk.weigh_days()
    style = goods.style[sku]
    category = goods.category[style]
    p, w, k, j = len(desk.rate), len(desk.way), len(desk.sku), len(desk.strength)
    c, s = desk.taste.shape[1], desk.lean.shape[1]
    curve = category * s + goods.size[sku]
    for _ in range(SWEEPS):
        _learn(desk, "style", "rate", style, p, by=desk.prior)
        _learn(desk, "outlet", "strength", outlet, j)
        _learn_curve(desk, curve, c * s)
        _learn(desk, "way", "way", goods.way[sku], w)
        _learn(desk, "taste", "taste", outlet * c + category, j * c)
        _learn(desk, "lean", "lean", outlet * s + goods.size[sku], j * s)
    _learn(desk, "sku", "sku", sku, k)
    _learn(desk, "own", "own", outlet * p + style, j * p)
    mean = desk.strength.mean()
    desk.strength, desk.rate, desk.prior = desk.strength / mean, desk.rate * mean, desk.prior * mean


def _learn(desk: Desk, name: str, attribute: str, of: Array, count: int, *, by: Array | None = None) -> None:
    """Draw one factor anew from what was sold and what the others led to expect."""
    held = getattr(desk, attribute)
    prior = 1.0 if by is None else by
    expected = shrinking.summed(of, desk.due, count)
    without = expected / np.maximum(held / prior, FEW).ravel()
    sold = shrinking.summed(of, desk.cell_sold, count)
    ratio, desk.firmness[name] = shrinking.drawn(sold, without)
    drawn = ratio.reshape(held.shape) * prior
    desk.due *= (drawn / np.maximum(held, FEW)).ravel()[of]
    setattr(desk, attribute, drawn)


def _learn_curve(desk: Desk, of: Array, count: int) -> None:
    """The size curve of each category, drawn to the run's own over all categories."""
    goods = desk.panel.goods
    expected = desk.due
    run = goods.size[desk.cell_sku]
    sizes = desk.lean.shape[1]
    whole, _ = shrinking.drawn(
        shrinking.summed(run, desk.cell_sold, sizes), shrinking.summed(run, expected, sizes)
    )
    ratio, desk.firmness["curve"] = shrinking.drawn(
        shrinking.summed(of, desk.cell_sold, count),
        shrinking.summed(of, expected * whole[run], count),
    )
    curve = desk.curve * whole[goods.size] * ratio[goods.curve]
    total = np.bincount(goods.way, curve, minlength=len(desk.way))
    mean = total[goods.way]
    desk.due *= whole[run] * ratio[of]
    desk.curve = curve / np.maximum(mean, FEW)
    desk.way = desk.way * total


def learn_likeness(desk: Desk) -> None:
    goods = desk.panel.goods
    expected = shrinking.summed(goods.style[desk.cell_sku], desk.due, len(desk.rate))
    desk.likes, desk.likes_weight = likeness.neighbours(goods.category, goods.group, goods.traits, expected)
    usual = float(np.exp(np.average(np.log(np.maximum(desk.rate, FEW)), weights=expected + FEW)))
    log = likeness.told(
        np.log(np.maximum(desk.rate, FEW)), desk.likes, desk.likes_weight, otherwise=np.log(usual)
    )
    desk.prior = np.exp(log)
