"""Tallies: what people scan or type while they pick, receive or count, kept piece by piece as they go.

Several people tally the same thing at once, each entry is kept as it comes, and one sent twice is kept once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func
from sqlmodel import Field, col, select

from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.events import Actor


class Tally(Scoped, Identified, table=True):
    """One entry: so many pieces more of a SKU, or, put right, less; `step` says what is being tallied."""

    __table_args__ = (
        refers("sku"),
        UniqueConstraint("brand_id", "subject_id", "key", "sku_id"),
        CheckConstraint("units <> 0", name="units"),
        Index(None, "brand_id", "subject_id", "step", "at"),
    )

    subject: str = Field(max_length=40)
    subject_id: UUID
    step: str = Field(max_length=40)
    sku_id: UUID
    units: int
    key: str = Field(max_length=80)
    by_id: UUID | None = None
    by_name: str = ""
    at: datetime


def note(
    session: BrandSession,
    subject: Identified,
    *,
    step: str,
    units: Mapping[UUID, int],
    key: str,
    by: Actor,
    at: datetime,
) -> bool:
    """Keep an entry, unless one of that key is kept already; say whether it was new."""
    same = select(Tally.id).where(Tally.subject_id == subject.id, Tally.key == key).limit(1)
    if session.exec(same).first() is not None:
        return False
    shared = {
        "subject": subject.__tablename__,
        "subject_id": subject.id,
        "step": step,
        "key": key,
        "by_id": by.id,
        "by_name": by.display_name,
        "at": at,
    }
    session.insert_many(
        Tally, ({**shared, "sku_id": id, "units": some} for id, some in units.items() if some)
    )
    return True


def totals(session: BrandSession, subject: Identified, *, step: str) -> dict[UUID, int]:
    """The pieces tallied so far by SKU."""
    summed = select(Tally.sku_id, func.sum(Tally.units)).where(Tally.subject_id == subject.id)
    rows = session.exec(summed.where(Tally.step == step).group_by(col(Tally.sku_id))).all()
    return {sku_id: int(units) for sku_id, units in rows}


def entries(session: BrandSession, subject: Identified, *, steps: Iterable[str]) -> list[Tally]:
    """What was tallied, newest first."""
    held = select(Tally).where(Tally.subject_id == subject.id, col(Tally.step).in_(list(steps)))
    return list(session.exec(held.order_by(col(Tally.at).desc(), col(Tally.id).desc())).all())
