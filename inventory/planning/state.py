"""A plan under construction: what flows where, and what each limit still allows."""

from typing import NamedTuple

import numpy as np
from numba import njit

from inventory.planning.problem import Problem

PASSIVE, RECEIVE, CLEAR = 0, 1, 2
FREE = 1 << 30


class State(NamedTuple):
    """Flows and what is left of every limit.

    Flows: `loose` (units from the warehouse, per cell), `packs` (per pair that may take packs, see
    `pack_at`), and per block a list of transfers in slots move_start[b] .. move_start[b] + move_count[b].
    Left: units and packs at the warehouse, room and inbound by store, per lane the units it carries, per
    store the lanes it uses.
    """

    mode: np.ndarray
    loose: np.ndarray
    pack_at: np.ndarray
    packs: np.ndarray
    move_start: np.ndarray
    move_count: np.ndarray
    move_from: np.ndarray
    move_to: np.ndarray
    move_units: np.ndarray
    move_lane: np.ndarray
    supply: np.ndarray
    pack_supply: np.ndarray
    room: np.ndarray
    inbound: np.ndarray
    ordered: np.ndarray
    lane_units: np.ndarray
    lanes_used: np.ndarray


class Terms(NamedTuple):
    """What the search is told: prices on shared limits and which lanes and warehouse routes are open.

    Money per unit: `sku` on warehouse units, `pack` on packs, `into` on a store's inbound, `out` credited on
    what leaves, `lane` on a lane. `lane_first` is charged with a lane's first unit, `lane_short` given back
    with each further unit up to its minimum; `order_first` and `order_short` do the same for a store's order.
    """

    sku: np.ndarray
    pack: np.ndarray
    into: np.ndarray
    out: np.ndarray
    lane: np.ndarray
    lane_first: np.ndarray
    lane_short: np.ndarray
    lane_open: np.ndarray
    out_lanes: np.ndarray
    order_first: np.ndarray
    order_short: np.ndarray
    order_open: np.ndarray


def empty_state(p: Problem) -> State:
    """The plan that moves nothing."""
    pairs, blocks = len(p.pair_store), len(p.block_pair) - 1
    pack_at = np.zeros(pairs + 1, np.int64)
    np.cumsum((p.style_pack[1:] - p.style_pack[:-1])[p.pair_style] * p.takes_dc, out=pack_at[1:])
    move_start = np.zeros(blocks + 1, np.int64)
    count_moves(p, move_start)
    np.cumsum(move_start, out=move_start)
    moves = int(move_start[-1])
    return State(
        mode=np.zeros(pairs, np.int8),
        loose=np.zeros(len(p.cur), np.int32),
        pack_at=pack_at,
        packs=np.zeros(int(pack_at[-1]), np.int32),
        move_start=move_start,
        move_count=np.zeros(blocks, np.int32),
        move_from=np.zeros(moves, np.int32),
        move_to=np.zeros(moves, np.int32),
        move_units=np.zeros(moves, np.int32),
        move_lane=np.zeros(moves, np.int32),
        supply=p.supply.copy(),
        pack_supply=p.pack_supply.copy(),
        room=p.room.copy(),
        inbound=p.inbound.copy(),
        ordered=np.zeros(len(p.room), np.int64),
        lane_units=np.zeros(len(p.lane_to), np.int64),
        lanes_used=np.zeros(len(p.room), np.int64),
    )


@njit(cache=True, nogil=True)
def count_moves(p, room):
    """room[b + 1] = the most distinct (from cell, to cell) transfers block b can hold."""
    for b in range(len(p.block_pair) - 1):
        pairs = p.block_pair[b + 1] - p.block_pair[b]
        total = 0
        for pair in range(p.block_pair[b], p.block_pair[b + 1]):
            if p.can_send[pair]:
                for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                    total += min(p.movable[c], pairs - 1)
        room[b + 1] = total


def neutral_terms(p: Problem) -> Terms:
    """No prices, every lane and route open, no limit on lanes in use."""
    lanes, stores = len(p.lane_to), len(p.room)
    return Terms(
        sku=np.zeros(len(p.supply)),
        pack=np.zeros(len(p.pack_supply)),
        into=np.zeros(stores),
        out=np.zeros(stores),
        lane=np.zeros(lanes),
        lane_first=np.zeros(lanes),
        lane_short=np.zeros(lanes),
        lane_open=np.ones(lanes, np.bool_),
        out_lanes=np.full(stores, FREE, np.int64),
        order_first=np.zeros(stores),
        order_short=np.zeros(stores),
        order_open=np.ones(stores, np.bool_),
    )


def set_pack_prices(p: Problem, terms: Terms) -> None:
    """A pack's price is that of the units in it."""
    style = np.repeat(np.arange(len(p.value)), np.diff(p.style_pack))
    for pack, y in enumerate(style):
        lo, hi = p.style_sku[y], p.style_sku[y + 1]
        terms.pack[pack] = float(p.pack_units[pack, : hi - lo] @ terms.sku[lo:hi])


def copy_state(state: State) -> State:
    return State(*(column.copy() for column in state))


def restore_state(state: State, kept: State) -> None:
    for column, before in zip(state, kept, strict=True):
        column[:] = before
