"""Brings a plan back within lane and order minimums, lane limits and store capacity."""

import numpy as np
from numba import njit

from inventory.planning.block import Scratch
from inventory.planning.layout import improve
from inventory.planning.problem import Problem
from inventory.planning.state import State, Terms


def repair(p: Problem, state: State, terms: Terms, pad: Scratch) -> None:
    """Closes the lanes and orders that break a rule, re-solving the blocks that use them, until none does."""
    flagged = np.zeros(len(p.block_pair) - 1, np.bool_)
    while True:
        lanes, orders = broken_lanes(p, state), broken_orders(p, state)
        crowded = (state.room < 0) | (state.inbound < 0)
        if not (lanes.any() or orders.any() or crowded.any()):
            return
        terms.lane_open[lanes] = False
        terms.order_open[orders] = False
        flagged[:] = False
        flag_blocks(p, state, lanes, orders, crowded, flagged)
        solve_flagged(p, state, terms, pad, flagged)


def broken_lanes(p: Problem, state: State) -> np.ndarray:
    """The lanes to close: those outside their limits, and the emptiest where a sender uses too many."""
    used = state.lane_units > 0
    broken = used & ((state.lane_units < p.lane_min) | (state.lane_units > p.lane_max))
    excess = state.lanes_used > p.out_lanes
    if excess.any():
        units = np.where(used, state.lane_units, 0)
        order = np.lexsort((-units, p.lane_from))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order)) - p.lane_start[p.lane_from[order]]
        broken |= used & (place >= p.out_lanes[p.lane_from])
    return broken


def broken_orders(p: Problem, state: State) -> np.ndarray:
    return (state.ordered > 0) & (state.ordered < p.min_order)


@njit(cache=True, nogil=True)
def flag_blocks(p, s, lanes, orders, crowded, flagged):
    """Marks the blocks whose flows use a closed lane, feed a closed order or fill a crowded store."""
    for block in range(len(flagged)):
        for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
            lane = s.move_lane[at]
            if lanes[lane] or crowded[p.lane_to[lane]]:
                flagged[block] = True
        for pair in range(p.block_pair[block], p.block_pair[block + 1]):
            if orders[p.pair_store[pair]] or crowded[p.pair_store[pair]]:
                for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                    if s.loose[c] > 0:
                        flagged[block] = True
                for at in range(s.pack_at[pair], s.pack_at[pair + 1]):
                    if s.packs[at] > 0:
                        flagged[block] = True


@njit(cache=True, nogil=True)
def solve_flagged(p, s, terms, w, flagged):
    for block in range(len(flagged)):
        if flagged[block]:
            first = p.block_pair[block]
            n = p.block_pair[block + 1] - first
            for i in range(n):
                w.pairs[i].pair = first + i
            improve(p, s, terms, w, n, 8, 0.0, True)
