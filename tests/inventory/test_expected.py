"""Expected deliveries: due till they come, in parts, over and under."""

from datetime import date

import pytest

from inventory import expected
from inventory.deliveries import AlreadyInTheBook
from inventory.expected import NothingCounted, NothingExpected, NotNow, State
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, standing
from tests.inventory.shelf import NOON


def announced(session, shelf, *, reference="PO-1", **units):
    return expected.announce(
        session,
        by_size(shelf, **units),
        outlet_id=shelf.warehouse_id,
        reference=reference,
        supplier="Atelier",
        due_on=date(2026, 11, 25),
        by=CLOCK,
        at=NOON,
    )


def count(session, shelf, delivery, *, key="", is_last=False, **units):
    counted = by_size(shelf, **units)
    return expected.receive(
        session, delivery, counted=counted, is_last=is_last, key=key, by=CLOCK, at=later(60)
    )


def there(session, shelf, size="S"):
    return standing(session, shelf.warehouse_id, shelf.skus[size])


class TestAnnounce:
    def test_makes_it_due(self, session, shelf):
        announced(session, shelf, S=6)
        assert there(session, shelf) == {"due": 6}

    def test_enters_a_reference_once(self, session, shelf):
        announced(session, shelf, S=6)
        with pytest.raises(AlreadyInTheBook):
            announced(session, shelf, S=6)
        with pytest.raises(NothingExpected):
            announced(session, shelf, reference="PO-2", S=0)


class TestReceive:
    def test_takes_it_in_parts_till_all_has_come(self, session, shelf):
        delivery = announced(session, shelf, S=6)
        first = count(session, shelf, delivery, S=4)
        assert (there(session, shelf), delivery.state) == ({"on_hand": 4, "due": 2}, State.ARRIVING)
        second = count(session, shelf, delivery, S=2)
        assert (there(session, shelf), delivery.state) == ({"on_hand": 6}, State.CLOSED)
        assert (first.reference, second.reference) == ("PO-1", "PO-1 / 2")

    def test_takes_in_more_than_was_announced_and_what_was_not(self, session, shelf):
        delivery = announced(session, shelf, S=6)
        count(session, shelf, delivery, S=7, M=1)
        assert (there(session, shelf), there(session, shelf, "M")) == ({"on_hand": 7}, {"on_hand": 1})

    def test_waits_for_no_more_where_that_was_all(self, session, shelf):
        delivery = announced(session, shelf, S=6, M=1)
        count(session, shelf, delivery, S=4, is_last=True)
        assert (there(session, shelf), there(session, shelf, "M")) == ({"on_hand": 4}, {})
        assert delivery.state == State.CLOSED
        with pytest.raises(NotNow):
            count(session, shelf, delivery, S=2)

    def test_takes_in_a_count_once(self, session, shelf):
        delivery = announced(session, shelf, S=6)
        count(session, shelf, delivery, key="a", S=2)
        with pytest.raises(AlreadyInTheBook):
            count(session, shelf, delivery, key="a", S=2)
        assert there(session, shelf) == {"on_hand": 2, "due": 4}

    def test_refuses_an_empty_count(self, session, shelf):
        with pytest.raises(NothingCounted):
            count(session, shelf, announced(session, shelf, S=6))


class TestClose:
    def test_calls_off_what_never_came(self, session, shelf):
        delivery = announced(session, shelf, S=6)
        expected.close(session, delivery, by=CLOCK, at=later(9))
        assert (there(session, shelf), delivery.state) == ({}, State.CANCELLED)
        with pytest.raises(NotNow):
            expected.close(session, delivery, by=CLOCK, at=later(10))
