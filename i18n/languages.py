"""Languages as BCP 47 tags: a language and, where it is written in several, its script."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from babel.core import Locale, UnknownLocaleError, get_global
from babel.languages import get_official_languages

SOURCE_LANGUAGE = "en"
STAFF_LANGUAGES = ("zh-Hans", "en", "fr", "ja")
SHOP_LANGUAGES = (*STAFF_LANGUAGES, "zh-Hant", "ar")

_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-[a-z\d]{1,8})*", re.IGNORECASE)
_KIN = {"zh-Hans": ("zh-Hant",), "zh-Hant": ("zh-Hans",)}
_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_ALWAYS_SCRIPTED = frozenset({"zh"})


def normalise(tag: str) -> str:
    """Return the tag we use: zh-CN is zh-Hans, en-GB is en; ValueError for what is no language."""
    language, script, _country = _parts(tag)
    return f"{language}-{script}" if script else language


def _parts(tag: str) -> tuple[str, str | None, str | None]:
    match = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if not match:
        raise ValueError(f"{tag!r} is not a language tag")
    language = get_global("language_aliases").get(match[1].lower(), match[1].lower())
    if language not in Locale("en").languages:
        raise ValueError(f"{tag!r} names no known language")
    country = match[3].upper() if match[3] else None
    script = match[2].title() if match[2] else _likely_script(language, country)
    if script == _likely_script(language) and language not in _ALWAYS_SCRIPTED:
        script = None
    return language, script, country


@lru_cache(4096)
def _likely_script(language: str, country: str | None = None) -> str | None:
    likely = get_global("likely_subtags")
    full = (country and likely.get(f"{language}_{country}")) or likely.get(language)
    return full.split("_")[1] if full else None


@lru_cache(4096)
def babel_locale(tag: str, region: str | None = None) -> Locale:
    """Return CLDR's nearest locale; English without a region is the world's, not America's."""
    language, script, own_region = _parts(tag)
    country = region or own_region
    for name in (
        f"{language}_{script}_{country}" if script and country else "",
        f"{language}_{country}" if not script and country else "",
        f"{language}_{script}" if script else "",
        "en_001" if language == "en" else language,
    ):
        try:
            return Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            continue
    raise ValueError(f"{tag!r} has no locale data")


@cache
def locale_name(tag: str) -> str:
    """Return the folder of a language's catalogues, as gettext writes it: zh_Hans."""
    return normalise(tag).replace("-", "_")


@cache
def direction(tag: str) -> str:
    return babel_locale(tag).text_direction


@cache
def autonym(tag: str) -> str:
    """Return the language's name in itself, as a list of languages shows it: 简体中文, Français."""
    name = language_name(tag, language=tag)
    return name[:1].upper() + name[1:]


@cache
def language_name(tag: str, *, language: str) -> str:
    own = babel_locale(tag)
    names = babel_locale(language).languages
    scripted = f"{own.language}_{own.script}"
    return names.get(scripted) or names.get(own.language) or tag


@lru_cache(4096)
def fallbacks(tag: str, source: str = SOURCE_LANGUAGE, *, via: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the languages to look in, in turn: the one asked for, those read by its readers, the source."""
    chain = (tag, normalise(tag), *_KIN.get(normalise(tag), ()), *via, source)
    return tuple(dict.fromkeys(chain))


def negotiate(accept_language: str | None, offered: Sequence[str]) -> str | None:
    """Choose from what is offered by an Accept-Language header; None where nothing fits."""
    readable = {normalise(tag): tag for tag in reversed(offered)}
    for wanted in _wishes(accept_language or ""):
        if wanted == "*":
            return offered[0] if offered else None
        for candidate in (wanted, *_KIN.get(wanted, ())):
            if candidate in readable:
                return readable[candidate]
    return None


def _wishes(header: str) -> list[str]:
    """Return the languages wished for, best first; only the first twenty of a header are read."""
    wishes = []
    for part in header[:1000].split(",")[:20]:
        tag, _semicolon, weight = part.strip().partition(";")
        quality = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight) if weight else None
        if weight and not quality:
            continue
        wishes.append((float(quality[1]) if quality else 1.0, _wish(tag)))
    ranked = sorted(wishes, key=lambda wish: -wish[0])
    return [wish for quality, wish in ranked if quality > 0 and wish]


def _wish(tag: str) -> str | None:
    if tag == "*":
        return tag
    try:
        return normalise(tag)
    except ValueError:
        return None


@cache
def countries() -> frozenset[str]:
    """Return the codes of ISO 3166-1 alpha-2 that name a country or territory."""
    named = {str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
    return frozenset(named - _NOT_COUNTRIES - set(get_global("territory_aliases")))


@cache
def country_name(country: str, *, language: str) -> str:
    return babel_locale(language).territories.get(country, country)


@lru_cache(4096)
def is_at_home(tag: str, country: str) -> bool:
    """Say whether a country speaks the language by law or custom, so that its reader writes as there."""
    own = _parts(tag)[0]
    return any(spoken.split("_")[0] == own for spoken in get_official_languages(country, de_facto=True))


@lru_cache(4096)
def url_tag(language: str, country: str) -> str:
    """Return the address's tag, as short as is clear: it names the script where one might expect another."""
    base, script, own_region = _parts(language)
    if own_region or country not in countries():
        raise ValueError(f"{language!r} in {country!r} has no address")
    clear = script is None or script == _likely_script(base) == _likely_script(base, country)
    return "-".join([base, country] if clear else [base, str(script), country]).lower()


@lru_cache(4096)
def parse_url_tag(tag: str) -> tuple[str, str] | None:
    """Undo `url_tag`; None for anything that it would not have written."""
    try:
        language, country = _read_url_tag(tag)
        return (language, country) if url_tag(language, country) == tag else None
    except ValueError:
        return None


@lru_cache(4096)
def canonical_url_tag(tag: str) -> str | None:
    """Return what `url_tag` writes for a tag in capitals or with a script that goes without saying."""
    try:
        language, country = _read_url_tag(tag.lower())
        return url_tag(language, country)
    except ValueError:
        return None


def _read_url_tag(tag: str) -> tuple[str, str]:
    spoken, _hyphen, country = tag.rpartition("-")
    scripted = "-" in spoken or _parts(spoken)[0] not in _ALWAYS_SCRIPTED
    return normalise(spoken if scripted else tag), country.upper()
