"""The shop's kept pages are made anew when what they tell has changed, and stay as they are when not."""

import pytest

from inventory import deliveries, holds, stock
from inventory.adjustments import Reason, set_on_hand
from tenancy.brands import Brand
from tests.inventory.book import DONE, count_in
from tests.inventory.shelf import NOON


@pytest.fixture
def turns(db, shelf):
    """Say whether a change turns the version that kept pages are keyed by."""

    def version() -> int:
        with db.read(shelf.brand_id) as looking:
            return looking.get_one(Brand, shelf.brand_id).version

    def tell(change, *arguments) -> bool:
        before = version()
        with db.write(shelf.brand_id) as session:
            change(session, *arguments)
            session.commit()
        return version() != before

    return tell


class TestTurn:
    def test_follows_what_a_page_tells(self, turns, shelf):
        def make(session, size, units):
            place = {"outlet_id": shelf.store_id, "sku_id": shelf.skus[size]}
            set_on_hand(session, **place, units=units, reason=Reason.MISCOUNTED, note="", **DONE)

        steps = [(9, True), (5, False), (3, False), (2, True), (1, True), (4, True), (8, False)]
        assert [turns(make, "S", units) for units, _ in steps] == [told for _, told in steps]

    def test_takes_no_notice_of_what_serves_nobody(self, turns, shelf):
        def deliver(session):
            deliveries.take_delivery(
                session,
                {shelf.skus["M"]: 1},
                outlet_id=shelf.warehouse_id,
                reference="D1",
                supplier="",
                **DONE,
            )

        assert not turns(deliver)

    def test_takes_no_notice_of_what_moves_between_promises(self, turns, shelf):
        def count(session):
            count_in(session, shelf, reference="L", L=2)

        def hold(session):
            place = {"outlet_id": shelf.store_id, "sku_id": shelf.skus["L"]}
            named = {"customer": "Mme Laurent", "key": "L", "until": NOON.date()}
            holds.hold(session, **place, units=1, **named, **DONE)

        def expect(session):
            cause = count_in(session, shelf, reference="again", L=0)
            due = stock.Change(shelf.store_id, shelf.skus["L"], 7, "due")
            stock.post(session, [due], kind=stock.Kind.EXPECTED, cause=cause, **DONE)

        assert turns(count)
        assert turns(hold)
        assert not turns(expect)
