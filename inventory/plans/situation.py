"""A brand's situation as a planning instance, straight from the ledger.

read_situation(session, kind=, at=) -> Situation
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from inventory.planning.cellfile import Cells
from inventory.planning.instance import Instance, Prepack
from inventory.planning.tables import Table
from inventory.plans.carrying import carried_ways, presented
from inventory.plans.expecting import Expected, expect
from inventory.plans.goods import Goods, main_skus, read_goods
from inventory.plans.holdings import Holdings, Supply, read_holdings, read_supply
from inventory.plans.names import file_names
from inventory.plans.places import Places, read_places, read_ways, stores_table
from inventory.plans.settings import policy
from kernel.db import BrandSession
from tenancy.brands import Brand

COVER = 2.2
LEAST_DEPTH = 2
"""A cell holds at most its mean and so many standard deviations, and never less than this."""


class Kind(StrEnum):
    """What a plan may do."""

    ALLOCATION = "allocation"
    REPLENISHMENT = "replenishment"
    TRANSFER = "transfer"
    ALL = "all"


@dataclass(frozen=True)
class Situation:
    """An instance with the ids of what its rows stand for; `lately` is what each cell sold of late."""

    instance: Instance
    on: date
    kind: Kind
    store_ids: list[UUID]
    warehouse_ids: dict[str, UUID]
    sku_ids: list[UUID]
    way_ids: list[UUID]
    style_ids: list[UUID]
    pack_ids: list[UUID]
    lately: np.ndarray


def read_situation(session: BrandSession, *, kind: Kind, at: datetime) -> Situation:
    """Everything a wave is decided on, as of this moment."""
    brand, rule = session.get_one(Brand, session.brand), policy(session)
    on = at.astimezone(ZoneInfo(brand.time_zone)).date()
    places, goods = read_places(session, on=on), read_goods(session, rule, at=at)
    held = read_holdings(session, places, goods, settled_days=rule.settled_days, at=at)
    supply = read_supply(session, places, goods, held.free, held_back=rule.held_back)
    horizons = np.array([place.horizon(rule) for place in places.stores], np.int64)
    expected = expect(session, places, goods, on=on, horizons=horizons)
    holds = _by_way(goods, (held.on_hand > 0) | (held.coming > 0))
    known = holds | _by_way(goods, expected.lately > 0)
    carried = carried_ways(session, places, goods, known=known)
    main = main_skus(session, goods, expected.mean.sum(0))
    store, sku = _chosen_cells(goods, carried, holds, supply, sends=kind in (Kind.TRANSFER, Kind.ALL))
    shown = presented(session, places, goods, main, store, sku, on=on)
    cells = _cells(goods, held, expected, carried, shown, store, sku)
    beside = held.outside + (held.on_hand.sum(1) + held.coming.sum(1)) - _by_store(cells, len(places.stores))
    price = float(goods.styles["price"].mean()) if len(goods.styles) else 0.0
    stores = stores_table(
        places, rule, on=on, held=_by_store(cells, len(places.stores)), outside=beside, price=price
    )
    ways = read_ways(session, places, rule, price=price)
    packs = _packs(goods, supply)
    instance = Instance(
        name=brand.slug,
        seed=0,
        broken_sell_through=rule.broken_sell_through,
        display_credit=rule.display_credit,
        stores=stores,
        styles=goods.styles,
        skus=_skus_table(goods, main),
        sku_style=goods.way,
        prepacks=packs,
        warehouse=_warehouse(places, goods, supply, packs),
        lanes=ways.table,
        lane_from=ways.origin,
        lane_to=ways.target,
        cells=cells,
    )
    return Situation(
        instance=narrowed(instance, kind),
        on=on,
        kind=kind,
        store_ids=[place.id for place in places.stores],
        warehouse_ids={
            name: place.id for name, place in zip(places.warehouse_names, places.warehouses, strict=True)
        },
        sku_ids=goods.sku_ids,
        way_ids=goods.way_ids,
        style_ids=goods.style_ids,
        pack_ids=[pack.id for pack in supply.packs],
        lately=expected.lately[store, sku],
    )


def _by_way(goods: Goods, there: np.ndarray) -> np.ndarray:
    """Stores × colourways: whether it is true of any of the colourway's SKUs."""
    starts = goods.starts()[:-1]
    return np.logical_or.reduceat(there, starts, axis=1) if len(starts) else there


def _chosen_cells(
    goods: Goods, carried: np.ndarray, holds: np.ndarray, supply: Supply, *, sends: bool
) -> tuple[np.ndarray, np.ndarray]:
    """(store, SKU) of each cell: of colourways that a store holds, or carries and could be sent."""
    sendable = np.zeros(len(goods.way_ids), bool)
    sendable[goods.way[[sku for _house, sku in supply.loose]]] = True
    sendable[[goods.way[goods.sku_ids.index(next(iter(pack.units)))] for pack in supply.packs]] = True
    if sends:
        sendable |= holds.any(0)
    chosen = holds | (carried & sendable[None, :])
    store, sku = np.nonzero(chosen[:, goods.way])
    return store.astype(np.int32), sku.astype(np.int32)


def _cells(
    goods: Goods,
    held: Holdings,
    expected: Expected,
    carried: np.ndarray,
    shown: tuple[np.ndarray, np.ndarray],
    store: np.ndarray,
    sku: np.ndarray,
) -> Cells:
    """The cells; what a store does not carry may stay and leave, and nothing of it comes in."""
    on_hand, mean, var = held.on_hand[store, sku], expected.mean[store, sku], expected.var[store, sku]
    is_carried, (fewest, depth) = carried[store, goods.way[sku]], shown
    most = np.maximum(np.ceil(mean + COVER * np.sqrt(var) + 0.5), np.maximum(fewest, LEAST_DEPTH))
    most = np.where(depth >= 0, np.minimum(most, depth), most)
    return Cells(
        store=store,
        sku=sku,
        on_hand=on_hand,
        in_transit=held.coming[store, sku],
        movable=np.maximum(on_hand - held.lately[store, sku], 0),
        min_display=np.where(is_carried, fewest, 0).astype(np.int32),
        max_stock=np.where(is_carried, most, 0).astype(np.int32),
        mean=mean,
        var=var,
    )


def _by_store(cells: Cells, stores: int) -> np.ndarray:
    return np.bincount(cells.store, cells.on_hand + cells.in_transit, stores).astype(np.int64)


def _skus_table(goods: Goods, main: np.ndarray) -> Table:
    styles = goods.styles["style"]
    columns = {
        "sku": goods.sku_names,
        "style": [styles[way] for way in goods.way.tolist()],
        "size": [size.replace(",", ".").replace('"', "") for size in goods.sizes],
        "size_rank": goods.rank,
        "major": main,
    }
    index = {name: row for row, name in enumerate(goods.sku_names)}
    return Table("skus.csv", columns, index, len(index))


def _packs(goods: Goods, supply: Supply) -> tuple[Prepack, ...]:
    row = {id: at for at, id in enumerate(goods.sku_ids)}
    taken, found = set(goods.sku_names), []
    for pack, name in zip(supply.packs, file_names((p.id, p.code) for p in supply.packs), strict=True):
        units = {row[id]: count for id, count in pack.units.items()}
        found.append(
            Prepack(pack.id.hex if name in taken else name, int(goods.way[next(iter(units))]), units)
        )
    return tuple(found)


def _warehouse(
    places: Places, goods: Goods, supply: Supply, packs: tuple[Prepack, ...]
) -> dict[tuple[str, str], int]:
    names, pack_names = (
        places.warehouse_names,
        {p.id: n.name for p, n in zip(supply.packs, packs, strict=True)},
    )
    loose = {(names[house], goods.sku_names[sku]): units for (house, sku), units in supply.loose.items()}
    return loose | {(names[house], pack_names[id]): count for (house, id), count in supply.sealed.items()}


def narrowed(instance: Instance, kind: Kind) -> Instance:
    """The instance with all that a plan of this kind does not do fixed at nothing."""
    if kind is Kind.ALL:
        return instance
    if kind is Kind.TRANSFER:
        shut = {**instance.stores.columns, "ships_today": np.zeros(len(instance.stores), np.bool_)}
        return replace(instance, stores=replace(instance.stores, columns=shut))
    return _without_lanes(_only_into(instance, held=kind is Kind.REPLENISHMENT))


def _only_into(instance: Instance, *, held: bool) -> Instance:
    """Let goods enter only where the store holds the style already, or only where it does not."""
    cells = instance.cells
    pair = cells.store.astype(np.int64) * len(instance.styles) + instance.sku_style[cells.sku]
    _keys, number = np.unique(pair, return_inverse=True)
    holds = np.bincount(number, cells.on_hand + cells.in_transit) > 0
    most = np.where(holds[number] == held, cells.max_stock, 0).astype(np.int32)
    return replace(instance, cells=replace(cells, max_stock=most))


def _without_lanes(instance: Instance) -> Instance:
    none = {name: column[:0] for name, column in instance.lanes.columns.items()}
    table = Table("lanes.csv", none, {}, 0)
    return replace(instance, lanes=table, lane_from=instance.lane_from[:0], lane_to=instance.lane_to[:0])
