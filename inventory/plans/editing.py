"""A plan changed by hand: what enters a cell is fixed, and the rest is solved anew around it.

fix(session, plan, wanted, version=, by=, at=)      {(store row, SKU row): units that are to come in}
why_not(session, plan, place, sku) -> WhyNot        why a cell got nothing more
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

import numpy as np

from i18n import _
from inventory.planning.command import checked_lines
from inventory.planning.instance import Instance
from inventory.planning.pins import Pin, UnknownCell, fix_cells
from inventory.planning.problem import build_problem
from inventory.planning.reasons import WhyNot
from inventory.planning.reasons import why_not as explain
from inventory.planning.resume import resume
from inventory.planning.standing import Standing
from inventory.plans.documents import EDITABLE, Plan, hold
from inventory.plans.keeping import Written, read_lines, read_situation_of, rewrite_lines, unpack_head
from inventory.plans.lines import (
    REJECTED,
    Lines,
    Reckoned,
    joined,
    of_plan,
    parts_of,
    reckon,
    to_plan,
    warehouse_names,
)  # fmt: skip
from inventory.plans.situation import Situation
from inventory.plans.totals import add_up, pack_totals, unpack_totals
from kernel import events
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor

Wanted = Mapping[tuple[int, int], int]


class CannotBe(Refusal):
    message = _(
        "%(units)s of %(sku)s can't come to %(store)s: a rule, the stock or the room forbids it. "
        "Nothing was changed."
    )


class NotCarried(Refusal):
    message = _("%(store)s does not carry %(sku)s.")


@dataclass(frozen=True)
class Desk:
    """The part of a plan that an edit can touch: the stores joined by lanes with those in question."""

    situation: Situation
    written: Written
    places: np.ndarray

    @property
    def instance(self) -> Instance:
        return self.situation.instance


def open_desk(session: BrandSession, plan: Plan, stores: Iterable[int]) -> Desk:
    """Read that part; what other stores get is taken from the warehouses beforehand."""
    head = unpack_head(plan.head)
    places = joined_stores(head.instance, stores)
    situation = read_situation_of(session, plan, places.tolist())
    written = read_lines(session, plan)
    here = np.isin(written.lines.target, places)
    left = _less(head.instance, written.lines.chosen(~here).kept())
    instance = replace(situation.instance, warehouse=left)
    return Desk(replace(situation, instance=instance), written.chosen(here), places)


def joined_stores(instance: Instance, stores: Iterable[int]) -> np.ndarray:
    """The stores that lanes join with these, themselves included."""
    reached = np.zeros(len(instance.stores), bool)
    reached[list(stores)] = True
    while True:
        more = reached.copy()
        more[instance.lane_to[reached[instance.lane_from]]] = True
        more[instance.lane_from[reached[instance.lane_to]]] = True
        if (more == reached).all():
            return np.flatnonzero(reached)
        reached = more


def _less(instance: Instance, lines: Lines) -> dict[tuple[str, str], int]:
    """What the warehouses hold once these lines have drawn on them."""
    left, names = dict(instance.warehouse), warehouse_names(instance)
    drawn = lines.chosen(lines.origin < 0)
    for origin, item, units in zip(
        drawn.origin.tolist(), drawn.item.tolist(), drawn.units.tolist(), strict=True
    ):
        name = instance.skus["sku"][item] if item >= 0 else instance.prepacks[-1 - item].name
        left[names[-1 - origin], name] -= units
    return left


def fix(session: BrandSession, plan: Plan, wanted: Wanted, *, version: int, by: Actor, at: datetime) -> None:
    """Have exactly so many units enter each cell, now and whatever else is changed later."""
    hold(session, plan, *EDITABLE, version=version)
    desk = open_desk(session, plan, {store for store, _sku in wanted})
    pins = {(store, sku): units for store, sku, units in plan.pins} | dict(wanted)
    solved = solve(desk, {key: units for key, units in pins.items() if key[0] in desk.places})
    before, after = add_up(desk.instance, desk.written), add_up(desk.instance, solved)
    plan.summary = pack_totals(unpack_totals(plan.summary) - before + after)
    plan.lines += _kept(solved) - _kept(desk.written)
    plan.units += _units(desk.instance, solved) - _units(desk.instance, desk.written)
    plan.gain = round(plan.gain + _gain(solved) - _gain(desk.written), 2)
    plan.pins = [[*key, units] for key, units in sorted(pins.items())]
    plan.version += 1
    session.add(plan)
    rewrite_lines(session, plan, _changed(desk, solved), solved)
    told = [[desk.instance.skus["sku"][sku], desk.instance.stores["store_id"][store], units]
            for (store, sku), units in wanted.items()]  # fmt: skip
    events.record(plan, "edited", by=by, at=at, particulars={"fixed": told[:50]})


def solve(desk: Desk, wanted: Wanted) -> Written:
    """The desk's lines with these cells fixed; lines that fall away stay, struck out."""
    instance, kept = desk.instance, desk.written.lines.kept()
    problem = build_problem(instance)
    draft = resume(instance, problem, to_plan(instance, kept))
    pins = [_pin(instance, *key, units) for key, units in wanted.items()]
    try:
        draft, unmet = fix_cells(instance, draft, pins)
    except UnknownCell as error:
        store, _comma, sku = str(error).partition(",")
        raise NotCarried(store=store, sku=sku) from error
    if unmet:
        raise CannotBe(units=unmet[0].least, sku=unmet[0].sku, store=unmet[0].store)
    lines = of_plan(instance, checked_lines(instance, draft.searcher.problem, draft))
    fresh = Written(lines, reckon(instance, lines, desk.situation.lately))
    return _with_struck(fresh, desk.written)


def _pin(instance: Instance, store: int, sku: int, units: int) -> Pin:
    return Pin(instance.stores["store_id"][store], instance.skus["sku"][sku], least=units, most=units)


def _with_struck(fresh: Written, old: Written) -> Written:
    """The new lines with what was first proposed of each; proposed lines that are gone follow, struck out."""
    proposed = dict(zip(_keys(old.lines), old.lines.proposed.tolist(), strict=True))
    keys = _keys(fresh.lines)
    known = replace(fresh.lines, proposed=np.array([proposed.get(key, 0) for key in keys], np.int64))
    there = set(keys)
    gone = np.array([key not in there for key in _keys(old.lines)], bool) & (old.lines.proposed > 0)
    struck = old.chosen(gone)
    none = np.zeros(len(struck.lines), np.int64)
    lines = joined((known, replace(struck.lines, units=none, state=none + REJECTED)))
    order = np.lexsort((lines.item, lines.origin, lines.kind, lines.target))
    reasons = Reckoned(
        *(
            np.concatenate((getattr(fresh.reasons, f.name), getattr(struck.reasons, f.name)))[order]
            for f in fields(Reckoned)
        )
    )
    return Written(lines.chosen(order), reasons)


def _keys(lines: Lines) -> list[tuple[int, ...]]:
    columns = (lines.kind, lines.item, lines.origin, lines.target)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _kept(written: Written) -> int:
    return len(written.lines.kept())


def _units(instance: Instance, written: Written) -> int:
    return int(parts_of(instance, written.lines.kept()).units.sum())


def _gain(written: Written) -> float:
    return float(written.reasons.gain[(written.lines.state == 0) & (written.lines.units > 0)].sum())


def _changed(desk: Desk, solved: Written) -> list[int]:
    """The stores whose lines, or the reasons of whose lines, are others now."""
    found = []
    for place in desk.places.tolist():
        old, new = (each.chosen(each.lines.target == place) for each in (desk.written, solved))
        if len(old.lines) != len(new.lines) or not _same(old, new):
            found.append(place)
    return found


def _same(old: Written, new: Written) -> bool:
    pairs = ((old.lines, new.lines, Lines), (old.reasons, new.reasons, Reckoned))
    return all(
        np.array_equal(getattr(a, f.name), getattr(b, f.name)) for a, b, of in pairs for f in fields(of)
    )


def why_not(session: BrandSession, plan: Plan, place: int, sku: int) -> WhyNot:
    """Why the plan sends a cell nothing more than it does."""
    desk = open_desk(session, plan, [place])
    standing = Standing(desk.instance, to_plan(desk.instance, desk.written.lines.kept()))
    stores, skus = desk.instance.stores["store_id"], desk.instance.skus["sku"]
    return explain(standing, store=stores[place], sku=skus[sku])
