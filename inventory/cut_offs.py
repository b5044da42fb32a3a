"""Cut-offs: the hour, by an outlet's own clock, until which what is ordered can leave it the same day.

Past it the outlet's stock is still to be had, but leaves tomorrow: so a cut-off takes nothing off what can be
promised, it says what can be promised for today, and of two outlets that have a piece the one that can
still send it today is asked first.
"""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import UniqueConstraint
from sqlmodel import col, select

from i18n import _
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.markets import MarketOutlet
from tenancy.outlets import HOUR, Holiday, Outlet

MIDNIGHT = "24:00"


class CutOff(Scoped, Identified, table=True):
    """The hour (HH:MM) for a market, or for one of its outlets, whose own wins."""

    __tablename__ = "cut_off"
    __table_args__ = (refers("market"), refers("outlet"), UniqueConstraint("brand_id", "market_id", "scope"))

    market_id: UUID
    scope: str
    outlet_id: UUID | None = None
    hour: str


class NoSuchHour(Refusal):
    message = _("%(text)s is no hour of the day. Write it such as 14:30.")


def cut_off(
    session: BrandSession,
    hour: str | None,
    *,
    market_id: UUID,
    outlet_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Set the hour for a market or one of its outlets, or with None take it away."""
    if hour is not None and not HOUR.fullmatch(hour):
        raise NoSuchHour(text=hour)
    scope = str(outlet_id or "*")
    held = session.exec(select(CutOff).where(CutOff.market_id == market_id, CutOff.scope == scope)).first()
    if held is None and hour is None:
        return
    row = held or CutOff(market_id=market_id, scope=scope, outlet_id=outlet_id, hour=hour or MIDNIGHT)
    session.add(row)
    record(row, "set", by=by, at=at, particulars={"hour": hour})
    if hour is None:
        session.delete(row)
    else:
        row.hour = hour


def serving_today(session: BrandSession, market_id: UUID, *, at: datetime) -> frozenset[UUID]:
    """The market's outlets from which something ordered now still leaves today."""
    set_hours = session.exec(select(CutOff.outlet_id, CutOff.hour).where(CutOff.market_id == market_id))
    hours: dict[UUID | None, str] = dict(set_hours.all())
    otherwise = hours.get(None, MIDNIGHT)
    special = _special_days(session, at)
    serving = (
        select(Outlet.id, Outlet.time_zone, Outlet.hours, Outlet.closed_on)
        .join(MarketOutlet, col(MarketOutlet.outlet_id) == Outlet.id)
        .where(MarketOutlet.market_id == market_id)
    )
    found = set()
    for id, zone, week, closed_on in session.exec(serving):
        here = at.astimezone(ZoneInfo(zone))
        is_closed = closed_on is not None and closed_on <= here.date()
        works = special.get((id, here.date()), not week or bool(week.get(str(here.weekday()))))
        if works and not is_closed and f"{here:%H:%M}" < hours.get(id, otherwise):
            found.add(id)
    return frozenset(found)


def _special_days(session: BrandSession, at: datetime) -> dict[tuple[UUID, date], bool]:
    """Whether an outlet works on a day that differs from its week; three days cover every clock on earth."""
    near = [(at + timedelta(days=days)).date() for days in (-1, 0, 1)]
    rows = select(Holiday.outlet_id, Holiday.day, Holiday.hours).where(col(Holiday.day).in_(near))
    return {(outlet_id, day): bool(hours) for outlet_id, day, hours in session.exec(rows)}
