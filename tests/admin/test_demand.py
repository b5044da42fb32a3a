"""The console's pages of demand: what was sold, what may be, why, and a merchandiser who knows better."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from inventory import demand
from inventory.demand import judging, nights, reading
from inventory.demand.history import bring_sales
from inventory.demand.overrules import Overrule
from kernel.events import CLOCK
from tenancy import modules
from tests.admin.goods import Goods, furnish
from tests.world import NOON

TODAY = NOON.date()
FIRST = date(2025, 11, 1)
SELLS = {"R100-ink-S": 5, "R100-ink-M": 2, "R100-ink-L": 9}
"""Every so many days a piece, in Lyon; in Paris twice as many."""


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    goods = furnish(world.maison)
    with world.maison.writing() as session:
        modules.switch(session, "demand", True, by=CLOCK, at=NOON)
        bring_sales(session, sorted(past(world.maison, goods)))
        nights.learn_anew(session, at=NOON)
        judging.judged(session, reading.panel(session, on=TODAY), at=NOON, origins=1)
    return goods


def past(maison, goods: Goods):
    for outlet, units in ((maison.lyon, 1), (maison.paris, 2)):
        for sku, every in SELLS.items():
            day = FIRST
            while day < TODAY:
                yield outlet.hex, goods.skus[sku].hex, day.isoformat(), units, 0
                day += timedelta(days=every)


@pytest.fixture
def claire(as_, maison):
    """The manager of the store in Lyon."""
    return as_(maison.store_manager)


def expected(maison, outlet, sku) -> float:
    with maison.db.read(maison.brand_id) as session:
        found = demand.expected(session, TODAY, {outlet: 28}).of(outlet, sku)
        assert found is not None
        return found[0]


def said(goods: Goods, **fields: str) -> dict[str, str]:
    usual = {
        "what": "style",
        "where": "all",
        "first_on": TODAY.isoformat(),
        "last_on": (TODAY + timedelta(days=27)).isoformat(),
        "measure": "times",
        "figure": "2",
        "reason": "It is on every cover",
    }
    return usual | fields


class TestIndex:
    def test_lists_styles_with_what_was_sold_and_may_be(self, ines, goods):
        text = ines.page("/admin/demand/?q=R100").text
        assert "R100" in text
        assert "Expected" in text

    def test_leads_by_outlet(self, ines, goods):
        page = ines.page("/admin/demand/outlets")
        assert "Lyon" in page.text
        assert "Paris" in page.text


class TestStyle:
    def test_draws_its_weeks_and_keeps_a_table_behind(self, ines, goods):
        text = ines.get(f"/admin/demand/styles/{goods.styles['R100']}").text
        assert text.count('class="expected"') == 8
        assert "The figures" in text
        assert " style=" not in text

    def test_is_there_for_what_was_never_sold(self, ines, goods):
        assert "none of the outlets" in ines.page(f"/admin/demand/styles/{goods.styles['M200']}").text


class TestExplain:
    def test_multiplies_to_what_is_expected(self, maison, goods):
        with maison.db.read(maison.brand_id) as session:
            told = demand.explain(session, outlet_id=maison.lyon, sku_id=goods.skus["R100-ink-M"], days=28)
        product = 28 / 7
        for factor in told.factors:
            product *= factor.value
        assert product == pytest.approx(told.estimated, rel=1e-4)
        assert told.estimated == pytest.approx(28 / 2, rel=0.35)
        assert told.shelf.sold == 45

    def test_says_so_in_words(self, ines, maison, goods):
        page = ines.page(f"/admin/demand/outlets/{maison.lyon}/skus/{goods.skus['R100-ink-M']}")
        assert "for the strength of this outlet" in page.text
        assert "45 pieces were sold in the last 91 days" in page.text


class TestOverrule:
    def test_applies_at_once_and_can_be_withdrawn(self, ines, maison, goods):
        sku, style = goods.skus["R100-ink-M"], f"/admin/demand/styles/{goods.styles['R100']}"
        before = expected(maison, maison.paris, sku)
        assert ines.send(style, f"{style}/overrules", said(goods)).status_code == 303
        assert expected(maison, maison.paris, sku) == pytest.approx(2 * before, rel=1e-4)
        assert "It is on every cover" in ines.page(style).text
        with maison.db.read(maison.brand_id) as session:
            row = session.exec(select(Overrule).where(col(Overrule.withdrawn_at).is_(None))).one()
        assert row.made_by == maison.owner.id
        assert ines.send(style, f"/admin/demand/overrules/{row.id}/withdrawal").status_code == 303
        assert expected(maison, maison.paris, sku) == pytest.approx(before)
        assert "Withdrawn" in ines.page(style).text

    @pytest.mark.parametrize(
        ("field", "value", "why"),
        [
            ("reason", " ", "Say why"),
            ("last_on", "2026-01-01", "end before it begins"),
            ("figure", "500", "out of all measure"),
        ],
    )
    def test_says_what_is_wrong(self, ines, goods, field, value, why):
        style = f"/admin/demand/styles/{goods.styles['R100']}"
        answer = ines.send(style, f"{style}/overrules", said(goods, **{field: value}))
        assert answer.status_code == 422
        assert why in answer.text


class TestStoreManager:
    def test_sees_nothing_of_demand_without_the_duty(self, claire, goods):
        assert claire.get("/admin/demand/").status_code == 403


class TestTrials:
    def test_shows_the_estimate_beside_the_simple_ways(self, ines, goods):
        page = ines.page("/admin/demand/trials")
        assert "This estimate" in page.text
        assert "Mean of eight weeks" in page.text

    def test_can_be_ordered(self, ines, goods):
        assert ines.send("/admin/demand/trials", "/admin/demand/trials").status_code == 303
