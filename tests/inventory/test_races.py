"""Many buyers at once, in several processes; and processes killed between any two steps."""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from inventory import commitments, deliveries, obligations, proofs, reservations, stock
from inventory.reservations import NotEnough, Reservation
from inventory.stock import Movement
from kernel import jobs
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.shelf import NOON, Shelf, put_up

PROCESSES, THREADS = 2, 8
SOON = NOON + timedelta(minutes=15)
DONE = {"by": CLOCK, "at": NOON}
forked = multiprocessing.get_context("fork")


@pytest.fixture
def race(own_database: Address) -> tuple[str, Shelf]:
    """Five S in the store."""
    db = Database(own_database.url)
    shelf = put_up(db, "race")
    with db.write(shelf.brand_id) as session:
        levels = [(shelf.store_id, shelf.skus["S"], 5)]
        deliveries.count_in(session, levels, reference="opening", **DONE)
        session.commit()
    db.dispose()
    return own_database.url, shelf


def key(shelf: Shelf) -> stock.Key:
    return shelf.skus["S"], shelf.store_id


def level(url: str, shelf: Shelf) -> dict[str, int]:
    """What stands in the book, which must be right."""
    db = Database(url)
    with db.read(shelf.brand_id) as session:
        assert proofs.breaches(session) == []
        assert obligations.unowned(session) == []
        assert obligations.unexplained(session) == []
        held = stock.lock(session, [key(shelf)])[key(shelf)]
    db.dispose()
    return {part: units for part, units in held.items() if units}


Buy = Callable[[BrandSession, Shelf, str], object]


def reserve(session: BrandSession, shelf: Shelf, name: str) -> object:
    return reservations.reserve(session, {key(shelf): 1}, key=name, until=SOON, **DONE)


def reserve_anywhere(session: BrandSession, shelf: Shelf, name: str) -> object:
    asked = {"market_id": shelf.market_id, "key": name, "until": SOON}
    return reservations.reserve_in_market(session, {shelf.skus["S"]: 1}, **asked, **DONE)


def commit(session: BrandSession, shelf: Shelf, name: str) -> object:
    return commitments.commit_unreserved(session, {key(shelf): 1}, key=name, **DONE)


def buyers(url: str, shelf: Shelf, buy: Buy, names: list[str], answers: multiprocessing.Queue) -> None:
    """Let these people buy at the same time; each says what became of it."""
    db = Database(url, pool_size=THREADS)

    def one(name: str) -> str:
        with db.write(shelf.brand_id) as session:
            try:
                buy(session, shelf, name)
                session.commit()
            except NotEnough as refusal:
                return f"refused: {refusal.short[0].left} left"
        return "bought"

    with ThreadPoolExecutor(THREADS) as pool:
        answers.put(list(pool.map(one, names)))
    db.dispose()


def crowd(url: str, shelf: Shelf, buy: Buy, names: list[str]) -> Counter[str]:
    answers: multiprocessing.Queue = forked.Queue()
    queues = [names[first::PROCESSES] for first in range(PROCESSES)]
    running = [forked.Process(target=buyers, args=(url, shelf, buy, some, answers)) for some in queues]
    for process in running:
        process.start()
    said = [word for _process in running for word in answers.get(timeout=120)]
    for process in running:
        process.join()
    return Counter(said)


def race_for_five(race: tuple[str, Shelf], buy: Buy, people: int) -> None:
    url, shelf = race
    said = crowd(url, shelf, buy, [f"buyer {number}" for number in range(people)])
    assert said.pop("bought") == 5
    assert said == {"refused: 0 left": people - 5}
    part = "committed" if buy is commit else "reserved"
    assert level(url, shelf) == {"on_hand": 5, part: 5}


class TestBuyers:
    def test_get_no_more_than_there_are(self, race):
        race_for_five(race, reserve_anywhere, 50)

    def test_get_one_thing_for_one_key(self, race):
        url, shelf = race
        assert crowd(url, shelf, reserve, ["the same"] * 16) == {"bought": 16}
        assert level(url, shelf) == {"on_hand": 5, "reserved": 1}

    @pytest.mark.soak
    @pytest.mark.parametrize("buy", [reserve, reserve_anywhere, commit])
    @pytest.mark.parametrize("again", range(5))
    def test_get_no_more_however_they_come(self, race, buy, again):
        race_for_five(race, buy, 200)


class TestBags:
    def test_wait_for_one_another_in_sku_order(self, race):
        """Bags that hold the same things in opposite orders never stop each other."""
        url, shelf = race
        db = Database(url)
        with db.write(shelf.brand_id) as session:
            levels = [(shelf.store_id, shelf.skus[size], 30) for size in "ML"]
            deliveries.count_in(session, levels, reference="more", **DONE)
            session.commit()
        db.dispose()

        def bag(session: BrandSession, shelf: Shelf, name: str) -> object:
            sizes = "ML" if int(name) % 2 else "LM"
            wanted = {(shelf.skus[size], shelf.store_id): 1 for size in sizes}
            return reservations.reserve(session, wanted, key=name, until=SOON, **DONE)

        assert crowd(url, shelf, bag, [str(number) for number in range(30)]) == {"bought": 30}


STEPS = ("reserve", "commit", "dispatch")
DEATHS = [f"{when} {step}" for step in STEPS for when in ("before", "after")]


def walk(url: str, shelf: Shelf, death: str = "") -> None:
    """Take an order from reservation to dispatch, a transaction each; die where it is said."""
    db = Database(url)

    def reserving(session: BrandSession) -> None:
        reserve(session, shelf, "bag")

    def committing(session: BrandSession) -> None:
        commitments.commit(session, reservations.find(session, "bag"), key="order", **DONE)

    def dispatching(session: BrandSession) -> None:
        commitments.dispatch(session, commitments.find(session, "order"), key="parcel", **DONE)

    for name, step in zip(STEPS, (reserving, committing, dispatching), strict=True):
        with db.write(shelf.brand_id) as session:
            if name == "reserve" and session.exec(select(Reservation.outcome)).first() == "committed":
                continue
            step(session)
            session.flush()
            if death == f"before {name}":
                os.kill(os.getpid(), signal.SIGKILL)
            session.commit()
        if death == f"after {name}":
            os.kill(os.getpid(), signal.SIGKILL)
    db.dispose()


def killed(target: Callable, *arguments: object) -> None:
    process = forked.Process(target=target, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def dies_once(race: tuple[str, Shelf], death: str) -> None:
    url, shelf = race
    killed(walk, url, shelf, death)
    level(url, shelf)
    walk(url, shelf)
    assert level(url, shelf) == {"on_hand": 4}
    db = Database(url)
    with db.read(shelf.brand_id) as session:
        moved = Counter(session.exec(select(Movement.kind)).all())
    db.dispose()
    assert moved == {"opening": 1, "reserved": 1, "committed": 2, "dispatched": 2}


class TestKilled:
    @pytest.mark.parametrize("death", ["before commit", "after commit"])
    def test_loses_nothing_and_does_nothing_twice(self, race, death):
        dies_once(race, death)

    @pytest.mark.soak
    @pytest.mark.parametrize("death", DEATHS)
    def test_loses_nothing_at_any_step(self, race, death):
        dies_once(race, death)

    def test_gives_back_once_though_the_worker_dies_at_it(self, race):
        url, shelf = race
        db = Database(url)
        with db.write(shelf.brand_id) as session:
            reserve(session, shelf, "bag")
            session.commit()
        db.dispose()
        killed(expire_and_die, url)
        assert level(url, shelf) == {"on_hand": 5, "reserved": 1}
        db = Database(url)
        late = SOON + jobs.LEASE * 2
        assert jobs.work_off(db, worker="next", at=late) == 1
        assert jobs.work_off(db, worker="next", at=late) == 0
        db.dispose()
        assert level(url, shelf) == {"on_hand": 5}


def expire_and_die(url: str) -> None:
    """Claim the job, do its work, and die before it is kept."""

    def die(session: BrandSession, *_job: Any, **_lease: Any) -> None:
        session.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    vars(jobs)["_finish"] = die
    jobs.work_off(Database(url), worker="first", at=SOON)
