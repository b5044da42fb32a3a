"""What is done every night: yesterday's sales and shelves from the ledger, then demand learned anew."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlmodel import select

from inventory.demand import estimates, gathering, judging
from inventory.demand.estimates import DemandEstimate
from kernel.db import BrandSession
from kernel.jobs import enqueue, job
from tenancy.brands import Brand

HOUR = time(2)


@job("demand.night")
def call(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Queue each brand's own night, for two o'clock where it is at home; once a day."""
    for brand_id, zone in session.execute(_open()):
        here = at.astimezone(ZoneInfo(zone))
        due = datetime.combine(here.date(), HOUR, here.tzinfo).astimezone(UTC)
        if at >= due:
            key = f"demand.learn:{brand_id}:{here.date()}"
            enqueue(session, "demand.learn", payload={}, run_at=due, dedupe=key, brand_id=brand_id)


def _open() -> Select[tuple[int | None, str]]:
    return select(Brand.id, Brand.time_zone).where(Brand.closed_at == None)  # noqa: E711 - SQL


@job("demand.learn", module="demand")
def learn(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    learn_anew(session, at=at)


@job("demand.judge", module="demand")
def judge(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    judging.judge(session, on=today_of(session, at), at=at)


def learn_anew(session: BrandSession, *, at: datetime) -> DemandEstimate:
    """Gather what the ledger knows of the days that are over, and estimate demand from today on."""
    today = today_of(session, at)
    gathering.gather(session, on=today)
    return estimates.estimate(session, on=today, at=at)


def today_of(session: BrandSession, at: datetime) -> date:
    """The day it is where the brand is at home."""
    brand = session.get_one(Brand, session.brand)
    return at.astimezone(ZoneInfo(brand.time_zone)).date()
