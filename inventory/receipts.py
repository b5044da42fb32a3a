"""Receiving: what arrives is counted in, in parts; what is missing is found, goes back or is written off."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, select

from i18n import Message, _
from inventory import stock, transfers
from inventory.stock import Change, Kind
from inventory.transfers import COMING, State, Transfer, TransferLine
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record


class Receipt(Scoped, Identified, table=True):
    """One counting-in of a transfer; its movements say of what. `key` tells a repeated request."""

    __table_args__ = (UniqueConstraint("brand_id", "transfer_id", "key"), refers("transfer"))

    transfer_id: UUID
    key: str = Field(max_length=80)
    units: int
    is_last: bool
    received_at: datetime
    received_by: UUID | None = None


class Reason(StrEnum):
    """What became of pieces that never arrived."""

    NEVER_SENT = "never-sent"
    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"
    MISCOUNTED = "miscounted"


REASONS: dict[str, Message] = {
    Reason.NEVER_SENT: _("Never left: they are back in the sender's book"),
    Reason.LOST: _("Lost on the way"),
    Reason.STOLEN: _("Stolen"),
    Reason.DAMAGED: _("Arrived beyond saving"),
    Reason.MISCOUNTED: _("Counted wrongly where they were sent"),
}


class AlreadyCountedIn(Refusal):
    message = _("That count of transfer %(reference)s is in the book already. Nothing was entered twice.")


class NothingCounted(Refusal):
    message = _("Nothing is counted yet. Scan what came, or say that all the rest is missing.")


class NothingMissing(Refusal):
    message = _("Pieces of transfer %(reference)s are still on their way. Count in what came first.")


def receive(
    session: BrandSession,
    transfer: Transfer,
    *,
    counted: Mapping[UUID, int],
    is_last: bool = False,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Receipt:
    """Take in what was counted; with `is_last`, what was sent and never came is missing from now on.

    More than was sent is taken in too, off the sender's book. A key is taken in once.
    """
    _refuse_repeated(session, transfer, key)
    transfers.hold(session, transfer, *COMING, State.SHORT)
    _refuse_repeated(session, transfer, key)  # it may have come in while this one waited
    if not any(counted.values()) and (not is_last or transfer.state == State.SHORT):
        raise NothingCounted
    lines = {line.sku_id: line for line in transfers.lines_of(session, transfer)}
    receipt = _receipt(transfer, counted, is_last=is_last, key=key, by=by, at=at)
    session.add(receipt)
    changes: dict[Kind, list[Change]] = {Kind.TRANSFER_IN: [], Kind.TRANSFER_OUT: [], Kind.SHORTFALL: []}
    for sku_id, units in counted.items():
        line = lines.setdefault(sku_id, TransferLine(transfer_id=transfer.id, sku_id=sku_id))
        _take_in(transfer, line, units, changes)
        session.add(line)
    if is_last:
        _miss(transfer, lines.values(), changes)
    every = [change for some in changes.values() for change in some]
    transfers.make_up(session, every, cause=receipt, by=by, at=at)
    for kind, some in changes.items():
        stock.post(session, some, kind=kind, cause=receipt, by=by, at=at)
    transfers.turn(session, transfer, _standing(lines.values()))
    particulars = {"units": receipt.units, "missing": sum(line.missing for line in lines.values())}
    record(transfer, "received", by=by, at=at, particulars=particulars)
    return receipt


def _refuse_repeated(session: BrandSession, transfer: Transfer, key: str) -> None:
    if not key:
        return
    same = select(Receipt.id).where(Receipt.transfer_id == transfer.id, Receipt.key == key)
    if session.exec(same).first() is not None:
        raise AlreadyCountedIn(reference=transfer.reference)


def _receipt(
    transfer: Transfer, counted: Mapping[UUID, int], *, is_last: bool, key: str, by: Actor, at: datetime
) -> Receipt:
    receipt = Receipt(
        transfer_id=transfer.id,
        key=key,
        units=sum(counted.values()),
        is_last=is_last,
        received_at=at,
        received_by=by.id,
    )
    receipt.key = key or str(receipt.id)
    return receipt


def _take_in(transfer: Transfer, line: TransferLine, units: int, changes: dict[Kind, list[Change]]) -> None:
    """Take pieces first off what is on its way, then off what was missing, then off the sender's book."""
    arrived = min(units, line.on_its_way)
    found = min(units - arrived, line.missing)
    surplus = units - arrived - found
    line.missing -= found
    line.surplus += surplus
    line.received += units
    changes[Kind.TRANSFER_IN] += [
        Change(transfer.destination_id, line.sku_id, units),
        Change(transfer.destination_id, line.sku_id, -arrived, "in_transit"),
    ]
    changes[Kind.TRANSFER_OUT].append(Change(transfer.origin_id, line.sku_id, -surplus))


def _miss(transfer: Transfer, lines: Iterable[TransferLine], changes: dict[Kind, list[Change]]) -> None:
    for line in lines:
        missing = line.on_its_way
        line.missing += missing
        changes[Kind.SHORTFALL].append(Change(transfer.destination_id, line.sku_id, -missing, "in_transit"))


def _standing(lines: Collection[TransferLine]) -> State:
    if any(line.on_its_way for line in lines):
        return State.ARRIVING
    return State.SHORT if any(line.missing for line in lines) else State.CLOSED


def close(
    session: BrandSession, transfer: Transfer, *, reason: Reason, note: str = "", by: Actor, at: datetime
) -> None:
    """Settle what is missing: back into the sender's book where it never left, else written off."""
    transfers.hold(session, transfer, *COMING, State.SHORT)
    if transfer.state != State.SHORT:
        raise NothingMissing(reference=transfer.reference)
    lines = [line for line in transfers.lines_of(session, transfer) if line.missing]
    missing = {line.sku_id: line.missing for line in lines}
    back = reason is Reason.NEVER_SENT
    for line in lines:
        line.returned += line.missing if back else 0
        line.written_off += 0 if back else line.missing
        line.missing = 0
        session.add(line)
    if back:
        stayed = [Change(transfer.origin_id, sku_id, units) for sku_id, units in missing.items()]
        stock.post(session, stayed, kind=Kind.TRANSFER_IN, cause=transfer, by=by, at=at, reason=reason.value)
    transfer.close_reason = reason.value
    transfers.turn(session, transfer, State.CLOSED)
    settled = {"reason": reason.value, "note": note, "units": sum(missing.values())}
    record(transfer, "closed", by=by, at=at, particulars=settled)
