"""A plan from the ledger: what is read, that no rule is broken, and that it is kept as it was decided."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sqlalchemy import select

from inventory.planning.check import check_plan
from inventory.planning.instance import read_instance
from inventory.planning.reasons import reasons_of
from inventory.plans import proposing, settings
from inventory.plans.documents import Plan, State
from inventory.plans.export import write_instance
from inventory.plans.keeping import read_lines, read_situation_of
from inventory.plans.lines import CAUSES, to_plan
from inventory.plans.situation import Kind, read_situation
from kernel import jobs
from kernel.db import Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.plans.chain import NOON, Chain, put_up


@pytest.fixture(scope="module")
def chain(db: Database) -> Chain:
    return put_up(db, "chain")


@pytest.fixture
def session(db: Database, chain: Chain):
    with db.write(chain.brand_id) as opened:
        yield opened


def proposed(session, kind: Kind = Kind.ALL) -> Plan:
    plan = proposing.begin(session, kind=kind, by=CLOCK, at=NOON)
    return proposing.write_down(session, plan, proposing.decide(session, kind=kind, at=NOON), at=NOON)


def cell(instance, store: str, sku: str) -> int:
    j, k = instance.stores.index[store], instance.skus.index[sku]
    return int(np.flatnonzero((instance.cells.store == j) & (instance.cells.sku == k))[0])


class TestReadSituation:
    def test_holds_what_the_ledger_holds(self, session):
        instance = read_situation(session, kind=Kind.ALL, at=NOON).instance
        assert instance.cells.on_hand[cell(instance, "S2", "D1-M")] == 4
        assert instance.warehouse["DC1", "N1-M"] == 10
        assert ("DC1", "C1-S") not in instance.warehouse

    def test_knows_new_styles_from_those_carried_over(self, session):
        styles = read_situation(session, kind=Kind.ALL, at=NOON).instance.styles
        assert dict(zip(styles["style"], styles["status"], strict=True)) == {
            "D1-INK": "core",
            "C1-INK": "core",
            "N1-INK": "new",
        }

    def test_counts_what_has_been_released_to_a_store_as_on_its_way(self, session, chain):
        from inventory import releases, transfer_drafts

        moved = transfer_drafts.draft(
            session, origin_id=chain.outlets["DC1"], destination_id=chain.outlets["S1"],
            units={chain.sku("D1", "M"): 2}, by=CLOCK, at=NOON,
        )  # fmt: skip
        releases.release(session, moved, by=CLOCK, at=NOON)
        instance = read_situation(session, kind=Kind.ALL, at=NOON).instance
        assert instance.cells.in_transit[cell(instance, "S1", "D1-M")] == 2
        assert instance.warehouse["DC1", "D1-M"] == 6

    def test_leaves_in_place_what_came_only_lately(self, session, chain):
        settings.set_policy(session, {"settled_days": 3}, by=CLOCK, at=NOON)
        from inventory import deliveries

        deliveries.take_delivery(
            session, {chain.sku("C1", "S"): 2}, outlet_id=chain.outlets["S2"], reference="D-2", supplier="x",
            by=CLOCK, at=NOON,
        )  # fmt: skip
        cells = read_situation(session, kind=Kind.ALL, at=NOON).instance
        at = cell(cells, "S2", "C1-S")
        assert (cells.cells.on_hand[at], cells.cells.movable[at]) == (7, 5)

    def test_is_the_same_after_a_way_over_files(self, session, tmp_path):
        situation = read_situation(session, kind=Kind.ALL, at=NOON)
        write_instance(situation, tmp_path, currency="EUR")
        again, instance = read_instance(tmp_path), situation.instance
        assert again.warehouse == instance.warehouse
        for name in ("store", "sku", "on_hand", "movable", "max_stock", "mean", "var"):
            assert np.array_equal(getattr(again.cells, name), getattr(instance.cells, name)), name
        for table in ("stores", "styles", "skus", "lanes"):
            for name, column in getattr(again, table).columns.items():
                assert list(column) == list(getattr(instance, table)[name]), (table, name)


class TestPropose:
    @pytest.mark.parametrize("kind", list(Kind))
    def test_breaks_no_rule_of_the_whole_situation(self, session, kind):
        plan = proposed(session, kind)
        whole = read_situation(session, kind=Kind.ALL, at=NOON).instance
        lines = to_plan(whole, read_lines(session, plan).lines)
        assert check_plan(whole, lines) == []
        wanted = {"allocation": {"allocate"}, "replenishment": {"replenish"}, "transfer": {"transfer"}}
        assert {line.kind for line in lines} <= wanted.get(kind.value, {"allocate", "replenish", "transfer"})

    def test_moves_something_and_says_how_good_it_is(self, session):
        plan = proposed(session)
        assert plan.lines > 5
        assert 0 < plan.gain <= plan.bound

    def test_keeps_the_situation_and_every_reason_recomputes(self, session):
        plan = proposed(session)
        situation, written = read_situation_of(session, plan), read_lines(session, plan)
        fresh = read_situation(session, kind=Kind.ALL, at=NOON)
        for name in ("store", "sku", "on_hand", "in_transit", "mean", "var", "max_stock"):
            kept, read = getattr(situation.instance.cells, name), getattr(fresh.instance.cells, name)
            assert np.array_equal(kept, read), name
        reasons = reasons_of(situation.instance, to_plan(situation.instance, written.lines))
        assert [reason.why for reason in reasons] == [CAUSES[at] for at in written.reasons.cause]
        assert [reason.gain for reason in reasons] == pytest.approx(written.reasons.gain.tolist())
        assert [reason.sells for reason in reasons] == pytest.approx(written.reasons.sells.tolist())
        assert sum(reason.gain for reason in reasons) == pytest.approx(plan.gain, abs=0.01)

    def test_is_worked_out_by_the_worker_when_a_page_asks(self, db, chain):
        with db.write(chain.brand_id) as session:
            plan_id = proposing.ask(session, kind=Kind.ALL, by=CLOCK, at=NOON).id
            session.commit()
        while jobs.work_off(db, worker="w", at=NOON):
            pass
        with db.read(chain.brand_id) as session:
            plan = session.find(Plan, plan_id)
            assert plan is not None
            assert plan.state == State.PROPOSED
            assert plan.lines == len(read_lines(session, plan).lines)


class TestTwoWorkers:
    def test_share_the_night_and_plan_each_brand_once(self, own_database: Address):
        db = Database(own_database.url)
        brands = [put_up(db, f"house-{number}").brand_id for number in range(4)]
        for brand_id in brands:
            with db.write(brand_id) as session:
                proposing.ask(session, kind=Kind.ALL, by=CLOCK, at=NOON)
                session.commit()
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda name: jobs.work_off(db, worker=name, at=NOON), ("one", "two")))
        assert sum(done) >= len(brands)
        for brand_id in brands:
            with db.read(brand_id) as session:
                states = session.scalars(select(Plan.state)).all()
                assert states == [State.PROPOSED]
        db.dispose()
