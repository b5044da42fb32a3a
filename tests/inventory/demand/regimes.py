"""Pasts drawn from laws unlike each other, to learn demand from."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from inventory.demand.panel import Goods, Outlets, Panel

FIRST = date(2024, 1, 1)
SIZES = 4


@dataclass(frozen=True)
class Drawn:
    """A panel and the truth behind it: rate by outlet, SKU and day (j, k, t)."""

    panel: Panel
    rate: np.ndarray


def goods(styles: int, *, categories: int = 3, fibres: int = 2) -> Goods:
    """Styles of one colourway in four sizes; category and fibre go round."""
    skus = styles * SIZES
    category = np.arange(styles) % categories
    traits = np.zeros((styles, 1 + fibres))
    traits[np.arange(styles), 1 + np.arange(styles) // categories % fibres] = 1.0
    return Goods(
        ids=_ids(skus),
        way=np.arange(skus) // SIZES,
        size=np.arange(skus) % SIZES,
        style_of=np.arange(styles),
        style_ids=_ids(styles),
        category=category,
        group=category,
        traits=traits,
        run=np.zeros(skus, np.int64),
    )


def _ids(count: int) -> np.ndarray:
    return np.frombuffer(b"".join(number.to_bytes(16, "big") for number in range(1, count + 1)), "S16")


def drawn(
    rate: np.ndarray,
    *,
    seed: int,
    spread: float = 0.0,
    stock: float = 0.0,
    launched: np.ndarray | None = None,
    made: Goods | None = None,
    country: str = "CN",
) -> Drawn:
    """Draw sales at these rates (j, k, t); `spread` scatters days, that share of weeks is out of `stock`."""
    rng = np.random.default_rng(seed)
    j, k, t = rate.shape
    there = np.ones((j, k, t), bool)
    if launched is not None:
        there &= np.arange(t)[None, None] >= np.repeat(launched, SIZES)[None, :, None]
    if stock:
        weeks = rng.random((j, k, t // 7 + 1)) >= stock
        there &= np.repeat(weeks, 7, axis=2)[:, :, :t]
    mean = rate * there
    if spread:
        mean = mean * rng.gamma(1 / spread, spread, (1, 1, t))
    units = rng.poisson(mean)
    outlet, sku, day = np.nonzero(units)
    sales = np.stack([outlet, sku, day, units[outlet, sku, day]]).astype(np.int32)
    places = Outlets(_ids(j), np.zeros(j, np.int64), (country,))
    panel = Panel(FIRST, t, places, made or goods(k // SIZES), sales, spells(there))
    return Drawn(panel, rate)


def spells(there: np.ndarray) -> np.ndarray:
    """(4, m) runs of true days."""
    edge = np.zeros((*there.shape[:2], 1), bool)
    steps = np.diff(np.concatenate([edge, there, edge], axis=2).astype(np.int8), axis=2)
    outlet, sku, first = np.nonzero(steps == 1)
    last = np.nonzero(steps == -1)[2] - 1
    return np.stack([outlet, sku, first, last]).astype(np.int32)


def spread_out(outlets: np.ndarray, styles: np.ndarray, sizes: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The product of a rate for each outlet, style, size and day: (j, k, t)."""
    sku = (styles[:, None] * sizes[None]).ravel()
    return outlets[:, None, None] * sku[None, :, None] * days[None, None]


CURVE = np.array([0.2, 0.4, 0.3, 0.1])


def flat(seed: int) -> Drawn:
    """Nothing ever changes: no season, no feast, alike outlets."""
    rng = np.random.default_rng(seed)
    return drawn(spread_out(np.ones(8), rng.gamma(2, 0.15, 24), CURVE, np.ones(560)), seed=seed)


def winter(seed: int) -> Drawn:
    """One high season a year, ten times the low one; outlets far apart; a quarter of weeks out of stock."""
    rng = np.random.default_rng(seed)
    turn = 2 * np.pi * np.arange(700) / 365.25
    outlets, styles = rng.gamma(1.5, 0.7, 10), rng.gamma(1.0, 0.3, 24)
    return drawn(spread_out(outlets, styles, CURVE, np.exp(1.15 * np.cos(turn))), seed=seed, stock=0.25)


def growing(seed: int) -> Drawn:
    """A house that trebles in a year and a half, with days that scatter."""
    rng = np.random.default_rng(seed)
    days = np.exp(np.linspace(-0.55, 0.55, 560))
    return drawn(spread_out(np.ones(8), rng.gamma(2, 0.12, 24), CURVE, days), seed=seed, spread=0.2)


def sparse(seed: int) -> Drawn:
    """A piece in twenty weeks of a SKU in an outlet, in many outlets."""
    rng = np.random.default_rng(seed)
    outlets, styles = rng.gamma(3, 1 / 3, 30), rng.gamma(1.2, 0.03, 30)
    return drawn(spread_out(outlets, styles, CURVE, np.ones(400)), seed=seed, stock=0.15)


def fashion(seed: int) -> Drawn:
    """Every style comes in its week, sells twice as fast at first, and there is no year to speak of."""
    rng = np.random.default_rng(seed)
    launched = rng.integers(0, 480, 30)
    age = np.arange(560)[None] - launched[:, None]
    life = np.where(age < 0, 0.0, 1 + 1.2 * np.exp(-np.clip(age, 0, None) / 21))
    rate = rng.gamma(2, 0.15, 30)[:, None] * life
    whole = np.repeat(rate, SIZES, axis=0) * np.tile(CURVE, 30)[:, None]
    return drawn(np.ones(10)[:, None, None] * whole[None], seed=seed, launched=launched)


REGIMES = {"flat": flat, "winter": winter, "growing": growing, "sparse": sparse, "fashion": fashion}
