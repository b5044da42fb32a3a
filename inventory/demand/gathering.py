"""What the ledger knows of days that are over: sales, and what stood in an outlet, added to the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlmodel import col, func, select

from inventory.demand.history import ID, ShelfTime, Spells, bring_sales, bring_shelf_time
from inventory.stock import Kind, Level, Movement
from kernel.db import BrandSession
from tenancy.outlets import Outlet

AGAIN = timedelta(days=3)
ON_HAND = "on_hand"


@dataclass(frozen=True)
class _Place:
    id: UUID
    zone: ZoneInfo

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def day(self, moment: datetime) -> date:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(self.zone).date()


def gather(session: BrandSession, *, on: date) -> None:
    """Bring sales and times on the shelf up to the evening before; done again it changes nothing."""
    rows = session.execute(select(Outlet.id, Outlet.time_zone).where(col(Outlet.kind) != "warehouse"))
    places = [_Place(id, ZoneInfo(zone)) for id, zone in rows]
    known = {row[0]: row[1] for row in session.execute(select(ShelfTime.outlet_id, ShelfTime.known_until))}
    began = {row[0]: row[1] for row in session.execute(_beginnings())}
    for place in places:
        opened = began.get(place.id)
        if opened is None:
            continue
        after = known.get(place.id)
        since = after + timedelta(days=1) if after else place.day(opened)
        _gather_sales(session, place, since=max(place.day(opened), min(since, on - AGAIN)), on=on)
        if since < on:
            _gather_shelf(session, place, since=since, on=on)


def _beginnings() -> Any:
    return select(Movement.outlet_id, func.min(Movement.at)).group_by(col(Movement.outlet_id))


def _gather_sales(session: BrandSession, place: _Place, *, since: date, on: date) -> None:
    """The sales of the last days over again, for some are posted late."""
    kinds = (Kind.SOLD.value, Kind.RETURNED.value)
    found = session.execute(
        select(Movement.sku_id, Movement.kind, Movement.units, Movement.at).where(
            Movement.outlet_id == place.id,
            Movement.quantity == ON_HAND,
            col(Movement.kind).in_(kinds),
            Movement.at >= place.midnight(since),
            Movement.at < place.midnight(on),
        )
    )
    days: dict[tuple[str, str], list[int]] = {}
    for sku_id, kind, units, at in found:
        counted = days.setdefault((sku_id.hex, place.day(at).isoformat()), [0, 0])
        counted[kind == Kind.RETURNED.value] += abs(units)
    rows = ((place.id.hex, sku, day, sold, back) for (sku, day), (sold, back) in sorted(days.items()))
    bring_sales(session, rows)


def _gather_shelf(session: BrandSession, place: _Place, *, since: date, on: date) -> None:
    """Go back from what stands there now, movement by movement, to what stood there on each day."""
    standing = select(Level.sku_id, Level.on_hand).where(Level.outlet_id == place.id, Level.on_hand != 0)
    levels = dict(session.execute(standing).all())
    moved = session.execute(
        select(Movement.sku_id, Movement.units, Movement.at)
        .where(
            Movement.outlet_id == place.id,
            Movement.quantity == ON_HAND,
            Movement.at >= place.midnight(since),
        )
        .order_by(col(Movement.at).desc(), col(Movement.id).desc())
    )
    last = on - timedelta(days=1)
    spells = _unwound(levels, ((id, units, place.day(at)) for id, units, at in moved), since=since, last=last)
    ids = np.frombuffer(b"".join(id.bytes for id, _, _ in spells), ID)
    first, until = (np.array([row[at] for row in spells], "datetime64[D]") for at in (1, 2))
    bring_shelf_time(session, place.id, Spells(ids, first, until), since=since, until=last)


def _unwound(
    levels: dict[UUID, int], moved: Iterable[tuple[UUID, int, date]], *, since: date, last: date
) -> list[tuple[UUID, date, date]]:
    """Spells of days on some part of which there was a piece; movements come the latest first."""
    there = {id: last for id, units in levels.items() if units > 0}
    held, spells = dict(levels), []
    for id, units, day in moved:
        after, before = held.get(id, 0), held.get(id, 0) - units
        held[id] = before
        if after > 0 >= before:
            until = there.pop(id)
            if until >= max(day, since):
                spells.append((id, max(day, since), until))
        elif before > 0 >= after:
            there[id] = min(day, last)
    spells += [(id, since, until) for id, until in there.items() if until >= since]
    return _merged(spells)


def _merged(spells: list[tuple[UUID, date, date]]) -> list[tuple[UUID, date, date]]:
    """Spells of one SKU that touch or overlap become one."""
    merged: list[tuple[UUID, date, date]] = []
    for id, first, last in sorted(spells):
        if merged and merged[-1][0] == id and first <= merged[-1][2]:
            merged[-1] = (id, merged[-1][1], max(merged[-1][2], last))
        else:
            merged.append((id, first, last))
    return merged
