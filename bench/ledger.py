"""Measures the ledger's writer: `python -m bench.ledger [--movements 100000]`.

One posting of many movements, each of a level of its own, against the same rows of movements and levels
written bare by the driver: executemany on SQLite, COPY on PostgreSQL (past its policies, which COPY heeds
not); same tables, keys and indexes. Each is the best of three, rolled back each time.
"""

import argparse
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import psycopg

from bench.houses import NOW
from catalogue.categories import Category
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory import stock
from inventory.deliveries import OpeningCount
from inventory.levels import Level, Movement
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from kernel.ids import new_id
from migrations.run import upgrade
from tenancy.brands import open_brand
from tenancy.outlets import Outlet
from tests import postgres

OUTLETS = 20
TIMES = 3
COLUMNS = {model: [column.name for column in model.__table__.columns] for model in (Movement, Level)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--movements", type=int, default=100_000)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ledger.sqlite'}"
        upgrade(url)
        print(json.dumps(measure(url, url, asked.movements)), flush=True)
    with postgres.server() as server:
        name = server.make_template(lambda url: upgrade(url, app_role=postgres.APP))
        urls = (server.url(name, role=role) for role in (postgres.APP, server.superuser))
        print(json.dumps(measure(*urls, asked.movements)), flush=True)


def measure(url: str, bare_url: str, movements: int) -> dict:
    db = Database(url)
    brand_id, outlets, skus = furnish(db, movements // OUTLETS)
    changes = [Change(outlet_id, sku_id, 3) for outlet_id in outlets for sku_id in skus]
    posted = min(timed(lambda: post(db, brand_id, changes)) for _ in range(TIMES))
    write = write_bare(db.dialect, bare_url, brand_id, changes)
    bare = min(timed(write) for _ in range(TIMES))
    seconds = {"post": round(posted, 2), "bare": round(bare, 2), "ratio": round(posted / bare, 2)}
    db.dispose()
    return {"database": db.dialect, "movements": len(changes), **seconds}


def furnish(db: Database, skus: int) -> tuple[int, list[UUID], list[UUID]]:
    """Open a brand with outlets and SKUs enough."""
    with db.write() as session:
        place = {"language": "fr", "country": "FR", "currency": "EUR"}
        brand_id = open_brand(session, slug="ledger", name="Ledger", **place, at=NOW).id or 0
        session.commit()
    with db.write(brand_id) as session:
        made = furnished(session, skus)
        session.commit()
    return brand_id, *made


def furnished(session: BrandSession, count: int) -> tuple[list[UUID], list[UUID]]:
    place = {"country": "FR", "time_zone": "Europe/Paris", "currency": "EUR", "language": "fr"}
    outlets = [
        Outlet(code=f"S{number}", slug=f"s{number}", kind="warehouse", **place) for number in range(OUTLETS)
    ]
    category, run = Category(code="all"), SizeRun(code="all", sizes=[])
    style = Style(code="D1", number=1, category_id=category.id, size_run_id=run.id)
    way = Colourway(style_id=style.id, code="INK")
    for rows in ([*outlets, category, run], [style], [way]):
        session.add_all(rows)
        session.flush()  # no relationship tells the session which row comes first
    of = {"style_id": style.id, "colourway_id": way.id}
    ids = [new_id() for _number in range(count)]
    skus = (
        {"id": id, "code": f"D1-{number}", "size": str(number), "position": number, **of}
        for number, id in enumerate(ids)
    )
    session.insert_many(Sku, skus)
    return [outlet.id for outlet in outlets], ids


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def post(db: Database, brand_id: int, changes: list[Change]) -> None:
    """Post and take it back: each time the levels are new."""
    with db.write(brand_id) as session:
        cause = OpeningCount(reference=str(new_id()), counted_at=NOW)
        session.add(cause)
        stock.post(session, changes, kind=Kind.OPENING, cause=cause, by=CLOCK, at=NOW)
        session.flush()
        session.rollback()


def write_bare(dialect: str, url: str, brand_id: int, changes: list[Change]) -> Callable[[], None]:
    """Make the rows beforehand, and return what writes them with the driver alone."""
    plain = (lambda value: value.hex) if dialect == "sqlite" else (lambda value: value)
    moment = NOW.isoformat(" ") if dialect == "sqlite" else NOW
    cause = (Kind.OPENING.value, "on_hand", 3, "bare", plain(new_id()), "", None, moment)
    keys = [(brand_id, plain(new_id()), plain(c.outlet_id), plain(c.sku_id)) for c in changes]
    rows = {
        Movement: [(*key, *cause) for key in keys],
        Level: [(*key, 3, 0, 0, 0, 0, 0, 0) for key in keys],
    }
    write = bare_sqlite if dialect == "sqlite" else bare_postgresql
    return lambda: write(url, rows)


def bare_sqlite(url: str, rows: dict) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("BEGIN IMMEDIATE")
    for model, some in rows.items():
        columns, places = ", ".join(COLUMNS[model]), ", ".join("?" * len(COLUMNS[model]))
        insert = f"INSERT INTO {model.__tablename__} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
        connection.executemany(insert, some)
    connection.execute("ROLLBACK")
    connection.close()


def bare_postgresql(url: str, rows: dict) -> None:
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        for model, some in rows.items():
            statement = f'COPY "{model.__tablename__}" ({", ".join(COLUMNS[model])}) FROM STDIN'
            with connection.cursor().copy(statement.encode()) as copy:
                for row in some:
                    copy.write_row(row)
        connection.rollback()


if __name__ == "__main__":
    main()
