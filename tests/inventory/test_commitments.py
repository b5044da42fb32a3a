"""Pieces promised to an order: what was reserved, what leaves, what is taken back, each step once."""

from datetime import timedelta

import pytest

from inventory import commitments, deliveries, proofs, reservations, stock
from inventory.commitments import Commitment
from inventory.reservations import NotEnough
from kernel.db import BrandSession
from kernel.events import CLOCK
from tests.inventory.shelf import NOON, Shelf

SOON = NOON + timedelta(minutes=15)
DONE = {"by": CLOCK, "at": NOON}


@pytest.fixture
def session(session, shelf):
    """Five S in the store, two in the warehouse."""
    levels = [(shelf.store_id, shelf.skus["S"], 5), (shelf.warehouse_id, shelf.skus["S"], 2)]
    deliveries.count_in(session, levels, reference="opening", **DONE)
    yield session
    assert proofs.breaches(session) == []


def at_store(shelf: Shelf, units: int) -> dict[stock.Key, int]:
    return {(shelf.skus["S"], shelf.store_id): units}


def reserved(session: BrandSession, shelf: Shelf, units: int, key: str = "bag") -> reservations.Reservation:
    return reservations.reserve(session, at_store(shelf, units), key=key, until=SOON, **DONE)


def ordered(session: BrandSession, shelf: Shelf, units: int) -> Commitment:
    return commitments.commit(session, reserved(session, shelf, units), key="order", **DONE)


def level(session: BrandSession, shelf: Shelf, *, of_warehouse: bool = False) -> tuple[int, int, int]:
    key = (shelf.skus["S"], shelf.warehouse_id if of_warehouse else shelf.store_id)
    held = stock.lock(session, [key])[key]
    return held["on_hand"], held["reserved"], held["committed"]


class TestCommit:
    def test_turns_what_was_reserved_into_a_promise(self, session, shelf):
        made = ordered(session, shelf, 3)
        assert level(session, shelf) == (5, 0, 3)
        assert commitments.open_units(session, made) == at_store(shelf, 3)

    def test_is_done_once_for_a_key(self, session, shelf):
        kept = reserved(session, shelf, 3)
        first, again = (commitments.commit(session, kept, key="order", **DONE) for _ in range(2))
        assert first.id == again.id
        assert level(session, shelf) == (5, 0, 3)

    def test_orders_a_reservation_once(self, session, shelf):
        kept = reserved(session, shelf, 3)
        commitments.commit(session, kept, key="order", **DONE)
        with pytest.raises(reservations.AlreadyOrdered), session.begin_nested():
            commitments.commit(session, kept, key="another", **DONE)

    def test_takes_what_is_still_there_where_the_reservation_ran_out(self, session, shelf):
        kept = reserved(session, shelf, 3)
        reservations.release(session, kept, **DONE)
        commitments.commit(session, kept, key="order", **DONE)
        assert level(session, shelf) == (5, 0, 3)

    def test_refuses_where_it_ran_out_and_somebody_else_has_it(self, session, shelf):
        kept = reserved(session, shelf, 3)
        reservations.release(session, kept, **DONE)
        reserved(session, shelf, 4, key="another")
        with pytest.raises(NotEnough), session.begin_nested():
            commitments.commit(session, kept, key="order", **DONE)
        assert level(session, shelf) == (5, 4, 0)


class TestCommitUnreserved:
    def test_promises_at_once_what_is_there(self, session, shelf):
        commitments.commit_unreserved(session, at_store(shelf, 5), key="order", **DONE)
        commitments.commit_unreserved(session, at_store(shelf, 5), key="order", **DONE)
        assert level(session, shelf) == (5, 0, 5)
        with pytest.raises(NotEnough):
            commitments.commit_unreserved(session, at_store(shelf, 1), key="another", **DONE)


class TestDispatch:
    def test_lets_all_leave(self, session, shelf):
        made = ordered(session, shelf, 3)
        commitments.dispatch(session, made, key="parcel", **DONE)
        assert level(session, shelf) == (2, 0, 0)
        assert commitments.open_units(session, made) == {}

    def test_lets_some_leave_once_for_a_key(self, session, shelf):
        made = ordered(session, shelf, 3)
        for _again in range(2):
            commitments.dispatch(session, made, at_store(shelf, 1), key="parcel", **DONE)
        assert level(session, shelf) == (4, 0, 2)

    def test_refuses_more_than_is_promised(self, session, shelf):
        made = ordered(session, shelf, 3)
        with pytest.raises(commitments.NoLongerPromised):
            commitments.dispatch(session, made, at_store(shelf, 4), key="parcel", **DONE)

    def test_refuses_a_key_that_stood_for_a_cancellation(self, session, shelf):
        made = ordered(session, shelf, 3)
        commitments.cancel(session, made, at_store(shelf, 1), key="step", **DONE)
        with pytest.raises(reservations.OtherPieces):
            commitments.dispatch(session, made, at_store(shelf, 1), key="step", **DONE)


class TestCancel:
    def test_gives_back_what_has_not_left(self, session, shelf):
        made = ordered(session, shelf, 3)
        commitments.dispatch(session, made, at_store(shelf, 1), key="parcel", **DONE)
        commitments.cancel(session, made, key="changed her mind", **DONE)
        assert level(session, shelf) == (4, 0, 0)


class TestReroute:
    def reroute(self, session, shelf, made, units):
        places = {"origin_id": shelf.store_id, "outlet_id": shelf.warehouse_id}
        commitments.reroute(
            session, made, sku_id=shelf.skus["S"], units=units, key="elsewhere", **places, **DONE
        )

    def test_promises_it_from_another_outlet(self, session, shelf):
        made = ordered(session, shelf, 3)
        for _again in range(2):
            self.reroute(session, shelf, made, 2)
        assert level(session, shelf) == (5, 0, 1)
        assert level(session, shelf, of_warehouse=True) == (2, 0, 2)
        assert sum(commitments.open_units(session, made).values()) == 3

    def test_refuses_where_the_other_has_too_few(self, session, shelf):
        made = ordered(session, shelf, 3)
        with pytest.raises(NotEnough), session.begin_nested():
            self.reroute(session, shelf, made, 3)
        assert level(session, shelf) == (5, 0, 3)
