"""The migrations lead to what the models say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from kernel.db import normalise
from migrations import run
from tests.databases import Address


class TestMigrations:
    def test_leave_nothing_for_autogenerate_to_find(self, database: Address):
        engine = create_engine(normalise(database.owner_url))
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, SQLModel.metadata) == []
            assert run.is_current(connection)
        engine.dispose()

    def test_change_nothing_when_run_again(self, own_database: Address):
        run.upgrade(own_database.owner_url)
