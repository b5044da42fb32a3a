"""What a plan is worth beyond leaving everything where it is."""

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
def value_change(p, x, change):
    """Fills change[pair] with its value at stock x less its value before the plan."""
    for pair in range(len(p.pair_store)):
        lo, hi = p.pair_cell[pair], p.pair_cell[pair + 1]
        moved = False
        for c in range(lo, hi):
            moved = moved or x[c] != p.cur[c]
        if moved:
            full, broken, whole = pair_worth(p, pair, x[lo:hi])
            change[pair] = (full if whole else broken) - p.value_same[pair]


def gain_of(p: Problem, state: State) -> float:
    """The plan's objective less the empty plan's, in money."""
    x = stock_after(p, state)
    change = np.zeros(len(p.pair_store))
    value_change(p, x, change)
    sent_loose = p.supply - state.supply
    style = np.repeat(np.arange(len(p.value)), np.diff(p.style_sku))
    pack_style = np.repeat(np.arange(len(p.value)), np.diff(p.style_pack))
    packs = (p.pack_supply - state.pack_supply) * p.pack_units.sum(1)
    kept_back = sent_loose @ p.dc_value[style] + packs @ p.dc_value[pack_style]
    lanes = p.lane_fixed @ (state.lane_units > 0) + p.lane_unit @ state.lane_units
    return float(change.sum() - kept_back - state.ordered @ p.ship_cost - lanes)
