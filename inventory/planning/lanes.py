"""Which lanes to use: each sender may use few, and each costs something and wants a least number of units."""

import numpy as np
from numba import njit

from inventory.planning.problem import Problem, pair_worth
from inventory.planning.state import State


@njit(cache=True, nogil=True)
def stock_after(p, s):
    """Units in every cell after the plan."""
    x = p.cur.copy()
    for pair in range(len(p.pair_store)):
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            x[c] += s.loose[c]
        for b in range(s.pack_at[pair + 1] - s.pack_at[pair]):
            times = s.packs[s.pack_at[pair] + b]
            if times > 0:
                for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                    x[c] += times * p.pack_units[p.style_pack[p.pair_style[pair]] + b, p.cell_size[c]]
    for b in range(len(s.move_count)):
        for at in range(s.move_start[b], s.move_start[b] + s.move_count[b]):
            x[s.move_from[at]] -= s.move_units[at]
            x[s.move_to[at]] += s.move_units[at]
    return x


@njit(cache=True, nogil=True)
def lane_gains(p, s, x, dc_each):
    """What the transfers on each lane earn: the change in value of both ends, shared out by units, less unit cost.

    `dc_each[cell]` is what a unit from the warehouse costs there, taken off the receiver's change first.
    """
    pairs = len(p.pair_store)
    change, units = np.zeros(pairs), np.zeros(pairs)
    for pair in range(pairs):
        lo, hi = p.pair_cell[pair], p.pair_cell[pair + 1]
        moved = 0
        for c in range(lo, hi):
            moved += abs(x[c] - p.cur[c])
        if moved > 0:
            full, broken, whole = pair_worth(p, pair, x[lo:hi])
            change[pair] = (full if whole else broken) - p.value_same[pair]
            units[pair] = moved
    gain = np.zeros(len(p.lane_to))
    for b in range(len(s.move_count)):
        for at in range(s.move_start[b], s.move_start[b] + s.move_count[b]):
            origin, target, lane = p.cell_pair[s.move_from[at]], p.cell_pair[s.move_to[at]], s.move_lane[at]
            each = change[origin] / units[origin] + change[target] / units[target] - p.lane_unit[lane]
            gain[lane] += each * s.move_units[at]
    return gain


def choose_lanes(p: Problem, s: State, *, spare: float) -> np.ndarray:
    """Marks the lanes that earn most, at most `spare` times each sender's limit, that carry their minimum and pay."""
    gain = lane_gains(p, s, stock_after(p, s), np.zeros(0)) - p.lane_fixed
    gain[s.lane_units == 0] = -np.inf
    order = np.lexsort((-gain, p.lane_from))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - p.lane_start[p.lane_from[order]]
    return (place < np.ceil(p.out_lanes[p.lane_from] * spare)) & (gain > 0)
