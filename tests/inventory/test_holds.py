"""Pieces set aside for a customer: until the end of a day in the store, sold, let go or forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from inventory import holds, obligations, safety
from inventory.holds import EXPIRE, Hold
from inventory.taking import NotEnough
from kernel.events import CLOCK, Event
from kernel.jobs import Job
from tests.inventory.book import DONE, count_in, level
from tests.inventory.shelf import NOON

SATURDAY = date(2026, 11, 28)
MIDNIGHT = datetime(2026, 11, 28, 23, tzinfo=UTC)
"""The end of that day in Paris."""


@pytest.fixture(autouse=True)
def counted(session, shelf):
    count_in(session, shelf, S=3)
    yield
    assert obligations.unexplained(session) == []


def hold(session, shelf, units: int = 2, *, key: str = "k", until: date = SATURDAY) -> Hold:
    return holds.hold(
        session,
        outlet_id=shelf.store_id,
        sku_id=shelf.skus["S"],
        units=units,
        customer="Mme Laurent",
        until=until,
        key=key,
        **DONE,
    )


class TestHold:
    def test_sets_pieces_aside_once_for_a_key(self, session, shelf):
        assert hold(session, shelf).id == hold(session, shelf).id
        assert level(session, shelf) == {"on_hand": 3, "held": 2}

    def test_refuses_more_than_are_free(self, session, shelf):
        with pytest.raises(NotEnough), session.begin_nested():
            hold(session, shelf, 4)

    def test_may_take_what_is_kept_back_for_it_is_in_the_hand(self, session, shelf):
        safety.keep_back(session, 3, **DONE)
        hold(session, shelf, 3)
        assert level(session, shelf)["held"] == 3

    @pytest.mark.parametrize("until", [date(2026, 11, 21), date(2027, 3, 1)])
    def test_refuses_a_day_gone_by_or_far_off(self, session, shelf, until):
        with pytest.raises(holds.NoSuchDay):
            hold(session, shelf, until=until)

    def test_tells_nobody_else_who_it_is_for(self, session, shelf):
        hold(session, shelf)
        told = session.exec(select(Event.particulars).where(Event.subject == "hold")).all()
        assert "Laurent" not in str(told)


class TestLetGo:
    def test_puts_them_back_once(self, session, shelf):
        held = hold(session, shelf)
        holds.let_go(session, held, **DONE)
        assert level(session, shelf) == {"on_hand": 3}
        with pytest.raises(holds.HoldEnded):
            holds.let_go(session, held, **DONE)


class TestSell:
    def test_hands_them_over(self, session, shelf):
        holds.sell(session, hold(session, shelf), **DONE)
        assert level(session, shelf) == {"on_hand": 1}


class TestExpire:
    def test_is_queued_for_midnight_by_the_stores_clock(self, session, shelf):
        hold(session, shelf)
        assert session.exec(select(Job.run_at).where(Job.kind == EXPIRE)).all() == [MIDNIGHT]

    def test_lets_go_of_what_nobody_came_for(self, session, shelf):
        held = hold(session, shelf)
        holds.expire(session, {"hold_id": str(held.id)}, MIDNIGHT)
        assert (held.outcome, level(session, shelf)) == ("expired", {"on_hand": 3})

    def test_leaves_one_that_was_extended(self, session, shelf):
        held = hold(session, shelf)
        holds.extend(session, held, until=SATURDAY + timedelta(days=2), **DONE)
        holds.expire(session, {"hold_id": str(held.id)}, MIDNIGHT)
        assert level(session, shelf)["held"] == 2

    def test_leaves_one_that_is_over(self, session, shelf):
        held = hold(session, shelf)
        holds.sell(session, held, **DONE)
        holds.expire(session, {"hold_id": str(held.id)}, MIDNIGHT)
        assert held.outcome == "sold"


class TestExtend:
    def test_refuses_one_that_is_over(self, session, shelf):
        held = hold(session, shelf)
        holds.let_go(session, held, **DONE)
        with pytest.raises(holds.HoldEnded):
            holds.extend(session, held, until=SATURDAY, by=CLOCK, at=NOON)
