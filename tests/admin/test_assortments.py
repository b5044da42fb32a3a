"""The console's pages of assortments: a rule is written, looked at, applied, explained and gone back on."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from inventory import assortments
from inventory.assortments import drafting, editions
from inventory.assortments.rules import Assortment, AssortmentRule
from kernel.events import CLOCK
from tenancy import modules
from tenancy.outlets import Outlet, StoreType, add_store_types
from tests.admin.conftest import Browser
from tests.admin.filling import Form
from tests.admin.goods import Goods, furnish
from tests.world import NOON, House

RULES = "/admin/assortments/draft/rules"


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    found = furnish(world.maison)
    with world.maison.writing() as session:
        add_store_types(session, [("corner", {"name": {"fr": "Corner"}})], source="fr")
        session.flush()
        corner = session.exec(select(StoreType.id).where(StoreType.code == "corner")).one()
        lyon = session.find(Outlet, world.maison.lyon)
        assert lyon is not None
        lyon.store_type_id = corner
        session.add(lyon)
    return found


@pytest.fixture(autouse=True)
def without_rules(maison, goods) -> None:
    """Begin each test with no draft, and an edition in force that says nothing."""
    with maison.writing() as session:
        held = editions.draft(session)
        if held is not None:
            drafting.discard(session, held, by=CLOCK, at=datetime.now(UTC))
        empty = drafting.begin(session, by=CLOCK, at=datetime.now(UTC))
        for rule in editions.rows_of(session, empty):
            drafting.take_out(session, empty, rule, by=CLOCK, at=datetime.now(UTC))
        drafting.apply(session, empty, on=today(), by=CLOCK, at=datetime.now(UTC))


def today() -> date:
    return datetime.now(UTC).date()


def write_rule(browser: Browser, **said: object) -> None:
    browser.send("/admin/assortments/", "/admin/assortments/draft")
    usual = {"level": "type", "types": "corner", "action": "exclude", "categories": "dresses"}
    fields = usual | {"price_list": ""} | said
    assert browser.send(f"{RULES}/new", RULES, fields).status_code == 303


def apply(browser: Browser, on: date) -> None:
    answer = browser.send(
        "/admin/assortments/draft/preview", "/admin/assortments/draft/application", {"on": on.isoformat()}
    )
    assert answer.status_code == 303


def carried(house: House, outlet_id: UUID) -> int:
    with house.trying() as session:
        return len(assortments.carried_at(session, outlet_id))


def newest(house: House) -> Assortment:
    with house.trying() as session:
        return session.exec(select(Assortment).order_by(Assortment.number.desc())).first()


class TestRules:
    def test_read_as_sentences_in_the_draft(self, ines, goods):
        write_rule(ines)
        page = ines.get("/admin/assortments/draft").text
        assert "Stores of the type Corner do not carry" in page

    def test_change_nothing_before_they_apply(self, ines, maison, goods):
        before = carried(maison, maison.lyon)
        write_rule(ines)
        assert carried(maison, maison.lyon) == before

    def test_are_changed_and_taken_out(self, ines, maison, goods):
        write_rule(ines, categories="coats")
        with maison.trying() as session:
            draft = editions.draft(session)
            held = session.exec(select(AssortmentRule).where(AssortmentRule.assortment_id == draft.id)).all()
        address = f"{RULES}/{held[-1].id}"
        form = Form(ines.get(address).text, address)
        assert form.fields["categories"] == "coats"
        assert ines.post(address, form.fields | {"categories": "tops"}).status_code == 303
        assert ines.send(address, f"{address}/removal").status_code == 303
        assert ines.get(address).status_code == 404

    def test_that_name_nobody_are_refused_and_redrawn(self, ines, goods):
        ines.send("/admin/assortments/", "/admin/assortments/draft")
        answer = ines.send(
            f"{RULES}/new", RULES, {"level": "type", "action": "include", "price_list": "", "tags": "silk"}
        )
        assert answer.status_code == 422
        assert "Choose whom the rule is for" in answer.text
        assert 'value="silk"' in answer.text

    def test_take_prices_as_they_are_typed(self, ines, maison, goods):
        write_rule(ines, categories=[], price_list=goods.list, lowest="300.00")
        with maison.trying() as session:
            rules = session.exec(select(AssortmentRule)).all()
        assert any(rule.what.get("lowest") == 30000 for rule in rules)


class TestPreview:
    def test_shows_what_changes_and_what_is_left_standing(self, ines, maison, goods):
        write_rule(ines)
        page = ines.get("/admin/assortments/draft/preview").text
        assert "pieces left standing" in page
        lyon = ines.get(f"/admin/assortments/draft/preview/{maison.lyon}").text
        assert "R100" in lyon

    def test_never_looks_into_the_past(self, ines, goods):
        write_rule(ines)
        page = ines.page("/admin/assortments/draft/preview?on=2001-01-01")
        assert page.value("on") >= "2026"


class TestApplying:
    def test_changes_stores_at_once_and_can_be_gone_back_on(self, ines, maison, goods):
        ines.send("/admin/assortments/", "/admin/assortments/draft")
        apply(ines, today())
        first, before = newest(maison), carried(maison, maison.lyon)
        write_rule(ines)
        apply(ines, today())
        assert carried(maison, maison.lyon) < before
        back = ines.send("/admin/assortments/", f"/admin/assortments/{first.id}/draft")
        assert back.status_code == 303
        apply(ines, today())
        assert carried(maison, maison.lyon) == before

    def test_waits_for_its_day_and_is_called_off(self, ines, maison, goods):
        before = carried(maison, maison.lyon)
        write_rule(ines, categories="coats")
        apply(ines, today() + timedelta(days=9))
        assert carried(maison, maison.lyon) == before
        waits = newest(maison)
        assert "Call it off" in ines.get("/admin/assortments/").text
        assert (
            ines.send("/admin/assortments/", f"/admin/assortments/{waits.id}/calling-off").status_code == 303
        )
        assert newest(maison).is_draft
        ines.send("/admin/assortments/draft", "/admin/assortments/draft/removal")

    def test_is_refused_for_a_day_that_has_passed(self, ines, goods):
        write_rule(ines)
        answer = ines.send(
            "/admin/assortments/draft/preview", "/admin/assortments/draft/application", {"on": "2020-01-01"}
        )
        assert answer.status_code == 422
        assert "That day has passed" in answer.text


class TestLooking:
    def test_tells_why_in_words(self, ines, maison, goods):
        page = ines.get(f"/admin/assortments/outlets/{maison.lyon}/styles/{goods.styles['R100']}").text
        assert "This decides." in page

    def test_lists_what_an_outlet_carries_and_who_carries_a_style(self, ines, maison, goods):
        assert "M200" in ines.get(f"/admin/assortments/outlets/{maison.lyon}").text
        style = ines.get(f"/admin/assortments/styles/{goods.styles['M200']}").text
        assert "LYON" in style
        assert "PARIS" in style

    def test_shows_a_store_its_own_alone(self, as_, maison, goods):
        leo = as_(maison.clerk)
        assert leo.get(f"/admin/assortments/outlets/{maison.lyon}").status_code == 200
        assert leo.get(f"/admin/assortments/outlets/{maison.paris}").status_code == 404
        assert "PARIS" not in leo.get(f"/admin/assortments/styles/{goods.styles['M200']}").text
        assert leo.get("/admin/assortments/").status_code == 403


class TestStoreTypes:
    def test_hand_their_services_to_their_stores(self, ines, maison, goods):
        with maison.trying() as session:
            corner = session.exec(select(StoreType.id).where(StoreType.code == "corner")).one()
        address = f"/admin/store-types/{corner}"
        ines.send(address, address, {"name": "Corner", "services": ["tea", "alterations"]})
        with maison.trying() as session:
            lyon = session.find(Outlet, maison.lyon)
        assert lyon.services == ["tea", "alterations"]

    def test_are_added(self, ines, maison, goods):
        new = {"name": "Salon", "code": "salon", "services": "tea"}
        assert ines.send("/admin/store-types/new", "/admin/store-types/", new).status_code == 303
        assert ines.send("/admin/store-types/new", "/admin/store-types/", new).status_code == 422


class TestPresentation:
    def test_is_said_in_the_draft(self, ines, goods):
        ines.send("/admin/assortments/", "/admin/assortments/draft")
        address = "/admin/assortments/draft/presentation"
        said = {"who": "type:corner", "category": "coats", "main": "1", "sizes": "M 2, L 1", "depth": "4"}
        assert ines.send(address, address, said).status_code == 303
        assert "at least 2 of M" in ines.get(address).text
        assert ines.send(address, address, said | {"sizes": "two of M"}).status_code == 422


class TestModule:
    def test_that_is_off_leaves_no_way_in(self, ines, maison, goods):
        with maison.writing() as session:
            modules.switch(session, "store-types", False, by=CLOCK, at=NOON)
        assert ines.get("/admin/assortments/").status_code == 404
        assert "/admin/assortments/" not in ines.get("/admin/").text
        with maison.writing() as session:
            modules.switch(session, "store-types", True, by=CLOCK, at=NOON)
