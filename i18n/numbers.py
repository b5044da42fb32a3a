"""Numbers, shares, measures and lists as each reader writes them."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel.core import Locale
from babel.lists import format_list as babel_list
from babel.numbers import NumberPattern, format_compact_decimal, parse_pattern
from babel.units import format_unit as babel_unit

from i18n.languages import babel_locale

Joining = Literal["and", "or", "unit"]
Unit = Literal["cm", "mm", "m", "in", "g", "kg", "km", "mi", "m2"]

_UNITS = {
    "cm": "length-centimeter",
    "mm": "length-millimeter",
    "m": "length-meter",
    "in": "length-inch",
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "km": "length-kilometer",
    "mi": "length-mile",
    "m2": "area-square-meter",
}


def format_number(
    value: int | float | Decimal, language: str, region: str | None = None, *, decimals: int | None = None
) -> str:
    """Write a number with exactly so many decimals, or with as many as it has, three at most."""
    pattern = _pattern(_decimals(decimals), babel_locale(language, region))
    return pattern.apply(value, babel_locale(language, region), numbering_system="latn")


def _decimals(decimals: int | None) -> str:
    if decimals is None:
        return "#,##0.###"
    return "#,##0" + "." * (decimals > 0) + "0" * decimals


@lru_cache(1024)
def _pattern(written: str, locale: Locale) -> NumberPattern:
    """Take over the locale's grouping, which is not in threes everywhere."""
    pattern = parse_pattern(written)
    pattern.grouping = locale.decimal_formats[None].grouping
    return pattern


def list_mark(language: str) -> str:
    """What stands between two things named in a row: a comma here, 、 or ، elsewhere."""
    if language.split("-")[0] == "ar":
        return "، "
    return babel_locale(language).list_patterns["standard"]["middle"].replace("{0}", "").replace("{1}", "")


def format_compact(value: int | float | Decimal, language: str, region: str | None = None) -> str:
    """Write a large number short, as a chart's axis does: 1.2M, 123.5万."""
    return format_compact_decimal(value, locale=babel_locale(language, region), fraction_digits=1)


def format_percent(basis_points: int, language: str, region: str | None = None, *, decimals: int = 2) -> str:
    """Write hundredths of a per cent, exactly up to two decimals: 1,250 is 12.5 %."""
    pattern = _percent_pattern(babel_locale(language, region).percent_formats[None].pattern, decimals)
    return pattern.apply(
        Decimal(basis_points).scaleb(-4), babel_locale(language, region), numbering_system="latn"
    )


@lru_cache(256)
def _percent_pattern(written: str, decimals: int) -> NumberPattern:
    return parse_pattern(written.replace("0", "0." + "#" * decimals) if decimals else written)


def format_unit(
    value: int | float | Decimal,
    unit: Unit,
    language: str,
    region: str | None = None,
    *,
    decimals: int | None = None,
    length: Literal["short", "long", "narrow"] = "short",
) -> str:
    """Write a measure with its unit, said in full for screen readers with length "long"."""
    name, locale = _UNITS[unit], babel_locale(language, region)
    text = babel_unit(value, name, length=length, format=_decimals(decimals), locale=locale)
    if name in text:  # CLDR leaves the long form out where it is the same as the short one
        text = babel_unit(value, name, length="short", format=_decimals(decimals), locale=locale)
    return text


def format_list(items: Iterable[object], language: str, *, style: Joining = "and") -> str:
    """Join as a sentence does: “S, M and L”, “S、M和L”."""
    said, locale = [str(item) for item in items], babel_locale(language)
    style_name = {"and": "standard", "or": "or", "unit": "unit-short"}[style]
    patterns = locale.list_patterns.get(style_name, {})
    if len(said) == 2 and "2" not in patterns and "end" in patterns:
        return patterns["end"].format(*said)  # Babel would say the second twice
    return babel_list(said, style=style_name, locale=locale)
