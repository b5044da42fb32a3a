"""What is owed, proved: by the documents it stands for, by the shelf, and by the clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from inventory.commitments import CommitmentLine
from inventory.holds import Hold
from inventory.levels import PROMISED, Level, Movement
from inventory.promises import BrokenPromise, lacking
from inventory.quarantine import Quarantine
from inventory.reservation_book import Reservation, ReservationLine
from kernel.db import BrandSession

GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class Unexplained:
    """A quantity that the documents which caused it do not add up to."""

    outlet_id: UUID
    sku_id: UUID
    quantity: str
    movements: int
    documents: int


@dataclass(frozen=True)
class Unowned:
    """Pieces promised that are not on the shelf, with no broken promise that says so."""

    outlet_id: UUID
    sku_id: UUID
    lacking: int
    recorded: int


@dataclass(frozen=True)
class Overdue:
    """A reservation that outlived its minutes."""

    reservation_id: UUID
    lasts_until: datetime


def unowned(session: BrandSession) -> list[Unowned]:
    """Find promises beyond the shelf that nobody was told of."""
    parts = (*PROMISED, "on_hand", "quarantined")
    owed = sum((col(getattr(Level, part)) for part in PROMISED[1:]), col(getattr(Level, PROMISED[0])))
    beyond = owed > col(Level.on_hand) - col(Level.quarantined)
    some = select(Level.sku_id, Level.outlet_id, *(getattr(Level, part) for part in parts)).where(
        beyond, owed > 0
    )
    lacked = {
        (sku_id, outlet_id): lacking(dict(zip(parts, units, strict=True)))
        for sku_id, outlet_id, *units in session.execute(some)
    }
    told = select(BrokenPromise.sku_id, BrokenPromise.outlet_id, BrokenPromise.units)
    rows = session.execute(told.where(col(BrokenPromise.mended_at).is_(None)))
    recorded = {(sku_id, outlet_id): units for sku_id, outlet_id, units in rows}
    return [
        Unowned(outlet_id, sku_id, lacked.get((sku_id, outlet_id), 0), recorded.get((sku_id, outlet_id), 0))
        for sku_id, outlet_id in sorted(lacked.keys() | recorded.keys())
        if lacked.get((sku_id, outlet_id), 0) != recorded.get((sku_id, outlet_id), 0)
    ]


def unexplained(session: BrandSession) -> list[Unexplained]:
    """Compare what reservations, orders, holds and quarantine took with what they still stand for."""
    line, reservation = ReservationLine, Reservation
    kept = select(line.sku_id, line.outlet_id, func.sum(line.units)).join(
        reservation, col(reservation.id) == line.reservation_id
    )
    live = kept.where(col(reservation.ended_at).is_(None)).group_by(line.sku_id, line.outlet_id)
    held = select(Hold.sku_id, Hold.outlet_id, func.sum(Hold.units)).where(col(Hold.ended_at).is_(None))
    order = CommitmentLine
    open_units = func.sum(order.units - order.dispatched - order.cancelled)
    ordered = select(order.sku_id, order.outlet_id, open_units).group_by(order.sku_id, order.outlet_id)
    still = func.sum(Quarantine.units - Quarantine.restored - Quarantine.disposed)
    barred = select(Quarantine.sku_id, Quarantine.outlet_id, still)
    documents = {
        ("reserved", ("reservation", "commitment")): live,
        ("committed", ("commitment", "commitment_step")): ordered,
        ("held", ("hold",)): held.group_by(Hold.sku_id, Hold.outlet_id),
        ("quarantined", ("quarantine",)): barred.group_by(Quarantine.sku_id, Quarantine.outlet_id),
    }
    return [
        each
        for (quantity, causes), rows in documents.items()
        for each in _unexplained(session, quantity, causes, session.execute(rows))
    ]


def _unexplained(
    session: BrandSession, quantity: str, causes: Sequence[str], rows: Iterable[Any]
) -> Iterator[Unexplained]:
    moved: Any = select(Movement.sku_id, Movement.outlet_id, func.sum(Movement.units)).where(
        Movement.quantity == quantity, col(Movement.cause).in_(causes)
    )
    sums = session.execute(moved.group_by(Movement.sku_id, Movement.outlet_id))
    movements = {(sku_id, outlet_id): int(units) for sku_id, outlet_id, units in sums}
    documents = {(sku_id, outlet_id): int(units) for sku_id, outlet_id, units in rows}
    for key in sorted(movements.keys() | documents.keys()):
        if movements.get(key, 0) != documents.get(key, 0):
            yield Unexplained(key[1], key[0], quantity, movements.get(key, 0), documents.get(key, 0))


def overdue(session: BrandSession, *, at: datetime) -> list[Overdue]:
    """Find reservations that should long have been given back."""
    rows = select(Reservation.id, Reservation.lasts_until).where(
        col(Reservation.ended_at).is_(None), Reservation.lasts_until < at - GRACE
    )
    return [Overdue(id, lasts_until) for id, lasts_until in session.exec(rows)]
