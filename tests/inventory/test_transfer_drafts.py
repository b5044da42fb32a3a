"""Transfers written down: each once, from one outlet to another, and nothing moved by it."""

import pytest

from inventory import transfer_drafts
from inventory.transfer_drafts import ReferenceTaken, SameOutlet
from inventory.transfers import NothingToMove
from kernel.events import CLOCK
from tests.inventory.moving import by_size, standing, stock_up, to_store
from tests.inventory.shelf import NOON


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.warehouse_id, S=5, M=2)
    return session


class TestDraft:
    def test_numbers_them_and_moves_nothing(self, session, shelf):
        first, second = (to_store(session, shelf, S=1) for _ in range(2))
        assert (first.reference, second.reference) == ("T-00001", "T-00002")
        assert standing(session, shelf.warehouse_id, shelf.skus["S"]) == {"on_hand": 5}

    def test_takes_a_reference_of_the_houses_own_once(self, session, shelf):
        ends = {"origin_id": shelf.warehouse_id, "destination_id": shelf.store_id}
        draft = {**ends, "units": by_size(shelf, S=1), "reference": "PLAN-7", "by": CLOCK, "at": NOON}
        assert transfer_drafts.draft(session, **draft).reference == "PLAN-7"
        with pytest.raises(ReferenceTaken):
            transfer_drafts.draft(session, **draft)

    def test_goes_from_one_outlet_to_another(self, session, shelf):
        with pytest.raises(SameOutlet):
            transfer_drafts.draft(
                session,
                origin_id=shelf.store_id,
                destination_id=shelf.store_id,
                units=by_size(shelf, S=1),
                by=CLOCK,
                at=NOON,
            )

    def test_is_of_something(self, session, shelf):
        with pytest.raises(NothingToMove):
            to_store(session, shelf, S=0)
