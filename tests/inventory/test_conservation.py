"""Units are kept: through every order of release, pick, dispatch, receipt, shortfall and count."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import func, select

from inventory import (
    dispatches,
    expected,
    proofs,
    receipts,
    reckoning,
    releases,
    stock_takes,
    transfer_drafts,
    transfers,
    underway,
)
from inventory.levels import Level, Movement
from inventory.receipts import Reason
from inventory.stock_takes import Scope
from inventory.transfers import Transfer
from kernel.db import BrandSession, Database
from kernel.errors import Refusal
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.moving import later, stock_up
from tests.inventory.shelf import Shelf, put_up

OPENING = {"S": 9, "M": 4, "L": 1}
UNITS = st.fixed_dictionaries({size: st.integers(0, 6) for size in "SML"})
STEPS = st.sampled_from(
    ["draft", "release", "pick", "dispatch", "receive", "last", "close", "cancel", "count"]
)


@pytest.fixture(scope="module")
def db(database: Address) -> Iterator[Database]:
    opened = Database(database.url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def shelf(db: Database) -> Shelf:
    return put_up(db, "shelf")


class Day:
    """A day of moving goods between two outlets, in whatever order; what is refused changes nothing."""

    def __init__(self, session: BrandSession, shelf: Shelf) -> None:
        self.session, self.shelf = session, shelf
        self.minutes = count(1)
        self.held: list[Transfer] = []

    def step(self, name: str, which: int, units: dict[str, int], backwards: bool) -> None:
        wanted = {self.shelf.skus[size]: pieces for size, pieces in units.items()}
        who = {"by": CLOCK, "at": later(next(self.minutes))}
        try:
            with self.session.begin_nested():
                if name == "draft":
                    self.draft(wanted, backwards, who)
                elif name == "count":
                    self.count(wanted, backwards, who)
                elif self.held:
                    self.move(name, self.held[which % len(self.held)], wanted, backwards, who)
        except Refusal:
            for transfer in self.held:
                self.session.refresh(transfer)

    def draft(self, wanted: dict, backwards: bool, who: dict) -> None:
        ends = (self.shelf.warehouse_id, self.shelf.store_id)
        origin, destination = ends[::-1] if backwards else ends
        self.held.append(
            transfer_drafts.draft(
                self.session, origin_id=origin, destination_id=destination, units=wanted, **who
            )
        )

    def move(self, name: str, transfer: Transfer, wanted: dict, gone: bool, who: dict) -> None:
        if name == "release":
            releases.release(self.session, transfer, fewer=True, **who)
        elif name == "pick":
            dispatches.pick(self.session, transfer, found=wanted, gone=gone, **who)
        elif name == "dispatch":
            dispatches.dispatch(self.session, transfer, **who)
        elif name in ("receive", "last"):
            receipts.receive(self.session, transfer, counted=wanted, is_last=name == "last", **who)
        elif name == "close":
            reason = Reason.NEVER_SENT if gone else Reason.LOST
            receipts.close(self.session, transfer, reason=reason, **who)
        else:
            transfers.cancel(self.session, transfer, reason="", **who)

    def count(self, wanted: dict, at_the_store: bool, who: dict) -> None:
        outlet_id = self.shelf.store_id if at_the_store else self.shelf.warehouse_id
        scope = {"outlet_id": outlet_id, "scope": Scope.CYCLE, "sku_ids": list(wanted)}
        take = stock_takes.open_count(self.session, **scope, **who)
        stock_takes.note(self.session, take, units=wanted, key="all", **who)
        stock_takes.finish(self.session, take, **who)
        reckoning.post(self.session, take, **who)


def sums(session: BrandSession) -> dict[str, int]:
    session.flush()
    parts = ("on_hand", "committed", "in_transit")
    row = session.execute(select(*(func.coalesce(func.sum(getattr(Level, part)), 0) for part in parts))).one()
    return dict(zip(parts, map(int, row), strict=True))


def corrections(session: BrandSession) -> int:
    """What the book was put right by: found or lost, and nothing else makes or unmakes a piece."""
    wrong = select(func.coalesce(func.sum(Movement.units), 0)).where(
        Movement.quantity == "on_hand", Movement.kind.in_(["difference", "counted"])
    )
    return int(session.exec(wrong).one())


class TestConservation:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(STEPS, st.integers(0, 3), UNITS, st.booleans()), min_size=3, max_size=24))
    def test_keeps_every_piece_whatever_is_done(self, db, shelf, steps):
        with db.write(shelf.brand_id) as session:
            stock_up(session, shelf, shelf.warehouse_id, **OPENING)
            day = Day(session, shelf)
            for name, which, units, backwards in steps:
                day.step(name, which, units, backwards)
            held = [session.find(Transfer, transfer.id) for transfer in day.held]
            lines = [line for one in held if one for line in transfers.lines_of(session, one)]
            stood = sums(session)
            gone = sum(line.missing + line.written_off for line in lines)
            assert stood["on_hand"] + stood["in_transit"] + gone == sum(OPENING.values()) + corrections(
                session
            )
            assert stood["in_transit"] == sum(line.on_its_way for line in lines)
            kept = {one.id: one for one in held if one}
            promised = sum(transfers.committed(kept[line.transfer_id], line) for line in lines)
            assert stood["committed"] == promised
            assert proofs.breaches(session) == []
            assert underway.astray(session) == []

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        UNITS.filter(lambda units: any(units.values())), st.lists(st.tuples(UNITS, st.booleans()), max_size=4)
    )
    def test_takes_in_from_a_supplier_what_came_and_waits_for_the_rest(self, db, shelf, announced, parts):
        with db.write(shelf.brand_id) as session:
            wanted = {shelf.skus[size]: pieces for size, pieces in announced.items()}
            coming = expected.announce(
                session,
                wanted,
                outlet_id=shelf.warehouse_id,
                reference="PO",
                supplier="",
                due_on=later(0).date(),
                by=CLOCK,
                at=later(0),
            )
            came = 0
            for minute, (units, is_last) in enumerate(parts):
                counted = {shelf.skus[size]: pieces for size, pieces in units.items()}
                try:
                    with session.begin_nested():
                        expected.receive(
                            session, coming, counted=counted, is_last=is_last, by=CLOCK, at=later(minute)
                        )
                except Refusal:
                    continue
                came += sum(counted.values())
            open_units = sum(line.outstanding for line in expected.lines_of(session, coming))
            owed = int(session.execute(select(func.sum(Level.due))).scalar_one())
            assert sums(session)["on_hand"] == came
            assert owed == (open_units if coming.state in expected.OPEN else 0)
            assert proofs.breaches(session) == []
            assert underway.astray(session) == []
