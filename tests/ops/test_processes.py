"""The processes that docs/running.md names, started and stopped for real."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from kernel import jobs
from kernel.db import Database
from kernel.jobs import Job
from tests.databases import Address

ROOT = Path(__file__).parents[2]
PATIENCE = 180


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def comptoir(address: Address, *arguments: str) -> Iterator[subprocess.Popen]:
    environment = {**os.environ, "COMPTOIR_DATABASE_URL": address.url}
    command = [sys.executable, "-m", "ops.cli", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def until(true, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


class TestServe:
    @pytest.fixture
    def port(self) -> int:
        return free_port()

    def test_is_ready_answers_and_stops_when_told(self, sqlite_database: Address, port: int):
        origin = f"http://127.0.0.1:{port}"
        with comptoir(sqlite_database, "serve", f"--port={port}", "--workers=1") as server:
            until(lambda: answers(f"{origin}/healthz"), "never alive")
            assert answers(f"{origin}/readyz")
            with urllib.request.urlopen(f"{origin}/healthz") as answer:
                assert not answer.headers["Server"]
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=PATIENCE) == 0


class TestWorker:
    def test_does_each_job_once_however_many_work(self, own_database: Address):
        """Two workers share the table; both keep the clock, and each period is queued once."""
        db = Database(own_database.url)
        with comptoir(own_database, "worker") as first, comptoir(own_database, "worker") as second:
            until(lambda: self.done(db), "the clock never struck")
            time.sleep(1)
            for worker in (first, second):
                worker.send_signal(signal.SIGTERM)
            stopped = [worker.wait(timeout=PATIENCE) for worker in (first, second)]
        assert stopped == [0, 0]
        assert len(self.done(db)) == 1
        db.dispose()

    def done(self, db: Database) -> list[Job]:
        with db.read() as session:
            return [job for job in session.exec(select(Job).where(Job.kind == "tidy")) if job.done_at]


class TestWorkOff:
    def test_shares_many_jobs_among_threads_without_doing_one_twice(self, own_database: Address):
        db = Database(own_database.url)
        at = datetime.now(UTC)
        with db.write() as session:
            for number in range(40):
                jobs.enqueue(session, "count-once", payload={"number": number}, run_at=at)
            session.commit()
        workers = [
            threading.Thread(target=jobs.work_off, args=(db,), kwargs={"worker": name, "at": at})
            for name in ("a", "b", "c")
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert sorted(counted) == list(range(40))
        db.dispose()


counted: list[int] = []


@jobs.job("count-once")
def _count(session, payload, at: datetime) -> None:
    counted.append(payload["number"])


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    counted.clear()
