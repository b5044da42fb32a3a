"""Moments, days and hours as each reader writes them; a moment is told in a named zone, not the server's."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache, reduce
from typing import Literal
from zoneinfo import ZoneInfo

from babel import dates as babel_dates

from i18n.languages import babel_locale
from i18n.messages import Message, _, ngettext, pgettext, spoken
from i18n.numbers import format_list
from i18n.speech import current

Length = Literal["short", "medium", "long", "full"]
Opening = tuple[time, time]


def in_zone(moment: datetime, time_zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(ZoneInfo(time_zone))


def format_day(day: date, language: str, region: str | None = None, *, length: Length = "medium") -> str:
    return babel_dates.format_date(day, format=length, locale=babel_locale(language, region))


def format_clock(clock: time, language: str, region: str | None = None) -> str:
    """Write a time of day: 19:30, 7:30 pm."""
    return babel_dates.format_time(clock, format="short", locale=babel_locale(language, region))


def format_time(moment: datetime, language: str, region: str | None = None, *, time_zone: str) -> str:
    return format_clock(in_zone(moment, time_zone).time(), language, region)


def format_moment(
    moment: datetime,
    language: str,
    region: str | None = None,
    *,
    time_zone: str,
    length: Length = "medium",
    zone: bool = False,
) -> str:
    """Write the day and the time of a moment; `zone` adds the city whose time it is."""
    locale = babel_locale(language, region)
    local = in_zone(moment, time_zone)
    day = babel_dates.format_date(local, format=length, locale=locale)
    clock = babel_dates.format_time(local.time(), format="short", locale=locale)
    text = locale.datetime_formats[length].format(clock, day).replace("'", "")
    return f"{text} ({zone_city(time_zone, language=language)})" if zone else text


def format_days(start: date, end: date, language: str, region: str | None = None) -> str:
    """Write a span of days without saying twice what both have in common."""
    if start == end:
        return format_day(start, language, region)
    return babel_dates.format_interval(start, end, skeleton="yMMMd", locale=babel_locale(language, region))


def format_weekday(weekday: int, language: str, *, length: Literal["wide", "abbreviated"] = "wide") -> str:
    """Name a day of the week; Monday is 0."""
    return babel_dates.get_day_names(length, "stand-alone", babel_locale(language))[weekday]


def first_weekday(language: str, region: str | None = None) -> int:
    return babel_locale(language, region).first_week_day


def relative_day(day: date, *, today: date) -> Message:
    """Say how far off a day is: today, in 3 days, 2 weeks ago."""
    away = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(away)
    if near is not None:
        return near
    if abs(away) < 14:
        return _in_days(away)
    return _in_weeks(away)


def _in_days(away: int) -> Message:
    if away > 0:
        return ngettext("in %(num)d day", "in %(num)d days", away)
    return ngettext("%(num)d day ago", "%(num)d days ago", -away)


def _in_weeks(away: int) -> Message:
    weeks = abs(away) // 7
    if away > 0:
        return ngettext("in %(num)d week", "in %(num)d weeks", weeks)
    return ngettext("%(num)d week ago", "%(num)d weeks ago", weeks)


def format_hours(openings: Sequence[Opening], language: str, region: str | None = None) -> str:
    """Write a day's opening hours: 10:00–13:00, 14:00–19:00; a day without any is closed."""
    if not openings:
        return pgettext("opening hours", "Closed").in_(language)
    spans = [_format_opening(opens, closes, language, region) for opens, closes in openings]
    joined = babel_locale(language).list_patterns["standard"]["middle"]
    return reduce(joined.format, spans)


def _format_opening(opens: time, closes: time, language: str, region: str | None) -> str:
    if opens == closes:
        return pgettext("opening hours", "Around the clock").in_(language)
    span = babel_locale(language, region).interval_formats[None]
    clocks = [format_clock(clock, language, region) for clock in (opens, closes)]
    if all(len(clock) <= 5 for clock in clocks):
        span = span.replace(" ", "").replace("\u2009", "")
    return span.format(*clocks)


def format_week(
    week: Mapping[int, Sequence[Opening]], language: str, region: str | None = None
) -> list[tuple[str, str]]:
    """Write a week's hours as (days, hours), like days in a row together, from the region's first day."""
    first = first_weekday(language, region)
    runs: list[tuple[list[int], tuple[Opening, ...]]] = []
    for weekday in [(first + step) % 7 for step in range(7)]:
        openings = tuple(week.get(weekday, ()))
        if runs and runs[-1][1] == openings:
            runs[-1][0].append(weekday)
        else:
            runs.append(([weekday], openings))
    return [
        (_format_run(days, language), format_hours(openings, language, region)) for days, openings in runs
    ]


def _format_run(days: list[int], language: str) -> str:
    names = [format_weekday(day, language) for day in days]
    if len(names) < 3:
        return format_list(names, language)
    return pgettext("days of the week", "%(first)s to %(last)s", first=names[0], last=names[-1]).in_(language)


@lru_cache(1024)
def zone_city(time_zone: str, *, language: str) -> str:
    """Name the city whose time it is: “Paris time” is more use than CET."""
    return babel_dates.get_timezone_location(
        ZoneInfo(time_zone), locale=babel_locale(language), return_city=True
    )


@spoken.register
def _day_spoken(value: date) -> str:
    return format_day(value, current().language, current().region)


@spoken.register
def _moment_spoken(value: datetime) -> str:
    return format_moment(value, current().language, current().region, time_zone=current().time_zone)
