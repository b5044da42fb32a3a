"""What the house throws away: done jobs, signed-out browsers and throttles that have run out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from kernel.db import BrandSession
from kernel.jobs import Job, job
from tenancy.sessions import BrowserSession
from tenancy.throttles import Throttle

KEEP_JOBS = timedelta(days=14)
KEEP_THROTTLES = timedelta(days=2)


@job("tidy")
def tidy(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    session.execute(delete(Job).where(col(Job.done_at) < at - KEEP_JOBS))
    session.execute(delete(BrowserSession).where(col(BrowserSession.expires_at) < at))
    session.execute(delete(Throttle).where(col(Throttle.began_at) < at - KEEP_THROTTLES))
