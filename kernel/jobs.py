"""Work for later: rows claimed by lease, done with their effect in one transaction, surviving a kill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Index, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel

from kernel.db import BrandSession, Database, Json
from kernel.ids import new_id

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
OFF_FOR = timedelta(hours=1)
log = structlog.get_logger("jobs")


class Job(SQLModel, table=True):
    """One piece of work, global because workers claim across brands."""

    __table_args__ = (
        Index(
            "ix_job_due",
            "run_at",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    brand_id: int | None = Field(default=None, foreign_key="brand.id")
    payload: dict = Field(default_factory=dict, sa_type=Json)
    dedupe: str | None = Field(default=None, unique=True)
    run_at: datetime
    lease_until: datetime | None = None
    lease_by: str | None = None
    attempts: int = 0
    done_at: datetime | None = None
    gave_up_at: datetime | None = None
    error: str = ""


class LeaseLost(RuntimeError):
    """Another worker took the job over while this one was at it: its effect must not stand."""


Work = Callable[[BrandSession, Mapping[str, Any], datetime], None]
Wanted = Callable[[BrandSession, str | None], bool]


@dataclass(frozen=True)
class Kind:
    work: Work
    module: str | None


_kinds: dict[str, Kind] = {}
_wanted: list[Wanted] = []


def job(kind: str, *, module: str | None = None) -> Callable[[Work], Work]:
    """Name a domain function as the work of a kind of job; of a brand whose module is off it waits."""

    def register(work: Work) -> Work:
        _kinds[kind] = Kind(work, module)
        return work

    return register


def heed(wanted: Wanted) -> None:
    """Let the package that knows of modules say whether a brand wants their work."""
    _wanted.append(wanted)


def modules() -> frozenset[str]:
    """The modules that some job belongs to."""
    return frozenset(kind.module for kind in _kinds.values() if kind.module)


def enqueue(
    session: BrandSession,
    kind: str,
    *,
    payload: Mapping[str, Any],
    run_at: datetime,
    dedupe: str | None = None,
    brand_id: int | None = None,
) -> None:
    """Queue work in this transaction; the same `dedupe` is queued once, ever.

    It is for the brand that the session serves; one that serves none may name the brand.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"id": new_id(), "kind": kind, "brand_id": session.brand_id or brand_id, "payload": dict(payload)}
    statement = dialect.insert(Job).values(**row, dedupe=dedupe, run_at=run_at, attempts=0, error="")
    session.connection().execute(statement.on_conflict_do_nothing(index_elements=["dedupe"]))


def claim(db: Database, *, worker: str, at: datetime) -> Job | None:
    """Lease the job that has waited longest, or say that none is due."""
    with db.write() as session:
        job = session.scalars(_due(at).with_for_update(skip_locked=True)).first()
        if job is None:
            return None
        job.lease_by, job.lease_until, job.attempts = worker, at + LEASE, job.attempts + 1
        session.add(job)
        session.commit()
        return job


def _due(at: datetime) -> Any:
    free = (Job.lease_until.is_(None)) | (Job.lease_until < at)
    waiting = (Job.done_at.is_(None)) & (Job.gave_up_at.is_(None)) & (Job.run_at <= at)
    return select(Job).where(waiting, free).order_by(Job.run_at, Job.id).limit(1)


def perform(db: Database, job: Job, *, worker: str, at: datetime) -> bool:
    """Do a claimed job and mark it done in one transaction; a failure is put back with a longer wait."""
    try:
        kind = _kinds[job.kind]
        with db.read(
            job.brand_id
        ) as looking:  # so that work which looks long before it writes holds nobody up
            is_wanted = all(wanted(looking, kind.module) for wanted in _wanted)
        with db.write(job.brand_id) as session:
            if not is_wanted:
                _put_off(session, job, worker=worker, at=at)
                session.commit()
                return False
            kind.work(session, job.payload, at)
            _finish(session, job, worker=worker, at=at)
            session.commit()
    except Exception as error:
        log.error("job failed", kind=job.kind, brand=job.brand_id, job=str(job.id), exc_info=True)
        _put_back(db, job, worker=worker, at=at, error=error)
        return False
    return True


def _finish(session: BrandSession, job: Job, *, worker: str, at: datetime) -> None:
    mine = update(Job).where(Job.id == job.id, Job.lease_by == worker, Job.done_at.is_(None))
    done = session.connection().execute(mine.values(done_at=at, lease_until=None))
    if done.rowcount != 1:
        raise LeaseLost(str(job.id))


def _put_off(session: BrandSession, job: Job, *, worker: str, at: datetime) -> None:
    """Let work of a module that is off wait until it is on again; that is no failure."""
    mine = update(Job).where(Job.id == job.id, Job.lease_by == worker)
    later = {"lease_until": None, "run_at": at + OFF_FOR, "attempts": job.attempts - 1}
    session.connection().execute(mine.values(**later))


def _put_back(db: Database, job: Job, *, worker: str, at: datetime, error: Exception) -> None:
    wait = timedelta(seconds=min(2**job.attempts * 5, 3600))
    gave_up = at if job.attempts >= MOST_ATTEMPTS else None
    values = {"lease_until": None, "run_at": at + wait, "error": repr(error)[:500], "gave_up_at": gave_up}
    with db.write() as session:
        session.connection().execute(
            update(Job).where(Job.id == job.id, Job.lease_by == worker).values(**values)
        )
        session.commit()


def work_off(db: Database, *, worker: str, at: datetime, most: int = 1000) -> int:
    """Do what is due, one job after the other, and say how many were done."""
    done = 0
    for _ in range(most):
        job = claim(db, worker=worker, at=at)
        if job is None:
            break
        done += perform(db, job, worker=worker, at=at)
    return done
