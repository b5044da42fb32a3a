from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from kernel import passwords
from kernel.crypto import Vault
from tenancy import identities
from tenancy.identities import Device, Identity, NotAnAddress, WrongPassword, WrongSignIn
from tenancy.throttles import TriedTooOften
from tests.world import NOON, PASSWORD


def prove(db, email, password=PASSWORD, *, client="192.0.2.1", device=None, at=NOON) -> Identity:
    return identities.prove(db, email=email, password=password, client=client, device=device, at=at)


class TestProve:
    def test_knows_a_person_by_address_and_password(self, db, maison):
        assert prove(db, maison.owner.email).id == maison.owner.identity_id

    def test_takes_an_address_however_it_is_written(self, db, maison):
        assert prove(db, f" {maison.owner.email.upper()} ").id == maison.owner.identity_id

    def test_refuses_an_unknown_address_as_it_does_a_wrong_password(self, db, maison):
        with pytest.raises(WrongSignIn) as unknown:
            prove(db, "nobody@maison.example", client="192.0.2.2")
        with pytest.raises(WrongSignIn) as wrong:
            prove(db, maison.owner.email, "something else", client="192.0.2.2")
        assert str(unknown.value) == str(wrong.value)

    def test_hashes_for_an_unknown_address_too(self, db, monkeypatch):
        asked = []
        monkeypatch.setattr(
            "tenancy.identities.passwords.verify",
            lambda kept, password: asked.append(kept) or passwords.Verdict(False),
        )
        with pytest.raises(WrongSignIn):
            prove(db, "nobody@maison.example", client="192.0.2.3")
        assert asked == [None]

    def test_slows_down_whoever_guesses_at_one_account_from_one_place(self, db, world):
        email = world.autre.store_manager.email
        for _turn in range(10):
            with pytest.raises(WrongSignIn):
                prove(db, email, "a wrong guess", client="198.51.100.200")
        with pytest.raises(TriedTooOften):
            prove(db, email, client="198.51.100.200")
        assert prove(db, email, client="198.51.100.201").email == email

    def test_slows_down_whoever_guesses_at_one_account_from_many_places(self, db, world):
        email = world.autre.clerk.email
        for turn in range(20):
            with pytest.raises(WrongSignIn):
                prove(db, email, "a wrong guess", client=f"198.51.100.{turn}")
        with pytest.raises(TriedTooOften):
            prove(db, email, client="198.51.100.99")

    def test_slows_down_whoever_tries_many_accounts_from_one_place(self, db):
        for turn in range(25):
            with pytest.raises(WrongSignIn):
                prove(db, f"nobody{turn}@maison.example", client="203.0.113.5")
        with pytest.raises(TriedTooOften):
            prove(db, "nobody26@maison.example", client="203.0.113.5")

    def test_lets_an_office_behind_one_address_mistype(self, db, maison):
        office = "203.0.113.77"
        for person in (maison.manager, maison.translator, maison.store_manager, maison.clerk):
            for _turn in range(8):
                with pytest.raises(WrongSignIn):
                    prove(db, person.email, "mistyped", client=office)
        assert prove(db, maison.owner.email, client=office).email == maison.owner.email

    def test_lets_the_owners_own_browser_in_while_others_guess(self, db, world):
        email = world.autre.manager.email
        for turn in range(22):
            with pytest.raises((WrongSignIn, TriedTooOften)):
                prove(db, email, "a wrong guess", client=f"198.51.100.{turn}")
        assert prove(db, email, device=Device(email, "hers")).email == email

    def test_slows_down_a_known_browser_too(self, db, world):
        email = world.autre.translator.email
        for _ in range(10):
            with pytest.raises(WrongSignIn):
                prove(db, email, "a wrong guess", device=Device(email, "stolen"))
        with pytest.raises(TriedTooOften):
            prove(db, email, device=Device(email, "stolen"))

    def test_gives_another_persons_browser_no_credit(self, db, world):
        email = world.autre.owner.email
        for turn in range(20):
            with pytest.raises(WrongSignIn):
                prove(
                    db, email, "a guess", client=f"203.0.113.{turn + 9}", device=Device("me@x.example", "m")
                )
        with pytest.raises(TriedTooOften):
            prove(db, email, client="203.0.113.180", device=Device("me@x.example", "m"))

    def test_renews_a_hash_of_older_parameters(self, db, maison, monkeypatch):
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
        prove(db, maison.translator.email, client="192.0.2.9")
        with db.read() as session:
            kept = session.get_one(Identity, maison.translator.identity_id).password_hash
        assert "m=16,t=2" in (kept or "")


class TestConfirm:
    def test_asks_for_the_present_password(self, db, maison):
        identities.confirm(db, maison.owner.identity_id, password=PASSWORD, at=NOON)
        with pytest.raises(WrongPassword):
            identities.confirm(db, maison.owner.identity_id, password="something else", at=NOON)

    def test_counts_wrong_ones(self, db, maison):
        later = NOON + timedelta(days=1)
        for _ in range(10):
            with pytest.raises(WrongPassword):
                identities.confirm(db, maison.clerk.identity_id, password="something else", at=later)
        with pytest.raises(TriedTooOften):
            identities.confirm(db, maison.clerk.identity_id, password=PASSWORD, at=later)


class TestKnownDevice:
    def test_is_known_by_its_cookie(self):
        vault, identity = Vault(["k" * 40]), Identity(email="ines@maison.example", made_at=NOON)
        cookie = identities.know_device(vault, identity, at=NOON)
        known = identities.known_device(vault, cookie, at=NOON)
        assert known is not None
        assert known.email == "ines@maison.example"

    @pytest.mark.parametrize("cookie", [None, "", "made-up"])
    def test_is_not_known_by_anything_else(self, cookie):
        assert identities.known_device(Vault(["k" * 40]), cookie, at=NOON) is None


class TestNormalise:
    def test_writes_an_address_one_way(self):
        assert identities.normalise(" Ines@Maison.Example ") == "ines@maison.example"

    @pytest.mark.parametrize("wrong", ["", "ines", "a b@c.de", "a@b@c", "a@b,c@d", 'x"@y.z'])
    def test_refuses_what_is_none(self, wrong):
        with pytest.raises(NotAnAddress):
            identities.normalise(wrong)
