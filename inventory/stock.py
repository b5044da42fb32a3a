"""The ledger: movements are the only writer of levels, and a level is the sum of its movements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import sub
from typing import Any
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, func
from sqlmodel import Field, col, select

from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import touch
from tenancy.markets import MarketOutlet

QUANTITIES = ("on_hand", "reserved", "committed", "held", "quarantined", "in_transit", "due")
TAKEN = ("reserved", "committed", "held", "quarantined")
FEW = 2


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


class Movement(Scoped, Identified, table=True):
    """One signed change of one quantity of one SKU at one outlet, with its cause, person and moment."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        CheckConstraint("units <> 0", name="units"),
        CheckConstraint(f"quantity IN {QUANTITIES}", name="quantity"),
        Index(None, "brand_id", "outlet_id", "sku_id", "at"),
        Index(None, "brand_id", "cause", "cause_id"),
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
        CheckConstraint(" AND ".join(f"{part} >= 0" for part in QUANTITIES[1:]), name="parts"),
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


@dataclass(frozen=True)
class Change:
    """So many units more (or, negative, less) of one quantity of a SKU at an outlet."""

    outlet_id: UUID
    sku_id: UUID
    units: int
    quantity: str = "on_hand"


class NotThatMany(Refusal):
    """Raised where a change would leave fewer than none of what is promised or barred."""

    message = _(
        "There are only %(there)s pieces of that here. Look at the stock again and enter a smaller number."
    )


def post(
    session: BrandSession,
    changes: Iterable[Change],
    *,
    kind: Kind,
    cause: Identified,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Write movements and bring their levels along, in one transaction, locks taken in SKU order.

    On hand may go below nothing: the counter sells what is in the hand, and the book shows the difference.
    """
    ordered = sorted(
        (change for change in changes if change.units), key=lambda change: (change.sku_id, change.outlet_id)
    )
    if not ordered:
        return
    shared = {
        "kind": kind.value,
        "cause": cause.__tablename__,
        "cause_id": cause.id,
        "by_id": by.id,
        "at": at,
        "reason": reason,
    }
    session.insert_many(Movement, ({**shared, **vars(change)} for change in ordered))
    _bring_along(session, ordered)
    touch(session)


def _bring_along(session: BrandSession, ordered: Sequence[Change]) -> None:
    totals: dict[tuple[UUID, UUID], dict[str, int]] = {}
    for change in ordered:
        level = totals.setdefault((change.sku_id, change.outlet_id), dict.fromkeys(QUANTITIES, 0))
        level[change.quantity] += change.units
    _refuse_overdraft(session, totals)
    rows = (
        {"sku_id": sku_id, "outlet_id": outlet_id, **level} for (sku_id, outlet_id), level in totals.items()
    )
    session.accumulate(Level, rows, on=("outlet_id", "sku_id"), amounts=QUANTITIES)


def _refuse_overdraft(session: BrandSession, totals: dict[tuple[UUID, UUID], dict[str, int]]) -> None:
    """Lock what becomes less of a promise, and say no before the database has to."""
    for (sku_id, outlet_id), level in totals.items():
        for quantity in QUANTITIES[1:]:
            if level[quantity] >= 0:
                continue
            held = locked(session, sku_id=sku_id, outlet_id=outlet_id)
            there = getattr(held, quantity) if held else 0
            if there + level[quantity] < 0:
                raise NotThatMany(there=there)


def locked(session: BrandSession, *, sku_id: UUID, outlet_id: UUID) -> Level | None:
    found = select(Level).where(Level.sku_id == sku_id, Level.outlet_id == outlet_id)
    return session.exec(found.with_for_update()).first()


def promise() -> ColumnElement[int]:
    """Available to promise at an outlet, as the database reckons it."""
    taken = (col(getattr(Level, part)) for part in TAKEN)
    return reduce(sub, taken, col(Level.on_hand))


@dataclass(frozen=True)
class Availability:
    """What of a style can be promised: units by SKU, over the market's outlets and outlet by outlet."""

    by_sku: dict[UUID, int]
    by_outlet: dict[UUID, dict[UUID, int]]

    def units(self, sku_id: UUID) -> int:
        return self.by_sku.get(sku_id, 0)

    def is_low(self, sku_id: UUID) -> bool:
        return 0 < self.units(sku_id) <= FEW


def availability(session: BrandSession, style_id: UUID, market_id: UUID) -> Availability:
    """Reckon a style's availability in a market, in one statement."""
    skus = select(Sku.id).where(Sku.style_id == style_id)
    serving = select(MarketOutlet.outlet_id).where(MarketOutlet.market_id == market_id)
    rows = session.execute(
        select(Level.sku_id, Level.outlet_id, promise()).where(
            col(Level.sku_id).in_(skus), col(Level.outlet_id).in_(serving), promise() > 0
        )
    )
    by_sku: dict[UUID, int] = {}
    by_outlet: dict[UUID, dict[UUID, int]] = {}
    for sku_id, outlet_id, units in rows:
        by_sku[sku_id] = by_sku.get(sku_id, 0) + units
        by_outlet.setdefault(outlet_id, {})[sku_id] = units
    return Availability(by_sku, by_outlet)


def in_stock_at(session: BrandSession, outlet_ids: Sequence[UUID]) -> BitMap:
    """The numbers of the styles of which one of these outlets can promise a piece."""
    found = (
        select(Style.number)
        .join(Sku, col(Sku.style_id) == Style.id)
        .join(Level, col(Level.sku_id) == Sku.id)
        .where(col(Level.outlet_id).in_(outlet_ids), promise() > 0)
        .distinct()
    )
    return BitMap(session.execute(found).scalars())


@dataclass(frozen=True)
class Breach:
    """A level that is not the sum of its movements."""

    outlet_id: UUID
    sku_id: UUID
    quantity: str
    level: int
    movements: int


def breaches(session: BrandSession) -> list[Breach]:
    """Compare every level with its movements, both ways."""
    return [breach for quantity in QUANTITIES for breach in _breaches_of(session, quantity)]


def _breaches_of(session: BrandSession, quantity: str) -> list[Breach]:
    key = (Movement.outlet_id, Movement.sku_id)
    summed: Any = select(*key, func.sum(Movement.units).label("units")).where(Movement.quantity == quantity)
    sums = summed.group_by(*key).subquery()
    level = getattr(Level, quantity)
    same = (col(Level.outlet_id) == sums.c.outlet_id) & (col(Level.sku_id) == sums.c.sku_id)
    kept = select(Level.outlet_id, Level.sku_id, level, func.coalesce(sums.c.units, 0)).outerjoin(sums, same)
    wrong = session.execute(kept.where(level != func.coalesce(sums.c.units, 0)))
    lost = (
        select(sums.c.outlet_id, sums.c.sku_id, sums.c.units)
        .outerjoin(Level, same)
        .where(col(Level.id).is_(None))
    )
    return [Breach(o, s, quantity, had, should) for o, s, had, should in wrong] + [
        Breach(o, s, quantity, 0, should) for o, s, should in session.execute(lost) if should
    ]
