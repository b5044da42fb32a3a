"""What is where, as tables of stores × SKUs, and what the warehouses can send."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from sqlalchemy import func, select

from inventory.levels import Kind, Level, Movement
from inventory.plans.goods import Goods
from inventory.plans.packs import Pack, packs_of
from inventory.plans.places import Places
from inventory.transfers import State, Transfer, TransferLine
from kernel.columns import Register, read_columns
from kernel.db import BrandSession

CAME_IN = (Kind.RECEIVED.value, Kind.TRANSFER_IN.value)
TO_COME = (State.RELEASED.value, State.PICKED.value)


@dataclass(frozen=True)
class Holdings:
    """Units by store and SKU: free on the shelf, on the way there, and of what came only lately; `outside`
    counts what a store holds of goods that are not planned; `free` is by warehouse and SKU.
    """

    on_hand: np.ndarray
    coming: np.ndarray
    lately: np.ndarray
    outside: np.ndarray
    free: np.ndarray


def read_holdings(
    session: BrandSession, places: Places, goods: Goods, *, settled_days: int, at: datetime
) -> Holdings:
    """Read what outlets hold and await now; what came within `settled_days` before `at` came lately."""
    outlets, skus = Register(places.ids), Register(goods.sku_ids)
    stores, total, many = len(places.stores), len(places.ids), len(goods.sku_ids)
    shape = (total, many)
    taken = Level.reserved + Level.committed + Level.held + Level.quarantined
    columns = (Level.outlet_id, Level.sku_id, Level.on_hand, taken.label("taken"), Level.in_transit)
    outlet_ids, sku_ids, on_hand, promised, in_transit = read_columns(session, select(*columns))
    outlet, sku = outlets.numbers(outlet_ids), skus.numbers(sku_ids)
    free = np.maximum(on_hand - promised, 0)
    here = (outlet >= 0) & (sku >= 0)
    shelf = _table(outlet[here], sku[here], free[here], shape)
    coming = _table(outlet[here], sku[here], np.maximum(in_transit[here], 0), shape)
    beside = np.where(sku < 0, np.maximum(on_hand, 0), np.minimum(np.maximum(on_hand, 0), promised))
    at_stores = (outlet >= 0) & (outlet < stores)
    outside = np.bincount(outlet[at_stores], beside[at_stores], stores).astype(np.int64)
    _add(coming, outlets, skus, read_columns(session, _to_come()))
    lately = np.zeros(shape, np.int32)
    if settled_days:
        _add(lately, outlets, skus, read_columns(session, _came_since(at - timedelta(days=settled_days))))
    return Holdings(shelf[:stores], coming[:stores], lately[:stores], outside, shelf[stores:])


def _table(outlet: np.ndarray, sku: np.ndarray, units: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    found = np.zeros(shape, np.int32)
    found[outlet, sku] = units
    return found


def _add(table: np.ndarray, outlets: Register, skus: Register, columns: list[np.ndarray]) -> None:
    if not len(columns[0]):
        return
    outlet, sku = outlets.numbers(columns[0]), skus.numbers(columns[1])
    here = (outlet >= 0) & (sku >= 0)
    np.add.at(table, (outlet[here], sku[here]), columns[2][here].astype(np.int32))


def _to_come():
    """What has been released or picked for an outlet and has not left yet."""
    units = func.sum(TransferLine.released)
    rows = select(Transfer.destination_id, TransferLine.sku_id, units.label("units"))
    rows = rows.join(TransferLine, TransferLine.transfer_id == Transfer.id).where(Transfer.state.in_(TO_COME))
    return rows.group_by(Transfer.destination_id, TransferLine.sku_id)


def _came_since(moment: datetime):
    rows = select(Movement.outlet_id, Movement.sku_id, func.sum(Movement.units).label("units")).where(
        Movement.at >= moment,
        Movement.kind.in_(CAME_IN),
        Movement.quantity == "on_hand",
        Movement.units > 0,
    )
    return rows.group_by(Movement.outlet_id, Movement.sku_id)


@dataclass(frozen=True)
class Supply:
    """What warehouses can send: {(warehouse row, SKU row): loose units}, and packs by warehouse and id."""

    loose: dict[tuple[int, int], int]
    packs: list[Pack]
    sealed: dict[tuple[int, UUID], int]


def read_supply(
    session: BrandSession, places: Places, goods: Goods, free: np.ndarray, *, held_back: float
) -> Supply:
    """What may leave the warehouses in this wave: not what is promised, sealed, or held back for later."""
    row = {id: at for at, id in enumerate(goods.sku_ids)}
    house = {place.id: at for at, place in enumerate(places.warehouses)}
    packs = [pack for pack in packs_of(session) if all(id in row for id in pack.units)]
    loose = free.astype(np.int64).copy()
    sealed: dict[tuple[int, UUID], int] = {}
    for pack in packs:
        for outlet_id, count in pack.sealed.items():
            if outlet_id not in house:
                continue
            at = house[outlet_id]
            whole = min([count, *(int(loose[at, row[id]]) // units for id, units in pack.units.items())])
            for id, units in pack.units.items():
                loose[at, row[id]] -= whole * units
            kept = int(whole * (1 - held_back))
            if kept:
                sealed[at, pack.id] = kept
    loose = np.floor(loose * (1 - held_back)).astype(np.int64)
    found = {(int(at), int(sku)): int(loose[at, sku]) for at, sku in zip(*np.nonzero(loose > 0), strict=True)}
    return Supply(found, packs, sealed)
