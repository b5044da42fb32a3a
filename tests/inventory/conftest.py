"""A shelf in a database of either kind, and a session on it that is rolled back."""

from collections.abc import Iterator

import pytest

from kernel.db import BrandSession, Database
from tests.inventory.shelf import Shelf, put_up


@pytest.fixture(scope="module")
def shelf(db: Database) -> Shelf:
    return put_up(db, "shelf")


@pytest.fixture
def session(db: Database, shelf: Shelf) -> Iterator[BrandSession]:
    with db.write(shelf.brand_id) as opened:
        yield opened
