"""The book of reservations: what is kept until when, and how it is given back when the time is up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import col, select

from i18n import _
from inventory import stock
from inventory.stock import Change, Key, Kind
from kernel import jobs
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import NotThere
from kernel.events import CLOCK, Actor, record

EXPIRE = "expire-reservation"
LIVE = text("ended_at IS NULL")


class Reservation(Scoped, Identified, table=True):
    """Pieces kept until a moment; how it ended: released, expired or committed."""

    __table_args__ = (
        UniqueConstraint("brand_id", "key"),
        CheckConstraint("outcome IN ('', 'released', 'expired', 'committed')", name="outcome"),
        CheckConstraint("(outcome = '') = (ended_at IS NULL)", name="ended"),
        Index("ix_reservation_live", "brand_id", "lasts_until", postgresql_where=LIVE, sqlite_where=LIVE),
    )

    key: str
    made_at: datetime
    made_by: UUID | None = None
    lasts_until: datetime
    ended_at: datetime | None = None
    outcome: str = ""

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


class ReservationLine(Scoped, Identified, table=True):
    __tablename__ = "reservation_line"
    __table_args__ = (
        refers("reservation"),
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "reservation_id", "sku_id", "outlet_id"),
        CheckConstraint("units > 0", name="units"),
    )

    reservation_id: UUID
    outlet_id: UUID
    sku_id: UUID
    units: int


class NoReservation(NotThere):
    message = _("Nothing is kept under that name. Begin again from the bag.")


def find(session: BrandSession, key: str) -> Reservation:
    """The reservation of a key, locked."""
    found = session.exec(select(Reservation).where(Reservation.key == key).with_for_update()).first()
    if found is None:
        raise NoReservation
    return found


def lock(session: BrandSession, reservation: Reservation) -> None:
    """Lock the row and read it anew; what this session has changed of it is written first."""
    row = select(Reservation).where(Reservation.id == reservation.id)
    session.exec(row.with_for_update().execution_options(populate_existing=True)).one()


def lines(session: BrandSession, reservation: Reservation) -> dict[Key, int]:
    """Units by (SKU, outlet)."""
    columns = (ReservationLine.sku_id, ReservationLine.outlet_id, ReservationLine.units)
    rows = session.exec(select(*columns).where(ReservationLine.reservation_id == reservation.id))
    return {(sku_id, outlet_id): units for sku_id, outlet_id, units in rows}


def set_clock(session: BrandSession, reservation: Reservation, moment: datetime) -> None:
    payload = {"reservation_id": str(reservation.id)}
    dedupe = f"{EXPIRE}:{reservation.id}:{moment.isoformat()}"
    jobs.enqueue(session, EXPIRE, payload=payload, run_at=moment, dedupe=dedupe)


@jobs.job(EXPIRE)
def expire(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Give back a reservation whose time is up; one that was renewed is looked at again when that is over."""
    found = select(Reservation).where(Reservation.id == UUID(payload["reservation_id"]))
    reservation = session.exec(found.with_for_update()).one()
    if not reservation.is_live:
        return
    if reservation.lasts_until > at:
        set_clock(session, reservation, reservation.lasts_until)
        return
    end(session, [reservation], outcome="expired", by=CLOCK, at=at)


def give_back(
    session: BrandSession, sku_ids: Collection[UUID], *, along: Iterable[Key], at: datetime
) -> bool:
    """Expire what has run out of these SKUs, where no worker has come to it yet; `along` is locked too."""
    mine = select(ReservationLine.reservation_id).where(col(ReservationLine.sku_id).in_(list(sku_ids)))
    overdue = (
        select(Reservation)
        .where(col(Reservation.ended_at).is_(None), Reservation.lasts_until <= at)
        .where(col(Reservation.id).in_(mine))
        .order_by(col(Reservation.id))
    )
    ended = session.exec(overdue.with_for_update(skip_locked=True)).all()
    if not ended:
        return False
    stock.lock(session, {*along, *(key for one in ended for key in lines(session, one))})
    end(session, ended, outcome="expired", by=CLOCK, at=at)
    return True


def end(
    session: BrandSession, ended: Sequence[Reservation], *, outcome: str, by: Actor, at: datetime
) -> None:
    """End live reservations, all their pieces given back in one go of locks."""
    held = {one.id: lines(session, one) for one in ended}
    stock.lock(session, {key for units in held.values() for key in units})
    for one in ended:
        back = [Change(outlet, sku, -n, "reserved") for (sku, outlet), n in held[one.id].items()]
        stock.post(session, back, kind=Kind.RELEASED, cause=one, by=by, at=at, reason=outcome)
        one.ended_at, one.outcome = at, outcome
        session.add(one)
        if outcome == "expired":
            record(one, "expired", by=by, at=at)
