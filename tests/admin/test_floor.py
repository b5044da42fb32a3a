"""The floor: a store's own staff receive, send, count and look up, in their outlet and nowhere else."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import select

from catalogue.skus import Sku
from inventory import expected
from kernel.events import CLOCK
from tests.admin.filling import drawn, fill
from tests.admin.floors import level, open_floor, released, sent, state, stock_up
from tests.admin.goods import Goods, furnish
from tests.world import NOON


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    open_floor(world.maison)
    furnished = furnish(world.maison)
    stock_up(world.maison, furnished)
    return furnished


@pytest.fixture
def leo(as_, maison):
    """A clerk of the store in Lyon, and of that alone."""
    return as_(maison.clerk)


class TestIndex:
    def test_leads_a_clerk_to_her_own_outlet(self, leo, maison, goods):
        assert leo.get("/admin/floor/").location == f"/admin/floor/{maison.lyon}"

    def test_lets_whoever_looks_after_several_choose(self, ines, maison, goods):
        text = ines.get("/admin/floor/").text
        assert str(maison.lyon) in text
        assert str(maison.paris) in text

    def test_has_no_other_outlet(self, leo, maison, world, goods):
        for other in (maison.paris, world.autre.lyon, uuid4()):
            assert leo.get(f"/admin/floor/{other}").status_code == 404
            assert leo.get(f"/admin/floor/{other}/look-up?q=R100").status_code == 404


class TestShow:
    def test_says_what_is_coming(self, leo, maison, goods):
        transfer = sent(maison, goods)
        text = leo.get(f"/admin/floor/{maison.lyon}").text
        assert f"/admin/floor/arrivals/{transfer}" in text
        assert "From Paris" in text


class TestLookUp:
    def test_finds_by_barcode_code_and_name(self, leo, maison, goods):
        with maison.db.read(maison.brand_id) as session:
            barcode = session.exec(select(Sku.gtin).where(Sku.code == "R100-ink-M")).one()
        look_up = f"/admin/floor/{maison.lyon}/look-up?q="
        assert "Celeste dress" in leo.page(f"{look_up}R100-ink-M").text
        assert "R100-ink-M" in leo.page(f"{look_up}{barcode}").text
        assert "R100-ink-L" in leo.page(f"{look_up}celeste").text

    def test_tells_of_other_outlets_to_those_who_may_know(self, leo, maison, goods):
        assert "In 1 other outlet" in leo.page(f"/admin/floor/{maison.lyon}/look-up?q=R100-ink-M").text


def token(browser) -> str:
    return browser.page("/admin/account/").value("csrf_token")


def tally(browser, page: str, **sent):
    return fill(browser, page, f"{page}/tally", **sent)


class TestReceive:
    def test_takes_in_what_was_scanned_in_parts(self, leo, maison, goods):
        page = f"/admin/floor/arrivals/{sent(maison, goods, units=3)}"
        before = level(maison, goods, maison.lyon)["on_hand"]
        assert tally(leo, page, scan="R100-ink-M").status_code == 303
        assert tally(leo, page, scan="R100-ink-M").status_code == 303
        assert level(maison, goods, maison.lyon)["on_hand"] == before
        assert fill(leo, page, f"{page}/tally").status_code == 303
        form = drawn(leo.get(page).text, f"{page}/tally")
        assert leo.post(f"{page}/receipt", form).status_code == 303
        assert level(maison, goods, maison.lyon)["on_hand"] == before + 2
        assert "Received in part" in leo.page(page).text

    def test_keeps_one_sending_once(self, leo, maison, goods):
        page = f"/admin/floor/arrivals/{sent(maison, goods, units=3)}"
        form = drawn(leo.get(page).text, f"{page}/tally") | {"scan": "R100-ink-M"}
        for _ in range(3):
            leo.post(f"{page}/tally", form)
        assert drawn(leo.get(page).text, f"{page}/tally")[f"units-{goods.skus['R100-ink-M']}"] == "1"

    def test_takes_no_count_in_twice(self, leo, maison, goods):
        transfer = sent(maison, goods, units=3)
        page = f"/admin/floor/arrivals/{transfer}"
        tally(leo, page, scan="R100-ink-M 2")
        before = level(maison, goods, maison.lyon)["on_hand"]
        form = drawn(leo.get(page).text, f"{page}/tally")
        assert leo.post(f"{page}/receipt", form).status_code == 303
        assert leo.post(f"{page}/receipt", form).status_code == 422
        assert level(maison, goods, maison.lyon)["on_hand"] == before + 2

    def test_takes_typed_numbers_with_the_last_button(self, leo, maison, goods):
        transfer = sent(maison, goods, units=3)
        page = f"/admin/floor/arrivals/{transfer}"
        form = drawn(leo.get(page).text, f"{page}/tally")
        field = f"units-{goods.skus['R100-ink-M']}"
        assert leo.post(f"{page}/receipt", form | {field: "2", "last": "on"}).status_code == 303
        assert state(maison, transfer) == "short"
        assert "never came" in leo.page(page).text

    def test_keeps_what_was_counted_where_the_rest_is_refused(self, leo, maison, goods):
        page = f"/admin/floor/arrivals/{sent(maison, goods, units=3)}"
        answer = tally(leo, page, scan="NOTHING-42")
        assert answer.status_code == 422
        assert "NOTHING-42" in answer.text

    def test_sends_the_sheet_alone_to_the_script(self, leo, maison, goods):
        page = f"/admin/floor/arrivals/{sent(maison, goods, units=3)}"
        form = drawn(leo.get(page).text, f"{page}/tally") | {"scan": "R100-ink-M"}
        answer = leo.post(f"{page}/tally", form, HX_Request="true")
        assert answer.status_code == 200
        assert "<html" not in answer.text
        assert "just-now" in answer.text

    @pytest.mark.parametrize("units", ["-1", "0.5", "1e3", "٣", "NaN", "999999999999"])
    def test_refuses_what_is_no_count(self, leo, maison, goods, units):
        page = f"/admin/floor/arrivals/{sent(maison, goods, units=1)}"
        form = drawn(leo.get(page).text, f"{page}/tally")
        field = f"units-{goods.skus['R100-ink-M']}"
        assert leo.post(f"{page}/tally", form | {field: units}).status_code == 422

    def test_is_not_there_for_an_outlet_of_others(self, leo, as_, maison, goods):
        """What leaves Paris for Lyon is received in Lyon; Paris picks it, and Lyon may not."""
        transfer = released(maison, goods)
        assert leo.get(f"/admin/floor/picks/{transfer}").status_code == 404
        form = {"csrf_token": token(leo), "scan": "R100-ink-M"}
        assert leo.post(f"/admin/floor/picks/{transfer}/tally", form).status_code == 404
        assert leo.post(f"/admin/floor/picks/{transfer}/pick", form).status_code == 404


class TestPick:
    def test_goes_from_shelf_to_carrier(self, ines, maison, goods):
        transfer = released(maison, goods, units=3)
        page = f"/admin/floor/picks/{transfer}"
        tally(ines, page, scan="R100-ink-M 2")
        form = drawn(ines.get(page).text, f"{page}/tally")
        assert ines.post(f"{page}/pick", form).status_code == 303
        assert state(maison, transfer) == "picked"
        sending = {"carrier": "La Poste", "parcels": "1"}
        assert fill(ines, page, f"{page}/dispatch", **sending).status_code == 303
        assert state(maison, transfer) == "in-transit"
        assert "La Poste" in ines.page(page).text

    def test_refuses_what_is_not_on_it(self, ines, maison, goods):
        page = f"/admin/floor/picks/{released(maison, goods)}"
        answer = tally(ines, page, scan="M200-rust-M")
        assert answer.status_code == 422
        assert "Put it back" in answer.text

    def test_refuses_to_send_more_than_was_released(self, ines, maison, goods):
        page = f"/admin/floor/picks/{released(maison, goods)}"
        tally(ines, page, scan="R100-ink-M 5")
        form = drawn(ines.get(page).text, f"{page}/tally")
        assert ines.post(f"{page}/pick", form).status_code == 422


class TestUnload:
    def test_receives_against_what_was_announced(self, leo, maison, goods):
        with maison.writing() as session:
            coming = expected.announce(
                session,
                {goods.skus["R100-ink-S"]: 4},
                outlet_id=maison.lyon,
                reference="PO-77",
                supplier="Atelier",
                due_on=date(2026, 11, 25),
                by=CLOCK,
                at=NOON,
            ).id
        page = f"/admin/floor/deliveries/{coming}"
        assert "PO-77" in leo.page(f"/admin/floor/{maison.lyon}").text
        tally(leo, page, scan="R100-ink-S 3")
        form = drawn(leo.get(page).text, f"{page}/tally") | {"last": "on"}
        assert leo.post(f"{page}/receipt", form).status_code == 303
        assert level(maison, goods, maison.lyon, "R100-ink-S") == {"on_hand": 3}
        assert leo.post(f"{page}/receipt", form).status_code == 422


class TestCount:
    def opened(self, browser, maison, **sent):
        answer = fill(
            browser,
            "/admin/floor/counts/new",
            "/admin/floor/counts/",
            **{"outlet": str(maison.lyon), "scope": "full", "skus": ""} | sent,
        )
        assert answer.status_code == 303, answer.text
        return answer.location

    def test_is_blind_adds_up_and_waits_for_approval(self, leo, as_, maison, goods):
        came = {"reference": "DN-9", "lines": "R100-ink-L 5"}
        fill(leo, "/admin/stock/deliveries/new", "/admin/stock/deliveries/", **came)
        page = self.opened(leo, maison, scope="cycle", skus="R100-ink-L\nM200-rust-M")
        assert "By the book" not in leo.page(page).text
        tally(leo, page, scan="R100-ink-L 4")
        form = drawn(leo.get(page).text, f"{page}/tally")
        assert leo.post(f"{page}/end", form).status_code == 303
        take = page.rpartition("/")[2]
        assert leo.get(f"/admin/stock-takes/{take}").status_code == 403
        claire = as_(maison.store_manager)
        shown = f"/admin/stock-takes/{take}"
        assert "R100-ink-L" in claire.page(shown).text
        assert fill(claire, shown, f"{shown}/approval").status_code == 303
        assert level(maison, goods, maison.lyon, "R100-ink-L") == {"on_hand": 4}
        again = {"csrf_token": token(claire), "seen": ""}
        assert claire.post(f"{shown}/approval", again).status_code == 422

    def test_refuses_what_is_not_on_the_list(self, leo, maison, goods):
        page = self.opened(leo, maison, scope="cycle", skus="M200-rust-M")
        answer = tally(leo, page, scan="R100-ink-M")
        assert answer.status_code == 422
        assert "not part of this count" in answer.text

    def test_is_not_there_for_an_outlet_of_others(self, leo, maison, goods):
        sent = {"csrf_token": token(leo), "outlet": str(maison.paris), "scope": "full"}
        assert leo.post("/admin/floor/counts/", sent).status_code == 404
