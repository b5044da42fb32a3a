"""Levels and movements: where they differ it is named, and mended with a note of what was changed."""

import pytest
from sqlmodel import select

from inventory import proofs
from inventory.stock import Level
from kernel.events import Event
from tests.inventory.book import DONE, count_in, level


@pytest.fixture
def wrong(session, shelf):
    """A level that says 4 where 5 were counted in."""
    count_in(session, shelf, S=5)
    row = session.exec(select(Level)).one()
    row.on_hand = 4
    session.add(row)
    session.flush()
    return row


class TestBreaches:
    def test_names_a_level_that_its_movements_do_not_explain(self, session, wrong):
        breach = proofs.breaches(session)
        assert [(b.quantity, b.level, b.movements) for b in breach] == [("on_hand", 4, 5)]

    def test_names_movements_whose_level_is_gone(self, session, wrong):
        session.delete(wrong)
        session.flush()
        assert [(b.level, b.movements) for b in proofs.breaches(session)] == [(0, 5)]


class TestMend:
    def test_makes_the_level_what_was_moved_and_notes_it(self, session, shelf, wrong):
        proofs.mend(session, **DONE)
        assert level(session, shelf) == {"on_hand": 5}
        assert proofs.breaches(session) == []
        noted = session.exec(select(Event.particulars).where(Event.action == "mended")).all()
        assert noted == [{"on_hand": [4, 5]}]

    def test_makes_a_level_that_is_gone(self, session, shelf, wrong):
        session.delete(wrong)
        session.flush()
        proofs.mend(session, **DONE)
        assert level(session, shelf) == {"on_hand": 5}

    def test_touches_nothing_that_is_right(self, session, shelf):
        count_in(session, shelf, S=5)
        assert proofs.mend(session, **DONE) == []
        assert session.exec(select(Event).where(Event.action == "mended")).all() == []
