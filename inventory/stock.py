"""The ledger: movements are the only writer of levels, and a level is the sum of its movements."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from kernel.db import Identified, Scoped, refers


class Movement(Scoped, Identified, table=True):
    """One signed change of one quantity of one SKU at one outlet, with its cause, person and moment."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        CheckConstraint("units <> 0", name="units"),
        CheckConstraint(
            "quantity IN ('on_hand', 'reserved', 'committed', 'held', 'quarantined')", name="quantity"
        ),
        Index(None, "brand_id", "outlet_id", "sku_id", "at"),
        Index(None, "brand_id", "cause", "cause_id"),
    )

    outlet_id: UUID
    sku_id: UUID
    kind: str
    quantity: str = "on_hand"
    units: int
    cause: str
    cause_id: UUID
    reason: str = ""
    by_id: UUID | None = None
    at: datetime


class Level(Scoped, Identified, table=True):
    """How much of a SKU an outlet has; only a movement changes it."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "outlet_id", "sku_id"),
        Index(None, "brand_id", "sku_id", "outlet_id"),
        CheckConstraint("reserved >= 0 AND committed >= 0 AND held >= 0 AND quarantined >= 0", name="parts"),
    )

    outlet_id: UUID
    sku_id: UUID
    on_hand: int = 0
    reserved: int = 0
    committed: int = 0
    held: int = 0
    quarantined: int = 0
