from contextlib import suppress
from timeit import timeit

import pytest
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import speaking
from i18n.languages import SHOP_LANGUAGES, babel_locale
from i18n.money import (
    Money,
    MoneyUnreadable,
    OtherCurrency,
    TooManyDecimals,
    format_money,
    parse_money,
)

REGIONS = [None, "CN", "FR", "SG", "US", "JP", "HK", "TW", "AE", "DE", "CH"]
CURRENCIES = ["CNY", "EUR", "SGD", "USD", "JPY", "HKD", "TWD", "KWD", "HUF", "AED", "CHF", "GBP"]
monies = st.builds(Money, st.integers(-(10**10), 10**10), st.sampled_from(CURRENCIES))
readers = st.tuples(st.sampled_from([*SHOP_LANGUAGES, "de"]), st.sampled_from(REGIONS))


class TestFormatMoney:
    @pytest.mark.parametrize(
        ("units", "currency", "language", "region", "written"),
        [
            (129000, "CNY", "zh-Hans", "CN", "¥1,290.00"),
            (129000, "CNY", "en", "CN", "CN¥1,290.00"),
            (129000, "CNY", "ja", "JP", "CN¥1,290.00"),
            (12900, "JPY", "ja", "JP", "￥12,900"),
            (12900, "JPY", "zh-Hans", "CN", "JP¥12,900"),
            (12900, "JPY", "zh-Hant", "TW", "JP¥12,900"),
            (129000, "EUR", "fr", "FR", "1\u202f290,00\u00a0€"),
            (129000, "USD", "en", "US", "$1,290.00"),
            (129000, "USD", "ja", "JP", "US$1,290.00"),
            (129000, "SGD", "en", "SG", "$1,290.00"),
            (129000, "SGD", "en", "US", "SGD\u00a01,290.00"),
            (1290, "TWD", "zh-Hant", "TW", "$1,290"),
            (129000, "KWD", "en", "SG", "KWD\u00a0129.000"),
            (-129000, "EUR", "en", "SG", "-€1,290.00"),
            (129000, "AED", "ar", "AE", "\u200f1,290.00\u00a0د.إ.\u200f"),
        ],
    )
    def test_writes_as_the_market_reads(self, units, currency, language, region, written):
        assert format_money(Money(units, currency), language, region) == written

    def test_prints_the_code_on_documents(self):
        assert format_money(Money(129000, "CNY"), "zh-Hans", "CN", "code") == "CNY\u00a01,290.00"
        assert format_money(Money(129000, "EUR"), "fr", "FR", "code") == "1\u202f290,00\u00a0EUR"

    def test_leaves_out_the_decimals_of_whole_amounts_where_asked(self):
        assert format_money(Money(129000, "CNY"), "zh-Hans", "CN", whole=True) == "¥1,290"
        assert format_money(Money(129050, "CNY"), "zh-Hans", "CN", whole=True) == "¥1,290.50"

    @settings(deadline=None)
    @given(monies.filter(lambda money: money.currency in {"EUR", "CHF", "GBP"}), readers)
    def test_groups_and_points_as_cldr_does(self, money, reader):
        language, region = reader
        theirs = format_currency(
            money.decimal, "€", locale=babel_locale(language, region), numbering_system="latn"
        )
        ours = format_money(money, language, region)
        assert _digits(ours) == _digits(theirs)

    def test_costs_next_to_nothing_once_warm(self):
        price = Money(129000, "EUR")
        format_money(price, "fr", "FR")
        best = min(timeit(lambda: format_money(price, "fr", "FR"), number=200) for _round in range(20)) / 200
        assert best < 50e-6


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign in ",.'’\u202f")


class TestParseMoney:
    @settings(deadline=None)
    @given(monies, readers, st.sampled_from(["symbol", "code"]))
    def test_reads_back_what_was_written(self, money, reader, style):
        assert parse_money(format_money(money, *reader, style), money.currency, *reader) == money

    @pytest.mark.parametrize(
        ("text", "currency", "language", "units"),
        [
            ("1 234,50", "EUR", "fr", 123450),
            ("1\u202f234,50 €", "EUR", "fr", 123450),
            ("1234.5", "EUR", "fr", 123450),
            ("1.234", "EUR", "de", 123400),
            ("1,234", "EUR", "en", 123400),
            ("EUR 12", "EUR", "en", 1200),
            ("１２９．５", "CNY", "zh-Hans", 12950),
            ("￥１，２９０", "JPY", "ja", 1290),
            ("١٢٣٫٥", "AED", "ar", 12350),
            ("−12", "EUR", "en", -1200),
            ("1,234", "KWD", "fr", 1234),
        ],
    )
    def test_reads_what_can_mean_one_amount(self, text, currency, language, units):
        region = "JP" if language == "ja" else None
        assert parse_money(text, currency, language, region) == Money(units, currency)

    @pytest.mark.parametrize(
        ("text", "currency", "language", "why"),
        [
            ("1.234", "EUR", "fr", TooManyDecimals),
            ("12.5", "JPY", "ja", TooManyDecimals),
            ("1,23", "EUR", "en", MoneyUnreadable),
            ("129.50", "EUR", "de", MoneyUnreadable),
            ("1,234.5.6", "EUR", "en", MoneyUnreadable),
            ("12-", "EUR", "en", MoneyUnreadable),
            ("1e5", "EUR", "en", MoneyUnreadable),
            ("0x10", "EUR", "en", MoneyUnreadable),
            ("", "EUR", "en", MoneyUnreadable),
            ("free", "EUR", "en", MoneyUnreadable),
            ("9" * 5000, "EUR", "en", MoneyUnreadable),
            ("$12", "EUR", "en", OtherCurrency),
            ("¥12", "CNY", "ja", OtherCurrency),
            ("12 USD", "EUR", "en", OtherCurrency),
        ],
    )
    def test_refuses_what_could_mean_another(self, text, currency, language, why):
        with pytest.raises(why):
            parse_money(text, currency, language)

    def test_says_in_the_readers_language_what_would_do(self):
        with pytest.raises(MoneyUnreadable) as refused, speaking("fr"):
            parse_money("douze", "EUR", "fr")
        with speaking("fr"):
            assert "1\u202f290,00\u00a0EUR" in str(refused.value)

    @settings(deadline=None)
    @given(st.text(max_size=30))
    def test_answers_or_refuses_whatever_is_typed(self, text):
        with suppress(MoneyUnreadable):
            assert parse_money(text, "EUR", "fr").currency == "EUR"
