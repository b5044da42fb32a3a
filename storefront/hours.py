"""Opening hours as a passer-by asks for them: open until when, closed until when; in the store's own time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from i18n import current_language, current_region
from i18n.dates import Opening, format_clock, format_weekday
from i18n.messages import Message, _

DAYS_LOOKED_AHEAD = 14
DAYS_OF_A_WEEK = 7


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
        local = at.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)
        for back in (1, 0):  # an evening that ends after midnight belongs to the day before
            day = local.date() - timedelta(days=back)
            for opens, closes in self.on(day):
                begins, ends = _span(day, opens, closes)
                if begins <= local < ends:
                    return Standing(True, None if self._goes_on(ends) else ends)
        return Standing(False, self._next(local))

    def _goes_on(self, ends: datetime) -> bool:
        """Whether it opens anew the moment it closes."""
        return any(datetime.combine(ends.date(), opens) == ends for opens, _closes in self.on(ends.date()))

    def _next(self, now: datetime) -> datetime | None:
        for ahead in range(DAYS_LOOKED_AHEAD):
            day = now.date() + timedelta(days=ahead)
            for opens, _closes in self.on(day):
                if datetime.combine(day, opens) > now:
                    return datetime.combine(day, opens)
        return None


@dataclass(frozen=True)
class Standing:
    """Open until a local moment, or closed until one; with none open all night, or closed for now."""

    is_open: bool
    turns: datetime | None

    def told(self, *, today: date) -> Message:
        if self.turns is None:
            return _("Open day and night") if self.is_open else _("Closed for now")
        clock = _clock(self.turns.time())
        if self.is_open:
            return _("Open until %(time)s", time=clock)
        return _closed(self.turns.date(), clock, today)


def _closed(day: date, clock: str, today: date) -> Message:
    """The day as one says it: today, tomorrow, by its name within a week, else by its date."""
    away = (day - today).days
    if away == 0:
        return _("Closed, opens today at %(time)s", time=clock)
    if away == 1:
        return _("Closed, opens tomorrow at %(time)s", time=clock)
    if away >= DAYS_OF_A_WEEK:
        return _("Closed, opens on %(day)s at %(time)s", day=day, time=clock)
    weekday = format_weekday(day.weekday(), current_language())
    return _("Closed, opens on %(weekday)s at %(time)s", weekday=weekday, time=clock)


def _clock(value: time) -> str:
    return format_clock(value, current_language(), current_region())


def _openings(spans: Sequence[Sequence[str]]) -> tuple[Opening, ...]:
    return tuple((time.fromisoformat(opens), _closing(closes)) for opens, closes in spans)


def _closing(written: str) -> time:
    return time(0) if written == "24:00" else time.fromisoformat(written)


def _span(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    ends = datetime.combine(day, closes)
    return datetime.combine(day, opens), ends if closes > opens else ends + timedelta(days=1)
