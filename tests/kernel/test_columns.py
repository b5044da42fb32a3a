"""Columns read at once are one brand's, as every query's rows are."""

import pytest
from sqlmodel import select

from inventory import deliveries
from inventory.levels import Level
from kernel.columns import read_columns
from kernel.db import Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.shelf import NOON, Shelf, put_up


@pytest.fixture
def shelves(database: Address):
    db = Database(database.url)
    stocked = [put_up(db, slug) for slug in ("ours", "theirs")]
    for shelf, units in zip(stocked, (3, 7), strict=True):
        with db.write(shelf.brand_id) as session:
            levels = [(shelf.store_id, shelf.skus["S"], units)]
            deliveries.count_in(session, levels, reference="opening", by=CLOCK, at=NOON)
            session.commit()
    yield db, stocked
    db.dispose()


def test_are_of_the_sessions_brand_alone(shelves: tuple[Database, list[Shelf]]):
    db, stocked = shelves
    for shelf, units in zip(stocked, (3, 7), strict=True):
        with db.read(shelf.brand_id) as session:
            (on_hand,) = read_columns(session, select(Level.on_hand))
        assert on_hand.tolist() == [units]
