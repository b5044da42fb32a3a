"""What else a thing is called, in every language that shoppers search in: our own small book of the trade."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from catalogue import tokens
from catalogue.vocabularies import Vocabulary

BOOK = Path(__file__).with_name("synonyms.yaml")
SPOKEN = ("en", "fr", "ja", "zh", "ar")
MOST_PIECES = 6

Key = tuple[str, ...]
"""A name as the stems it is cut into."""
Fact = tuple[str, str]
"""A facet and one of its values."""
FACETS = ("colour", "fibre")


@dataclass(frozen=True)
class Thing:
    """All names of one thing, by language, and the facts that say it of a style."""

    names: Mapping[str, tuple[str, ...]]
    facts: tuple[Fact, ...] = ()

    def otherwise(self, typed: Key, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Its other names with their languages; a single sign is part of too many words to stand for one."""
        for language in languages:
            for name in self.names.get(language, ()):
                key = key_of(name, language)
                if key != typed and not (len(key) == 1 and tokens.is_unspaced(key[0])):
                    yield language, name


def spoken(language: str) -> str:
    """The book's own tag of a language."""
    return language.split("-")[0]


def key_of(name: str, language: str) -> Key:
    return tuple(piece.stem for piece in tokens.pieces(name, language))


def things(words: Sequence[str], language: str) -> tuple[Thing, ...]:
    """The things so called in a language, or else in any other; words as they were typed, folded."""
    return _called(tuple(words), spoken(language))


@lru_cache(4096)
def _called(words: Key, mine: str) -> tuple[Thing, ...]:
    for tongue in (mine, *(other for other in SPOKEN if other != mine)):
        found = _book().get(tongue, {}).get(tuple(tokens.stem(word, tongue) for word in words))
        if found:
            return found
    return ()


@cache
def vocabulary(language: str) -> Vocabulary:
    """The names of one word, to mend what was mistyped."""
    return Vocabulary(sorted(key[0] for key in _book().get(spoken(language), {}) if len(key) == 1))


@cache
def _book() -> dict[str, dict[Key, tuple[Thing, ...]]]:
    found: dict[str, dict[Key, tuple[Thing, ...]]] = {}
    for row in yaml.safe_load(BOOK.read_text()):
        facts = tuple((facet, value) for facet in FACETS for value in row.pop(facet, ()))
        thing = Thing({language: tuple(names) for language, names in row.items()}, facts)
        for language, names in thing.names.items():
            mine = found.setdefault(language, {})
            for key in {key_of(name, language) for name in names}:
                mine[key] = (*mine.get(key, ()), thing)
    return found
