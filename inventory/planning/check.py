"""Checks a plan against every rule of the format, from the instance and the plan's lines alone.

Shares nothing with the search: it re-reads the lines as a stranger would, so that a fault there can't hide
here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inventory.planning.instance import Instance
from inventory.planning.plan import Line

RULES = {
    "R01": "row form",
    "R02": "warehouse stock",
    "R03": "movable stock",
    "R04": "assortment",
    "R05": "closed stores",
    "R06": "end of season",
    "R07": "lanes",
    "R08": "store capacity",
    "R09": "minimum order",
    "R10": "ship calendar",
    "R11": "lots",
    "R13": "size set in",
    "R14": "size set out",
    "R15": "no cross moves",
    "R16": "max stock",
    "R17": "kind",
}


@dataclass(frozen=True)
class Breach:
    """One rule broken at one place."""

    rule: str
    where: str
    why: str


class Checker:
    """An instance ready to check plans against; building it costs one sort of the cells."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        cells, stores = instance.cells, len(instance.stores)
        self.cell_style = instance.sku_style[cells.sku]
        self.key = cells.store.astype(np.int64) * len(instance.skus) + cells.sku
        self.order = None if bool((np.diff(self.key) > 0).all()) else np.argsort(self.key, kind="stable")
        self.sorted_key = self.key if self.order is None else self.key[self.order]
        self.before = (cells.on_hand + cells.in_transit).astype(np.int64)
        self.store_before = np.bincount(cells.store, self.before, stores).astype(np.int64)
        self.lane_at = {
            pair: at
            for at, pair in enumerate(
                zip(instance.lane_from.tolist(), instance.lane_to.tolist(), strict=True)
            )
        }
        self.packs = {pack.name: pack for pack in instance.prepacks}
        self.dcs = {dc for dc, _ in instance.warehouse}

    def check(self, lines: Iterable[Line]) -> list[Breach]:
        """Every breach in the plan; an empty list means the plan keeps the rules."""
        tally = _Tally(self)
        for line in lines:
            tally.add(line)
        return [*tally.breaches, *tally.totals()]

    def find_cells(self, store: list[int], sku: list[int]) -> np.ndarray:
        """The cell of each (store, sku), -1 where the store doesn't carry it."""
        if not len(self.key):
            return np.full(len(store), -1)
        want = np.array(store, np.int64) * len(self.instance.skus) + np.array(sku, np.int64)
        at = np.minimum(np.searchsorted(self.sorted_key, want), len(self.key) - 1)
        found = self.sorted_key[at] == want
        cell = at if self.order is None else self.order[at]
        return np.where(found, cell, -1)


class _Tally:
    """What the lines read so far add up to."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.breaches: list[Breach] = []
        self.seen: set[tuple[str, str, str, str]] = set()
        self.drawn: Counter[tuple[str, str]] = Counter()
        self.on_lane: Counter[tuple[int, int]] = Counter()
        self.arrivals: list[tuple[int, int, int, bool]] = []
        self.leavings: list[tuple[int, int, int]] = []
        self.kinds: dict[tuple[int, int], set[str]] = {}

    def breach(self, rule: str, line: Line, why: str) -> None:
        where = f"{line.kind},{line.item},{line.origin},{line.target},{line.units}"
        self.breaches.append(Breach(rule, where, why))

    def add(self, line: Line) -> None:
        if not self._is_well_formed(line):
            return
        if line.kind == "transfer":
            self._add_transfer(line)
        else:
            self._add_delivery(line)

    def _is_well_formed(self, line: Line) -> bool:
        key = (line.kind, line.item, line.origin, line.target)
        if key in self.seen:
            self.breach("R01", line, "the row is there twice")
        self.seen.add(key)
        instance, fault = self.checker.instance, ""
        if line.kind not in ("allocate", "replenish", "transfer"):
            fault = "unknown kind"
        elif not isinstance(line.units, int) or line.units < 1:
            fault = "qty must be a positive whole number"
        elif line.target not in instance.stores.index:
            fault = "unknown destination"
        elif line.kind == "transfer" and line.item not in instance.skus.index:
            fault = "unknown sku"
        elif line.kind == "transfer" and (
            line.origin not in instance.stores.index or line.origin == line.target
        ):
            fault = "bad origin"
        elif line.kind != "transfer" and line.origin not in self.checker.dcs:
            fault = "the origin must be a warehouse"
        elif (
            line.kind != "transfer"
            and line.item not in instance.skus.index
            and line.item not in self.checker.packs
        ):
            fault = "unknown sku or prepack"
        if fault:
            self.breach("R01", line, fault)
        return not fault

    def _add_transfer(self, line: Line) -> None:
        instance = self.checker.instance
        stores = instance.stores
        origin, target = stores.index[line.origin], stores.index[line.target]
        sku = instance.skus.index[line.item]
        self.leavings.append((origin, sku, line.units))
        self.arrivals.append((target, sku, line.units, False))
        self.on_lane[origin, target] += line.units
        if (origin, target) not in self.checker.lane_at:
            self.breach("R07", line, "there is no such lane")
        if stores["frozen"][origin] or stores["frozen"][target]:
            self.breach("R05", line, "a store is closed")
        if not stores["can_send"][origin] or not stores["can_receive"][target]:
            self.breach("R05", line, "a store may not send, or not receive")
        self._check_season(line, instance.sku_style[sku], target)

    def _add_delivery(self, line: Line) -> None:
        instance = self.checker.instance
        stores, target = instance.stores, instance.stores.index[line.target]
        if line.item in instance.skus.index:
            sku = instance.skus.index[line.item]
            contents, style = {sku: 1}, int(instance.sku_style[sku])
            if line.units % int(instance.styles["lot_size"][style]):
                self.breach("R11", line, f"not a multiple of {instance.styles['lot_size'][style]}")
        else:
            contents, style = self.checker.packs[line.item].units, self.checker.packs[line.item].style
        self.drawn[line.origin, line.item] += line.units
        self.arrivals += [(target, sku, line.units * inside, True) for sku, inside in contents.items()]
        self.kinds.setdefault((target, style), set()).add(line.kind)
        if stores["frozen"][target]:
            self.breach("R05", line, "the store is closed")
        if not stores["ships_today"][target]:
            self.breach("R10", line, "no departure to this store")
        self._check_season(line, style, target)

    def _check_season(self, line: Line, style: int, target: int) -> None:
        instance = self.checker.instance
        if instance.styles["status"][style] == "eos" and not instance.stores["accepts_eos"][target]:
            self.breach("R06", line, "the store takes no end-of-season styles")

    def totals(self) -> list[Breach]:
        """Breaches that only the whole plan shows."""
        return [*self._stock_drawn(), *self._lanes(), *self._cells()]

    def _stock_drawn(self) -> Iterable[Breach]:
        for (dc, item), units in self.drawn.items():
            available = self.checker.instance.warehouse.get((dc, item), 0)
            if units > available:
                yield Breach("R02", f"{dc},{item}", f"sends {units} of {available}")

    def _lanes(self) -> Iterable[Breach]:
        instance = self.checker.instance
        names, lanes = instance.stores["store_id"], instance.lanes
        used = Counter(origin for origin, _ in self.on_lane)
        for (origin, target), units in self.on_lane.items():
            at = self.checker.lane_at.get((origin, target))
            if at is not None and not lanes["min_qty"][at] <= units <= lanes["max_qty"][at]:
                limits = f"{lanes['min_qty'][at]}..{lanes['max_qty'][at]}"
                yield Breach(
                    "R07", f"{names[origin]}->{names[target]}", f"{units} units, the lane takes {limits}"
                )
        for origin, count in used.items():
            if count > instance.stores["max_out_lanes"][origin]:
                yield Breach("R07", names[origin], f"sends to {count} stores")

    def _cells(self) -> Iterable[Breach]:
        checker, instance = self.checker, self.checker.instance
        entered, shipped, left = (np.zeros(len(checker.key), np.int64) for _ in range(3))
        yield from self._settle("R04", self.arrivals, entered)
        delivered = [arrival for arrival in self.arrivals if arrival[3]]
        list(self._settle("R04", delivered, shipped))
        yield from self._settle("R03", self.leavings, left)
        after = checker.before + entered - left
        cells, place = instance.cells, self._name_cell
        for c in np.flatnonzero(left > cells.movable):
            yield Breach("R03", place(c), f"sends {left[c]} of {cells.movable[c]} movable")
        for c in np.flatnonzero((entered > 0) & (after > np.maximum(cells.max_stock, checker.before))):
            yield Breach("R16", place(c), f"ends at {after[c]}, at most {cells.max_stock[c]}")
        yield from self._stores(entered, shipped, after)
        yield from self._pairs(entered, left, after)

    def _settle(self, rule: str, flows: list[tuple], units: np.ndarray) -> Iterable[Breach]:
        """Adds the flows to `units` by cell; a flow to or from no cell breaks `rule`."""
        if not flows:
            return
        instance = self.checker.instance
        cell = self.checker.find_cells([flow[0] for flow in flows], [flow[1] for flow in flows])
        count = np.array([flow[2] for flow in flows])
        np.add.at(units, cell[cell >= 0], count[cell >= 0])
        for at in np.flatnonzero(cell < 0):
            store, sku = instance.stores["store_id"][flows[at][0]], instance.skus["sku"][flows[at][1]]
            yield Breach(rule, f"{store},{sku}", "the store doesn't carry the sku")

    def _stores(self, entered: np.ndarray, shipped: np.ndarray, after: np.ndarray) -> Iterable[Breach]:
        checker, stores = self.checker, self.checker.instance.stores
        store = checker.instance.cells.store

        def by_store(units: np.ndarray) -> np.ndarray:
            return np.bincount(store, units, len(stores)).astype(np.int64)

        inbound, ordered, end = by_store(entered), by_store(shipped), by_store(after)
        limit = np.maximum(stores["capacity_units"], checker.store_before)
        names = stores["store_id"]
        for j in np.flatnonzero((inbound > 0) & (end > limit)):
            yield Breach("R08", names[j], f"ends at {end[j]} units, at most {limit[j]}")
        for j in np.flatnonzero(inbound > stores["max_inbound_units"]):
            yield Breach("R08", names[j], f"receives {inbound[j]}, at most {stores['max_inbound_units'][j]}")
        for j in np.flatnonzero((ordered > 0) & (ordered < stores["min_order_units"])):
            yield Breach("R09", names[j], f"is sent {ordered[j]}, at least {stores['min_order_units'][j]}")

    def _pairs(self, entered: np.ndarray, left: np.ndarray, after: np.ndarray) -> Iterable[Breach]:
        """The rules of size sets and kinds, over the pairs the plan touches."""
        checker, instance = self.checker, self.checker.instance
        key = instance.cells.store.astype(np.int64) * len(instance.styles) + checker.cell_style
        touched = np.unique(key[(entered > 0) | (left > 0)])
        cells = np.flatnonzero(np.isin(key, touched))
        pair = np.searchsorted(touched, key[cells])
        total = lambda units: np.bincount(pair, units[cells], len(touched))  # noqa: E731
        receives, sends, had = total(entered) > 0, total(left) > 0, total(checker.before) > 0
        missing = total((instance.skus["major"][instance.cells.sku] & (after < 1)).astype(float)) > 0
        stays = total(instance.cells.on_hand - left) > 0
        stores, styles = instance.stores["store_id"], instance.styles["style"]
        names = [f"{stores[k // len(styles)]},{styles[k % len(styles)]}" for k in touched]
        for at in np.flatnonzero(receives & missing):
            yield Breach("R13", names[at], "receives, but a main size is missing")
        for at in np.flatnonzero(sends & missing & stays):
            yield Breach("R14", names[at], "is left broken, neither whole nor cleared")
        for at in np.flatnonzero(sends & receives):
            yield Breach("R15", names[at], "both sends and receives")
        for at, number in enumerate(touched.tolist()):
            kinds = self.kinds.get((number // len(instance.styles), number % len(instance.styles)))
            wanted = "replenish" if had[at] else "allocate"
            if kinds and kinds != {wanted}:
                yield Breach("R17", names[at], f"must be {wanted}")

    def _name_cell(self, cell: int) -> str:
        instance, cells = self.checker.instance, self.checker.instance.cells
        store, sku = instance.stores["store_id"][cells.store[cell]], instance.skus["sku"][cells.sku[cell]]
        return f"{store},{sku}"


def check_plan(instance: Instance, lines: Iterable[Line]) -> list[Breach]:
    """Every breach of the rules in `lines`."""
    return Checker(instance).check(lines)
