"""Étoffe's small house: its shelves filled once a module, each test's changes rolled back."""

from collections.abc import Generator, Iterator

import pytest

from kernel.db import BrandSession, Database
from tests.databases import Address
from tests.world_catalogue import House, furnish, open_house


@pytest.fixture(scope="module")
def db(database: Address) -> Iterator[Database]:
    opened = Database(database.url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    opened = open_house(db, "etoffe")
    with db.write(opened.brand_id) as session:
        furnish(session)
        session.commit()
    return opened


@pytest.fixture
def session(db: Database, house: House) -> Generator[BrandSession]:
    with db.write(house.brand_id) as opened:
        yield opened


@pytest.fixture
def reader(db: Database, house: House) -> Generator[BrandSession]:
    with db.read(house.brand_id) as opened:
        yield opened
