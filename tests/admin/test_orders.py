"""Orders in the console: seen by whom they concern, paid, handed over, called off, with all that happened."""

import pytest

from sales import fulfilments
from sales.orders import Order
from tests.admin.goods import Goods, furnish
from tests.admin.orders import open_checkout, place_order


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    made = furnish(world.maison)
    open_checkout(world.maison)
    return made


@pytest.fixture
def order(maison, goods, request):
    return place_order(maison, name=request.node.name)


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
