"""Commitments: pieces promised to an order, until they are dispatched or the promise is taken back.

Every step has the caller's key: done again under the same key, it is done once.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import col, select

from i18n import _
from inventory import stock
from inventory.claims import claim
from inventory.reservation_book import Reservation
from inventory.reservations import AlreadyOrdered, OtherPieces, convert
from inventory.stock import Change, Key, Kind
from inventory.taking import take
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor, record


class Commitment(Scoped, Identified, table=True):
    """What an order was promised."""

    __table_args__ = (UniqueConstraint("brand_id", "key"), refers("reservation"))

    key: str
    reservation_id: UUID | None = None
    made_at: datetime
    made_by: UUID | None = None


class CommitmentLine(Scoped, Identified, table=True):
    """Units of a SKU from one outlet, and how many of them have left or are no longer promised."""

    __tablename__ = "commitment_line"
    __table_args__ = (
        refers("commitment"),
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "commitment_id", "sku_id", "outlet_id"),
        CheckConstraint("units > 0 AND dispatched >= 0 AND cancelled >= 0", name="units"),
        CheckConstraint("dispatched + cancelled <= units", name="open"),
    )

    commitment_id: UUID
    outlet_id: UUID
    sku_id: UUID
    units: int
    dispatched: int = 0
    cancelled: int = 0

    @property
    def open(self) -> int:
        return self.units - self.dispatched - self.cancelled


class CommitmentStep(Scoped, Identified, table=True):
    """One dispatch, cancellation or change of outlet: the cause of its movements."""

    __tablename__ = "commitment_step"
    __table_args__ = (
        refers("commitment"),
        UniqueConstraint("brand_id", "key"),
        CheckConstraint("action IN ('dispatched', 'cancelled', 'rerouted')", name="action"),
    )

    commitment_id: UUID
    key: str
    action: str
    at: datetime
    by_id: UUID | None = None


class NoCommitment(NotThere):
    message = _("There is no such order in the stock book.")


class NoLongerPromised(Refusal):
    message = _(
        "Only %(left)s of that are still promised to this order. Look at the order again: some may have left."
    )


def commit(
    session: BrandSession, reservation: Reservation, *, key: str, by: Actor, at: datetime
) -> Commitment:
    """Promise to an order what was reserved for it; if that has run out, what is still left, or refuse."""
    made, is_new = _claim(
        session, Commitment(key=key, reservation_id=reservation.id, made_at=at, made_by=by.id)
    )
    if is_new:
        units = convert(session, reservation, cause=made, by=by, at=at)
        _enter(session, made, units, by=by, at=at)
    elif made.reservation_id != reservation.id:
        raise AlreadyOrdered
    return made


def commit_unreserved(
    session: BrandSession, units: Mapping[Key, int], *, key: str, by: Actor, at: datetime
) -> Commitment:
    """Promise so many units by (SKU, outlet) to an order at once; raises NotEnough with what is left."""
    made, is_new = _claim(session, Commitment(key=key, made_at=at, made_by=by.id))
    if is_new:
        take(session, units, quantity="committed", kind=Kind.COMMITTED, cause=made, by=by, at=at)
        _enter(session, made, units, by=by, at=at)
    return made


def dispatch(
    session: BrandSession,
    commitment: Commitment,
    units: Mapping[Key, int] | None = None,
    *,
    key: str,
    by: Actor,
    at: datetime,
) -> CommitmentStep:
    """Let promised pieces leave: all that are open, or so many by (SKU, outlet)."""
    return _settle(session, commitment, units, key=key, action=Kind.DISPATCHED, by=by, at=at)


def cancel(
    session: BrandSession,
    commitment: Commitment,
    units: Mapping[Key, int] | None = None,
    *,
    key: str,
    by: Actor,
    at: datetime,
) -> CommitmentStep:
    """Take a promise back: all that is open, or so many by (SKU, outlet)."""
    return _settle(session, commitment, units, key=key, action=Kind.CANCELLED, by=by, at=at)


def reroute(
    session: BrandSession,
    commitment: Commitment,
    *,
    sku_id: UUID,
    units: int,
    origin_id: UUID,
    outlet_id: UUID,
    key: str,
    by: Actor,
    at: datetime,
) -> CommitmentStep:
    """Promise from another outlet what one outlet can't keep; refused where the other has too little."""
    step, is_new = _step(session, commitment, key=key, action="rerouted", by=by, at=at)
    if not is_new:
        return step
    held = _open_lines(session, commitment)
    there, here = (sku_id, outlet_id), (sku_id, origin_id)
    stock.lock(session, {there, here})
    _take_from(held, {here: units}, "cancelled")
    back = Change(origin_id, sku_id, -units, "committed")
    stock.post(session, [back], kind=Kind.CANCELLED, cause=step, by=by, at=at, reason="rerouted")
    take(session, {there: units}, quantity="committed", kind=Kind.COMMITTED, cause=step, by=by, at=at)
    line = held.get(there) or CommitmentLine(
        commitment_id=commitment.id, sku_id=sku_id, outlet_id=outlet_id, units=0
    )
    line.units += units
    session.add(line)
    record(commitment, "rerouted", by=by, at=at, particulars={"units": units})
    return step


def find(session: BrandSession, key: str) -> Commitment:
    """The commitment of a key, locked."""
    found = session.exec(select(Commitment).where(Commitment.key == key).with_for_update()).first()
    if found is None:
        raise NoCommitment
    return found


def open_units(session: BrandSession, commitment: Commitment) -> dict[Key, int]:
    """What is still promised and has not left, by (SKU, outlet)."""
    return {key: line.open for key, line in _open_lines(session, commitment).items() if line.open}


def _claim(session: BrandSession, mine: Commitment) -> tuple[Commitment, bool]:
    if not claim(session, mine):
        return find(session, mine.key), False
    return mine, True


def _enter(
    session: BrandSession, made: Commitment, units: Mapping[Key, int], *, by: Actor, at: datetime
) -> None:
    session.add_all(
        CommitmentLine(commitment_id=made.id, sku_id=sku_id, outlet_id=outlet_id, units=n)
        for (sku_id, outlet_id), n in units.items()
    )
    record(made, "made", by=by, at=at, particulars={"units": sum(units.values())})


def _settle(
    session: BrandSession,
    commitment: Commitment,
    units: Mapping[Key, int] | None,
    *,
    key: str,
    action: Kind,
    by: Actor,
    at: datetime,
) -> CommitmentStep:
    step, is_new = _step(session, commitment, key=key, action=action.value, by=by, at=at)
    if not is_new:
        return step
    held = _open_lines(session, commitment)
    wanted = {key: line.open for key, line in held.items() if line.open} if units is None else units
    _take_from(held, wanted, action.value)
    less = ("on_hand", "committed") if action is Kind.DISPATCHED else ("committed",)
    changes = [Change(outlet, sku, -n, part) for (sku, outlet), n in wanted.items() for part in less]
    stock.post(session, changes, kind=action, cause=step, by=by, at=at)
    session.add_all(held.values())
    record(commitment, action.value, by=by, at=at, particulars={"units": sum(wanted.values())})
    return step


def _step(
    session: BrandSession, commitment: Commitment, *, key: str, action: str, by: Actor, at: datetime
) -> tuple[CommitmentStep, bool]:
    """Lock the commitment, and find or make the step of that key."""
    row = select(Commitment).where(Commitment.id == commitment.id)
    session.exec(row.with_for_update()).one()
    found = session.exec(select(CommitmentStep).where(CommitmentStep.key == key)).first()
    if found is not None and found.commitment_id == commitment.id and found.action == action:
        return found, False
    if found is not None:
        raise OtherPieces(key)
    step = CommitmentStep(commitment_id=commitment.id, key=key, action=action, at=at, by_id=by.id)
    session.add(step)
    return step, True


def _open_lines(session: BrandSession, commitment: Commitment) -> dict[Key, CommitmentLine]:
    rows = select(CommitmentLine).where(col(CommitmentLine.commitment_id) == commitment.id)
    return {(line.sku_id, line.outlet_id): line for line in session.exec(rows)}


def _take_from(held: Mapping[Key, CommitmentLine], units: Mapping[Key, int], what: str) -> None:
    for key, n in units.items():
        line = held.get(key)
        left = line.open if line else 0
        if line is None or not 0 < n <= left:
            raise NoLongerPromised(left=left)
        setattr(line, what, getattr(line, what) + n)
