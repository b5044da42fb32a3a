"""Transfers: goods from one outlet to another, drafted, asked for, released, and called off.

Here are the tables and what happens before anything is touched; `inventory.dispatches` picks and sends,
`inventory.receipts` counts in and closes. Released pieces are committed at the origin, so that nobody
else is promised them; sent ones are in transit at the destination.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, or_
from sqlmodel import Field, col, select

from catalogue.skus import Sku
from i18n import Message, _
from inventory import stock
from inventory.numbering import next_numbers
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from kernel.ids import new_id
from tenancy.outlets import Outlet

AT_ONCE = 400
NONE_YET = dict.fromkeys(
    ("wanted", "released", "picked", "sent", "surplus", "received", "missing", "returned", "written_off"), 0
) | {"value": None}


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


@dataclass(frozen=True, kw_only=True)
class TransferDraft:
    """What is to go where: units by SKU; a reference of its own where the house has one."""

    origin_id: UUID
    destination_id: UUID
    units: Mapping[UUID, int]
    reference: str = ""
    note: str = ""
    due_on: date | None = None
    plan_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


class NotNow(Refusal):
    message = _("Transfer %(reference)s stands at “%(state)s”. Nothing was done a second time.")


class SameOutlet(Refusal):
    message = _("A transfer goes from one outlet to another. Choose two.")


class NothingToMove(Refusal):
    message = _("There is not a piece on this transfer. Enter what is to go.")


class ReferenceTaken(Refusal):
    message = _("There is a transfer %(reference)s already. Nothing was entered a second time.")


class NotEnough(Refusal):
    """Raised where the origin can't promise what is to be released."""

    message = _(
        "Only %(there)s of %(code)s can be promised there, %(wanted)s are wanted. "
        "Take fewer, or release what there is."
    )


class NothingThere(Refusal):
    message = _("Nothing of transfer %(reference)s can be promised where it should come from. Cancel it.")


def draft(
    session: BrandSession,
    *,
    origin_id: UUID,
    destination_id: UUID,
    units: Mapping[UUID, int],
    by: Actor,
    at: datetime,
    reference: str = "",
    note: str = "",
    due_on: date | None = None,
    plan_id: UUID | None = None,
    id: UUID | None = None,
) -> Transfer:
    """Write down what is to go where; nothing is kept back yet. An id is written down once."""
    wanted = TransferDraft(
        origin_id=origin_id,
        destination_id=destination_id,
        units=units,
        reference=reference,
        note=note,
        due_on=due_on,
        plan_id=plan_id,
        id=id or new_id(),
    )
    return draft_all(session, [wanted], by=by, at=at)[0]


def draft_all(
    session: BrandSession, drafts: Sequence[TransferDraft], *, by: Actor, at: datetime
) -> list[Transfer]:
    """Write down many transfers at once, as a plan does."""
    if not drafts:
        return []
    for wanted in drafts:
        _refuse_unfit(wanted)
    _refuse_taken(session, drafts)
    currencies = _currencies(session, {wanted.origin_id for wanted in drafts})
    numbers = next_numbers(session, "transfer", count=len(drafts))
    made = [
        Transfer(
            id=wanted.id,
            number=number,
            reference=wanted.reference or f"T-{number:05d}",
            origin_id=wanted.origin_id,
            destination_id=wanted.destination_id,
            plan_id=wanted.plan_id,
            note=wanted.note,
            currency=currencies[wanted.origin_id],
            due_on=wanted.due_on,
            drafted_at=at,
            drafted_by=by.id,
        )
        for number, wanted in zip(numbers, drafts, strict=True)
    ]
    session.add_all(made)
    session.insert_many(TransferLine, _lines(made, drafts))
    for transfer in made:
        record(transfer, "drafted", by=by, at=at)
    return made


def _refuse_unfit(wanted: TransferDraft) -> None:
    if wanted.origin_id == wanted.destination_id:
        raise SameOutlet
    if not any(units > 0 for units in wanted.units.values()):
        raise NothingToMove


def _refuse_taken(session: BrandSession, drafts: Sequence[TransferDraft]) -> None:
    named = [wanted.reference for wanted in drafts if wanted.reference]
    for start in range(0, len(drafts), AT_ONCE):
        some = drafts[start : start + AT_ONCE]
        same = or_(
            col(Transfer.id).in_([wanted.id for wanted in some]),
            col(Transfer.reference).in_(named[start : start + AT_ONCE]),
        )
        taken = session.exec(select(Transfer.reference).where(same)).first()
        if taken is not None:
            raise ReferenceTaken(reference=taken)


def _currencies(session: BrandSession, outlet_ids: Iterable[UUID]) -> dict[UUID, str]:
    held = select(Outlet.id, Outlet.currency).where(col(Outlet.id).in_(list(outlet_ids)))
    return dict(session.exec(held).all())


def _lines(made: Iterable[Transfer], drafts: Iterable[TransferDraft]) -> Iterable[dict]:
    return (
        {**NONE_YET, "transfer_id": transfer.id, "sku_id": sku_id, "wanted": units}
        for transfer, wanted in zip(made, drafts, strict=True)
        for sku_id, units in wanted.units.items()
        if units > 0
    )


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


def release(
    session: BrandSession, transfer: Transfer, *, by: Actor, at: datetime, fewer: bool = False
) -> int:
    """Commit the pieces at the origin, to be picked; return how many could not be had.

    With `fewer` what there is goes; else one piece too few refuses it all.
    """
    return release_all(session, [transfer], by=by, at=at, fewer=fewer)


def release_all(
    session: BrandSession, transfers: Sequence[Transfer], *, by: Actor, at: datetime, fewer: bool = False
) -> int:
    """Release many in the order given: the first gets what there is, and locks are taken once for all."""
    for transfer in sorted(transfers, key=lambda each: each.id):
        hold(session, transfer, *EDITABLE)
    lines = _lines_by_transfer(session, transfers)
    keys = {(line.sku_id, transfer.origin_id) for transfer in transfers for line in lines[transfer.id]}
    there = {key: stock.left(units) for key, units in stock.lock(session, keys).items()}
    lacking = 0
    for transfer in transfers:
        lacking += _release(session, transfer, lines[transfer.id], there, fewer=fewer, by=by, at=at)
    return lacking


def _release(
    session: BrandSession,
    transfer: Transfer,
    lines: Iterable[TransferLine],
    there: dict[stock.Key, int],
    *,
    fewer: bool,
    by: Actor,
    at: datetime,
) -> int:
    changes, lacking = [], 0
    for line in lines:
        key = line.sku_id, transfer.origin_id
        line.released = min(line.wanted, max(0, there[key]))
        if line.released < line.wanted and not fewer:
            raise NotEnough(code=code_of(session, line.sku_id), there=line.released, wanted=line.wanted)
        lacking += line.wanted - line.released
        there[key] -= line.released
        changes.append(Change(transfer.origin_id, line.sku_id, line.released, "committed"))
        session.add(line)
    if not any(change.units for change in changes):
        raise NothingThere(reference=transfer.reference)
    stock.post(session, changes, kind=Kind.COMMITTED, cause=transfer, by=by, at=at)
    turn(session, transfer, State.RELEASED)
    record(transfer, "released", by=by, at=at, particulars={"lacking": lacking})
    return lacking


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
    return _lines_by_transfer(session, [transfer])[transfer.id]


def _lines_by_transfer(
    session: BrandSession, transfers: Sequence[Transfer]
) -> dict[UUID, list[TransferLine]]:
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
