"""The one operation that gives a table to the brands: `op.scope("transfer")`.

On PostgreSQL it forces row-level security with a policy on brand_id. An append-only table refuses update and
delete: on PostgreSQL the app's role is not granted them (see migrations.run), on SQLite a trigger says no.
"""

from alembic.autogenerate import renderers
from alembic.operations import MigrateOperation, Operations
from alembic.operations import ops as operations

APPEND_ONLY = frozenset({"movement", "event", "price", "tally"})
HELD = "brand_id = nullif(current_setting('app.brand_id', true), '')::integer"


@Operations.register_operation("scope")
class Scope(MigrateOperation):
    def __init__(self, table: str) -> None:
        self.table = table

    @classmethod
    def scope(cls, operations: Operations, table: str) -> None:
        """Give a table to the brands."""
        operations.invoke(cls(table))

    def reverse(self) -> MigrateOperation:
        raise NotImplementedError("migrations go forward only")


@Operations.implementation_for(Scope)
def _scope(operations: Operations, operation: Scope) -> None:
    table = operation.table
    if operations.get_bind().dialect.name == "postgresql":
        operations.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        operations.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        operations.execute(f'CREATE POLICY brand ON "{table}" USING ({HELD}) WITH CHECK ({HELD})')
    elif table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            operations.execute(
                f'CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


@renderers.dispatch_for(Scope)
def _render(_context: object, operation: Scope) -> str:
    return f"op.scope({operation.table!r})"


def scope_new_tables(script: operations.MigrationScript) -> None:
    """Add the operation behind every new table that has a brand."""
    made: list[MigrateOperation] = []
    upgrade = script.upgrade_ops
    if upgrade is None:
        return
    for operation in upgrade.ops:
        made.append(operation)
        if isinstance(operation, operations.CreateTableOp) and _has_brand(operation):
            made.append(Scope(operation.table_name))
    upgrade.ops[:] = made


def _has_brand(operation: operations.CreateTableOp) -> bool:
    columns = {column.name: column for column in operation.columns if hasattr(column, "nullable")}
    return "brand_id" in columns and bool(columns["brand_id"].primary_key or _in_key(operation))


def _in_key(operation: operations.CreateTableOp) -> bool:
    from sqlalchemy import PrimaryKeyConstraint

    keys = [part for part in operation.columns if isinstance(part, PrimaryKeyConstraint)]
    return any("brand_id" in key.columns or "brand_id" in key._pending_colargs for key in keys)
