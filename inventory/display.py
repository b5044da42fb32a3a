"""What of stock a shopper can see: whether there is none, one, two or more of a SKU, and in which store.

A posting that changes none of that leaves the shop's kept pages as they are.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import col, exists, or_, select

from inventory.safety import kept_back
from kernel.db import BrandSession
from tenancy.brands import touch
from tenancy.markets import MarketOutlet
from tenancy.outlets import Outlet

FEW = 2
"""Up to so many, a page says how many are left."""

Key = tuple[UUID, UUID]


def told(units: int) -> int:
    """What a page tells apart: none, one, two, more."""
    return min(max(units, 0), FEW + 1)


def turn(session: BrandSession, before: Mapping[Key, int], after: Mapping[Key, int]) -> None:
    """Have the shop's pages made anew where what they tell of a (SKU, outlet) has changed.

    Where an outlet had more than a few and still has, so has every market it serves.
    """
    moved = [key for key, units in after.items() if units != before[key]]
    if not moved:
        return
    kept = kept_back(session, moved)
    changed = {
        outlet_id
        for sku_id, outlet_id in moved
        if told(before[sku_id, outlet_id] - kept[sku_id, outlet_id])
        != told(after[sku_id, outlet_id] - kept[sku_id, outlet_id])
    }
    if changed and _is_seen(session, changed):
        touch(session)


def _is_seen(session: BrandSession, outlet_ids: Iterable[UUID]) -> bool:
    """Say whether one of these serves a market, or is a store that the shop names."""
    serves = exists(select(MarketOutlet.id).where(col(MarketOutlet.outlet_id) == Outlet.id))
    named = select(Outlet.id).where(
        col(Outlet.id).in_(list(outlet_ids)), or_(col(Outlet.kind) == "store", serves)
    )
    return session.exec(named.limit(1)).first() is not None
