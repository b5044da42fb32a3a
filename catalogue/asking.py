"""From what a shopper typed to the styles it leads to: by code, by words, by words she meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from catalogue import mending, tokens, vocabularies
from catalogue.postings import Term, unpacked
from catalogue.skus import Sku
from catalogue.styles import Style
from kernel.db import BrandSession

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_COMPLETIONS = 60
WORST = 9
NO_WORDS = vocabularies.Vocabulary([])
"""For what looks like a code: nobody wants another code that resembles hers."""


@dataclass(frozen=True)
class Answer:
    """The styles asked for, by tier how well each fits (less is better), and words read otherwise."""

    numbers: BitMap
    tiers: tuple[Mapping[int, BitMap], ...] = ()
    mended: tuple[str, ...] = ()

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


def answer(session: BrandSession, query: str, *, language: str, version: int | None) -> Answer:
    """Find what is asked: a code or a barcode's number alone, else every word, mended where none is known."""
    asked = query.replace("\x00", " ").strip()[:LONGEST_QUERY]
    is_code = _is_code(asked)
    if is_code and (found := _by_code(session, asked)):
        return Answer(BitMap(found))
    known = NO_WORDS if is_code else vocabularies.of(session, language, version=version)
    words = tokens.wanted(asked, language, is_known=known.has)[:MOST_WORDS]
    if not words:
        return Answer(BitMap())
    meant = [_meant(known, word, is_last=place == len(words) - 1) for place, word in enumerate(words)]
    return _found(_postings(session, language, {one for some, _mended in meant for one in some}), meant)


def _is_code(text: str) -> bool:
    return 3 <= len(text) <= 60 and any(sign.isdigit() for sign in text) and len(text.split()) == 1


def _by_code(session: BrandSession, code: str) -> Sequence[int]:
    """One statement, each step of it by an index: a style's own code first, then a SKU's code or number."""
    spelt = {code, code.upper(), code.lower()}
    named = aliased(Style)
    style = select(named.id).where(named.code.in_(spelt)).limit(1).scalar_subquery()
    same = or_(Sku.code.in_(spelt), Sku.gtin == code.zfill(13))
    sku = select(Sku.style_id).where(same).limit(1).scalar_subquery()
    return session.scalars(select(Style.number).where(Style.id == func.coalesce(style, sku))).all()


def _meant(known: vocabularies.Vocabulary, word: str, *, is_last: bool) -> tuple[list[str], bool]:
    """The words that stand for one asked: itself, what it begins while she types, what she meant."""
    some = known.beginning(word, most=MOST_COMPLETIONS) if is_last and len(word) > 1 else []
    if tokens.is_unspaced(word) or some or known.has(word) or len(word) <= 2:
        return list(dict.fromkeys([word, *some])), False
    return [word, *mending.near(word, known)], True


def _postings(session: BrandSession, language: str, words: set[str]) -> dict[str, dict[int, BitMap]]:
    mine = select(Term.word, Term.tier, Term.numbers).where(
        Term.language == language, Term.word.in_(sorted(words))
    )
    found: dict[str, dict[int, BitMap]] = {}
    for word, tier, numbers in session.execute(mine):
        if word:
            found.setdefault(word, {})[tier] = unpacked(numbers)
    return found


def _found(postings: Mapping[str, Mapping[int, BitMap]], meant: list[tuple[list[str], bool]]) -> Answer:
    tiers: list[dict[int, BitMap]] = []
    mended: list[str] = []
    for some, is_mended in meant:
        by_tier: dict[int, BitMap] = {}
        for one in some:
            for tier, numbers in postings.get(one, {}).items():
                worse = tier + (0 if one == some[0] else 1)
                by_tier[worse] = by_tier.get(worse, BitMap()) | numbers
            if is_mended and one in postings:
                mended.append(one)
        tiers.append(by_tier)
    everything = [BitMap.union(BitMap(), *by_tier.values()) for by_tier in tiers]
    return Answer(
        BitMap.intersection(*everything) if len(everything) > 1 else everything[0],
        tuple(tiers),
        tuple(mended),
    )
