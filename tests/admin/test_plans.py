"""Plans in the console: asked for, read with their reasons, changed by hand, approved and released."""

import pytest
from sqlalchemy import select

from admin.frame import now
from catalogue.sizes import SizeRun
from inventory.plans import settings
from inventory.plans.documents import Plan, State
from kernel import jobs
from kernel.events import CLOCK
from tenancy import modules
from tests.inventory.plans.chain import NOON, Chain, furnish
from tests.markup import Page

LIST = "/admin/plans/"


@pytest.fixture(scope="module")
def chain(world) -> Chain:
    with world.maison.writing() as session:
        for key in ("demand", "allocation", "replenishment", "transfers"):
            modules.switch(session, key, True, by=CLOCK, at=NOON)
        return furnish(session, world.maison.brand_id)


@pytest.fixture
def margot(as_, maison, chain):
    return as_(maison.manager)


def work(maison) -> None:
    while jobs.work_off(maison.db, worker="w", at=now()):
        pass


def latest(maison) -> Plan:
    with maison.db.read(maison.brand_id) as session:
        return session.scalars(select(Plan).order_by(Plan.number.desc())).first()


@pytest.fixture
def plan(margot, maison) -> Plan:
    assert margot.send(LIST, LIST, {"kind": "all"}).status_code == 303
    waiting = margot.get(f"{LIST}{latest(maison).id}")
    assert 'http-equiv="refresh"' in waiting.text
    work(maison)
    return latest(maison)


def address(plan: Plan, *rest: object) -> str:
    return "/".join((f"{LIST}{plan.id}", *map(str, rest)))


class TestShow:
    def test_tells_what_goes_where_and_why(self, margot, maison, plan, chain):
        assert plan.state == State.PROPOSED
        overview = margot.get(address(plan)).text
        assert address(plan, "outlets") in overview
        pages = [
            margot.get(address(plan, "outlets", chain.outlets[code])).text for code in ("S1", "S3", "S4")
        ]
        assert any('class="why"' in page for page in pages)
        assert margot.get(address(plan, "styles")).status_code == 200

    def test_has_the_lines_as_a_file_too(self, margot, plan):
        answer = margot.get(address(plan, "lines.csv"))
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert len(answer.text.splitlines()) == plan.lines + 1

    def test_answers_why_a_cell_gets_no_more(self, margot, plan, chain):
        for code in ("S1", "S2"):
            for sku in list(chain.skus.values())[:4]:
                where = address(plan, "outlets", chain.outlets[code], "why-not", sku)
                assert 'class="answer"' in margot.get(where).text

    def test_is_not_shown_to_whoever_looks_after_one_outlet(self, as_, maison, plan):
        assert as_(maison.store_manager).get(address(plan)).status_code == 403


class TestFix:
    def grid(self, margot, plan):
        page = margot.get(address(plan, "styles")).text
        way = page.partition("/colourways/")[2][:36]
        return address(plan, "colourways", way)

    def changed(self, text: str) -> dict[str, str]:
        """The form of the grid with one piece fewer in the first cell that gets some."""
        page = Page(text)
        name = next(n for n in _names(text) if page.value(n) not in ("", "0"))
        key = name.removeprefix("units-")
        return {
            name: str(int(page.value(name)) - 1),
            f"was-{key}": page.value(name),
            "version": page.value("version"),
        }

    def test_has_what_was_entered_and_solves_the_rest(self, margot, maison, plan):
        grid = self.grid(margot, plan)
        fields = self.changed(margot.get(grid).text)
        assert margot.send(grid, f"{grid}/units", fields).status_code == 303
        name, units = next(iter(fields.items()))
        assert f'name="{name}" value="{units}"' in margot.get(grid).text

    def test_tells_whoever_changes_an_older_version(self, margot, plan):
        grid = self.grid(margot, plan)
        fields = self.changed(margot.get(grid).text)
        margot.send(grid, f"{grid}/units", fields)
        answer = margot.send(grid, f"{grid}/units", fields)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


class TestRelease:
    def test_leads_to_transfers_which_are_followed(self, margot, maison, plan):
        page = margot.page(address(plan))
        assert (
            margot.send(
                address(plan), address(plan, "approval"), {"version": page.value("version")}
            ).status_code
            == 303
        )
        page = margot.page(address(plan))
        assert (
            margot.send(
                address(plan), address(plan, "release"), {"version": page.value("version")}
            ).status_code
            == 303
        )
        work(maison)
        assert latest(maison).state == State.RELEASED
        assert "T-0" in margot.get(address(plan, "shipments")).text
        assert margot.send(address(plan), address(plan, "closing")).status_code == 303


class TestCompare:
    def test_sets_two_plans_beside_each_other(self, margot, maison, plan):
        first = plan
        margot.send(LIST, LIST, {"kind": "allocation"})
        work(maison)
        assert margot.get(address(first, "against", latest(maison).id)).status_code == 200


class TestSettings:
    @pytest.mark.parametrize("page", ["", "lanes", "packs"])
    def test_are_shown(self, margot, page):
        assert margot.get(f"{LIST}settings/{page}").status_code == 200

    def test_are_kept(self, margot, maison, chain):
        where = f"{LIST}settings/outlets/{chain.outlets['S1']}"
        said = {"is_frozen": "y", "departs": ["1", "4"], "lead_days": "4"}
        said |= dict.fromkeys(("can_send", "can_receive", "takes_over"), "")
        answer = margot.send(where, where, said)
        assert answer.status_code == 303
        assert 'value="4"' in margot.get(where).text
        assert margot.send(f"{LIST}settings/lanes", f"{LIST}settings/lanes/drawn").status_code == 303
        kept = {"code": "PACK", "parts": "N1-S 1, N1-M 2", "outlet": chain.outlets["DC1"], "sealed": "2"}
        assert margot.send(f"{LIST}settings/packs", f"{LIST}settings/packs", kept).status_code == 303
        assert (
            margot.send(
                f"{LIST}settings/", f"{LIST}settings/styles", {"codes": "D1", "standing": "", "lot": "2"}
            ).status_code
            == 303
        )

    def test_say_what_a_style_and_its_sizes_are_worth(self, margot, maison):
        page = f"{LIST}settings/"
        said = {"codes": "D1", "standing": "", "lot": "2", "value": "12.50", "dc_value": "3"}
        assert margot.send(page, f"{page}styles", said).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            run = session.scalars(select(SizeRun)).first()
        assert margot.send(page, f"{page}sizes", {f"{run.id.hex}-main": ["M"]}).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            assert settings.main_sizes(session) == {run.id: frozenset("M")}
            assert {(each.value, each.dc_value) for each in settings.style_policies(session).values()} == {
                (1250, 300)
            }
        assert margot.send(page, f"{page}sizes").status_code == 303
        with maison.db.read(maison.brand_id) as session:
            assert settings.main_sizes(session) == {}


def _names(text: str) -> list[str]:
    return [part.partition('"')[0] for part in text.split('name="')[1:] if part.startswith("units-")]
