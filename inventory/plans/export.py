"""A situation as planning files, for other planners and for the judge."""

import json
from pathlib import Path

import numpy as np

from inventory.planning.tables import Table
from inventory.plans.situation import Situation

CELLS = ("on_hand", "in_transit", "movable", "mean", "var", "min_display", "max_stock")


def write_instance(situation: Situation, folder: Path, *, currency: str) -> None:
    """Write every file of the format; reading them gives the same instance again."""
    folder.mkdir(parents=True, exist_ok=True)
    instance = situation.instance
    for table in (instance.stores, instance.styles, instance.skus, instance.lanes):
        _write(folder / table.file, _columns(table))
    packs = [
        (pack.name, instance.skus["sku"][sku], units)
        for pack in instance.prepacks
        for sku, units in pack.units.items()
    ]
    _write(folder / "prepacks.csv", _rows(("prepack", "sku", "units"), packs))
    stock = [(house, item, units, 0) for (house, item), units in instance.warehouse.items()]
    _write(folder / "dc_stock.csv", _rows(("dc_id", "item", "on_hand", "reserved"), stock))
    _write_cells(situation, folder / "cells.csv")
    parameters = {
        "name": instance.name,
        "seed": instance.seed,
        "currency": currency,
        "broken_sell_through": instance.broken_sell_through,
        "display_credit": instance.display_credit,
        "stores": len(instance.stores),
        "styles": len(instance.styles),
        "skus": len(instance.skus),
        "cells": len(instance.cells),
        "lanes": len(instance.lanes),
        "format": "alloc-instance/1",
    }
    (folder / "params.json").write_text(json.dumps(parameters, indent=1), encoding="utf-8")


def _columns(table: Table) -> dict[str, list[str]]:
    return {name: _texts(column) for name, column in table.columns.items()}


def _texts(column) -> list[str]:
    if isinstance(column, np.ndarray) and column.dtype.kind in "bi":
        return [str(int(value)) for value in column.tolist()]
    values = column.tolist() if isinstance(column, np.ndarray) else column
    return [repr(value) if isinstance(value, float) else str(value) for value in values]


def _rows(names: tuple[str, ...], rows: list[tuple]) -> dict[str, list[str]]:
    return {name: [str(row[at]) for row in rows] for at, name in enumerate(names)}


def _write(path: Path, columns: dict[str, list[str]]) -> None:
    lines = [",".join(columns), *(",".join(row) for row in zip(*columns.values(), strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_cells(situation: Situation, path: Path) -> None:
    instance, cells = situation.instance, situation.instance.cells
    stores, skus = instance.stores["store_id"], instance.skus["sku"]
    columns = [getattr(cells, name).tolist() for name in CELLS]
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(("store_id", "sku", *CELLS)) + "\n")
        file.writelines(
            f"{stores[j]},{skus[k]},{a},{b},{c},{mean},{var},{d},{e}\n"
            for j, k, a, b, c, mean, var, d, e in zip(
                cells.store.tolist(), cells.sku.tolist(), *columns, strict=True
            )
        )
