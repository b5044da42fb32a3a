"""The days that a country's shoppers keep: feasts and sales of each year as columns that a model can weigh.

The lunar new year is tabled because it follows no formula short enough to trust.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

import numpy as np

Span = tuple[str, date, date]

LUNAR_NEW_YEAR = {
    2015: "02-19", 2016: "02-08", 2017: "01-28", 2018: "02-16", 2019: "02-05", 2020: "01-25", 2021: "02-12",
    2022: "02-01", 2023: "01-22", 2024: "02-10", 2025: "01-29", 2026: "02-17", 2027: "02-06", 2028: "01-26",
    2029: "02-13", 2030: "02-03", 2031: "01-23", 2032: "02-11", 2033: "01-31", 2034: "02-19", 2035: "02-08",
    2036: "01-28", 2037: "02-15", 2038: "02-04", 2039: "01-24", 2040: "02-12",
}  # fmt: skip

HARMONICS = 4


@cache
def spans(country: str, year: int) -> tuple[Span, ...]:
    """Every named span of a country that begins in a year or near it."""
    return (*_COUNTRIES.get(country, _west)(year), *_everywhere(year))


def feasts(country: str, *, first: date, days: int) -> tuple[tuple[str, ...], np.ndarray]:
    """(names, 0/1 columns of shape (days, names)) of the spans that a country keeps."""
    found = [
        span for year in range(first.year - 1, first.year + days // 365 + 2) for span in spans(country, year)
    ]
    names = tuple(dict.fromkeys(name for name, _, _ in found))
    column = {name: at for at, name in enumerate(names)}
    marks = np.zeros((days, len(names)))
    for name, begins, ends in found:
        low, high = (begins - first).days, (ends - first).days + 1
        if high > 0 and low < days:
            marks[max(low, 0) : high, column[name]] = 1.0
    return names, marks


def year_round(first: date, days: int, *, harmonics: int = HARMONICS) -> np.ndarray:
    """The year as waves: columns cos and sin of each harmonic, shape (days, 2 × harmonics)."""
    new_year = date(first.year, 1, 1)
    turn = 2 * np.pi * (np.arange(days) + (first - new_year).days) / 365.25
    waves = [wave(turn * order) for order in range(1, harmonics + 1) for wave in (np.cos, np.sin)]
    return np.stack(waves, axis=1)


def weekdays(first: date, days: int) -> np.ndarray:
    """Tuesday to Sunday as columns, Monday being none of them."""
    weekday = (first.weekday() + np.arange(days)) % 7
    return (weekday[:, None] == np.arange(1, 7)).astype(float)


def names_on(country: str, day: date) -> tuple[str, ...]:
    """What is kept on a day, for telling."""
    kept = (span for year in (day.year - 1, day.year, day.year + 1) for span in spans(country, year))
    return tuple(dict.fromkeys(name for name, begins, ends in kept if begins <= day <= ends))


def _everywhere(year: int) -> Iterator[Span]:
    yield "singles-day", date(year, 11, 8), date(year, 11, 11)
    friday = _nth(year, 11, weekday=3, nth=4) + timedelta(1)
    yield "black-friday", friday, friday + timedelta(3)


def _lunar(year: int) -> date | None:
    day = LUNAR_NEW_YEAR.get(year)
    return date.fromisoformat(f"{year}-{day}") if day else None


def _spring_festival(year: int) -> Iterator[Span]:
    eve = _lunar(year)
    if eve:
        yield "before-spring-festival", eve - timedelta(24), eve - timedelta(11)
        yield "eve-of-spring-festival", eve - timedelta(10), eve - timedelta(3)
        yield "spring-festival", eve - timedelta(2), eve + timedelta(1)
        yield "spring-festival-week", eve + timedelta(2), eve + timedelta(7)
        yield "after-spring-festival", eve + timedelta(8), eve + timedelta(20)


def _china(year: int) -> Iterator[Span]:
    yield from _spring_festival(year)
    yield "womens-day", date(year, 3, 5), date(year, 3, 8)
    yield "may-day", date(year, 5, 1), date(year, 5, 5)
    yield "mid-year", date(year, 6, 14), date(year, 6, 20)
    yield "golden-week", date(year, 10, 1), date(year, 10, 7)
    yield "before-singles-day", date(year, 11, 1), date(year, 11, 7)
    yield "double-twelve", date(year, 12, 10), date(year, 12, 12)
    yield "new-year", date(year, 1, 1), date(year, 1, 3)


def _christmas(year: int) -> Iterator[Span]:
    yield "advent", date(year, 12, 8), date(year, 12, 17)
    yield "before-christmas", date(year, 12, 18), date(year, 12, 24)
    yield "christmas", date(year, 12, 25), date(year, 12, 26)
    yield "after-christmas", date(year, 12, 27), date(year, 12, 31)


def _france(year: int) -> Iterator[Span]:
    yield from _christmas(year)
    winter, summer = _nth(year, 1, weekday=2, nth=2), _last(year, 6, weekday=2)
    for name, opens in (("winter-sales", winter), ("summer-sales", summer)):
        yield f"{name}-opening", opens, opens + timedelta(6)
        yield name, opens + timedelta(7), opens + timedelta(27)
    yield "august", date(year, 8, 1), date(year, 8, 21)


def _america(year: int) -> Iterator[Span]:
    yield from _christmas(year)
    for name, monday in (
        ("memorial-day", _last(year, 5, weekday=0)),
        ("labor-day", _nth(year, 9, weekday=0, nth=1)),
    ):
        yield name, monday - timedelta(3), monday
    yield "independence-day", date(year, 7, 1), date(year, 7, 4)


def _japan(year: int) -> Iterator[Span]:
    yield from _christmas(year)
    yield "new-year-sales", date(year, 1, 1), date(year, 1, 4)
    yield "golden-week-spring", date(year, 4, 29), date(year, 5, 5)
    yield "summer-sales", date(year, 7, 1), date(year, 7, 14)
    yield "obon", date(year, 8, 12), date(year, 8, 16)


def _singapore(year: int) -> Iterator[Span]:
    yield from _spring_festival(year)
    yield from _christmas(year)
    yield "mid-year-sale", date(year, 6, 1), date(year, 6, 28)
    yield "national-day", date(year, 8, 7), date(year, 8, 10)


def _west(year: int) -> Iterator[Span]:
    yield from _christmas(year)
    yield "new-year", date(year, 1, 1), date(year, 1, 3)


_COUNTRIES: Mapping = {
    "CN": _china, "HK": _china, "TW": _china, "FR": _france, "US": _america, "JP": _japan, "SG": _singapore,
}  # fmt: skip


def _nth(year: int, month: int, *, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last(year: int, month: int, *, weekday: int) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return end - timedelta((end.weekday() - weekday) % 7)
