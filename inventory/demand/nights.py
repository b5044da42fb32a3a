"""What is done every night: yesterday's sales and shelves from the ledger, then demand learned anew."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from inventory.demand import estimates, gathering, judging
from inventory.demand.estimates import DemandEstimate
from kernel.db import BrandSession
from kernel.jobs import enqueue, job
from tenancy.brands import Brand
from tenancy.nights import queue_each

HOUR = time(2)


@job("demand.night")
def call(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Queue each brand's own night, for two o'clock where it is at home; once a day."""
    queue_each(session, "demand.learn", hour=HOUR, at=at)


@job("demand.learn", module="demand")
def gather(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Gather first; what is learned of it is work of its own, which looks long and writes shortly."""
    today = today_of(session, at)
    gathering.gather(session, on=today)
    enqueue(
        session, "demand.estimate", payload={}, run_at=at, dedupe=f"demand.estimate:{session.brand}:{today}"
    )


@job("demand.estimate", module="demand")
def estimate(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    estimates.estimate_apart(session, today_of, at=at)


@job("demand.judge", module="demand")
def judge(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    judging.judge_apart(session, today_of, at=at)


def learn_anew(session: BrandSession, *, at: datetime) -> DemandEstimate:
    """Gather what the ledger knows of the days that are over, and estimate demand from today on."""
    today = today_of(session, at)
    gathering.gather(session, on=today)
    return estimates.estimate(session, on=today, at=at)


def today_of(session: BrandSession, at: datetime) -> date:
    """The day it is where the brand is at home."""
    brand = session.get_one(Brand, session.brand)
    return at.astimezone(ZoneInfo(brand.time_zone)).date()
