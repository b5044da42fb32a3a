"""An instance as arrays in the order the search wants them: style, lane component, store, size."""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import njit

from inventory.planning.demand import count_levels, fill_worth
from inventory.planning.instance import Instance

THREADS = 2


class Problem(NamedTuple):
    """Everything the kernels read.

    Cells (n) are sorted by style, component, store, size; pairs are (store, style) runs of cells; blocks are
    the pairs of one style in one lane component. Skus are numbered style by style in size order. Values are
    in money.
    """

    cell_row: np.ndarray
    cell_pair: np.ndarray
    cell_size: np.ndarray
    major: np.ndarray
    cur: np.ndarray
    on_hand: np.ndarray
    movable: np.ndarray
    most: np.ndarray
    need: np.ndarray
    display: np.ndarray
    level: np.ndarray
    worth: np.ndarray

    pair_cell: np.ndarray
    pair_store: np.ndarray
    pair_style: np.ndarray
    pair_block: np.ndarray
    takes_dc: np.ndarray
    takes_lane: np.ndarray
    can_receive: np.ndarray
    can_send: np.ndarray
    can_clear: np.ndarray
    must_receive: np.ndarray
    whole: np.ndarray
    held: np.ndarray
    value_same: np.ndarray
    value_whole: np.ndarray
    value_clear: np.ndarray

    block_pair: np.ndarray
    style_block: np.ndarray
    style_sku: np.ndarray
    sku_row: np.ndarray
    value: np.ndarray
    dc_value: np.ndarray
    lot: np.ndarray
    supply: np.ndarray
    style_pack: np.ndarray
    pack_row: np.ndarray
    pack_units: np.ndarray
    pack_supply: np.ndarray

    store_component: np.ndarray
    room: np.ndarray
    inbound: np.ndarray
    min_order: np.ndarray
    out_lanes: np.ndarray
    ship_cost: np.ndarray

    lane_start: np.ndarray
    lane_from: np.ndarray
    lane_to: np.ndarray
    lane_fixed: np.ndarray
    lane_unit: np.ndarray
    lane_min: np.ndarray
    lane_max: np.ndarray
    lane_row: np.ndarray
    rho: float
    credit: float


def build_problem(instance: Instance) -> Problem:
    """The problem's arrays for `instance`."""
    lanes = _usable_lanes(instance)
    component = _components(len(instance.stores), instance.lane_from[lanes], instance.lane_to[lanes])
    sku_row, style_sku, sku_place, sku_size = _number_skus(instance)
    order = _order_cells(instance, component, sku_place)
    cells, stores, styles = instance.cells, instance.stores, instance.styles
    sku = cells.sku[order]
    store = cells.store[order]
    style = instance.sku_style[sku]
    cur = (cells.on_hand + cells.in_transit)[order]
    new = np.ones(len(order), bool)
    new[1:] = (store[1:] != store[:-1]) | (style[1:] != style[:-1])
    pair_cell = np.append(np.flatnonzero(new), len(order)).astype(np.int64)
    cell_pair = (np.cumsum(new) - 1).astype(np.int32)
    pair_store, pair_style = store[pair_cell[:-1]], style[pair_cell[:-1]]
    block_pair, pair_block, style_block = _blocks(pair_style, component[pair_store], len(styles))
    welcome = ((np.array(styles["status"]) != "eos")[pair_style]) | stores["accepts_eos"][pair_store]
    supply, packs = _pool_supply(instance, sku_row, styles["lot_size"])
    style_has_dc = _styles_supplied(instance, supply, packs, style_sku)
    open_store = stores["ships_today"] & ~stores["frozen"] & (stores["max_inbound_units"] > 0)
    takes_dc = welcome & open_store[pair_store] & style_has_dc[pair_style]
    sends, receives = np.zeros(len(stores), bool), np.zeros(len(stores), bool)
    sends[instance.lane_from[lanes]] = True
    receives[instance.lane_to[lanes]] = True
    takes_lane = welcome & receives[pair_store]
    reach = (takes_dc | takes_lane)[cell_pair]
    most = np.where(reach, np.maximum(cur, cells.max_stock[order]), cur).astype(np.int32)
    before = np.bincount(store, cur, len(stores)).astype(np.int64)
    lane_order = lanes[np.argsort(instance.lane_from[lanes], kind="stable")]
    pack_style, pack_order = packs["style"], packs["order"]
    level, worth = _worth(instance, order, style, np.maximum(most, cur))
    pairs = len(pair_store)
    problem = Problem(
        cell_row=order,
        cell_pair=cell_pair,
        cell_size=sku_size[sku].astype(np.int32),
        major=instance.skus["major"][sku],
        cur=cur,
        on_hand=cells.on_hand[order],
        movable=cells.movable[order],
        most=most,
        need=np.where(instance.skus["major"][sku] & (cur == 0), 1, 0).astype(np.int32),
        display=cells.min_display[order],
        level=level,
        worth=worth,
        pair_cell=pair_cell,
        pair_store=pair_store.astype(np.int32),
        pair_style=pair_style.astype(np.int32),
        pair_block=pair_block,
        takes_dc=takes_dc,
        takes_lane=takes_lane,
        can_receive=np.zeros(pairs, bool),
        can_send=sends[pair_store],
        can_clear=np.zeros(pairs, bool),
        must_receive=np.zeros(pairs, bool),
        whole=np.zeros(pairs, bool),
        held=np.zeros(pairs, bool),
        value_same=np.zeros(pairs),
        value_whole=np.zeros(pairs),
        value_clear=np.zeros(pairs),
        block_pair=block_pair,
        style_block=style_block,
        style_sku=style_sku,
        sku_row=sku_row,
        value=styles["value"],
        dc_value=styles["dc_value"],
        lot=styles["lot_size"],
        supply=supply,
        style_pack=np.searchsorted(pack_style, np.arange(len(styles) + 1)).astype(np.int64),
        pack_row=pack_order,
        pack_units=packs["units"],
        pack_supply=packs["supply"],
        store_component=component,
        room=np.maximum(stores["capacity_units"] - before, 0),
        inbound=stores["max_inbound_units"],
        min_order=stores["min_order_units"],
        out_lanes=stores["max_out_lanes"],
        ship_cost=stores["ship_cost"],
        lane_start=np.searchsorted(instance.lane_from[lane_order], np.arange(len(stores) + 1)).astype(
            np.int64
        ),
        lane_from=instance.lane_from[lane_order],
        lane_to=instance.lane_to[lane_order],
        lane_fixed=instance.lanes["fixed_cost"][lane_order],
        lane_unit=instance.lanes["unit_cost"][lane_order],
        lane_min=instance.lanes["min_qty"][lane_order],
        lane_max=instance.lanes["max_qty"][lane_order],
        lane_row=lane_order,
        rho=instance.broken_sell_through,
        credit=instance.display_credit,
    )
    fill_pairs(problem, cells.in_transit[order])
    return problem


def _usable_lanes(instance: Instance) -> np.ndarray:
    stores, lanes = instance.stores, instance.lanes
    origin, target = instance.lane_from, instance.lane_to
    usable = stores["can_send"][origin] & stores["can_receive"][target]
    usable &= ~stores["frozen"][origin] & ~stores["frozen"][target]
    usable &= (stores["max_out_lanes"][origin] > 0) & (stores["max_inbound_units"][target] > 0)
    usable &= (lanes["min_qty"] <= lanes["max_qty"]) & (lanes["max_qty"] > 0)
    return np.flatnonzero(usable)


def _components(stores: int, origin: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The number of each store's connected component of lanes."""
    component = np.arange(stores)
    while len(origin):
        least = np.minimum(component[origin], component[target])
        lower = component.copy()
        np.minimum.at(lower, origin, least)
        np.minimum.at(lower, target, least)
        lower = lower[lower]
        if (lower == component).all():
            break
        component = lower
    return np.unique(component, return_inverse=True)[1].astype(np.int32)


def _number_skus(instance: Instance) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(row of each sku in style and size order, where each style starts, each row's place, its size within
    the style)
    """
    order = np.lexsort((instance.skus["size_rank"], instance.sku_style))
    start = np.searchsorted(instance.sku_style[order], np.arange(len(instance.styles) + 1)).astype(np.int64)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return order, start, place, place - start[instance.sku_style]


def _order_cells(instance: Instance, component: np.ndarray, sku_place: np.ndarray) -> np.ndarray:
    store_order = np.lexsort((np.arange(len(component)), component))
    store_place = np.empty(len(component), np.int64)
    store_place[store_order] = np.arange(len(component))
    cells = instance.cells
    order = np.arange(len(cells))
    for key, buckets in (
        (sku_place[cells.sku], len(sku_place)),
        (store_place[cells.store], len(component)),
        (instance.sku_style[cells.sku].astype(np.int64), len(instance.styles)),
    ):
        order = sort_buckets(key, order, buckets)
    return order


@njit(cache=True, nogil=True)
def sort_buckets(key, order, buckets):
    """`order` stably rearranged by key[order], keys in 0 .. buckets - 1."""
    start = np.zeros(buckets + 1, np.int64)
    for row in order:
        start[key[row] + 1] += 1
    for bucket in range(buckets):
        start[bucket + 1] += start[bucket]
    result = np.empty_like(order)
    for row in order:
        result[start[key[row]]] = row
        start[key[row]] += 1
    return result


def _blocks(pair_style: np.ndarray, pair_component: np.ndarray, styles: int):
    new = np.ones(len(pair_style), bool)
    new[1:] = (pair_style[1:] != pair_style[:-1]) | (pair_component[1:] != pair_component[:-1])
    first = np.flatnonzero(new)
    start = np.append(first, len(pair_style)).astype(np.int64)
    style_block = np.searchsorted(pair_style[first], np.arange(styles + 1)).astype(np.int64)
    return start, (np.cumsum(new) - 1).astype(np.int32), style_block


def _pool_supply(instance: Instance, sku_row: np.ndarray, lot: np.ndarray):
    """Loose units by sku number and packs, all warehouses together; only whole lots of a warehouse count."""
    place = np.empty(len(sku_row), np.int64)
    place[sku_row] = np.arange(len(sku_row))
    supply, by_pack = np.zeros(len(sku_row), np.int64), {}
    for (_, item), units in instance.warehouse.items():
        row = instance.skus.index.get(item, -1)
        if row < 0:
            by_pack[item] = by_pack.get(item, 0) + max(units, 0)
        else:
            size = int(lot[instance.sku_style[row]])
            supply[place[row]] += max(units, 0) // size * size
    packs = instance.prepacks
    style = np.array([pack.style for pack in packs], np.int64)
    order = np.argsort(style, kind="stable")
    counts = np.bincount(instance.sku_style, minlength=1) if len(instance.sku_style) else np.ones(1, np.int64)
    units = np.zeros((len(packs), int(counts.max())), np.int64)
    first = np.searchsorted(instance.sku_style[sku_row], np.arange(len(instance.styles)))
    for at, number in enumerate(order):
        for row, count in packs[number].units.items():
            units[at, place[row] - first[packs[number].style]] = count
    stock = np.array([by_pack.get(packs[number].name, 0) for number in order], np.int64)
    return supply, {"style": style[order], "order": order, "units": units, "supply": stock}


def _styles_supplied(
    instance: Instance, supply: np.ndarray, packs: dict, style_sku: np.ndarray
) -> np.ndarray:
    total = np.append(0, np.cumsum(supply))
    has = (total[style_sku[1:]] - total[style_sku[:-1]]) > 0
    has[packs["style"][packs["supply"] > 0]] = True
    return has


def _worth(instance: Instance, order: np.ndarray, style: np.ndarray, top: np.ndarray):
    """(start of each cell's levels, value of each level) over cells in problem order."""
    cells = instance.cells
    mean, var = cells.mean[order], cells.var[order]
    display, value = cells.min_display[order], instance.styles["value"][style]
    count, n = np.empty(len(order), np.int64), len(order)
    cuts = [0, n // 2, n]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda t: count_levels(cuts[t], cuts[t + 1], top, display, mean, var, count), range(2)))
        level = np.zeros(n + 1, np.int64)
        np.cumsum(count, out=level[1:])
        worth = np.empty(level[-1])
        credit = instance.display_credit
        list(
            pool.map(
                lambda t: fill_worth(cuts[t], cuts[t + 1], level, value, display, credit, mean, var, worth),
                range(2),
            )
        )
    return level, worth


@njit(cache=True, nogil=True)
def worth_at(p, c, x):
    """What the unit lifting cell c from x to x + 1 is worth in a whole run."""
    at = p.level[c] + x
    return p.worth[at] if at < p.level[c + 1] else 0.0


@njit(cache=True, nogil=True)
def worth_upto(p, c, x):
    """Value of holding x units in cell c in a whole run."""
    total = 0.0
    for at in range(p.level[c], min(p.level[c] + x, p.level[c + 1])):
        total += p.worth[at]
    return total


@njit(cache=True, nogil=True)
def pair_worth(p, pair, held):
    """(value if whole, value if broken, is whole) of a pair holding held[i] units in its i-th cell."""
    style = p.pair_style[pair]
    full, shown, is_whole = 0.0, 0.0, True
    first = p.pair_cell[pair]
    for c in range(first, p.pair_cell[pair + 1]):
        x = held[c - first]
        full += worth_upto(p, c, x)
        shown += min(x, p.display[c]) * p.credit * p.value[style]
        if p.major[c] and x < 1:
            is_whole = False
    return full, p.rho * (full - shown), is_whole


@njit(cache=True, nogil=True)
def fill_pairs(p, in_transit):
    """Fills the pair columns that follow from cells: values, wholeness, what each pair may do."""
    for pair in range(len(p.pair_store)):
        lo, hi = p.pair_cell[pair], p.pair_cell[pair + 1]
        full, broken, is_whole = pair_worth(p, pair, p.cur[lo:hi])
        p.value_whole[pair] = full
        p.value_same[pair] = full if is_whole else broken
        p.whole[pair] = is_whole
        rest, rest_broken, rest_whole = pair_worth(p, pair, in_transit[lo:hi])
        p.value_clear[pair] = rest if rest_whole else rest_broken
        units, free, completable, room = 0, True, True, False
        for c in range(lo, hi):
            units += p.on_hand[c]
            free = free and p.movable[c] == p.on_hand[c]
            completable = completable and (p.cur[c] > 0 or not p.major[c] or p.most[c] > 0)
            room = room or p.most[c] > p.cur[c]
            p.held[pair] = p.held[pair] or p.cur[c] > 0
        p.can_clear[pair] = p.can_send[pair] and free and units > 0
        p.can_receive[pair] = (p.takes_dc[pair] or p.takes_lane[pair]) and completable and room
