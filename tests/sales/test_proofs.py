"""What an order says of money is proved from its rows; what is wrong is named."""

import pytest

from kernel.events import CLOCK
from sales import payments, proofs
from tests.sales.buying import Shopper, open_shop
from tests.world_catalogue import NOON


@pytest.fixture
def order(session, market):
    open_shop(session, market)
    shopper = Shopper(session, market)
    shopper.put_in(units=2)
    return shopper.order()


class TestBreaches:
    def test_finds_none_where_all_adds_up(self, session, order):
        assert proofs.breaches(session) == []
        payments.capture(session, order, by=CLOCK, at=NOON)
        session.flush()
        assert proofs.breaches(session) == []

    def test_finds_a_total_that_is_not_the_sum(self, session, order):
        order.total += 1
        session.flush()
        (found,) = proofs.breaches(session)
        assert (found.of, found.what, found.is_so) == (order.reference, "total", order.total)

    def test_finds_an_order_paid_without_a_payment(self, session, order):
        order.state = "paid"
        session.flush()
        (found,) = proofs.breaches(session)
        assert (found.what, found.is_so, found.should_be) == ("captured", 0, order.total)

    def test_finds_a_gap_in_the_numbers(self, session, order):
        order.number += 1
        session.flush()
        (found,) = proofs.breaches(session)
        assert found.what == "numbers"
