"""What some blocks use of every limit in a plan as it stands."""

from collections import defaultdict

import numpy as np

from inventory.planning.problem import Problem
from inventory.planning.state import State


class Present:
    """What the blocks use in the plan as it stands, and what they may use of each limit."""

    def __init__(self, p: Problem, s: State, blocks: list[int]) -> None:
        self.entered: dict[int, int] = defaultdict(int)
        self.left: dict[int, int] = defaultdict(int)
        self.moved: dict[tuple[int, int], int] = defaultdict(int)
        self.supply, self.packs = s.supply.copy(), s.pack_supply.copy()
        self.room, self.inbound, self.ordered = s.room.copy(), s.inbound.copy(), s.ordered.copy()
        self.lane_units = s.lane_units.copy()
        for block in blocks:
            for pair in range(p.block_pair[block], p.block_pair[block + 1]):
                self._give_back_deliveries(p, s, pair)
            for at in range(s.move_start[block], s.move_start[block] + s.move_count[block]):
                self._give_back_move(p, s, at)
        self.lanes_used = np.bincount(p.lane_from, self.lane_units > 0, len(p.room)).astype(np.int64)

    def _give_back_deliveries(self, p: Problem, s: State, pair: int) -> None:
        first = p.style_sku[p.pair_style[pair]]
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            self.supply[first + p.cell_size[c]] += s.loose[c]
            self._enter(p, pair, c, int(s.loose[c]))
            self.ordered[p.pair_store[pair]] -= s.loose[c]
        for number in range(s.pack_at[pair + 1] - s.pack_at[pair]):
            pack = p.style_pack[p.pair_style[pair]] + number
            times = int(s.packs[s.pack_at[pair] + number])
            self.packs[pack] += times
            for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
                units = times * int(p.pack_units[pack, p.cell_size[c]])
                self._enter(p, pair, c, units)
                self.ordered[p.pair_store[pair]] -= units

    def _give_back_move(self, p: Problem, s: State, at: int) -> None:
        c, to, units = int(s.move_from[at]), int(s.move_to[at]), int(s.move_units[at])
        self.moved[c, to] += units
        self.left[c] += units
        self.room[p.pair_store[p.cell_pair[c]]] -= units
        self._enter(p, p.cell_pair[to], to, units)
        self.lane_units[s.move_lane[at]] -= units

    def _enter(self, p: Problem, pair: int, c: int, units: int) -> None:
        store = p.pair_store[pair]
        self.entered[c] += units
        self.room[store] += units
        self.inbound[store] += units
