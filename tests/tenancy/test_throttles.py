from datetime import timedelta
from threading import Barrier, Thread

import pytest

from kernel.db import Database
from tenancy import throttles
from tenancy.throttles import Limit, TriedTooOften, client_of
from tests.world import NOON


def tries(db: Database, limit: Limit, times: int, *, at=NOON) -> int:
    """Say how many of so many tries were let through."""
    let_through = 0
    for _ in range(times):
        try:
            throttles.count(db, [limit], at=at)
        except TriedTooOften:
            continue
        let_through += 1
    return let_through


class TestCount:
    def test_lets_through_as_many_as_the_limit_says(self, db):
        assert tries(db, Limit("try", "one", most=3), 5) == 3

    def test_counts_each_apart(self, db):
        assert tries(db, Limit("try", "two", most=3), 5) == 3
        assert tries(db, Limit("try", "three", most=3), 5) == 3

    def test_begins_anew_after_the_window(self, db):
        limit = Limit("try", "four", most=2)
        assert tries(db, limit, 5) == 2
        assert tries(db, limit, 5, at=NOON + timedelta(minutes=14)) == 0
        assert tries(db, limit, 5, at=NOON + timedelta(minutes=16)) == 2

    def test_says_when_to_come_again(self, db):
        tries(db, Limit("try", "five", most=1), 2)
        with pytest.raises(TriedTooOften) as refused:
            throttles.count(db, [Limit("try", "five", most=1)], at=NOON + timedelta(minutes=5))
        assert refused.value.retry_after == 600
        assert "10 min" in str(refused.value)

    def test_survives_a_restart(self, db):
        limit = Limit("try", "six", most=3)
        tries(db, limit, 3)
        again = Database(db.url)
        assert tries(again, limit, 1) == 0
        again.dispose()

    def test_counts_in_sum_over_all_that_try_at_once(self, db):
        limit, together, through = Limit("try", "seven", most=5), Barrier(4), []

        def many() -> None:
            together.wait()
            through.append(tries(db, limit, 5))

        threads = [Thread(target=many) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(through) == 5

    def test_counts_what_goes_with_it_once(self, db):
        shared = Limit("shared", "office", most=2)
        for person in ("ines", "kenji"):
            mine = Limit("mine", person, most=9)
            for _turn in range(3):
                throttles.count(db, [mine], once={mine: shared}, at=NOON)
        third = Limit("mine", "leo", most=9)
        with pytest.raises(TriedTooOften):
            throttles.count(db, [third], once={third: shared}, at=NOON)

    def test_keeps_no_address_readable(self):
        assert "ines" not in Limit("account", "ines@maison.example", most=3).key


class TestGiveBack:
    def test_takes_one_try_back_and_leaves_the_wrong_ones(self, db):
        limit = Limit("try", "eight", most=3)
        tries(db, limit, 3)
        throttles.give_back(db, [limit])
        assert tries(db, limit, 3) == 1


class TestClientOf:
    @pytest.mark.parametrize(
        ("address", "client"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("", "unknown"),
        ],
    )
    def test_is_whom_an_address_stands_for(self, address, client):
        assert client_of(address) == client
