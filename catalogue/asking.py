"""From what a shopper typed to the styles it leads to: by code, by words, by words she meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from catalogue import mending, thesaurus, tokens, vocabularies, wishes
from catalogue.folding import tidied
from catalogue.market_index import MarketIndex
from catalogue.postings import Term, unpacked
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from catalogue.tokens import Piece
from catalogue.wishes import BEGUN, OTHERWISE, Part, Reader, Way, Wish
from kernel.db import BrandSession

LONGEST_QUERY = 200
MOST_PIECES = 60
MOST_WORDS = 12
MOST_COMPLETIONS = 60
MOST_TOLD = 3
WORST = 9
TIERS = (1, 2, 3)
NO_WORDS = vocabularies.Vocabulary([])
"""For what looks like a code: nobody wants another code that resembles hers."""

Postings = Mapping[str, Mapping[int, BitMap]]


@dataclass(frozen=True)
class Reading:
    """How a query was read where it could not be taken word for word.

    `nothing` led nowhere, and what is shown is for `instead`, or without it; `is_partly` where no style has
    all the words.
    """

    nothing: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    is_partly: bool = False

    def __bool__(self) -> bool:
        return bool(self.nothing) or self.is_partly


AS_TYPED = Reading()


@dataclass(frozen=True)
class Answer:
    """The styles asked for, by tier how well each fits (less is better), and how the words were read."""

    numbers: BitMap
    tiers: tuple[Mapping[int, BitMap], ...] = ()
    reading: Reading = AS_TYPED

    def tiers_of(self, numbers: np.ndarray) -> np.ndarray:
        """How well each number fits all words together."""
        total = np.zeros(len(numbers), np.int32)
        size = int(numbers.max(initial=0)) + 1
        for by_tier in self.tiers:
            fits = np.full(size, WORST, np.int32)
            for tier in sorted(by_tier, reverse=True):
                some = np.array(by_tier[tier].to_array(), np.uint32)
                fits[some[some < size]] = tier
            total += fits[numbers]
        return total


def answer(
    session: BrandSession, index: MarketIndex, query: str, *, language: str, version: int | None
) -> Answer:
    """Find what is asked among what is listed: a code or a barcode's number alone, else by words."""
    asked = tidied(query.replace("\x00", " ").strip()[:LONGEST_QUERY])
    is_code = _is_code(asked)
    if is_code and (found := _by_code(session, asked)):
        return Answer(BitMap(found) & index.listed)
    known = NO_WORDS if is_code else vocabularies.of(session, language, version=version)
    return _by_words(session, index, asked, language=language, known=known)


def _is_code(text: str) -> bool:
    return 3 <= len(text) <= 60 and any(sign.isdigit() for sign in text) and len(_joined(text).split()) == 1


def _joined(text: str) -> str:
    """A barcode's number without the gaps it is printed with."""
    digits = text.replace(" ", "").replace("-", "")
    return digits if digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 14 else text


def _by_code(session: BrandSession, code: str) -> Sequence[int]:
    """One statement, each step by an index: a style's own code, a colourway's, a SKU's or its number."""
    code = _joined(code)
    spelt = {code, code.upper(), code.lower()}
    named = aliased(Style)
    style = select(named.id).where(named.code.in_(spelt)).limit(1).scalar_subquery()
    way = select(Colourway.style_id).where(Colourway.code.in_(spelt)).limit(1).scalar_subquery()
    gtin = code.removeprefix("0") if len(code) == 14 else code.zfill(13)
    sku = select(Sku.style_id).where(or_(Sku.code.in_(spelt), Sku.gtin == gtin)).limit(1).scalar_subquery()
    return session.scalars(select(Style.number).where(Style.id == func.coalesce(style, way, sku))).all()


def _by_words(
    session: BrandSession,
    index: MarketIndex,
    asked: str,
    *,
    language: str,
    known: vocabularies.Vocabulary,
) -> Answer:
    pieces = tokens.pieces(asked, language)[:MOST_PIECES]
    reader = Reader((language, index.labels.get("source", language)), index.sizes)
    more = {piece: list(_more(piece, known, reader, is_last=piece is pieces[-1])) for piece in pieces}
    names = {part.pieces: wishes.ways_of(part, reader) for part in wishes.named(pieces, reader)}
    ways = [way for some in (*names.values(), *more.values()) for way in some]
    words = {*wishes.candidates(pieces), *(word for way in ways for word in way.words)}
    postings = _postings(session, language, words)
    parts = wishes.cut(pieces, reader, is_known=lambda word: _is_listed(index, postings.get(word, {})))
    asked_for = [Wish(part.spelt, (*_of(part, names, reader), *_besides(part, more))) for part in parts]
    return _found(index, postings, asked_for[:MOST_WORDS])


def _is_listed(index: MarketIndex, by_tier: Mapping[int, BitMap]) -> bool:
    return any(numbers.intersect(index.listed) for numbers in by_tier.values())


def _of(part: Part, names: Mapping[tuple[Piece, ...], list[Way]], reader: Reader) -> list[Way]:
    return names[part.pieces] if part.things else wishes.ways_of(part, reader)


def _besides(part: Part, more: Mapping[Piece, list[Way]]) -> list[Way]:
    return more[part.pieces[0]] if len(part.pieces) == 1 and not part.things else []


def _more(piece: Piece, known: vocabularies.Vocabulary, reader: Reader, *, is_last: bool) -> Iterator[Way]:
    """What one word may stand for besides: what it begins while she types, or what she meant."""
    word = piece.stem
    if piece.is_sign or len(word) < 2:
        return
    begun = known.beginning(word, most=MOST_COMPLETIONS) if is_last and not word.isdigit() else []
    yield from (Way((one,), farness=BEGUN, told=one) for one in begun if one != word)
    if begun or known.has(word):
        return
    near = mending.near(word, known)
    names = mending.near(word, thesaurus.vocabulary(reader.language)) if known is not NO_WORDS else []
    if names and (not near or mending.slips(word, names[0]) < mending.slips(word, near[0])):
        for name in names:
            yield from wishes.otherwise(thesaurus.things([name], reader.language), (), reader)
    else:
        yield from (Way((one,), farness=OTHERWISE, told=one) for one in near)


def _postings(session: BrandSession, language: str, words: set[str]) -> dict[str, dict[int, BitMap]]:
    mine = select(Term.word, Term.tier, Term.numbers).where(
        Term.language == language, Term.word.in_(sorted(words - {""}))
    )
    found: dict[str, dict[int, BitMap]] = {}
    for word, tier, numbers in session.execute(mine) if words else ():
        found.setdefault(word, {})[tier] = unpacked(numbers)
    return found


@dataclass(frozen=True)
class _Led:
    """Where a wish led: what fits at each tier, and the names that led there where it did not itself."""

    spelt: str
    by_tier: Mapping[int, BitMap]
    instead: tuple[str, ...]

    @property
    def numbers(self) -> BitMap:
        return BitMap.union(BitMap(), *self.by_tier.values())


def _found(index: MarketIndex, postings: Postings, asked_for: Sequence[Wish]) -> Answer:
    """What all wishes lead to; else what those lead to that lead anywhere; else what most of them lead to."""
    led = [_led(index, postings, wish) for wish in asked_for]
    useful = [one for one in led if one.by_tier]
    if not useful:
        return Answer(BitMap())
    misread = [one for one in led if one.instead or not one.by_tier]
    numbers = BitMap.intersection(*(one.numbers for one in useful))
    reading = Reading(
        nothing=tuple(one.spelt for one in misread),
        instead=tuple(name for one in misread for name in one.instead),
        is_partly=not numbers,
    )
    return Answer(numbers or _most(useful), tuple(one.by_tier for one in useful), reading)


def _most(led: Sequence[_Led]) -> BitMap:
    """The styles that most wishes lead to."""
    everything = np.concatenate([np.array(one.numbers.to_array(), np.uint32) for one in led])
    numbers, counts = np.unique(everything, return_counts=True)
    return BitMap(numbers[counts == counts.max()])


def _led(index: MarketIndex, postings: Postings, wish: Wish) -> _Led:
    by_tier: dict[int, BitMap] = {}
    names: dict[str, bool] = {}
    is_itself = False
    for way in wish.ways:
        for tier, numbers in _leading(index, postings, way):
            by_tier[tier + way.farness] = by_tier.get(tier + way.farness, BitMap()) | numbers
            is_itself = is_itself or way.farness != OTHERWISE
            names |= {way.told: way.is_hers} if way.farness == OTHERWISE else {}
    told = [name for name, is_hers in names.items() if is_hers] or list(names)
    return _Led(wish.spelt, by_tier, () if is_itself else tuple(told[:MOST_TOLD]))


def _leading(index: MarketIndex, postings: Postings, way: Way) -> Iterator[tuple[int, BitMap]]:
    """Where a way leads among what is listed, tier by tier: as well as the least telling of its words."""
    true_of = BitMap.union(BitMap(), *(index.having(*fact) for fact in way.facts)) & index.listed
    if true_of:
        yield 1, true_of
    seen = BitMap()
    for tier in TIERS if way.words else ():
        numbers = BitMap.intersection(*(_up_to(postings.get(word, {}), tier) for word in way.words))
        fresh = (numbers & index.listed) - seen
        seen |= fresh
        if fresh:
            yield tier, fresh


def _up_to(by_tier: Mapping[int, BitMap], tier: int) -> BitMap:
    return BitMap.union(BitMap(), *(numbers for each, numbers in by_tier.items() if each <= tier))
