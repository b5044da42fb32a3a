"""What happened, as each person may read it."""

from datetime import UTC, datetime, timedelta

import pytest

from inventory.assortments.rules import Assortment
from kernel.events import CLOCK, record
from tenancy import outlet_book
from tenancy.outlets import Outlet
from tests.admin.goods import Goods, furnish


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


def close(maison, outlet_id, *, at: datetime) -> None:
    with maison.writing() as session:
        ines = maison.as_member(session, maison.owner)
        outlet = session.find(Outlet, outlet_id)
        outlet_book.close(session, outlet, on=at.date(), by=ines, at=at)
        outlet_book.reopen(session, outlet, by=ines, at=at)


class TestIndex:
    def test_tells_who_did_what_to_what_and_leads_there(self, ines, goods):
        ines.send("/admin/brand/", "/admin/brand/", {"name": "Maison Trois"})
        ines.send("/admin/modules/", "/admin/modules/demand/switch-on")
        text = ines.page("/admin/activity/").text
        assert "Maison Trois Brand Changed Inès" in text
        assert "Demand Module Switched on Inès" in text
        assert ines.page("/admin/activity/").has_link("/admin/modules/")
        assert "Demand Module Switched on" in ines.page("/admin/").text
        ines.send("/admin/brand/", "/admin/brand/", {"name": "Maison"})

    def test_gathers_what_was_done_alike_at_one_moment(self, ines, maison, goods):
        moment = datetime.now(UTC)
        with maison.writing() as session:
            for outlet_id in (maison.lyon, maison.paris):
                record(session.find(Outlet, outlet_id), "changed", by=CLOCK, at=moment)
        assert "2 × Outlet Changed Comptoir" in ines.page("/admin/activity/").text

    def test_shows_a_person_what_concerns_her(self, as_, maison, goods):
        moment = datetime.now(UTC)
        close(maison, maison.paris, at=moment)
        close(maison, maison.lyon, at=moment + timedelta(seconds=1))
        claire = as_(maison.store_manager).page("/admin/activity/").text
        assert "Lyon Outlet Opened again" in claire
        assert "Paris" not in claire
        kenji = as_(maison.translator).page("/admin/activity/").text
        assert "Opened again" not in kenji

    def test_is_paged(self, ines, maison, goods):
        began = datetime.now(UTC) - timedelta(hours=1)
        with maison.writing() as session:
            outlet = session.find(Outlet, maison.lyon)
            for turn in range(60):
                record(outlet, "hours-changed", by=CLOCK, at=began + timedelta(seconds=turn))
        assert ines.page("/admin/activity/").has_link("/admin/activity/?page=2")
        assert ines.page("/admin/activity/?page=2").has_link("/admin/activity/?page=1")
        assert ines.get("/admin/activity/?page=99999").status_code == 200

    def test_forgets_what_is_long_past(self, ines, maison, goods):
        with maison.writing() as session:
            past = datetime.now(UTC) - timedelta(days=100)
            record(session.find(Outlet, maison.lyon), "holiday-kept", by=CLOCK, at=past)
        assert "Given a day of its own" not in ines.page("/admin/activity/").text

    def test_leads_to_nothing_that_is_switched_off(self, ines, maison, goods):
        with maison.writing() as session:
            edition = Assortment(number=900, made_at=datetime.now(UTC))
            session.add(edition)
            record(edition, "begun", by=CLOCK, at=datetime.now(UTC))
            address = f"/admin/assortments/{edition.id}"
        switch = "/admin/modules/store-types/switch-"
        ines.send("/admin/modules/", switch + "on")
        assert ines.page("/admin/activity/").has_link(address)
        assert ines.send("/admin/modules/", switch + "off").status_code == 303
        shown = ines.page("/admin/activity/")
        assert "900 Assortment Begun Comptoir" in shown.text
        assert not shown.has_link(address)
        ines.send("/admin/modules/", switch + "on")
