"""Quarantine: pieces that are there and may not be sold, until they are restored or disposed of."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, select

from i18n import _
from inventory import stock
from inventory.claims import claim
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record

OPEN = text("units > restored + disposed")


class Reason(StrEnum):
    """Why a piece may not be sold."""

    DAMAGED = "damaged"
    STAINED = "stained"
    FAULTY = "faulty"
    RETURNED = "returned"
    RECALLED = "recalled"


class Quarantine(Scoped, Identified, table=True):
    """Pieces of a SKU barred in an outlet, and what has become of them since."""

    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "key"),
        CheckConstraint("units > 0 AND restored >= 0 AND disposed >= 0", name="units"),
        CheckConstraint("restored + disposed <= units", name="open"),
        Index(
            "ix_quarantine_open",
            "brand_id",
            "outlet_id",
            "sku_id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
    )

    key: str
    outlet_id: UUID
    sku_id: UUID
    units: int
    restored: int = 0
    disposed: int = 0
    reason: str
    note: str = Field(default="", max_length=500)
    barred_at: datetime
    barred_by: UUID | None = None

    @property
    def open(self) -> int:
        return self.units - self.restored - self.disposed


class NotThatManyHere(Refusal):
    message = _(
        "Only %(there)s pieces of that can be barred here: there are no more, or they are barred already."
    )


class NotThatManyBarred(Refusal):
    message = _("Only %(there)s of these pieces are still in quarantine. Look at the stock again.")


def bar(
    session: BrandSession,
    *,
    outlet_id: UUID,
    sku_id: UUID,
    units: int,
    reason: Reason,
    note: str = "",
    key: str,
    by: Actor,
    at: datetime,
) -> Quarantine:
    """Bar pieces from sale, also such as were promised; the same key does it once.

    A damaged piece is damaged whoever was promised it: a promise that is broken by it is recorded.
    """
    made = Quarantine(
        key=key,
        outlet_id=outlet_id,
        sku_id=sku_id,
        units=units,
        reason=reason.value,
        note=note,
        barred_at=at,
        barred_by=by.id,
    )
    if not claim(session, made):
        return session.exec(select(Quarantine).where(Quarantine.key == key)).one()
    level = stock.lock(session, [(sku_id, outlet_id)])[sku_id, outlet_id]
    there = level["on_hand"] - level["quarantined"]
    if units > there:
        raise NotThatManyHere(there=max(0, there))
    change = Change(outlet_id, sku_id, units, "quarantined")
    stock.post(session, [change], kind=Kind.QUARANTINED, cause=made, by=by, at=at, reason=reason.value)
    record(made, "barred", by=by, at=at, particulars={"units": units, "reason": reason.value})
    return made


def restore(session: BrandSession, barred: Quarantine, *, units: int, by: Actor, at: datetime) -> None:
    """Let pieces be sold again."""
    _lock(session, barred, units)
    change = Change(barred.outlet_id, barred.sku_id, -units, "quarantined")
    stock.post(session, [change], kind=Kind.RESTORED, cause=barred, by=by, at=at)
    barred.restored += units
    record(barred, "restored", by=by, at=at, particulars={"units": units})


def dispose(session: BrandSession, barred: Quarantine, *, units: int, by: Actor, at: datetime) -> None:
    """Take pieces out of the book: thrown away, given away, sent back to the maker."""
    _lock(session, barred, units)
    changes = [Change(barred.outlet_id, barred.sku_id, -units, part) for part in ("quarantined", "on_hand")]
    stock.post(session, changes, kind=Kind.DISPOSED, cause=barred, by=by, at=at, reason=barred.reason)
    barred.disposed += units
    record(barred, "disposed", by=by, at=at, particulars={"units": units})


def _lock(session: BrandSession, barred: Quarantine, units: int) -> None:
    row = select(Quarantine).where(Quarantine.id == barred.id)
    session.exec(row.with_for_update().execution_options(populate_existing=True)).one()
    if not 0 < units <= barred.open:
        raise NotThatManyBarred(there=barred.open)
    session.add(barred)
