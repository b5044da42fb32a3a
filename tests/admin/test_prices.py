"""The console's pages of prices: a list, reductions, one style's history, one list from another."""

from datetime import UTC, datetime

import pytest

from catalogue import prices
from catalogue.price_history import History
from kernel.events import CLOCK
from tenancy.markets import PriceList
from tests.admin.filling import drawn, fill
from tests.admin.goods import Goods, furnish
from tests.world import NOON


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


def history(maison, goods: Goods, code: str, listed: str) -> History:
    with maison.db.read(maison.brand_id) as session:
        held = prices.price_lists(session)[listed]
        found = prices.histories(session, [goods.styles[code]], price_list_id=held.id)
        return found.get((goods.styles[code], held.id), History(()))


class TestSetPrice:
    def test_reads_the_amount_as_its_reader_writes_it(self, ines, maison, goods):
        path = f"/admin/prices/{goods.list}/styles/{goods.styles['D1']}"
        assert fill(ines, path, path, amount="149.50").status_code == 303
        assert history(maison, goods, "D1", goods.list).full_at(datetime.now(UTC)) == 14950

    @pytest.mark.parametrize("amount", ["-1", "0", "1e3", "NaN", "999999999999", "12,5,0", "<b>"])
    def test_refuses_what_is_no_price(self, ines, goods, amount):
        path = f"/admin/prices/{goods.list}/styles/{goods.styles['R100']}"
        assert fill(ines, path, path, amount=amount).status_code == 422


class TestMarkDown:
    def test_reduces_what_is_ticked_until_it_is_ended(self, ines, maison, goods):
        show, path = f"/admin/prices/{goods.list}/", f"/admin/prices/{goods.list}/markdowns"
        assert fill(ines, show, path, style="R100", way="percent", percent="20").status_code == 303
        at = datetime.now(UTC)
        assert history(maison, goods, "R100", goods.list).units_at(at) == 23000
        assert history(maison, goods, "M200", goods.list).markdown_at(at) is None
        assert "€290.00" in ines.page(f"{show}?standing=reduced").text
        assert ines.send(show, f"{path}/end", {"style": "R100"}).status_code == 303
        assert history(maison, goods, "R100", goods.list).markdown_at(datetime.now(UTC)) is None

    def test_says_that_nothing_is_ticked(self, ines, goods):
        show, path = f"/admin/prices/{goods.list}/", f"/admin/prices/{goods.list}/markdowns"
        answer = fill(ines, show, path, way="percent", percent="20")
        assert answer.status_code == 422
        assert "No style is ticked" in answer.text

    def test_keeps_the_ticks_where_a_price_would_not_be_lower(self, ines, goods):
        show, path = f"/admin/prices/{goods.list}/", f"/admin/prices/{goods.list}/markdowns"
        answer = fill(ines, show, path, style="M200", way="price", amount="800")
        assert answer.status_code == 422
        assert "would not be cheaper" in answer.text
        assert 'value="M200" aria-label="Manteau" checked' in answer.text

    def test_starts_by_the_clock_of_the_house(self, ines, maison, goods):
        show, path = f"/admin/prices/{goods.list}/", f"/admin/prices/{goods.list}/markdowns"
        sent = {"way": "price", "amount": "500", "starts_at": "2030-07-01T08:00"}
        assert fill(ines, show, path, style="M200", **sent).status_code == 303
        starts = [entry.starts_at for entry in history(maison, goods, "M200", goods.list).entries]
        assert datetime(2030, 7, 1, 6, tzinfo=UTC) in starts


class TestDerive:
    def test_shows_what_it_would_set_and_sets_that(self, ines, maison, goods):
        with maison.writing() as session:
            session.add(PriceList(code="yen", currency="JPY"))
        path = "/admin/prices/yen/derivation"
        asked = f"{path}?source={goods.list}&factor=160&step=1000&charm=100"
        assert "JP¥46,900" in ines.page(asked).text
        assert history(maison, goods, "R100", "yen").entries == ()
        assert ines.post(path, drawn(_posting(ines, asked), path)).status_code == 303
        assert history(maison, goods, "R100", "yen").full_at(datetime.now(UTC)) == 46900

    def test_refuses_a_factor_that_is_none(self, ines, maison, goods):
        assert ines.get(f"/admin/prices/{goods.list}/derivation?factor=x").status_code == 422


def _posting(browser, path: str) -> str:
    """The part of the page from its heading of what would be set on: the form before it asks."""
    return browser.get(path).text.partition('id="outcome"')[2]


class TestShow:
    def test_is_not_there_for_a_list_of_another_house(self, ines, world, goods):
        assert ines.get("/admin/prices/gbp/").status_code == 404

    def test_lists_what_has_no_price(self, ines, maison, goods):
        with maison.writing() as session:
            prices.set_price(
                session, "R100", price_list=goods.list, units=29000, starts_at=NOON, by=CLOCK, at=NOON
            )
        text = ines.page(f"/admin/prices/{goods.list}/?standing=none").text
        assert "R100" not in text
