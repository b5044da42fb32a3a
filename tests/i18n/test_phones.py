import pytest

from i18n.phones import PhoneUnreadable, example_phone, format_phone, read_phone


class TestReadPhone:
    @pytest.mark.parametrize(
        ("text", "country", "kept"),
        [
            ("138 0013 8000", "CN", "+8613800138000"),
            ("01 42 68 00 00", "FR", "+33142680000"),
            ("+81 3-3470-9111", "FR", "+81334709111"),
            ("6737 1234", "SG", "+6567371234"),
            ("(212) 219-0000", "US", "+12122190000"),
            ("2522 1234", "HK", "+85225221234"),
        ],
    )
    def test_keeps_one_form(self, text, country, kept):
        assert read_phone(text, country=country) == kept

    @pytest.mark.parametrize("text", ["", "12", "no phone", "+", "9" * 400])
    def test_refuses_what_nobody_could_dial(self, text):
        with pytest.raises(PhoneUnreadable):
            read_phone(text, country="FR")


class TestFormatPhone:
    def test_shows_what_the_reader_would_dial(self):
        assert format_phone("+33142680000", within="FR") == "01 42 68 00 00"
        assert format_phone("+33142680000", within="SG") == "+33 1 42 68 00 00"
        assert format_phone("+33142680000") == "+33 1 42 68 00 00"


class TestExamplePhone:
    def test_shows_the_form_expected(self):
        assert example_phone("JP") == "090-1234-5678"
        assert example_phone("ZZ") is None
