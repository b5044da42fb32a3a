"""The queue: claimed once, done with its effect, put back when it fails, taken over when its worker dies."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from kernel import jobs
from kernel.db import BrandSession, Database
from kernel.jobs import Job
from tenancy.brands import Brand, open_brand
from tests.databases import Address

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AFTER_LEASE = NOON + jobs.LEASE + timedelta(seconds=1)


def open_one(session: BrandSession, slug: str) -> None:
    open_brand(session, slug=slug, name=slug, language="fr", country="FR", currency="EUR", at=NOON)


@jobs.job("test-open")
def _open(session: BrandSession, payload, at: datetime) -> None:
    open_one(session, payload["slug"])


@jobs.job("test-fail")
def _fail(session: BrandSession, payload, at: datetime) -> None:
    open_one(session, "never")
    session.flush()
    raise ArithmeticError("as asked")


@pytest.fixture
def db(own_database: Address) -> Iterator[Database]:
    opened = Database(own_database.url)
    yield opened
    opened.dispose()


def queue(db: Database, kind: str, **options) -> None:
    with db.write() as session:
        jobs.enqueue(session, kind, payload={"slug": "made"}, run_at=NOON, **options)
        session.commit()


def brands(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.exec(select(Brand.slug)))


class TestEnqueue:
    def test_keeps_one_of_the_same_name(self, db):
        queue(db, "test-open", dedupe="once")
        queue(db, "test-open", dedupe="once")
        with db.read() as session:
            assert len(session.exec(select(Job)).all()) == 1

    def test_is_undone_with_its_transaction(self, db):
        with db.write() as session:
            jobs.enqueue(session, "test-open", payload={}, run_at=NOON)
        assert jobs.claim(db, worker="a", at=NOON) is None


class TestClaim:
    def test_leases_a_job_to_one_worker(self, db):
        queue(db, "test-open")
        assert jobs.claim(db, worker="a", at=NOON)
        assert jobs.claim(db, worker="b", at=NOON) is None

    def test_hands_over_what_a_worker_left_behind(self, db):
        queue(db, "test-open")
        jobs.claim(db, worker="dead", at=NOON)
        assert jobs.claim(db, worker="b", at=AFTER_LEASE)

    def test_waits_until_a_job_is_due(self, db):
        queue(db, "test-open")
        assert jobs.claim(db, worker="a", at=NOON - timedelta(seconds=1)) is None


class TestPerform:
    def test_does_the_work_once(self, db):
        queue(db, "test-open")
        assert jobs.work_off(db, worker="a", at=NOON) == 1
        assert jobs.work_off(db, worker="a", at=AFTER_LEASE) == 0
        assert brands(db) == ["made"]

    def test_undoes_the_effect_of_a_worker_that_lost_its_lease(self, db):
        queue(db, "test-open")
        slow = jobs.claim(db, worker="slow", at=NOON)
        quick = jobs.claim(db, worker="quick", at=AFTER_LEASE)
        assert jobs.perform(db, quick, worker="quick", at=AFTER_LEASE)
        assert not jobs.perform(db, slow, worker="slow", at=AFTER_LEASE)
        assert brands(db) == ["made"]

    def test_puts_a_failure_back_with_a_longer_wait_and_no_effect(self, db):
        queue(db, "test-fail")
        assert jobs.work_off(db, worker="a", at=NOON) == 0
        with db.read() as session:
            job = session.exec(select(Job)).one()
        assert (job.attempts, job.lease_until) == (1, None)
        assert job.run_at > NOON
        assert "ArithmeticError" in job.error
        assert brands(db) == []

    def test_gives_up_in_the_end_and_says_when(self, db):
        queue(db, "test-fail")
        at = NOON
        for _ in range(jobs.MOST_ATTEMPTS):
            at += timedelta(hours=2)
            jobs.work_off(db, worker="a", at=at)
        with db.read() as session:
            assert session.exec(select(Job)).one().gave_up_at == at


class TestKill:
    def test_leaves_nothing_half_done_and_nothing_undone(self, db):
        """A worker killed between the effect and the commit leaves no effect; the next one does it, once."""
        queue(db, "test-open")
        script = f"""
            import sys, time
            from datetime import timedelta
            from kernel import jobs
            from kernel.db import Database
            from tests.kernel import test_jobs
            db = Database({db.url!r})
            job = jobs.claim(db, worker="doomed", at=test_jobs.NOON)
            with db.write(job.brand_id) as session:
                test_jobs.open_one(session, "made")
                session.flush()
                print("in the middle", flush=True)
                time.sleep(60)
        """
        doomed = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
        )
        with doomed:
            assert doomed.stdout
            assert doomed.stdout.readline() == "in the middle\n"
            os.kill(doomed.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while not jobs.work_off(db, worker="next", at=AFTER_LEASE) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert brands(db) == ["made"]
