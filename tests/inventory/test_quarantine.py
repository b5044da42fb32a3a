"""Pieces barred from sale: counted as there, promised to nobody, restored or disposed of."""

import pytest

from inventory import obligations, quarantine, reservations
from inventory.differences import broken_promises
from inventory.quarantine import Quarantine, Reason
from inventory.taking import NotEnough
from tests.inventory.book import DONE, SOON, count_in, key, level


@pytest.fixture(autouse=True)
def counted(session, shelf):
    count_in(session, shelf, S=3)
    yield
    assert obligations.unexplained(session) == obligations.unowned(session) == []


def bar(session, shelf, units: int = 2, *, named: str = "k") -> Quarantine:
    place = {"outlet_id": shelf.store_id, "sku_id": shelf.skus["S"]}
    return quarantine.bar(session, **place, units=units, reason=Reason.STAINED, key=named, **DONE)


class TestBar:
    def test_keeps_pieces_from_sale_once_for_a_key(self, session, shelf):
        assert bar(session, shelf).id == bar(session, shelf).id
        assert level(session, shelf) == {"on_hand": 3, "quarantined": 2}
        with pytest.raises(NotEnough):
            reservations.reserve(session, {key(shelf): 2}, key="bag", until=SOON, **DONE)

    def test_refuses_more_than_are_there(self, session, shelf):
        bar(session, shelf)
        with pytest.raises(quarantine.NotThatManyHere), session.begin_nested():
            bar(session, shelf, named="more")

    def test_says_which_promise_it_breaks(self, session, shelf):
        reservations.reserve(session, {key(shelf): 2}, key="bag", until=SOON, **DONE)
        bar(session, shelf)
        assert [(broken.units, broken.cause) for broken in broken_promises(session)] == [(1, "quarantine")]


class TestRestore:
    def test_lets_them_be_sold_again(self, session, shelf):
        barred = bar(session, shelf)
        quarantine.restore(session, barred, units=1, **DONE)
        assert level(session, shelf) == {"on_hand": 3, "quarantined": 1}

    @pytest.mark.parametrize("units", [0, -1, 3])
    def test_refuses_more_than_are_barred_and_less_than_one(self, session, shelf, units):
        with pytest.raises(quarantine.NotThatManyBarred):
            quarantine.restore(session, bar(session, shelf), units=units, **DONE)

    def test_mends_the_promise_it_broke(self, session, shelf):
        reservations.reserve(session, {key(shelf): 2}, key="bag", until=SOON, **DONE)
        quarantine.restore(session, bar(session, shelf), units=2, **DONE)
        assert broken_promises(session) == []


class TestDispose:
    def test_takes_them_out_of_the_book(self, session, shelf):
        barred = bar(session, shelf)
        quarantine.dispose(session, barred, units=2, **DONE)
        assert level(session, shelf) == {"on_hand": 1}
        assert barred.open == 0
