"""Finds good flows for a handful of stores of one style, everything else standing still.

Each pair (store, style) has a mode: passive (as it is, or sending what a whole run can spare), receive (must
end whole) or clear (sends all it has on hand). Given the modes, flows are built greedily, size by size; the
search is over modes. Records laid out for the few pairs at hand, not columns of the whole problem, keep the
inner loops in the cache.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from inventory.planning.state import CLEAR, PASSIVE, RECEIVE

DC = -1
NEVER = -1e30
CLOSED = 1e29
TINY = 1e-7

CELL = np.dtype(
    [("cell", "i8"), ("worth", "i8"), ("dc", "f8"), ("credit", "f8")]
    + [
        (name, "i4")
        for name in ("levels", "cur", "most", "on_hand", "spare", "need", "x", "left", "major", "display")
    ],
    align=True,
)
LANE = np.dtype(
    [("lane", "i8"), ("cost", "f8"), ("first", "f8"), ("short", "f8")]
    + [(name, "i4") for name in ("used_before", "used", "most", "least")],
    align=True,
)
PAIR = np.dtype(
    [
        (name, "i8")
        for name in ("pair", "room", "slack", "inbound", "ordered", "ordered_before", "least_order")
    ]
    + [(name, "f8") for name in ("each", "order_first", "order_short", "whole_gain", "clear_gain", "same")]
    + [
        (name, "i4")
        for name in ("opened", "opened_before", "out_lanes", "store", "mode", "best", "done", "order")
    ]
    + [
        (name, "i4")
        for name in ("may_receive", "may_clear", "from_dc", "must", "live", "source", "lift", "pick")
    ]
    + [("offer", "f8")],
    align=True,
)
FLOW = np.dtype([("source", "i4"), ("target", "i4"), ("size", "i4"), ("units", "i4")], align=True)


class Scratch(NamedTuple):
    """Working space of one thread: the pairs laid out, three lists of flows and how long they are, a random
    seed.
    """

    pairs: np.ndarray
    cells: np.ndarray
    lanes: np.ndarray
    local: np.ndarray
    supply: np.ndarray
    packs: np.ndarray
    pack_price: np.ndarray
    flows: np.ndarray
    count: np.ndarray
    seed: np.ndarray


TRIED, BEST, OLD = 0, 1, 2


def make_scratch(*, stores: int, most: int, sizes: int, packs: int, seed: int) -> Scratch:
    """Room for `most` pairs of up to `sizes` sizes."""
    return Scratch(
        pairs=np.zeros(most, PAIR),
        cells=np.zeros((most, max(sizes, 1)), CELL),
        lanes=np.zeros((most, most), LANE),
        local=np.full(stores, -1, np.int32),
        supply=np.zeros(max(sizes, 1), np.int64),
        packs=np.zeros(max(packs, 1), np.int64),
        pack_price=np.zeros(max(packs, 1)),
        flows=np.zeros((3, 1024 + 16 * most * max(sizes, 1)), FLOW),
        count=np.zeros(3, np.int64),
        seed=np.array([(seed * 2654435769 + 88172645463325252) % 2**63], np.uint64),
    )


@njit(cache=True, nogil=True)
def draw(seed, n):
    """A whole number in 0 .. n - 1."""
    s = seed[0]
    s ^= s << np.uint64(13)
    s ^= s >> np.uint64(7)
    s ^= s << np.uint64(17)
    seed[0] = s
    return np.int64((s >> np.uint64(11)) % np.uint64(n))


@njit(cache=True, nogil=True)
def reset(pairs, cells, lanes, n, sizes):
    """Every pair at its stock before the plan, every limit as the rest of the plan leaves it."""
    for i in range(n):
        pair = pairs[i]
        mode = pair.mode
        pair.room = min(pair.slack, pair.inbound) if mode == RECEIVE else pair.slack
        pair.ordered = pair.ordered_before
        pair.opened = pair.opened_before
        pair.done = 0
        for k in range(sizes):
            cell = cells[i, k]
            cell.x = cell.cur
            cell.left = cell.on_hand if mode == CLEAR else (cell.spare if mode == PASSIVE else 0)
        for j in range(n):
            lanes[i, j].used = lanes[i, j].used_before


@njit(cache=True, nogil=True)
def worth_of(worth, cell, x):
    return worth[cell.worth + x] if x < cell.levels else 0.0


@njit(cache=True, nogil=True)
def lane_cost(lanes, pairs, i, j):
    """Cost of one more unit from pair i to pair j; CLOSED if the lane can't take it."""
    lane = lanes[i, j]
    if lane.used >= lane.most:
        return CLOSED
    if lane.used == 0:
        return lane.cost + lane.first if pairs[i].opened < pairs[i].out_lanes else CLOSED
    return lane.cost - lane.short if lane.used < lane.least else lane.cost


@njit(cache=True, nogil=True)
def order_cost(pair, units):
    """Cost of the order rule when a store's order grows by `units`."""
    cost = pair.order_first if pair.ordered == 0 else 0.0
    start = max(pair.ordered, 1)
    end = min(pair.ordered + units, pair.least_order)
    return cost - pair.order_short * (end - start) if end > start else cost


@njit(cache=True, nogil=True)
def best_source(pairs, cells, lanes, supply, worth, n, j, k, lot):
    """(source, units, profit) of the best way to bring size k to pair j; units 0 if there is none."""
    cell = cells[j, k]
    x = cell.x
    space = min(cell.most - x, pairs[j].room)
    if space < 1:
        return DC, 0, NEVER
    source, units, profit = DC, 0, NEVER
    gain = worth_of(worth, cell, x)
    if space >= lot and supply[k] >= lot and cell.dc < CLOSED:
        profit = gain - lot * cell.dc - order_cost(pairs[j], lot)
        for step in range(1, lot):
            profit += worth_of(worth, cell, x + step)
        units = lot
    for i in range(n):
        origin = cells[i, k]
        if origin.left > 0 and lanes[i, j].lane >= 0:
            net = gain - lane_cost(lanes, pairs, i, j)
            if pairs[i].mode != CLEAR:
                net -= worth_of(worth, origin, origin.x - 1)
            if net > profit and net > -CLOSED / 2:
                source, units, profit = i, 1, net
    return source, units, profit


@njit(cache=True, nogil=True)
def note(flows, count, source, target, size, units):
    """Adds a flow to the list under trial; a full list drops it, which the caller sees by the count."""
    f = count[TRIED]
    if f > 0:
        last = flows[TRIED, f - 1]
        if last.source == source and last.target == target and last.size == size:
            last.units += units
            return
    if f < flows.shape[1]:
        flow = flows[TRIED, f]
        flow.source, flow.target, flow.size, flow.units = source, target, size, units
    count[TRIED] = f + 1


@njit(cache=True, nogil=True)
def put(pairs, cells, lanes, supply, i, j, k, units):
    """Moves units of size k from i (a pair, or DC) to pair j; negative units take them back."""
    if i >= 0:
        cells[i, k].x -= units
        cells[i, k].left -= units
        pairs[i].room += units
        lane = lanes[i, j]
        if lane.used == 0:
            pairs[i].opened += 1
        lane.used += units
        if lane.used == 0:
            pairs[i].opened -= 1
    else:
        supply[k] -= units
        pairs[j].ordered += units
    cells[j, k].x += units
    pairs[j].room -= units


@njit(cache=True, nogil=True)
def put_pack(pairs, cells, packs, inside, b, j, sizes, times):
    packs[b] -= times
    for k in range(sizes):
        units = times * inside[b, k]
        if units != 0:
            cells[j, k].x += units
            pairs[j].room -= units
            pairs[j].ordered += units


@njit(cache=True, nogil=True)
def take_back(pairs, cells, lanes, supply, packs, inside, flows, count, mark, sizes):
    """Undoes the flows after `mark`."""
    while count[TRIED] > mark:
        count[TRIED] -= 1
        flow = flows[TRIED, count[TRIED]]
        if flow.source < DC:
            put_pack(pairs, cells, packs, inside, DC - 1 - flow.source, flow.target, sizes, -flow.units)
        else:
            put(pairs, cells, lanes, supply, flow.source, flow.target, flow.size, -flow.units)


@njit(cache=True, nogil=True)
def pack_profit(pairs, cells, packs, pack_price, inside, worth, j, b, sizes):
    """Profit of one more pack b at pair j, wholeness aside; NEVER if it can't go there."""
    if packs[b] < 1 or pairs[j].from_dc == 0:
        return NEVER
    gain, units = 0.0, 0
    for k in range(sizes):
        count = inside[b, k]
        if count > 0:
            cell = cells[j, k]
            if cell.x + count > cell.most:
                return NEVER
            units += count
            for step in range(count):
                gain += worth_of(worth, cell, cell.x + step)
    if units > pairs[j].room:
        return NEVER
    return gain - units * pairs[j].each - pack_price[b] - order_cost(pairs[j], units)


@njit(cache=True, nogil=True)
def complete(
    pairs, cells, lanes, supply, packs, pack_price, inside, worth, flows, count, n, sizes, j, lot, kinds
):
    """Brings every missing main size to pair j; returns (profit over standing still, whether it worked)."""
    total = pairs[j].whole_gain
    mark = count[TRIED]
    for k in range(sizes):
        cell = cells[j, k]
        while cell.x < cell.need:
            chosen, most = -1, NEVER
            for b in range(kinds):
                if inside[b, k] > 0:
                    profit = pack_profit(pairs, cells, packs, pack_price, inside, worth, j, b, sizes)
                    if profit > most:
                        chosen, most = b, profit
            source, units, profit = best_source(pairs, cells, lanes, supply, worth, n, j, k, lot)
            if chosen >= 0 and (units == 0 or most > profit):
                put_pack(pairs, cells, packs, inside, chosen, j, sizes, 1)
                note(flows, count, DC - 1 - chosen, j, 0, 1)
                total += most
            elif units > 0:
                put(pairs, cells, lanes, supply, source, j, k, units)
                note(flows, count, source, j, k, units)
                total += profit
            else:
                take_back(pairs, cells, lanes, supply, packs, inside, flows, count, mark, sizes)
                return 0.0, False
    return total, True


@njit(cache=True, nogil=True)
def place_cleared(pairs, cells, lanes, supply, worth, flows, count, n, sizes):
    """Finds a place for every unit still on hand in clearing pairs; returns (profit, the pair that failed or
    -1).
    """
    total = 0.0
    for i in range(n):
        if pairs[i].mode != CLEAR:
            continue
        for k in range(sizes):
            while cells[i, k].left > 0:
                chosen, most = -1, -CLOSED / 2
                for j in range(n):
                    cell = cells[j, k]
                    if (
                        pairs[j].done != 0
                        and lanes[i, j].lane >= 0
                        and cell.x < cell.most
                        and pairs[j].room > 0
                    ):
                        net = worth_of(worth, cell, cell.x) - lane_cost(lanes, pairs, i, j)
                        if net > most:
                            chosen, most = j, net
                if chosen < 0:
                    return 0.0, i
                put(pairs, cells, lanes, supply, i, chosen, k, 1)
                note(flows, count, i, chosen, k, 1)
                total += most
    return total, -1


@njit(cache=True, nogil=True)
def add_profitable(
    pairs, cells, lanes, supply, packs, pack_price, inside, worth, flows, count, n, sizes, lot, kinds
):
    """Adds the best single units (lots, packs) to receiving pairs while they pay; returns the profit."""
    total = 0.0
    for k in range(sizes):
        target, origin = -1, -2
        while True:
            chosen, most = -1, TINY
            for j in range(n):
                pair = pairs[j]
                if pair.done == 0:
                    continue
                if origin == -2 or j == target or pair.source == origin:
                    source, lift, profit = best_source(pairs, cells, lanes, supply, worth, n, j, k, lot)
                    pair.source, pair.lift, pair.offer = source, lift, profit
                if pair.lift > 0 and pair.offer > most:
                    chosen, most = j, pair.offer
            if chosen < 0:
                break
            target, origin = chosen, pairs[chosen].source
            units = pairs[chosen].lift
            put(pairs, cells, lanes, supply, origin, target, k, units)
            note(flows, count, origin, target, k, units)
            total += most
    for b in range(kinds):
        while True:
            target, most = -1, TINY
            for j in range(n):
                if pairs[j].done != 0:
                    profit = pack_profit(pairs, cells, packs, pack_price, inside, worth, j, b, sizes)
                    if profit > most:
                        target, most = j, profit
            if target < 0:
                break
            put_pack(pairs, cells, packs, inside, b, target, sizes, 1)
            note(flows, count, DC - 1 - b, target, 0, 1)
            total += most
    return total


@njit(cache=True, nogil=True)
def evaluate(
    pairs,
    cells,
    lanes,
    supply0,
    supply,
    packs0,
    packs,
    pack_price,
    inside,
    worth,
    flows,
    count,
    n,
    sizes,
    lot,
    kinds,
):
    """Builds flows for the pairs' modes; returns (profit at the terms, NEVER if the modes can't be met; the
    clearing pair that could not empty itself or -1).
    """
    reset(pairs, cells, lanes, n, sizes)
    supply[:sizes] = supply0[:sizes]
    packs[:kinds] = packs0[:kinds]
    count[TRIED] = 0
    total = 0.0
    for at in range(n):
        j = pairs[at].order
        mode = pairs[j].mode
        if mode == RECEIVE:
            profit, worked = complete(
                pairs,
                cells,
                lanes,
                supply,
                packs,
                pack_price,
                inside,
                worth,
                flows,
                count,
                n,
                sizes,
                j,
                lot,
                kinds,
            )
            pairs[j].done = worked
            total += profit
        elif mode == CLEAR:
            total += pairs[j].clear_gain
    profit, failed = place_cleared(pairs, cells, lanes, supply, worth, flows, count, n, sizes)
    if failed >= 0:
        return NEVER, failed
    total += profit + add_profitable(
        pairs, cells, lanes, supply, packs, pack_price, inside, worth, flows, count, n, sizes, lot, kinds
    )
    if count[TRIED] > flows.shape[1]:
        return NEVER, -1
    for i in range(n):
        if pairs[i].room < 0 or (pairs[i].must != 0 and pairs[i].done == 0):
            return NEVER, -1
    return total, -1


@njit(cache=True, nogil=True)
def score(pairs, cells, lanes, supply, packs, pack_price, inside, worth, flows, count, n, sizes, which, rho):
    """Profit of the flows in list `which` at the terms; NEVER if one uses what is closed. Leaves them laid
    out.
    """
    for i in range(n):
        pairs[i].mode = PASSIVE
    reset(pairs, cells, lanes, n, sizes)
    total = 0.0
    for f in range(count[which]):
        flow = flows[which, f]
        i, j, k, units = flow.source, flow.target, flow.size, flow.units
        if i < DC:
            many = units * inside[DC - 1 - i].sum()
            if pairs[j].from_dc == 0:
                return NEVER
            total -= many * pairs[j].each + units * pack_price[DC - 1 - i] + order_cost(pairs[j], many)
            put_pack(pairs, cells, packs, inside, DC - 1 - i, j, sizes, units)
        elif i == DC:
            if cells[j, k].dc >= CLOSED:
                return NEVER
            total -= units * cells[j, k].dc + order_cost(pairs[j], units)
            put(pairs, cells, lanes, supply, i, j, k, units)
        else:
            for _ in range(units):
                if lanes[i, j].lane < 0 or lane_cost(lanes, pairs, i, j) >= CLOSED:
                    return NEVER
                total -= lane_cost(lanes, pairs, i, j)
                put(pairs, cells, lanes, supply, i, j, k, 1)
    for i in range(n):
        total += worth_change(pairs[i], cells[i], worth, sizes, rho)
    return total


@njit(cache=True, nogil=True)
def worth_change(pair, cells, worth, sizes, rho):
    """What the pair's stock on the pad is worth beyond its stock before the plan, wholeness counted."""
    moved, whole, full, shown = False, True, 0.0, 0.0
    for k in range(sizes):
        cell = cells[k]
        moved = moved or cell.x != cell.cur
        whole = whole and (cell.major == 0 or cell.x > 0)
        for x in range(cell.x):
            full += worth_of(worth, cell, x)
        shown += min(cell.x, cell.display) * cell.credit
    if not moved:
        return 0.0
    return (full if whole else rho * (full - shown)) - pair.same


@njit(cache=True, nogil=True)
def keep(pairs, flows, count, n):
    """Notes the flows and modes under trial as the best so far."""
    flows[BEST, : count[TRIED]] = flows[TRIED, : count[TRIED]]
    count[BEST] = count[TRIED]
    for i in range(n):
        pairs[i].best = pairs[i].mode


@njit(cache=True, nogil=True)
def can_come(pairs, cells, lanes, supply, packs, inside, n, j, k, lot, kinds):
    """The least cost at which a unit of size k may come to pair j; CLOSED if none can."""
    cell, least = cells[j, k], CLOSED
    if supply[k] >= lot and cell.most - cell.cur >= lot:
        least = cell.dc
    for b in range(kinds):
        if inside[b, k] > 0 and packs[b] > 0 and pairs[j].from_dc != 0:
            least = min(least, pairs[j].each)
    for i in range(n):
        lane = lanes[i, j]
        if lane.lane >= 0 and (
            cells[i, k].spare > 0 or (pairs[i].may_clear != 0 and cells[i, k].on_hand > 0)
        ):
            least = min(least, lane.cost - lane.short)
    return least


@njit(cache=True, nogil=True)
def find_live(pairs, cells, lanes, supply, packs, inside, worth, n, sizes, lot, kinds):
    """Notes in pair.live which modes could pay or work at all; returns how many pairs have a choice."""
    for j in range(n):
        pair = pairs[j]
        pair.live = 1
        if pair.may_receive == 0:
            continue
        works, pays = True, pair.must != 0
        for k in range(sizes):
            cell = cells[j, k]
            if cell.cur >= cell.most or (pays and cell.cur >= cell.need):
                works = works and cell.cur >= cell.need
                continue
            cost = can_come(pairs, cells, lanes, supply, packs, inside, n, j, k, lot, kinds)
            if cell.cur < cell.need:
                works = works and cost < CLOSED
                pays = True
            elif cost < worth_of(worth, cell, cell.cur):
                pays = True
            if not works:
                break
        if (works and pays) or pair.must != 0:
            pair.live = 3
    for i in range(n):
        pair = pairs[i]
        if pair.may_clear == 0:
            continue
        works = True
        for k in range(sizes):
            if cells[i, k].on_hand > 0 and works:
                works = False
                for j in range(n):
                    if lanes[i, j].lane >= 0 and pairs[j].live & 2 and cells[j, k].most > cells[j, k].cur:
                        works = True
                        break
        if works:
            pair.live |= 4
    count = 0
    for i in range(n):
        if pairs[i].live > 1:
            pairs[count].pick = i
            count += 1
    return count


@njit(cache=True, nogil=True)
def other_mode(pair, seed):
    """Another mode the pair may take, or its own if it has no other."""
    if pair.live == 7:
        return (pair.mode + 1 + draw(seed, 2)) % 3
    other = RECEIVE if pair.live == 3 else CLEAR
    return other if pair.mode != other else PASSIVE


@njit(cache=True, nogil=True)
def partner(pairs, lanes, seed, n, i, was):
    """A pair whose mode should change along with pair i's, and to which mode; (-1, 0) if chance finds none.

    A new receiver wants someone to clear towards it, a new clearer someone to take its units; who steps back
    makes way.
    """
    mode = pairs[i].mode
    start = draw(seed, n)
    for step in range(n):
        j = (start + step) % n
        if j == i:
            continue
        clears = mode == RECEIVE or (mode == PASSIVE and was == CLEAR)
        if clears:
            joined = mode == PASSIVE or lanes[j, i].lane >= 0
            if joined and pairs[j].live & 4 and pairs[j].mode != CLEAR:
                return j, CLEAR
        else:
            joined = mode == PASSIVE or lanes[i, j].lane >= 0
            if joined and pairs[j].live & 2 and pairs[j].mode != RECEIVE:
                return j, RECEIVE
    return -1, 0


@njit(cache=True, nogil=True)
def search_modes(
    pairs, cells, lanes, supply0, supply, packs0, packs, pack_price, inside, worth, flows, count, n, sizes,
    lot, kinds,
    seed, best, trials, heat,
):  # fmt: skip
    """Tries changes of mode and order from pairs.mode, `trials` for every four pairs that have a choice;
    keeps the best above `best` and returns its profit.
    """
    now = NEVER
    for _ in range(n + 1):
        now, failed = evaluate(
            pairs, cells, lanes, supply0, supply, packs0, packs, pack_price, inside, worth, flows, count,
            n, sizes, lot, kinds,
        )  # fmt: skip
        if failed < 0:
            break
        pairs[failed].mode = PASSIVE
    if now > best + TINY:
        best = now
        keep(pairs, flows, count, n)
    choices = find_live(pairs, cells, lanes, supply0, packs0, inside, worth, n, sizes, lot, kinds)
    if choices == 0:
        return best
    for _ in range(trials * choices // 4 + 1):
        i = pairs[draw(seed, choices)].pick
        was_i, j, was_j = pairs[i].mode, -1, 0
        pairs[i].mode = other_mode(pairs[i], seed)
        if n > 1 and pairs[i].mode != was_i and draw(seed, 2) == 0:
            j, mode_j = partner(pairs, lanes, seed, n, i, was_i)
            if j >= 0:
                was_j = pairs[j].mode
                pairs[j].mode = mode_j
        a, b = draw(seed, n), draw(seed, n)
        pairs[a].order, pairs[b].order = pairs[b].order, pairs[a].order
        if pairs[i].mode == was_i and a == b:
            continue
        value, _ = evaluate(
            pairs, cells, lanes, supply0, supply, packs0, packs, pack_price, inside, worth, flows, count,
            n, sizes, lot, kinds,
        )  # fmt: skip
        if value >= now - heat * draw(seed, 1024) / 1024.0 and value > NEVER / 2:
            now = value
            if value > best + TINY:
                best = value
                keep(pairs, flows, count, n)
        else:
            pairs[i].mode = was_i
            if j >= 0:
                pairs[j].mode = was_j
            pairs[a].order, pairs[b].order = pairs[b].order, pairs[a].order
    return best
