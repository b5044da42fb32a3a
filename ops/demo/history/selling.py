"""Two years behind the counters, day by day: goods come, are sold while there are any, and come again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from ops.demo.history.nature import DAYS, Nature

FIVE = 5
TO_BUY_AGAIN, DRY = 0.72, 0.07
COVER_FIRST, COVER = 35, 21
RETURNED = 0.03


@dataclass
class Past:
    """What came of it: sales by shop, SKU place (colourway × 5 + size) and day; and times on the shelf."""

    sales: list[np.ndarray] = field(default_factory=list)
    spells: list[np.ndarray] = field(default_factory=list)
    asked: int = 0
    """Pieces that somebody wanted, there or not."""


@dataclass
class _Shelf:
    """The cells of a half-year: shop, place, rate, what hangs there and since when (or -1)."""

    shop: np.ndarray
    place: np.ndarray
    rate: np.ndarray
    stock: np.ndarray
    since: np.ndarray


def lived(nature: Nature, *, pieces: float, now: Mapping[tuple[int, int], int]) -> Past:
    """Live through the two years; `now` is what hangs on the last evening, by shop and place."""
    spans = _half_years(nature)
    past, halves = Past(), [_carried(nature, span, now) for span in spans]
    wanted = sum(
        _weekly(nature, half, week)[0].sum() * (week[1] - week[0])
        for half, span in zip(halves, spans, strict=True)
        for week in _weeks(span)[::4]
    )
    scale = pieces * len(nature.shops) * DAYS / (wanted * 4) * 1.12
    for half, span in zip(halves, spans, strict=True):
        half.rate *= scale
        _live(nature, half, span, past, now if span[1] == DAYS else None)
    return past


def _half_years(nature: Nature) -> list[tuple[int, int]]:
    """The spans between the days on which the shops are hung anew, in February and August."""
    cuts = [at for at, day in enumerate(nature.days) if (day.month, day.day) in {(2, 1), (8, 1)} and at]
    return list(pairwise([0, *cuts, DAYS]))


def _weeks(span: tuple[int, int]) -> list[tuple[int, int]]:
    return [(day, min(day + 7, span[1])) for day in range(*span, 7)]


def _carried(nature: Nature, span: tuple[int, int], now: Mapping[tuple[int, int], int]) -> _Shelf:
    """Choose what each shop carries: by its breadth, and what is worn then; in the last, what hangs now."""
    first, end = span
    chosen = nature.rng.random((len(nature.shops), len(nature.ways)))
    worn = nature.season[:, :, first:end].mean(axis=2)[nature.wear][:, nature.climate].T
    likely = nature.breadth[:, None] * 2.1 * np.clip(worn, 0, 1.1) * np.minimum(nature.appeal, 1.6)
    carried = (chosen < likely) & (worn > 0.12) & (nature.launched[nature.style] < end - 7) & nature.allowed
    if end == DAYS:
        carried &= chosen < likely * 0.35
        for shop, place in now:
            carried[shop, place // FIVE] = True
    shop, way = np.nonzero(carried)
    rate = nature.strength[shop] * nature.appeal[way] * nature.taste[shop, way]
    rate = rate * np.exp(nature.rng.normal(0, 0.3, len(shop)))
    rates = rate[:, None] * nature.sizes[shop, way]
    place = way[:, None] * FIVE + np.arange(FIVE)
    there = (rates > 0).ravel()
    cells = there.sum()
    return _Shelf(
        np.repeat(shop, FIVE)[there],
        place.ravel()[there],
        rates.ravel()[there],
        np.zeros(cells, np.int64),
        np.full(cells, -1),
    )


def _weekly(nature: Nature, half: _Shelf, week: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """(rate of each cell in a week without its traffic, whether it is launched)."""
    middle = min((week[0] + week[1]) // 2, DAYS - 1)
    way = half.place // FIVE
    style = nature.style[way]
    age = middle - nature.launched
    life = np.where(age < 0, 0.0, 0.72 + 0.9 * np.exp(-np.clip(age, 0, None) / 24.0))
    life = life * np.where(middle >= nature.reduced, 1.5, 1.0)
    factor = life[style] * nature.season[nature.wear[way], nature.climate[half.shop], middle]
    return half.rate * factor, (age >= 0)[style]


def _live(
    nature: Nature, half: _Shelf, span: tuple[int, int], past: Past, now: Mapping[tuple[int, int], int] | None
) -> None:
    rng, styles = nature.rng, nature.style.max() + 1
    bounds = np.searchsorted(half.shop, np.arange(len(nature.shops) + 1))
    dry = np.zeros(len(nature.ways) * FIVE, bool)
    for count, week in enumerate(_weeks(span)):
        rate, launched = _weekly(nature, half, week)
        rate = rate * rng.gamma(9.0, 1 / 9.0, styles)[nature.style[half.place // FIVE]]
        if count % 2 == 0:
            dry = rng.random(len(dry)) < DRY
        _refill(rng, half, rate, launched, dry, day=week[0], first=count == 0)
        if now is not None and week[1] > DAYS - 14:
            _as_it_hangs(nature, half, now, past, day=week[0])
        heap = np.concatenate([[0.0], np.cumsum(rate)])
        for day in range(*week):
            _sell(nature, half, heap, bounds, day, past)
    _close(half, np.nonzero(half.since >= 0)[0], span[1] - 1, past)


def _refill(
    rng: np.random.Generator, half: _Shelf, rate: np.ndarray, launched: np.ndarray, dry: np.ndarray,
    *, day: int, first: bool,
) -> None:  # fmt: skip
    """Send what is short of some weeks' cover; the warehouse is out of some, and some lorries come late."""
    target = np.ceil(rate * (COVER_FIRST if first else COVER) + 0.25).astype(np.int64)
    short = target - half.stock
    sent = launched & (short > 0) & ~dry[half.place]
    sent &= rng.random(len(short)) < (0.93 if first else TO_BUY_AGAIN)
    half.stock[sent] = target[sent]
    half.since[sent & (half.since < 0)] = day


def _sell(nature: Nature, half: _Shelf, heap: np.ndarray, bounds: np.ndarray, day: int, past: Past) -> None:
    """Draw who comes to each shop and what she wants; she takes it where it hangs, and else goes without."""
    starts, ends = heap[bounds[:-1]], heap[bounds[1:]]
    coming = nature.rng.poisson((ends - starts) * nature.traffic[:, day])
    low, high = np.repeat(starts, coming), np.repeat(ends, coming)
    wants = np.searchsorted(heap, low + nature.rng.random(len(low)) * (high - low), side="right") - 1
    cells, units = np.unique(wants, return_counts=True)
    sold = np.minimum(units, half.stock[cells])
    past.asked += int(units.sum())
    cells, sold = cells[sold > 0], sold[sold > 0]
    half.stock[cells] -= sold
    past.sales.append(np.stack([half.shop[cells], half.place[cells], np.full(len(cells), day), sold]))
    _close(half, cells[half.stock[cells] == 0], day, past)


def _close(half: _Shelf, cells: np.ndarray, day: int, past: Past) -> None:
    spells = [half.shop[cells], half.place[cells], half.since[cells], np.full(len(cells), day)]
    past.spells.append(np.stack(spells))
    half.since[cells] = -1


def _as_it_hangs(
    nature: Nature, half: _Shelf, now: Mapping[tuple[int, int], int], past: Past, *, day: int
) -> None:
    """Bring the shelf to what the opening count will find: gone here, a little more there."""
    hangs = np.array(
        [now.get(cell, 0) for cell in zip(half.shop.tolist(), half.place.tolist(), strict=True)], np.int64
    )
    gone = np.nonzero((hangs == 0) & (half.since >= 0))[0]
    _close(half, gone, day - 1, past)
    half.stock[gone] = 0
    half.since[(hangs > 0) & (half.since < 0)] = day
    half.stock = np.where(hangs > 0, np.maximum(half.stock, hangs), 0)
