"""Everything that happens by the clock, on one page. The clock only queues; workers do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from kernel import jobs
from kernel.db import Database


@dataclass(frozen=True)
class Recurring:
    """A job of the whole installation, queued once for each period whoever's clock strikes first."""

    kind: str
    every: timedelta


RECURRING = (
    Recurring("tidy", timedelta(hours=1)),
    Recurring("demand.night", timedelta(hours=1)),
    Recurring("plans.night", timedelta(hours=1)),
    Recurring("sales.night", timedelta(hours=1)),
)


def start(db: Database) -> BackgroundScheduler:
    """Start the clock of this worker; several may run, each period is queued once."""
    clock = BackgroundScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
    for recurring in RECURRING:
        trigger = IntervalTrigger(seconds=int(recurring.every.total_seconds()), timezone=UTC)
        clock.add_job(_queue(db, recurring), trigger, next_run_time=datetime.now(UTC))
    clock.start()
    return clock


def _queue(db: Database, recurring: Recurring) -> Callable[[], None]:
    def strike() -> None:
        queue(db, recurring, at=datetime.now(UTC))

    return strike


def queue(db: Database, recurring: Recurring, *, at: datetime) -> None:
    """Queue the period that this moment lies in; the period's number keeps it from being queued twice."""
    period = int(at.timestamp() // recurring.every.total_seconds())
    with db.write() as session:
        jobs.enqueue(session, recurring.kind, payload={}, run_at=at, dedupe=f"{recurring.kind}:{period}")
        session.commit()
