"""How stock first comes into the book: opening counts, and goods from a supplier."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, select

from i18n import _
from inventory import stock
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor


class OpeningCount(Scoped, Identified, table=True):
    """The counting-in of what stood in the outlets when the book was opened, or an outlet joined it."""

    __tablename__ = "opening_count"
    __table_args__ = (UniqueConstraint("brand_id", "reference"),)

    reference: str
    counted_at: datetime
    counted_by: UUID | None = None
    units: int = 0


class Delivery(Scoped, Identified, table=True):
    """Goods that came from a supplier to one outlet; with `expected_id`, a part of what was announced."""

    __table_args__ = (
        UniqueConstraint("brand_id", "reference"),
        UniqueConstraint("brand_id", "key"),
        refers("outlet"),
        refers("expected_delivery", column="expected_id"),
        Index(None, "brand_id", "expected_id"),
        Index(None, "brand_id", "outlet_id", "received_at"),
    )

    reference: str
    outlet_id: UUID
    expected_id: UUID | None = None
    key: str | None = Field(default=None, max_length=80)
    supplier: str = ""
    received_at: datetime
    received_by: UUID | None = None
    units: int = 0


class AlreadyInTheBook(Refusal):
    message = _("%(reference)s is already in the book. Nothing was entered a second time.")


def count_in(
    session: BrandSession,
    levels: Iterable[tuple[UUID, UUID, int]],
    *,
    reference: str,
    by: Actor,
    at: datetime,
) -> OpeningCount:
    """Enter opening stock as (outlet, SKU, units); the same reference is entered once."""
    if session.exec(select(OpeningCount).where(OpeningCount.reference == reference)).first():
        raise AlreadyInTheBook(reference=reference)
    changes = [stock.Change(outlet_id, sku_id, units) for outlet_id, sku_id, units in levels]
    count = OpeningCount(
        reference=reference, counted_at=at, counted_by=by.id, units=sum(c.units for c in changes)
    )
    session.add(count)
    stock.post(session, changes, kind=stock.Kind.OPENING, cause=count, by=by, at=at)
    return count


def take_delivery(
    session: BrandSession,
    units: dict[UUID, int],
    *,
    outlet_id: UUID,
    reference: str,
    supplier: str,
    expected_id: UUID | None = None,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Delivery:
    """Receive what a supplier sent, as units by SKU; the same reference is received once."""
    if session.exec(select(Delivery).where(Delivery.reference == reference)).first():
        raise AlreadyInTheBook(reference=reference)
    delivery = Delivery(
        reference=reference,
        outlet_id=outlet_id,
        expected_id=expected_id,
        key=key or None,
        supplier=supplier,
        received_at=at,
        received_by=by.id,
        units=sum(units.values()),
    )
    session.add(delivery)
    changes = [stock.Change(outlet_id, sku_id, count) for sku_id, count in units.items()]
    stock.post(session, changes, kind=stock.Kind.RECEIVED, cause=delivery, by=by, at=at)
    return delivery
