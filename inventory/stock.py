"""The ledger's one writer: a posting writes movements and brings their levels along."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select

from i18n import _
from inventory import display, promises
from inventory.levels import DIFFERENCES, PROMISED, QUANTITIES, TAKEN, Kind, Level, Movement, promise
from inventory.promises import Key, Shift, lacking
from kernel.db import MANY_ROWS, BrandSession, Identified
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import touch

__all__ = [
    "DIFFERENCES",
    "PROMISED",
    "QUANTITIES",
    "TAKEN",
    "Change",
    "Key",
    "Kind",
    "Level",
    "Movement",
    "NotThatMany",
    "left",
    "lock",
    "locked",
    "post",
    "promise",
]

Units = dict[str, int]


@dataclass(frozen=True)
class Change:
    """So many units more (or, negative, less) of one quantity of a SKU at an outlet."""

    outlet_id: UUID
    sku_id: UUID
    units: int
    quantity: str = "on_hand"


class NotThatMany(Refusal):
    """Raised where a change would leave fewer than none, or promise what is not on the shelf."""

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

    No quantity goes below nothing, and nothing new is promised that is not on the shelf; but the shelf may
    come to hold less than was promised, and then the broken promise is recorded.
    """
    ordered = sorted(
        (change for change in changes if change.units), key=lambda change: (change.sku_id, change.outlet_id)
    )
    if not ordered:
        return
    totals = _totals(ordered)
    is_many = len(totals) > MANY_ROWS
    guarded = _scarcer(totals) if is_many else totals
    before = lock(session, guarded)
    after = {key: _sum(before[key], totals[key]) for key in guarded}
    _refuse(before, after)
    _write(session, ordered, totals, kind=kind, cause=cause, by=by, at=at, reason=reason)
    shifts = [Shift(*key, lacking(before[key]), lacking(after[key])) for key in guarded]
    promises.note(session, shifts, cause=cause, by=by, at=at)
    if is_many:
        touch(session)
    else:
        display.turn(session, _promised(before), _promised(after))


def _totals(changes: Sequence[Change]) -> dict[Key, Units]:
    totals: dict[Key, Units] = {}
    for change in changes:
        units = totals.setdefault((change.sku_id, change.outlet_id), dict.fromkeys(QUANTITIES, 0))
        units[change.quantity] += change.units
    return totals


def _scarcer(totals: Mapping[Key, Units]) -> list[Key]:
    """The keys of which something becomes less, or more is taken."""
    return [
        key
        for key, units in totals.items()
        if min(units.values()) < 0 or any(units[part] > 0 for part in TAKEN)
    ]


def lock(session: BrandSession, keys: Collection[Key]) -> dict[Key, Units]:
    """Lock the levels of these (SKU, outlet), in order, and return what stands in them; else nought."""
    columns = (Level.sku_id, Level.outlet_id, *(getattr(Level, part) for part in QUANTITIES))
    pair = tuple_(col(Level.sku_id), col(Level.outlet_id))
    ordered = sorted(keys)
    held: dict[Key, Units] = {key: dict.fromkeys(QUANTITIES, 0) for key in ordered}
    for first in range(0, len(ordered), MANY_ROWS):
        asked = ordered[first : first + MANY_ROWS]
        skus, outlets = ({key[part] for key in asked} for part in (0, 1))
        # SQLite looks pairs up in no index: that of the SKUs and outlets by themselves finds few to try
        near = col(Level.sku_id).in_(skus), col(Level.outlet_id).in_(outlets)
        some = select(*columns).where(*near, pair.in_(asked))
        in_order = some.order_by(col(Level.sku_id), col(Level.outlet_id)).with_for_update()
        for sku_id, outlet_id, *units in session.execute(in_order):
            held[sku_id, outlet_id] = dict(zip(QUANTITIES, units, strict=True))
    return held


def locked(session: BrandSession, *, sku_id: UUID, outlet_id: UUID) -> Level | None:
    found = select(Level).where(Level.sku_id == sku_id, Level.outlet_id == outlet_id)
    anew = found.with_for_update().execution_options(populate_existing=True)
    return session.exec(anew).first()


def _sum(units: Units, more: Units) -> Units:
    return {part: units[part] + more[part] for part in QUANTITIES}


def _refuse(before: Mapping[Key, Units], after: Mapping[Key, Units]) -> None:
    """Say no before the database has to."""
    for key, units in after.items():
        for part in QUANTITIES:
            if units[part] < 0:
                raise NotThatMany(there=before[key][part])
        promises_more = sum(units[part] - before[key][part] for part in PROMISED) > 0
        if promises_more and lacking(units) > lacking(before[key]):
            raise NotThatMany(there=max(0, left(before[key])))


def left(units: Mapping[str, int]) -> int:
    """What of a level is neither promised nor barred, before safety stock."""
    return units["on_hand"] - sum(units[part] for part in TAKEN)


def _promised(levels: Mapping[Key, Units]) -> dict[Key, int]:
    return {key: left(units) for key, units in levels.items()}


def _write(
    session: BrandSession,
    ordered: Sequence[Change],
    totals: Mapping[Key, Units],
    *,
    kind: Kind,
    cause: Identified,
    by: Actor,
    at: datetime,
    reason: str,
) -> None:
    shared = {
        "kind": kind.value,
        "cause": cause.__tablename__,
        "cause_id": cause.id,
        "by_id": by.id,
        "at": at,
        "reason": reason,
    }
    session.insert_many(Movement, ({**shared, **vars(change)} for change in ordered))
    rows = (
        {"sku_id": sku_id, "outlet_id": outlet_id, **units} for (sku_id, outlet_id), units in totals.items()
    )
    session.accumulate(Level, rows, on=("outlet_id", "sku_id"), amounts=QUANTITIES)
