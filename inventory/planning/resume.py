"""A plan's lines put back into a state, so that the search can go on from a plan that was kept."""

from collections.abc import Iterable

import numpy as np
from numba import njit

from inventory.planning.instance import Instance
from inventory.planning.layout import add_move, shift_lane, shift_loose, shift_pack
from inventory.planning.plan import Line
from inventory.planning.prices import find_prices
from inventory.planning.problem import Problem
from inventory.planning.search import STRICT, Draft, Searcher, ruled_terms
from inventory.planning.state import CLEAR, RECEIVE, empty_state


class NotInTheProblem(LookupError):
    """A line uses a cell or a lane that the problem has not."""


def resume(instance: Instance, p: Problem, lines: Iterable[Line]) -> Draft:
    """The draft whose plan is these lines, which must keep the rules; every lane and order is open to it."""
    state, rows = empty_state(p), list(lines)
    stores, skus = instance.stores.index, instance.skus.index
    packs = {instance.prepacks[row].name: at for at, row in enumerate(p.pack_row.tolist())}
    inside = {pack.name: next(iter(pack.units)) for pack in instance.prepacks}
    pack = np.array([packs.get(line.item, -1) for line in rows], np.int64)
    sku = [inside[line.item] if at >= 0 else skus[line.item] for line, at in zip(rows, pack, strict=True)]
    origin = [stores[line.origin] if line.kind == "transfer" else -1 for line in rows]
    target = [stores[line.target] for line in rows]
    into = _find_cells(instance, p, target, sku)
    out_of = _find_cells(instance, p, origin, sku)
    lane_at = {pair: at for at, pair in enumerate(zip(p.lane_from.tolist(), p.lane_to.tolist(), strict=True))}
    lane = np.array([lane_at.get(pair, -1) for pair in zip(origin, target, strict=True)], np.int64)
    moves = np.array(origin, np.int64) >= 0
    if (into < 0).any() or (moves & ((out_of < 0) | (lane < 0))).any():
        raise NotInTheProblem
    lay_lines(p, state, into, out_of, lane, pack, np.array([line.units for line in rows], np.int64))
    set_modes(p, state)
    return Draft(Searcher.on(p), find_prices(p, turns=0, rounds=1), state, ruled_terms(p, penalty=STRICT))


def _find_cells(instance: Instance, p: Problem, store: list[int], sku: list[int]) -> np.ndarray:
    """The problem's cells of (store, SKU), -1 where there is none."""
    many = len(instance.skus)
    key = (instance.cells.store.astype(np.int64) * many + instance.cells.sku)[p.cell_row]
    order = np.argsort(key)
    wanted = np.array(store, np.int64) * many + np.array(sku, np.int64)
    at = np.minimum(np.searchsorted(key, wanted, sorter=order), len(key) - 1)
    return np.where(key[order[at]] == wanted, order[at], -1) if len(key) else np.full(len(store), -1)


@njit(cache=True, nogil=True)
def lay_lines(p, s, into, out_of, lane, pack, units):
    """Puts each flow into the plan: of a lane, else of a pack, else loose from the warehouse."""
    for f in range(len(into)):
        c = into[f]
        pair = p.cell_pair[c]
        if lane[f] >= 0:
            shift_lane(p, s, lane[f], units[f])
            add_move(s, p.pair_block[pair], out_of[f], c, units[f], lane[f])
        elif pack[f] >= 0:
            shift_pack(p, s, pair, pack[f] - p.style_pack[p.pair_style[pair]], units[f])
        else:
            shift_loose(p, s, c, units[f])


@njit(cache=True, nogil=True)
def set_modes(p, s):
    """Gives every pair the mode that its flows show."""
    for c in range(len(s.loose)):
        if s.loose[c] > 0:
            s.mode[p.cell_pair[c]] = RECEIVE
    for pair in range(len(p.pair_store)):
        for b in range(s.pack_at[pair], s.pack_at[pair + 1]):
            if s.packs[b] > 0:
                s.mode[pair] = RECEIVE
    left = p.on_hand.copy()
    for block in range(len(s.move_count)):
        for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
            s.mode[p.cell_pair[s.move_to[at]]] = RECEIVE
            left[s.move_from[at]] -= s.move_units[at]
    for block in range(len(s.move_count)):
        for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
            pair = p.cell_pair[s.move_from[at]]
            rest = 0
            for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                rest += left[c]
            if rest == 0 and not p.whole[pair]:
                s.mode[pair] = CLEAR
