"""Which words lead to which styles, language by language; shared by all markets that speak the language."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import UniqueConstraint, delete, select, update
from sqlmodel import Field

from catalogue import colours, fibres, tokens
from catalogue.postings import Term, packed, unpacked
from catalogue.showing import Frame, Shelf
from catalogue.styles import Style
from kernel.db import BrandSession, Identified, Json, Scoped, refers

NAME, KIND, TEXT = 1, 2, 3
ALL_WORDS = ("", 0)
MANY = 1000

Texts = Mapping[str, Mapping[int, list[str]]]
Key = tuple[str, str, int]
"""Language, word, tier."""


class IndexedStyle(Scoped, Identified, table=True):
    """The words under which a style stands in the index, so that they can be taken out again."""

    __tablename__ = "indexed_style"
    __table_args__ = (refers("style"), UniqueConstraint("brand_id", "style_id"))

    style_id: UUID
    number: int
    digest: str
    words: dict = Field(default_factory=dict, sa_type=Json)


@dataclass
class Told:
    """What styles are to be found by, gathered shelf by shelf, then written at once."""

    texts: dict[UUID, tuple[int, Texts]] = field(default_factory=dict)
    unlisted: dict[UUID, int] = field(default_factory=dict)

    def tell(self, frame: Frame, shelf: Shelf, listed: set[UUID]) -> None:
        for style in shelf.styles:
            if style.id in listed:
                self.texts[style.id] = (style.number, texts_of(frame, shelf, style))
            else:
                self.unlisted[style.id] = style.number

    def write(self, session: BrandSession, *, is_all: bool) -> None:
        """Put the words that changed into the index; from scratch where most did."""
        held = _held(session, None if is_all else [*self.texts, *self.unlisted])
        digests = {style_id: _digest(texts) for style_id, (_number, texts) in self.texts.items()}
        changed = [key for key, digest in digests.items() if key not in held or held[key][0] != digest]
        gone = [key for key in held if key not in self.texts]
        if is_all and len(changed) + len(gone) > len(self.texts) // 2:
            session.execute(delete(IndexedStyle).execution_options(synchronize_session=False))
            session.execute(delete(Term).execution_options(synchronize_session=False))
            held, changed, gone = {}, list(self.texts), []
        fresh = {key: words_of(self.texts[key][1]) for key in changed}
        _write_terms(session, *_moves(self, held, fresh, gone))
        _remember(session, self, held, fresh, gone, digests)


def texts_of(frame: Frame, shelf: Shelf, style: Style) -> Texts:
    """Return a style's texts by language and tier."""
    ways = shelf.colourways.get(style.id, ())
    path = frame.path(style.category_id)
    season = frame.seasons.get(style.season_id) if style.season_id else None
    told: dict[str, dict[int, list[str]]] = {}
    for language in frame.languages:

        def say(words: Mapping, name: str, language: str = language) -> str:
            return frame.say(words, name, language).text

        kind = [say(one.words, "name") for one in path] + [say(way.words, "name") for way in ways]
        kind += [_spoken("colour", way.family, language) for way in ways if way.family]
        kind += [_spoken("fibre", key, language) for key in sorted(fibres.keys_of(style.composition))]
        kind += [style.code, *(_last(way.code) for way in ways)]
        kind += [*style.tags, *([say(season.words, "name")] if season else [])]
        text = [say(style.words, "description"), say(style.words, "name", "en")]
        told[language] = {NAME: [say(style.words, "name")], KIND: kind, TEXT: text}
    return told


def _last(code: str) -> str:
    """A colourway's code without its style's."""
    return code.rpartition("-")[2]


@lru_cache(4096)
def _spoken(kind: str, key: str, language: str) -> str:
    return (colours.FAMILIES if kind == "colour" else fibres.NAMES)[key].in_(language)


def words_of(texts: Texts) -> dict[str, dict[str, str]]:
    """Return the words of every language and tier, each in its best tier alone, as the row keeps them."""
    found: dict[str, dict[str, str]] = {}
    for language, by_tier in texts.items():
        seen: set[str] = set()
        for tier, told in sorted(by_tier.items()):
            some = {word for text in told for word in tokens.words(text, language)} - seen
            seen |= some
            found.setdefault(language, {})[str(tier)] = " ".join(sorted(some))
    return found


def _digest(texts: Texts) -> str:
    return hashlib.blake2s(repr(texts).encode(), digest_size=16).hexdigest()


Held = dict[UUID, tuple[str, int, Mapping[str, Mapping[str, str]]]]


def _held(session: BrandSession, style_ids: list[UUID] | None) -> Held:
    columns = (IndexedStyle.style_id, IndexedStyle.digest, IndexedStyle.number, IndexedStyle.words)
    found: Held = {}
    for some in [None] if style_ids is None else _parts(style_ids):
        rows = select(*columns) if some is None else select(*columns).where(IndexedStyle.style_id.in_(some))
        found.update(
            {style_id: (digest, number, words) for style_id, digest, number, words in session.execute(rows)}
        )
    return found


def _parts(some: list) -> Iterable[list]:
    for start in range(0, len(some), MANY):
        yield some[start : start + MANY]


Moves = dict[Key, list[int]]


def _moves(told: Told, held: Held, fresh: Mapping[UUID, Mapping], gone: list[UUID]) -> tuple[Moves, Moves]:
    """Which numbers come under which words, and which leave."""
    come: Moves = {}
    leave: Moves = {}
    for style_id in {*fresh, *gone}:
        number = told.texts[style_id][0] if style_id in told.texts else held[style_id][1]
        after = set(_keys(fresh.get(style_id, {})))
        before = set(_keys(held[style_id][2])) if style_id in held else set()
        for key in after - before:
            come.setdefault(key, []).append(number)
        for key in before - after:
            leave.setdefault(key, []).append(number)
    return come, leave


def _keys(words: Mapping[str, Mapping[str, str]]) -> Iterable[Key]:
    for language, by_tier in words.items():
        for tier, some in by_tier.items():
            for word in some.split():
                yield language, word, int(tier)


def _write_terms(session: BrandSession, come: Moves, leave: Moves) -> None:
    touched = come.keys() | leave.keys()
    held = _terms(session, touched) if _any_terms(session) else {}
    rows, empty = [], set()
    for key in sorted(touched):
        language, word, tier = key
        numbers = (held.get(key, BitMap()) - BitMap(leave.get(key, ()))) | BitMap(come.get(key, ()))
        mine = (Term.language == language, Term.word == word, Term.tier == tier)
        if key not in held:
            rows.append({"language": language, "word": word, "tier": tier, "numbers": packed(numbers)})
        elif numbers:
            session.execute(update(Term).where(*mine).values(numbers=packed(numbers)))
        else:
            session.execute(delete(Term).where(*mine).execution_options(synchronize_session=False))
            empty.add(key)
    session.insert_many(Term, rows)
    _write_vocabularies(session, {(row["language"], row["word"]) for row in rows}, empty)


def _any_terms(session: BrandSession) -> bool:
    return session.scalar(select(Term.id).limit(1)) is not None


def _terms(session: BrandSession, keys: Iterable[Key]) -> dict[Key, BitMap]:
    by_language: dict[str, set[str]] = {}
    for language, word, _tier in keys:
        by_language.setdefault(language, set()).add(word)
    found: dict[Key, BitMap] = {}
    for language, some in by_language.items():
        for part in _parts(sorted(some)):
            mine = select(Term.word, Term.tier, Term.numbers).where(
                Term.language == language, Term.word.in_(part)
            )
            for word, tier, numbers in session.execute(mine):
                found[language, word, tier] = unpacked(numbers)
    return found


def _write_vocabularies(session: BrandSession, added: set[tuple[str, str]], empty: set[Key]) -> None:
    """Keep the list of all words that can be mended or completed, one row a language."""
    still = {key[:2] for key in _terms(session, empty)} if empty else set()
    lost = {key[:2] for key in empty} - still
    for language in sorted({language for language, _word in added | lost}):
        held = vocabulary(session, language)
        now = (
            set(held or ()) | {word for tongue, word in added if tongue == language and is_completed(word)}
        ) - {word for tongue, word in lost if tongue == language}
        if held is not None and now == set(held):
            continue
        numbers = "\n".join(sorted(now)).encode()
        word, tier = ALL_WORDS
        if held is None:
            row = {"language": language, "word": word, "tier": tier, "numbers": numbers}
            session.insert_many(Term, [row])
        else:
            mine = update(Term).where(Term.language == language, Term.word == word, Term.tier == tier)
            session.execute(mine.values(numbers=numbers))


def is_completed(word: str) -> bool:
    """Whether a word may be completed or mended: signs without spaces stand for themselves."""
    return len(word) > 2 and not tokens.is_unspaced(word)


def vocabulary(session: BrandSession, language: str) -> list[str] | None:
    word, tier = ALL_WORDS
    mine = select(Term.numbers).where(Term.language == language, Term.word == word, Term.tier == tier)
    kept = session.scalar(mine)
    return None if kept is None else kept.decode().split("\n") if kept else []


def _remember(
    session: BrandSession,
    told: Told,
    held: Held,
    fresh: Mapping[UUID, Mapping],
    gone: list[UUID],
    digests: Mapping[UUID, str],
) -> None:
    for part in _parts([style_id for style_id in [*fresh, *gone] if style_id in held]):
        mine = delete(IndexedStyle).where(IndexedStyle.style_id.in_(part))
        session.execute(mine.execution_options(synchronize_session=False))
    rows = [
        {"style_id": key, "number": told.texts[key][0], "digest": digests[key], "words": words}
        for key, words in fresh.items()
    ]
    session.insert_many(IndexedStyle, rows)
