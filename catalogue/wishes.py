"""What a query wishes for: words, names of things and sizes, each with all that may stand for it.

Of what has no spaces the cheapest cut is taken: names of the book first, then pairs that some style has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalogue import thesaurus, tokens
from catalogue.thesaurus import MOST_PIECES, Fact, Key, Thing
from catalogue.tokens import Piece

ITSELF, BEGUN, OTHERWISE = 0, 1, 2
SIZED, SILENT, NAMED, KNOWN, NAMED_BY_A_SIGN, ALONE, UNKNOWN = 1, 2, 3, 5, 6, 15, 20
"""What a cut costs. Two signs alone cost more than an unknown pair: 耳机 is not an ear and a machine."""
SIZE_WORDS: frozenset[Key] = frozenset(
    thesaurus.key_of(word, language)
    for language, words in {
        "en": ("size", "sizes"),
        "fr": ("taille", "pointure"),
        "ja": ("サイズ", "号"),
        "zh": ("尺码", "尺寸", "码", "号"),
        "ar": ("مقاس",),
    }.items()
    for word in words
)


@dataclass(frozen=True)
class Way:
    """Words that must all be there, or any of some facts; how far that is from what was typed; its name."""

    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    farness: int = ITSELF
    told: str = ""
    is_hers: bool = True
    """Whether it is told in her own language."""


@dataclass(frozen=True)
class Wish:
    """One thing asked for, as it was typed, and the ways to it."""

    spelt: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Sizes:
    """The sizes that a market names, by each way of asking for them."""

    labels: Sequence[str]

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[str, ...]]:
        found: dict[Key, list[str]] = {}
        for label in self.labels:
            for name in {label, *label.split(), label.removesuffix("号"), label.removesuffix(".0")}:
                found.setdefault(tuple(piece.word for piece in tokens.pieces(name, "")), []).append(label)
        return {key: tuple(labels) for key, labels in found.items()}


@dataclass(frozen=True)
class Reader:
    """Who asks: her language, then those that a text may have fallen back to; what is known to her market."""

    languages: tuple[str, ...]
    sizes: Sizes

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True)
class Part:
    """Some pieces of a query taken together."""

    pieces: tuple[Piece, ...]
    cost: int
    things: tuple[Thing, ...] = ()
    sizes: tuple[str, ...] = ()
    is_silent: bool = False

    @property
    def spelt(self) -> str:
        first, *others = self.pieces
        return first.spelt + "".join(piece.before + piece.spelt for piece in others)

    @property
    def words(self) -> tuple[str, ...]:
        """What the index must have for it: of signs every pair, of one sign itself."""
        found: list[str] = []
        for place, piece in enumerate(self.pieces):
            following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
            if piece.is_sign and following and following.joins:
                found.append(piece.stem + following.stem)
            elif not (piece.joins and place and self.pieces[place - 1].is_sign):
                found.append(piece.stem)
        return tuple(dict.fromkeys(found))


def candidates(pieces: Sequence[Piece]) -> Iterator[str]:
    """Every word and pair that a cut may turn out to need."""
    for place, piece in enumerate(pieces):
        yield piece.stem
        if place and piece.joins and pieces[place - 1].is_sign:
            yield pieces[place - 1].stem + piece.stem


def cut(pieces: Sequence[Piece], reader: Reader, *, is_known: Callable[[str], bool]) -> list[Part]:
    """The parts of a query that say something, in order."""
    best: list[tuple[int, list[Part]]] = [(0, [])]
    for end in range(1, len(pieces) + 1):
        found = [
            (best[start][0] + part.cost, [*best[start][1], part])
            for start, part in _ending_at(pieces, end, reader, is_known)
        ]
        best.append(min(found, key=lambda cut: cut[0]))
    parts = [part for part in best[-1][1] if not part.is_silent]
    return parts or [part for part in best[-1][1] if part.things or part.pieces[0].tells]


def _ending_at(
    pieces: Sequence[Piece], end: int, reader: Reader, is_known: Callable[[str], bool]
) -> Iterator[tuple[int, Part]]:
    last = pieces[end - 1]
    cost = (ALONE if last.is_sign else KNOWN) if is_known(last.stem) else UNKNOWN
    yield end - 1, Part((last,), cost)
    if not last.tells:
        yield end - 1, Part((last,), SILENT, is_silent=True)
    for length in range(1, min(MOST_PIECES, end) + 1):
        some = tuple(pieces[end - length : end])
        things = thesaurus.things([piece.word for piece in some], reader.language)
        if things:
            cost = NAMED_BY_A_SIGN if length == 1 and last.is_sign else NAMED
            yield end - length, Part(some, cost, things=things)
        sizes = _sizes(some, reader.sizes)
        if sizes:
            yield end - length, Part(some, SIZED, sizes=sizes)
    if end > 1 and last.joins and pieces[end - 2].is_sign:
        pair = Part(tuple(pieces[end - 2 : end]), 0)
        cost = KNOWN if is_known(pair.words[0]) else UNKNOWN
        for start in (end - 2, end - 1):
            yield start, Part(pair.pieces, cost)


def _sizes(some: Sequence[Piece], sizes: Sizes) -> tuple[str, ...]:
    """The sizes meant, with or without the word for size before or after."""
    words = tuple(piece.word for piece in some)
    plain = sizes.by_key.get(words, ())
    stems = tuple(piece.stem for piece in some)
    for place in range(1, len(words)):
        if stems[:place] in SIZE_WORDS:
            plain = plain or sizes.by_key.get(words[place:], ())
        if stems[place:] in SIZE_WORDS:
            plain = plain or sizes.by_key.get(words[:place], ())
    return plain


def named(pieces: Sequence[Piece], reader: Reader) -> Iterator[Part]:
    """Every part that is the name of something, whichever the cut will take."""
    for end in range(1, len(pieces) + 1):
        for length in range(1, min(MOST_PIECES, end) + 1):
            some = tuple(pieces[end - length : end])
            things = thesaurus.things([piece.word for piece in some], reader.language)
            if things:
                yield Part(some, NAMED, things=things)


def ways_of(part: Part, reader: Reader) -> list[Way]:
    """The ways to a part: itself, then what else it is called."""
    itself = Way(part.words, told=part.spelt)
    if part.sizes:
        sized = Way(facts=tuple(("size", size) for size in part.sizes), told=part.spelt)
        return [sized, itself] if len(part.pieces) == 1 else [sized]
    typed = tuple(piece.stem for piece in part.pieces)
    return [itself, *otherwise(part.things, typed, reader)]


def otherwise(things: Iterable[Thing], typed: Key, reader: Reader) -> Iterator[Way]:
    spoken = list(dict.fromkeys(map(thesaurus.spoken, (*reader.languages, "en"))))
    for thing in things:
        if thing.facts:
            yield Way(facts=thing.facts, farness=BEGUN)
        for language, name in thing.otherwise(typed, spoken):
            words = tokens.standing_for(name, reader.language)
            yield Way(words, farness=OTHERWISE, told=name, is_hers=language == spoken[0])
