"""Sales as they were, by outlet, SKU and day; and the time in which a SKU stood there to be sold.

bring_sales(session, rows) -> Laid              rows of (outlet id, SKU id, day, units, returned), as text
bring_shelf_time(session, spells, until=)       when each SKU was there, outlet by outlet
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, col, select

from inventory.demand.packing import packed, unpacked
from kernel.bulk import Laid, lay_in
from kernel.db import BrandSession, Identified, Scoped, refers

ID = np.dtype("S16")


class DailySale(Scoped, Identified, table=True):
    """What an outlet sold of a SKU in a day, and what came back; a day without either has no row."""

    __tablename__ = "daily_sale"
    __table_args__ = (
        refers("outlet"),
        refers("sku"),
        UniqueConstraint("brand_id", "outlet_id", "sku_id", "day"),
        CheckConstraint("units >= 0 AND returned >= 0", name="units"),
    )

    outlet_id: UUID
    sku_id: UUID
    day: date
    units: int
    returned: int = 0


class ShelfTime(Scoped, Identified, table=True):
    """The spells in which SKUs stood in an outlet, up to a day; one row an outlet, for there are many.

    Packed: `sku` ids of 16 bytes, and for each spell `of` (its SKU's place there), `first` and `last` day.
    """

    __tablename__ = "shelf_time"
    __table_args__ = (refers("outlet"), UniqueConstraint("brand_id", "outlet_id"))

    outlet_id: UUID
    known_from: date
    known_until: date
    spells: bytes = Field(sa_type=LargeBinary)


@dataclass(frozen=True)
class Spells:
    """Times on the shelf of one outlet: SKU ids (16 bytes each), first and last days as days of numpy."""

    sku: np.ndarray[Any, Any]
    first: np.ndarray[Any, Any]
    last: np.ndarray[Any, Any]


def bring_sales(session: BrandSession, rows: Iterable[tuple[str, str, str, int, int]]) -> Laid:
    """Lay in sales; the same again changes nothing, another figure takes the place of the one before.

    Ids are 32 hex digits and days ISO; a key comes once among the rows.
    """
    return lay_in(session, DailySale, rows, key=("outlet_id", "sku_id", "day"), amounts=("units", "returned"))


def bring_shelf_time(
    session: BrandSession, outlet_id: UUID, spells: Spells, *, since: date, until: date
) -> None:
    """Say what stood in an outlet between two days; what was known outside them stays known."""
    row = session.exec(select(ShelfTime).where(col(ShelfTime.outlet_id) == outlet_id)).first()
    if row is None:
        row = ShelfTime(outlet_id=outlet_id, known_from=since, known_until=until, spells=b"")
    else:
        spells = _joined(spells_of(row), spells, since=since, until=until)
        row.known_from, row.known_until = min(row.known_from, since), max(row.known_until, until)
    row.spells = _kept(spells)
    session.add(row)


def spells_of(row: ShelfTime) -> Spells:
    kept = unpacked(row.spells)
    return Spells(
        kept["sku"].view(ID)[kept["of"]],
        kept["first"].astype("datetime64[D]"),
        kept["last"].astype("datetime64[D]"),
    )


def _kept(spells: Spells) -> bytes:
    skus, of = np.unique(spells.sku.astype(ID), return_inverse=True)
    order = np.lexsort((spells.first, of))
    return packed(
        {
            "sku": np.frombuffer(skus.tobytes(), np.uint8),
            "of": of[order].astype(np.int32),
            "first": spells.first[order].astype("datetime64[D]").astype(np.int32),
            "last": spells.last[order].astype("datetime64[D]").astype(np.int32),
        }
    )


def _joined(held: Spells, more: Spells, *, since: date, until: date) -> Spells:
    """Cut from what was known all that lies within the days said anew, and put the new there."""
    first, last = np.datetime64(since, "D"), np.datetime64(until, "D")
    before, after = held.first < first, held.last > last
    one = np.timedelta64(1, "D")
    return Spells(
        np.concatenate([held.sku[before], more.sku, held.sku[after]]),
        np.concatenate([held.first[before], more.first, np.maximum(held.first[after], last + one)]),
        np.concatenate([np.minimum(held.last[before], first - one), more.last, held.last[after]]),
    )
