"""Sending and receiving: units are kept through every step, and no step is done twice."""

import pytest

from inventory import dispatches, receipts, stock, transfers
from inventory.dispatches import MoreThanReleased, NothingPicked
from inventory.receipts import AlreadyCountedIn, NothingCounted, NothingMissing, Reason
from inventory.stock import Change, Kind
from inventory.transfers import NotNow, State
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, released, standing, stock_up
from tests.inventory.shelf import NOON


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.warehouse_id, S=5, M=2)
    return session


def picked(session, shelf, **units):
    transfer = released(session, shelf, **units)
    dispatches.pick(session, transfer, found=by_size(shelf, **units), by=CLOCK, at=later(5))
    return transfer


def sent(session, shelf, **units):
    transfer = picked(session, shelf, **units)
    dispatches.dispatch(session, transfer, by=CLOCK, at=later(10))
    return transfer


def count(session, shelf, transfer, *, key="", is_last=False, **units):
    return receipts.receive(
        session,
        transfer,
        counted=by_size(shelf, **units),
        is_last=is_last,
        key=key,
        by=CLOCK,
        at=later(60),
    )


def here(session, shelf, size="S"):
    return standing(session, shelf.store_id, shelf.skus[size])


def there(session, shelf, size="S"):
    return standing(session, shelf.warehouse_id, shelf.skus[size])


class TestPick:
    def test_lets_go_what_was_not_found(self, session, shelf):
        transfer = released(session, shelf, S=4)
        dispatches.pick(session, transfer, found=by_size(shelf, S=3), by=CLOCK, at=later(5))
        assert there(session, shelf) == {"on_hand": 5, "committed": 3}

    def test_takes_out_of_the_book_what_is_gone(self, session, shelf):
        transfer = released(session, shelf, S=4)
        dispatches.pick(session, transfer, found=by_size(shelf, S=3), gone=True, by=CLOCK, at=later(5))
        assert there(session, shelf) == {"on_hand": 4, "committed": 3}

    def test_takes_no_more_than_was_released(self, session, shelf):
        transfer = released(session, shelf, S=2)
        with pytest.raises(MoreThanReleased, match="Only 2"):
            dispatches.pick(session, transfer, found=by_size(shelf, S=3), by=CLOCK, at=later(5))

    def test_of_nothing_is_a_cancellation(self, session, shelf):
        with pytest.raises(NothingPicked):
            dispatches.pick(session, released(session, shelf, S=2), found={}, by=CLOCK, at=later(5))

    def test_can_still_be_called_off(self, session, shelf):
        transfer = picked(session, shelf, S=4)
        transfers.cancel(session, transfer, reason="", by=CLOCK, at=later(6))
        assert there(session, shelf) == {"on_hand": 5}


class TestDispatch:
    def test_takes_it_off_the_shelf_and_puts_it_on_its_way(self, session, shelf):
        sent(session, shelf, S=4)
        assert there(session, shelf) == {"on_hand": 1}
        assert here(session, shelf) == {"in_transit": 4}

    def test_is_not_done_a_second_time(self, session, shelf):
        transfer = sent(session, shelf, S=4)
        with pytest.raises(NotNow, match="On its way"):
            dispatches.dispatch(session, transfer, by=CLOCK, at=later(11))
        with pytest.raises(NotNow):
            transfers.cancel(session, transfer, reason="", by=CLOCK, at=later(11))
        assert here(session, shelf) == {"in_transit": 4}

    def test_sends_what_is_in_the_hand_also_where_the_book_has_none(self, session, shelf):
        transfer = picked(session, shelf, S=4)
        lost = Change(shelf.warehouse_id, shelf.skus["S"], -3)
        stock.post(session, [lost], kind=Kind.ADJUSTED, cause=transfer, by=CLOCK, at=later(7), reason="lost")
        dispatches.dispatch(session, transfer, by=CLOCK, at=later(10))
        assert there(session, shelf) == {}
        assert here(session, shelf) == {"in_transit": 4}


class TestReceive:
    def test_closes_when_all_of_it_came(self, session, shelf):
        transfer = sent(session, shelf, S=4, M=1)
        count(session, shelf, transfer, S=4, M=1)
        assert transfer.state == State.CLOSED
        assert here(session, shelf) == {"on_hand": 4}

    def test_takes_it_in_parts(self, session, shelf):
        transfer = sent(session, shelf, S=4)
        count(session, shelf, transfer, S=1)
        assert transfer.state == State.ARRIVING
        count(session, shelf, transfer, S=2)
        assert here(session, shelf) == {"on_hand": 3, "in_transit": 1}

    def test_leaves_what_never_came_as_missing(self, session, shelf):
        transfer = sent(session, shelf, S=4, M=2)
        count(session, shelf, transfer, S=3, M=2, is_last=True)
        assert transfer.state == State.SHORT
        assert here(session, shelf) == {"on_hand": 3}
        assert [line.missing for line in transfers.lines_of(session, transfer) if line.missing] == [1]

    def test_finds_what_was_missing(self, session, shelf):
        transfer = sent(session, shelf, S=4)
        count(session, shelf, transfer, S=3, is_last=True)
        count(session, shelf, transfer, S=1)
        assert transfer.state == State.CLOSED
        assert here(session, shelf) == {"on_hand": 4}

    def test_takes_in_more_than_was_sent_off_the_senders_book(self, session, shelf):
        transfer = sent(session, shelf, S=2)
        count(session, shelf, transfer, S=3, M=1)
        assert here(session, shelf) == {"on_hand": 3}
        assert there(session, shelf) == {"on_hand": 2}
        assert (here(session, shelf, "M"), there(session, shelf, "M")) == ({"on_hand": 1}, {"on_hand": 1})

    def test_takes_in_what_the_sender_never_had_as_found(self, session, shelf):
        transfer = sent(session, shelf, S=2)
        count(session, shelf, transfer, S=2, L=1)
        assert (here(session, shelf, "L"), there(session, shelf, "L")) == ({"on_hand": 1}, {})

    def test_takes_in_a_count_once(self, session, shelf):
        transfer = sent(session, shelf, S=4)
        count(session, shelf, transfer, key="a", S=2)
        with pytest.raises(AlreadyCountedIn):
            count(session, shelf, transfer, key="a", S=2)
        assert here(session, shelf) == {"on_hand": 2, "in_transit": 2}

    def test_refuses_an_empty_count(self, session, shelf):
        with pytest.raises(NothingCounted):
            count(session, shelf, sent(session, shelf, S=4))

    def test_refuses_what_was_not_sent_yet_and_what_is_done(self, session, shelf):
        with pytest.raises(NotNow):
            count(session, shelf, picked(session, shelf, S=1), S=1)
        transfer = sent(session, shelf, M=1)
        count(session, shelf, transfer, M=1)
        with pytest.raises(NotNow):
            count(session, shelf, transfer, M=1)


class TestClose:
    def short(self, session, shelf):
        transfer = sent(session, shelf, S=4)
        count(session, shelf, transfer, S=3, is_last=True)
        return transfer

    def test_writes_off_what_is_lost(self, session, shelf):
        transfer = self.short(session, shelf)
        receipts.close(session, transfer, reason=Reason.LOST, by=CLOCK, at=later(90))
        assert transfer.state == State.CLOSED
        assert (here(session, shelf), there(session, shelf)) == ({"on_hand": 3}, {"on_hand": 1})
        assert [line.written_off for line in transfers.lines_of(session, transfer)] == [1]

    def test_gives_back_what_never_left(self, session, shelf):
        transfer = self.short(session, shelf)
        receipts.close(session, transfer, reason=Reason.NEVER_SENT, by=CLOCK, at=later(90))
        assert there(session, shelf) == {"on_hand": 2}

    def test_waits_till_it_is_said_what_is_missing(self, session, shelf):
        with pytest.raises(NothingMissing):
            receipts.close(session, sent(session, shelf, S=1), reason=Reason.LOST, by=CLOCK, at=NOON)

    def test_is_not_done_a_second_time(self, session, shelf):
        transfer = self.short(session, shelf)
        receipts.close(session, transfer, reason=Reason.NEVER_SENT, by=CLOCK, at=later(90))
        with pytest.raises(NotNow):
            receipts.close(session, transfer, reason=Reason.NEVER_SENT, by=CLOCK, at=later(91))
        assert there(session, shelf) == {"on_hand": 2}
