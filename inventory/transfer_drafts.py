"""Transfers written down: by hand, one at a time, or many at once as a plan asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from i18n import _
from inventory.numbering import next_numbers
from inventory.transfers import AT_ONCE, NothingToMove, Transfer, TransferLine
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record
from kernel.ids import new_id
from tenancy.outlets import Outlet

NONE_YET = dict.fromkeys(
    ("wanted", "released", "picked", "sent", "surplus", "received", "missing", "returned", "written_off"), 0
) | {"value": None}


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


class SameOutlet(Refusal):
    message = _("A transfer goes from one outlet to another. Choose two.")


class ReferenceTaken(Refusal):
    message = _("There is a transfer %(reference)s already. Nothing was entered a second time.")


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
