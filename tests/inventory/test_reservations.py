"""Pieces kept for minutes: never more than there are, once for each key, and given back in time."""

from datetime import timedelta

import pytest
from sqlmodel import select

from inventory import commitments, deliveries, proofs, reservations, safety, stock
from inventory.reservation_book import EXPIRE, ReservationLine, expire
from inventory.reservations import NotEnough, Reservation
from kernel.db import BrandSession
from kernel.events import CLOCK, Event
from kernel.jobs import Job
from tenancy.markets import MarketOutlet
from tests.inventory.shelf import NOON, Shelf

SOON = NOON + timedelta(minutes=15)
LATER = SOON + timedelta(minutes=1)
DONE = {"by": CLOCK, "at": NOON}


@pytest.fixture
def session(session, shelf):
    """A shelf with five S and one M in the store, and two S in the warehouse, which serves nobody."""
    levels = [
        (shelf.store_id, shelf.skus["S"], 5),
        (shelf.store_id, shelf.skus["M"], 1),
        (shelf.warehouse_id, shelf.skus["S"], 2),
    ]
    deliveries.count_in(session, levels, reference="opening", **DONE)
    yield session
    assert proofs.breaches(session) == []


def reserve(session: BrandSession, shelf: Shelf, key: str = "bag", **units: int) -> Reservation:
    wanted = {(shelf.skus[size], shelf.store_id): n for size, n in units.items()}
    return reservations.reserve(session, wanted, key=key, until=SOON, **DONE)


def level(session: BrandSession, shelf: Shelf, size: str = "S") -> tuple[int, int, int]:
    key = (shelf.skus[size], shelf.store_id)
    held = stock.lock(session, [key])[key]
    return held["on_hand"], held["reserved"], held["committed"]


class TestReserve:
    def test_keeps_what_is_there(self, session, shelf):
        reserve(session, shelf, S=2, M=1)
        assert level(session, shelf) == (5, 2, 0)
        assert level(session, shelf, "M") == (1, 1, 0)

    def test_refuses_all_where_one_is_short_and_says_what_is_left(self, session, shelf):
        with pytest.raises(NotEnough) as refused, session.begin_nested():
            reserve(session, shelf, S=9, M=1)
        assert [(short.sku_id, short.wanted, short.left) for short in refused.value.short] == [
            (shelf.skus["S"], 9, 5)
        ]
        assert "D1-S only 5" in str(refused.value)
        assert level(session, shelf, "M") == (1, 0, 0)

    def test_says_that_the_last_has_gone(self, session, shelf):
        reserve(session, shelf, M=1)
        with pytest.raises(NotEnough, match="last piece of D1-M"):
            reserve(session, shelf, key="another", M=1)

    def test_is_done_once_for_a_key(self, session, shelf):
        assert reserve(session, shelf, S=2).id == reserve(session, shelf, S=2).id
        assert level(session, shelf) == (5, 2, 0)

    def test_refuses_a_key_that_stands_for_something_else(self, session, shelf):
        reserve(session, shelf, S=2)
        with pytest.raises(reservations.OtherPieces):
            reserve(session, shelf, S=3)

    @pytest.mark.parametrize("units", [0, -1])
    def test_takes_no_less_than_one(self, session, shelf, units):
        with pytest.raises(ValueError, match="nothing"):
            reserve(session, shelf, S=units)

    def test_leaves_safety_stock_alone(self, session, shelf):
        safety.keep_back(session, 4, outlet_id=shelf.store_id, **DONE)
        with pytest.raises(NotEnough) as refused:
            reserve(session, shelf, S=2)
        assert refused.value.short[0].left == 1

    def test_gives_back_first_what_has_run_out_though_no_worker_came(self, session, shelf):
        old = reserve(session, shelf, M=1)
        wanted = {(shelf.skus["M"], shelf.store_id): 1}
        reservations.reserve(session, wanted, key="new", until=LATER, by=CLOCK, at=LATER)
        assert old.outcome == "expired"
        assert level(session, shelf, "M") == (1, 1, 0)


class TestReserveInMarket:
    def reserve(self, session, shelf, key="bag", **units):
        wanted = {shelf.skus[size]: n for size, n in units.items()}
        asked = {"market_id": shelf.market_id, "key": key, "until": SOON}
        return reservations.reserve_in_market(session, wanted, **asked, **DONE)

    def test_takes_from_outlets_that_serve_it_alone(self, session, shelf):
        self.reserve(session, shelf, S=5)
        with pytest.raises(NotEnough):
            self.reserve(session, shelf, key="another", S=1)

    def test_takes_what_one_outlet_lacks_from_another(self, session, shelf):
        session.add(MarketOutlet(market_id=shelf.market_id, outlet_id=shelf.warehouse_id))
        session.flush()
        kept = reservations.lines(session, self.reserve(session, shelf, S=6, M=1))
        assert kept == {
            (shelf.skus["S"], shelf.store_id): 5,
            (shelf.skus["M"], shelf.store_id): 1,
            (shelf.skus["S"], shelf.warehouse_id): 1,
        }

    def test_prefers_one_parcel_and_then_the_warehouse(self, session, shelf):
        session.add(MarketOutlet(market_id=shelf.market_id, outlet_id=shelf.warehouse_id))
        session.flush()
        assert list(reservations.lines(session, self.reserve(session, shelf, S=2))) == [
            (shelf.skus["S"], shelf.warehouse_id)
        ]

    def test_is_done_once_for_a_key(self, session, shelf):
        assert self.reserve(session, shelf, S=2).id == self.reserve(session, shelf, S=2).id
        assert level(session, shelf) == (5, 2, 0)

    def test_gives_back_first_what_has_run_out(self, session, shelf):
        self.reserve(session, shelf, M=1)
        asked = {"market_id": shelf.market_id, "key": "new", "until": LATER}
        reservations.reserve_in_market(session, {shelf.skus["M"]: 1}, **asked, by=CLOCK, at=LATER)
        assert level(session, shelf, "M") == (1, 1, 0)


class TestRelease:
    def test_gives_everything_back_once(self, session, shelf):
        kept = reserve(session, shelf, S=2, M=1)
        reservations.release(session, kept, **DONE)
        reservations.release(session, kept, **DONE)
        assert level(session, shelf) == (5, 0, 0)
        assert kept.outcome == "released"

    def test_refuses_what_was_ordered(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        commitments.commit(session, kept, key="order", **DONE)
        with pytest.raises(reservations.AlreadyOrdered):
            reservations.release(session, kept, **DONE)


class TestRenew:
    def test_keeps_it_longer(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        reservations.renew(session, kept, until=LATER, **DONE)
        expire(session, {"reservation_id": str(kept.id)}, SOON)
        assert level(session, shelf) == (5, 2, 0)
        assert kept.lasts_until == LATER

    def test_keeps_again_what_was_given_back(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        reservations.release(session, kept, **DONE)
        reservations.renew(session, kept, until=LATER, **DONE)
        assert level(session, shelf) == (5, 2, 0)

    def test_refuses_where_somebody_else_has_it_now(self, session, shelf):
        kept = reserve(session, shelf, M=1)
        reservations.release(session, kept, **DONE)
        reserve(session, shelf, key="another", M=1)
        with pytest.raises(NotEnough):
            reservations.renew(session, kept, until=LATER, **DONE)


class TestExpire:
    def test_is_queued_for_the_moment(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        job = session.exec(select(Job).where(Job.kind == EXPIRE)).one()
        assert (job.run_at, job.payload, job.brand_id) == (
            SOON,
            {"reservation_id": str(kept.id)},
            shelf.brand_id,
        )

    def test_gives_it_back_and_says_so(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        expire(session, {"reservation_id": str(kept.id)}, SOON)
        assert level(session, shelf) == (5, 0, 0)
        assert session.exec(select(Event.action).where(Event.subject_id == kept.id)).all() == ["expired"]

    def test_looks_again_when_a_renewed_one_is_over(self, session, shelf):
        kept = reserve(session, shelf, S=2)
        reservations.renew(session, kept, until=LATER, **DONE)
        expire(session, {"reservation_id": str(kept.id)}, SOON)
        due = session.exec(select(Job.run_at).where(Job.kind == EXPIRE).order_by(Job.run_at)).all()
        assert due == [SOON, LATER]


class TestLines:
    def test_hold_no_fewer_than_one(self, session, shelf):
        kept = reserve(session, shelf, S=1)
        line = session.exec(select(ReservationLine).where(ReservationLine.reservation_id == kept.id)).one()
        assert line.units == 1
