"""Learn from a panel what multiplies demand: seasons, feasts, life, styles, sizes and outlets, turn by turn.

Everything is a factor of one product (see `model.Learned`), so what was sold divided by what the rest of the
product led to expect, over the days on which there was something to sell, is the factor. Each is drawn to
one, to its category or to its like as far as chance would scatter it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from inventory.demand import calendars, likeness, shrinking, waves
from inventory.demand.model import AGES, Learned
from inventory.demand.panel import Panel

Array = np.ndarray[Any, Any]
AHEAD = 400
TURNS, SWEEPS = 3, 3
HALF_LIFE = 56.0
FEW = 1e-9


def learn(panel: Panel, *, ahead: int = AHEAD) -> Learned:
    """Learn from all days of the panel, to look so many days ahead."""
    work = _Work.of(panel, ahead)
    for turn in range(TURNS):
        work.weigh_cells()
        work.weigh_days()
        work.learn_seasons()
        if turn:
            work.learn_lives()
        work.learn_factors()
        work.learn_likeness()
    return work.learned()


@dataclass
class _Work:
    """The desk on which the factors are learned."""

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
    def of(cls, panel: Panel, ahead: int) -> "_Work":
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

    def weigh_cells(self) -> None:
        """Spread every spell over its days: (p, z, t) of standing weight, without the style's own rate."""
        goods, t = self.panel.goods, self.panel.days
        zones = len(self.panel.outlets.countries)
        weight = self._standing()[self.spell_cell]
        outlet, sku, first, last = self.panel.spells
        row = (goods.style[sku] * zones + self.panel.outlets.zone[outlet]) * (t + 1)
        size = len(self.rate) * zones * (t + 1)
        steps = np.bincount(row + first, weight, minlength=size)
        steps -= np.bincount(row + last + 1, weight, minlength=size)
        self.mass = np.cumsum(steps.reshape(len(self.rate), zones, t + 1), axis=2)[:, :, :t]
        np.maximum(self.mass, 0, out=self.mass)

    def _standing(self) -> Array:
        """(cells,) the product of all that does not change with the day, but for the style's rate."""
        goods, outlet, sku = self.panel.goods, self.cell_outlet, self.cell_sku
        style = goods.style[sku]
        product = self.way[goods.way[sku]] * self.curve[sku] * self.sku[sku] * self.strength[outlet]
        product *= self.taste[outlet, goods.category[style]] * self.lean[outlet, goods.size[sku]]
        return product * self.own[outlet, style]

    def weigh_days(self) -> None:
        """Reckon what was to be expected of each cell over the days on which it had something to sell."""
        _, _, first, last = self.panel.spells
        row, worth = self._spell_row(), self._worth()
        spans = worth[row + last + 1] - worth[row + first]
        self.due = self._standing() * np.bincount(self.spell_cell, spans, minlength=len(self.cell_outlet))

    def _spell_row(self) -> Array:
        outlet, sku = self.panel.spells[:2]
        style, zone = self.panel.goods.style[sku], self.panel.outlets.zone[outlet]
        return (style * len(self.zone) + zone) * (self.panel.days + 1)

    def _worth(self) -> Array:
        """(p · z · (t + 1),) days up to each, weighed by rate, season and life."""
        t = self.panel.days
        day = self.year(t) * self.life[self.part_of_life(t)] * self.rate[:, None]
        worth = np.zeros((len(self.rate), len(self.zone), t + 1), np.float32)
        for zone, of_zone in enumerate(np.exp(self.zone[:, :t])):
            np.cumsum(day * of_zone, axis=1, out=worth[:, zone, 1:])
        return worth.ravel()

    def learn_seasons(self) -> None:
        """Feasts, weekdays and the year by country; then how zones, groups and single styles differ."""
        t = self.panel.days
        own = self.rate[:, None] * self.year(t) * self.life[self.part_of_life(t)]
        by_zone = np.einsum("pzt,pt->zt", self.mass, own)
        self._learn_countries(by_zone)
        self.zone += self._deviating(self.sold_zone, by_zone * np.exp(self.zone[:, :t]), harmonics=2)
        ahead = np.exp(self.zone[:, :t])
        life = self.rate[:, None] * self.life[self.part_of_life(t)]
        by_style = np.einsum("pzt,zt->pt", self.mass, ahead) * life
        self._learn_groups(by_style)
        self._learn_waves(by_style * np.exp(self.group[self.panel.goods.group, :t]))

    def _learn_countries(self, expected: Array) -> None:
        t, first = self.panel.days, self.panel.first
        trend = np.minimum(np.arange(self.days) - t, 0)[:, None] / 365
        shared = [calendars.year_round(first, self.days), calendars.weekdays(first, self.days), trend]
        common = np.concatenate(shared, axis=1)
        countries = self.panel.outlets.countries
        for country in dict.fromkeys(countries):
            mine = [at for at, other in enumerate(countries) if other == country]
            _, marks = calendars.feasts(country, first=first, days=self.days)
            columns = np.concatenate([np.ones((self.days, 1)), common, marks], axis=1)
            ridge = np.concatenate(
                [[1e-6], np.full(8, 2.0), np.full(6, 2.0), [30.0], np.full(marks.shape[1], 4.0)]
            )
            b = waves.fitted(
                columns[:t], self.sold_zone[mine].sum(axis=0), expected[mine].sum(axis=0), ridge=ridge
            )
            self.zone[mine] = columns[:, 1:] @ b[1:]

    def _deviating(self, sold: Array, expected: Array, *, harmonics: int) -> Array:
        """(n, days) by how much the years of several series differ from what was expected of them."""
        columns = calendars.year_round(self.panel.first, self.days, harmonics=harmonics)
        week = _weekly(sold), _weekly(expected)
        level = shrinking.drawn(sold.sum(axis=1), expected.sum(axis=1))[0]
        flat = week[1] * level[:, None]
        b, _ = waves.each_fitted(
            _weekly_mean(columns, sold.shape[1]), week[0], flat, prior=np.zeros((len(sold), columns.shape[1]))
        )
        return b @ columns.T

    def _learn_groups(self, by_style: Array) -> None:
        goods, t = self.panel.goods, self.panel.days
        member = (np.arange(len(self.group))[:, None] == goods.group[None]).astype(float)
        expected = by_style * np.exp(np.clip(self.wave @ self.waves[:t].T, -4, 4))
        self.group = self._deviating(member @ self.sold_style, member @ expected, harmonics=3)

    def _learn_waves(self, expected: Array) -> None:
        t = self.panel.days
        sold = _weekly(self.sold_style)
        week = _weekly(expected)
        level = shrinking.drawn(sold.sum(axis=1), week.sum(axis=1))[0]
        prior = np.zeros_like(self.wave)
        if self.likes_weight.any():
            prior = likeness.told(self.wave, self.likes, self.likes_weight, otherwise=0.0)
        columns = _weekly_mean(self.waves[:t], t)
        self.wave, _ = waves.each_fitted(columns, sold, week * level[:, None], prior=prior)

    def learn_lives(self) -> None:
        """How much more, or less, a style sells in the weeks after its launch than when it is old."""
        t = self.panel.days
        part = self.part_of_life(t)
        expected = (
            np.einsum("pzt,zt->pt", self.mass, np.exp(self.zone[:, :t])) * self.rate[:, None] * self.year(t)
        )
        told = (self.launched >= 14) & (self.launched < t)
        level = shrinking.drawn(self.sold_style.sum(axis=1), (expected * self.life[part]).sum(axis=1))[0]
        sold = np.bincount(part[told].ravel(), self.sold_style[told].ravel(), minlength=len(self.life))
        due = np.bincount(
            part[told].ravel(), (expected[told] * level[told, None]).ravel(), minlength=len(self.life)
        )
        life = (sold + 60) / (due + 60)
        self.life = np.clip(life / life[-1], 0.2, 5.0)

    def learn_factors(self) -> None:
        """The factors that do not change with the day, each in its turn, several times over."""
        goods, outlet, sku = self.panel.goods, self.cell_outlet, self.cell_sku
        self.weigh_days()
        style = goods.style[sku]
        category = goods.category[style]
        p, w, k, j = len(self.rate), len(self.way), len(self.sku), len(self.strength)
        c, s = self.taste.shape[1], self.lean.shape[1]
        curve = category * s + goods.size[sku]
        for _ in range(SWEEPS):
            self._learn("style", "rate", style, p, by=self.prior)
            self._learn("outlet", "strength", outlet, j)
            self._learn_curve(curve, c * s)
            self._learn("way", "way", goods.way[sku], w)
            self._learn("taste", "taste", outlet * c + category, j * c)
            self._learn("lean", "lean", outlet * s + goods.size[sku], j * s)
        self._learn("sku", "sku", sku, k)
        self._learn("own", "own", outlet * p + style, j * p)
        mean = self.strength.mean()
        self.strength, self.rate, self.prior = self.strength / mean, self.rate * mean, self.prior * mean

    def _learn(self, name: str, attribute: str, of: Array, count: int, *, by: Array | None = None) -> None:
        """Draw one factor anew from what was sold and what the others led to expect."""
        held = getattr(self, attribute)
        prior = 1.0 if by is None else by
        expected = shrinking.summed(of, self.due, count)
        without = expected / np.maximum(held / prior, FEW).ravel()
        sold = shrinking.summed(of, self.cell_sold, count)
        ratio, self.firmness[name] = shrinking.drawn(sold, without)
        drawn = ratio.reshape(held.shape) * prior
        self.due *= (drawn / np.maximum(held, FEW)).ravel()[of]
        setattr(self, attribute, drawn)

    def _learn_curve(self, of: Array, count: int) -> None:
        """The size curve of each category, drawn to the run's own over all categories."""
        goods = self.panel.goods
        expected = self.due
        run = goods.size[self.cell_sku]
        sizes = self.lean.shape[1]
        whole, _ = shrinking.drawn(
            shrinking.summed(run, self.cell_sold, sizes), shrinking.summed(run, expected, sizes)
        )
        ratio, self.firmness["curve"] = shrinking.drawn(
            shrinking.summed(of, self.cell_sold, count),
            shrinking.summed(of, expected * whole[run], count),
        )
        curve = self.curve * whole[goods.size] * ratio[goods.curve]
        total = np.bincount(goods.way, curve, minlength=len(self.way))
        mean = total[goods.way]
        self.due *= whole[run] * ratio[of]
        self.curve = curve / np.maximum(mean, FEW)
        self.way = self.way * total

    def learn_likeness(self) -> None:
        goods = self.panel.goods
        expected = shrinking.summed(goods.style[self.cell_sku], self.due, len(self.rate))
        self.likes, self.likes_weight = likeness.neighbours(
            goods.category, goods.group, goods.traits, expected
        )
        usual = float(np.exp(np.average(np.log(np.maximum(self.rate, FEW)), weights=expected + FEW)))
        log = likeness.told(
            np.log(np.maximum(self.rate, FEW)), self.likes, self.likes_weight, otherwise=np.log(usual)
        )
        self.prior = np.exp(log)

    def learned(self) -> Learned:
        """Close the work: what sells now against the mean of two years, and how far all of it scatters."""
        t = self.panel.days
        self.weigh_cells()
        expected = np.einsum("pzt,zt->pt", self.mass, np.exp(self.zone[:, :t]))
        expected *= self.rate[:, None] * self.year(t) * self.life[self.part_of_life(t)]
        lately = 0.5 ** (np.arange(t - 1, -1, -1) / HALF_LIFE)
        now, self.firmness["lately"] = shrinking.drawn(self.sold_style @ lately, expected @ lately, least=8.0)
        scatter = self._scatter()
        on = self.panel.first + timedelta(t)
        never = self.launched >= t
        return Learned(
            on=on,
            rate=self.rate * now,
            prior=self.prior,
            evidence=expected.sum(axis=1),
            way=self.way,
            curve=self.curve,
            sku=self.sku,
            strength=self.strength,
            taste=self.taste,
            lean=self.lean,
            own=self.own,
            zone=np.exp(self.zone[:, t:]),
            year=self.year(self.days)[:, t:],
            launched=np.where(never, 1, np.where(self.launched < 14, -10_000, self.launched - t)),
            life=self.life,
            likes=self.likes,
            likes_weight=self.likes_weight,
            scatter=scatter,
            firmness=self.firmness,
        )

    def _scatter(self) -> Array:
        """(2, h) how far cells scatter beyond Poisson over weeks and months of the last half-year."""
        worth, row = self._worth(), self._spell_row()
        standing = self._standing()[self.spell_cell]
        known = [days for days in (7, 28) if self.panel.days >= days * 2]
        found = [(days, self._scatter_of(days, worth, row, standing)) for days in known]
        return np.array(found or [(28, 0.5)]).T

    def _scatter_of(self, days: int, worth: Array, row: Array, standing: Array) -> float:
        t, (first, last) = self.panel.days, self.panel.spells[2:]
        excess = weight = 0.0
        for end in range(t, max(t - 168, days - 1), -max(days, 28)):
            there = np.nonzero((first < end) & (last >= end - days))[0]
            low, high = np.maximum(first[there], end - days), np.minimum(last[there], end - 1) + 1
            spans = (worth[row[there] + high] - worth[row[there] + low]) * standing[there]
            mean = np.bincount(self.spell_cell[there], spans, minlength=len(self.cell_outlet))
            some = (self.panel.sales[2] >= end - days) & (self.panel.sales[2] < end)
            outlet, sku, _, units = self.panel.sales[:, some]
            sold = np.bincount(self._cell(outlet, sku), units, minlength=len(self.cell_outlet))
            excess += float(((sold - mean) ** 2 - mean)[mean > 0].sum())
            weight += float((mean**2).sum())
        return float(np.clip(excess / max(weight, FEW), 0.0, 5.0))

    def _cell(self, outlet: Array, sku: Array) -> Array:
        k = len(self.sku)
        return np.searchsorted(self.cell_outlet * k + self.cell_sku, outlet.astype(np.int64) * k + sku)


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


def _weekly(daily: Array) -> Array:
    """(n, weeks) sums; the days that make no whole week at the beginning are left out."""
    weeks = daily.shape[1] // 7
    return daily[:, daily.shape[1] - weeks * 7 :].reshape(len(daily), weeks, 7).sum(axis=2)


def _weekly_mean(columns: Array, days: int) -> Array:
    weeks = days // 7
    return columns[days - weeks * 7 : days].reshape(weeks, 7, columns.shape[1]).mean(axis=1)


def day_of(first: date, day: date) -> int:
    return (day - first).days
