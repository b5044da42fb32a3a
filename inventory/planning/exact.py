"""Some blocks of a plan solved exactly, the rest of it standing still."""

from collections import defaultdict

import numpy as np

from inventory.planning.layout import add_move, drop_flows, shift_lane, shift_loose, shift_pack
from inventory.planning.present import Present
from inventory.planning.problem import Problem
from inventory.planning.program import Program, Solution
from inventory.planning.state import CLEAR, PASSIVE, RECEIVE, State, empty_state


def optimum(p: Problem, *, seconds: float) -> tuple[float, float]:
    """(best gain found, bound on the gain) over the plan that moves nothing."""
    found = Neighbourhood(p, empty_state(p), range(len(p.block_pair) - 1)).program.maximise(seconds=seconds)
    return found.worth, found.bound


def solve_blocks(p: Problem, state: State, blocks: list[int], *, seconds: float) -> bool:
    """Puts the best plan found for `blocks` into the state, never a worse one; whether it is proven best."""
    neighbourhood = Neighbourhood(p, state, blocks)
    found = neighbourhood.program.maximise(seconds=seconds, started=True)
    if len(found.values):
        neighbourhood.take(found)
    return found.is_proven


class Neighbourhood:
    """The program of a few blocks, beside what the rest of the plan uses of every limit.

    Rows are gathered by cell, store, sku, pack and lane while pairs and flows are added.
    """

    def __init__(self, p: Problem, state: State, blocks: "list[int] | range") -> None:
        self.p, self.state, self.blocks, self.program = p, state, list(blocks), Program()
        names = ("enter", "leave", "into", "sent", "ordered", "by_sku", "by_pack", "on_lane")
        self.terms = {name: defaultdict(list) for name in names}
        self.loose, self.packs, self.moves = [], [], []
        self.now = Present(p, state, self.blocks)
        for block in self.blocks:
            for pair in range(p.block_pair[block], p.block_pair[block + 1]):
                self._add_pair(pair)
                if p.takes_dc[pair] and p.can_receive[pair]:
                    self._add_deliveries(pair)
            self._add_transfers(block)
        self._balance_cells()
        self._limit_warehouse()
        self._limit_lanes()
        self._limit_stores()

    def _add_pair(self, pair: int) -> None:
        """The pair's options, of which it takes one at most, and a column for each unit in or out."""
        p, now, program = self.p, self.now, self.program
        lo, hi = p.pair_cell[pair], p.pair_cell[pair + 1]
        receives = any(now.entered[c] for c in range(lo, hi))
        leaves = any(now.left[c] for c in range(lo, hi))
        clears = (
            leaves and bool(p.can_clear[pair]) and all(now.left[c] == p.on_hand[c] for c in range(lo, hi))
        )
        options = []
        if p.can_receive[pair]:
            whole = program.column(p.value_whole[pair] - p.value_same[pair], start=float(receives))
            options.append((whole, 1.0))
            self._add_units_in(pair, whole, receives=receives)
        if p.can_send[pair] and p.whole[pair]:
            sends = program.column(0.0, start=float(leaves and not clears))
            options.append((sends, 1.0))
            self._add_units_out(pair, sends, sends_now=leaves and not clears)
        if p.can_clear[pair]:
            clear = program.column(p.value_clear[pair] - p.value_same[pair], start=float(clears))
            options.append((clear, 1.0))
            for c in range(lo, hi):
                if p.on_hand[c]:
                    self.terms["leave"][c].append((clear, -float(p.on_hand[c])))
                    self.terms["sent"][p.pair_store[pair]].append((clear, float(p.on_hand[c])))
        program.row(options, most=1.0)
        if p.must_receive[pair] and p.can_receive[pair]:
            program.row(options[:1], least=1.0)

    def _add_units_in(self, pair: int, whole: int, *, receives: bool) -> None:
        p, store = self.p, self.p.pair_store[pair]
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            top = p.cur[c] + self.now.entered[c]
            for x, worth in enumerate(_levels(p, c, p.cur[c], p.most[c]), p.cur[c]):
                unit = self.program.column(worth, whole=False, start=float(receives and x < top))
                self.terms["enter"][c].append((unit, -1.0))
                self.terms["into"][store].append((unit, 1.0))
                least = 0.0 if x < p.need[c] else -np.inf
                self.program.row([(unit, 1.0), (whole, -1.0)], most=0.0, least=least)

    def _add_units_out(self, pair: int, sends: int, *, sends_now: bool) -> None:
        p, store = self.p, self.p.pair_store[pair]
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            least = max(p.cur[c] - p.movable[c], int(p.major[c]))
            rest = p.cur[c] - self.now.left[c]
            for x, worth in enumerate(_levels(p, c, least, p.cur[c]), least):
                unit = self.program.column(-worth, whole=False, start=float(sends_now and x >= rest))
                self.terms["leave"][c].append((unit, -1.0))
                self.terms["sent"][store].append((unit, 1.0))
                self.program.row([(unit, 1.0), (sends, -1.0)], most=0.0)

    def _add_deliveries(self, pair: int) -> None:
        p, style, store = self.p, self.p.pair_style[pair], self.p.pair_store[pair]
        each, first, size = p.dc_value[style] + p.ship_cost[store], p.style_sku[style], int(p.lot[style])
        cell_of = {int(p.cell_size[c]): c for c in range(p.pair_cell[pair], p.pair_cell[pair + 1])}
        for k, c in cell_of.items():
            lots = min(self.now.supply[first + k], p.most[c] - p.cur[c]) // size
            if lots > 0:
                start = float(self.state.loose[c] // size)
                lot = self.program.column(-each * size, most=float(lots), start=start)
                self.loose.append((lot, c, size))
                for name, key in (("enter", c), ("by_sku", first + k), ("ordered", store)):
                    self.terms[name][key].append((lot, float(size)))
        for number, pack in enumerate(range(p.style_pack[style], p.style_pack[style + 1])):
            inside = {k: int(count) for k, count in enumerate(p.pack_units[pack]) if count}
            if self.now.packs[pack] > 0 and all(k in cell_of for k in inside):
                count, start = (
                    sum(inside.values()),
                    float(self.state.packs[self.state.pack_at[pair] + number]),
                )
                packs = self.program.column(-each * count, most=float(self.now.packs[pack]), start=start)
                self.packs.append((packs, pair, number))
                self.terms["by_pack"][pack].append((packs, 1.0))
                self.terms["ordered"][store].append((packs, float(count)))
                for k, units in inside.items():
                    self.terms["enter"][cell_of[k]].append((packs, float(units)))

    def _add_transfers(self, block: int) -> None:
        p = self.p
        pairs = range(p.block_pair[block], p.block_pair[block + 1])
        pair_of = {int(p.pair_store[pair]): pair for pair in pairs}
        for store, pair in pair_of.items():
            for lane in range(p.lane_start[store], p.lane_start[store + 1]):
                target = pair_of.get(int(p.lane_to[lane]), -1)
                if target >= 0 and p.takes_lane[target] and p.can_receive[target] and p.can_send[pair]:
                    self._add_lane_flows(block, pair, target, lane)

    def _add_lane_flows(self, block: int, pair: int, target: int, lane: int) -> None:
        p = self.p
        into = {int(p.cell_size[c]): c for c in range(p.pair_cell[target], p.pair_cell[target + 1])}
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            to = into.get(int(p.cell_size[c]), -1)
            most = min(p.movable[c], p.most[to] - p.cur[to]) if to >= 0 else 0
            if most > 0:
                start = float(self.now.moved.get((c, to), 0))
                moved = self.program.column(-p.lane_unit[lane], most=float(most), start=start)
                self.moves.append((moved, block, c, to, lane))
                self.terms["on_lane"][lane].append((moved, 1.0))
                self.terms["leave"][c].append((moved, 1.0))
                self.terms["enter"][to].append((moved, 1.0))

    def _balance_cells(self) -> None:
        for name in ("enter", "leave"):
            for terms in self.terms[name].values():
                self.program.row(terms, least=0.0, most=0.0)

    def _limit_warehouse(self) -> None:
        for k, terms in self.terms["by_sku"].items():
            self.program.row(terms, most=float(self.now.supply[k]))
        for pack, terms in self.terms["by_pack"].items():
            self.program.row(terms, most=float(self.now.packs[pack]))

    def _limit_lanes(self) -> None:
        """Lanes that the rest of the plan uses stay open; the others may open, each at its cost."""
        p, opened = self.p, defaultdict(list)
        for lane, terms in self.terms["on_lane"].items():
            base, used = int(self.now.lane_units[lane]), float(self.state.lane_units[lane] > 0)
            if base:
                self.program.row(
                    terms, least=float(p.lane_min[lane] - base), most=float(p.lane_max[lane] - base)
                )
                continue
            use = self.program.column(-p.lane_fixed[lane], start=used)
            opened[p.lane_from[lane]].append((use, 1.0))
            self.program.row([*terms, (use, -float(p.lane_max[lane]))], most=0.0)
            self.program.row([*terms, (use, -float(p.lane_min[lane]))], least=0.0)
        for store, terms in opened.items():
            self.program.row(terms, most=float(p.out_lanes[store] - self.now.lanes_used[store]))

    def _limit_stores(self) -> None:
        p, now = self.p, self.now
        for store in self.terms["into"].keys() | self.terms["sent"].keys():
            into = self.terms["into"][store]
            self.program.row(into, most=float(now.inbound[store]))
            out = ((at, -by) for at, by in self.terms["sent"][store])
            self.program.row([*into, *out], most=float(now.room[store]))
        for store, terms in self.terms["ordered"].items():
            short = int(p.min_order[store] - now.ordered[store])
            if p.min_order[store] > 1 and now.ordered[store]:
                self.program.row(terms, least=float(short))
            elif p.min_order[store] > 1:
                serve = self.program.column(0.0, start=float(self.state.ordered[store] > 0))
                self.program.row([*terms, (serve, -float(short))], least=0.0)
                self.program.row([*terms, (serve, -float(p.inbound[store]))], most=0.0)

    def take(self, found: Solution) -> None:
        """Replaces the blocks' flows in the state by the solution's."""
        p, s = self.p, self.state
        value = np.rint(found.values).astype(np.int64)
        for block in self.blocks:
            drop_flows(p, s, block)
        for column, c, size in self.loose:
            if value[column]:
                shift_loose(p, s, c, value[column] * size)
                s.mode[p.cell_pair[c]] = RECEIVE
        for column, pair, number in self.packs:
            if value[column]:
                shift_pack(p, s, pair, number, value[column])
                s.mode[pair] = RECEIVE
        for column, block, c, to, lane in self.moves:
            if value[column]:
                shift_lane(p, s, lane, value[column])
                add_move(s, block, c, to, value[column], lane)
                s.mode[p.cell_pair[to]] = RECEIVE
                s.mode[p.cell_pair[c]] = PASSIVE if p.whole[p.cell_pair[c]] else CLEAR


def _levels(p: Problem, c: int, lo: int, hi: int) -> list[float]:
    worth = p.worth[p.level[c] : p.level[c + 1]]
    return [worth[x] if x < len(worth) else 0.0 for x in range(lo, hi)]
