"""Requests of the shop, cold and warm, as ratios to the floor of the same server, database and run.

.venv/bin/python -m bench.storefront [--brands 10] [--styles 1000] [--database sqlite|postgresql]
"""

import http.client
import itertools
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy import Engine, create_engine, text

from bench import houses
from bench.processes import Served, serving
from kernel.db import Database
from migrations import run as migrations
from tests import postgres

PAGES = {
    "home": "/en-sg/",
    "collection": "/en-sg/collections/all",
    "style": "/en-sg/styles/{style}",
    "search": "/en-sg/search?q=linen+dress",
}
WARM_UP = 30
"""Requests before the clock starts, or as many as there are pages: a warm page is one asked for before."""


@dataclass(frozen=True)
class Figures:
    """What one kind of page cost."""

    cpu_ms: float
    per_second: float
    median_ms: float


@click.command()
@click.option("--brands", default=10, show_default=True)
@click.option("--styles", default=1000, show_default=True)
@click.option("--database", "dialect", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--requests", "most", default=400, show_default=True, help="Requests of each kind.")
def main(brands: int, styles: int, dialect: str, most: int) -> None:
    with _database(dialect) as (url, owner_url):
        db, owner = Database(url), create_engine(owner_url)
        began = time.monotonic()
        houses.make(db, owner, brands=brands, styles=styles)
        _settle(owner, dialect)
        db.dispose()
        owner.dispose()
        click.echo(f"{dialect}: {brands} brands × {styles} styles made in {time.monotonic() - began:.0f} s")
        for name, cold in (("cold", "1"), ("warm", "")):
            environment = {"COMPTOIR_DATABASE_URL": url, "COMPTOIR_BENCH_COLD": cold}
            with serving("bench.served:app", workers=1, environment=environment) as served:
                _tell(name, served, brands=brands, styles=styles, most=most)


@contextmanager
def _database(dialect: str) -> Iterator[tuple[str, str]]:
    """The app's address of a new database, and one that no policy binds."""
    if dialect == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/bench.sqlite"
            migrations.upgrade(url)
            yield url, url
        return
    with postgres.server() as server:
        name = server.make_template(lambda url: migrations.upgrade(url, app_role=postgres.APP))
        yield server.url(name, role=postgres.APP), server.url(name, role=server.superuser)


def _settle(owner: Engine, dialect: str) -> None:
    """Let the database know what it holds, as its own housekeeping would by night."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if dialect == "sqlite" else "VACUUM ANALYZE"))


def _tell(name: str, served: Served, *, brands: int, styles: int, most: int) -> None:
    floor = measure(served, ["/floor"], brands=brands, most=most)
    click.echo(f"{name} floor: {floor.cpu_ms:.2f} ms CPU, {floor.per_second:.0f}/s, {floor.median_ms:.1f} ms")
    for page, path in PAGES.items():
        paths = [path.format(style=each) for each in _slugs(styles)] if "{style}" in path else [path]
        found = measure(served, paths, brands=brands, most=most)
        click.echo(
            f"{name} {page}: {found.cpu_ms:.2f} ms CPU = {found.cpu_ms / floor.cpu_ms:.2f} × floor, "
            f"{found.per_second:.0f}/s, median {found.median_ms:.1f} ms"
        )


def _slugs(styles: int) -> list[str]:
    """The addresses of some styles, as their names make them."""
    words = houses.WORDS
    numbers = range(0, styles, max(1, styles // 20))
    return [f"{words[n % len(words)]}-{words[n // len(words) % len(words)]}-{n}" for n in numbers]


def measure(served: Served, paths: list[str], *, brands: int, most: int) -> Figures:
    """Ask two connections' worth of requests, brand after brand, and read the server's own CPU time."""
    warm_up = max(WARM_UP, len(paths) * brands)
    asked = list(
        itertools.islice(itertools.product(range(warm_up + most), paths, range(brands)), warm_up + most)
    )
    _ask(served.port, asked[:warm_up])
    before, began = served.cpu_seconds(), time.monotonic()
    halves = asked[warm_up::2], asked[warm_up + 1 :: 2]
    times: list[float] = []
    threads = [
        threading.Thread(target=lambda half=half: times.extend(_ask(served.port, half))) for half in halves
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, cpu = time.monotonic() - began, served.cpu_seconds() - before
    return Figures(cpu / most * 1000, most / took, statistics.median(times) * 1000)


def _ask(port: int, asked: list[tuple[int, str, int]]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for _, path, brand in asked:
        began = time.perf_counter()
        host = f"{houses.slug(brand)}.localhost:{port}"
        connection.request("GET", path, headers={"Host": host, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{host}{path} answered {response.status}")
        times.append(time.perf_counter() - began)
    return times


if __name__ == "__main__":
    main()
