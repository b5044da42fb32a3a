"""Carries a few pairs of one style between the plan and the search's pad."""

import numpy as np
from numba import njit

from inventory.planning.block import BEST, CLOSED, DC, NEVER, OLD, draw, score, search_modes
from inventory.planning.state import PASSIVE


@njit(cache=True, nogil=True)
def shift_store(s, store, units):
    s.room[store] -= units
    s.inbound[store] -= units


@njit(cache=True, nogil=True)
def shift_loose(p, s, c, units):
    """Sends `units` (negative: fewer) from the warehouse to cell c."""
    pair = p.cell_pair[c]
    store = p.pair_store[pair]
    s.loose[c] += units
    s.supply[p.style_sku[p.pair_style[pair]] + p.cell_size[c]] -= units
    shift_store(s, store, units)
    s.ordered[store] += units


@njit(cache=True, nogil=True)
def shift_pack(p, s, pair, b, times):
    """Sends the b-th pack of the pair's style `times` more (negative: less) often."""
    store, pack = p.pair_store[pair], p.style_pack[p.pair_style[pair]] + b
    units = times * p.pack_units[pack].sum()
    s.packs[s.pack_at[pair] + b] += times
    s.pack_supply[pack] -= times
    shift_store(s, store, units)
    s.ordered[store] += units


@njit(cache=True, nogil=True)
def shift_lane(p, s, lane, units):
    """Puts `units` (negative: fewer) on a lane."""
    origin, before = p.lane_from[lane], s.lane_units[lane]
    s.lane_units[lane] = before + units
    s.lanes_used[origin] += np.int64(before + units > 0) - np.int64(before > 0)
    s.room[origin] += units
    shift_store(s, p.lane_to[lane], units)


@njit(cache=True, nogil=True)
def add_move(s, block, origin, target, units, lane):
    last = s.move_start[block] + s.move_count[block]
    for at in range(s.move_start[block], last):
        if s.move_from[at] == origin and s.move_to[at] == target:
            s.move_units[at] += units
            return
    s.move_from[last], s.move_to[last] = origin, target
    s.move_units[last], s.move_lane[last] = units, lane
    s.move_count[block] += 1


@njit(cache=True, nogil=True)
def drop_move(s, block, at):
    s.move_count[block] -= 1
    last = s.move_start[block] + s.move_count[block]
    s.move_from[at], s.move_to[at] = s.move_from[last], s.move_to[last]
    s.move_units[at], s.move_lane[at] = s.move_units[last], s.move_lane[last]


@njit(cache=True, nogil=True)
def note_old(w, source, target, size, units):
    flow = w.flows[OLD, w.count[OLD]]
    flow.source, flow.target, flow.size, flow.units = source, target, size, units
    w.count[OLD] += 1


@njit(cache=True, nogil=True)
def release(p, s, w, n):
    """Takes the laid-out pairs' flows out of the plan and notes them in the OLD list."""
    w.count[OLD] = 0
    for i in range(n):
        pair = w.pairs[i].pair
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            if s.loose[c] > 0:
                note_old(w, DC, i, p.cell_size[c], s.loose[c])
                shift_loose(p, s, c, -s.loose[c])
        for b in range(s.pack_at[pair + 1] - s.pack_at[pair]):
            times = s.packs[s.pack_at[pair] + b]
            if times > 0:
                note_old(w, DC - 1 - b, i, 0, times)
                shift_pack(p, s, pair, b, -times)
    block = p.pair_block[w.pairs[0].pair]
    at = s.move_start[block]
    while at < s.move_start[block] + s.move_count[block]:
        i = w.local[p.pair_store[p.cell_pair[s.move_from[at]]]]
        j = w.local[p.pair_store[p.cell_pair[s.move_to[at]]]]
        if i < 0:
            at += 1
            continue
        note_old(w, i, j, p.cell_size[s.move_from[at]], s.move_units[at])
        shift_lane(p, s, s.move_lane[at], -s.move_units[at])
        drop_move(s, block, at)


@njit(cache=True, nogil=True)
def restore(p, s, w, n, which):
    """Puts the flows of list `which` into the plan and clears the pad."""
    block = p.pair_block[w.pairs[0].pair]
    for f in range(w.count[which]):
        flow = w.flows[which, f]
        i, j, k = flow.source, flow.target, flow.size
        if i == DC:
            shift_loose(p, s, w.cells[j, k].cell, flow.units)
        elif i < DC:
            shift_pack(p, s, w.pairs[j].pair, DC - 1 - i, flow.units)
        else:
            lane = w.lanes[i, j].lane
            if lane < 0:
                lane = find_lane(p, w.pairs[i].store, w.pairs[j].store)
            shift_lane(p, s, lane, flow.units)
            add_move(s, block, w.cells[i, k].cell, w.cells[j, k].cell, flow.units, lane)
    for i in range(n):
        w.local[w.pairs[i].store] = -1


@njit(cache=True, nogil=True)
def find_lane(p, origin, target):
    for lane in range(p.lane_start[origin], p.lane_start[origin + 1]):
        if p.lane_to[lane] == target:
            return lane
    return -1


@njit(cache=True, nogil=True)
def lay_out(p, s, terms, w, n):
    """Lays the pairs w.pairs.pair[:n], all of one block, on the pad, their flows taken out of the plan.

    The pairs must be closed under transfers: no flow may join one of them to a pair left out.
    """
    style = p.pair_style[w.pairs[0].pair]
    first_sku = p.style_sku[style]
    sizes = p.style_sku[style + 1] - first_sku
    for i in range(n):
        w.local[p.pair_store[w.pairs[i].pair]] = i
    release(p, s, w, n)
    for i in range(n):
        me = w.pairs[i]
        pair = me.pair
        store = p.pair_store[pair]
        me.store, me.order, me.mode, me.best = store, i, s.mode[pair], s.mode[pair]
        me.slack, me.inbound = s.room[store], s.inbound[store]
        me.ordered_before, me.least_order = s.ordered[store], p.min_order[store]
        me.opened_before, me.out_lanes = s.lanes_used[store], terms.out_lanes[store]
        me.order_first, me.order_short = terms.order_first[store], terms.order_short[store]
        me.each = p.dc_value[style] + p.ship_cost[store] + terms.into[store]
        me.same = p.value_same[pair]
        me.whole_gain = p.value_whole[pair] - p.value_same[pair]
        me.clear_gain = p.value_clear[pair] - p.value_same[pair]
        me.must = p.must_receive[pair]
        me.from_dc = p.takes_dc[pair] and terms.order_open[store]
        me.may_receive = p.can_receive[pair]
        me.may_clear = p.can_clear[pair] and not me.must
        spares = p.can_send[pair] and p.whole[pair]
        for k in range(sizes):
            cell = w.cells[i, k]
            cell.cell = -1
            cell.cur = cell.most = cell.on_hand = cell.spare = cell.need = cell.major = cell.levels = (
                cell.display
            ) = 0
            cell.dc = CLOSED
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            cell = w.cells[i, p.cell_size[c]]
            cell.cell, cell.worth, cell.levels = c, p.level[c], p.level[c + 1] - p.level[c]
            cell.cur, cell.most, cell.on_hand, cell.need = p.cur[c], p.most[c], p.on_hand[c], p.need[c]
            cell.major, cell.display, cell.credit = p.major[c], p.display[c], p.credit * p.value[style]
            cell.spare = min(p.movable[c], p.cur[c] - p.major[c]) if spares else 0
            if me.from_dc:
                cell.dc = me.each + terms.sku[first_sku + p.cell_size[c]]
    for i in range(n):
        for j in range(n):
            w.lanes[i, j].lane = -1
            w.lanes[i, j].used_before = 0
        if not p.can_send[w.pairs[i].pair]:
            continue
        store = w.pairs[i].store
        for lane in range(p.lane_start[store], p.lane_start[store + 1]):
            j = w.local[p.lane_to[lane]]
            if j < 0 or not terms.lane_open[lane] or not p.takes_lane[w.pairs[j].pair]:
                continue
            way = w.lanes[i, j]
            way.lane = lane
            way.cost = p.lane_unit[lane] + terms.lane[lane] + terms.into[p.lane_to[lane]] - terms.out[store]
            way.first, way.short = terms.lane_first[lane], terms.lane_short[lane]
            way.used_before, way.most, way.least = s.lane_units[lane], p.lane_max[lane], p.lane_min[lane]
    return sizes


@njit(cache=True, nogil=True)
def improve(p, s, terms, w, n, trials, heat, must):
    """Searches for better flows among the pairs w.pairs.pair[:n]; returns the profit gained at the terms.

    `heat` (money) is how much worse a step of the search may be and still be taken. With `must`, or where the
    terms have closed what the present flows use, these are given up whatever is found in their place.
    """
    sizes = lay_out(p, s, terms, w, n)
    style = p.pair_style[w.pairs[0].pair]
    pack, kinds = p.style_pack[style], p.style_pack[style + 1] - p.style_pack[style]
    w.pack_price[:kinds] = terms.pack[pack : pack + kinds]
    inside = p.pack_units[pack : pack + kinds]
    supply = s.supply[p.style_sku[style] : p.style_sku[style] + sizes]
    packs = s.pack_supply[pack : pack + kinds]
    flows, count = w.flows, w.count
    count[BEST] = -1
    before = score(
        w.pairs,
        w.cells,
        w.lanes,
        w.supply,
        w.packs,
        w.pack_price,
        inside,
        p.worth,
        flows,
        count,
        n,
        sizes,
        OLD,
        p.rho,
    )
    must = must or before < NEVER / 2
    best = NEVER / 2 if must else before
    for start in range(2):
        for i in range(n):
            w.pairs[i].mode = w.pairs[i].best if start == 0 else PASSIVE
        best = search_modes(
            w.pairs, w.cells, w.lanes, supply, w.supply, packs, w.packs, w.pack_price, inside, p.worth, flows,
            count, n, sizes, p.lot[style], kinds, w.seed, best, trials, heat,
        )  # fmt: skip
        if count[BEST] >= 0 or not must:
            break
    if count[BEST] < 0 and not must:
        restore(p, s, w, n, OLD)
        return 0.0
    for i in range(n):
        s.mode[w.pairs[i].pair] = w.pairs[i].best if count[BEST] >= 0 else PASSIVE
    count[BEST] = max(count[BEST], 0)
    restore(p, s, w, n, BEST)
    return 0.0 if must else best - before


@njit(cache=True, nogil=True)
def solve_block(p, s, terms, w, block, most, trials, heat, must):
    """Improves one block, in groups of about `most` pairs where it is larger; returns the profit gained.

    A group is closed under transfers, as `lay_out` asks; groups form anew each time, so neighbours vary.
    """
    first = p.block_pair[block]
    n = p.block_pair[block + 1] - first
    if n <= most:
        for i in range(n):
            w.pairs[i].pair = first + i
        return improve(p, s, terms, w, n, trials if n > 1 else min(trials, 2), heat, must)
    label = np.arange(n)
    changed = True
    while changed:
        changed = False
        for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
            i, j = p.cell_pair[s.move_from[at]] - first, p.cell_pair[s.move_to[at]] - first
            if label[i] != label[j]:
                label[i] = label[j] = min(label[i], label[j])
                changed = True
    members = np.argsort(label)
    gained, size, place, start = 0.0, 0, 0, draw(w.seed, n)
    while start > 0 and label[members[start]] == label[members[start - 1]]:
        start -= 1
    while place < n:
        root, count = label[members[(start + place) % n]], 0
        while place + count < n and label[members[(start + place + count) % n]] == root:
            count += 1
        if size > 0 and size + count > most:
            gained += improve(p, s, terms, w, size, trials, heat, must)
            size = 0
        if count <= len(w.pairs):
            for step in range(count):
                w.pairs[size + step].pair = first + members[(start + place + step) % n]
            size += count
        elif must:
            drop_flows(p, s, block)
        place += count
    if size > 0:
        gained += improve(p, s, terms, w, size, trials, heat, must)
    return gained


@njit(cache=True, nogil=True)
def drop_flows(p, s, block):
    """Takes every flow of the block out of the plan."""
    while s.move_count[block] > 0:
        at = s.move_start[block]
        shift_lane(p, s, s.move_lane[at], -s.move_units[at])
        drop_move(s, block, at)
    for pair in range(p.block_pair[block], p.block_pair[block + 1]):
        s.mode[pair] = PASSIVE
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            shift_loose(p, s, c, -s.loose[c])
        for b in range(s.pack_at[pair + 1] - s.pack_at[pair]):
            shift_pack(p, s, pair, b, -s.packs[s.pack_at[pair] + b])


@njit(cache=True, nogil=True)
def improve_styles(p, s, terms, w, lo, hi, most, trials, heat, active):
    """One pass over the blocks of styles lo..hi in active components; returns the profit gained."""
    gained = 0.0
    for style in range(lo, hi):
        for block in range(p.style_block[style], p.style_block[style + 1]):
            if active[p.store_component[p.pair_store[p.block_pair[block]]]]:
                gained += solve_block(p, s, terms, w, block, most, trials, heat, False)
    return gained
