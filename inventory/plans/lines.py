"""A plan's lines as columns, with what each is worth and why, reckoned for all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from inventory.planning.check import Checker
from inventory.planning.demand import fill_sales
from inventory.planning.instance import Instance
from inventory.planning.plan import KINDS, Line

ALLOCATE, REPLENISH, TRANSFER = range(3)
CAUSES = ("first_stock", "completes_run", "tops_up", "clears_broken_run", "shares_surplus")
KEPT, REJECTED = 0, 1


@dataclass(frozen=True)
class Lines:
    """Columns of equal length. `item` is a SKU's row or -1 - a pack's; `origin` a store's row or -1 - a
    warehouse's; `proposed` the units first proposed.
    """

    kind: np.ndarray
    item: np.ndarray
    origin: np.ndarray
    target: np.ndarray
    units: np.ndarray
    proposed: np.ndarray
    state: np.ndarray

    def __len__(self) -> int:
        return len(self.kind)

    def chosen(self, which: np.ndarray) -> "Lines":
        """The lines of a mask or of row numbers, in their order."""
        return Lines(*(getattr(self, field.name)[which] for field in fields(self)))

    def sorted(self) -> "Lines":
        """By destination, then origin and item."""
        return self.chosen(np.lexsort((self.item, self.origin, self.kind, self.target)))

    def kept(self) -> "Lines":
        """What is to be sent: lines not rejected, of a piece at least."""
        return self.chosen((self.state == KEPT) & (self.units > 0))


def joined(parts: Iterable[Lines]) -> Lines:
    """Lines one after another."""
    some = list(parts)
    if not some:
        return none()
    return Lines(*(np.concatenate([getattr(part, field.name) for part in some]) for field in fields(Lines)))


def none() -> Lines:
    return Lines(*(np.zeros(0, np.int64) for _field in fields(Lines)))


def warehouse_names(instance: Instance) -> list[str]:
    """The warehouses in the order in which `origin` counts them: -1, -2 and so on."""
    return list(dict.fromkeys(house for house, _item in instance.warehouse))


def of_plan(instance: Instance, plan: Iterable[Line]) -> Lines:
    """The engine's lines as columns."""
    rows = list(plan)
    stores, skus = instance.stores.index, instance.skus.index
    houses = {name: -1 - at for at, name in enumerate(warehouse_names(instance))}
    packs = {pack.name: -1 - at for at, pack in enumerate(instance.prepacks)}
    kinds = {name: at for at, name in enumerate(KINDS)}
    units = _column([row.units for row in rows])
    return Lines(
        kind=_column([kinds[row.kind] for row in rows]),
        item=_column([packs[row.item] if row.item in packs else skus[row.item] for row in rows]),
        origin=_column([stores[r.origin] if r.kind == "transfer" else houses[r.origin] for r in rows]),
        target=_column([stores[row.target] for row in rows]),
        units=units,
        proposed=units.copy(),
        state=np.zeros(len(rows), np.int64),
    ).sorted()


def _column(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


def to_plan(instance: Instance, lines: Lines) -> list[Line]:
    """The columns as the engine's lines."""
    names, stores = warehouse_names(instance), instance.stores["store_id"]
    skus, packs = instance.skus["sku"], instance.prepacks
    return [
        Line(
            KINDS[kind],
            skus[item] if item >= 0 else packs[-1 - item].name,
            stores[origin] if kind == TRANSFER else names[-1 - origin],
            stores[target],
            units,
        )
        for kind, item, origin, target, units in zip(
            *(
                column.tolist()
                for column in (lines.kind, lines.item, lines.origin, lines.target, lines.units)
            ),
            strict=True,
        )
    ]


@dataclass(frozen=True)
class Parts:
    """Lines taken apart into SKUs: the line each part is of, its SKU and its units."""

    line: np.ndarray
    sku: np.ndarray
    units: np.ndarray


def parts_of(instance: Instance, lines: Lines) -> Parts:
    """Every SKU that moves; a pack's line has one part for each SKU in it, in the pack's order."""
    sealed = lines.item < 0
    if not sealed.any():
        return Parts(np.arange(len(lines)), lines.item, lines.units)
    sizes = np.array([len(pack.units) for pack in instance.prepacks])
    inside = np.array([sku for pack in instance.prepacks for sku in pack.units])
    many = np.array([units for pack in instance.prepacks for units in pack.units.values()])
    first = np.cumsum(sizes) - sizes
    count = np.where(sealed, sizes[np.where(sealed, -1 - lines.item, 0)], 1)
    line = np.repeat(np.arange(len(lines)), count)
    place = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    at = first[np.where(sealed, -1 - lines.item, 0)][line] + place
    at = np.minimum(at, len(inside) - 1)
    loose = ~sealed[line]
    return Parts(
        line,
        np.where(loose, lines.item[line], inside[at]),
        lines.units[line] * np.where(loose, 1, many[at]),
    )


@dataclass(frozen=True)
class Reckoned:
    """Why each line is there: as `reasons.Reason` says, in columns; `completes` holds a bit for each of the
    style's SKUs in the instance's order, `left_behind` is -1 where nothing is left anywhere.
    """

    cause: np.ndarray
    before: np.ndarray
    after: np.ndarray
    mean: np.ndarray
    chance: np.ndarray
    sells: np.ndarray
    completes: np.ndarray
    whole_before: np.ndarray
    left_behind: np.ndarray
    way_cost: np.ndarray
    kept_back: np.ndarray
    gain: np.ndarray
    lately: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """Where lines leave every cell: units entered and left, and before."""

    entered: np.ndarray
    left: np.ndarray
    before: np.ndarray

    @property
    def after(self) -> np.ndarray:
        return self.before + self.entered - self.left


def carried_out(instance: Instance, lines: Lines, *, checker: Checker | None = None) -> Outcome:
    """The cells once the lines are carried out; every destination must be a cell."""
    checker = checker or Checker(instance)
    parts = parts_of(instance, lines)
    entered, left = np.zeros(len(checker.key), np.int64), np.zeros(len(checker.key), np.int64)
    np.add.at(entered, _cells(checker, lines.target[parts.line], parts.sku), parts.units)
    moves = lines.kind[parts.line] == TRANSFER
    origins = _cells(checker, lines.origin[parts.line][moves], parts.sku[moves])
    np.add.at(left, origins, parts.units[moves])
    return Outcome(entered, left, checker.before)


def _cells(checker: Checker, store: np.ndarray, sku: np.ndarray) -> np.ndarray:
    if not len(store):
        return np.zeros(0, np.int64)
    found: Any = checker.find_cells(store, sku)  # ty: ignore[invalid-argument-type]
    if (found < 0).any():
        raise LookupError("a line leads to no cell")
    return found


class Pairs:
    """The pairs (store, style) that lines touch, with their worth before and after in money."""

    def __init__(self, instance: Instance, outcome: Outcome) -> None:
        cells, self.styles = instance.cells, len(instance.styles)
        key = cells.store.astype(np.int64) * self.styles + instance.sku_style[cells.sku]
        touched = (outcome.entered > 0) | (outcome.left > 0)
        self.keys = np.unique(key[touched])
        marked = np.zeros(len(instance.stores) * self.styles, bool)
        marked[self.keys] = True
        self.cells = np.flatnonzero(marked[key])
        self.of_cell = np.searchsorted(self.keys, key[self.cells])
        self.instance = instance
        self.before, self.whole_before = self._worth(outcome.before)
        self.after, self.whole_after = self._worth(outcome.after)
        self.entered, self.left = self._total(outcome.entered), self._total(outcome.left)
        self.completes = self._completes(outcome)

    def row(self, store: np.ndarray, style: np.ndarray) -> np.ndarray:
        """Where in `keys` these pairs stand; each must be touched by a line."""
        at = np.searchsorted(self.keys, store * self.styles + style)
        return np.minimum(at, max(len(self.keys) - 1, 0))

    def _total(self, units: np.ndarray) -> np.ndarray:
        return np.bincount(self.of_cell, units[self.cells], len(self.keys))

    def _worth(self, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        instance, table, cells = self.instance, self.instance.cells, self.cells
        units, sales = held[cells], np.zeros(len(cells))
        fill_sales(table.mean[cells], table.var[cells], units, sales)
        sold = np.bincount(self.of_cell, sales, len(self.keys))
        shown = np.bincount(self.of_cell, np.minimum(units, table.min_display[cells]), len(self.keys))
        missing = instance.skus["major"][table.sku[cells]] & (units < 1)
        whole = np.bincount(self.of_cell, missing, len(self.keys)) == 0
        value = instance.styles["value"][self.keys % self.styles]
        credit, rho = instance.display_credit, instance.broken_sell_through
        return value * np.where(whole, sold + credit * shown, rho * sold), whole

    def _completes(self, outcome: Outcome) -> np.ndarray:
        """A bit for each main size that the plan brings back, by the SKU's place in its style."""
        sku = self.instance.cells.sku[self.cells]
        first = np.searchsorted(self.instance.sku_style, np.arange(self.styles))
        place = sku - first[self.instance.sku_style[sku]]
        back = self.instance.skus["major"][sku]
        back &= (outcome.before[self.cells] == 0) & (outcome.after[self.cells] > 0)
        bits = np.where(back, 1 << np.minimum(place, 30), 0)
        return np.bincount(self.of_cell, bits, len(self.keys)).astype(np.int64)


def reckon(instance: Instance, lines: Lines, lately: np.ndarray) -> Reckoned:
    """Each line's reason; SKUs of a style must stand together in the instance, as a situation's do."""
    checker = Checker(instance)
    outcome, parts = carried_out(instance, lines, checker=checker), parts_of(instance, lines)
    pairs, table, first = Pairs(instance, outcome), instance.cells, _first_parts(parts, len(lines))
    sku = parts.sku[first]
    style = instance.sku_style[sku].astype(np.int64)
    total = np.bincount(parts.line, parts.units, len(lines))
    target, cell = pairs.row(lines.target, style), _cells(checker, lines.target, sku)
    sales, chance = _sales(instance, checker, lines, parts, outcome)
    moves = lines.kind == TRANSFER
    origin = np.where(moves, lines.origin, 0)
    sender = pairs.row(origin, style)
    share = (pairs.after - pairs.before)[sender] * total / np.maximum(pairs.left[sender], 1)
    way, kept = _costs(instance, lines, total, style)
    gain = (pairs.after - pairs.before)[target] * total / np.maximum(pairs.entered[target], 1)
    left = np.full(len(lines), -1, np.int64)
    left[moves] = outcome.after[_cells(checker, lines.origin[moves], sku[moves])]
    return Reckoned(
        cause=_causes(lines, pairs.whole_before[target], pairs.whole_before[sender]),
        before=outcome.before[cell],
        after=outcome.after[cell],
        mean=table.mean[cell],
        chance=chance,
        sells=sales,
        completes=pairs.completes[target],
        whole_before=pairs.whole_before[target],
        left_behind=left,
        way_cost=way,
        kept_back=kept,
        gain=gain + np.where(moves, share, 0.0) - way - kept,
        lately=lately[cell],
    )


def _first_parts(parts: Parts, lines: int) -> np.ndarray:
    return np.searchsorted(parts.line, np.arange(lines))


def _sales(
    instance: Instance, checker: Checker, lines: Lines, parts: Parts, outcome: Outcome
) -> tuple[np.ndarray, np.ndarray]:
    """(units each line is expected to sell, the chance that its first unit does)"""
    cell = _cells(checker, lines.target[parts.line], parts.sku)
    mean, var, after = instance.cells.mean[cell], instance.cells.var[cell], outcome.after[cell]
    upto, above, one = np.zeros(len(cell)), np.zeros(len(cell)), np.zeros(len(cell))
    fill_sales(mean, var, after - parts.units, upto)
    fill_sales(mean, var, after, above)
    fill_sales(mean, var, after - parts.units + 1, one)
    return np.bincount(parts.line, above - upto, len(lines)), (one - upto)[_first_parts(parts, len(lines))]


def _costs(
    instance: Instance, lines: Lines, total: np.ndarray, style: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(cost of the way, what the units would be worth at the warehouse)"""
    moves, many = lines.kind == TRANSFER, len(instance.stores)
    way = total * instance.stores["ship_cost"][lines.target]
    kept = np.where(moves, 0.0, total * instance.styles["dc_value"][style])
    if moves.any():
        lane_key = instance.lane_from.astype(np.int64) * many + instance.lane_to
        order = np.argsort(lane_key)
        at = order[np.searchsorted(lane_key, lines.origin[moves] * many + lines.target[moves], sorter=order)]
        carried = np.bincount(at, total[moves], len(lane_key))
        fixed = instance.lanes["fixed_cost"][at] / carried[at]
        way[moves] = total[moves] * (instance.lanes["unit_cost"][at] + fixed)
    return way, kept


def _causes(lines: Lines, whole_before: np.ndarray, sender_whole: np.ndarray) -> np.ndarray:
    first, completes, tops, clears, shares = range(len(CAUSES))
    loose = np.where(lines.kind == ALLOCATE, first, np.where(whole_before, tops, completes))
    moved = np.where(~sender_whole, clears, np.where(whole_before, shares, completes))
    return np.where(lines.kind == TRANSFER, moved, loose)


def add_cells(instance: Instance, lines: Lines, shape: tuple[int, int]) -> np.ndarray:
    """Stores × SKUs: the units that lines bring."""
    parts, found = parts_of(instance, lines), np.zeros(shape, np.int64)
    np.add.at(found, (lines.target[parts.line], parts.sku), parts.units)
    return found
