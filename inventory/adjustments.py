"""Adjustments: the book put right by a person, for a stated reason."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from i18n import _
from inventory import stock
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record


class Reason(StrEnum):
    """Why the book was wrong."""

    FOUND = "found"
    LOST = "lost"
    DAMAGED = "damaged"
    MISCOUNTED = "miscounted"
    SAMPLE = "sample"


class Adjustment(Scoped, Identified, table=True):
    """One correction of one SKU at one outlet."""

    __table_args__ = (refers("outlet"), refers("sku"))

    outlet_id: UUID
    sku_id: UUID
    units: int
    reason: str
    note: str = Field(default="", max_length=500)
    made_at: datetime
    made_by: UUID | None = None


class NothingToChange(Refusal):
    message = _("The book already says so: nothing was changed.")


def set_on_hand(
    session: BrandSession,
    *,
    outlet_id: UUID,
    sku_id: UUID,
    units: int,
    reason: Reason,
    note: str,
    by: Actor,
    at: datetime,
) -> Adjustment:
    """Make the book say how many pieces there are, by a movement of the difference."""
    level = stock.locked(session, sku_id=sku_id, outlet_id=outlet_id)
    difference = units - (level.on_hand if level else 0)
    if difference == 0:
        raise NothingToChange
    adjustment = Adjustment(
        outlet_id=outlet_id,
        sku_id=sku_id,
        units=difference,
        reason=reason.value,
        note=note,
        made_at=at,
        made_by=by.id,
    )
    session.add(adjustment)
    change = stock.Change(outlet_id, sku_id, difference)
    stock.post(
        session, [change], kind=stock.Kind.ADJUSTED, cause=adjustment, by=by, at=at, reason=reason.value
    )
    record(adjustment, "made", by=by, at=at, particulars={"units": difference, "reason": reason.value})
    return adjustment
