"""What demand is estimated from, as arrays: j outlets, k SKUs of w colourways of p styles, t days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Outlets:
    """Where things are sold; a zone is a country and climate whose year has one shape."""

    ids: Array
    """(j,) 16 bytes each."""
    zone: Array
    """(j,)"""
    countries: tuple[str, ...]
    """By zone."""


@dataclass(frozen=True)
class Goods:
    """What is sold. Groups are categories split by the half of the year they are made for."""

    ids: Array
    """(k,) 16 bytes each."""
    way: Array
    """(k,)"""
    size: Array
    """(k,) the place among all (size run, size) pairs."""
    style_of: Array
    """(w,)"""
    style_ids: Array
    """(p,) 16 bytes each."""
    category: Array
    """(p,)"""
    group: Array
    """(p,)"""
    traits: Array
    """(p, n) what likens styles: log price and shares of fibres, each column scaled to its weight."""
    run: Array
    """(k,) the place among size runs."""

    @property
    def style(self) -> Array:
        """(k,)"""
        return self.style_of[self.way]

    @property
    def curve(self) -> Array:
        """(k,) the place among (category, size) pairs."""
        return self.category[self.style] * (int(self.size.max(initial=0)) + 1) + self.size


@dataclass(frozen=True)
class Panel:
    """Sales and times on the shelf of days 0 … days - 1, the first of which is `first`."""

    first: date
    days: int
    outlets: Outlets
    goods: Goods
    sales: Array
    """(4, n) outlet, SKU, day, units."""
    spells: Array
    """(4, m) outlet, SKU, first day, last day."""

    @property
    def on(self) -> date:
        """The first day that is not known."""
        return self.first + timedelta(self.days)

    def until(self, days: int) -> "Panel":
        """The same as it was known after so many days."""
        first = self.spells[2] < days
        spells = self.spells[:, first].copy()
        spells[3] = np.minimum(spells[3], days - 1)
        return replace(self, days=days, sales=self.sales[:, self.sales[2] < days], spells=spells)


def supposed(sales: Array, known: Array, days: int) -> Array:
    """Spells for what was sold where nobody wrote down when it stood there: from first to last sale and more.

    `sales` (4, n) and `known` (j,) say what was sold, and of which outlets times on the shelf are known. A
    SKU is taken to have stood there a usual interval longer, on either side, than its sales show.
    """
    unknown = ~known[sales[0]]
    outlet, sku, day = sales[:3, unknown]
    if not len(outlet):
        return np.zeros((4, 0), np.int32)
    cell = outlet.astype(np.int64) * (int(sales[1].max()) + 1) + sku
    cells, of = np.unique(cell, return_inverse=True)
    low, high = np.full(len(cells), days), np.full(len(cells), -1)
    np.minimum.at(low, of, day)
    np.maximum.at(high, of, day)
    times = np.bincount(of, minlength=len(cells))
    usual = np.where(times > 1, (high - low) / np.maximum(times - 1, 1), 28.0).astype(np.int64) + 1
    place = cells % (int(sales[1].max()) + 1)
    found = [cells // (int(sales[1].max()) + 1), place, np.maximum(low - usual, 0)]
    return np.stack([*found, np.minimum(high + usual, days - 1)]).astype(np.int32)


def covered(spells: Array, sales: Array, *, skus: int) -> Array:
    """The spells, and one of a day for every sale of what was not known to stand there."""
    long = np.int64(100_000)
    cell = (spells[0].astype(np.int64) * skus + spells[1]) * long
    order = np.argsort(cell + spells[2], kind="stable")
    starts, ends = (cell + spells[2])[order], (cell + spells[3])[order]
    sold = (sales[0].astype(np.int64) * skus + sales[1]) * long + sales[2]
    before = np.searchsorted(starts, sold, side="right") - 1
    bare = np.ones(len(sold), bool)
    if len(starts):
        bare = (before < 0) | (ends[np.maximum(before, 0)] < sold)
    lone = np.stack([*sales[:3, bare], sales[2, bare]])
    return np.concatenate([spells, lone], axis=1).astype(np.int32)
