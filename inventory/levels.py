"""The two tables of the ledger: movements, and the levels that are their sums."""

from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import sub
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, text
from sqlmodel import Field, col

from kernel.db import Identified, Scoped, refers

QUANTITIES = ("on_hand", "reserved", "committed", "held", "quarantined", "in_transit", "due")
PROMISED = ("reserved", "committed", "held")
TAKEN = (*PROMISED, "quarantined")


class Kind(StrEnum):
    """What a movement was."""

    OPENING = "opening"
    EXPECTED = "expected"
    RECEIVED = "received"
    SOLD = "sold"
    RETURNED = "returned"
    RESERVED = "reserved"
    RELEASED = "released"
    COMMITTED = "committed"
    CANCELLED = "cancelled"
    DISPATCHED = "dispatched"
    HELD = "held"
    LET_GO = "let_go"
    QUARANTINED = "quarantined"
    RESTORED = "restored"
    DISPOSED = "disposed"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    SHORTFALL = "shortfall"
    COUNTED = "counted"
    ADJUSTED = "adjusted"
    DIFFERENCE = "difference"


DIFFERENCES = (Kind.SHORTFALL, Kind.COUNTED, Kind.ADJUSTED, Kind.DIFFERENCE)
"""Movements that say the book was wrong."""

IS_DIFFERENCE = text(f"kind IN {tuple(kind.value for kind in DIFFERENCES)}")


class Movement(Scoped, Identified, table=True):
    """One signed change of one quantity of one SKU at one outlet, with its cause, person and moment."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        CheckConstraint("units <> 0", name="units"),
        CheckConstraint(f"quantity IN {QUANTITIES}", name="quantity"),
        Index(None, "brand_id", "outlet_id", "sku_id", "at"),
        Index(None, "brand_id", "cause", "cause_id"),
        Index(None, "brand_id", "at"),
        Index(
            "ix_movement_difference",
            "brand_id",
            "at",
            postgresql_where=IS_DIFFERENCE,
            sqlite_where=IS_DIFFERENCE,
        ),
    )

    outlet_id: UUID
    sku_id: UUID
    kind: str = Field(max_length=20)
    quantity: str = "on_hand"
    units: int
    cause: str
    cause_id: UUID
    reason: str = ""
    by_id: UUID | None = None
    at: datetime


class Level(Scoped, Identified, table=True):
    """How much of a SKU an outlet has, and how much is on its way there; only a movement changes it.

    In transit is what was sent to this outlet and not yet counted in; due is what a supplier owes it.
    """

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "outlet_id", "sku_id"),
        Index(None, "brand_id", "sku_id", "outlet_id"),
        CheckConstraint(" AND ".join(f"{part} >= 0" for part in QUANTITIES), name="parts"),
    )

    outlet_id: UUID
    sku_id: UUID
    on_hand: int = 0
    reserved: int = 0
    committed: int = 0
    held: int = 0
    quarantined: int = 0
    in_transit: int = 0
    due: int = 0


def promise() -> ColumnElement[int]:
    """What of a level is neither promised nor barred, before safety stock, as the database reckons it."""
    taken = (col(getattr(Level, part)) for part in TAKEN)
    return reduce(sub, taken, col(Level.on_hand))
