"""A plan as its pages show it: totals by outlet and colourway, lines with their reasons, the grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select

from admin.frame import brand
from admin.wordings import said
from catalogue.styles import Colourway, Style
from i18n.money import Money, exponent
from inventory.plans import telling
from inventory.plans.documents import Plan
from inventory.plans.keeping import Written, read_lines, read_situation_of, unpack_head
from inventory.plans.lines import add_cells, warehouse_names
from inventory.plans.situation import Situation
from inventory.plans.telling import Said
from inventory.plans.totals import Totals, unpack_totals
from kernel.web.transactions import session
from tenancy.outlets import Outlet

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def outlet_names() -> dict[UUID, str]:
    rows = session().execute(select(Outlet.id, Outlet.code, Outlet.words).order_by(Outlet.code))
    return {id: str(said(words, otherwise=code)) for id, code, words in rows}


def money(amount: float) -> Money:
    """An amount of a plan, which reckons in minor units, to the whole of the currency."""
    minor = 10 ** exponent(brand().currency)
    return Money(round(amount / minor) * minor, brand().currency)


@dataclass(frozen=True)
class Sheet:
    """A plan that has been worked out, opened for reading."""

    plan: Plan
    situation: Situation

    @classmethod
    def of(cls, plan: Plan) -> "Sheet":
        return cls(plan, unpack_head(plan.head))

    @cached_property
    def totals(self) -> Totals:
        return unpack_totals(self.plan.summary)

    @cached_property
    def names(self) -> dict[UUID, str]:
        return outlet_names()

    @cached_property
    def houses(self) -> list[str]:
        ids = self.situation.warehouse_ids
        return [self.names.get(ids[name], name) for name in warehouse_names(self.situation.instance)]

    def store_name(self, place: int) -> str:
        return self.names.get(self.situation.store_ids[place], "")

    def place_of(self, outlet_id: UUID) -> int | None:
        ids = self.situation.store_ids
        return ids.index(outlet_id) if outlet_id in ids else None

    def way_of(self, way_id: UUID) -> int | None:
        ids = self.situation.way_ids
        return ids.index(way_id) if way_id in ids else None

    def by_outlet(self) -> list[dict[str, Any]]:
        """A row for each store that anything enters or leaves, what gains most first."""
        totals, stores = self.totals, self.situation.instance.stores
        touched = (totals.store_from_dc + totals.store_moved_in + totals.store_moved_out) > 0
        return [
            {
                "id": self.situation.store_ids[at],
                "name": self.store_name(at),
                "from_dc": int(totals.store_from_dc[at]),
                "moved_in": int(totals.store_moved_in[at]),
                "moved_out": int(totals.store_moved_out[at]),
                "before": int(totals.store_before[at]),
                "after": int(totals.store_after[at]),
                "room": int(stores["capacity_units"][at]),
                "broken_before": int(totals.store_broken_before[at]),
                "broken_after": int(totals.store_broken_after[at]),
                "gain": money(float(totals.store_gain[at])),
            }
            for at in _best_first(touched, totals.store_gain)
        ]

    def by_way(self, *, page: int, size: int) -> tuple[list[dict[str, Any]], int]:
        """One page of the colourways that move, what gains most first, and how many there are."""
        totals = self.totals
        order = _best_first((totals.way_from_dc + totals.way_moved) > 0, totals.way_gain)
        some = order[(page - 1) * size : page * size]
        named = way_names(self.situation.way_ids[at] for at in some)
        rows = [
            {
                "id": self.situation.way_ids[at],
                "name": named.get(self.situation.way_ids[at], ("", "")),
                "status": self.situation.instance.styles["status"][at],
                "from_dc": int(totals.way_from_dc[at]),
                "moved": int(totals.way_moved[at]),
                "before": int(totals.way_before[at]),
                "after": int(totals.way_after[at]),
                "broken_before": int(totals.way_broken_before[at]),
                "broken_after": int(totals.way_broken_after[at]),
                "gain": money(float(totals.way_gain[at])),
            }
            for at in some
        ]
        return rows, len(order)

    def whole(self) -> dict[str, Any]:
        """The plan's figures at a glance."""
        totals = self.totals
        return {
            "from_dc": int(totals.store_from_dc.sum()),
            "moved": int(totals.store_moved_in.sum()),
            "broken_before": int(totals.store_broken_before.sum()),
            "broken_after": int(totals.store_broken_after.sum()),
            "gain": money(self.plan.gain),
            "share": self.plan.share,
        }

    def lines(self, written: Written) -> list[dict[str, Any]]:
        """Lines as a table shows them, each with its reason in words."""
        said_lines = list(telling.lines_of(self.situation.instance, written))
        ways = self._way_names(said_lines)
        return [self._line(line, ways) for line in said_lines]

    def _way_names(self, lines: Iterable[Said]) -> dict[UUID, tuple[Any, Any]]:
        return way_names({self.situation.way_ids[self._way(line)] for line in lines})

    def _way(self, line: Said) -> int:
        instance = self.situation.instance
        if line.item >= 0:
            return int(instance.sku_style[line.item])
        return instance.prepacks[-1 - line.item].style

    def _line(self, line: Said, ways: dict[UUID, tuple[Any, Any]]) -> dict[str, Any]:
        instance, way = self.situation.instance, self._way(line)
        origin = self.store_name(line.origin) if line.is_transfer else self.houses[-1 - line.origin]
        sku = line.item if line.item >= 0 else next(iter(instance.prepacks[-1 - line.item].units))
        return {
            "line": line,
            "kind": telling.KIND_NAMES[line.kind],
            "way_id": self.situation.way_ids[way],
            "name": ways.get(self.situation.way_ids[way], ("", "")),
            "sku_id": self.situation.sku_ids[sku],
            "code": telling.item_name(instance, line.item),
            "size": instance.skus["size"][sku] if line.item >= 0 else "",
            "origin": origin,
            "because": telling.because(line, origin=origin),
            "gain": money(line.gain),
        }  # fmt: skip

    def grid(self, way: int) -> dict[str, Any]:
        """One colourway over the outlets that carry it: what is there, what enters, what each holds after."""
        situation, written = read_situation_of(session(), self.plan), read_lines(session(), self.plan)
        instance, kept = situation.instance, written.lines.kept()
        mine = np.flatnonzero(instance.sku_style == way)
        shape = (len(situation.store_ids), len(situation.sku_ids))
        entering = add_cells(instance, kept, shape)[:, mine]
        cells = np.flatnonzero(np.isin(instance.cells.sku, mine))
        held = np.full((shape[0], len(mine)), -1, np.int64)
        column = np.searchsorted(mine, instance.cells.sku[cells])
        held[instance.cells.store[cells], column] = (
            instance.cells.on_hand[cells] + instance.cells.in_transit[cells]
        )
        rows = [
            {
                "id": situation.store_ids[place],
                "name": self.store_name(place),
                "cells": [
                    {"sku_id": situation.sku_ids[mine[at]], "held": int(held[place, at]),
                     "enters": int(entering[place, at])}
                    for at in range(len(mine))
                ],
            }
            for place in np.flatnonzero((held >= 0).any(1)).tolist()
        ]  # fmt: skip
        return {"sizes": [instance.skus["size"][sku] for sku in mine], "rows": rows}


def _best_first(touched: np.ndarray, gain: np.ndarray) -> list[int]:
    at = np.flatnonzero(touched)
    return at[np.argsort(-gain[at], kind="stable")].tolist()


def way_names(ids: Iterable[UUID]) -> dict[UUID, tuple[Any, Any]]:
    """(style, colour) of colourways, in the reader's words."""
    wanted, found = sorted(ids), {}
    joined = select(Colourway.id, Style.words, Style.code, Colourway.words, Colourway.code)
    joined = joined.join(Style, Style.id == Colourway.style_id)
    for start in range(0, len(wanted), 400):
        for id, style, code, way, way_code in session().execute(
            joined.where(Colourway.id.in_(wanted[start : start + 400]))
        ):
            found[id] = said(style, otherwise=code), said(way, otherwise=way_code)
    return found


def disarmed(rows: Iterable[tuple]) -> Iterator[list]:
    """Rows whose texts no spreadsheet takes for a formula."""
    for row in rows:
        yield [f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell for cell in row]
