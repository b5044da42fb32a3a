"""Étoffe's small house: its shelves filled once a module, each test's changes rolled back."""

from collections.abc import Generator

import pytest

from kernel.db import BrandSession, Database
from tests.world_catalogue import House, open_furnished


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    return open_furnished(db, "etoffe")


@pytest.fixture
def session(db: Database, house: House) -> Generator[BrandSession]:
    with db.write(house.brand_id) as opened:
        yield opened


@pytest.fixture
def reader(db: Database, house: House) -> Generator[BrandSession]:
    with db.read(house.brand_id) as opened:
        yield opened
