"""What is done every night: bags that nobody has touched for a month are forgotten."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from kernel.db import BrandSession
from kernel.jobs import job
from sales import bags
from tenancy.nights import queue_each

HOUR = time(3)


@job("sales.night")
def call(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    queue_each(session, "bags.forget", hour=HOUR, at=at)


@job("bags.forget")
def forget(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    bags.forget(session, before=at - bags.LIVES)
