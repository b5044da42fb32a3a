"""What leaves for an order: once it is paid, from where it was promised, to the last piece."""

import pytest
from sqlmodel import select

from inventory import proofs
from inventory.levels import Level
from kernel.events import CLOCK
from sales import fulfilments, payments
from tenancy.outlets import Outlet
from tests.sales.buying import Shopper, open_shop
from tests.world_catalogue import NOON


@pytest.fixture
def order(session, market):
    open_shop(session, market)
    shopper = Shopper(session, market)
    shopper.put_in(units=8)
    yield shopper.order()
    session.flush()
    assert proofs.breaches(session) == []


@pytest.fixture
def outlets(session, order):
    return sorted(fulfilments.owed(session, order))


def hand_over(session, order, outlet_id):
    made = fulfilments.hand_over(session, order, outlet_id=outlet_id, tracking="1Z", by=CLOCK, at=NOON)
    session.flush()
    return made


class TestHandOver:
    def test_waits_for_the_payment(self, session, order, outlets):
        with pytest.raises(fulfilments.NotPaid):
            hand_over(session, order, outlets[0])

    def test_lets_leave_what_the_outlet_owes(self, session, order, outlets):
        payments.capture(session, order, by=CLOCK, at=NOON)
        before = sum(session.exec(select(Level.on_hand)).all())
        owed = fulfilments.owed(session, order)
        first = hand_over(session, order, outlets[0])
        assert first.units == sum(owed[outlets[0]].values())
        assert sum(session.exec(select(Level.on_hand)).all()) == before - first.units

    def test_closes_the_order_with_the_last_piece(self, session, order, outlets):
        payments.capture(session, order, by=CLOCK, at=NOON)
        assert len(outlets) == 2
        states = []
        for outlet_id in outlets:
            hand_over(session, order, outlet_id)
            states.append(order.state)
        assert states == ["paid", "closed"]
        assert sum(session.exec(select(Level.committed)).all()) == 0

    def test_is_done_once(self, session, order, outlets):
        payments.capture(session, order, by=CLOCK, at=NOON)
        hand_over(session, order, outlets[0])
        with pytest.raises(fulfilments.NothingOwed):
            hand_over(session, order, outlets[0])

    def test_knows_who_owes_it(self, session, order, outlets):
        elsewhere = session.exec(select(Outlet.id).where(Outlet.code.not_in(["LYO", "PAR"]))).first()
        assert fulfilments.outlets_of(session, order) == set(outlets)
        assert elsewhere not in outlets
