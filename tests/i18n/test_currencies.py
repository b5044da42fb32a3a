import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.currencies import currencies, currency_name, exponent, own_signs, symbol
from i18n.languages import SHOP_LANGUAGES

CURRENCIES = ["CNY", "EUR", "SGD", "USD", "JPY", "HKD", "TWD", "KWD", "HUF", "AED", "CHF", "GBP"]
REGIONS = [None, "CN", "FR", "SG", "US", "JP", "HK", "TW", "AE", "DE", "CH"]
readers = st.tuples(st.sampled_from([*SHOP_LANGUAGES, "de"]), st.sampled_from(REGIONS))


class TestExponent:
    @pytest.mark.parametrize(
        ("currency", "digits"),
        [("EUR", 2), ("CNY", 2), ("JPY", 0), ("KRW", 0), ("TWD", 0), ("HUF", 0), ("KWD", 3), ("CLF", 4)],
    )
    def test_is_the_currencys_own(self, currency, digits):
        assert exponent(currency) == digits

    def test_is_known_for_every_currency(self):
        assert {exponent(currency) for currency in currencies()} == {0, 2, 3, 4}


class TestSymbol:
    @settings(deadline=None)
    @given(readers)
    def test_is_never_shared_by_two_currencies(self, reader):
        language, region = reader
        signs = [symbol(currency, language=language, region=region) for currency in CURRENCIES]
        assert len(set(signs)) == len(signs)


class TestOwnSigns:
    @settings(deadline=None)
    @given(readers)
    def test_belong_to_one_currency_each(self, reader):
        language, region = reader
        signs = [own_signs(currency, language=language, region=region) for currency in CURRENCIES]
        assert sum(map(len, signs)) == len(set().union(*signs))


class TestCurrencyName:
    def test_is_told_in_the_readers_language(self):
        assert currency_name("CNY", language="ja") == "中国人民元"
