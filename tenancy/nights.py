"""What every brand does at night: queued for an hour of its own clock, once a day."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kernel.db import BrandSession
from kernel.jobs import enqueue
from tenancy.brands import Brand


def queue_each(session: BrandSession, kind: str, *, hour: time, at: datetime) -> None:
    """Queue a kind of job for each open brand whose hour has come today, where it is at home."""
    for brand_id, zone in session.execute(select(Brand.id, Brand.time_zone).where(Brand.closed_at.is_(None))):
        here = at.astimezone(ZoneInfo(zone))
        due = datetime.combine(here.date(), hour, here.tzinfo).astimezone(UTC)
        if at >= due:
            dedupe = f"{kind}:{brand_id}:{here.date()}"
            enqueue(session, kind, payload={}, run_at=due, dedupe=dedupe, brand_id=brand_id)
