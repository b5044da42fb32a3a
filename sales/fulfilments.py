"""Handing over: what leaves an outlet for an order, sent or put into her hands.

hand_over(session, order, outlet_id=, tracking=, by=, at=)      all that this outlet owes it
owed(session, order) -> {outlet_id: {sku_id: units}}      what is still to leave, and where
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, select
from sqlmodel import Field

from i18n import _
from inventory import commitments
from inventory.commitments import CommitmentLine
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from sales import orders
from sales.orders import Order
from sales.payments import OrderEnded


class Fulfilment(Scoped, Identified, table=True):
    """What one outlet handed over for an order, all at once."""

    __table_args__ = (
        refers("sales_order", column="order_id"),
        refers("outlet"),
        UniqueConstraint("brand_id", "order_id", "outlet_id", "attempt"),
        Index(None, "brand_id", "outlet_id", "handed_over_at"),
    )

    order_id: UUID
    outlet_id: UUID
    attempt: int = 1
    units: int
    tracking: str = Field(default="", max_length=120)
    handed_over_at: datetime
    handed_over_by: UUID | None = None


class NotPaid(Refusal):
    message = _("The order %(reference)s is not paid yet. Take the payment first.")


class NothingOwed(Refusal):
    message = _("Nothing of the order %(reference)s is left to hand over here.")


def hand_over(
    session: BrandSession, order: Order, *, outlet_id: UUID, tracking: str = "", by: Actor, at: datetime
) -> Fulfilment:
    """Let everything that the outlet owes leave it; the order is closed with the last piece."""
    orders.lock(session, order)
    if order.state in ("cancelled", "closed"):
        raise OrderEnded(reference=order.reference)
    if order.state != "paid":
        raise NotPaid(reference=order.reference)
    left = owed(session, order)
    here = left.pop(outlet_id, {})
    if not here:
        raise NothingOwed(reference=order.reference)
    made = Fulfilment(
        order_id=order.id,
        outlet_id=outlet_id,
        attempt=len(of(session, order)) + 1,
        units=sum(here.values()),
        tracking=tracking,
        handed_over_at=at,
        handed_over_by=by.id,
    )
    session.add(made)
    leaving = {(sku_id, outlet_id): units for sku_id, units in here.items()}
    promise = orders.promise(session, order)
    commitments.dispatch(session, promise, leaving, key=f"fulfilment:{made.id}", by=by, at=at)
    what = "collected" if order.is_collected else "dispatched"
    record(order, what, by=by, at=at, particulars={"units": made.units, "tracking": tracking})
    if not left:
        order.state = "closed"
        session.add(order)
    return made


def owed(session: BrandSession, order: Order) -> dict[UUID, dict[UUID, int]]:
    """Units by outlet and SKU that are promised and have not left."""
    left: dict[UUID, dict[UUID, int]] = {}
    promise = orders.promise(session, order)
    for (sku_id, outlet_id), units in commitments.open_units(session, promise).items():
        left.setdefault(outlet_id, {})[sku_id] = units
    return left


def of(session: BrandSession, order: Order) -> list[Fulfilment]:
    mine = select(Fulfilment).where(Fulfilment.order_id == order.id)
    return list(session.scalars(mine.order_by(Fulfilment.handed_over_at)))


def outlets_of(session: BrandSession, order: Order) -> set[UUID]:
    """Every outlet that has or had something to do with the order."""
    mine = select(CommitmentLine.outlet_id).where(CommitmentLine.commitment_id == order.commitment_id)
    return set(session.scalars(mine))
