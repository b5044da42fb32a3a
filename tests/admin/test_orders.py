"""Orders in the console: seen by whom they concern, paid, handed over, called off, with all that happened."""

import pytest
from sqlmodel import select

from catalogue import listings
from kernel.events import CLOCK
from sales import fulfilments
from sales.orders import Order
from tenancy import modules
from tenancy.markets import Market, MarketOutlet
from tests.admin.goods import Goods, furnish
from tests.sales.buying import Shopper, open_shop
from tests.world import NOON


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    made = furnish(world.maison)
    with world.maison.writing() as session:
        modules.switch(session, "checkout", True, by=CLOCK, at=NOON)
        market = session.exec(select(Market)).one()
        held = set(session.exec(select(MarketOutlet.outlet_id)).all())
        for outlet in {world.maison.lyon, world.maison.paris} - held:
            session.add(MarketOutlet(market_id=market.id, outlet_id=outlet))
        open_shop(session, market)
        listings.catch_up(session)
    return made


@pytest.fixture
def order(maison, goods, request):
    """Three coats' worth of one size: Paris has five, so it is Paris that owes them."""
    with maison.writing() as session:
        shopper = Shopper(session, session.exec(select(Market)).one(), name=request.node.name)
        shopper.put_in(units=1)
        return shopper.order()


@pytest.fixture
def clerk_of(maison, as_):
    return as_(maison.clerk)


def state(maison, order):
    with maison.trying() as session:
        return session.get_one(Order, (maison.brand_id, order.id)).state


class TestIndex:
    def test_lists_what_is_to_be_done(self, ines, order):
        text = ines.page("/admin/orders/").text
        assert order.reference in text
        assert "Awaits payment" in text

    def test_finds_an_order_by_its_number(self, ines, order):
        assert order.reference in ines.page(f"/admin/orders/?q={order.reference.lower()}&state=").text
        assert order.reference not in ines.page("/admin/orders/?q=NONE-SUCH&state=").text

    def test_shows_a_store_its_own_alone(self, maison, order, ines, clerk_of):
        with maison.trying() as session:
            owing = fulfilments.outlets_of(session, session.get_one(Order, (maison.brand_id, order.id)))
        sees = order.reference in clerk_of.page("/admin/orders/").text
        assert sees == (maison.lyon in owing)
        expected = 200 if maison.lyon in owing else 404
        assert clerk_of.get(f"/admin/orders/{order.id}/").status_code == expected


class TestShow:
    def test_tells_all_that_was_bought_and_happened(self, ines, order):
        text = ines.page(f"/admin/orders/{order.id}/").text
        for told in ("Placed", "TVA", "€290.00", "€48.33", "Inès Morel"):
            assert told in text, told

    def test_is_paid_then_handed_over_then_closed(self, ines, maison, order):
        page = f"/admin/orders/{order.id}/"
        assert ines.send(page, f"{page}payment").status_code == 303
        assert state(maison, order) == "paid"
        with maison.trying() as session:
            (outlet,) = fulfilments.owed(session, session.get_one(Order, (maison.brand_id, order.id)))
        sent = ines.send(page, f"{page}fulfilments/{outlet}", {"tracking": "1Z999"})
        assert sent.status_code == 303
        assert state(maison, order) == "closed"
        assert "1Z999" in ines.page(page).text

    def test_refuses_what_was_done_already(self, ines, order):
        page = f"/admin/orders/{order.id}/"
        ines.send(page, f"{page}payment")
        again = ines.send(page, f"{page}payment")
        assert again.status_code == 422
        assert "has been settled already" in again.text

    def test_leaves_nothing_before_it_is_paid(self, ines, maison, order):
        page = f"/admin/orders/{order.id}/"
        with maison.trying() as session:
            (outlet,) = fulfilments.owed(session, session.get_one(Order, (maison.brand_id, order.id)))
        assert ines.send(page, f"{page}fulfilments/{outlet}").status_code == 422

    def test_is_called_off_with_a_reason(self, ines, maison, order):
        page = f"/admin/orders/{order.id}/"
        assert ines.send(page, f"{page}cancellation", {"reason": ""}).status_code == 422
        assert ines.send(page, f"{page}cancellation", {"reason": "She wrote"}).status_code == 303
        assert state(maison, order) == "cancelled"
        assert "She wrote" in ines.page(page).text
