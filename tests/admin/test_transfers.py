"""Transfers from head office: drafted, released, settled, told and printed, to whom they concern."""

import pytest
from sqlmodel import select

from inventory import receipts, transfers
from inventory.transfers import Transfer
from kernel.events import CLOCK
from tenancy import duties, staff
from tenancy.outlets import Outlet
from tenancy.staff import Staff
from tests.admin.filling import fill
from tests.admin.floors import drafted, level, open_floor, released, sent, state
from tests.admin.goods import Goods, furnish
from tests.world import NOON

LIST = "/admin/transfers/"


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    open_floor(world.maison)
    return furnish(world.maison)


@pytest.fixture
def leo(as_, maison):
    return as_(maison.clerk)


def page_of(transfer) -> str:
    return f"{LIST}{transfer}"


def latest(maison) -> Transfer:
    with maison.db.read(maison.brand_id) as session:
        return session.exec(select(Transfer).order_by(Transfer.number.desc())).first()


class TestCreate:
    def ends(self, maison) -> dict:
        return {"origin": str(maison.paris), "destination": str(maison.lyon)}

    def test_writes_down_a_draft_once_however_often_it_is_sent(self, ines, maison, goods):
        form = {**self.ends(maison), "lines": "R100-ink-M 2"}
        answer = fill(ines, f"{LIST}new", LIST, **form)
        assert answer.status_code == 303
        made = latest(maison)
        repeated = {
            "csrf_token": ines.page(f"{LIST}new").value("csrf_token"),
            "key": str(made.id),
            "note": "",
        }
        assert ines.post(LIST, form | repeated | {"due_on": ""}).status_code == 422
        assert (made.state, latest(maison).id) == ("draft", made.id)

    def test_asks_for_it_where_she_may_not_release(self, leo, maison, goods):
        assert fill(leo, f"{LIST}new", LIST, **self.ends(maison), lines="R100-ink-M").status_code == 303
        assert latest(maison).state == "requested"

    def test_is_not_there_between_outlets_of_others(self, leo, maison, goods):
        token = leo.page("/admin/account/").value("csrf_token")
        ends = {"origin": str(maison.paris), "destination": str(maison.paris)}
        answer = leo.post(LIST, {"csrf_token": token, **ends, "lines": "R100-ink-M"})
        assert answer.status_code == 404


class TestRelease:
    def test_keeps_the_pieces_back(self, ines, maison, goods):
        page = page_of(drafted(maison, goods, units=1))
        assert fill(ines, page, f"{page}/release").status_code == 303
        assert level(maison, goods, maison.paris)["committed"] >= 1

    def test_says_what_is_too_few(self, ines, maison, goods):
        page = page_of(drafted(maison, goods, units=900))
        answer = fill(ines, page, f"{page}/release")
        assert answer.status_code == 422
        assert "900 are wanted" in answer.text

    def test_is_for_head_office(self, leo, maison, goods):
        token = leo.page("/admin/account/").value("csrf_token")
        page = page_of(drafted(maison, goods, units=1))
        assert leo.post(f"{page}/release", {"csrf_token": token}).status_code == 403

    def test_is_for_whoever_looks_after_where_it_leaves(self, as_, maison, goods):
        """Claire releases in Lyon; what leaves Paris for Lyon is not hers to release."""
        with maison.writing() as session:
            role = duties.Role(code="releaser", duties=["see-console", "see-stock", "release-stock"])
            session.add(role)
            session.flush()
            person = session.find(Staff, maison.store_manager.id)
            staff.place(session, person, role=role, outlet_id=maison.lyon)
        claire = as_(maison.store_manager)
        token = claire.page("/admin/account/").value("csrf_token")
        transfer = drafted(maison, goods, units=1)
        for step in ("release", "cancellation", "settlement", "lines"):
            assert claire.post(f"{page_of(transfer)}/{step}", {"csrf_token": token}).status_code == 404
        assert state(maison, transfer) == "draft"


class TestChange:
    def test_sets_what_is_wanted(self, ines, maison, goods):
        transfer = drafted(maison, goods, units=1)
        page = page_of(transfer)
        sent_form = {f"units-{goods.skus['R100-ink-M']}": "3", "lines": "M200-rust-M 2"}
        assert fill(ines, page, f"{page}/lines", **sent_form).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            lines = transfers.lines_of(session, session.find(Transfer, transfer))
            assert sorted(line.wanted for line in lines) == [2, 3]


class TestCancel:
    def test_frees_them(self, ines, maison, goods):
        transfer = drafted(maison, goods, units=1)
        page = page_of(transfer)
        assert fill(ines, page, f"{page}/cancellation", reason="not needed").status_code == 303
        assert state(maison, transfer) == "cancelled"
        assert "not needed" in ines.page(page).text


class TestSettle:
    def test_says_what_became_of_what_is_missing(self, ines, maison, goods):
        transfer = sent(maison, goods, units=1)
        with maison.writing() as session:
            held = session.find(Transfer, transfer)
            receipts.receive(session, held, counted={}, is_last=True, by=CLOCK, at=NOON)
        page = page_of(transfer)
        assert fill(ines, page, f"{page}/settlement", reason="lost").status_code == 303
        assert state(maison, transfer) == "closed"
        assert "Lost on the way" in ines.page(page).text


class TestShow:
    def test_is_there_for_both_ends_and_nobody_else(self, leo, as_, maison, world, goods):
        transfer = drafted(maison, goods, units=1)
        assert leo.get(page_of(transfer)).status_code == 200
        other = as_(world.autre.owner, world.autre)
        assert other.get(page_of(transfer)).status_code == 404


class TestPapers:
    def test_lists_what_goes(self, leo, maison, goods):
        text = leo.page(f"{page_of(drafted(maison, goods, units=3))}/papers").text
        assert "Packing list" in text
        assert "R100-ink-M" in text

    def test_is_a_proforma_across_a_border(self, ines, maison, goods):
        transfer = drafted(maison, goods, units=2)
        with maison.writing() as session:
            session.find(Outlet, maison.lyon).country = "SG"
        text = ines.page(f"{page_of(transfer)}/papers").text
        with maison.writing() as session:
            session.find(Outlet, maison.lyon).country = "FR"
        assert "Proforma invoice" in text
        assert "EUR 241.67" in text.replace("\xa0", " ")
        assert "Customs will ask" in text


class TestIndex:
    def test_narrows_by_state_and_outlet(self, ines, maison, goods):
        released(maison, goods, units=1)
        assert "To be picked" in ines.page(f"{LIST}?state=released&outlet={maison.paris}").text
        assert "No transfer is like that" in ines.page(f"{LIST}?q=nothing-so-called").text
