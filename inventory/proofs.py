"""Proofs that every level is the sum of its movements, and the mending of those that are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select, update

from inventory import promises, stock
from inventory.levels import QUANTITIES, Level, Movement
from inventory.promises import Key, Shift, lacking
from kernel.db import BrandSession
from kernel.events import Actor, record


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
    return [Breach(o, s, quantity, had, int(should)) for o, s, had, should in wrong] + [
        Breach(o, s, quantity, 0, int(should)) for o, s, should in session.execute(lost) if should
    ]


def mend(session: BrandSession, *, by: Actor, at: datetime) -> list[Breach]:
    """Make every level the sum of its movements, and record what was changed; returns what was wrong."""
    keys = {(breach.sku_id, breach.outlet_id) for breach in breaches(session)}
    before = stock.lock(session, keys)
    found = [breach for breach in breaches(session) if (breach.sku_id, breach.outlet_id) in keys]
    for key in sorted(keys):
        wrong = {each.quantity: each for each in found if (each.sku_id, each.outlet_id) == key}
        if wrong:
            _mend(session, key, before[key], wrong, by=by, at=at)
    return found


def _mend(
    session: BrandSession,
    key: Key,
    before: Mapping[str, int],
    wrong: Mapping[str, Breach],
    *,
    by: Actor,
    at: datetime,
) -> None:
    sku_id, outlet_id = key
    level = stock.locked(session, sku_id=sku_id, outlet_id=outlet_id)
    if level is None:
        level = Level(sku_id=sku_id, outlet_id=outlet_id)
        session.add(level)
        session.flush()  # what happens to it names it
    right = {quantity: each.movements for quantity, each in wrong.items()}
    session.exec(update(Level).where(col(Level.id) == level.id).values(**right))
    turned = {quantity: [each.level, each.movements] for quantity, each in wrong.items()}
    record(level, "mended", by=by, at=at, particulars=turned)
    shift = Shift(sku_id, outlet_id, lacking(before), lacking({**before, **right}))
    promises.note(session, [shift], cause=level, by=by, at=at)
