"""The backup that docs/running.md describes, made and restored."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
from sqlmodel import select

from inventory import deliveries
from inventory.stock import Movement
from kernel.db import Database
from kernel.events import CLOCK
from migrations import run
from ops import checks
from tests import postgres
from tests.databases import Address
from tests.inventory.shelf import NOON, put_up


def fill(url: str) -> None:
    db = Database(url)
    shelf = put_up(db, "kept")
    with db.write(shelf.brand_id) as session:
        levels = [(shelf.store_id, sku_id, 3) for sku_id in shelf.skus.values()]
        deliveries.count_in(session, levels, reference="opening", by=CLOCK, at=NOON)
        session.commit()
    db.dispose()


def outcome(url: str) -> tuple[int, list]:
    db = Database(url)
    broken = checks.check(db)
    with db.read(1) as session:
        rows = len(session.exec(select(Movement)).all())
    db.dispose()
    return rows, broken


class TestPostgresql:
    def test_comes_back_whole_with_its_roles_and_policies(
        self, postgresql_server, postgresql_copies, tmp_path
    ):
        server: postgres.Server = postgresql_server
        programs = [found for found in postgres.candidates() if (found / "pg_dump").exists()]
        assert programs, "no pg_dump beside the server"
        with postgresql_copies.copy() as address:
            fill(address.url)
            source = address.url.rsplit("/", 1)[1].split("?")[0]
            dump = tmp_path / "comptoir.dump"
            self.call(programs[0] / "pg_dump", server, "--format=custom", f"--file={dump}", source)
        server.execute(f"CREATE DATABASE restored OWNER {postgres.OWNER}")
        try:
            self.call(programs[0] / "pg_restore", server, "--dbname=restored", str(dump))
            run.upgrade(server.url("restored", role=postgres.OWNER), app_role=postgres.APP)
            assert outcome(server.url("restored", role=postgres.APP)) == (3, [])
            with psycopg.connect(host=str(server.socket), user=postgres.APP, dbname="restored") as plain:
                assert plain.execute("SELECT count(*) FROM movement").fetchone() == (0,)
        finally:
            server.execute("DROP DATABASE restored WITH (FORCE)")

    def call(self, program: Path, server: postgres.Server, *arguments: str) -> None:
        command = [program, f"--host={server.socket}", f"--username={server.superuser}", *arguments]
        subprocess.run(command, check=True, capture_output=True)


class TestSqlite:
    def test_comes_back_whole_from_a_copy_made_while_it_serves(self, sqlite_database: Address, tmp_path):
        fill(sqlite_database.url)
        copy = tmp_path / "copy.sqlite"
        serving = sqlite3.connect(sqlite_database.url.removeprefix("sqlite:///"))
        with closing(serving), closing(sqlite3.connect(copy)) as kept:
            serving.backup(kept)
        assert outcome(f"sqlite:///{copy}") == (3, [])
