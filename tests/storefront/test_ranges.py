"""A store's page lists what it carries; what stands there today is shown wherever it stands."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from inventory.assortments import drafting, editions
from inventory.assortments.drafting import RuleDraft
from inventory.assortments.rules import Action, Level, What
from kernel.events import CLOCK
from tenancy import modules
from tenancy.outlets import Outlet
from tests.storefront.reading import plain


@pytest.fixture
def ruled(db, house):
    """Lyon carries no dresses, though two stand there."""
    now = datetime.now(UTC)
    with db.write(house.brand_id) as session:
        assert session.exec(select(Outlet.id).where(Outlet.code == "LYO")).first()
        draft = drafting.begin(session, by=CLOCK, at=now)
        if not editions.rows_of(session, draft):
            dresses = RuleDraft(
                level=Level.OUTLET,
                subjects=("LYO",),
                action=Action.EXCLUDE,
                what=What(categories=("dresses",)),
            )
            drafting.add_rules(session, draft, [dresses], by=CLOCK, at=now)
        drafting.apply(session, draft, on=editions.today(session, now), by=CLOCK, at=now)
        session.commit()


class TestWithoutRules:
    def test_says_nothing_of_what_is_carried(self, visitor):
        assert "What it carries" not in visitor.read("/en-fr/stores/lyon")


class TestStorePage:
    def test_tells_what_it_carries(self, visitor, ruled):
        page = plain(visitor.read("/en-fr/stores/lyon"))
        assert "See all 7 styles that it carries" in page
        assert "See all 10 styles that it carries" in plain(visitor.read("/en-fr/stores/paris"))

    def test_tells_nothing_where_the_module_is_off(self, db, house, visitor, ruled):
        now = datetime.now(UTC)
        for on in (False, True):
            with db.write(house.brand_id) as session:
                modules.switch(session, "store-types", on, by=CLOCK, at=now)
                session.commit()
            assert ("What it carries" in visitor.read("/en-fr/stores/lyon")) is on


class TestList:
    def test_is_narrowed_to_what_a_store_carries(self, visitor, ruled):
        assert "Celeste dress" in visitor.read("/en-fr/search?carried=paris&category=dresses")
        page = visitor.read("/en-fr/search?carried=lyon")
        assert "Celeste dress" not in page
        assert "carried at Lyon, centre" in page

    def test_shows_what_is_in_stock_whether_carried_or_not(self, visitor, ruled):
        assert "Celeste dress" in visitor.read("/en-fr/search?store=lyon")

    def test_shows_both_together(self, visitor, ruled):
        page = visitor.read("/en-fr/search?store=lyon&carried=lyon")
        assert "Celeste dress" not in page
        assert "Straight T-shirt" in page

    def test_goes_by_no_store_that_is_not_there(self, visitor, ruled):
        assert "Celeste dress" in visitor.read("/en-fr/search?carried=nowhere&category=dresses")
