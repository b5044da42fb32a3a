"""Transfers: goods from one outlet to another, changed, asked for and called off.

Here are the tables and what every step stands on; `inventory.transfer_drafts` writes them down,
`inventory.releases` commits their pieces at the origin, so that nobody else is promised them,
`inventory.dispatches` picks and sends, and `inventory.receipts` counts in and closes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col, select

from catalogue.skus import Sku
from i18n import Message, _
from inventory import stock
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record

AT_ONCE = 400


class State(StrEnum):
    """How far a transfer has come."""

    DRAFT = "draft"
    REQUESTED = "requested"
    RELEASED = "released"
    PICKED = "picked"
    IN_TRANSIT = "in-transit"
    ARRIVING = "arriving"
    SHORT = "short"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES: dict[str, Message] = {
    State.DRAFT: _("Draft"),
    State.REQUESTED: _("Asked for"),
    State.RELEASED: _("To be picked"),
    State.PICKED: _("Picked"),
    State.IN_TRANSIT: _("On its way"),
    State.ARRIVING: _("Received in part"),
    State.SHORT: _("Pieces missing"),
    State.CLOSED: _("Closed"),
    State.CANCELLED: _("Cancelled"),
}
EDITABLE = (State.DRAFT, State.REQUESTED)
BEFORE_DISPATCH = (*EDITABLE, State.RELEASED, State.PICKED)
COMING = (State.IN_TRANSIT, State.ARRIVING)


class Transfer(Scoped, Identified, table=True):
    """Goods on their way from one outlet to another; `plan_id` names the plan that asked for it."""

    __table_args__ = (
        UniqueConstraint("brand_id", "reference"),
        UniqueConstraint("brand_id", "number"),
        refers("outlet", column="origin_id"),
        refers("outlet", column="destination_id"),
        CheckConstraint("origin_id <> destination_id", name="elsewhere"),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        Index(None, "brand_id", "origin_id", "state"),
        Index(None, "brand_id", "destination_id", "state"),
        Index(None, "brand_id", "plan_id"),
    )

    number: int
    reference: str = Field(max_length=80)
    origin_id: UUID
    destination_id: UUID
    state: str = State.DRAFT.value
    plan_id: UUID | None = None
    note: str = Field(default="", max_length=500)
    currency: str
    due_on: date | None = None
    drafted_at: datetime
    drafted_by: UUID | None = None
    close_reason: str = ""


class TransferLine(Scoped, Identified, table=True):
    """One SKU of a transfer: what was wanted, and what became of it.

    What is sent, and found beyond it, is on its way till it is received, missing, back at the origin or
    written off; `value` is one piece's, in the minor unit of the transfer's currency.
    """

    __tablename__ = "transfer_line"
    __table_args__ = (
        refers("transfer"),
        refers("sku"),
        UniqueConstraint("brand_id", "transfer_id", "sku_id"),
        Index(None, "brand_id", "sku_id"),
        CheckConstraint("wanted >= 0 AND released >= 0 AND picked >= 0 AND picked <= released", name="asked"),
        CheckConstraint("sent >= 0 AND surplus >= 0 AND received >= 0 AND missing >= 0", name="moved"),
        CheckConstraint("returned >= 0 AND written_off >= 0", name="settled"),
        CheckConstraint("sent + surplus >= received + missing + returned + written_off", name="kept"),
    )

    transfer_id: UUID
    sku_id: UUID
    wanted: int = 0
    released: int = 0
    picked: int = 0
    sent: int = 0
    surplus: int = 0
    received: int = 0
    missing: int = 0
    returned: int = 0
    written_off: int = 0
    value: int | None = None

    @property
    def on_its_way(self) -> int:
        return self.sent + self.surplus - self.received - self.missing - self.returned - self.written_off


class NotNow(Refusal):
    message = _("Transfer %(reference)s stands at “%(state)s”. Nothing was done a second time.")


class NothingToMove(Refusal):
    message = _("There is not a piece on this transfer. Enter what is to go.")


def change_lines(
    session: BrandSession, transfer: Transfer, *, units: Mapping[UUID, int], by: Actor, at: datetime
) -> None:
    """Set what is wanted of these SKUs while nothing is released yet; none of one takes its line out."""
    hold(session, transfer, *EDITABLE)
    held = {line.sku_id: line for line in lines_of(session, transfer)}
    for sku_id, wanted in units.items():
        line = held.get(sku_id) or TransferLine(transfer_id=transfer.id, sku_id=sku_id)
        line.wanted = wanted
        if wanted:
            session.add(line)
        elif sku_id in held:
            session.delete(line)
    record(transfer, "changed", by=by, at=at)


def request(session: BrandSession, transfer: Transfer, *, by: Actor, at: datetime) -> None:
    """Ask for it to be released."""
    hold(session, transfer, State.DRAFT)
    if not any(line.wanted for line in lines_of(session, transfer)):
        raise NothingToMove
    turn(session, transfer, State.REQUESTED)
    record(transfer, "requested", by=by, at=at)


def cancel(session: BrandSession, transfer: Transfer, *, reason: str, by: Actor, at: datetime) -> None:
    """Call it off before it has left; what was committed may be promised again."""
    hold(session, transfer, *BEFORE_DISPATCH)
    kept = [
        Change(transfer.origin_id, line.sku_id, -committed(transfer, line), "committed")
        for line in lines_of(session, transfer)
    ]
    stock.post(session, kept, kind=Kind.CANCELLED, cause=transfer, by=by, at=at, reason=reason)
    transfer.close_reason = reason
    turn(session, transfer, State.CANCELLED)
    record(transfer, "cancelled", by=by, at=at, particulars={"reason": reason})


def committed(transfer: Transfer, line: TransferLine) -> int:
    """The pieces kept back at the origin for a line as the transfer stands."""
    return {State.RELEASED: line.released, State.PICKED: line.picked}.get(State(transfer.state), 0)


def going(transfer: Transfer, line: TransferLine) -> int:
    """The pieces of a line that go, or went: as far as is known where the transfer stands."""
    known = {
        State.DRAFT: line.wanted,
        State.REQUESTED: line.wanted,
        State.RELEASED: line.released,
        State.PICKED: line.picked,
    }
    return known.get(State(transfer.state), line.sent + line.surplus)


def hold(session: BrandSession, transfer: Transfer, *states: State) -> None:
    """Lock a transfer that stands where this step begins; refuse where it has gone on meanwhile."""
    session.flush()  # it may have been drafted a moment ago
    session.refresh(transfer, with_for_update=True)
    if transfer.state not in states:
        raise NotNow(reference=transfer.reference, state=STATE_NAMES[transfer.state])


def turn(session: BrandSession, transfer: Transfer, state: State) -> None:
    transfer.state = state.value
    session.add(transfer)


def make_up(
    session: BrandSession, changes: Iterable[Change], *, cause: Identified, by: Actor, at: datetime
) -> None:
    """Lock what these changes touch; where the book has fewer than leave the shelf, write that as found."""
    wanted: dict[stock.Key, int] = {}
    for change in changes:
        key = change.sku_id, change.outlet_id
        wanted[key] = wanted.get(key, 0) + (change.units if change.quantity == "on_hand" else 0)
    there = stock.lock(session, wanted)
    found = [
        Change(outlet_id, sku_id, -units - there[sku_id, outlet_id]["on_hand"])
        for (sku_id, outlet_id), units in wanted.items()
        if there[sku_id, outlet_id]["on_hand"] + units < 0
    ]
    stock.post(session, found, kind=Kind.DIFFERENCE, cause=cause, by=by, at=at, reason="found")


def lines_of(session: BrandSession, transfer: Transfer) -> Sequence[TransferLine]:
    """A transfer's lines in SKU order, as they stand now."""
    return lines_by_transfer(session, [transfer])[transfer.id]


def lines_by_transfer(session: BrandSession, transfers: Sequence[Transfer]) -> dict[UUID, list[TransferLine]]:
    """The same of many transfers, by transfer."""
    found: dict[UUID, list[TransferLine]] = {transfer.id: [] for transfer in transfers}
    ids = list(found)
    for start in range(0, len(ids), AT_ONCE):
        held = select(TransferLine).where(col(TransferLine.transfer_id).in_(ids[start : start + AT_ONCE]))
        ordered = held.order_by(col(TransferLine.sku_id)).execution_options(populate_existing=True)
        for line in session.exec(ordered):
            found[line.transfer_id].append(line)
    return found


def code_of(session: BrandSession, sku_id: UUID) -> str:
    return session.exec(select(Sku.code).where(Sku.id == sku_id)).one()
