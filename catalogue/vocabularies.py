"""The words of a language that a brand's styles are found by: to complete what is typed, and to mend it."""

import threading
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine

from catalogue import wording_index
from kernel.db import BrandSession

MOST_KEPT = 256


@dataclass(frozen=True)
class Vocabulary:
    """Words in order."""

    words: list[str]

    def has(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def beginning(self, start: str, *, most: int) -> list[str]:
        place = bisect_left(self.words, start)
        found = []
        while place < len(self.words) and self.words[place].startswith(start) and len(found) < most:
            found.append(self.words[place])
            place += 1
        return found

    @cached_property
    def lengths(self) -> np.ndarray:
        return np.fromiter(map(len, self.words), np.int16, len(self.words))

    @cached_property
    def letters(self) -> np.ndarray:
        """The set of each word's letters, as bits."""
        return np.fromiter(map(letters_of, self.words), np.uint64, len(self.words))


def letters_of(word: str) -> int:
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) % 61)
    return bits


_kept: WeakKeyDictionary[Engine, OrderedDict[tuple[int, str], tuple[int, Vocabulary]]] = WeakKeyDictionary()
_lock = threading.Lock()


def of(session: BrandSession, language: str, *, version: int | None = None) -> Vocabulary:
    """Return the vocabulary; with the brand's content version named, as kept where that is the same."""
    if version is None or session.info["writes"]:
        return _read(session, language)
    key = (session.brand, language)
    with _lock:
        kept = _kept.setdefault(session.get_bind().engine, OrderedDict())
        if key in kept and kept[key][0] == version:
            kept.move_to_end(key)
            return kept[key][1]
    found = _read(session, language)
    with _lock:
        kept[key] = (version, found)
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return found


def _read(session: BrandSession, language: str) -> Vocabulary:
    return Vocabulary(wording_index.vocabulary(session, language) or [])
