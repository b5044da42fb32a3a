"""The console's pages of stock: levels, movements, what is put right, and deliveries; outlet by outlet."""

import pytest
from sqlmodel import select

from inventory.proofs import breaches
from inventory.stock import Level
from tests.admin.filling import fill
from tests.admin.goods import Goods, furnish


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


@pytest.fixture
def claire(as_, maison):
    """The manager of the store in Lyon, and of that alone."""
    return as_(maison.store_manager)


def on_hand(maison, goods: Goods, outlet, sku: str = "R100-ink-M") -> int:
    with maison.db.read(maison.brand_id) as session:
        assert breaches(session) == []
        mine = select(Level.on_hand).where(Level.outlet_id == outlet, Level.sku_id == goods.skus[sku])
        return session.exec(mine).first() or 0


class TestIndex:
    def test_adds_up_the_outlets_a_person_sees(self, ines, claire, goods):
        assert _promised(ines, "/admin/stock/?q=R100") == "8"
        assert _promised(claire, "/admin/stock/?q=R100") == "3"

    def test_shows_nothing_of_an_outlet_that_is_not_hers(self, claire, maison, goods):
        assert _promised(claire, f"/admin/stock/?q=R100&outlet={maison.paris}") == "3"

    def test_goes_sku_by_sku(self, ines, goods):
        text = ines.page("/admin/stock/?by=sku&q=R100").text
        assert "R100-ink-S" in text
        assert "3 SKUs" in text

    def test_keeps_to_what_is_there(self, claire, goods):
        text = claire.page("/admin/stock/?by=sku&standing=some").text
        assert "R100-ink-M" in text
        assert "R100-ink-S" not in text


def _promised(browser, path: str) -> str:
    return browser.get(path).text.partition("<strong>")[2].partition("</strong>")[0]


class TestMatrix:
    def test_has_a_row_for_each_outlet_a_person_sees(self, ines, claire, goods):
        path = f"/admin/stock/styles/{goods.styles['R100']}"
        assert "Paris" in ines.page(path).text
        assert "Paris" not in claire.page(path).text


class TestShow:
    def test_tells_how_it_came_to_be_so_where_a_person_sees_it(self, ines, claire, goods):
        path = f"/admin/stock/skus/{goods.skus['R100-ink-M']}"
        assert {"+3", "+5"} <= set(ines.page(path).text.split())
        assert "+5" not in claire.page(path).text.split()


class TestAdjust:
    def test_makes_the_book_say_what_was_counted(self, claire, maison, goods):
        page = f"/admin/stock/skus/{goods.skus['R100-ink-L']}"
        sent = {"units": "4", "reason": "found", "note": "behind the mirror"}
        assert fill(claire, page, f"{page}/adjustments", **sent).status_code == 303
        assert on_hand(maison, goods, maison.lyon, "R100-ink-L") == 4
        assert "Found" in claire.page(page).text

    def test_says_where_the_book_is_right_already(self, claire, maison, goods):
        page = f"/admin/stock/skus/{goods.skus['R100-ink-M']}"
        answer = fill(claire, page, f"{page}/adjustments", units="3", reason="found")
        assert answer.status_code == 422
        assert "already says so" in answer.text

    @pytest.mark.parametrize("units", ["-1", "0.5", "1e3", "", "NaN", "999999999999"])
    def test_refuses_what_is_no_count(self, claire, maison, goods, units):
        page = f"/admin/stock/skus/{goods.skus['R100-ink-M']}"
        assert fill(claire, page, f"{page}/adjustments", units=units, reason="found").status_code == 422
        assert on_hand(maison, goods, maison.lyon) == 3

    def test_is_not_there_for_an_outlet_of_others(self, claire, maison, goods):
        page = f"/admin/stock/skus/{goods.skus['R100-ink-M']}"
        sent = {"outlet": str(maison.paris), "units": "0", "reason": "lost"}
        assert fill(claire, page, f"{page}/adjustments", **sent).status_code == 404
        assert on_hand(maison, goods, maison.paris) == 5


class TestReceive:
    def test_adds_up_what_was_scanned_and_what_was_typed(self, claire, maison, goods):
        sent = {
            "reference": "DN-1",
            "supplier": "Atelier",
            "lines": "R100-ink-S\nR100-ink-S 4\n\nR100-ink-S;2",
        }
        assert (
            fill(claire, "/admin/stock/deliveries/new", "/admin/stock/deliveries/", **sent).status_code == 303
        )
        assert on_hand(maison, goods, maison.lyon, "R100-ink-S") == 7
        assert "DN-1" in claire.page("/admin/stock/deliveries/").text

    def test_takes_in_nothing_where_a_line_is_wrong(self, claire, maison, goods):
        sent = {"reference": "DN-2", "lines": "M200-rust-M 4\nM200-rust-XX 1"}
        answer = fill(claire, "/admin/stock/deliveries/new", "/admin/stock/deliveries/", **sent)
        assert answer.status_code == 422
        assert "Line 2" in answer.text
        assert "M200-rust-M 4" in answer.text
        assert on_hand(maison, goods, maison.lyon, "M200-rust-M") == 0

    @pytest.mark.parametrize("line", ["M200-rust-M -4", "M200-rust-M 0", "M200-rust-M 1e3", "M200-rust-M ٣"])
    def test_refuses_pieces_that_are_no_number(self, claire, goods, line):
        sent = {"reference": "DN-3", "lines": line}
        answer = fill(claire, "/admin/stock/deliveries/new", "/admin/stock/deliveries/", **sent)
        assert answer.status_code == 422

    def test_receives_a_note_once(self, ines, maison, goods):
        sent = {"reference": "DN-4", "lines": "M200-rust-M", "outlet": str(maison.paris)}
        new, path = "/admin/stock/deliveries/new", "/admin/stock/deliveries/"
        assert fill(ines, new, path, **sent).status_code == 303
        assert fill(ines, new, path, **sent).status_code == 422
        assert on_hand(maison, goods, maison.paris, "M200-rust-M") == 1

    def test_is_not_there_for_an_outlet_of_others(self, claire, maison, goods):
        sent = {"reference": "DN-5", "lines": "M200-rust-M", "outlet": str(maison.paris)}
        answer = fill(claire, "/admin/stock/deliveries/new", "/admin/stock/deliveries/", **sent)
        assert answer.status_code == 404
