"""A plan changed by hand: what is fixed holds, every rule still holds, and nobody overwrites another."""

import numpy as np
import pytest

from inventory.planning.check import check_plan
from inventory.planning.reasons import reasons_of
from inventory.plans import editing, proposing
from inventory.plans.documents import Plan, StalePlan
from inventory.plans.keeping import read_lines, read_situation_of
from inventory.plans.lines import add_cells, to_plan
from inventory.plans.situation import Kind
from inventory.plans.totals import add_up, unpack_totals
from kernel.db import Database
from kernel.events import CLOCK
from tests.inventory.plans.chain import NOON, Chain, put_up


@pytest.fixture(scope="module")
def chain(db: Database) -> Chain:
    return put_up(db, "chain")


@pytest.fixture
def session(db: Database, chain: Chain):
    with db.write(chain.brand_id) as opened:
        yield opened


@pytest.fixture
def plan(session) -> Plan:
    begun = proposing.begin(session, kind=Kind.ALL, by=CLOCK, at=NOON)
    return proposing.write_down(session, begun, proposing.decide(session, kind=Kind.ALL, at=NOON), at=NOON)


def entering(session, plan: Plan) -> dict[tuple[int, int], int]:
    """Units by (store row, SKU row) that the plan sends."""
    situation, lines = read_situation_of(session, plan), read_lines(session, plan).lines.kept()
    shape = (len(situation.store_ids), len(situation.sku_ids))
    sent = add_cells(situation.instance, lines, shape)
    return {(int(j), int(k)): int(sent[j, k]) for j, k in zip(*np.nonzero(sent), strict=True)}


def fix(session, plan: Plan, wanted) -> None:
    editing.fix(session, plan, wanted, version=plan.version, by=CLOCK, at=NOON)


class TestFix:
    def test_has_just_so_many_enter(self, session, plan):
        (key, units), *_rest = entering(session, plan).items()
        fix(session, plan, {key: units + 1})
        assert entering(session, plan)[key] == units + 1

    def test_strikes_a_line_out_and_can_put_it_back(self, session, plan):
        before = read_lines(session, plan)
        (key, units), *_rest = entering(session, plan).items()
        fix(session, plan, {key: 0})
        assert key not in entering(session, plan)
        struck = read_lines(session, plan).lines
        assert (struck.proposed[struck.state == 1] > 0).all()
        fix(session, plan, {key: units})
        assert entering(session, plan)[key] == units
        assert plan.lines >= len(before.lines) - 1

    def test_breaks_no_rule_and_every_reason_recomputes(self, session, plan):
        for key, units in list(entering(session, plan).items())[:3]:
            fix(session, plan, {key: max(units - 1, 0)})
        situation, written = read_situation_of(session, plan), read_lines(session, plan)
        kept = (written.lines.state == 0) & (written.lines.units > 0)
        lines = to_plan(situation.instance, written.lines.kept())
        assert check_plan(situation.instance, lines) == []
        reasons = reasons_of(situation.instance, lines)
        assert [each.gain for each in reasons] == pytest.approx(written.reasons.gain[kept].tolist())
        assert plan.gain == pytest.approx(sum(each.gain for each in reasons), abs=0.05)
        assert plan.lines == len(lines)

    def test_brings_the_totals_along(self, session, plan):
        key, units = list(entering(session, plan).items())[-1]
        fix(session, plan, {key: units - 1})
        situation, written = read_situation_of(session, plan), read_lines(session, plan)
        kept, whole = unpack_totals(plan.summary), add_up(situation.instance, written)
        for name in ("store_from_dc", "store_after", "way_after", "way_broken_after", "way_gain"):
            assert getattr(kept, name) == pytest.approx(getattr(whole, name)), name

    def test_keeps_what_was_fixed_before(self, session, plan):
        first, second, *_rest = entering(session, plan)
        fix(session, plan, {first: 0})
        fix(session, plan, {second: 0})
        assert not {first, second} & set(entering(session, plan))

    def test_says_no_to_what_no_plan_could_keep(self, session, plan):
        key = next(iter(entering(session, plan)))
        with pytest.raises(editing.CannotBe):
            fix(session, plan, {key: 500})

    def test_tells_whoever_edits_an_older_version(self, session, plan):
        seen = plan.version
        first, second, *_rest = entering(session, plan)
        editing.fix(session, plan, {first: 0}, version=seen, by=CLOCK, at=NOON)
        with pytest.raises(StalePlan):
            editing.fix(session, plan, {second: 0}, version=seen, by=CLOCK, at=NOON)


class TestWhyNot:
    def test_answers_for_every_cell(self, session, plan):
        situation = read_situation_of(session, plan)
        codes = {
            editing.why_not(session, plan, store, sku).code
            for store in range(len(situation.store_ids))
            for sku in range(len(situation.sku_ids))
        }
        assert codes <= {
            "not_in_assortment", "max_stock", "capacity", "inbound", "no_source", "run_stays_broken",
            "below_cost", "better_elsewhere", "pair_sends",
        }  # fmt: skip
        assert len(codes) > 2
