"""Run by Alembic: one transaction a migration, with limits on how long it may wait or work."""

from typing import Literal

from alembic import context
from sqlmodel import SQLModel

import catalogue
import inventory
import sales
import tenancy
from kernel import events, jobs
from migrations import scope

TABLES_FROM = (catalogue, events, inventory, jobs, sales, tenancy)


def _directives(_context: object, _revision: object, directives: list) -> None:
    for script in directives:
        scope.scope_new_tables(script)


def _render_item(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our JSON type once, as the models do."""
    if kind == "type" and repr(thing) == "JSON()":
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=False,
    compare_type=True,
    transaction_per_migration=True,
    process_revision_directives=_directives,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
