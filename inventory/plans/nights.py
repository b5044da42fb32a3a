"""A plan every night for each brand that wants one, after demand has been learned anew."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete

from inventory.plans import proposing
from inventory.plans.documents import Plan, State
from inventory.plans.settings import policy
from inventory.plans.situation import Kind
from kernel.db import BrandSession
from kernel.events import CLOCK
from kernel.jobs import job
from tenancy import modules
from tenancy.nights import queue_each

HOUR = time(4)
KEPT_FOR = timedelta(days=7)
KINDS = {"allocation": Kind.ALLOCATION, "replenishment": Kind.REPLENISHMENT, "transfers": Kind.TRANSFER}


@job("plans.night")
def call(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Queue each brand's own night, for four o'clock where it is at home; once a day."""
    queue_each(session, "plans.overnight", hour=HOUR, at=at)


@job("plans.overnight")
def plan_overnight(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Ask for what the brand's modules allow, and let go of nightly plans that nobody took up."""
    with session.apart() as reading:
        on = modules.switched_on(reading)
        wanted = policy(reading).is_nightly
    some = [kind for module, kind in KINDS.items() if module in on]
    if not some or not wanted:
        return
    kind = Kind.ALL if len(some) == len(KINDS) else some[0]
    proposing.ask(session, kind=kind, by=CLOCK, at=at)
    untouched = (Plan.state == State.PROPOSED) & Plan.asked_by.is_(None) & (Plan.version == 1)
    session.execute(delete(Plan).where(untouched, Plan.asked_at < at - KEPT_FOR))
