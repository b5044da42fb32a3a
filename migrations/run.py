"""Bring a database to the newest schema, and draft the next migration from the models."""

import re
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from kernel.db import normalise
from migrations.scope import APPEND_ONLY

HERE = Path(__file__).parent
LOCK = 5_067_241


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(HERE))
    made.attributes["connection"] = connection
    return made


def upgrade(owner_url: str, *, app_role: str | None = None) -> None:
    """Upgrade to the newest schema as the owner, then grant the app's role what it needs and no more."""
    with _connected(owner_url) as connection:
        if connection.dialect.name == "postgresql":
            _be_careful(connection)
        command.upgrade(config(connection), "head")
        if connection.dialect.name == "postgresql" and app_role:
            grant(connection, app_role)
        connection.commit()


def app_role_of(database_url: str) -> str | None:
    return make_url(normalise(database_url)).username


def grant(connection: Connection, app_role: str) -> None:
    """Let the app's role read and write rows, but not change the schema or what is append-only."""
    role = connection.dialect.identifier_preparer.quote(app_role)
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {role}"))
    connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"))
    connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"))
    for table in sorted(APPEND_ONLY):
        connection.execute(text(f"REVOKE UPDATE, DELETE ON {table} FROM {role}"))
    connection.execute(text(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}"))


def is_current(connection: Connection) -> bool:
    """Say whether the database has the schema this code expects."""
    return set(MigrationContext.configure(connection).get_current_heads()) == _heads()


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory(str(HERE)).get_heads())


def draft(message: str) -> Path:
    """Write a migration that takes the newest schema to what the models say."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite"
        upgrade(url)
        with _connected(url) as connection:
            name = f"{datetime.now(UTC):%Y_%m_%d}_{re.sub(r'[^a-z0-9]+', '_', message.lower()).strip('_')}"
            settings = config(connection)
            settings.set_main_option("file_template", name)
            script: Any = command.revision(settings, message, autogenerate=True, rev_id=name)
            return Path(script.path)


def _connected(url: str) -> Connection:
    engine = create_engine(normalise(url), poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA journal_mode=WAL"))
    return engine.connect()


def _be_careful(connection: Connection) -> None:
    """Wait briefly for locks, work briefly, and let one process at a time migrate."""
    connection.execute(text("SET lock_timeout = '4s'"))
    connection.execute(text("SET statement_timeout = '60s'"))
    connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
    connection.commit()


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]))}\n")
