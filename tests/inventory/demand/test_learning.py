"""What is learned is what pasts were drawn with, as far as chance allows; and expectations keep laws."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.demand import calendars, estimates
from inventory.demand.estimates import Estimate
from inventory.demand.expectation import reckoned
from inventory.demand.learning import learn
from inventory.demand.model import Learned
from inventory.demand.overrules import Overrule, Standing
from inventory.demand.panel import Panel, covered, supposed
from tests.inventory.demand import regimes

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def estimate_of(panel: Panel, learned: Learned) -> Estimate:
    outlets, styles = len(panel.outlets.ids), len(panel.goods.style_ids)
    return Estimate(
        learned,
        panel.goods,
        estimates.ids(panel.outlets.ids),
        panel.outlets.zone,
        NOON,
        {},
        np.zeros((outlets, styles), np.int32),
        np.ones((outlets, styles), bool),
    )


def standing(**said) -> Standing:
    row = Overrule(reason="why", made_at=NOON, **said)
    return Standing(row, None, None)


@pytest.fixture(scope="module")
def winter() -> regimes.Drawn:
    return regimes.winter(3)


@pytest.fixture(scope="module")
def estimate(winter) -> Estimate:
    return estimate_of(winter.panel, learn(winter.panel))


class TestLearn:
    def test_finds_how_strong_outlets_are(self, winter, estimate):
        truth = winter.rate[:, :, 0].sum(axis=1)
        assert np.corrcoef(np.log(estimate.learned.strength), np.log(truth))[0, 1] > 0.97

    def test_finds_the_sizes_asked_for_and_not_those_that_were_left(self):
        """A size that is out half the time sells half; asked for it is as much."""
        rng = np.random.default_rng(5)
        rate = regimes.spread_out(np.ones(8), rng.gamma(2, 0.2, 20), regimes.CURVE, np.ones(420))
        there = np.ones(rate.shape, bool)
        there[:, 1::4] = np.repeat(rng.random((8, 20, 60)) < 0.5, 7, axis=2)
        units = rng.poisson(rate * there)
        outlet, sku, day = np.nonzero(units)
        sales = np.stack([outlet, sku, day, units[outlet, sku, day]]).astype(np.int32)
        blank = regimes.flat(5).panel
        panel = replace(blank, days=420, goods=regimes.goods(20), sales=sales, spells=regimes.spells(there))
        share = learn(panel).curve.reshape(20, 4)[0]
        assert np.abs(share - regimes.CURVE).max() < 0.02
        sold = np.bincount(sku % 4, units[outlet, sku, day]) / units.sum()
        assert abs(sold[1] - regimes.CURVE[1]) > 0.08

    def test_tells_a_new_style_by_its_like(self):
        """Half the styles are of a cloth that sells five times as well; of one of each nothing is known."""
        made = regimes.goods(24)
        well = made.traits[:, 1] > 0
        rng = np.random.default_rng(9)
        styles = np.where(well, 0.5, 0.1) * rng.gamma(20, 0.05, 24)
        rate = regimes.spread_out(np.ones(8), styles, regimes.CURVE, np.ones(300))
        unseen = np.array([np.nonzero(well)[0][0], np.nonzero(~well)[0][0]])
        rate[:, (unseen[:, None] * 4 + np.arange(4)).ravel()] = 0
        drawn = regimes.drawn(rate, seed=9, made=made)
        hidden = np.isin(made.style[drawn.panel.spells[1]], unseen)
        learned = learn(replace(drawn.panel, spells=drawn.panel.spells[:, ~hidden]))
        assert learned.rate[unseen[0]] > 2 * learned.rate[unseen[1]]

    def test_sees_a_feast_come(self):
        days = np.ones(700)
        names, marks = calendars.feasts("CN", first=regimes.FIRST, days=1100)
        golden = marks[:, names.index("golden-week")] > 0
        days[golden[:700]] = 3.0
        rng = np.random.default_rng(2)
        drawn = regimes.drawn(
            regimes.spread_out(np.ones(8), rng.gamma(2, 0.2, 20), regimes.CURVE, days), seed=2
        )
        learned = learn(drawn.panel)
        ahead = learned.zone[0] * learned.year.mean(axis=0)
        kept = golden[700:1100]
        assert 2.2 < ahead[kept].mean() / ahead[~kept].mean() < 3.6

    def test_comes_out_the_same_each_time(self, winter, estimate):
        again = learn(winter.panel)
        assert np.array_equal(again.rate, estimate.learned.rate)

    def test_stands_a_brand_that_has_sold_nothing(self):
        blank = regimes.flat(5).panel
        nothing = np.zeros((4, 0), np.int32)
        learned = learn(replace(blank, days=1, sales=nothing, spells=nothing))
        found = reckoned(
            estimate_of(blank, learned), on=learned.on, days={estimates.ids(blank.outlets.ids)[0]: 14}
        )
        assert np.isfinite(found.mean).all()
        assert (found.mean > 0).all()


class TestReckoned:
    @settings(max_examples=40, deadline=None)
    @given(days=st.lists(st.integers(1, 120), min_size=1, max_size=10), ahead=st.integers(-10, 500))
    def test_expects_something_everywhere_and_scatters_at_least_as_chance(self, estimate, days, ahead):
        horizon = dict(zip(estimate.outlet_ids, days, strict=False))
        found = reckoned(estimate, on=estimate.on + timedelta(days=ahead), days=horizon)
        assert found.mean.shape == found.var.shape == (len(horizon), len(estimate.goods.ids))
        assert (found.mean > 0).all()
        assert (found.var >= found.mean).all()
        assert np.isfinite(found.var).all()

    @settings(max_examples=25, deadline=None)
    @given(days=st.integers(1, 60), more=st.integers(1, 30))
    def test_expects_more_of_more_days(self, estimate, days, more):
        outlet = estimate.outlet_ids[0]
        short, long = (reckoned(estimate, on=estimate.on, days={outlet: n}) for n in (days, days + more))
        assert (long.mean > short.mean).all()

    def test_adds_up_to_what_was_drawn(self, winter, estimate):
        """Over the year that is to come as over the year that was, for its law does not change."""
        horizon = dict.fromkeys(estimate.outlet_ids, 300)
        found = reckoned(estimate, on=estimate.on, days=horizon)
        turn = 2 * np.pi * (np.arange(300) + 700) / 365.25
        wave = np.exp(1.15 * np.cos(turn)).sum() / np.exp(1.15 * np.cos(np.zeros(1))).sum()
        assert found.mean.sum() == pytest.approx(winter.rate[:, :, 0].sum() * wave, rel=0.12)

    def test_finds_a_cell_by_its_ids(self, estimate):
        outlet, sku = estimate.outlet_ids[2], estimates.ids(estimate.goods.ids)[7]
        found = reckoned(estimate, on=estimate.on, days=dict.fromkeys(estimate.outlet_ids, 14))
        few = reckoned(estimate, on=estimate.on, days={outlet: 14}, skus=[sku])
        assert found.of(outlet, sku) == few.of(outlet, sku)
        assert found.of(outlet, UUID(int=99)) is None
        assert found.columns(estimate.goods.ids[[5, 3]]).tolist() == [5, 3]


class TestOverruled:
    def on(self, estimate: Estimate, ahead: int) -> date:
        return estimate.on + timedelta(days=ahead)

    def test_multiplies_the_days_that_it_covers(self, estimate):
        days = dict.fromkeys(estimate.outlet_ids, 20)
        half = standing(times=3.0, first_on=estimate.on, last_on=self.on(estimate, 9))
        plain, raised = (
            reckoned(estimate, on=estimate.on, days=days, standing=said) for said in ((), (half,))
        )
        assert raised.mean == pytest.approx(plain.mean * 2, rel=1e-5)

    def test_sets_what_is_sold_in_a_week(self, estimate):
        days = dict.fromkeys(estimate.outlet_ids, 14)
        said = standing(weekly=5.0, first_on=estimate.on, last_on=self.on(estimate, 60))
        found = reckoned(estimate, on=estimate.on, days=days, standing=(said,))
        assert found.mean.sum(axis=1) == pytest.approx(10.0, rel=1e-4)

    def test_leaves_other_days_alone(self, estimate):
        days = dict.fromkeys(estimate.outlet_ids, 14)
        past = standing(times=0.0, first_on=self.on(estimate, -9), last_on=self.on(estimate, -1))
        plain = reckoned(estimate, on=estimate.on, days=days)
        assert np.array_equal(
            reckoned(estimate, on=estimate.on, days=days, standing=(past,)).mean, plain.mean
        )

    def test_reaches_what_it_names_and_no_more(self, estimate):
        days = dict.fromkeys(estimate.outlet_ids, 14)
        sku = estimates.ids(estimate.goods.ids)[3]
        row = Overrule(
            reason="why",
            made_at=NOON,
            sku_id=sku,
            times=2.0,
            first_on=estimate.on,
            last_on=self.on(estimate, 30),
        )
        said = Standing(row, frozenset([estimate.outlet_ids[1]]), None)
        plain = reckoned(estimate, on=estimate.on, days=days)
        ratio = reckoned(estimate, on=estimate.on, days=days, standing=(said,)).mean / plain.mean
        assert ratio[1, 3] == pytest.approx(2.0)
        ratio[1, 3] = 1.0
        assert ratio == pytest.approx(1.0)


class TestSupposed:
    def test_takes_what_was_sold_to_have_hung_there_a_while_longer(self):
        sales = np.array([[0, 0, 1], [2, 2, 2], [10, 20, 15], [1, 1, 1]], np.int32)
        found = supposed(sales, np.array([False, True]), 100)
        assert found.T.tolist() == [[0, 2, 0, 31]]

    def test_knows_of_a_day_on_which_something_was_sold(self):
        spells = np.array([[0], [1], [5], [9]], np.int32)
        sales = np.array([[0, 0], [1, 1], [7, 12], [1, 2]], np.int32)
        assert covered(spells, sales, skus=3).T.tolist() == [[0, 1, 5, 9], [0, 1, 12, 12]]
