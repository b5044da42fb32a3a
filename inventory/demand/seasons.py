"""What changes with the day: feasts, weekdays and the year by country, and a style's own year and life."""

from typing import Any

import numpy as np

from inventory.demand import calendars, likeness, shrinking, waves
from inventory.demand.desk import Desk

Array = np.ndarray[Any, Any]


def learn_seasons(desk: Desk) -> None:
    """Feasts, weekdays and the year by country; then how zones, groups and single styles differ."""
    t = desk.panel.days
    own = desk.rate[:, None] * desk.year(t) * desk.life[desk.part_of_life(t)]
    by_zone = np.einsum("pzt,pt->zt", desk.mass, own)
    _learn_countries(desk, by_zone)
    desk.zone += _deviating(desk, desk.sold_zone, by_zone * np.exp(desk.zone[:, :t]), harmonics=2)
    ahead = np.exp(desk.zone[:, :t])
    life = desk.rate[:, None] * desk.life[desk.part_of_life(t)]
    by_style = np.einsum("pzt,zt->pt", desk.mass, ahead) * life
    _learn_groups(desk, by_style)
    _learn_waves(desk, by_style * np.exp(desk.group[desk.panel.goods.group, :t]))


def _learn_countries(desk: Desk, expected: Array) -> None:
    t, first = desk.panel.days, desk.panel.first
    trend = np.minimum(np.arange(desk.days) - t, 0)[:, None] / 365
    shared = [calendars.year_round(first, desk.days), calendars.weekdays(first, desk.days), trend]
    common = np.concatenate(shared, axis=1)
    countries = desk.panel.outlets.countries
    for country in dict.fromkeys(countries):
        mine = [at for at, other in enumerate(countries) if other == country]
        _, marks = calendars.feasts(country, first=first, days=desk.days)
        columns = np.concatenate([np.ones((desk.days, 1)), common, marks], axis=1)
        ridge = np.concatenate(
            [[1e-6], np.full(8, 2.0), np.full(6, 2.0), [30.0], np.full(marks.shape[1], 4.0)]
        )
        b = waves.fitted(
            columns[:t], desk.sold_zone[mine].sum(axis=0), expected[mine].sum(axis=0), ridge=ridge
        )
        desk.zone[mine] = columns[:, 1:] @ b[1:]


def _deviating(desk: Desk, sold: Array, expected: Array, *, harmonics: int) -> Array:
    """(n, days) by how much the years of several series differ from what was expected of them."""
    columns = calendars.year_round(desk.panel.first, desk.days, harmonics=harmonics)
    week = _weekly(sold), _weekly(expected)
    level = shrinking.drawn(sold.sum(axis=1), expected.sum(axis=1))[0]
    flat = week[1] * level[:, None]
    b, _ = waves.each_fitted(
        _weekly_mean(columns, sold.shape[1]), week[0], flat, prior=np.zeros((len(sold), columns.shape[1]))
    )
    return b @ columns.T


def _learn_groups(desk: Desk, by_style: Array) -> None:
    goods, t = desk.panel.goods, desk.panel.days
    member = (np.arange(len(desk.group))[:, None] == goods.group[None]).astype(float)
    expected = by_style * np.exp(np.clip(desk.wave @ desk.waves[:t].T, -4, 4))
    desk.group = _deviating(desk, member @ desk.sold_style, member @ expected, harmonics=3)


def _learn_waves(desk: Desk, expected: Array) -> None:
    t = desk.panel.days
    sold = _weekly(desk.sold_style)
    week = _weekly(expected)
    level = shrinking.drawn(sold.sum(axis=1), week.sum(axis=1))[0]
    prior = np.zeros_like(desk.wave)
    if desk.likes_weight.any():
        prior = likeness.told(desk.wave, desk.likes, desk.likes_weight, otherwise=0.0)
    columns = _weekly_mean(desk.waves[:t], t)
    desk.wave, _ = waves.each_fitted(columns, sold, week * level[:, None], prior=prior)


def learn_lives(desk: Desk) -> None:
    """How much more, or less, a style sells in the weeks after its launch than when it is old."""
    t = desk.panel.days
    part = desk.part_of_life(t)
    expected = (
        np.einsum("pzt,zt->pt", desk.mass, np.exp(desk.zone[:, :t])) * desk.rate[:, None] * desk.year(t)
    )
    told = (desk.launched >= 14) & (desk.launched < t)
    level = shrinking.drawn(desk.sold_style.sum(axis=1), (expected * desk.life[part]).sum(axis=1))[0]
    sold = np.bincount(part[told].ravel(), desk.sold_style[told].ravel(), minlength=len(desk.life))
    due = np.bincount(
        part[told].ravel(), (expected[told] * level[told, None]).ravel(), minlength=len(desk.life)
    )
    life = (sold + 60) / (due + 60)
    desk.life = np.clip(life / life[-1], 0.2, 5.0)


def _weekly(daily: Array) -> Array:
    """(n, weeks) sums; the days that make no whole week at the beginning are left out."""
    weeks = daily.shape[1] // 7
    return daily[:, daily.shape[1] - weeks * 7 :].reshape(len(daily), weeks, 7).sum(axis=2)


def _weekly_mean(columns: Array, days: int) -> Array:
    weeks = days // 7
    return columns[days - weeks * 7 : days].reshape(weeks, 7, columns.shape[1]).mean(axis=1)
