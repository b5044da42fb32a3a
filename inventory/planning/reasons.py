"""Why each line is in the plan and why a cell got nothing, as data that recomputes from instance and plan."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from inventory.planning.demand import law_of
from inventory.planning.instance import Instance
from inventory.planning.plan import Line
from inventory.planning.standing import Standing


@dataclass(frozen=True)
class Reason:
    """Why a line is there.

    `why`: first_stock, completes_run, tops_up (from the warehouse) or clears_broken_run, shares_surplus (from
    a store). `before`, `after`: the receiving cell's units, `left_behind` the sending cell's. `chance`: that
    the line's first unit sells in the horizon; `sells`: how many of its units are expected to. `completes`:
    the main sizes the plan brings back. `gain`: money, the line's share of the change at both ends less what
    its units would be worth at the warehouse and the way; the shares of all lines add up to the plan's gain.
    `limit`: what keeps a further unit away.
    """

    kind: str
    item: str
    origin: str
    target: str
    units: int
    why: str
    before: int
    after: int
    mean: float
    chance: float
    sells: float
    completes: tuple[str, ...]
    whole_before: bool
    left_behind: int | None
    way_cost: float
    kept_back: float
    gain: float
    limit: str


@dataclass(frozen=True)
class WhyNot:
    """Why a cell got nothing (or no more): a code and the numbers behind it."""

    store: str
    sku: str
    code: str
    numbers: dict


def reasons_of(instance: Instance, lines: Iterable[Line]) -> list[Reason]:
    """One reason per line, in the lines' order."""
    standing = Standing(instance, lines)
    return [explain_line(standing, line) for line in standing.lines]


def explain_line(standing: Standing, line: Line) -> Reason:
    instance = standing.instance
    target = instance.stores.index[line.target]
    contents = standing.contents(line)
    first = next(iter(contents))
    style, total = int(instance.sku_style[first]), sum(contents.values())
    pair, cell = standing.pair(target, style), standing.cell(target, first)
    before, after = int(standing.before[cell]), int(standing.after[cell])
    chance, sells = _sales(standing, target, contents)
    way, kept, sender, left = _costs(standing, line, style, total, first)
    gain = (pair.after - pair.before) * total / pair.entered + sender - way - kept
    return Reason(
        line.kind, line.item, line.origin, line.target, line.units, _cause(standing, line, pair, style),
        before, after, float(instance.cells.mean[cell]), chance, sells, _completed(standing, pair),
        pair.whole_before, left, way, kept, gain, limit_of(standing, cell),
    )  # fmt: skip


def _sales(standing: Standing, target: int, contents: dict[int, int]) -> tuple[float, float]:
    """(chance the first unit sells, units of the line expected to sell), counted as the last units in the
    cell.
    """
    table, sells, chance = standing.instance.cells, 0.0, 0.0
    for number, (sku, units) in enumerate(contents.items()):
        c = standing.cell(target, sku)
        after = int(standing.after[c])
        tails = law_of(float(table.mean[c]), float(table.var[c]), after)[after - units :]
        sells += float(tails.sum())
        chance = float(tails[0]) if number == 0 else chance
    return chance, sells


def _costs(
    standing: Standing, line: Line, style: int, total: int, sku: int
) -> tuple[float, float, float, int | None]:
    """(cost of the way, value given up at the warehouse, share of the sender's change, units the sender is
    left with)
    """
    instance = standing.instance
    if line.kind != "transfer":
        store = instance.stores.index[line.target]
        return (
            total * float(instance.stores["ship_cost"][store]),
            total * float(instance.styles["dc_value"][style]),
            0.0,
            None,
        )
    origin = instance.stores.index[line.origin]
    pair = standing.pair(origin, style)
    lane = lane_row(instance, line.origin, line.target)
    carried = standing.on_lane[line.origin, line.target]
    fixed, unit = float(instance.lanes["fixed_cost"][lane]), float(instance.lanes["unit_cost"][lane])
    sender = (pair.after - pair.before) * total / pair.left
    return total * (unit + fixed / carried), 0.0, sender, int(standing.after[standing.cell(origin, sku)])


def lane_row(instance: Instance, origin: str, target: str) -> int:
    """The lane's row; -1 if there is none."""
    i, j = instance.stores.index[origin], instance.stores.index[target]
    rows = ((instance.lane_from == i) & (instance.lane_to == j)).nonzero()[0]
    return int(rows[0]) if len(rows) else -1


def _cause(standing: Standing, line: Line, pair, style: int) -> str:
    if line.kind == "transfer":
        sender = standing.pair(standing.instance.stores.index[line.origin], style)
        if not sender.whole_before:
            return "clears_broken_run"
        return "completes_run" if not pair.whole_before else "shares_surplus"
    if line.kind == "allocate":
        return "first_stock"
    return "tops_up" if pair.whole_before else "completes_run"


def _completed(standing: Standing, pair) -> tuple[str, ...]:
    skus, table = standing.instance.skus, standing.instance.cells
    return tuple(
        skus["size"][table.sku[c]]
        for c in pair.cells.tolist()
        if skus["major"][table.sku[c]] and standing.before[c] == 0 and standing.after[c] > 0
    )


def limit_of(standing: Standing, cell: int) -> str:
    """What keeps one more unit out of a receiving cell: max_stock, inbound, capacity, supply or worth."""
    instance = standing.instance
    store, sku = int(instance.cells.store[cell]), int(instance.cells.sku[cell])
    stores = instance.stores
    if standing.after[cell] >= max(instance.cells.max_stock[cell], standing.before[cell]):
        return "max_stock"
    if standing.store_entered[store] >= stores["max_inbound_units"][store]:
        return "inbound"
    if standing.store_after[store] >= max(stores["capacity_units"][store], standing.store_before[store]):
        return "capacity"
    lot = int(instance.styles["lot_size"][instance.sku_style[sku]])
    return "worth" if standing.available(instance.skus["sku"][sku]) >= lot else "supply"


def why_not(standing: Standing, *, store: str, sku: str) -> WhyNot:
    """Why the cell got nothing more than the plan gives it: the first rule that stands in the way, or the
    numbers.
    """
    instance = standing.instance
    j, k = instance.stores.index[store], instance.skus.index[sku]
    cell, style = standing.cell(j, k), int(instance.sku_style[k])

    def answer(code: str, **numbers) -> WhyNot:  # the numbers differ by code
        return WhyNot(store, sku, code, numbers)

    if cell < 0:
        return answer("not_in_assortment")
    if instance.stores["frozen"][j]:
        return answer("store_closed")
    if instance.styles["status"][style] == "eos" and not instance.stores["accepts_eos"][j]:
        return answer("end_of_season")
    pair = standing.pair(j, style)
    if pair.left:
        return answer("pair_sends", units=pair.left)
    limit = limit_of(standing, cell)
    if limit in ("max_stock", "inbound", "capacity"):
        return answer(limit, units=int(standing.after[cell]), most=int(instance.cells.max_stock[cell]))
    ways = open_ways(standing, j, k)
    if not ways:
        return answer("no_source", ships_today=bool(instance.stores["ships_today"][j]))
    missing = [
        instance.skus["size"][instance.cells.sku[c]] for c in pair.cells.tolist() if _is_missing(standing, c)
    ]
    one_more = standing.after[pair.cells] + (pair.cells == cell)
    worth = standing.value(pair.cells, one_more)[0] - pair.after
    if missing and missing != [instance.skus["size"][k]]:
        return answer("run_stays_broken", missing=missing, worth=worth)
    cheapest = min(ways.values())
    code = "below_cost" if worth <= cheapest else "better_elsewhere"
    return answer(code, worth=worth, cost=cheapest, source=min(ways, key=lambda way: ways[way]))


def _is_missing(standing: Standing, c: int) -> bool:
    instance = standing.instance
    return bool(instance.skus["major"][instance.cells.sku[c]]) and standing.after[c] == 0


def open_ways(standing: Standing, store: int, sku: int) -> dict[str, float]:
    """What one more unit would cost by each way it could come: warehouse, or a store that could spare it."""
    instance, ways = standing.instance, {}
    name, style = instance.skus["sku"][sku], int(instance.sku_style[sku])
    lot = int(instance.styles["lot_size"][style])
    if instance.stores["ships_today"][store] and standing.available(name) >= lot:
        ways["warehouse"] = float(instance.styles["dc_value"][style] + instance.stores["ship_cost"][store])
    if not instance.stores["can_receive"][store]:
        return ways
    for lane in (instance.lane_to == store).nonzero()[0]:
        origin = int(instance.lane_from[lane])
        cell = standing.cell(origin, sku)
        if cell < 0 or not instance.stores["can_send"][origin] or instance.stores["frozen"][origin]:
            continue
        pair = standing.pair(origin, style)
        spare = min(
            int(instance.cells.movable[cell]) - int(standing.left[cell]), int(standing.after[cell]) - 1
        )
        if spare > 0 and pair.whole_after and not pair.entered:
            fewer = standing.after[pair.cells] - (pair.cells == cell)
            loss = pair.after - standing.value(pair.cells, fewer)[0]
            used = (
                instance.stores["store_id"][origin],
                instance.stores["store_id"][store],
            ) in standing.on_lane
            opening = 0.0 if used else float(instance.lanes["fixed_cost"][lane])
            ways[instance.stores["store_id"][origin]] = (
                loss + float(instance.lanes["unit_cost"][lane]) + opening
            )
    return ways


def write_reasons(reasons: Iterable[Reason], path: str | Path) -> None:
    """One JSON object a line, in the plan's order."""
    with Path(path).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(reason), ensure_ascii=False) + "\n" for reason in reasons)
