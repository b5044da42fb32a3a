"""Holds: pieces set aside in an outlet for a named customer, until the end of a day there."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, select

from i18n import _
from inventory import stock
from inventory.claims import claim
from inventory.stock import Change, Kind
from inventory.taking import take
from kernel import jobs
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import CLOCK, Actor, record
from tenancy.outlets import Outlet

EXPIRE = "expire-hold"
LONGEST = timedelta(days=60)
LIVE = text("ended_at IS NULL")


class Hold(Scoped, Identified, table=True):
    """Pieces set aside for somebody; how it ended: let go, expired or sold."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "key"),
        CheckConstraint("units > 0", name="units"),
        CheckConstraint("outcome IN ('', 'let_go', 'expired', 'sold')", name="outcome"),
        CheckConstraint("(outcome = '') = (ended_at IS NULL)", name="ended"),
        Index("ix_hold_live", "brand_id", "outlet_id", "sku_id", postgresql_where=LIVE, sqlite_where=LIVE),
    )

    key: str
    outlet_id: UUID
    sku_id: UUID
    units: int
    customer: str = Field(max_length=120)
    note: str = Field(default="", max_length=500)
    until: date
    held_at: datetime
    held_by: UUID | None = None
    ended_at: datetime | None = None
    ended_by: UUID | None = None
    outcome: str = ""


class NoSuchDay(Refusal):
    message = _("Choose a day from today on, within the next %(days)s days.")


class HoldEnded(Refusal):
    message = _("These pieces are no longer set aside. Look at the stock again.")


def hold(
    session: BrandSession,
    *,
    outlet_id: UUID,
    sku_id: UUID,
    units: int,
    customer: str,
    note: str = "",
    until: date,
    key: str,
    by: Actor,
    at: datetime,
) -> Hold:
    """Set pieces aside until the end of that day in the outlet; the same key does it once.

    Whoever holds a piece has it in her hand: safety stock does not keep it from her.
    """
    _refuse_day(session, outlet_id, until, at)
    made = Hold(
        key=key,
        outlet_id=outlet_id,
        sku_id=sku_id,
        units=units,
        customer=customer,
        note=note,
        until=until,
        held_at=at,
        held_by=by.id,
    )
    if not claim(session, made):
        return session.exec(select(Hold).where(Hold.key == key)).one()
    wanted = {(sku_id, outlet_id): units}
    take(session, wanted, quantity="held", kind=Kind.HELD, cause=made, by=by, at=at, from_the_hand=True)
    _set_clock(session, made)
    record(made, "made", by=by, at=at, particulars={"units": units, "until": until.isoformat()})
    return made


def extend(session: BrandSession, held: Hold, *, until: date, by: Actor, at: datetime) -> None:
    """Keep the pieces aside until another day."""
    _lock(session, held)
    _refuse_day(session, held.outlet_id, until, at)
    held.until = until
    session.add(held)
    _set_clock(session, held)
    record(held, "extended", by=by, at=at, particulars={"until": until.isoformat()})


def let_go(session: BrandSession, held: Hold, *, by: Actor, at: datetime) -> None:
    """Put the pieces back among the others."""
    _lock(session, held)
    _end(session, held, outcome="let_go", kind=Kind.LET_GO, by=by, at=at)


def sell(session: BrandSession, held: Hold, *, by: Actor, at: datetime) -> None:
    """Hand the pieces over to the customer they were held for."""
    _lock(session, held)
    _end(session, held, outcome="sold", kind=Kind.SOLD, by=by, at=at)


@jobs.job(EXPIRE)
def expire(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Let go what nobody came for; a hold that was extended is looked at again when that is over."""
    held = session.exec(select(Hold).where(Hold.id == UUID(payload["hold_id"])).with_for_update()).one()
    if held.ended_at is not None:
        return
    if ends_at(session, held.outlet_id, held.until) > at:
        _set_clock(session, held)
        return
    _end(session, held, outcome="expired", kind=Kind.LET_GO, by=CLOCK, at=at)


def ends_at(session: BrandSession, outlet_id: UUID, until: date) -> datetime:
    """The moment at which that day ends by the outlet's own clock."""
    zone = session.exec(select(Outlet.time_zone).where(Outlet.id == outlet_id)).one()
    midnight = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC)


def _refuse_day(session: BrandSession, outlet_id: UUID, until: date, at: datetime) -> None:
    if not at < ends_at(session, outlet_id, until) <= at + LONGEST:
        raise NoSuchDay(days=LONGEST.days)


def _lock(session: BrandSession, held: Hold) -> None:
    row = select(Hold).where(Hold.id == held.id)
    session.exec(row.with_for_update().execution_options(populate_existing=True)).one()
    if held.ended_at is not None:
        raise HoldEnded


def _end(session: BrandSession, held: Hold, *, outcome: str, kind: Kind, by: Actor, at: datetime) -> None:
    less = ("held", "on_hand") if outcome == "sold" else ("held",)
    changes = [Change(held.outlet_id, held.sku_id, -held.units, part) for part in less]
    stock.post(session, changes, kind=kind, cause=held, by=by, at=at, reason=outcome)
    held.ended_at, held.ended_by, held.outcome = at, by.id, outcome
    session.add(held)
    record(held, outcome, by=by, at=at, particulars={"units": held.units})


def _set_clock(session: BrandSession, held: Hold) -> None:
    moment = ends_at(session, held.outlet_id, held.until)
    payload, dedupe = {"hold_id": str(held.id)}, f"{EXPIRE}:{held.id}:{held.until}"
    jobs.enqueue(session, EXPIRE, payload=payload, run_at=moment, dedupe=dedupe)
