"""Opening hours and the holidays on which they change."""

from collections.abc import Mapping
from datetime import date

from ops.demo.houses import words
from ops.demo.houses.shape import Holiday, Span

Week = Mapping[int, tuple[Span, ...]]


def week(
    weekdays: str, *, saturday: str | None = None, sunday: str | None = None, closed: tuple[int, ...] = ()
) -> Week:
    """`"10:00-13:00 14:00-19:00"` for weekdays; Saturday and Sunday as weekdays unless said; "" is closed."""
    days = [weekdays] * 5 + [
        weekdays if saturday is None else saturday,
        weekdays if sunday is None else sunday,
    ]
    return {day: () if day in closed else spans(said) for day, said in enumerate(days)}


def spans(said: str) -> tuple[Span, ...]:
    return tuple((span[:5], span[6:]) for span in said.split())


def holidays(
    calendar: str, languages: tuple[str, ...], *, shift: Mapping[str, str] | None = None
) -> tuple[Holiday, ...]:
    """A country's holidays with the hours kept on them; `shift` replaces hours by holiday key."""
    changed = shift or {}
    return tuple(
        Holiday(
            on=date.fromisoformat(str(entry["day"])),
            name=words.only(entry["words"], languages),
            hours=spans(changed.get(entry["key"], entry["hours"])),
        )
        for entry in words.tree("holidays.yaml")[calendar]
    )
