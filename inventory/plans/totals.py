"""A plan's totals by store and by colourway: what goes where, and what that does to room and size runs."""

from dataclasses import dataclass, fields

import numpy as np

from inventory.demand.packing import packed, unpacked
from inventory.planning.instance import Instance
from inventory.plans.keeping import Written
from inventory.plans.lines import TRANSFER, carried_out, parts_of


@dataclass(frozen=True)
class Totals:
    """Columns by store (`store_…`) and by colourway (`way_…`), in units, pairs or money.

    `from_dc`, `moved_in`, `moved_out`: units; `before`, `after`: units in the stores; `broken_…` and
    `held_…`: pairs of a store and a colourway with a main size missing, and with any stock.
    """

    store_from_dc: np.ndarray
    store_moved_in: np.ndarray
    store_moved_out: np.ndarray
    store_before: np.ndarray
    store_after: np.ndarray
    store_broken_before: np.ndarray
    store_broken_after: np.ndarray
    store_held_before: np.ndarray
    store_held_after: np.ndarray
    store_gain: np.ndarray
    way_from_dc: np.ndarray
    way_moved: np.ndarray
    way_before: np.ndarray
    way_after: np.ndarray
    way_broken_before: np.ndarray
    way_broken_after: np.ndarray
    way_gain: np.ndarray

    def __add__(self, other: "Totals") -> "Totals":
        return self._with(other, 1)

    def __sub__(self, other: "Totals") -> "Totals":
        return self._with(other, -1)

    def _with(self, other: "Totals", sign: int) -> "Totals":
        return Totals(*(getattr(self, f.name) + sign * getattr(other, f.name) for f in fields(Totals)))


def add_up(instance: Instance, written: Written) -> Totals:
    """The totals of the lines that are kept, over the cells at hand."""
    stores, ways = len(instance.stores), len(instance.styles)
    kept = written.lines.state == 0
    lines, gain = written.lines.chosen(kept), written.reasons.gain[kept]
    outcome, parts, cells = carried_out(instance, lines), parts_of(instance, lines), instance.cells
    moves = lines.kind == TRANSFER
    way = instance.sku_style[parts.sku] if len(parts.sku) else np.zeros(0, np.int64)
    line_way = way[np.searchsorted(parts.line, np.arange(len(lines)))] if len(lines) else way
    part_moves, to, out_of = moves[parts.line], lines.target[parts.line], lines.origin[parts.line]
    cell_way = instance.sku_style[cells.sku]
    broken, held = zip(*(_pairs(instance, units) for units in (outcome.before, outcome.after)), strict=True)

    def sums(of: np.ndarray, units: np.ndarray, size: int) -> np.ndarray:
        return np.bincount(of, units, size)

    return Totals(
        store_from_dc=sums(to[~part_moves], parts.units[~part_moves], stores),
        store_moved_in=sums(to[part_moves], parts.units[part_moves], stores),
        store_moved_out=sums(out_of[part_moves], parts.units[part_moves], stores),
        store_before=sums(cells.store, outcome.before, stores),
        store_after=sums(cells.store, outcome.after, stores),
        store_broken_before=broken[0].sum(1),
        store_broken_after=broken[1].sum(1),
        store_held_before=held[0].sum(1),
        store_held_after=held[1].sum(1),
        store_gain=sums(lines.target, gain, stores),
        way_from_dc=sums(way[~part_moves], parts.units[~part_moves], ways),
        way_moved=sums(way[part_moves], parts.units[part_moves], ways),
        way_before=sums(cell_way, outcome.before, ways),
        way_after=sums(cell_way, outcome.after, ways),
        way_broken_before=broken[0].sum(0),
        way_broken_after=broken[1].sum(0),
        way_gain=sums(line_way, gain, ways),
    )


def _pairs(instance: Instance, units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Stores × colourways: (broken, held) with these units in the cells."""
    cells, shape = instance.cells, (len(instance.stores), len(instance.styles))
    key, size = cells.store.astype(np.int64) * shape[1] + instance.sku_style[cells.sku], shape[0] * shape[1]
    held = np.bincount(key, units, size) > 0
    missing = np.bincount(key, instance.skus["major"][cells.sku] & (units < 1), size) > 0
    return (held & missing).reshape(shape), held.reshape(shape)


def pack_totals(totals: Totals) -> bytes:
    return packed({field.name: getattr(totals, field.name) for field in fields(Totals)})


def unpack_totals(raw: bytes) -> Totals:
    return Totals(**unpacked(raw))
