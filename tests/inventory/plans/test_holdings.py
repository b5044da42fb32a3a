"""What a plan reads of the ledger: found by its keys, however long the ledger is."""

from sqlalchemy import event

from inventory.plans import settings
from inventory.plans.situation import Kind, read_situation
from kernel.db import Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.plans.chain import NOON, put_up


def test_finds_what_came_lately_by_its_moment(sqlite_database: Address):
    db, told = Database(sqlite_database.url), []
    chain = put_up(db, "lately")

    def listen(_connection, cursor, statement, parameters, *_rest) -> None:
        if "sum(movement.units)" in statement:
            told.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    with db.write(chain.brand_id) as session:
        settings.set_policy(session, {"settled_days": 3}, by=CLOCK, at=NOON)
        event.listen(db.engine, "before_cursor_execute", listen)
        read_situation(session, kind=Kind.ALL, at=NOON)
    db.dispose()
    assert any("at>?" in step for step in told), told
