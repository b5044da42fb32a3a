"""Releases: pieces are committed where they lie, and none is promised twice."""

import pytest

from inventory import releases, transfers
from inventory.releases import NotEnough
from inventory.transfers import NotNow
from kernel.events import CLOCK
from tests.inventory.moving import by_size, later, released, standing, stock_up, to_store
from tests.inventory.shelf import NOON


@pytest.fixture
def session(session, shelf):
    stock_up(session, shelf, shelf.warehouse_id, S=5, M=2)
    return session


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
        assert releases.release(session, transfer, by=CLOCK, at=NOON, fewer=True) == 8
        lines = {line.sku_id: line.released for line in transfers.lines_of(session, transfer)}
        assert lines == by_size(shelf, S=4, M=2, L=0)

    def test_refuses_where_there_is_nothing_at_all(self, session, shelf):
        transfer = to_store(session, shelf, L=1)
        with pytest.raises(releases.NothingThere):
            releases.release(session, transfer, by=CLOCK, at=NOON, fewer=True)

    def test_is_not_done_a_second_time(self, session, shelf):
        transfer = released(session, shelf, S=2)
        with pytest.raises(NotNow):
            releases.release(session, transfer, by=CLOCK, at=later(1))
        assert standing(session, shelf.warehouse_id, shelf.skus["S"])["committed"] == 2

    def test_shares_out_among_many_in_the_order_given(self, session, shelf):
        many = [to_store(session, shelf, S=2) for _ in range(3)]
        assert releases.release_all(session, many, by=CLOCK, at=NOON, fewer=True) == 1
        taken = [line.released for each in many for line in transfers.lines_of(session, each)]
        assert taken == [2, 2, 1]
