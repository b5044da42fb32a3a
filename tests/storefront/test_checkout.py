"""From the bag to an order through the pages, without script: once, in whole, and nobody else's."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from sqlmodel import func, select

from catalogue.skus import Sku
from inventory.deliveries import count_in
from inventory.levels import Level
from kernel import jobs, mail
from kernel.crypto import Vault
from kernel.events import CLOCK
from sales.orders import Order
from tenancy import modules
from tenancy.markets import Market
from tenancy.outlets import Outlet
from tests.sales.buying import open_shop
from tests.storefront.reading import plain
from tests.world_catalogue import NOON

CHECKOUT = "/en-fr/checkout"
WHERE = {
    "step": "where",
    "country": "FR",
    "email": "ines@example.com",
    "family": "Morel",
    "given": "Inès",
    "line_1": "4 rue Mercière",
    "postcode": "69002",
    "city": "Lyon",
    "phone": "06 12 34 56 78",
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="module", autouse=True)
def _open(db, house, app, letters):
    mail.connect(f"folder:{letters}", vault=Vault(("c" * 40,)))
    with db.write(house.brand_id) as session:
        modules.switch(session, "checkout", True, by=CLOCK, at=datetime.now(UTC))
        open_shop(session, session.find(Market, house.markets["fr"]))
        outlet = session.exec(select(Outlet.id).where(Outlet.code == "LYO")).one()
        sku = session.exec(select(Sku.id).where(Sku.code == "R100-ink-M")).one()
        count_in(session, [(outlet, sku, 100)], reference="more", by=CLOCK, at=NOON)
        session.commit()


@pytest.fixture
def buyer(visitor):
    visitor.post("/en-fr/bag/lines", {"sku": "R100-ink-M", "units": "1"})
    assert visitor.post(CHECKOUT, {}).headers["Location"] == CHECKOUT
    yield visitor
    visitor.post("/en-fr/bag/lines/R100-ink-M", {"units": "0"})


@pytest.fixture
def posted(db, letters):
    """Let the worker send what is queued, and read the letter sent last."""

    def last():
        jobs.work_off(db, worker="test", at=datetime.now(UTC))
        newest = max(letters.glob("*.eml"))
        return message_from_bytes(newest.read_bytes(), policy=policy.default)

    return last


def ordered(buyer, **more):
    """Go through every step; the answer to the last."""
    for step in (WHERE, {"step": "how", "method": "home"}):
        answer = buyer.post(CHECKOUT, step)
        assert answer.status_code == 303, plain(answer.text)
    return buyer.post(CHECKOUT, {"step": "order", "route": "transfer", **more})


def count(db, house, rows):
    with db.read(house.brand_id) as session:
        return session.exec(select(func.count()).select_from(rows)).one()


class TestSteps:
    def test_begin_with_where_it_goes(self, buyer):
        said = plain(buyer.read(CHECKOUT))
        assert "Mail address" in said
        assert "€" in said

    def test_have_fields_that_a_browser_fills(self, buyer):
        page = buyer.read(CHECKOUT)
        tokens = set(re.findall(r'autocomplete="([a-z0-9-]+)"', page))
        wanted = {
            "email",
            "given-name",
            "family-name",
            "address-line1",
            "postal-code",
            "address-level2",
            "tel",
        }
        assert wanted <= tokens

    def test_say_what_is_wrong_beside_each_field(self, buyer):
        answer = buyer.post(CHECKOUT, WHERE | {"postcode": "9", "email": "ines"})
        assert answer.status_code == 422
        assert "That is no mail address" in plain(answer.text)
        assert 'value="4 rue Mercière"' in answer.text

    def test_ask_how_it_gets_there(self, buyer):
        buyer.post(CHECKOUT, WHERE)
        said = plain(buyer.read(CHECKOUT))
        assert "To your door 9,00 €" in said
        assert "Paris, centre" in said

    def test_refuse_a_way_that_is_not_offered(self, buyer):
        buyer.post(CHECKOUT, WHERE)
        assert buyer.post(CHECKOUT, {"step": "how", "method": "rocket"}).status_code == 422

    def test_can_be_gone_back_to(self, buyer):
        buyer.post(CHECKOUT, WHERE)
        assert 'value="4 rue Mercière"' in buyer.read(f"{CHECKOUT}?step=where")

    def test_cannot_be_jumped(self, buyer):
        assert "How you pay" in plain(buyer.read(f"{CHECKOUT}?step=order"))
        answer = buyer.post(CHECKOUT, {"step": "order", "route": "transfer"})
        assert answer.status_code == 422

    def test_need_something_in_the_bag(self, visitor):
        assert visitor.get(CHECKOUT).headers["Location"] == "/en-fr/bag"
        assert visitor.post(CHECKOUT, {}).headers["Location"] == "/en-fr/bag"


class TestOrder:
    def test_leads_to_its_page(self, buyer):
        answer = ordered(buyer)
        assert answer.status_code == 303
        said = plain(buyer.read(answer.headers["Location"]))
        assert "Received, not yet paid" in said
        assert "299,00 €" in said
        assert "49,83 €" in said

    def test_is_one_however_often_it_is_sent(self, buyer, db, house):
        first = ordered(buyer).headers["Location"]
        before = count(db, house, Order)
        assert buyer.post(CHECKOUT, {"step": "order", "route": "transfer"}).headers["Location"] == first
        assert count(db, house, Order) == before

    def test_believes_no_total_but_its_own(self, buyer):
        page = ordered(buyer, total="1", price="1", shipping="0").headers["Location"]
        assert "299,00 €" in plain(buyer.read(page))

    def test_is_nobody_elses(self, buyer, app):
        page = ordered(buyer).headers["Location"]
        assert buyer.get(page[:-1] + "x").status_code == 404
        assert buyer.get(page).headers["Cache-Control"] == "no-store"

    def test_is_paid_in_a_store_only_where_she_comes_there(self, buyer):
        buyer.post(CHECKOUT, WHERE)
        buyer.post(CHECKOUT, {"step": "how", "method": "home"})
        assert buyer.post(CHECKOUT, {"step": "order", "route": "in-store"}).status_code == 422
        assert buyer.post(CHECKOUT, {"step": "how", "method": "store:lyon"}).status_code == 303
        answer = buyer.post(CHECKOUT, {"step": "order", "route": "in-store"})
        assert "Lyon, centre" in plain(buyer.read(answer.headers["Location"]))

    def test_moves_stock_from_reserved_to_committed(self, buyer, db, house):
        reserved, committed = stood(db, house)
        ordered(buyer)
        assert stood(db, house) == (reserved - 1, committed + 1)

    def test_is_confirmed_by_mail(self, buyer, posted):
        page = ordered(buyer).headers["Location"]
        letter = posted()
        assert letter["To"] == "ines@example.com"
        assert page in letter.get_body(("plain",)).get_content()
        assert "299,00 €" in plain(letter.get_body(("html",)).get_content())


def stood(db, house):
    with db.read(house.brand_id) as session:
        return tuple(session.exec(select(func.sum(Level.reserved), func.sum(Level.committed))).one())
