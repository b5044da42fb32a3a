from threading import BoundedSemaphore, Thread

import pytest
from argon2 import PasswordHasher

from kernel import passwords
from kernel.passwords import Busy, hash_password, verify

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", QUICK)


class TestVerify:
    def test_knows_right_from_wrong(self, quick):
        kept = hash_password("a coat of blue wool")
        assert verify(kept, "a coat of blue wool").is_right
        assert not verify(kept, "a coat of red wool").is_right

    def test_hashes_for_nobody_too(self, quick, monkeypatch):
        asked = []

        class Watched(PasswordHasher):
            def verify(self, kept, _password):
                asked.append(kept)

        monkeypatch.setattr(passwords, "_hasher", Watched(time_cost=1, memory_cost=8, parallelism=1))
        assert not verify(None, "a coat of blue wool").is_right
        assert asked[0].startswith("$argon2id$")

    def test_takes_letters_however_they_were_typed(self, quick):
        assert verify(hash_password("Ｍａｉｓｏｎ de laine"), "Maison de laine").is_right

    def test_renews_a_hash_of_older_parameters(self, quick, monkeypatch):
        kept = hash_password("a coat of blue wool")
        assert verify(kept, "a coat of blue wool").renewed is None
        stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
        monkeypatch.setattr(passwords, "_hasher", stronger)
        verdict = verify(kept, "a coat of blue wool")
        assert verdict.renewed is not None
        assert verify(verdict.renewed, "a coat of blue wool").is_right

    def test_refuses_what_is_no_hash_of_ours(self, quick):
        assert not verify("$2b$12$abc", "a coat of blue wool").is_right

    def test_does_not_hash_what_is_too_long(self, quick):
        assert not verify(hash_password("a coat of blue wool"), "w" * 10_000).is_right


class TestTurns:
    def test_are_few_at_a_time(self, quick, monkeypatch):
        monkeypatch.setattr(passwords, "_turns", BoundedSemaphore(1))
        monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.05)
        refused = []

        def ask():
            try:
                hash_password("a coat of blue wool")
            except Busy:
                refused.append(True)

        with passwords._Turn():
            thread = Thread(target=ask)
            thread.start()
            thread.join()
        assert refused == [True]
        ask()
        assert refused == [True]
