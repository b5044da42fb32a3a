"""Prices on shared limits (the Lagrangian dual): what one more unit of each is worth, and a bound on any
plan.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import njit

from inventory.planning.problem import THREADS, Problem

SAME, RECEIVING, SENDING, CLEARING = 0, 1, 2, 3


class Prices(NamedTuple):
    """Money per unit: `sku` at the warehouse above its dc_value, `local` by (block, size), `room`, `inbound`
    and `out` by store. `choice` is each pair's best option at these prices; `by_style` what the styles add to
    the bound.
    """

    sku: np.ndarray
    local: np.ndarray
    local_at: np.ndarray
    room: np.ndarray
    inbound: np.ndarray
    out: np.ndarray
    choice: np.ndarray
    by_style: np.ndarray


class Dual(NamedTuple):
    """What the dual needs besides the problem: cheapest way in by store, supply per sku with packs opened,
    and limits.
    """

    lane_in: np.ndarray
    total: np.ndarray
    all_supply: np.ndarray
    source: np.ndarray
    most_out: np.ndarray


def prepare_dual(p: Problem) -> Dual:
    stores = len(p.room)
    lane_in = np.full(stores, np.inf)
    np.minimum.at(lane_in, p.lane_to, p.lane_unit + p.lane_fixed / p.lane_max)
    most_out = np.zeros(stores)
    order = np.lexsort((-p.lane_max, p.lane_from))
    place = np.arange(len(order)) - p.lane_start[p.lane_from[order]]
    counted = place < p.out_lanes[p.lane_from[order]]
    np.add.at(most_out, p.lane_from[order][counted], p.lane_max[order][counted].astype(float))
    opened = p.supply.astype(float)
    for style in np.flatnonzero(np.diff(p.style_pack)):
        lo, hi = p.style_sku[style], p.style_sku[style + 1]
        for pack in range(p.style_pack[style], p.style_pack[style + 1]):
            opened[lo:hi] += p.pack_supply[pack] * p.pack_units[pack, : hi - lo]
    local_at = _local_places(p)
    source = np.zeros(int(local_at[-1]), np.bool_)
    mark_sources(p, local_at, source)
    return Dual(lane_in, opened, opened, source, most_out)


def _local_places(p: Problem) -> np.ndarray:
    block_style = p.pair_style[p.block_pair[:-1]]
    place = np.zeros(len(block_style) + 1, np.int64)
    np.cumsum((p.style_sku[1:] - p.style_sku[:-1])[block_style], out=place[1:])
    return place


@njit(cache=True, nogil=True)
def mark_sources(p, local_at, source):
    """Marks the (block, size) of which some store may send a unit."""
    for pair in range(len(p.pair_store)):
        if p.can_send[pair]:
            for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                if p.movable[c] > 0:
                    source[local_at[p.pair_block[pair]] + p.cell_size[c]] = True


def first_prices(p: Problem, dual: Dual) -> Prices:
    """Prices to start from: each local unit a share of its value, the warehouse's nothing."""
    local_at = _local_places(p)
    local = np.zeros(int(local_at[-1]))
    start_local(p, local_at, local)
    stores = len(p.room)
    return Prices(
        np.zeros(len(p.supply)),
        local,
        local_at,
        np.zeros(stores),
        np.zeros(stores),
        np.zeros(stores),
        np.zeros(len(p.pair_store), np.int8),
        np.full(len(p.value), np.inf),
    )


@njit(cache=True, nogil=True)
def start_local(p, local_at, local):
    for b in range(len(local_at) - 1):
        style = p.pair_style[p.block_pair[b]]
        local[local_at[b] : local_at[b + 1]] = p.dc_value[style] + 0.1 * p.value[style]


@njit(cache=True, nogil=True)
def adjust(price, slope, signs, steps, at, least, most):
    """One resilient step of `price` against the sign of `slope` (units left over); returns the new price."""
    sign = 1.0 if slope > 0 else (-1.0 if slope < 0 else 0.0)
    if sign * signs[at] > 0:
        steps[at] = min(steps[at] * 1.25, most)
    elif sign * signs[at] < 0:
        steps[at] = max(steps[at] * 0.5, least)
    signs[at] = sign
    return max(0.0, price - steps[at] * sign)


@njit(cache=True, nogil=True)
def price_styles(p, dual, prices, lo, hi, rounds, sku_step, sku_sign, local_step, local_sign, taken, given):
    """Moves the prices of styles lo..hi for `rounds` rounds at fixed store prices, keeping each style's best.

    Adds to taken[store] and given[store] the units moved, averaged over the rounds. One long loop over
    columns named up front: handing the whole problem to a function for every pair costs more than the work in
    it.
    """
    pair_cell, pair_store, cell_size, block_pair = p.pair_cell, p.pair_store, p.cell_size, p.block_pair
    cur, most, major, movable, on_hand, level, worth = (
        p.cur,
        p.most,
        p.major,
        p.movable,
        p.on_hand,
        p.level,
        p.worth,
    )
    takes_dc, takes_lane, whole, p_receive = p.takes_dc, p.takes_lane, p.whole, p.can_receive
    p_send, p_clear = p.can_send, p.can_clear
    value_same, value_whole, value_clear, ship_cost = p.value_same, p.value_whole, p.value_clear, p.ship_cost
    room_price, in_price, out_price, local_at = prices.room, prices.inbound, prices.out, prices.local_at
    choices, total_supply, source, lane_in = prices.choice, dual.total, dual.source, dual.lane_in
    sizes = int((p.style_sku[1:] - p.style_sku[:-1]).max())
    took, gave, by_dc = np.zeros(sizes, np.int64), np.zeros(sizes, np.int64), np.zeros(sizes, np.bool_)
    blocks = int((p.style_block[1:] - p.style_block[:-1]).max())
    local, local_left = np.zeros(blocks * sizes), np.zeros(blocks * sizes)
    sku, left = np.zeros(sizes), np.zeros(sizes)
    for style in range(lo, hi):
        first_sku, m = p.style_sku[style], p.style_sku[style + 1] - p.style_sku[style]
        first_block, last_block = p.style_block[style], p.style_block[style + 1]
        value, dc_value = p.value[style], p.dc_value[style]
        base = local_at[first_block]
        count = local_at[last_block] - base
        sku[:m] = prices.sku[first_sku : first_sku + m]
        local[:count] = prices.local[base : base + count]
        prices.by_style[style] = np.inf
        for _ in range(rounds):
            total = 0.0
            for k in range(m):
                left[k] = total_supply[first_sku + k]
                total += (dc_value + sku[k]) * left[k]
            local_left[:count] = 0.0
            for b in range(first_block, last_block):
                at = local_at[b] - base
                for pair in range(block_pair[b], block_pair[b + 1]):
                    store = pair_store[pair]
                    into = room_price[store] + in_price[store]
                    out = out_price[store] - room_price[store]
                    receive = value_whole[pair]
                    send, clear = receive, value_clear[pair]
                    receives, sends = p_receive[pair], p_send[pair] and whole[pair]
                    clears, by_lane_too, by_dc_too = p_clear[pair], takes_lane[pair], takes_dc[pair]
                    dc_base = dc_value + ship_cost[store]
                    first, last = pair_cell[pair], pair_cell[pair + 1]
                    for c in range(first, last):
                        k = cell_size[c]
                        here = local[at + k]
                        stock, low, high = cur[c], level[c], level[c + 1]
                        took[c - first] = gave[c - first] = 0
                        if receives:
                            cost, x = np.inf, stock
                            if by_dc_too and total_supply[first_sku + k] > 0:
                                cost = dc_base + sku[k]
                            by_dc[c - first] = True
                            if by_lane_too and source[base + at + k] and here + lane_in[store] < cost:
                                cost = here + lane_in[store]
                                by_dc[c - first] = False
                            cost += into
                            top = most[c] if cost < np.inf else x
                            while x < top:
                                gain = (worth[low + x] if low + x < high else 0.0) - cost
                                if gain <= 0.0 and not (x == 0 and major[c]):
                                    break
                                receive += gain
                                x += 1
                            took[c - first] = x - stock
                            if x == 0 and major[c]:
                                receives = False
                        credit = here - out
                        if sends:
                            x = stock
                            least = max(x - movable[c], np.int32(major[c]))
                            while x > least:
                                gain = credit - (worth[low + x - 1] if low + x - 1 < high else 0.0)
                                if gain <= 0.0:
                                    break
                                send += gain
                                x -= 1
                            gave[c - first] = stock - x
                        clear += credit * on_hand[c]
                    choice, best = SAME, value_same[pair]
                    if receives and receive > best:
                        choice, best = RECEIVING, receive
                    if sends and send > best:
                        choice, best = SENDING, send
                    if clears and clear > best:
                        choice, best = CLEARING, clear
                    total += best
                    choices[pair] = choice
                    if choice == RECEIVING:
                        for c in range(first, last):
                            units = took[c - first]
                            if units > 0:
                                taken[store] += units / rounds
                                if by_dc[c - first]:
                                    left[cell_size[c]] -= units
                                else:
                                    local_left[at + cell_size[c]] -= units
                    elif choice != SAME:
                        for c in range(first, last):
                            units = gave[c - first] if choice == SENDING else on_hand[c]
                            local_left[at + cell_size[c]] += units
                            given[store] += units / rounds
            if total < prices.by_style[style]:
                prices.by_style[style] = total
                prices.sku[first_sku : first_sku + m] = sku[:m]
                prices.local[base : base + count] = local[:count]
            for k in range(m):
                g = first_sku + k
                sku[k] = adjust(sku[k], left[k], sku_sign, sku_step, g, 1e-4 * value, 0.3 * value)
            for at in range(count):
                g = base + at
                local[at] = adjust(
                    local[at], local_left[at], local_sign, local_step, g, 1e-4 * value, 0.3 * value
                )


def find_prices(p: Problem, *, turns: int, rounds: int, prices: Prices | None = None) -> Prices:
    """Prices after `turns` moves of the store prices, each after `rounds` rounds of the styles' own."""
    dual = prepare_dual(p)
    prices = prices or first_prices(p, dual)
    style_of_sku = np.repeat(np.arange(len(p.value)), np.diff(p.style_sku))
    block_style = p.pair_style[p.block_pair[:-1]]
    local_value = np.repeat(p.value[block_style], np.diff(prices.local_at))
    steps = (
        0.08 * p.value[style_of_sku],
        np.zeros(len(p.supply)),
        0.08 * local_value,
        np.zeros(len(local_value)),
    )
    typical = float(np.median(p.value)) if len(p.value) else 1.0
    store_steps = [np.full(len(p.room), 0.04 * typical) for _ in range(3)]
    store_signs = [np.zeros(len(p.room)) for _ in range(3)]
    for turn in range(turns):
        taken, given = price_once(p, dual, prices, steps, rounds=rounds)
        if turn + 1 < turns:
            slopes = (p.room - taken + given, p.inbound - taken, dual.most_out - given)
            targets = (prices.room, prices.inbound, prices.out)
            for target, slope, step, sign in zip(targets, slopes, store_steps, store_signs, strict=True):
                adjust_stores(target, slope.astype(float), step, sign, 1e-4 * typical, 0.3 * typical)
    return prices


def price_once(
    p: Problem, dual: Dual, prices: Prices, steps: tuple, *, rounds: int
) -> tuple[np.ndarray, np.ndarray]:
    """One turn over all styles in two threads; returns units in and out by store."""
    cut = style_cuts(p, THREADS)
    taken = np.zeros((THREADS, len(p.room)))
    given = np.zeros((THREADS, len(p.room)))

    def run(t: int) -> None:
        price_styles(p, dual, prices, cut[t], cut[t + 1], rounds, *steps, taken[t], given[t])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))
    return taken.sum(0), given.sum(0)


def style_cuts(p: Problem, parts: int) -> list[int]:
    """Where to cut the styles into `parts` runs of about as many cells."""
    first_pair = p.block_pair[p.style_block]
    cells = p.pair_cell[first_pair]
    wanted = [cells[-1] * part / parts for part in range(1, parts)]
    return [0, *(int(np.searchsorted(cells, want)) for want in wanted), len(p.value)]


@njit(cache=True, nogil=True)
def adjust_stores(price, slope, step, sign, least, most):
    for j in range(len(price)):
        price[j] = adjust(price[j], slope[j], sign, step, j, least, most)


def bound_at(p: Problem, dual: Dual, prices: Prices) -> float:
    """The Lagrangian bound at the last turn's prices, in money."""
    stores = prices.room @ p.room + prices.inbound @ p.inbound + prices.out @ dual.most_out
    return float(prices.by_style.sum() + stores)
