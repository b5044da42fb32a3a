"""Opening hours as a passer-by asks for them: open until when, closed until when; in the store's own time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from i18n import current_language, current_region
from i18n.dates import Opening, format_clock, format_weekday
from i18n.messages import Message, _

DAYS_LOOKED_AHEAD = 14


@dataclass(frozen=True)
class Hours:
    """A store's week and the days that differ from it."""

    week: Mapping[int, Sequence[Opening]]
    time_zone: str
    special: Mapping[date, Sequence[Opening]] = field(default_factory=dict)

    @classmethod
    def read(
        cls, kept: Mapping[str, Sequence[Sequence[str]]], time_zone: str, special: Mapping[date, list]
    ) -> "Hours":
        week = {int(day): _openings(spans) for day, spans in kept.items()}
        return cls(week, time_zone, {day: _openings(spans) for day, spans in special.items()})

    def on(self, day: date) -> Sequence[Opening]:
        return self.special[day] if day in self.special else self.week.get(day.weekday(), ())

    def standing(self, at: datetime) -> "Standing":
        """Say how things stand at a moment."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        for back in (1, 0):  # an evening that ends after midnight belongs to the day before
            day = local.date() - timedelta(days=back)
            for opens, closes in self.on(day):
                begins, ends = _span(day, opens, closes)
                if begins <= local.replace(tzinfo=None) < ends:
                    return Standing(True, ends, self._later_close(local.date(), closes))
        return Standing(False, self._next(local.replace(tzinfo=None)))

    def _later_close(self, today: date, closes: time) -> tuple[int, time] | None:
        """The weekday of the coming week on which it closes latest, where that is later than today."""
        coming = [today + timedelta(days=ahead) for ahead in range(1, 7)]
        ends = [(self.on(day)[-1][1], day) for day in coming if self.on(day)]
        if not ends:
            return None
        latest, day = max(ends, key=lambda end: (end[0], -end[1].toordinal()))
        return (day.weekday(), latest) if latest > closes else None

    def _next(self, now: datetime) -> datetime | None:
        for ahead in range(DAYS_LOOKED_AHEAD):
            day = now.date() + timedelta(days=ahead)
            for opens, _closes in self.on(day):
                if datetime.combine(day, opens) > now:
                    return datetime.combine(day, opens)
        return None


@dataclass(frozen=True)
class Standing:
    """Open until a local moment, or closed until one."""

    is_open: bool
    turns: datetime | None
    later: tuple[int, time] | None = None

    def told(self, *, today: date) -> Message:
        if self.turns is None:
            return _("Closed for now")
        clock = _clock(self.turns.time())
        if not self.is_open:
            return _closed(self.turns.date(), clock, today)
        if self.later is None:
            return _("Open until %(time)s", time=clock)
        weekday, latest = self.later
        return _(
            "Open until %(time)s, %(later)s on %(weekday)s",
            time=clock,
            later=_clock(latest),
            weekday=format_weekday(weekday, current_language()),
        )


def _closed(day: date, clock: str, today: date) -> Message:
    if day == today:
        return _("Opens today at %(time)s", time=clock)
    if day == today + timedelta(days=1):
        return _("Opens tomorrow at %(time)s", time=clock)
    return _(
        "Opens on %(weekday)s at %(time)s",
        weekday=format_weekday(day.weekday(), current_language()),
        time=clock,
    )


def _clock(value: time) -> str:
    return format_clock(value, current_language(), current_region())


def _openings(spans: Sequence[Sequence[str]]) -> tuple[Opening, ...]:
    return tuple((time.fromisoformat(opens), _closing(closes)) for opens, closes in spans)


def _closing(written: str) -> time:
    return time(0) if written == "24:00" else time.fromisoformat(written)


def _span(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    ends = datetime.combine(day, closes)
    return datetime.combine(day, opens), ends if closes > opens else ends + timedelta(days=1)
