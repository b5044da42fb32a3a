"""Sales at the counter: what is in the hand is sold, whatever the book says.

Where the book has fewer than were sold, the pieces it lacked are entered first as found: the book stays the
shelf, and the difference stands in it for everybody to see.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import select

from inventory import stock
from inventory.claims import claim
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.events import Actor, record


class CounterSale(Scoped, Identified, table=True):
    """What left an outlet over the counter in one go; the pieces are in its movements."""

    __tablename__ = "counter_sale"
    __table_args__ = (
        refers("outlet"),
        UniqueConstraint("brand_id", "key"),
        CheckConstraint("units > 0 AND found >= 0", name="units"),
    )

    key: str
    outlet_id: UUID
    units: int
    found: int = 0
    sold_at: datetime
    sold_by: UUID | None = None


def sell(
    session: BrandSession,
    units: Mapping[UUID, int],
    *,
    outlet_id: UUID,
    key: str,
    by: Actor,
    at: datetime,
) -> CounterSale:
    """Sell what is in the hand, as units by SKU; the same key sells once."""
    if min(units.values(), default=0) < 1:
        raise ValueError("nothing, or less than nothing, can't be sold")
    sale = CounterSale(key=key, outlet_id=outlet_id, units=sum(units.values()), sold_at=at, sold_by=by.id)
    if not claim(session, sale):
        return session.exec(select(CounterSale).where(CounterSale.key == key)).one()
    sale.found = enter_found(session, units, outlet_id=outlet_id, cause=sale, by=by, at=at)
    sold = [Change(outlet_id, sku_id, -n) for sku_id, n in units.items()]
    stock.post(session, sold, kind=Kind.SOLD, cause=sale, by=by, at=at)
    return sale


def enter_found(
    session: BrandSession,
    units: Mapping[UUID, int],
    *,
    outlet_id: UUID,
    cause: Identified,
    by: Actor,
    at: datetime,
) -> int:
    """Enter what somebody has in her hand and the book does not know of; returns how many pieces.

    What lies in quarantine is not what she has in her hand.
    """
    levels = stock.lock(session, [(sku_id, outlet_id) for sku_id in units])
    book = {sku_id: level["on_hand"] - level["quarantined"] for (sku_id, _), level in levels.items()}
    found = [Change(outlet_id, sku_id, n - book[sku_id]) for sku_id, n in units.items() if n > book[sku_id]]
    stock.post(session, found, kind=Kind.DIFFERENCE, cause=cause, by=by, at=at, reason="found")
    total = sum(change.units for change in found)
    if total:
        record(cause, "differed", by=by, at=at, particulars={"found": total})
    return total
