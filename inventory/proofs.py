"""The levels proved by their movements: where the two differ."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from inventory.levels import QUANTITIES, Level, Movement
from kernel.db import BrandSession


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
