import pytest

from tenancy import passwords
from tenancy.passwords import ManyAtOnce, TooCommon, TooLong, TooShort


class TestAccept:
    @pytest.mark.parametrize(
        "good", ["a coat of blue wool", "x9!kQ2#vL7$p", "十二个汉字也可以作为密码用", "correct horse bat"]
    )
    def test_takes_what_is_long_and_rare_without_rules_of_composition(self, good):
        assert passwords.accept(good, about="ines@maison.example").startswith("$argon2id$")

    @pytest.mark.parametrize("short", ["", "elevenchars"])
    def test_refuses_what_is_short(self, short):
        with pytest.raises(TooShort):
            passwords.accept(short, about="ines@maison.example")

    @pytest.mark.parametrize(
        "common",
        [
            "password1234567",
            "Password Password",
            "aaaaaaaaaaaaa",
            "123456789012",
            "QWERTYUIOPAS",
            "woaini1314520",
            "ines.martin2026",
        ],
    )
    def test_refuses_what_others_would_try_first(self, common):
        with pytest.raises(TooCommon):
            passwords.accept(common, about="ines.martin@maison.example")

    def test_refuses_what_is_endless(self):
        with pytest.raises(TooLong):
            passwords.accept("wool " * 100, about="ines@maison.example")

    def test_says_so_when_too_many_are_at_it(self, monkeypatch):
        def busy(_password):
            raise passwords.passwords.Busy

        monkeypatch.setattr("kernel.passwords.hash_password", busy)
        with pytest.raises(ManyAtOnce) as refused:
            passwords.accept("a coat of blue wool", about="ines@maison.example")
        assert refused.value.retry_after == 5
