"""Words as search knows them: folded, of any language, on any database.

Han and kana are cut into single signs and pairs, for they are written without spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalogue.folding import HAN, folded, tidied, unmarked

LONGEST_WORD = 40
LONGEST_ENDING = 2

_UNSPACED = rf"\u3041-\u309f\u30a0-\u30ff{HAN}"
_PART = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<word>[^\W_{_UNSPACED}]+)")
_HIRAGANA = re.compile(r"[\u3041-\u309f][\u3041-\u309fー]*")
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


@dataclass(frozen=True)
class Piece:
    """A word of a query, or one sign of what has no spaces: as written, folded, and as the index has it.

    `before` stands between it and the piece before; `tells`: it is no mere ending or article.
    """

    spelt: str
    word: str
    stem: str
    before: str
    is_sign: bool = False
    tells: bool = True

    @property
    def joins(self) -> bool:
        """Whether it may be one word with the sign before."""
        return self.is_sign and not self.before


@lru_cache(20_000)
def words(text: str, language: str) -> tuple[str, ...]:
    """Return every word to be found by, in order; single signs and pairs for what has no spaces."""
    return tuple(word for part in _parts(text, language) for word in part)


def _parts(text: str, language: str) -> Iterator[list[str]]:
    for match in _PART.finditer(folded(text)):
        if match["unspaced"]:
            signs = match["unspaced"]
            yield [*_paired(signs), signs[-1]]
        elif (word := match["word"][:LONGEST_WORD]) not in _SMALL.get(language, ()):
            yield [stem(word, language)]


def _paired(signs: str) -> list[str]:
    """Every sign, then the pair it begins; the pairs stand at odd places."""
    return [part for place in range(len(signs) - 1) for part in (signs[place], signs[place : place + 2])]


@lru_cache(20_000)
def standing_for(text: str, language: str) -> tuple[str, ...]:
    """Return the words that together stand for a text: of what has no spaces its pairs, or its one sign."""
    found: list[str] = []
    for match in _PART.finditer(folded(text)):
        signs = match["unspaced"]
        if signs:
            found += _paired(signs)[1::2] or [signs]
        else:
            found.append(stem(match["word"][:LONGEST_WORD], language))
    return tuple(dict.fromkeys(found))


@lru_cache(20_000)
def pieces(text: str, language: str) -> tuple[Piece, ...]:
    """Cut a query, or one of the words it may hold, into words and single signs."""
    found: list[Piece] = []
    tidy, end = tidied(text), 0
    for match in _PART.finditer(tidy):
        before, end = tidy[end : match.start()], match.end()
        if match["unspaced"]:
            found += _signs(match["unspaced"], before)
        else:
            word = folded(match["word"])[:LONGEST_WORD]
            tells = word not in _SMALL.get(language, ())
            found.append(Piece(match["word"], word, stem(word, language), before, tells=tells))
    return tuple(found)


def _signs(run: str, before: str) -> list[Piece]:
    silent, endings = unmarked(run), _endings(run)
    found: list[Piece] = []
    for place, sign in enumerate(run):
        if place in silent and found:
            continue
        one = folded(sign)
        gap = "" if found else before
        found.append(Piece(sign, one, one, gap, is_sign=True, tells=place not in endings))
    return found


def _endings(run: str) -> set[int]:
    """The places of one or two hiragana between other signs: they bend a word, or join two."""
    short = (
        span
        for span in _HIRAGANA.finditer(run)
        if len(span.group()) <= LONGEST_ENDING and len(span.group()) < len(run)
    )
    return {place for span in short for place in range(span.start(), span.end())}


def stem(word: str, language: str) -> str:
    """Fold plurals and the feminine together, no more: what is left is still nearly a word."""
    if language == "ar" and word.startswith("ال") and len(word) > 4:
        return word[2:]
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if language == "fr":
        return _french(word)
    return _english(word) if language in {"en", "zh-Hans", "zh-Hant", "ja", "ar"} else word


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
