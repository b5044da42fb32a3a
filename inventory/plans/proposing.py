"""A plan proposed: asked for, worked out by the worker, checked, and written down as a document.

ask(session, kind=, by=, at=) -> Plan       a page asks; the worker works it out
work_out(session, plan, at=)                reads, decides, checks, writes
"""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from i18n import _
from inventory.numbering import next_numbers
from inventory.planning.bound import find_bound
from inventory.planning.command import checked_lines
from inventory.planning.problem import build_problem
from inventory.planning.search import MOST_SMALL_PAIRS, first_plan
from inventory.plans.documents import Plan, State
from inventory.plans.keeping import Written, pack_head, write_sheets
from inventory.plans.lines import of_plan, parts_of, reckon
from inventory.plans.situation import Kind, Situation, read_situation
from inventory.plans.totals import add_up, pack_totals
from kernel import events, jobs
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class NothingToPlan(Refusal):
    message = _(
        "There is nothing to plan: no store carries anything that a warehouse or another store could send."
    )


def ask(session: BrandSession, *, kind: Kind, by: Actor, at: datetime) -> Plan:
    """Ask for a plan; the worker works it out."""
    plan = begin(session, kind=kind, by=by, at=at)
    session.flush()  # the job names it
    jobs.enqueue(session, "plans.propose", payload={"plan": str(plan.id)}, run_at=at)
    return plan


def begin(session: BrandSession, *, kind: Kind, by: Actor, at: datetime) -> Plan:
    zone = ZoneInfo(session.get_one(Brand, session.brand).time_zone)
    number = next_numbers(session, "plan", count=1)[0]
    plan = Plan(
        number=number, kind=kind.value, on_day=at.astimezone(zone).date(), asked_at=at, asked_by=by.id
    )
    session.add(plan)
    events.record(plan, "asked", by=by, at=at, particulars={"kind": kind.value})
    return plan


@jobs.job("plans.propose")
def propose(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Work a plan out; what can't be planned is told on its page."""
    plan_id = UUID(payload["plan"])
    with session.apart() as reading:
        asked = reading.get_one(Plan, (reading.brand, plan_id))
        kind, is_asked = Kind(asked.kind), asked.state == State.COMPUTING
    if not is_asked:
        return
    try:
        decided: Decided | Refusal = decide_apart(session, kind=kind, at=at)
    except Refusal as refusal:
        decided = refusal
    plan = session.get_one(Plan, (session.brand, plan_id))
    if isinstance(decided, Refusal):
        plan.state, plan.failure = State.FAILED.value, str(decided)
        session.add(plan)
        events.record(plan, "failed", by=events.CLOCK, at=at)
        return
    write_down(session, plan, decided, at=at)


class Decided:
    """A situation, the lines decided on it and what they are worth; every rule has been checked."""

    def __init__(self, situation: Situation, *, began: float) -> None:
        instance = situation.instance
        read = time.perf_counter()
        problem = build_problem(instance)
        draft = first_plan(problem)
        solved = time.perf_counter()
        self.lines = of_plan(instance, checked_lines(instance, problem, draft))
        self.situation, self.gain = situation, draft.gain
        self.written = Written(self.lines, reckon(instance, self.lines, situation.lately))
        self.totals = add_up(instance, self.written)
        reckoned = time.perf_counter()
        many = len(problem.pair_store) > MOST_SMALL_PAIRS  # then the plan's own prices are the last found
        self.bound = find_bound(problem, prices=draft.prices if many else None).gain
        bounded = time.perf_counter()
        self.seconds = {
            "read": read - began,
            "solve": solved - read,
            "reckon": reckoned - solved,
            "bound": bounded - reckoned,
        }


def decide(session: BrandSession, *, kind: Kind, at: datetime) -> Decided:
    """Read the ledger and decide what should move; raises BrokenPlan where the checker finds a breach."""
    began = time.perf_counter()
    return Decided(_read(session, kind=kind, at=at), began=began)


def decide_apart(session: BrandSession, *, kind: Kind, at: datetime) -> Decided:
    """Decide with nobody held up: no writer while it is read, no transaction while it is solved."""
    began = time.perf_counter()
    with session.apart() as reading:
        situation = _read(reading, kind=kind, at=at)
    return Decided(situation, began=began)


def _read(session: BrandSession, *, kind: Kind, at: datetime) -> Situation:
    situation = read_situation(session, kind=kind, at=at)
    if not len(situation.instance.cells):
        raise NothingToPlan
    return situation


def write_down(session: BrandSession, plan: Plan, decided: Decided, *, at: datetime) -> Plan:
    """Make the document of what was decided."""
    began = time.perf_counter()
    situation, written = decided.situation, decided.written
    plan.head, plan.summary = pack_head(situation), pack_totals(decided.totals)
    plan.cells, plan.lines = len(situation.instance.cells), len(written.lines)
    plan.units = int(parts_of(situation.instance, written.lines).units.sum())
    plan.gain, plan.bound = round(decided.gain, 2), round(decided.bound, 2)
    plan.on_day, plan.proposed_at, plan.state = situation.on, at, State.PROPOSED.value
    session.add(plan)
    session.flush()  # the sheets name it
    write_sheets(session, plan, situation, written)
    decided.seconds["write"] = time.perf_counter() - began
    plan.seconds = round(sum(decided.seconds.values()), 3)
    told = {name: round(seconds, 3) for name, seconds in decided.seconds.items()}
    events.record(
        plan, "proposed", by=events.CLOCK, at=at, particulars={"lines": plan.lines, "seconds": told}
    )
    return plan
