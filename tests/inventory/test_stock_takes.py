"""Stock takes: counted by several, set against the book as of the count, and put into the book once."""

import pytest
from sqlmodel import select

from catalogue.categories import Category
from inventory import adjustments, reckoning, stock, stock_takes
from inventory.adjustments import Reason
from inventory.reckoning import ChangedMeanwhile
from inventory.stock import Change, Kind
from inventory.stock_takes import AlreadyOpen, NothingCounted, NothingToCount, NotNow, NotOnTheList, Scope
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, standing, stock_up


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.store_id, S=5, M=2)
    return session


def opened(session, shelf, scope=Scope.FULL, **more):
    return stock_takes.open_count(
        session, outlet_id=shelf.store_id, scope=scope, by=CLOCK, at=later(0), **more
    )


def count(session, shelf, take, *, minute=5, key="", **units):
    moment = later(minute)
    stock_takes.note(
        session, take, units=by_size(shelf, **units), key=key or str(moment), by=CLOCK, at=moment
    )


def finish(session, take, *, minute=30):
    stock_takes.finish(session, take, by=CLOCK, at=later(minute))


def variances(session, shelf, take):
    sizes = {id: size for size, id in shelf.skus.items()}
    reckoned = reckoning.reckon(session, take, at=later(60))
    return {sizes[each.sku_id]: each.variance for each in reckoned}


def move(session, shelf, size, units, *, minute, kind=Kind.SOLD, cause):
    change = Change(shelf.store_id, shelf.skus[size], units)
    stock.post(session, [change], kind=kind, cause=cause, by=CLOCK, at=later(minute))


def on_hand(session, shelf, size):
    return standing(session, shelf.store_id, shelf.skus[size]).get("on_hand", 0)


class TestOpenCount:
    def test_counts_everything_once_at_a_time(self, session, shelf):
        opened(session, shelf)
        with pytest.raises(AlreadyOpen):
            opened(session, shelf)

    def test_asks_what_is_to_be_counted(self, session, shelf):
        with pytest.raises(NothingToCount):
            opened(session, shelf, Scope.CYCLE)


class TestNote:
    def test_adds_up_what_several_people_count_and_keeps_an_entry_once(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, key="ines-1", S=2)
        count(session, shelf, take, key="leo-1", S=3, M=2)
        count(session, shelf, take, key="leo-1", S=3, M=2)
        finish(session, take)
        assert variances(session, shelf, take) == {"S": 0, "M": 0}

    def test_takes_what_is_on_the_list_alone(self, session, shelf):
        take = opened(session, shelf, Scope.CYCLE, sku_ids=[shelf.skus["S"]])
        with pytest.raises(NotOnTheList, match="D1-M"):
            count(session, shelf, take, S=5, M=2)

    def test_takes_what_is_in_the_category_alone(self, session, shelf):
        other = Category(code="other")
        session.add(other)
        own = session.exec(select(Category.id).where(Category.code == "dress")).one()
        take = opened(session, shelf, Scope.CATEGORY, category_ids=[other.id])
        with pytest.raises(NotOnTheList):
            count(session, shelf, take, S=5)
        within = opened(session, shelf, Scope.CATEGORY, category_ids=[own])
        count(session, shelf, within, S=5)
        finish(session, within)
        assert variances(session, shelf, within) == {"S": 0, "M": -2}


class TestReckon:
    def test_says_what_is_missing_and_what_is_found(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, S=4, L=1)
        finish(session, take)
        assert variances(session, shelf, take) == {"S": -1, "M": -2, "L": 1}

    def test_goes_by_the_book_as_of_the_count(self, session, shelf):
        take = opened(session, shelf)
        move(session, shelf, "S", -1, minute=2, cause=take)
        count(session, shelf, take, minute=5, S=4)
        move(session, shelf, "S", -2, minute=9, cause=take)
        count(session, shelf, take, minute=10, M=2)
        finish(session, take)
        assert variances(session, shelf, take) == {"S": 0, "M": 0}

    def test_holds_nothing_against_what_moved_between_two_looks(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, minute=5, S=3)
        move(session, shelf, "S", -1, minute=7, cause=take)
        count(session, shelf, take, minute=10, S=2, M=2)
        finish(session, take)
        assert variances(session, shelf, take) == {"S": 0, "M": 0}

    def test_misses_nothing_that_came_in_or_was_sold_out_meanwhile(self, session, shelf):
        take = opened(session, shelf)
        move(session, shelf, "M", -2, minute=5, cause=take)
        move(session, shelf, "L", 4, minute=9, kind=Kind.RECEIVED, cause=take)
        count(session, shelf, take, minute=8, S=5)
        finish(session, take)
        assert variances(session, shelf, take) == {"S": 0, "L": 0}

    def test_counts_no_correction_of_the_book_twice(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, minute=5, S=4, M=2)
        finish(session, take)
        put_right = {"outlet_id": shelf.store_id, "sku_id": shelf.skus["S"], "units": 4, "note": ""}
        adjustments.set_on_hand(session, **put_right, reason=Reason.LOST, by=CLOCK, at=later(40))
        assert variances(session, shelf, take) == {"S": 0, "M": 0}


class TestPost:
    def counted(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, S=4, L=1)
        finish(session, take)
        return take

    def test_puts_the_differences_into_the_book_once(self, session, shelf):
        take = self.counted(session, shelf)
        move(session, shelf, "S", -1, minute=40, cause=take)
        reckoning.post(session, take, by=CLOCK, at=later(60))
        assert [on_hand(session, shelf, size) for size in "SML"] == [3, 0, 1]
        with pytest.raises(NotNow):
            reckoning.post(session, take, by=CLOCK, at=later(61))
        kept = {line.sku_id: line.variance for line in stock_takes.lines_of(session, take)}
        assert kept == by_size(shelf, S=-1, M=-2, L=1)

    def test_asks_to_look_again_where_the_differences_are_others(self, session, shelf):
        take = self.counted(session, shelf)
        seen = reckoning.mark(reckoning.reckon(session, take, at=later(50)))
        adjusted = {"outlet_id": shelf.store_id, "sku_id": shelf.skus["S"], "units": 4, "note": ""}
        adjustments.set_on_hand(session, **adjusted, reason=Reason.LOST, by=CLOCK, at=later(55))
        with pytest.raises(ChangedMeanwhile):
            reckoning.post(session, take, seen=seen, by=CLOCK, at=later(60))


class TestRecount:
    def test_counts_these_again_from_nothing(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, S=4, M=2)
        finish(session, take)
        stock_takes.recount(session, take, sku_ids=[shelf.skus["S"]], by=CLOCK, at=later(35))
        with pytest.raises(NotOnTheList):
            count(session, shelf, take, minute=36, M=1)
        count(session, shelf, take, minute=37, S=5)
        finish(session, take, minute=40)
        assert variances(session, shelf, take) == {"S": 0, "M": 0}


class TestCancel:
    def test_leaves_the_book_and_what_was_counted(self, session, shelf):
        take = opened(session, shelf)
        count(session, shelf, take, S=1)
        stock_takes.cancel(session, take, reason="fire alarm", by=CLOCK, at=later(9))
        assert on_hand(session, shelf, "S") == 5
        with pytest.raises(NotNow):
            count(session, shelf, take, S=1)


class TestFinish:
    def test_wants_something_counted(self, session, shelf):
        with pytest.raises(NothingCounted):
            finish(session, opened(session, shelf))
