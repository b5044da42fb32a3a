"""Words as search knows them: folded, without accents, of any language, on any database.

Han and kana are cut into single signs and pairs, for they are written without spaces.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

LONGEST_TEXT = 4000
LONGEST_WORD = 40
UNKNOWN = 4

_UNSPACED = "\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆〇\U00020000-\U0002fa1f"
_PART = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<word>[^\W_{_UNSPACED}]+)")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu)['’](?=\w)", re.IGNORECASE)
_VOICING = frozenset("\u3099\u309a")
"""Kana's marks are letters' parts, not accents."""

_SMALL = {
    "en": frozenset(
        ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
    ),
    "fr": frozenset(
        [
            "a",
            "au",
            "aux",
            "avec",
            "d",
            "de",
            "des",
            "du",
            "en",
            "et",
            "l",
            "la",
            "le",
            "les",
            "ou",
            "par",
            "pour",
            "sans",
            "sur",
            "un",
            "une",
        ]
    ),
}
"""Words that tell nothing."""


@lru_cache(20_000)
def words(text: str, language: str) -> tuple[str, ...]:
    """Return every word to be found by, in order; single signs and pairs for what has no spaces."""
    return tuple(word for part in _parts(text, language) for word in part)


def wanted(text: str, language: str, *, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the words that a search asks for: of what has no spaces the fewest known pairs that cover it."""
    asked = (word for part in _queried(text, language, is_known) for word in part)
    return tuple(dict.fromkeys(asked))


def _queried(text: str, language: str, is_known: Callable[[str], bool]) -> Iterator[list[str]]:
    for match in _PART.finditer(folded(text)):
        if match["unspaced"]:
            yield covering(match["unspaced"], is_known)
        elif (word := match["word"][:LONGEST_WORD]) not in _SMALL.get(language, ()):
            yield [stem(word, language)]


def covering(signs: str, is_known: Callable[[str], bool]) -> list[str]:
    """Choose pairs that cover the signs: a pair across two words is seldom known, and never needed.

    Pairs may overlap, for words of three signs. An unknown pair costs more than two known ones that overlap.
    """
    if len(signs) == 1:
        return [signs]
    best: list[tuple[int, list[str]]] = [(0, []), (UNKNOWN * len(signs), [])]
    for end in range(2, len(signs) + 1):
        pair = signs[end - 2 : end]
        cost = 1 if is_known(pair) else UNKNOWN
        before = min(best[end - 2], best[end - 1], key=lambda covered: covered[0])
        best.append((before[0] + cost, [*before[1], pair]))
    return best[-1][1]


def _paired(signs: str) -> list[str]:
    """Every sign, then the pair it begins; the pairs stand at odd places."""
    return [part for place in range(len(signs) - 1) for part in (signs[place], signs[place : place + 2])]


def _parts(text: str, language: str) -> Iterator[list[str]]:
    for match in _PART.finditer(folded(text)):
        if match["unspaced"]:
            signs = match["unspaced"]
            yield [*_paired(signs), signs[-1]]
        elif (word := match["word"][:LONGEST_WORD]) not in _SMALL.get(language, ()):
            yield [stem(word, language)]


def folded(text: str) -> str:
    """One width, one case, no accents."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    if plain.isascii() and "'" not in plain:
        return plain
    plain = _ELIDED.sub("", plain).replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")
    apart = unicodedata.normalize("NFD", plain)
    bare = "".join(sign for sign in apart if sign in _VOICING or not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def stem(word: str, language: str) -> str:
    """Fold plurals and the feminine together, no more: what is left is still nearly a word."""
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if language == "fr":
        return _french(word)
    return _english(word) if language in {"en", "zh-Hans", "zh-Hant", "ja"} else word


def _english(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _french(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("ee") and len(word) > 4:
        return word[:-1]
    return word


def is_unspaced(word: str) -> bool:
    match = _PART.match(word)
    return match is not None and match["unspaced"] is not None
