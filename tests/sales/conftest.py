"""Étoffe with two stores in stock: what there is to buy."""

from collections.abc import Iterator

import pytest

from kernel.db import BrandSession, Database
from tenancy.markets import Market
from tests.storefront.shopfitting import open_shop
from tests.world_catalogue import House


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    return open_shop(db)


@pytest.fixture
def session(db: Database, house: House) -> Iterator[BrandSession]:
    """A session of the house, rolled back after the test."""
    with db.write(house.brand_id) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def market(session: BrandSession, house: House) -> Market:
    return session.get_one(Market, (house.brand_id, house.markets["fr"]))
