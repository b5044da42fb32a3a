"""Sending: what was released is picked from the shelf, packed, and leaves the origin."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from i18n import _
from inventory import papers, stock, transfers
from inventory.stock import Change, Kind
from inventory.transfers import State, Transfer, TransferLine
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record


class Dispatch(Scoped, Identified, table=True):
    """A transfer leaving its origin: with whom, in how many parcels, how heavy in grams if it was weighed."""

    __table_args__ = (
        refers("transfer"),
        CheckConstraint("parcels > 0", name="parcels"),
        CheckConstraint("weight IS NULL OR weight > 0", name="weight"),
    )

    transfer_id: UUID
    carrier: str = Field(default="", max_length=80)
    tracking: str = Field(default="", max_length=120)
    parcels: int = 1
    weight: int | None = None
    units: int
    dispatched_at: datetime
    dispatched_by: UUID | None = None


class MoreThanReleased(Refusal):
    message = _("Only %(released)s pieces of %(code)s were released. Put the rest back on the shelf.")


class NothingPicked(Refusal):
    message = _("Not a piece was found. If there is none, cancel transfer %(reference)s.")


def pick(
    session: BrandSession,
    transfer: Transfer,
    *,
    found: Mapping[UUID, int],
    gone: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what was found; the rest may be promised again or, where it is gone, leaves the book."""
    transfers.hold(session, transfer, State.RELEASED)
    lines = transfers.lines_of(session, transfer)
    if not any(found.get(line.sku_id, 0) for line in lines):
        raise NothingPicked(reference=transfer.reference)
    unfound: list[TransferLine] = []
    for line in lines:
        units = found.get(line.sku_id, 0)
        if units > line.released:
            raise MoreThanReleased(released=line.released, code=transfers.code_of(session, line.sku_id))
        line.picked = units
        session.add(line)
        if line.picked < line.released:
            unfound.append(line)
    _let_go(session, transfer, unfound, by=by, at=at)
    if gone:
        _take_out(session, transfer, unfound, by=by, at=at)
    transfers.turn(session, transfer, State.PICKED)
    lacking = sum(line.released - line.picked for line in unfound)
    record(transfer, "picked", by=by, at=at, particulars={"lacking": lacking, "gone": gone})


def _let_go(
    session: BrandSession, transfer: Transfer, unfound: list[TransferLine], *, by: Actor, at: datetime
) -> None:
    freed = [
        Change(transfer.origin_id, line.sku_id, line.picked - line.released, "committed") for line in unfound
    ]
    stock.post(session, freed, kind=Kind.RELEASED, cause=transfer, by=by, at=at, reason="not-found")


def _take_out(
    session: BrandSession, transfer: Transfer, unfound: list[TransferLine], *, by: Actor, at: datetime
) -> None:
    there = stock.lock(session, [(line.sku_id, transfer.origin_id) for line in unfound])
    gone = [
        Change(transfer.origin_id, line.sku_id, -min(line.released - line.picked, units["on_hand"]))
        for line, units in zip(unfound, there.values(), strict=True)
    ]
    stock.post(session, gone, kind=Kind.DIFFERENCE, cause=transfer, by=by, at=at, reason="not-found")


def dispatch(
    session: BrandSession,
    transfer: Transfer,
    *,
    carrier: str = "",
    tracking: str = "",
    parcels: int = 1,
    weight: int | None = None,
    by: Actor,
    at: datetime,
) -> Dispatch:
    """Send what was picked: it leaves the origin's shelf and book, and is on its way to the destination."""
    transfers.hold(session, transfer, State.PICKED)
    lines = [line for line in transfers.lines_of(session, transfer) if line.picked]
    sent = Dispatch(
        transfer_id=transfer.id,
        carrier=carrier,
        tracking=tracking,
        parcels=parcels,
        weight=weight,
        units=sum(line.picked for line in lines),
        dispatched_at=at,
        dispatched_by=by.id,
    )
    session.add(sent)
    papers.keep_values(session, transfer, lines, at=at)
    for line in lines:
        line.sent = line.picked
        session.add(line)
    leaving = _leaving(transfer, lines)
    transfers.make_up(session, leaving, cause=sent, by=by, at=at)
    stock.post(session, leaving, kind=Kind.TRANSFER_OUT, cause=sent, by=by, at=at)
    transfers.turn(session, transfer, State.IN_TRANSIT)
    record(transfer, "dispatched", by=by, at=at, particulars={"units": sent.units})
    return sent


def _leaving(transfer: Transfer, lines: list[TransferLine]) -> list[Change]:
    return [
        change
        for line in lines
        for change in (
            Change(transfer.origin_id, line.sku_id, -line.sent),
            Change(transfer.origin_id, line.sku_id, -line.sent, "committed"),
            Change(transfer.destination_id, line.sku_id, line.sent, "in_transit"),
        )
    ]
