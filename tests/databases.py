"""Fresh, migrated databases of both kinds, copied from one that was migrated once."""

import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests import postgres

Migrate = Callable[[str], object]


@dataclass(frozen=True)
class Address:
    """Where a database is: for the app's role, and for the role that owns the schema."""

    url: str
    owner_url: str
    dialect: str


class SqliteCopies:
    """Copies of a migrated file; SQLite has no roles, so both addresses are one."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite"
        self.numbers = count(1)
        migrate(f"sqlite:///{self.template}")
        with closing(sqlite3.connect(self.template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def copy(self) -> Generator[Address]:
        file = self.folder / f"copy_{next(self.numbers)}.sqlite"
        shutil.copyfile(self.template, file)
        url = f"sqlite:///{file}"
        yield Address(url=url, owner_url=url, dialect="sqlite")
        for leftover in self.folder.glob(f"{file.name}*"):
            leftover.unlink()


class PostgresCopies:
    """Copies of a migrated database, each owned by a role the app is not."""

    def __init__(self, server: postgres.Server, migrate: Migrate) -> None:
        self.server = server
        self.template = server.make_template(migrate)

    @contextmanager
    def copy(self) -> Generator[Address]:
        with self.server.copy_of(self.template) as name:
            yield Address(
                url=self.server.url(name, role=postgres.APP),
                owner_url=self.server.url(name, role=postgres.OWNER),
                dialect="postgresql",
            )
