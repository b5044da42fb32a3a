"""From which of a market's outlets something is sold: few parcels first, then the earliest."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from inventory.availability import Availability, availability_of
from inventory.cut_offs import serving_today
from inventory.stock import Key
from inventory.taking import Short, not_enough
from kernel.db import BrandSession
from tenancy.outlets import Outlet


def choose(
    session: BrandSession, units: Mapping[UUID, int], *, market_id: UUID, at: datetime
) -> dict[Key, int]:
    """Choose outlets for units by SKU: those that meet most, today's first, then warehouses.

    It only looks: who takes must look again under a lock.
    """
    there = availability_of(session, list(units), market_id)
    short = [
        Short(sku, wanted, there.units(sku)) for sku, wanted in units.items() if wanted > there.units(sku)
    ]
    if short:
        raise not_enough(session, short)
    ranks = _ranks(session, there, today=serving_today(session, market_id, at=at))
    wanting, chosen = dict(units), {}
    while wanting:
        best = max(there.by_outlet, key=lambda id: (_met(there, id, wanting), *ranks[id]))
        for sku_id, had in there.by_outlet.pop(best).items():
            if taken := min(had, wanting.get(sku_id, 0)):
                chosen[sku_id, best] = taken
                wanting[sku_id] -= taken
        wanting = {sku_id: left for sku_id, left in wanting.items() if left}
    return chosen


def _ranks(session: BrandSession, there: Availability, *, today: Collection[UUID]) -> dict[UUID, tuple]:
    rows = select(Outlet.id, Outlet.kind).where(col(Outlet.id).in_(list(there.by_outlet)))
    return {
        id: (id in today, kind != "store", sum(there.by_outlet[id].values()), id)
        for id, kind in session.exec(rows)
    }


def _met(there: Availability, outlet_id: UUID, units: Mapping[UUID, int]) -> int:
    return sum(min(had, units.get(sku_id, 0)) for sku_id, had in there.by_outlet[outlet_id].items())
