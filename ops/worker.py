"""The worker: it does what is queued, and keeps the clock."""

import os
import signal
import socket
import threading
from datetime import UTC, datetime

import structlog

from kernel import jobs
from kernel.db import Database
from ops import schedule, tidying

WORK_OF_OURS = (tidying,)
IDLE_SECONDS = 1.0
log = structlog.get_logger("worker")


def run(db: Database) -> None:
    """Work until told to stop; the job in hand is finished first."""
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    name = f"{socket.gethostname()}:{os.getpid()}"
    clock = schedule.start(db)
    log.info("worker began", worker=name)
    while not stopping.is_set():
        done = jobs.work_off(db, worker=name, at=datetime.now(UTC), most=1)
        if not done:
            stopping.wait(IDLE_SECONDS)
    clock.shutdown(wait=True)
    log.info("worker stopped", worker=name)
