"""The exact optimum of a small instance by mixed-integer programming, to hold the planner against."""

import highspy
import numpy as np

from inventory.planning.problem import Problem


class Program:
    """A mixed-integer program under construction: columns with cost, rows with sparse coefficients."""

    def __init__(self) -> None:
        self.cost, self.upper, self.whole = [], [], []
        self.rows, self.lower_row, self.upper_row = [], [], []

    def column(self, gain: float, *, most: float = 1.0, whole: bool = True) -> int:
        self.cost.append(gain)
        self.upper.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: list[tuple[int, float]], *, least: float = -np.inf, most: float = np.inf) -> None:
        if terms:
            together: dict[int, float] = {}
            for at, by in terms:
                together[at] = together.get(at, 0.0) + by
            self.rows.append(list(together.items()))
            self.lower_row.append(least)
            self.upper_row.append(most)

    def maximise(self, *, seconds: float) -> tuple[float, float]:
        """(best found, proven bound) in the objective's money."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.col_cost_, lp.col_lower_ = np.array(self.cost), np.zeros(len(self.cost))
        lp.col_upper_ = np.array(self.upper, float)
        lp.row_lower_, lp.row_upper_ = np.array(self.lower_row), np.array(self.upper_row)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.integrality_ = [
            highspy.HighsVarType.kInteger if w else highspy.HighsVarType.kContinuous for w in self.whole
        ]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms in self.rows)])
        lp.a_matrix_.index_ = np.array([at for terms in self.rows for at, _ in terms])
        lp.a_matrix_.value_ = np.array([by for terms in self.rows for _, by in terms], float)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("mip_rel_gap", 1e-5)
        solver.passModel(lp)
        solver.run()
        found = solver.getInfo()
        return found.objective_function_value, found.mip_dual_bound


def optimum(p: Problem, *, seconds: float) -> tuple[float, float]:
    """(best gain found, bound on the gain) over the plan that moves nothing."""
    program = Program()
    enter = [[] for _ in p.cur]
    leave = [[] for _ in p.cur]
    into, sent, ordered = ([[] for _ in p.room] for _ in range(3))
    _add_pairs(program, p, enter, leave, into, sent)
    _add_warehouse(program, p, enter, ordered)
    _add_lanes(program, p, enter, leave)
    for c in range(len(p.cur)):
        program.row(enter[c], least=0.0, most=0.0)
        program.row(leave[c], least=0.0, most=0.0)
    _add_stores(program, p, into, sent, ordered)
    return program.maximise(seconds=seconds)


def _levels(p: Problem, c: int, lo: int, hi: int) -> list[float]:
    worth = p.worth[p.level[c] : p.level[c + 1]]
    return [worth[x] if x < len(worth) else 0.0 for x in range(lo, hi)]


def _add_pairs(  # noqa: C901
    program: Program, p: Problem, enter: list, leave: list, into: list, sent: list
) -> None:
    """Each pair's options and unit levels; enter and leave gain the units demanded and offered, negated."""
    for pair in range(len(p.pair_store)):
        lo, hi, store = p.pair_cell[pair], p.pair_cell[pair + 1], p.pair_store[pair]
        options = []
        if p.can_receive[pair]:
            receive = program.column(p.value_whole[pair] - p.value_same[pair])
            options.append((receive, 1.0))
            for c in range(lo, hi):
                for x, worth in enumerate(_levels(p, c, p.cur[c], p.most[c]), p.cur[c]):
                    unit = program.column(worth, whole=False)
                    enter[c].append((unit, -1.0))
                    into[store].append((unit, 1.0))
                    needed = x == 0 and p.major[c]
                    program.row([(unit, 1.0), (receive, -1.0)], most=0.0, least=0.0 if needed else -np.inf)
        if p.can_send[pair] and p.whole[pair]:
            send = program.column(0.0)
            options.append((send, 1.0))
            for c in range(lo, hi):
                least = max(p.cur[c] - p.movable[c], int(p.major[c]))
                for worth in _levels(p, c, least, p.cur[c]):
                    unit = program.column(-worth, whole=False)
                    leave[c].append((unit, -1.0))
                    sent[store].append((unit, 1.0))
                    program.row([(unit, 1.0), (send, -1.0)], most=0.0)
        if p.can_clear[pair]:
            clear = program.column(p.value_clear[pair] - p.value_same[pair])
            options.append((clear, 1.0))
            for c in range(lo, hi):
                if p.on_hand[c]:
                    leave[c].append((clear, -float(p.on_hand[c])))
                    sent[store].append((clear, float(p.on_hand[c])))
        program.row(options, most=1.0)


def _add_warehouse(program: Program, p: Problem, enter: list, ordered: list) -> None:
    by_sku = [[] for _ in p.supply]
    by_pack = [[] for _ in p.pack_supply]
    for pair in np.flatnonzero(p.takes_dc & p.can_receive):
        style, store = p.pair_style[pair], p.pair_store[pair]
        each, first = p.dc_value[style] + p.ship_cost[store], p.style_sku[style]
        cell_of = {int(p.cell_size[c]): c for c in range(p.pair_cell[pair], p.pair_cell[pair + 1])}
        for k, c in cell_of.items():
            lots = min(p.supply[first + k], p.most[c] - p.cur[c]) // p.lot[style]
            if lots > 0:
                lot = program.column(-each * p.lot[style], most=float(lots))
                enter[c].append((lot, float(p.lot[style])))
                by_sku[first + k].append((lot, float(p.lot[style])))
                ordered[store].append((lot, float(p.lot[style])))
        for pack in range(p.style_pack[style], p.style_pack[style + 1]):
            inside = {k: int(count) for k, count in enumerate(p.pack_units[pack]) if count}
            if p.pack_supply[pack] and all(k in cell_of for k in inside):
                count = sum(inside.values())
                packs = program.column(-each * count, most=float(p.pack_supply[pack]))
                by_pack[pack].append((packs, 1.0))
                ordered[store].append((packs, float(count)))
                for k, units in inside.items():
                    enter[cell_of[k]].append((packs, float(units)))
    for k, terms in enumerate(by_sku):
        program.row(terms, most=float(p.supply[k]))
    for pack, terms in enumerate(by_pack):
        program.row(terms, most=float(p.pack_supply[pack]))


def _add_lanes(program: Program, p: Problem, enter: list, leave: list) -> None:
    cell_at = {}
    for pair in range(len(p.pair_store)):
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            cell_at[p.pair_store[pair], p.style_sku[p.pair_style[pair]] + p.cell_size[c]] = (c, pair)
    by_store = {}
    for (store, sku), place in cell_at.items():
        by_store.setdefault(store, {})[sku] = place
    opened = [[] for _ in p.room]
    for lane in range(len(p.lane_to)):
        use = program.column(-p.lane_fixed[lane])
        opened[p.lane_from[lane]].append((use, 1.0))
        units = []
        for sku, (c, _) in by_store.get(p.lane_from[lane], {}).items():
            target, pair = by_store.get(p.lane_to[lane], {}).get(sku, (-1, -1))
            most = min(p.movable[c], p.most[target] - p.cur[target]) if target >= 0 else 0
            if most > 0 and p.takes_lane[pair] and p.can_receive[pair]:
                moved = program.column(-p.lane_unit[lane], most=float(most))
                units.append((moved, 1.0))
                leave[c].append((moved, 1.0))
                enter[target].append((moved, 1.0))
        program.row([*units, (use, -float(p.lane_max[lane]))], most=0.0)
        program.row([*units, (use, -float(p.lane_min[lane]))], least=0.0)
    for store, terms in enumerate(opened):
        program.row(terms, most=float(p.out_lanes[store]))


def _add_stores(program: Program, p: Problem, into: list, sent: list, ordered: list) -> None:
    for store in range(len(p.room)):
        program.row(into[store], most=float(p.inbound[store]))
        program.row([*into[store], *((at, -by) for at, by in sent[store])], most=float(p.room[store]))
        if p.min_order[store] > 1 and ordered[store]:
            serve = program.column(0.0)
            program.row([*ordered[store], (serve, -float(p.min_order[store]))], least=0.0)
            program.row([*ordered[store], (serve, -float(p.inbound[store]))], most=0.0)
