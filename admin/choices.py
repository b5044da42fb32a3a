"""What forms of the console let choose from: countries, currencies, languages and time zones, by name."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel.numbers import list_currencies

from i18n import current_language, languages
from i18n.currencies import currency_name

Choices = list[tuple[str, str]]
CONTINENTS = frozenset(("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"))
MOST_USED = ("CNY", "EUR", "GBP", "HKD", "JPY", "SGD", "USD")


def countries() -> Choices:
    return list(_countries(current_language()))


def currencies() -> Choices:
    return list(_currencies(current_language()))


def tongues(*, also: tuple[str, ...] = ()) -> Choices:
    """Offer the languages that the shop's pages are complete in, and those that are used already."""
    tags = dict.fromkeys((*languages.SHOP_LANGUAGES, *also))
    return [(tag, languages.autonym(tag)) for tag in tags]


def time_zones() -> Choices:
    return [(name, name.replace("_", " ")) for name in _time_zones()]


@lru_cache(16)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, languages.country_name(code, language=language)) for code in languages.countries()]
    return tuple(sorted(named, key=lambda each: each[1].casefold()))


@lru_cache(16)
def _currencies(language: str) -> tuple[tuple[str, str], ...]:
    codes = sorted(list_currencies(), key=lambda code: (code not in MOST_USED, code))
    return tuple((code, f"{code} · {currency_name(code, language=language)}") for code in codes)


@lru_cache(1)
def _time_zones() -> tuple[str, ...]:
    of_places = (name for name in available_timezones() if name.partition("/")[0] in CONTINENTS)
    return ("UTC", *sorted(of_places))
