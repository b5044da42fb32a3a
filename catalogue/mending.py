"""Mistyped words: the known words that one or two slips of the finger away."""

import numpy as np

from catalogue.vocabularies import Vocabulary, letters_of

MOST = 6
MOST_SLIPS = 2


def near(word: str, known: Vocabulary) -> list[str]:
    """The nearest known words: one slip in words of four letters or more, two in those of seven or more."""
    most = 0 if len(word) < 4 or any(sign.isdigit() for sign in word) else 1 if len(word) < 7 else MOST_SLIPS
    if not most or not known.words:
        return []
    alike = np.abs(known.lengths - len(word)) <= most
    differing = np.bitwise_count(known.letters ^ np.uint64(letters_of(word)))
    places = np.flatnonzero(alike & (differing <= 2 * most))
    measured = [(distance(word, known.words[place], most), known.words[place]) for place in places]
    closest = min((slip for slip, _other in measured), default=most + 1)
    return sorted(other for slip, other in measured if slip == closest <= most)[:MOST]


def slips(word: str, other: str) -> int:
    return distance(word, other, MOST_SLIPS)


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, mistaken or swapped between two words; `most` + 1 where there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, counterpart in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != counterpart))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
