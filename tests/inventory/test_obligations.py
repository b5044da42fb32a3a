"""What is owed is proved by documents, by the shelf and by the clock."""

from datetime import timedelta

from sqlmodel import select

from inventory import obligations, reservations
from inventory.reservation_book import ReservationLine
from inventory.stock import Level
from tests.inventory.book import DONE, SOON, count_in, key


def kept(session, shelf) -> None:
    count_in(session, shelf, S=2)
    reservations.reserve(session, {key(shelf): 2}, key="bag", until=SOON, **DONE)
    session.flush()


class TestUnexplained:
    def test_names_a_reservation_that_moved_something_else(self, session, shelf):
        kept(session, shelf)
        assert obligations.unexplained(session) == []
        line = session.exec(select(ReservationLine)).one()
        line.units = 1
        session.add(line)
        session.flush()
        wrong = obligations.unexplained(session)
        assert [(each.quantity, each.movements, each.documents) for each in wrong] == [("reserved", 2, 1)]


class TestUnowned:
    def test_names_a_promise_beyond_the_shelf_that_nobody_was_told_of(self, session, shelf):
        kept(session, shelf)
        assert obligations.unowned(session) == []
        level = session.exec(select(Level)).one()
        level.on_hand = 1
        session.add(level)
        session.flush()
        assert [(each.lacking, each.recorded) for each in obligations.unowned(session)] == [(1, 0)]


class TestOverdue:
    def test_names_what_was_kept_far_too_long(self, session, shelf):
        kept(session, shelf)
        assert obligations.overdue(session, at=SOON) == []
        assert len(obligations.overdue(session, at=SOON + timedelta(hours=2))) == 1
