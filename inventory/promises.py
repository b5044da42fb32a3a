"""Promises that the shelf can no longer keep: found with the movement that broke them, mended with the next.

Whoever routes orders subscribes to `broken_promise.found`; the particulars say how many pieces are missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import col, select

from inventory.levels import PROMISED
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.events import Actor, record

Key = tuple[UUID, UUID]
OPEN = text("mended_at IS NULL")


class BrokenPromise(Scoped, Identified, table=True):
    """Pieces promised at an outlet that are not on its shelf, from when it was found until it was mended."""

    __tablename__ = "broken_promise"
    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        CheckConstraint("units > 0", name="units"),
        Index(
            "uq_broken_promise_open",
            "brand_id",
            "outlet_id",
            "sku_id",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
    )

    outlet_id: UUID
    sku_id: UUID
    units: int
    cause: str
    cause_id: UUID
    found_at: datetime
    mended_at: datetime | None = None


@dataclass(frozen=True)
class Shift:
    """How many promised pieces an outlet lacked of a SKU before a posting, and lacks after it."""

    sku_id: UUID
    outlet_id: UUID
    before: int
    after: int


def lacking(units: Mapping[str, int]) -> int:
    """Promised pieces for which there is none on the shelf that may leave it."""
    owed = sum(units[part] for part in PROMISED)
    return max(0, owed - max(0, units["on_hand"] - units["quarantined"]))


def note(
    session: BrandSession, shifts: Iterable[Shift], *, cause: Identified, by: Actor, at: datetime
) -> None:
    """Keep the open rows in step with the levels, and record each promise that breaks."""
    changed = {(shift.sku_id, shift.outlet_id): shift for shift in shifts if shift.before != shift.after}
    if not changed:
        return
    held = _open_rows(session, changed)
    for key, shift in changed.items():
        broken = held.get(key)
        if shift.after == 0:
            if broken is not None:
                broken.mended_at = at
                record(broken, "mended", by=by, at=at)
            continue
        broken = broken or BrokenPromise(
            outlet_id=shift.outlet_id,
            sku_id=shift.sku_id,
            units=shift.after,
            cause=cause.__tablename__,
            cause_id=cause.id,
            found_at=at,
        )
        broken.units = shift.after
        session.add(broken)
        if shift.after > shift.before:
            record(broken, "found", by=by, at=at, particulars={"units": shift.after})


def _open_rows(session: BrandSession, keys: Iterable[Key]) -> dict[Key, BrokenPromise]:
    skus = {sku_id for sku_id, _outlet_id in keys}
    rows = select(BrokenPromise).where(
        col(BrokenPromise.sku_id).in_(skus), col(BrokenPromise.mended_at).is_(None)
    )
    return {(row.sku_id, row.outlet_id): row for row in session.exec(rows)}
