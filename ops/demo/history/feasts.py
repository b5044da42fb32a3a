"""The days on which a country shops otherwise, as the demo's past had them."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

_NEW_YEARS = (date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6))
_NEW_YEARS += (date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23))

Feast = tuple[date, date, float]
"""First day, last day, and by what sales are multiplied."""


def lift(country: str, days: list[date]) -> np.ndarray:
    """What each day is multiplied by in a country, shape (days,)."""
    factor, place = np.ones(len(days)), {day: at for at, day in enumerate(days)}
    for year in range(days[0].year - 1, days[-1].year + 2):
        for first, last, times in _FEASTS.get(country, _elsewhere)(year):
            for ahead in range((last - first).days + 1):
                at = place.get(first + timedelta(ahead))
                if at is not None:
                    factor[at] *= times
    return factor


def _china(year: int) -> Iterator[Feast]:
    for eve in _NEW_YEARS:
        if eve.year == year:
            yield eve - timedelta(24), eve - timedelta(4), 1.42
            yield eve - timedelta(3), eve + timedelta(1), 0.55
            yield eve + timedelta(2), eve + timedelta(7), 1.15
            yield eve + timedelta(8), eve + timedelta(20), 0.85
    yield date(year, 3, 6), date(year, 3, 8), 1.28
    yield date(year, 5, 1), date(year, 5, 5), 1.45
    yield date(year, 6, 14), date(year, 6, 18), 1.35
    yield date(year, 10, 1), date(year, 10, 7), 1.6
    yield date(year, 11, 1), date(year, 11, 7), 0.88
    yield date(year, 11, 8), date(year, 11, 11), 1.75
    yield date(year, 12, 10), date(year, 12, 12), 1.15


def _france(year: int) -> Iterator[Feast]:
    winter, summer = _nth(year, 1, weekday=2, nth=2), _last(year, 6, weekday=2)
    for opening in (winter, summer):
        yield opening, opening + timedelta(6), 1.9
        yield opening + timedelta(7), opening + timedelta(27), 1.3
    yield _last(year, 11, weekday=4), _last(year, 11, weekday=4) + timedelta(2), 1.4
    yield date(year, 12, 8), date(year, 12, 24), 1.55
    yield date(year, 8, 1), date(year, 8, 21), 0.7


def _america(year: int) -> Iterator[Feast]:
    friday = _nth(year, 11, weekday=3, nth=4) + timedelta(1)
    yield friday, friday + timedelta(3), 2.1
    yield date(year, 12, 8), date(year, 12, 24), 1.6
    yield date(year, 12, 26), date(year, 12, 31), 1.3
    yield _last(year, 5, weekday=0) - timedelta(3), _last(year, 5, weekday=0), 1.3
    yield _nth(year, 9, weekday=0, nth=1) - timedelta(3), _nth(year, 9, weekday=0, nth=1), 1.3


def _japan(year: int) -> Iterator[Feast]:
    yield date(year, 1, 1), date(year, 1, 4), 1.8
    yield date(year, 4, 29), date(year, 5, 5), 1.35
    yield date(year, 7, 1), date(year, 7, 14), 1.3
    yield date(year, 12, 10), date(year, 12, 25), 1.3


def _singapore(year: int) -> Iterator[Feast]:
    for eve in _NEW_YEARS:
        if eve.year == year:
            yield eve - timedelta(21), eve - timedelta(1), 1.5
            yield eve, eve + timedelta(1), 0.4
    yield date(year, 6, 1), date(year, 6, 28), 1.2
    yield date(year, 12, 5), date(year, 12, 24), 1.45


def _elsewhere(year: int) -> Iterator[Feast]:
    yield date(year, 12, 8), date(year, 12, 24), 1.5


_FEASTS = {"CN": _china, "FR": _france, "US": _america, "JP": _japan, "SG": _singapore}


def _nth(year: int, month: int, *, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last(year: int, month: int, *, weekday: int) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return end - timedelta((end.weekday() - weekday) % 7)
