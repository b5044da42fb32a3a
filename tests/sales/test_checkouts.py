"""From bag to order: kept while she decides, promised when she orders, once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from inventory import commitments, proofs, reservations
from inventory.levels import Level
from kernel.events import CLOCK
from sales import checkouts, orders, payments
from tenancy.outlets import Outlet
from tests.sales.buying import Shopper, open_shop
from tests.world_catalogue import NOON


@pytest.fixture
def shopper(session, market):
    open_shop(session, market)
    yield Shopper(session, market)
    session.flush()
    assert proofs.breaches(session) == []


@pytest.fixture
def lyon(session):
    return session.exec(select(Outlet.id).where(Outlet.code == "LYO")).one()


def stood(session, quantity):
    session.flush()
    return sum(session.exec(select(getattr(Level, quantity))).all())


class TestBegin:
    def test_keeps_the_pieces_for_minutes(self, session, shopper):
        shopper.put_in(units=2)
        checkout = shopper.begin()
        assert stood(session, "reserved") == 2
        kept = reservations.find(session, checkout.reservation_key)
        assert kept.lasts_until == NOON + checkouts.KEPT_FOR

    def test_goes_on_with_what_was_begun(self, session, shopper):
        shopper.put_in(units=2)
        first = shopper.begin()
        assert shopper.begin().id == first.id
        assert stood(session, "reserved") == 2

    def test_keeps_anew_what_has_changed(self, session, shopper):
        shopper.put_in(units=2)
        shopper.begin()
        shopper.put_in(units=1)
        shopper.begin()
        assert stood(session, "reserved") == 3

    def test_keeps_the_last_ones_hers(self, session, shopper):
        shopper.put_in(units=9)
        shopper.begin()
        assert shopper.held.can_be_had
        assert shopper.order().total == 9 * 290_00

    def test_keeps_nothing_from_an_empty_bag(self, shopper):
        with pytest.raises(checkouts.NothingToOrder):
            shopper.begin()

    def test_leaves_nothing_for_the_next_where_it_is_the_last(self, session, shopper, market):
        shopper.put_in(units=9)
        next_one = Shopper(session, market, name="next")
        next_one.put_in(units=1)
        shopper.begin()
        with pytest.raises(checkouts.LookAgain):
            next_one.begin()


class TestPlace:
    def test_promises_what_was_kept(self, session, shopper):
        shopper.put_in(units=2)
        order = shopper.order()
        assert (stood(session, "reserved"), stood(session, "committed")) == (0, 2)
        assert sum(commitments.open_units(session, orders.promise(session, order)).values()) == 2

    def test_adds_up(self, session, shopper):
        shopper.put_in(units=1)
        order = shopper.order()
        lines = orders.lines(session, order)
        assert [(line.gross, line.tax) for line in lines] == [(290_00, 48_33), (9_00, 1_50)]
        assert order.total == sum(line.gross for line in lines) == 299_00

    def test_is_free_to_send_from_a_sum_on(self, shopper):
        shopper.put_in(units=2)
        assert shopper.order().total == 580_00

    def test_keeps_what_she_read(self, session, shopper):
        shopper.put_in()
        line = orders.lines(session, shopper.order())[0]
        assert line.words == {"name": "Robe Céleste", "colour": "Encre", "size": "36"}

    def test_takes_it_from_the_store_where_she_collects(self, session, shopper, lyon):
        shopper.put_in(units=2)
        order = shopper.order(method="store", outlet_id=lyon, route=payments.IN_STORE)
        promised = commitments.open_units(session, orders.promise(session, order))
        assert {outlet for _sku, outlet in promised} == {lyon}
        assert order.total == 580_00

    def test_empties_the_bag(self, shopper):
        shopper.put_in()
        shopper.order()
        assert not shopper.held.pieces

    def test_numbers_without_gaps(self, session, shopper, market):
        numbers = []
        for name in ("a", "b", "c"):
            another = Shopper(session, market, name=name)
            another.put_in()
            numbers.append(another.order().number)
        assert numbers == [1, 2, 3]

    def test_refuses_a_bag_that_changed_on_the_way(self, session, shopper):
        shopper.put_in()
        checkout = shopper.begin()
        checkouts.say_where(
            session,
            checkout,
            checkouts.Whereabouts(email="i@example.com", phone="", address={"country": "FR"}),
        )
        (offer, *_rest) = checkouts.offers(session, checkout, shopper.held, shopper.shop, at=NOON)
        shopper.put_in(units=1)
        with pytest.raises(checkouts.LookAgain):
            shopper.place(checkout, offer)

    def test_asks_where_it_goes(self, session, shopper):
        shopper.put_in()
        checkout = shopper.begin()
        (offer, *_rest) = checkouts.offers(session, checkout, shopper.held, shopper.shop, at=NOON)
        with pytest.raises(checkouts.StepMissing):
            shopper.place(checkout, offer)


class TestPayment:
    def test_makes_the_order_paid_once(self, session, shopper):
        shopper.put_in()
        order = shopper.order()
        payments.capture(session, order, by=CLOCK, at=NOON)
        assert order.state == "paid"
        with pytest.raises(payments.AlreadySettled):
            payments.capture(session, order, by=CLOCK, at=NOON)

    def test_that_does_not_come_frees_the_pieces(self, session, shopper):
        shopper.put_in(units=2)
        order = shopper.order()
        (payment,) = payments.of(session, order)
        payments.call_off(session, {"payment_id": str(payment.id)}, NOON + timedelta(days=4))
        assert order.state == "cancelled"
        assert stood(session, "committed") == 0
        with pytest.raises(payments.OrderEnded):
            payments.capture(session, order, by=CLOCK, at=NOON)

    def test_that_came_in_time_is_not_called_off(self, session, shopper):
        shopper.put_in()
        order = shopper.order()
        payments.capture(session, order, by=CLOCK, at=NOON)
        payments.call_off(
            session, {"payment_id": str(payments.of(session, order)[0].id)}, NOON + timedelta(days=4)
        )
        assert order.state == "paid"
