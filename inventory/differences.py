"""Differences: every moment at which the shelf and the book turned out not to agree."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from inventory.levels import DIFFERENCES, Movement
from inventory.promises import BrokenPromise
from kernel.db import BrandSession


@dataclass(frozen=True)
class Difference:
    """Pieces found (or, negative, missing) against the book."""

    id: UUID
    outlet_id: UUID
    sku_id: UUID
    units: int
    kind: str
    reason: str
    cause: str
    cause_id: UUID
    by_id: UUID | None
    at: datetime


def differences(
    session: BrandSession,
    *,
    outlet_ids: Collection[UUID] | None = None,
    since: datetime,
    until: datetime,
    most: int,
) -> list[Difference]:
    """The differences of these outlets (or of all) from one moment to before another, the last first."""
    columns = (getattr(Movement, name) for name in Difference.__dataclass_fields__)
    rows = select(*columns).where(
        col(Movement.kind).in_([kind.value for kind in DIFFERENCES]),
        Movement.quantity == "on_hand",
        Movement.at >= since,
        Movement.at < until,
    )
    if outlet_ids is not None:
        rows = rows.where(col(Movement.outlet_id).in_(list(outlet_ids)))
    ordered = rows.order_by(col(Movement.at).desc(), col(Movement.id).desc()).limit(most)
    return [Difference(*row) for row in session.execute(ordered)]


def broken_promises(
    session: BrandSession, *, outlet_ids: Collection[UUID] | None = None
) -> list[BrokenPromise]:
    """The promises that stand broken now, the oldest first."""
    rows = select(BrokenPromise).where(col(BrokenPromise.mended_at).is_(None))
    if outlet_ids is not None:
        rows = rows.where(col(BrokenPromise.outlet_id).in_(list(outlet_ids)))
    return list(session.exec(rows.order_by(col(BrokenPromise.found_at), col(BrokenPromise.id))))
