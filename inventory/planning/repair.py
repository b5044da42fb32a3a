"""Brings a plan back within lane and order minimums, lane limits and store capacity."""

import numpy as np
from numba import njit

from inventory.planning.block import Scratch
from inventory.planning.lanes import weak_lanes
from inventory.planning.layout import drop_flows, solve_block
from inventory.planning.problem import Problem
from inventory.planning.state import State, Terms

GROUP = 16
TRIALS = 12


def repair(p: Problem, state: State, terms: Terms, pad: Scratch) -> None:
    """Closes the lanes and orders that break a rule, re-solving the blocks that use them, until none does.

    Lanes below their minimum go one by one of each sender, emptiest first, for what one loses may fill the
    next. Crowded stores lose whole blocks of flows, so every round ends with fewer lanes, orders or flows
    than it began.
    """
    flagged = np.zeros(len(p.block_pair) - 1, np.bool_)
    while True:
        lanes, orders = broken_lanes(p, state), broken_orders(p, state)
        crowded = (state.room < 0) | (state.inbound < 0)
        if not (lanes.any() or orders.any() or crowded.any()):
            return
        terms.lane_open[lanes] = False
        terms.order_open[orders] = False
        flagged[:] = False
        flag_blocks(p, state, lanes, orders, flagged)
        solve_flagged(p, state, terms, pad, flagged, GROUP, TRIALS)
        if crowded.any():
            relieve_stores(p, state)


def broken_lanes(p: Problem, state: State) -> np.ndarray:
    """The lanes to close: those outside their limits, and the emptiest where a sender uses too many."""
    used = state.lane_units > 0
    broken = weak_lanes(p, state) | (used & (state.lane_units > p.lane_max))
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
def flag_blocks(p, s, lanes, orders, flagged):
    """Marks the blocks whose flows use a closed lane or feed a closed order."""
    for block in range(len(flagged)):
        for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
            if lanes[s.move_lane[at]]:
                flagged[block] = True
        for pair in range(p.block_pair[block], p.block_pair[block + 1]):
            if orders[p.pair_store[pair]] and is_shipped(p, s, pair):
                flagged[block] = True


@njit(cache=True, nogil=True)
def is_shipped(p, s, pair):
    """Whether the warehouse sends the pair anything."""
    for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
        if s.loose[c] > 0:
            return True
    for at in range(s.pack_at[pair], s.pack_at[pair + 1]):
        if s.packs[at] > 0:
            return True
    return False


@njit(cache=True, nogil=True)
def solve_flagged(p, s, terms, w, flagged, most, trials):
    for block in range(len(flagged)):
        if flagged[block]:
            solve_block(p, s, terms, w, block, most, trials, 0.0, False)


@njit(cache=True, nogil=True)
def relieve_stores(p, s):
    """Drops the flows of blocks that feed a crowded store until it is crowded no more."""
    for block in range(len(p.block_pair) - 1):
        for pair in range(p.block_pair[block], p.block_pair[block + 1]):
            store = p.pair_store[pair]
            if (s.room[store] < 0 or s.inbound[store] < 0) and is_fed(p, s, block, pair):
                drop_flows(p, s, block)
                break


@njit(cache=True, nogil=True)
def is_fed(p, s, block, pair):
    """Whether the pair receives anything, from wherever."""
    for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
        if p.cell_pair[s.move_to[at]] == pair:
            return True
    return is_shipped(p, s, pair)
