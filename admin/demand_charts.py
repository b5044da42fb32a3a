"""Weeks of sales as bars, and beside them the weeks to come: what a chart's template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HIGH, WIDE = 100.0, 10.0
BAR = 7.0
MARKS = 4


@dataclass(frozen=True)
class Week:
    """A week from its first day: pieces sold, or expected with how far that may be off."""

    first: date
    sold: int | None
    mean: float | None = None
    off: float = 0.0


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    height: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Chart:
    """Bars in a box of `width` × 100: sold ones, expected ones with their span."""

    weeks: tuple[Week, ...]
    width: float
    most: float
    sold: tuple[Bar, ...]
    expected: tuple[Bar, ...]
    marks: tuple[Week, ...]
    """Weeks to be named below, evenly spread from the first to the last."""


def chart(
    sold: Sequence[tuple[date, int]], *, first: date, on: date, ahead: Sequence[tuple[float, float]]
) -> Chart:
    """Join sales by day of whole weeks before `on` with (mean, deviation) of the weeks from there."""
    weeks = (*_past(sold, first=first, on=on), *_ahead(on, ahead))
    most = max((max(week.sold or 0, (week.mean or 0) + week.off) for week in weeks), default=0) or 1
    return Chart(
        weeks=weeks,
        width=len(weeks) * WIDE,
        most=most,
        sold=tuple(_bar(at, week.sold, most) for at, week in enumerate(weeks) if week.sold is not None),
        expected=tuple(_expected(at, week, most) for at, week in enumerate(weeks) if week.mean is not None),
        marks=tuple(weeks[at * (len(weeks) - 1) // MARKS] for at in range(MARKS + 1)) if weeks else (),
    )


def _past(sold: Sequence[tuple[date, int]], *, first: date, on: date) -> list[Week]:
    count = (on - first).days // 7
    begin = on - timedelta(weeks=count)
    sums = [0] * count
    for day, units in sold:
        if begin <= day < on:
            sums[(day - begin).days // 7] += units
    return [Week(begin + timedelta(weeks=at), units) for at, units in enumerate(sums)]


def _ahead(on: date, ahead: Sequence[tuple[float, float]]) -> list[Week]:
    return [Week(on + timedelta(weeks=at), None, mean, off) for at, (mean, off) in enumerate(ahead)]


def _bar(at: int, units: float, most: float) -> Bar:
    height = round(units / most * HIGH, 2)
    return Bar(at * WIDE + (WIDE - BAR) / 2, round(HIGH - height, 2), height)


def _expected(at: int, week: Week, most: float) -> Bar:
    mean = week.mean or 0.0
    bar = _bar(at, mean, most)
    low, high = max(mean - week.off, 0.0), mean + week.off
    return Bar(bar.x, bar.y, bar.height, *(round(HIGH - each / most * HIGH, 2) for each in (low, high)))
