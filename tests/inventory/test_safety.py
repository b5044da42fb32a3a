"""Safety stock: the more exact rule wins, and what it keeps back is promised to nobody."""

import pytest

from catalogue.categories import Category
from catalogue.styles import Style
from inventory import safety
from inventory.availability import availability, in_stock_at
from kernel.db import Database
from tests.inventory.book import DONE, count_in, key
from tests.inventory.shelf import put_up


@pytest.fixture
def category(session, shelf):
    """The shelf's category, laid into a wider one."""
    wider = Category(code="clothes")
    session.add(wider)
    session.flush()
    own = session.find(Category, session.find(Style, shelf.style_id).category_id)
    own.parent_id = wider.id
    session.add(own)
    session.flush()
    return own


class TestKeepBack:
    def kept(self, session, shelf) -> int:
        return safety.kept_back(session, [key(shelf)])[key(shelf)]

    def test_prefers_the_more_exact(self, session, shelf, category):
        kept = []
        for rule in (
            {},
            {"category_id": category.parent_id},
            {"category_id": category.id},
            {"outlet_id": shelf.store_id},
            {"outlet_id": shelf.store_id, "category_id": category.parent_id},
            {"outlet_id": shelf.store_id, "category_id": category.id},
        ):
            safety.keep_back(session, len(kept) + 1, **rule, **DONE)
            kept.append(self.kept(session, shelf))
        assert kept == [1, 2, 3, 4, 5, 6]

    def test_lets_an_exact_nought_win(self, session, shelf):
        safety.keep_back(session, 2, **DONE)
        safety.keep_back(session, 0, outlet_id=shelf.store_id, **DONE)
        assert self.kept(session, shelf) == 0

    def test_takes_a_rule_away(self, session, shelf):
        safety.keep_back(session, 2, **DONE)
        safety.keep_back(session, None, **DONE)
        assert self.kept(session, shelf) == 0

    def test_keeps_it_from_what_a_market_is_promised(self, session, shelf, category):
        count_in(session, shelf, S=3, M=1)
        safety.keep_back(session, 1, category_id=category.parent_id, **DONE)
        found = availability(session, shelf.style_id, shelf.market_id)
        assert found.by_sku == {shelf.skus["S"]: 2}
        safety.keep_back(session, 3, outlet_id=shelf.store_id, **DONE)
        assert not in_stock_at(session, [shelf.store_id])

    def test_is_one_brands_own(self, db: Database, session, shelf):
        count_in(session, shelf, S=3)
        safety.keep_back(session, 3, **DONE)
        session.commit()
        other = put_up(db, "other")
        with db.write(other.brand_id) as theirs:
            count_in(theirs, other, S=3)
            found = availability(theirs, other.style_id, other.market_id)
            assert found.by_sku == {other.skus["S"]: 3}
            assert list(in_stock_at(theirs, [other.store_id])) == [1]
