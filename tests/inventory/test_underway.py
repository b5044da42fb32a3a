"""What is under way by the ledger is on its papers, and the other way round."""

import pytest

from inventory import expected, stock, transfer_drafts, transfers, underway
from inventory.stock import Change, Kind
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, released, stock_up
from tests.inventory.shelf import NOON


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.warehouse_id, S=5)
    return session


def found(session) -> list[tuple[str, int, int]]:
    session.flush()
    return [(each.quantity, each.movements, each.documents) for each in underway.astray(session)]


class TestAstray:
    def test_finds_a_line_that_says_more_than_is_committed(self, session, shelf):
        transfer = released(session, shelf, S=2)
        assert found(session) == []
        transfers.lines_of(session, transfer)[0].released = 3
        assert found(session) == [("committed", 2, 3)]

    def test_finds_pieces_on_their_way_on_no_paper(self, session, shelf):
        transfer = released(session, shelf, S=2)
        lost = Change(shelf.store_id, shelf.skus["S"], 1, "in_transit")
        cause = transfer_drafts.draft(
            session,
            origin_id=shelf.warehouse_id,
            destination_id=shelf.store_id,
            units=by_size(shelf, S=1),
            by=CLOCK,
            at=NOON,
        )
        stock.post(session, [lost], kind=Kind.TRANSFER_OUT, cause=cause, by=CLOCK, at=later(1))
        assert transfer.state == "released"
        assert found(session) == [("in_transit", 1, 0)]

    def test_finds_a_delivery_owed_that_is_not_due(self, session, shelf):
        coming = expected.announce(
            session,
            by_size(shelf, S=4),
            outlet_id=shelf.store_id,
            reference="PO-1",
            supplier="",
            due_on=NOON.date(),
            by=CLOCK,
            at=NOON,
        )
        assert found(session) == []
        expected.lines_of(session, coming)[0].expected = 6
        assert found(session) == [("due", 4, 6)]
