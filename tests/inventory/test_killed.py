"""Killed at any statement of release, pick, dispatch and receipt: nothing is lost and nothing done twice."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import func, select

from inventory import dispatches, proofs, receipts, releases, transfers
from inventory.levels import Level, Movement
from inventory.receipts import Receipt
from inventory.transfers import Transfer
from kernel.db import Database
from kernel.errors import Refusal
from kernel.events import CLOCK, Event
from tests.databases import Address
from tests.inventory.moving import by_size, later, stock_up, to_store
from tests.inventory.shelf import Shelf, put_up

ROOT = Path(__file__).parents[2]
STEPS = ("release", "pick", "dispatch", "receipt")
PLENTY = {"S": 5000, "M": 5000}
MANY = 60


@pytest.fixture(scope="module")
def db(database: Address) -> Iterator[Database]:
    opened = Database(database.url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def shelf(db: Database) -> Shelf:
    shelf = put_up(db, "shelf")
    with db.write(shelf.brand_id) as session:
        stock_up(session, shelf, shelf.warehouse_id, **PLENTY)
        session.commit()
    return shelf


@pytest.fixture(scope="module")
def take(database: Address, shelf: Shelf) -> Iterator[Callable[[str, UUID, object], str]]:
    """Take a step in a process of its own, killed after so many statements."""
    command = [sys.executable, "-m", "tests.inventory.killing", database.url, str(shelf.brand_id)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:

        def ask(step: str, transfer_id: UUID, after: object) -> str:
            process.stdin.write(f"{step} {transfer_id} {after}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield ask
        process.stdin.close()


def brought(db: Database, shelf: Shelf, step: str) -> UUID:
    """A transfer that stands right before a step."""
    with db.write(shelf.brand_id) as session:
        transfer = to_store(session, shelf, S=3, M=2)
        units = by_size(shelf, S=3, M=2)
        if step != "release":
            releases.release(session, transfer, by=CLOCK, at=later(1))
        if step in ("dispatch", "receipt"):
            dispatches.pick(session, transfer, found=units, by=CLOCK, at=later(2))
        if step == "receipt":
            dispatches.dispatch(session, transfer, by=CLOCK, at=later(3))
        session.commit()
        return transfer.id


def told(db: Database, shelf: Shelf) -> tuple:
    """All that a step writes, in one value."""
    parts = ("on_hand", "committed", "in_transit")
    with db.read(shelf.brand_id) as session:
        assert proofs.breaches(session) == []
        levels = session.execute(select(*(func.sum(getattr(Level, part)) for part in parts))).one()
        counted = [
            session.exec(select(func.count()).select_from(model)).one()
            for model in (Movement, Receipt, Event)
        ]
        states = session.exec(select(Transfer.id, Transfer.state).order_by(Transfer.number)).all()
        return tuple(levels), *counted, tuple(states)


def undo_nothing(db: Database, shelf: Shelf, take: Callable, step: str, after: object) -> str:
    """Kill a step; what stood stands. Then take it, and take it again: it is done once."""
    transfer_id = brought(db, shelf, step)
    before = told(db, shelf)
    outcome = take(step, transfer_id, after)
    if outcome == "killed":
        assert told(db, shelf) == before
        assert take(step, transfer_id, 0) == "done"
    done = told(db, shelf)
    assert done != before
    assert sum(done[0][::2]) == sum(PLENTY.values())
    assert take(step, transfer_id, 0) == "refused"
    assert told(db, shelf) == done
    return outcome


class TestKilled:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("after", [6, "commit"])
    def test_loses_nothing_and_does_nothing_twice(self, db, shelf, take, step, after):
        assert undo_nothing(db, shelf, take, step, after) in ("killed", "done")

    @pytest.mark.soak
    @pytest.mark.parametrize("step", STEPS)
    def test_at_every_statement(self, db, shelf, take, step):
        for after in range(1, MANY):
            if undo_nothing(db, shelf, take, step, after) == "done":
                return
        raise AssertionError(f"{step} takes more than {MANY} statements")

    def test_is_killed_for_real(self, db, shelf, take):
        assert take("release", brought(db, shelf, "release"), 1) == "killed"
        assert take("release", brought(db, shelf, "release"), "commit") == "killed"


class TestAtOnce:
    def receive(self, db: Database, shelf: Shelf, transfer_id: UUID, **more) -> list[str]:
        """Two receivers at the same moment; what each was told."""
        outcomes: list[str] = []
        gate = threading.Barrier(2)

        def work(number: int) -> None:
            with db.write(shelf.brand_id) as session:
                transfer = session.find(Transfer, transfer_id)
                gate.wait(timeout=30) if db.dialect == "postgresql" else None
                try:
                    key = more.get("key") or f"by-{number}"
                    counted = by_size(shelf, S=1)
                    last = more.get("is_last", False)
                    receipts.receive(
                        session, transfer, counted=counted, is_last=last, key=key, by=CLOCK, at=later(5)
                    )
                    session.commit()
                    outcomes.append("done")
                except Refusal as refusal:
                    outcomes.append(type(refusal).__name__)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(outcomes)

    def came(self, db: Database, shelf: Shelf, transfer_id: UUID) -> int:
        with db.read(shelf.brand_id) as session:
            lines = transfers.lines_of(session, session.find(Transfer, transfer_id))
            assert proofs.breaches(session) == []
            return sum(line.received for line in lines)

    def test_adds_up_what_two_count_in(self, db, shelf):
        transfer_id = brought(db, shelf, "receipt")
        assert self.receive(db, shelf, transfer_id) == ["done", "done"]
        assert self.came(db, shelf, transfer_id) == 2

    def test_takes_one_count_once(self, db, shelf):
        transfer_id = brought(db, shelf, "receipt")
        assert self.receive(db, shelf, transfer_id, key="same") == ["AlreadyCountedIn", "done"]
        assert self.came(db, shelf, transfer_id) == 1

    def test_adds_what_the_second_finds_of_what_the_first_missed(self, db, shelf):
        transfer_id = brought(db, shelf, "receipt")
        assert self.receive(db, shelf, transfer_id, is_last=True) == ["done", "done"]
        assert self.came(db, shelf, transfer_id) == 2

    def test_releases_the_last_pieces_once(self, own_database: Address):
        db = Database(own_database.url)
        shelf = put_up(db, "race")
        with db.write(shelf.brand_id) as session:
            stock_up(session, shelf, shelf.warehouse_id, S=5)
            ids = [to_store(session, shelf, S=2).id for _ in range(6)]
            session.commit()
        outcomes: list[str] = []

        def work(transfer_id: UUID) -> None:
            with db.write(shelf.brand_id) as session:
                try:
                    releases.release(session, session.find(Transfer, transfer_id), by=CLOCK, at=later(1))
                    session.commit()
                    outcomes.append("done")
                except releases.NotEnough:
                    outcomes.append("refused")

        threads = [threading.Thread(target=work, args=(id,)) for id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["done"] * 2 + ["refused"] * 4
        with db.read(shelf.brand_id) as session:
            assert session.exec(select(Level.committed)).one() == 4
            assert proofs.breaches(session) == []
        db.dispose()
