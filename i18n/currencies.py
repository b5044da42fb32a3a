"""Currencies: how finely each divides, and the signs by which it can be told from every other."""

from functools import cache, lru_cache

from babel.core import Locale, get_global
from babel.numbers import get_currency_symbol

from i18n.languages import babel_locale

# ISO 4217, but that prices in forint, Taiwan dollars and rupiah are whole; CLDR's users disagree on these.
_WHOLE = "BIF CLP DJF GNF HUF IDR ISK JPY KMF KRW PYG RWF TWD UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = {**dict.fromkeys(_WHOLE.split(), 0), **dict.fromkeys(_THOUSANDTHS.split(), 3), "CLF": 4, "UYW": 4}

_YUAN_AND_YEN = {"CNY": ("CN", "zh", "¥", "CN¥"), "JPY": ("JP", "ja", "￥", "JP¥")}
_SHARED = frozenset("¥￥元円圓圆$")
_DOLLARS = {"AUD": "A$", "CAD": "CA$", "HKD": "HK$", "NZD": "NZ$", "SGD": "S$", "TWD": "NT$", "USD": "US$"}


@cache
def currencies() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def exponent(currency: str) -> int:
    """Return how many decimals the currency's minor unit has."""
    return _DIGITS.get(currency, 2)


@lru_cache(4096)
def symbol(currency: str, *, language: str, region: str | None = None) -> str:
    """Return a sign that reads one way: a bare ¥ is yuan in China in Chinese, yen in Japan in Japanese."""
    if currency in _YUAN_AND_YEN:
        home, tongue, alone, clear = _YUAN_AND_YEN[currency]
        return alone if region == home and language.partition("-")[0] == tongue else clear
    sign = get_currency_symbol(currency, locale=babel_locale(language, region))
    if sign in _SHARED and not _is_tender(currency, region):
        return _DOLLARS.get(currency, currency)
    return sign


def _is_tender(currency: str, region: str | None) -> bool:
    periods = get_global("territory_currencies").get(region or "", ())
    return any(code == currency and end is None and tender for code, _start, end, tender in periods)


@lru_cache(4096)
def currency_name(currency: str, *, language: str) -> str:
    return babel_locale(language).currencies.get(currency, currency)


@lru_cache(4096)
def own_signs(currency: str, *, language: str, region: str | None = None) -> list[str]:
    """Return every sign that can mean only this currency here, the longest first."""
    shown = symbol(currency, language=language, region=region)
    signs = {currency, shown, _DOLLARS.get(currency, currency)}
    if currency in _YUAN_AND_YEN:
        home, _tongue, _alone, clear = _YUAN_AND_YEN[currency]
        signs |= {clear, *(("¥", "元", "円", "圆") if region == home else ())}
    return sorted(signs, key=lambda sign: (-len(sign), sign))
