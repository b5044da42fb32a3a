"""The plan as lines, and its file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inventory.planning.instance import Instance
from inventory.planning.problem import Problem
from inventory.planning.state import State

KINDS = ("allocate", "replenish", "transfer")
HEADER = ("kind", "sku", "from", "to", "qty")


@dataclass(frozen=True)
class Line:
    """One row of a plan: `units` counts packs where the item is a prepack."""

    kind: str
    item: str
    origin: str
    target: str
    units: int


def lines_of(instance: Instance, p: Problem, state: State) -> list[Line]:
    """The plan's lines: from the warehouse in sku order, then transfers."""
    return [
        *_loose_lines(instance, p, state),
        *_pack_lines(instance, p, state),
        *_transfer_lines(instance, p, state),
    ]


def _loose_lines(instance: Instance, p: Problem, state: State) -> list[Line]:
    cells = np.flatnonzero(state.loose)
    pair = p.cell_pair[cells]
    sku = p.sku_row[p.style_sku[p.pair_style[pair]] + p.cell_size[cells]].tolist()
    left = _stock_by_item(instance)
    lines = []
    columns = (sku, p.pair_store[pair].tolist(), p.held[pair].tolist(), state.loose[cells].tolist())
    lot = p.lot[p.pair_style[pair]].tolist()
    for k, store, held, units, size in zip(*columns, lot, strict=True):
        item, to = instance.skus["sku"][k], instance.stores["store_id"][store]
        for dc, count in _draw_down(left[item], units, size):
            lines.append(Line(KINDS[held], item, dc, to, count))
    return lines


def _stock_by_item(instance: Instance) -> dict[str, list[list]]:
    left: dict[str, list[list]] = {}
    for (dc, item), units in instance.warehouse.items():
        left.setdefault(item, []).append([dc, units])
    return left


def _draw_down(stock: list[list], units: int, lot: int) -> list[tuple[str, int]]:
    """Takes `units`, whole lots at a time, from the warehouses in turn."""
    drawn = []
    for entry in stock:
        count = min(units, max(entry[1], 0) // lot * lot)
        if count > 0:
            entry[1] -= count
            units -= count
            drawn.append((entry[0], count))
        if units == 0:
            return drawn
    raise ValueError("the plan sends more than the warehouses hold")


def _pack_lines(instance: Instance, p: Problem, state: State) -> list[Line]:
    left, lines = _stock_by_item(instance), []
    owner = np.repeat(np.arange(len(p.pair_store)), np.diff(state.pack_at))
    for at in np.flatnonzero(state.packs):
        pair = owner[at]
        number = p.style_pack[p.pair_style[pair]] + at - state.pack_at[pair]
        item = instance.prepacks[p.pack_row[number]].name
        to = instance.stores["store_id"][p.pair_store[pair]]
        for dc, count in _draw_down(left[item], int(state.packs[at]), 1):
            lines.append(Line(KINDS[int(p.held[pair])], item, dc, to, count))
    return lines


def _transfer_lines(instance: Instance, p: Problem, state: State) -> list[Line]:
    used = _slots(state)
    origin, target = state.move_from[used], state.move_to[used]
    pair = p.cell_pair[origin]
    sku = p.sku_row[p.style_sku[p.pair_style[pair]] + p.cell_size[origin]].tolist()
    senders, receivers = p.pair_store[pair].tolist(), p.pair_store[p.cell_pair[target]].tolist()
    names, stores = instance.skus["sku"], instance.stores["store_id"]
    units = state.move_units[used].tolist()
    return [
        Line("transfer", names[k], stores[i], stores[j], count)
        for k, i, j, count in zip(sku, senders, receivers, units, strict=True)
    ]


def _slots(state: State) -> np.ndarray:
    """The slots of the transfer lists that are in use."""
    first = state.move_start[:-1]
    total = int(state.move_count.sum())
    skip = np.cumsum(state.move_count) - state.move_count
    return np.repeat(first - skip, state.move_count) + np.arange(total)


def write_plan(lines: list[Line], path: str | Path) -> None:
    """Writes the plan as FORMAT's CSV."""
    rows = [f"{line.kind},{line.item},{line.origin},{line.target},{line.units}\n" for line in lines]
    Path(path).write_text(",".join(HEADER) + "\n" + "".join(rows), encoding="utf-8")
