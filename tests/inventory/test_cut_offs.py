"""The hour until which something still leaves today, by each outlet's own clock."""

from datetime import UTC, datetime

import pytest

from inventory import cut_offs
from tenancy.outlets import Holiday, Outlet
from tests.inventory.book import DONE

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Ten o'clock in Paris, on a Monday."""
AFTERNOON = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.fixture
def serving(session, shelf):
    return lambda at: shelf.store_id in cut_offs.serving_today(session, shelf.market_id, at=at)


class TestServingToday:
    def test_lasts_all_day_where_nothing_is_set(self, serving):
        assert serving(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))

    def test_ends_at_the_markets_hour_by_the_outlets_clock(self, session, shelf, serving):
        cut_offs.cut_off(session, "15:00", market_id=shelf.market_id, **DONE)
        assert serving(datetime(2026, 11, 23, 13, 59, tzinfo=UTC))
        assert not serving(AFTERNOON)

    def test_prefers_the_outlets_own_hour(self, session, shelf, serving):
        cut_offs.cut_off(session, "15:00", market_id=shelf.market_id, **DONE)
        own = {"market_id": shelf.market_id, "outlet_id": shelf.store_id}
        cut_offs.cut_off(session, "16:00", **own, **DONE)
        assert serving(AFTERNOON)
        cut_offs.cut_off(session, None, **own, **DONE)
        assert not serving(AFTERNOON)

    def test_skips_days_on_which_it_does_not_work(self, session, shelf, serving):
        store = session.find(Outlet, shelf.store_id)
        store.hours = {"0": [["10:00", "19:00"]]}
        session.add(store)
        session.flush()
        assert serving(MORNING)
        assert not serving(datetime(2026, 11, 24, 9, tzinfo=UTC))
        session.add(Holiday(outlet_id=store.id, day=MORNING.date(), hours=[]))
        session.flush()
        assert not serving(MORNING)


class TestCutOff:
    @pytest.mark.parametrize("hour", ["", "25:00", "9:00", "noon"])
    def test_refuses_what_is_no_hour(self, session, shelf, hour):
        with pytest.raises(cut_offs.NoSuchHour):
            cut_offs.cut_off(session, hour, market_id=shelf.market_id, **DONE)
