"""Two plans beside each other: what enters each store, cell by cell, in the one and in the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from inventory.plans.documents import Plan
from inventory.plans.keeping import read_lines, unpack_head
from inventory.plans.lines import parts_of
from kernel.db import BrandSession

Entering = Mapping[tuple[UUID, UUID], int]


@dataclass(frozen=True)
class Difference:
    """One outlet: units that both plans send it, and how many more the one or the other does."""

    outlet_id: UUID
    both: int
    more_in_one: int
    more_in_other: int
    cells: int


def compare(session: BrandSession, one: Plan, other: Plan) -> list[Difference]:
    """Outlet by outlet, those that differ most first."""
    first, second = entering(session, one), entering(session, other)
    sums: dict[UUID, list[int]] = {}
    for key in first.keys() | second.keys():
        a, b = first.get(key, 0), second.get(key, 0)
        row = sums.setdefault(key[0], [0, 0, 0, 0])
        row[0] += min(a, b)
        row[1] += max(a - b, 0)
        row[2] += max(b - a, 0)
        row[3] += a != b
    found = [Difference(outlet_id, *row) for outlet_id, row in sums.items()]
    return sorted(found, key=lambda each: (-each.more_in_one - each.more_in_other, each.outlet_id))


def entering(session: BrandSession, plan: Plan) -> Entering:
    """Units that a plan sends, by (outlet, SKU)."""
    situation, lines = unpack_head(plan.head), read_lines(session, plan).lines.kept()
    parts, found = parts_of(situation.instance, lines), {}
    targets = lines.target[parts.line].tolist()
    for store, sku, units in zip(targets, parts.sku.tolist(), parts.units.tolist(), strict=True):
        key = situation.store_ids[store], situation.sku_ids[sku]
        found[key] = found.get(key, 0) + units
    return found
