"""A plan let go: its units become transfers once, are received, and are told where they no longer fit."""

import multiprocessing
import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import select

from inventory import adjustments, dispatches, proofs, receipts
from inventory.adjustments import Reason
from inventory.levels import Level
from inventory.plans import documents, following, packs, proposing, releasing
from inventory.plans.documents import Plan, State
from inventory.plans.keeping import read_lines, read_situation_of
from inventory.plans.lines import parts_of
from inventory.plans.shipments import PlanShipment
from inventory.plans.situation import Kind
from inventory.transfers import Transfer, TransferLine, lines_of
from kernel import jobs
from kernel.db import Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.plans.chain import NOON, Chain, put_up

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def db(own_database: Address):
    opened = Database(own_database.url)
    yield opened
    opened.dispose()


@pytest.fixture
def chain(db: Database) -> Chain:
    return put_up(db, "chain")


def approved(db: Database, chain: Chain, *, kind: Kind = Kind.ALL) -> Plan:
    with db.write(chain.brand_id) as session:
        plan = proposing.begin(session, kind=kind, by=CLOCK, at=NOON)
        proposing.write_down(session, plan, proposing.decide(session, kind=kind, at=NOON), at=NOON)
        documents.send_to_review(session, plan, version=plan.version, by=CLOCK, at=NOON)
        documents.approve(session, plan, version=plan.version, by=CLOCK, at=NOON)
        session.commit()
        return plan


def release(db: Database, chain: Chain, plan: Plan) -> None:
    with db.write(chain.brand_id) as session:
        held = session.get_one(Plan, (chain.brand_id, plan.id))
        releasing.release(session, held, version=held.version, by=CLOCK, at=LATER)
        session.commit()


def work(db: Database) -> None:
    while jobs.work_off(db, worker="w", at=LATER + timedelta(minutes=10)):
        pass


def planned(session, plan: Plan) -> dict:
    """Units by (origin, destination, SKU)."""
    situation, lines = read_situation_of(session, plan), read_lines(session, plan).lines.kept()
    parts = parts_of(situation.instance, lines)
    houses = list(situation.warehouse_ids.values())
    found: dict = {}
    for line, sku, units in zip(parts.line, parts.sku, parts.units, strict=True):
        origin = int(lines.origin[line])
        origin_id = situation.store_ids[origin] if lines.kind[line] == 2 else houses[-1 - origin]
        key = (origin_id, situation.store_ids[lines.target[line]], situation.sku_ids[sku])
        found[key] = found.get(key, 0) + int(units)
    return found


def moved(session, plan: Plan, name: str = "released") -> dict:
    rows = select(
        Transfer.origin_id, Transfer.destination_id, TransferLine.sku_id, getattr(TransferLine, name)
    ).join(TransferLine, TransferLine.transfer_id == Transfer.id)
    found = session.execute(rows.where(Transfer.plan_id == plan.id))
    return {(origin, target, sku): units for origin, target, sku, units in found if units}


class TestRelease:
    def test_makes_one_transfer_of_each_shipment(self, db, chain):
        plan = approved(db, chain)
        release(db, chain, plan)
        work(db)
        with db.read(chain.brand_id) as session:
            assert moved(session, plan) == planned(session, plan)
            assert session.get_one(Plan, (chain.brand_id, plan.id)).state == State.RELEASED
            assert proofs.breaches(session) == []

    def test_tells_line_by_line_what_no_longer_fits(self, db, chain):
        plan = approved(db, chain, kind=Kind.ALLOCATION)
        with db.write(chain.brand_id) as session:
            wanted = planned(session, plan)
            (origin, _target, sku), *_rest = wanted
            there = sum(units for key, units in wanted.items() if key[0] == origin and key[2] == sku)
            adjustments.set_on_hand(
                session, outlet_id=origin, sku_id=sku, units=there - 1, reason=Reason.LOST, note="", by=CLOCK,
                at=LATER,
            )  # fmt: skip
            session.commit()
        release(db, chain, plan)
        work(db)
        with db.read(chain.brand_id) as session:
            short = [line for row in session.scalars(select(PlanShipment)) for line in row.short]
            assert [(line[0], line[1] - line[2]) for line in short] == [(str(sku), 1)]
            assert sum(moved(session, plan).values()) == sum(planned(session, plan).values()) - 1

    def test_is_followed_to_the_last_unit_received(self, db, chain):
        plan = approved(db, chain)
        with db.read(chain.brand_id) as session:
            before = units_by_sku(session)
        release(db, chain, plan)
        work(db)
        with db.write(chain.brand_id) as session:
            for transfer in session.scalars(select(Transfer).order_by(Transfer.number)).all():
                receive_all(session, transfer)
            session.commit()
        with db.read(chain.brand_id) as session:
            assert units_by_sku(session) == before
            followed = following.follow(session, session.get_one(Plan, (chain.brand_id, plan.id)))
            assert sum(each.received for each in followed) == sum(planned(session, plan).values())
            assert {(each.sent, each.missing) for each in followed} == {(e.received, 0) for e in followed}
            assert proofs.breaches(session) == []

    def test_opens_the_packs_it_sends(self, db, chain):
        with db.write(chain.brand_id) as session:
            pack = packs.add_prepack(
                session, code="NPACK", units={"N1-S": 1, "N1-M": 2, "N1-L": 1}, by=CLOCK, at=NOON
            )
            packs.seal(session, pack, outlet_id=chain.outlets["DC1"], packs=5, by=CLOCK, at=NOON)
            session.commit()
        plan = approved(db, chain, kind=Kind.ALLOCATION)
        with db.read(chain.brand_id) as session:
            lines = read_lines(session, plan).lines
            sent = int(lines.units[lines.item < 0].sum())
        assert sent
        release(db, chain, plan)
        work(db)
        with db.read(chain.brand_id) as session:
            assert moved(session, plan) == planned(session, plan)
            assert session.scalars(select(packs.SealedPacks.packs)).one() == 5 - sent

    def test_closes_with_what_was_sold_against_what_was_expected(self, db, chain):
        plan = approved(db, chain)
        release(db, chain, plan)
        work(db)
        with db.write(chain.brand_id) as session:
            held = session.get_one(Plan, (chain.brand_id, plan.id))
            sold = following.outcome(session, held, until=LATER.date())
            assert sum(each.units for each in sold) == sum(planned(session, plan).values())
            assert all(0 < each.expected <= each.units for each in sold)
            following.close(session, held, by=CLOCK, at=LATER)
            session.commit()
            assert held.state == State.CLOSED


class TestKilled:
    """The worker is killed with -9 right before a step's commit, at any of them, then another goes on."""

    @pytest.mark.parametrize("step", [0, 1, 3])
    def test_loses_nothing_and_sends_nothing_twice(self, db, chain, monkeypatch, step):
        monkeypatch.setattr(releasing, "AT_ONCE", 1)
        plan = approved(db, chain)
        release(db, chain, plan)
        child = multiprocessing.get_context("fork").Process(target=_die_before_commit, args=(db.url, step))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        work(db)
        with db.read(chain.brand_id) as session:
            assert moved(session, plan) == planned(session, plan)
            assert session.get_one(Plan, (chain.brand_id, plan.id)).state == State.RELEASED
            assert proofs.breaches(session) == []


def _die_before_commit(url: str, step: int) -> None:
    db = Database(url)
    for _ in range(step):
        jobs.work_off(db, worker="doomed", at=LATER, most=1)
    setattr(jobs, "_finish", lambda *_args, **_kwargs: os.kill(os.getpid(), signal.SIGKILL))  # noqa: B010
    jobs.work_off(db, worker="doomed", at=LATER, most=1)


def units_by_sku(session) -> dict:
    found: dict = {}
    for sku_id, on_hand, in_transit in session.execute(select(Level.sku_id, Level.on_hand, Level.in_transit)):
        found[sku_id] = found.get(sku_id, 0) + on_hand + in_transit
    return {sku_id: units for sku_id, units in found.items() if units}


def receive_all(session, transfer: Transfer) -> None:
    released = {line.sku_id: line.released for line in lines_of(session, transfer)}
    dispatches.pick(session, transfer, found=released, by=CLOCK, at=LATER)
    dispatches.dispatch(session, transfer, by=CLOCK, at=LATER)
    counted = {line.sku_id: line.sent for line in lines_of(session, transfer)}
    receipts.receive(session, transfer, counted=counted, by=CLOCK, at=LATER)
