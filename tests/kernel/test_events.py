"""What happened is written once, and reaches whoever subscribed."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from kernel import events, jobs
from kernel.db import Database
from kernel.events import CLOCK, Event
from tenancy.outlets import Outlet
from tests.databases import Address
from tests.inventory.shelf import NOON, Shelf, put_up

heard: list[tuple[str, dict]] = []


@events.on("outlet.test-opened")
def _hear(session, event: Event) -> None:
    heard.append((event.name, event.particulars))


@pytest.fixture
def db(own_database: Address) -> Iterator[Database]:
    opened = Database(own_database.url)
    heard.clear()
    yield opened
    opened.dispose()


@pytest.fixture
def shelf(db: Database) -> Shelf:
    return put_up(db, "shelf")


def record(db: Database, shelf: Shelf, *, commit: bool) -> None:
    with db.write(shelf.brand_id) as session:
        outlet = session.find(Outlet, shelf.store_id)
        events.record(outlet, "test-opened", by=CLOCK, at=NOON, particulars={"ribbon": "red"})
        if commit:
            session.commit()


class TestRecord:
    def test_reaches_a_subscriber_after_commit(self, db, shelf):
        record(db, shelf, commit=True)
        assert heard == []
        assert jobs.work_off(db, worker="a", at=NOON) == 1
        assert heard == [("outlet.test-opened", {"ribbon": "red"})]

    def test_reaches_nobody_when_the_transaction_fails(self, db, shelf):
        record(db, shelf, commit=False)
        assert jobs.work_off(db, worker="a", at=NOON) == 0

    def test_keeps_who_and_when(self, db, shelf):
        record(db, shelf, commit=True)
        with db.read(shelf.brand_id) as session:
            event = session.exec(select(Event)).one()
        assert (event.by_name, event.at, event.subject_id) == ("comptoir", NOON, shelf.store_id)
