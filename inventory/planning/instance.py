"""Reads a planning instance, a folder of CSV files and params.json, or says where it is wrong."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inventory.planning.cellfile import Cells, read_cells
from inventory.planning.tables import BadInstance, Table, read_table

FLAG, COUNT, MONEY, TEXT = "flag", "count", "money", "text"

STORES = {
    "store_id": TEXT,
    "frozen": FLAG,
    "can_send": FLAG,
    "can_receive": FLAG,
    "accepts_eos": FLAG,
    "ships_today": FLAG,
    "capacity_units": COUNT,
    "max_inbound_units": COUNT,
    "min_order_units": COUNT,
    "max_out_lanes": COUNT,
    "ship_cost": MONEY,
}
STYLES = {"style": TEXT, "status": TEXT, "value": MONEY, "dc_value": MONEY, "lot_size": COUNT}
SKUS = {"sku": TEXT, "style": TEXT, "size": TEXT, "size_rank": COUNT, "major": FLAG}
DC_STOCK = {"dc_id": TEXT, "item": TEXT, "on_hand": COUNT, "reserved": COUNT}
PREPACKS = {"prepack": TEXT, "sku": TEXT, "units": COUNT}
LANES = {
    "from": TEXT,
    "to": TEXT,
    "fixed_cost": MONEY,
    "unit_cost": MONEY,
    "min_qty": COUNT,
    "max_qty": COUNT,
}


@dataclass(frozen=True)
class Prepack:
    """A sealed assortment of sizes of one style; `units` maps the sku's number to the units inside."""

    name: str
    style: int
    units: dict[int, int]


@dataclass(frozen=True)
class Instance:
    """One wave's situation: tables with ids replaced by row numbers, quantities in units, money in one
    currency.

    `warehouse` maps (warehouse, item id) to available units or packs.
    """

    name: str
    seed: int
    broken_sell_through: float
    display_credit: float
    stores: Table
    styles: Table
    skus: Table
    sku_style: np.ndarray
    prepacks: tuple[Prepack, ...]
    warehouse: dict[tuple[str, str], int]
    lanes: Table
    lane_from: np.ndarray
    lane_to: np.ndarray
    cells: Cells


def read_instance(folder: str | Path) -> Instance:
    """The instance in `folder`; raises BadInstance naming file, row and column."""
    folder = Path(folder)
    name, seed, rho, delta = _read_parameters(folder)
    stores = read_table(folder, "stores.csv", STORES, key="store_id")
    styles = read_table(folder, "styles.csv", STYLES, key="style")
    skus = read_table(folder, "skus.csv", SKUS, key="sku")
    styles.require("lot_size", styles["lot_size"] >= 1, "must be at least 1")
    sku_style = skus.refer("style", styles)
    prepacks = _read_prepacks(folder, skus, sku_style)
    warehouse = _read_warehouse(folder, skus, prepacks)
    lanes = read_table(folder, "lanes.csv", LANES)
    lane_from, lane_to = lanes.refer("from", stores), lanes.refer("to", stores)
    _require_single_lanes(lanes, lane_from, lane_to, stores=len(stores))
    cells = read_cells(folder, stores=stores, skus=skus)
    return Instance(
        name,
        seed,
        rho,
        delta,
        stores,
        styles,
        skus,
        sku_style,
        prepacks,
        warehouse,
        lanes,
        lane_from,
        lane_to,
        cells,
    )


def _read_parameters(folder: Path) -> tuple[str, int, float, float]:
    path = folder / "params.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInstance("params.json", None, None, "the file is missing") from None
    except ValueError as error:
        raise BadInstance("params.json", None, None, f"is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadInstance("params.json", None, None, "must be a JSON object")
    rho, delta = _fraction(found, "broken_sell_through"), _fraction(found, "display_credit")
    if rho > 1:
        raise BadInstance("params.json", None, "broken_sell_through", "must be between 0 and 1")
    return str(found.get("name", folder.name)), int(found.get("seed", 0) or 0), rho, delta


def _fraction(found: dict, field: str) -> float:
    number = found.get(field)
    if not isinstance(number, int | float) or isinstance(number, bool) or not 0 <= number < 1e9:
        raise BadInstance(
            "params.json", None, field, f"must be a number that is not negative, found {number!r}"
        )
    return float(number)


def _read_prepacks(folder: Path, skus: Table, sku_style: np.ndarray) -> tuple[Prepack, ...]:
    table = read_table(folder, "prepacks.csv", PREPACKS)
    table.require("units", table["units"] >= 1, "must be at least 1")
    sku, packs = table.refer("sku", skus), {}
    for row, (name, k, units) in enumerate(
        zip(table["prepack"], sku.tolist(), table["units"].tolist(), strict=True)
    ):
        if name in skus.index:
            raise table.error(row, "prepack", f"{name!r} is also a sku")
        pack = packs.setdefault(name, Prepack(name, int(sku_style[k]), {}))
        if pack.style != sku_style[k]:
            raise table.error(row, "sku", f"prepack {name!r} mixes styles")
        pack.units[k] = pack.units.get(k, 0) + units
    return tuple(packs.values())


def _read_warehouse(folder: Path, skus: Table, prepacks: tuple[Prepack, ...]) -> dict[tuple[str, str], int]:
    table = read_table(folder, "dc_stock.csv", DC_STOCK)
    known, available = {p.name for p in prepacks}, {}
    free = (table["on_hand"] - table["reserved"]).tolist()
    for row, (dc, item, units) in enumerate(zip(table["dc_id"], table["item"], free, strict=True)):
        if item not in skus.index and item not in known:
            raise table.error(row, "item", f"unknown sku or prepack {item!r}")
        available[dc, item] = available.get((dc, item), 0) + units
    return available


def _require_single_lanes(lanes: Table, origin: np.ndarray, target: np.ndarray, *, stores: int) -> None:
    lanes.require("to", origin != target, "a lane must join two different stores")
    key = origin.astype(np.int64) * stores + target
    _, first = np.unique(key, return_index=True)
    single = np.zeros(len(key), bool)
    single[first] = True
    lanes.require("to", single, "the lane is listed twice")
