"""A situation and its lines packed into a plan's rows, and read back: all of it, or some stores' part."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select, update

from inventory.demand.packing import packed, unpacked
from inventory.planning.cellfile import Cells
from inventory.planning.instance import Instance, Prepack
from inventory.planning.tables import Table
from inventory.plans.documents import Plan, PlanSheet
from inventory.plans.lines import Lines, Reckoned
from inventory.plans.situation import Kind, Situation
from kernel.db import BrandSession

EXACT = 10_000
"""Means and variances are whole ten-thousandths."""
WHOLE = ("sku", "on_hand", "in_transit", "movable", "min_display", "max_stock")
SMALL = {"kind": np.int8, "state": np.int8, "units": np.int32, "proposed": np.int32}


@dataclass(frozen=True)
class Written:
    """Lines with their reasons, as they stand in a plan."""

    lines: Lines
    reasons: Reckoned

    def chosen(self, which: Any) -> "Written":
        reasons = Reckoned(*(getattr(self.reasons, field.name)[which] for field in fields(Reckoned)))
        return Written(self.lines.chosen(which), reasons)


def pack_head(situation: Situation) -> bytes:
    """The situation without its cells."""
    instance = situation.instance
    said = {
        "name": instance.name,
        "on": situation.on.isoformat(),
        "kind": situation.kind.value,
        "rho": instance.broken_sell_through,
        "delta": instance.display_credit,
        "tables": {name: _listed(getattr(instance, name)) for name in ("stores", "styles", "skus", "lanes")},
        "prepacks": [
            [pack.name, pack.style, list(pack.units), list(pack.units.values())] for pack in instance.prepacks
        ],
        "warehouse": [[*key, units] for key, units in instance.warehouse.items()],
        "warehouses": {name: id.hex for name, id in situation.warehouse_ids.items()},
        "ids": {
            name: [id.hex for id in getattr(situation, f"{name}_ids")]
            for name in ("store", "sku", "way", "style", "pack")
        },
    }
    text = np.frombuffer(json.dumps(said).encode(), np.uint8)
    return packed(
        {"head": text, "way": instance.sku_style, "from": instance.lane_from, "to": instance.lane_to}
    )


def _listed(table: Table) -> dict[str, Any]:
    return {
        name: [column.dtype.str, column.tolist()] if isinstance(column, np.ndarray) else ["", column]
        for name, column in table.columns.items()
    }


def unpack_head(head: bytes) -> Situation:
    """The situation without its cells, as `pack_head` was given it."""
    arrays = unpacked(head)
    said = json.loads(arrays["head"].tobytes())
    tables = {name: _table(name, columns) for name, columns in said["tables"].items()}
    instance = Instance(
        name=said["name"],
        seed=0,
        broken_sell_through=said["rho"],
        display_credit=said["delta"],
        **tables,
        sku_style=arrays["way"],
        prepacks=tuple(
            Prepack(name, style, dict(zip(skus, units, strict=True)))
            for name, style, skus, units in said["prepacks"]
        ),
        warehouse={(house, item): units for house, item, units in said["warehouse"]},
        lane_from=arrays["from"],
        lane_to=arrays["to"],
        cells=_no_cells(),
    )
    ids = {name: [UUID(hex=each) for each in some] for name, some in said["ids"].items()}
    return Situation(
        instance=instance,
        on=date.fromisoformat(said["on"]),
        kind=Kind(said["kind"]),
        store_ids=ids["store"],
        warehouse_ids={name: UUID(hex=id) for name, id in said["warehouses"].items()},
        sku_ids=ids["sku"],
        way_ids=ids["way"],
        style_ids=ids["style"],
        pack_ids=ids["pack"],
        lately=np.zeros(0, np.int32),
    )


def _table(name: str, columns: Mapping[str, list]) -> Table:
    found = {key: np.array(values, kind) if kind else values for key, (kind, values) in columns.items()}
    key = {"stores": "store_id", "styles": "style", "skus": "sku"}.get(name)
    index = {each: row for row, each in enumerate(found[key])} if key else {}
    return Table(f"{name}.csv", found, index, len(next(iter(found.values()))))


def _no_cells() -> Cells:
    none = np.zeros(0, np.int32)
    return Cells(*(none for _ in range(7)), np.zeros(0), np.zeros(0))


def pack_cells(cells: Cells, lately: np.ndarray, rows: slice) -> bytes:
    """One store's cells."""
    arrays = {name: getattr(cells, name)[rows].astype(np.int32) for name in WHOLE}
    arrays |= {
        name: np.rint(getattr(cells, name)[rows] * EXACT).astype(np.int64 if name == "var" else np.int32)
        for name in ("mean", "var")
    }
    return packed(arrays | {"lately": lately[rows].astype(np.int32)})


def unpack_cells(sheets: Iterable[tuple[int, bytes]]) -> tuple[Cells, np.ndarray]:
    """The cells of (store row, packed) sheets, and what each sold lately."""
    parts = [(place, unpacked(raw)) for place, raw in sheets]
    if not parts:
        return _no_cells(), np.zeros(0, np.int32)

    def column(name: str) -> np.ndarray:
        return np.concatenate([part[name] for _place, part in parts])

    store = np.concatenate([np.full(len(part["sku"]), place, np.int32) for place, part in parts])
    whole = {name: column(name) for name in WHOLE}
    reals = {name: column(name) / EXACT for name in ("mean", "var")}
    return Cells(store=store, **whole, **reals), column("lately")


def pack_lines(written: Written, rows: slice) -> bytes:
    """One store's lines with their reasons, each column in the smallest type that holds it."""
    arrays = {}
    for part in (written.lines, written.reasons):
        for field in fields(part):
            column = getattr(part, field.name)[rows]
            small = np.int32 if column.dtype == np.int64 else column.dtype
            arrays[field.name] = column.astype(SMALL.get(field.name, small))
    return packed(arrays)


def unpack_lines(sheets: Iterable[bytes]) -> Written:
    """The lines of packed sheets, one after another, in the types that are reckoned with."""
    parts = [unpacked(raw) for raw in sheets]
    whole = {
        field.name: _wide([part[field.name] for part in parts])
        for of in (Lines, Reckoned)
        for field in fields(of)
    }
    return Written(
        Lines(**{field.name: whole[field.name] for field in fields(Lines)}),
        Reckoned(**{field.name: whole[field.name] for field in fields(Reckoned)}),
    )


def _wide(parts: list[np.ndarray]) -> np.ndarray:
    if not parts:
        return np.zeros(0, np.int64)
    column = np.concatenate(parts)
    return column.astype(np.int64) if column.dtype.kind == "i" else column


def write_sheets(session: BrandSession, plan: Plan, situation: Situation, written: Written) -> None:
    """Lay down every store's sheet of a plan that has none."""
    cells, lines = situation.instance.cells, written.lines
    stores = np.arange(len(situation.store_ids) + 1)
    at, of = np.searchsorted(cells.store, stores), np.searchsorted(lines.target, stores)
    session.insert_many(
        PlanSheet,
        (
            {
                "plan_id": plan.id,
                "outlet_id": outlet_id,
                "place": place,
                "cells": pack_cells(cells, situation.lately, slice(at[place], at[place + 1])),
                "lines": pack_lines(written, slice(of[place], of[place + 1])),
                "count": int(of[place + 1] - of[place]),
            }
            for place, outlet_id in enumerate(situation.store_ids)
        ),
    )


def rewrite_lines(session: BrandSession, plan: Plan, places: Iterable[int], written: Written) -> None:
    """Put these stores' lines in the place of those that were."""
    for place in places:
        of = slice(*np.searchsorted(written.lines.target, (place, place + 1)))
        changed = {"lines": pack_lines(written, of), "count": int(of.stop - of.start)}
        here = (PlanSheet.plan_id == plan.id) & (PlanSheet.place == place)
        session.execute(update(PlanSheet).where(here).values(**changed))


def read_lines(session: BrandSession, plan: Plan, places: Iterable[int] | None = None) -> Written:
    """The lines that come to these stores, or all."""
    rows = select(PlanSheet.lines).where(PlanSheet.plan_id == plan.id).order_by(PlanSheet.place)
    if places is not None:
        rows = rows.where(PlanSheet.place.in_(list(places)))
    return unpack_lines(session.scalars(rows))


def read_situation_of(session: BrandSession, plan: Plan, places: Iterable[int] | None = None) -> Situation:
    """The situation that a plan was decided on, with the cells of these stores, or of all."""
    rows = select(PlanSheet.place, PlanSheet.cells).where(PlanSheet.plan_id == plan.id)
    if places is not None:
        rows = rows.where(PlanSheet.place.in_(list(places)))
    cells, lately = unpack_cells(session.execute(rows.order_by(PlanSheet.place)))
    return situated(unpack_head(plan.head), cells, lately)


def situated(head: Situation, cells: Cells, lately: np.ndarray) -> Situation:
    """The situation with these cells, and what each of them sold of late."""
    return replace(head, instance=replace(head.instance, cells=cells), lately=lately)
