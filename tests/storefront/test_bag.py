"""The bag through its pages: filled, changed and read without script, told apart by market and by shopper."""

import re
from datetime import UTC, datetime

import pytest

from kernel.events import CLOCK
from tenancy import modules
from tests.storefront.conftest import HOST
from tests.storefront.reading import plain

LINES = "/en-fr/bag/lines"


@pytest.fixture(scope="module", autouse=True)
def _checkout_on(db, house):
    with db.write(house.brand_id) as session:
        modules.switch(session, "checkout", True, by=CLOCK, at=datetime.now(UTC))
        session.commit()


@pytest.fixture
def filled(visitor):
    assert visitor.post(LINES, {"sku": "R100-ink-M", "units": "2"}).status_code == 303
    return visitor


class TestBag:
    def test_is_worth_reading_when_empty(self, visitor):
        assert "Nothing in it yet" in plain(visitor.read("/en-fr/bag"))

    def test_is_filled_from_the_styles_page(self, visitor):
        page = visitor.read("/en-fr/styles/celeste-dress?colour=ink")
        assert re.search(r'<form class="buy" method="post" action="/en-fr/bag/lines"', page)
        assert re.search(r'name="sku" value="R100-ink-M" required>', page)
        assert re.search(r'name="sku" value="R100-ink-L" required disabled>', page)

    def test_shows_what_is_in_it(self, filled):
        said = plain(filled.read("/en-fr/bag"))
        assert "Celeste dress" in said
        assert "580,00 €" in said

    def test_is_never_kept_by_anyone(self, filled):
        assert filled.get("/en-fr/bag").headers["Cache-Control"] == "no-store"
        assert filled.get("/en-fr/bag/count").headers["Cache-Control"] == "no-store"

    def test_is_one_market_s(self, filled):
        assert "Nothing in it yet" in plain(filled.read("/en-us/bag"))

    def test_is_nobody_elses(self, filled, app):
        stranger = type(filled)(app.test_client())
        assert "Nothing in it yet" in plain(stranger.read("/en-fr/bag"))

    def test_changes_and_empties(self, filled):
        assert filled.post(f"{LINES}/R100-ink-M", {"units": "1"}).status_code == 303
        assert "290,00 €" in plain(filled.read("/en-fr/bag"))
        filled.post(f"{LINES}/R100-ink-M", {"units": "0"})
        assert "Nothing in it yet" in plain(filled.read("/en-fr/bag"))

    def test_says_how_many_to_htmx_alone(self, filled):
        assert "2" in filled.htmx("/en-fr/bag/count", target="bag-count").text

    def test_tells_htmx_that_it_changed(self, visitor):
        answer = visitor.post(LINES, {"sku": "R100-ink-M", "units": "1"}, hx_request="true")
        assert answer.headers["HX-Trigger"] == "bag-changed"
        assert "In your bag: Celeste dress" in plain(answer.text)

    def test_keeps_a_refusal_beside_the_button(self, visitor):
        answer = visitor.post(LINES, {"sku": "R100-ink-M", "units": "12"}, hx_request="true")
        assert answer.status_code == 422
        assert "There are only 9 left" in answer.text

    @pytest.mark.parametrize(
        "units", ["-1", "0", "0.5", "1e3", "1;DROP", "999999999999", "NaN", "", "1\u0000", ["1", "-5"]]
    )
    def test_takes_whole_numbers_only(self, visitor, units):
        answer = visitor.post(LINES, {"sku": "R100-ink-M", "units": units})
        assert answer.status_code in (400, 422)
        assert "Nothing in it yet" in plain(visitor.read("/en-fr/bag"))

    def test_reads_numbers_in_any_script(self, visitor):
        assert visitor.post(LINES, {"sku": "R100-ink-M", "units": " ٣ "}).status_code == 303
        assert "870,00 €" in plain(visitor.read("/en-fr/bag"))

    def test_believes_no_price_but_its_own(self, visitor):
        visitor.post(LINES, {"sku": "R100-ink-M", "units": "1", "price": "1", "total": "1"})
        assert "290,00 €" in plain(visitor.read("/en-fr/bag"))

    def test_knows_only_this_shops_pieces(self, visitor):
        assert visitor.post(LINES, {"sku": "NOBODYS", "units": "1"}).status_code == 404
        assert visitor.post(f"{LINES}/R100-ink-M", {"units": "1"}).status_code == 404

    def test_takes_no_form_from_elsewhere(self, visitor):
        answer = visitor.post(LINES, {"sku": "R100-ink-M", "units": "1"}, origin="http://evil.test")
        assert answer.status_code == 403

    def test_fits_its_budget(self, filled, statements):
        filled.post(LINES, {"sku": "H320-bone-M", "units": "1"})
        before = len(statements())
        filled.post(LINES, {"sku": "H320-bone-M", "units": "1"})
        assert len(statements()) - before <= 8

    def test_sets_one_cookie_that_script_cannot_read(self, visitor):
        answer = visitor.post(LINES, {"sku": "R100-ink-M", "units": "1"})
        (cookie,) = answer.headers.getlist("Set-Cookie")
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert HOST not in cookie
