"""The desk on which factors are learned: sales by cell, the factors as they are, what they expect."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from inventory.demand import calendars
from inventory.demand.model import AGES
from inventory.demand.panel import Panel

Array = np.ndarray[Any, Any]


@dataclass
class Desk:
    """A cell is an outlet and SKU that ever met; factors are as in `model.Learned`, seasons as logs."""

    panel: Panel
    days: int
    """History and what is looked ahead."""
    cell_outlet: Array
    cell_sku: Array
    cell_sold: Array
    spell_cell: Array
    sold_style: Array
    """(p, t)"""
    sold_zone: Array
    """(z, t)"""
    launched: Array
    rate: Array
    prior: Array
    way: Array
    curve: Array
    sku: Array
    strength: Array
    taste: Array
    lean: Array
    own: Array
    zone: Array
    """(z, days) log"""
    group: Array
    """(g, days) log"""
    wave: Array
    """(p, 4) coefficients"""
    waves: Array
    """(days, 4)"""
    life: Array
    likes: Array
    likes_weight: Array
    mass: Array = field(default_factory=lambda: np.zeros(0))
    """(p, z, t) what stood there, weighed by outlet and size."""
    due: Array = field(default_factory=lambda: np.zeros(0))
    """(cells,) pieces that the factors as they are lead to expect."""
    firmness: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, panel: Panel, ahead: int) -> "Desk":
        goods, outlets, t = panel.goods, panel.outlets, panel.days
        j, k, w, p = len(outlets.ids), len(goods.ids), len(goods.style_of), len(goods.style_ids)
        z, g = len(outlets.countries), int(goods.group.max(initial=0)) + 1
        spell = panel.spells[0].astype(np.int64) * k + panel.spells[1]
        sold = panel.sales[0].astype(np.int64) * k + panel.sales[1]
        cells = _different(np.concatenate([spell, sold]))
        style = goods.style
        launched = np.full(p, t)
        np.minimum.at(launched, style[panel.spells[1]], panel.spells[2])
        np.minimum.at(launched, style[panel.sales[1]], panel.sales[2])
        units = panel.sales[3].astype(float)
        by_style = np.bincount(style[panel.sales[1]] * t + panel.sales[2], units, minlength=p * t)
        by_zone = np.bincount(outlets.zone[panel.sales[0]] * t + panel.sales[2], units, minlength=z * t)
        days = t + ahead
        return cls(
            panel=panel,
            days=days,
            cell_outlet=(cells // max(k, 1)).astype(np.int64),
            cell_sku=(cells % max(k, 1)).astype(np.int64),
            cell_sold=np.bincount(np.searchsorted(cells, sold), units, minlength=len(cells)),
            spell_cell=np.searchsorted(cells, spell),
            sold_style=by_style.reshape(p, t),
            sold_zone=by_zone.reshape(z, t),
            launched=launched,
            rate=np.full(p, _overall(panel)),
            prior=np.full(p, _overall(panel)),
            way=np.ones(w),
            curve=_even(goods.run),
            sku=np.ones(k),
            strength=np.ones(j),
            taste=np.ones((j, int(goods.category.max(initial=0)) + 1)),
            lean=np.ones((j, int(goods.size.max(initial=0)) + 1)),
            own=np.ones((j, p)),
            zone=np.zeros((z, days)),
            group=np.zeros((g, days)),
            wave=np.zeros((p, 4)),
            waves=calendars.year_round(panel.first, days, harmonics=2),
            life=np.ones(len(AGES) + 1),
            likes=np.zeros((p, 1), np.int64),
            likes_weight=np.zeros((p, 1)),
        )

    def part_of_life(self, days: int) -> Array:
        """(p, days) the part of its life; what was there from the first fortnight on is as old as can be."""
        age = np.arange(days) - np.where(self.launched < 14, -10_000, self.launched)[:, None]
        return np.searchsorted(AGES, age, side="right")

    def year(self, days: int) -> Array:
        """(p, days) by how much a style's day differs from its mean, zones left out."""
        log = self.group[self.panel.goods.group, :days] + self.wave @ self.waves[:days].T
        return np.exp(np.clip(log, -6, 4))

    def standing(self) -> Array:
        """(cells,) the product of all that does not change with the day, but for the style's rate."""
        goods, outlet, sku = self.panel.goods, self.cell_outlet, self.cell_sku
        style = goods.style[sku]
        product = self.way[goods.way[sku]] * self.curve[sku] * self.sku[sku] * self.strength[outlet]
        product *= self.taste[outlet, goods.category[style]] * self.lean[outlet, goods.size[sku]]
        return product * self.own[outlet, style]

    def spell_row(self) -> Array:
        outlet, sku = self.panel.spells[:2]
        style, zone = self.panel.goods.style[sku], self.panel.outlets.zone[outlet]
        return (style * len(self.zone) + zone) * (self.panel.days + 1)

    def worth(self) -> Array:
        """(p · z · (t + 1),) days up to each, weighed by rate, season and life."""
        t = self.panel.days
        day = self.year(t) * self.life[self.part_of_life(t)] * self.rate[:, None]
        worth = np.zeros((len(self.rate), len(self.zone), t + 1), np.float32)
        for zone, of_zone in enumerate(np.exp(self.zone[:, :t])):
            np.cumsum(day * of_zone, axis=1, out=worth[:, zone, 1:])
        return worth.ravel()

    def cell(self, outlet: Array, sku: Array) -> Array:
        k = len(self.sku)
        return np.searchsorted(self.cell_outlet * k + self.cell_sku, outlet.astype(np.int64) * k + sku)

    def weigh_cells(self) -> None:
        """Spread every spell over its days: (p, z, t) of standing weight, without the style's own rate."""
        goods, t = self.panel.goods, self.panel.days
        zones = len(self.panel.outlets.countries)
        weight = self.standing()[self.spell_cell]
        outlet, sku, first, last = self.panel.spells
        row = (goods.style[sku] * zones + self.panel.outlets.zone[outlet]) * (t + 1)
        size = len(self.rate) * zones * (t + 1)
        steps = np.bincount(row + first, weight, minlength=size)
        steps -= np.bincount(row + last + 1, weight, minlength=size)
        self.mass = np.cumsum(steps.reshape(len(self.rate), zones, t + 1), axis=2)[:, :, :t]
        np.maximum(self.mass, 0, out=self.mass)

    def weigh_days(self) -> None:
        """Reckon what was to be expected of each cell over the days on which it had something to sell."""
        _, _, first, last = self.panel.spells
        row, worth = self.spell_row(), self.worth()
        spans = worth[row + last + 1] - worth[row + first]
        self.due = self.standing() * np.bincount(self.spell_cell, spans, minlength=len(self.cell_outlet))


def _different(values: Array) -> Array:
    """Each value once, in order; sorting beats numpy's hashing by far on millions."""
    ordered = np.sort(values)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _overall(panel: Panel) -> float:
    """Pieces a day of a whole run in one outlet, over everything."""
    stood = float((panel.spells[3] - panel.spells[2] + 1).sum())
    runs = max(len(panel.goods.ids) / max(len(panel.goods.style_of), 1), 1.0)
    return float(panel.sales[3].sum()) / max(stood, 1.0) * runs or 1e-4


def _even(run: Array) -> Array:
    """(k,) the same share for each size, before anything is known."""
    return np.full(len(run), 0.2)
