"""What is in the hand is sold, whatever the book says; and the book says that it was wrong."""

from datetime import timedelta

import pytest
from sqlmodel import select

from inventory import commitments, counter_sales, obligations, proofs
from inventory.differences import broken_promises, differences
from inventory.levels import Movement
from kernel.events import Event
from tests.inventory.book import DONE, count_in, key, level
from tests.inventory.shelf import NOON

WHENEVER = {"since": NOON - timedelta(days=1), "until": NOON + timedelta(days=1), "most": 9}


@pytest.fixture(autouse=True)
def proved(session):
    yield
    assert proofs.breaches(session) == obligations.unowned(session) == []


def sell(session, shelf, units: int, *, named: str = "slip 1") -> counter_sales.CounterSale:
    sold = {shelf.skus["S"]: units}
    return counter_sales.sell(session, sold, outlet_id=shelf.store_id, key=named, **DONE)


class TestSell:
    def test_takes_off_what_is_in_the_book_once_for_a_key(self, session, shelf):
        count_in(session, shelf, S=3)
        assert sell(session, shelf, 2).id == sell(session, shelf, 2).id
        assert level(session, shelf) == {"on_hand": 1}
        assert differences(session, **WHENEVER) == []

    def test_enters_as_found_what_the_book_lacks(self, session, shelf):
        count_in(session, shelf, S=1)
        sale = sell(session, shelf, 3)
        assert sale.found == 2
        assert level(session, shelf) == {}
        found = differences(session, outlet_ids=[shelf.store_id], **WHENEVER)
        assert [(each.units, each.kind, each.cause, each.cause_id) for each in found] == [
            (2, "difference", "counter_sale", sale.id)
        ]
        moved = select(Movement.kind, Movement.units).order_by(Movement.id)
        assert session.exec(moved).all() == [("opening", 1), ("difference", 2), ("sold", -3)]

    def test_sells_what_the_book_has_never_heard_of(self, session, shelf):
        assert sell(session, shelf, 1).found == 1

    def test_says_at_once_which_promise_it_breaks(self, session, shelf):
        count_in(session, shelf, S=1)
        commitments.commit_unreserved(session, {key(shelf): 1}, key="order", **DONE)
        sale = sell(session, shelf, 1)
        broken = broken_promises(session, outlet_ids=[shelf.store_id])
        assert [(each.units, each.cause_id) for each in broken] == [(1, sale.id)]
        told = select(Event.action, Event.particulars).where(Event.subject == "broken_promise")
        assert session.exec(told).all() == [("found", {"units": 1})]

    def test_mends_the_promise_when_it_is_taken_back(self, session, shelf):
        count_in(session, shelf, S=1)
        made = commitments.commit_unreserved(session, {key(shelf): 1}, key="order", **DONE)
        sell(session, shelf, 1)
        commitments.cancel(session, made, key="told her", **DONE)
        assert broken_promises(session) == []

    @pytest.mark.parametrize("units", [0, -1])
    def test_sells_no_less_than_one(self, session, shelf, units):
        with pytest.raises(ValueError, match="nothing"):
            sell(session, shelf, units)
