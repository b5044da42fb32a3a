from decimal import Decimal

import pytest

from i18n.languages import SHOP_LANGUAGES
from i18n.numbers import format_compact, format_list, format_number, format_percent, format_unit


class TestFormatNumber:
    def test_groups_and_points_as_the_reader_does(self):
        assert format_number(1234567.5, "fr", "FR") == "1\u202f234\u202f567,5"
        assert format_number(3, "en", "SG", decimals=2) == "3.00"

    def test_writes_latin_digits_in_arabic(self):
        assert format_number(1234, "ar", "AE") == "1,234"


class TestFormatPercent:
    @pytest.mark.parametrize(
        ("basis_points", "written"),
        [(2000, "20\u00a0%"), (1250, "12,5\u00a0%"), (1, "0,01\u00a0%"), (-500, "-5\u00a0%")],
    )
    def test_loses_nothing(self, basis_points, written):
        assert format_percent(basis_points, "fr", "FR") == written

    def test_can_be_whole(self):
        assert format_percent(3333, "zh-Hans", "CN", decimals=0) == "33%"


class TestFormatUnit:
    @pytest.mark.parametrize(
        ("language", "written"),
        [("zh-Hans", "86.5厘米"), ("fr", "86,5\u202fcm"), ("ja", "86.5 cm"), ("en", "86.5 cm")],
    )
    def test_names_the_unit_as_the_reader_does(self, language, written):
        assert format_unit(Decimal("86.5"), "cm", language) == written

    @pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en", "fr", "ja", "ar"])
    @pytest.mark.parametrize("unit", ["cm", "mm", "m", "in", "g", "kg", "km", "mi", "m2"])
    @pytest.mark.parametrize("length", ["short", "long"])
    def test_never_shows_the_units_technical_name(self, language, unit, length):
        written = format_unit(2, unit, language, length=length)
        assert not any(kind in written for kind in ("length-", "mass-", "area-"))


class TestFormatCompact:
    def test_shortens_by_the_readers_own_powers(self):
        assert format_compact(1234567, "zh-Hans") == "123.5万"
        assert format_compact(1234567, "en", "US") == "1.2M"


class TestFormatList:
    @pytest.mark.parametrize(
        ("language", "written"),
        [("zh-Hans", "S、M和L"), ("en", "S, M and L"), ("fr", "S, M et L"), ("ja", "S、M、L")],
    )
    def test_joins_as_a_sentence_does(self, language, written):
        assert format_list("SML", language) == written

    @pytest.mark.parametrize("language", SHOP_LANGUAGES)
    @pytest.mark.parametrize("style", ["and", "or", "unit"])
    def test_says_each_of_two_once(self, language, style):
        written = format_list(["silk", "wool"], language, style=style)
        assert (written.count("silk"), written.count("wool")) == (1, 1)
