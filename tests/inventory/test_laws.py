"""The laws of stock, whatever is done to it in whatever order."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count, product
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from inventory import (
    adjustments,
    commitments,
    counter_sales,
    deliveries,
    holds,
    obligations,
    proofs,
    quarantine,
    reservation_book,
    reservations,
    stock,
)
from kernel.db import BrandSession, Database
from kernel.errors import Refusal
from kernel.events import CLOCK
from tenancy.markets import MarketOutlet
from tests.inventory.shelf import NOON, Shelf

MINUTES = timedelta(minutes=15)
SIZES = st.sampled_from("SM")
FEW = st.integers(1, 4)
IN_STORE = st.booleans()


class Book(RuleBasedStateMachine):
    """A shelf on which everything may happen; a refusal changes nothing."""

    kept, ordered, held, barred = Bundle("kept"), Bundle("ordered"), Bundle("held"), Bundle("barred")

    def __init__(self, session: BrandSession, shelf: Shelf) -> None:
        super().__init__()
        self.session, self.shelf = session, shelf
        self.numbers, self.now = count(1), NOON
        self.outer = session.begin_nested()

    def done(self) -> dict:
        return {"by": CLOCK, "at": self.now}

    def name(self) -> str:
        return f"{id(self)}-{next(self.numbers)}"

    def place(self, in_store: bool) -> UUID:
        return self.shelf.store_id if in_store else self.shelf.warehouse_id

    def key(self, size: str, in_store: bool) -> stock.Key:
        return self.shelf.skus[size], self.place(in_store)

    def tried(self, change: Callable):
        """Do it or be refused; what was refused made nothing scarcer than it was."""
        try:
            with self.session.begin_nested():
                return change()
        except Refusal:
            return None

    def made(self, change: Callable):
        thing = self.tried(change)
        return multiple() if thing is None else thing

    @initialize()
    def open_the_shelf(self):
        for size, in_store in product("SM", (True, False)):
            self.deliver(size, in_store, 3)

    @rule(size=SIZES, in_store=IN_STORE, units=FEW)
    def deliver(self, size, in_store, units):
        deliveries.take_delivery(
            self.session,
            {self.shelf.skus[size]: units},
            outlet_id=self.place(in_store),
            reference=self.name(),
            supplier="",
            **self.done(),
        )

    @rule(size=SIZES, in_store=IN_STORE, units=st.integers(0, 4))
    def put_right(self, size, in_store, units):
        place = {"outlet_id": self.place(in_store), "sku_id": self.shelf.skus[size]}
        said = {"units": units, "reason": adjustments.Reason.MISCOUNTED, "note": ""}
        self.tried(lambda: adjustments.set_on_hand(self.session, **place, **said, **self.done()))

    @rule(size=SIZES, units=FEW)
    def sell(self, size, units):
        place = {"outlet_id": self.shelf.store_id, "key": self.name()}
        counter_sales.sell(self.session, {self.shelf.skus[size]: units}, **place, **self.done())

    @rule(target=kept, size=SIZES, in_store=IN_STORE, units=FEW)
    def reserve(self, size, in_store, units):
        named = {"key": self.name(), "until": self.now + MINUTES}
        wanted = {self.key(size, in_store): units}
        return self.made(lambda: reservations.reserve(self.session, wanted, **named, **self.done()))

    @rule(target=kept, units=st.dictionaries(SIZES, FEW, min_size=1))
    def reserve_in_market(self, units):
        named = {"market_id": self.shelf.market_id, "key": self.name(), "until": self.now + MINUTES}
        wanted = {self.shelf.skus[size]: n for size, n in units.items()}
        return self.made(lambda: reservations.reserve_in_market(self.session, wanted, **named, **self.done()))

    @rule(one=kept)
    def release(self, one):
        self.tried(lambda: reservations.release(self.session, one, **self.done()))

    @rule(one=kept)
    def renew(self, one):
        until = self.now + MINUTES
        self.tried(lambda: reservations.renew(self.session, one, until=until, **self.done()))

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(one=kept)
    def strike(self, one):
        reservation_book.expire(self.session, {"reservation_id": str(one.id)}, self.now)

    @rule(target=ordered, one=kept)
    def commit(self, one):
        return self.made(lambda: commitments.commit(self.session, one, key=self.name(), **self.done()))

    @rule(one=ordered)
    def dispatch(self, one):
        self.tried(lambda: commitments.dispatch(self.session, one, key=self.name(), **self.done()))

    @rule(one=ordered)
    def cancel(self, one):
        self.tried(lambda: commitments.cancel(self.session, one, key=self.name(), **self.done()))

    @rule(one=ordered, size=SIZES, to_store=IN_STORE)
    def reroute(self, one, size, to_store):
        places = {"origin_id": self.place(not to_store), "outlet_id": self.place(to_store)}
        moved = {"sku_id": self.shelf.skus[size], "units": 1, "key": self.name(), **places}
        self.tried(lambda: commitments.reroute(self.session, one, **moved, **self.done()))

    @rule(target=held, size=SIZES, units=FEW)
    def hold(self, size, units):
        place = {"outlet_id": self.shelf.store_id, "sku_id": self.shelf.skus[size], "units": units}
        named = {"customer": "Mme Laurent", "until": NOON.date() + timedelta(days=9), "key": self.name()}
        return self.made(lambda: holds.hold(self.session, **place, **named, **self.done()))

    @rule(one=held, sells=st.booleans())
    def end_hold(self, one, sells):
        end = holds.sell if sells else holds.let_go
        self.tried(lambda: end(self.session, one, **self.done()))

    @rule(target=barred, size=SIZES, in_store=IN_STORE, units=FEW)
    def bar(self, size, in_store, units):
        place = {"outlet_id": self.place(in_store), "sku_id": self.shelf.skus[size], "units": units}
        named = {"reason": quarantine.Reason.FAULTY, "key": self.name()}
        return self.made(lambda: quarantine.bar(self.session, **place, **named, **self.done()))

    @rule(one=barred, units=FEW, restores=st.booleans())
    def end_quarantine(self, one, units, restores):
        end = quarantine.restore if restores else quarantine.dispose
        self.tried(lambda: end(self.session, one, units=units, **self.done()))

    def teardown(self) -> None:
        """What is once wrong stays wrong: so the book is proved when all is done."""
        found = [*proofs.breaches(self.session), *obligations.unowned(self.session)]
        found += obligations.unexplained(self.session)
        self.outer.rollback()
        assert found == []


def run(db: Database, shelf: Shelf, *, examples: int, steps: int) -> None:
    with db.write(shelf.brand_id) as session:
        session.add(MarketOutlet(market_id=shelf.market_id, outlet_id=shelf.warehouse_id))
        session.flush()
        run_state_machine_as_test(
            lambda: Book(session, shelf),
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                phases=(Phase.generate,),  # a story made shorter takes minutes, and tells no more
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_hold_whatever_happens(db, shelf):
    run(db, shelf, examples=12, steps=40)


@pytest.mark.soak
def test_hold_for_a_long_time(db, shelf):
    run(db, shelf, examples=300, steps=60)
