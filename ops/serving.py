"""Serve every door: several web processes behind one address, stopped gracefully."""

import os
import tempfile

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from kernel.config import Settings, refuse_unwritable

GRACE_SECONDS = 20


def serve(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; requests under way are finished first."""
    refuse_unwritable(settings)
    threads = 1 if settings.database_url.startswith("sqlite") else 2
    with tempfile.TemporaryDirectory(prefix="comptoir-metrics-") as counted:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", counted)  # so that /metrics tells of every process
        _serve(host=host, port=port, workers=workers, threads=threads)


def _serve(*, host: str, port: int, workers: int, threads: int) -> None:
    server = Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_access=False,
    )
    server.serve()
