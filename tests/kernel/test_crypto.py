from datetime import UTC, datetime, timedelta

import pytest

from kernel.crypto import Unsealable, Vault

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD, NEW = "o" * 40, "n" * 40


class TestSeal:
    def test_can_be_undone_for_the_same_purpose(self):
        vault = Vault([NEW])
        assert vault.unseal(vault.seal("JBSW", purpose="totp", at=NOON), purpose="totp", at=NOON) == "JBSW"

    def test_can_not_be_passed_off_for_another_purpose(self):
        vault = Vault([NEW])
        with pytest.raises(Unsealable):
            vault.unseal(vault.seal("JBSW", purpose="totp", at=NOON), purpose="device", at=NOON)

    def test_holds_nothing_readable(self):
        assert "JBSW" not in Vault([NEW]).seal("JBSW", purpose="totp", at=NOON)

    @pytest.mark.parametrize("wrong", ["", "gAAAAA", "ü", "a" * 500])
    def test_refuses_what_it_never_sealed(self, wrong):
        with pytest.raises(Unsealable):
            Vault([NEW]).unseal(wrong, purpose="totp", at=NOON)

    def test_ends_after_its_time(self):
        vault = Vault([NEW])
        sealed = vault.seal("in", purpose="halfway", at=NOON)
        within = timedelta(minutes=10)
        later = NOON + timedelta(minutes=9)
        assert vault.unseal(sealed, purpose="halfway", at=later, within=within) == "in"
        with pytest.raises(Unsealable):
            vault.unseal(sealed, purpose="halfway", at=NOON + timedelta(minutes=11), within=within)


class TestRotation:
    def test_opens_what_an_older_key_sealed_and_seals_it_anew(self):
        sealed = Vault([OLD]).seal("JBSW", purpose="totp", at=NOON)
        both = Vault([NEW, OLD])
        assert both.unseal(sealed, purpose="totp", at=NOON) == "JBSW"
        renewed = both.renew(sealed, purpose="totp")
        assert Vault([NEW]).unseal(renewed, purpose="totp", at=NOON) == "JBSW"

    def test_does_not_open_with_a_key_that_is_gone(self):
        sealed = Vault([OLD]).seal("JBSW", purpose="totp", at=NOON)
        with pytest.raises(Unsealable):
            Vault([NEW]).unseal(sealed, purpose="totp", at=NOON)
