"""Spread the tenant tables by brand over a Citus cluster, which the schema is made for as it is.

The order matters: a foreign key to a reference table turns a table into a local one, which can't be
distributed any more. So the keys go, the tables are distributed, the keys come back.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, ForeignKeyConstraint, Table, UniqueConstraint, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, DropConstraint
from sqlmodel import SQLModel

import catalogue
import inventory
import tenancy
from kernel import events, jobs

TABLES_FROM = (catalogue, events, inventory, jobs, tenancy)
REFERENCE = ("brand", "identity")
DISTRIBUTED_BY = "brand_id"


class NoCitus(SystemExit):
    """The database is not a Citus coordinator."""


@dataclass(frozen=True)
class Obstacle:
    """Why a table could not be distributed as it is."""

    table: str
    reason: str


def tenant_tables() -> list[Table]:
    """Every table whose rows belong to a brand, parents before children."""
    return [table for table in SQLModel.metadata.sorted_tables if _is_tenant(table)]


def _is_tenant(table: Table) -> bool:
    return DISTRIBUTED_BY in table.primary_key.columns


def obstacles() -> list[Obstacle]:
    """Judge the schema alone: the brand leads every key, and no global table points at a tenant's."""
    return [
        Obstacle(table.name, reason)
        for table in SQLModel.metadata.sorted_tables
        for reason in _reasons(table)
    ]


def _reasons(table: Table) -> list[str]:
    if not _is_tenant(table):
        return [
            f"global, but refers to the tenant table {key.referred_table.name}"
            for key in table.foreign_key_constraints
            if _is_tenant(key.referred_table)
        ]
    reasons = []
    if next(iter(table.primary_key.columns)).name != DISTRIBUTED_BY:
        reasons.append("its primary key does not begin with brand_id")
    lacking = [unique for unique in _uniques(table) if DISTRIBUTED_BY not in unique]
    reasons += [f"unique ({', '.join(unique)}) lacks brand_id" for unique in lacking]
    reasons += [reason for key in table.foreign_key_constraints if (reason := _foreign(key))]
    return reasons


def _uniques(table: Table) -> list[list[str]]:
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    indexes = [index for index in table.indexes if index.unique]
    return [[column.name for column in each.columns] for each in (*constraints, *indexes)]


def _foreign(key: ForeignKeyConstraint) -> str | None:
    target = key.referred_table
    if _is_tenant(target):
        pairs = {(element.parent.name, element.column.name) for element in key.elements}
        if (DISTRIBUTED_BY, DISTRIBUTED_BY) not in pairs:
            return f"its foreign key to {target.name} lacks brand_id"
    elif target.name not in REFERENCE:
        return f"it refers to {target.name}, which is neither a tenant's nor a reference table"
    return None


def distribute(connection: Connection) -> list[str]:
    """Distribute what is not distributed yet, and name the tables done."""
    _need_citus(connection)
    waiting = [table for table in tenant_tables() if not _is_in_citus(connection, table.name)]
    references = [name for name in REFERENCE if not _is_in_citus(connection, name)]
    if not waiting and not references:
        return []
    database = connection.dialect.identifier_preparer.quote(connection.engine.url.database or "")
    connection.execute(text(f"ALTER DATABASE {database} SET citus.propagate_set_commands = 'local'"))
    keys = [
        key for table in SQLModel.metadata.sorted_tables for key in _keys_to_lift(table, waiting, references)
    ]
    for key in keys:
        connection.execute(DropConstraint(key, if_exists=True))
    for name in references:
        connection.execute(text("SELECT create_reference_table(:name)"), {"name": name})
    first = tenant_tables()[0].name
    for table in waiting:
        together = "none" if table.name == first else first
        connection.execute(
            text("SELECT create_distributed_table(:name, 'brand_id', colocate_with => :together)"),
            {"name": table.name, "together": together},
        )
    for key in keys:
        connection.execute(AddConstraint(key, isolate_from_table=False))
    connection.commit()
    return [*references, *(table.name for table in waiting)]


def _keys_to_lift(table: Table, waiting: list[Table], references: list[str]) -> list[ForeignKeyConstraint]:
    moving = {each.name for each in waiting} | set(references)
    keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    return [key for key in keys if table.name in moving or key.referred_table.name in moving]


def _need_citus(connection: Connection) -> None:
    is_postgresql = isinstance(connection.dialect, postgresql.dialect)
    if not is_postgresql or not connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")):
        raise NoCitus(
            "This database has no Citus: run CREATE EXTENSION citus on the coordinator and its workers first."
        )


def _is_in_citus(connection: Connection, table: str) -> bool:
    found = text("SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass(:name)")
    return bool(connection.scalar(found, {"name": table}))
