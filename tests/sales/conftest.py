"""Étoffe with two stores in stock: what there is to buy."""

from collections.abc import Iterator

import pytest

from kernel.db import BrandSession, Database
from tenancy.markets import Market
from tests.databases import Address
from tests.storefront.shopfitting import fit_out
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
    fit_out(db, opened)
    return opened


@pytest.fixture
def session(db: Database, house: House) -> Iterator[BrandSession]:
    """A session of the house, rolled back after the test."""
    with db.write(house.brand_id) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def market(session: BrandSession, house: House) -> Market:
    return session.get_one(Market, (house.brand_id, house.markets["fr"]))
