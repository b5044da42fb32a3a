"""Transfers: drafted, asked for, released, called off; no piece is promised twice, no step done twice."""

import pytest

from inventory import transfers
from inventory.transfers import NotEnough, NothingToMove, NotNow, ReferenceTaken, SameOutlet, State
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, released, standing, stock_up, to_store
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
        assert transfers.draft(session, **draft).reference == "PLAN-7"
        with pytest.raises(ReferenceTaken):
            transfers.draft(session, **draft)

    def test_goes_from_one_outlet_to_another(self, session, shelf):
        with pytest.raises(SameOutlet):
            transfers.draft(
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


class TestRelease:
    def test_commits_the_pieces_where_they_lie(self, session, shelf):
        released(session, shelf, S=3)
        assert standing(session, shelf.warehouse_id, shelf.skus["S"]) == {"on_hand": 5, "committed": 3}

    def test_promises_no_piece_twice(self, session, shelf):
        released(session, shelf, S=3)
        with pytest.raises(NotEnough, match="Only 2 of D1-S"):
            released(session, shelf, S=3)

    def test_releases_what_there_is_where_that_is_wanted(self, session, shelf):
        transfer = to_store(session, shelf, S=4, M=9, L=1)
        assert transfers.release(session, transfer, by=CLOCK, at=NOON, fewer=True) == 8
        lines = {line.sku_id: line.released for line in transfers.lines_of(session, transfer)}
        assert lines == by_size(shelf, S=4, M=2, L=0)

    def test_refuses_where_there_is_nothing_at_all(self, session, shelf):
        transfer = to_store(session, shelf, L=1)
        with pytest.raises(transfers.NothingThere):
            transfers.release(session, transfer, by=CLOCK, at=NOON, fewer=True)

    def test_is_not_done_a_second_time(self, session, shelf):
        transfer = released(session, shelf, S=2)
        with pytest.raises(NotNow):
            transfers.release(session, transfer, by=CLOCK, at=later(1))
        assert standing(session, shelf.warehouse_id, shelf.skus["S"])["committed"] == 2

    def test_shares_out_among_many_in_the_order_given(self, session, shelf):
        many = [to_store(session, shelf, S=2) for _ in range(3)]
        assert transfers.release_all(session, many, by=CLOCK, at=NOON, fewer=True) == 1
        taken = [line.released for each in many for line in transfers.lines_of(session, each)]
        assert taken == [2, 2, 1]


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
