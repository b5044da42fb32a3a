"""Where a plan leaves every cell, pair, store, lane and warehouse: the numbers that reasons are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inventory.planning.demand import expected_sales
from inventory.planning.instance import Instance
from inventory.planning.plan import Line


@dataclass(frozen=True)
class Pair:
    """A store and a style under the plan: its cells in size order and its value (money) before and after."""

    cells: np.ndarray
    before: float
    after: float
    whole_before: bool
    whole_after: bool
    entered: int
    left: int


class Standing:
    """The instance with a plan's lines carried out, recomputed from nothing but the two."""

    def __init__(self, instance: Instance, lines: Iterable[Line]) -> None:
        self.instance = instance
        self.lines = list(lines)
        cells = instance.cells
        self.style_of_cell = instance.sku_style[cells.sku]
        self.before = (cells.on_hand + cells.in_transit).astype(np.int64)
        self.entered = np.zeros(len(cells), np.int64)
        self.left = np.zeros(len(cells), np.int64)
        self.drawn: dict[tuple[str, str], int] = {}
        self.on_lane: dict[tuple[str, str], int] = {}
        self.ordered: dict[str, int] = {}
        self.packs = {pack.name: pack for pack in instance.prepacks}
        self._cell_at: dict[tuple[int, int], int] = {}
        self._pair_cells: dict[tuple[int, int], np.ndarray] = {}
        self._group_cells()
        for line in self.lines:
            self._carry_out(line)
        self.after = self.before + self.entered - self.left
        size = len(instance.stores)
        self.store_after = np.bincount(cells.store, self.after, size).astype(np.int64)
        self.store_before = np.bincount(cells.store, self.before, size).astype(np.int64)
        self.store_entered = np.bincount(cells.store, self.entered, size).astype(np.int64)
        self._pairs: dict[tuple[int, int], Pair] = {}

    def _group_cells(self) -> None:
        cells, styles = self.instance.cells, len(self.instance.styles)
        key = cells.store.astype(np.int64) * styles + self.style_of_cell
        order = np.lexsort((self.instance.skus["size_rank"][cells.sku], key))
        edges = np.flatnonzero(np.diff(key[order])) + 1
        self._order, self._starts = order, np.concatenate(([0], edges, [len(order)])).astype(np.int64)
        self._keys = key[order[self._starts[:-1]]] if len(order) else np.zeros(0, np.int64)

    def cells_of(self, store: int, style: int) -> np.ndarray:
        """The pair's cells in size order; empty where the store doesn't carry the style."""
        key = store * len(self.instance.styles) + style
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key:
            return np.zeros(0, np.int64)
        return self._order[self._starts[at] : self._starts[at + 1]]

    def cell(self, store: int, sku: int) -> int:
        """The cell's row, -1 where the store doesn't carry the sku."""
        for c in self.cells_of(store, int(self.instance.sku_style[sku])):
            if self.instance.cells.sku[c] == sku:
                return int(c)
        return -1

    def contents(self, line: Line) -> dict[int, int]:
        """Units by sku row that one line moves."""
        if line.item in self.packs:
            return {k: units * line.units for k, units in self.packs[line.item].units.items()}
        return {self.instance.skus.index[line.item]: line.units}

    def _carry_out(self, line: Line) -> None:
        stores = self.instance.stores.index
        total = 0
        for sku, units in self.contents(line).items():
            self.entered[self.cell(stores[line.target], sku)] += units
            total += units
            if line.kind == "transfer":
                self.left[self.cell(stores[line.origin], sku)] += units
        if line.kind == "transfer":
            lane = (line.origin, line.target)
            self.on_lane[lane] = self.on_lane.get(lane, 0) + total
        else:
            self.drawn[line.origin, line.item] = self.drawn.get((line.origin, line.item), 0) + line.units
            self.ordered[line.target] = self.ordered.get(line.target, 0) + total

    def pair(self, store: int, style: int) -> Pair:
        """The pair's standing; its value before and after in money."""
        if (store, style) not in self._pairs:
            cells = self.cells_of(store, style)
            before, whole_before = self.value(cells, self.before[cells])
            after, whole_after = self.value(cells, self.after[cells])
            entered, left = int(self.entered[cells].sum()), int(self.left[cells].sum())
            self._pairs[store, style] = Pair(cells, before, after, whole_before, whole_after, entered, left)
        return self._pairs[store, style]

    def value(self, cells: np.ndarray, held: np.ndarray) -> tuple[float, bool]:
        """(value in money, is whole) of a pair that holds `held` units in its cells."""
        table, instance = self.instance.cells, self.instance
        whole, sold, shown = True, 0.0, 0.0
        for c, units in zip(cells.tolist(), held.tolist(), strict=True):
            sold += expected_sales(table.mean[c], table.var[c], units)
            shown += min(units, int(table.min_display[c]))
            whole = whole and (units > 0 or not instance.skus["major"][table.sku[c]])
        worth = float(instance.styles["value"][self.style_of_cell[cells[0]]])
        if whole:
            return worth * (sold + instance.display_credit * shown), True
        return worth * instance.broken_sell_through * sold, False

    def available(self, item: str) -> int:
        """Units (or packs) of the item no line has drawn, all warehouses together."""
        return sum(
            max(units - self.drawn.get((dc, name), 0), 0)
            for (dc, name), units in self.instance.warehouse.items()
            if name == item
        )
