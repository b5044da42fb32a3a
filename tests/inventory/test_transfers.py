"""Transfers: changed, asked for and called off; no step is done twice."""

import pytest

from inventory import transfers
from inventory.transfers import NotNow, State
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, released, standing, stock_up, to_store
from tests.inventory.shelf import NOON


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.warehouse_id, S=5, M=2)
    return session


class TestChangeLines:
    def test_sets_adds_and_takes_out_while_nothing_is_released(self, session, shelf):
        transfer = to_store(session, shelf, S=1, M=1)
        wanted = by_size(shelf, S=3, M=0, L=2)
        transfers.change_lines(session, transfer, units=wanted, by=CLOCK, at=NOON)
        lines = {line.sku_id: line.wanted for line in transfers.lines_of(session, transfer)}
        assert lines == by_size(shelf, S=3, L=2)

    def test_comes_too_late_after_that(self, session, shelf):
        transfer = released(session, shelf, S=1)
        with pytest.raises(NotNow):
            transfers.change_lines(session, transfer, units=by_size(shelf, S=3), by=CLOCK, at=NOON)


class TestRequest:
    def test_waits_for_release(self, session, shelf):
        transfer = to_store(session, shelf, S=1)
        transfers.request(session, transfer, by=CLOCK, at=NOON)
        assert transfer.state == State.REQUESTED
        with pytest.raises(NotNow, match="Asked for"):
            transfers.request(session, transfer, by=CLOCK, at=NOON)


class TestCancel:
    @pytest.mark.parametrize("reached", ["draft", "requested", "released"])
    def test_frees_what_was_kept_back(self, session, shelf, reached):
        transfer = released(session, shelf, S=3) if reached == "released" else to_store(session, shelf, S=3)
        if reached == "requested":
            transfers.request(session, transfer, by=CLOCK, at=NOON)
        transfers.cancel(session, transfer, reason="not needed", by=CLOCK, at=later(1))
        assert standing(session, shelf.warehouse_id, shelf.skus["S"]) == {"on_hand": 5}
        with pytest.raises(NotNow):
            transfers.cancel(session, transfer, reason="", by=CLOCK, at=later(2))
