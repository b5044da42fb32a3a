"""A brand's own words, language by language: what is missing or stale, and how a translation comes in.

put_words(session, subject, subject_id, field=, language=, text=, state=, by=, at=)
lacking(session, languages) -> tuple[Lack]         every text missing, stale or not yet read over
tally(session, languages) -> {language: Tally}     how far each language is
texts(session, language, subject=None) -> tuple[Lack]      every text that has a source, in whatever state
refuse_moved(session, subject, subject_id, …)      before a text is set that was written looking at others
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from catalogue import changes, locks, slugs
from catalogue.categories import Category
from catalogue.collections import Collection
from catalogue.lookbooks import Look, Lookbook
from catalogue.markup import sanitised
from catalogue.media import Picture
from catalogue.pages import Page
from catalogue.seasons import Drop, Season
from catalogue.sizes import SizeRun
from catalogue.slugs import Named
from catalogue.styles import Colourway, Style
from i18n import _
from i18n import words as i18n_words
from i18n.words import State
from kernel import events
from kernel.db import BrandSession
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy import brands
from tenancy.brands import Brand, touch
from tenancy.frontage import Frontage
from tenancy.markets import Market
from tenancy.outlets import Outlet, StoreType

SUBJECTS: dict[str, Any] = {
    model.__tablename__: model
    for model in (
        Style,
        Colourway,
        Category,
        Collection,
        Season,
        Drop,
        SizeRun,
        Lookbook,
        Look,
        Page,
        Picture,
        Outlet,
        StoreType,
        Market,
    )
}
FRONT = "brand"
"""The subject of what the shop's front says; it is no row of the brand's but the brand."""
NAMES = {"style": "name", "collection": "name", "lookbook": "title", "page": "title"}
"""The field that makes a thing's slug."""


class NoSuchText(NotThere):
    message = _("What this text belongs to is no longer there.")


class TextMoved(Refusal):
    message = _(
        "This text was changed while you wrote. What you wrote is still here: compare it with what is there"
        " now, then keep it again."
    )


class NoSource(Refusal):
    message = _("There is no text in %(language)s to translate from. Write that first.")


@dataclass(frozen=True)
class Lack:
    """A text that a language lacks, or that its source has outrun."""

    subject: str
    subject_id: UUID
    code: str
    field: str
    language: str
    state: State
    source: str
    text: str


@dataclass(frozen=True)
class Tally:
    texts: int
    reviewed: int
    machine: int
    stale: int
    missing: int


def put_words(
    session: BrandSession,
    subject: str,
    subject_id: UUID,
    *,
    field: str,
    language: str,
    text: str,
    by: Actor,
    at: datetime,
    state: Literal["reviewed", "machine"] = "reviewed",
) -> None:
    """Set one text in one language; in the brand's own it makes the others stale."""
    thing = _thing(session, subject, subject_id)
    source = session.get_one(Brand, session.brand).language
    has_source = bool(thing.words.get(field, {}).get(source, {}).get("text"))
    if language != source and text and not has_source:
        raise NoSource(language=source)
    chosen = _slugs_chosen(session, subject, thing, field)
    clean = sanitised(text) if subject == "page" and field == "body" else text.strip()
    thing.words = i18n_words.put(thing.words, field, language, clean, source=source, state=state)
    told = {"field": field, "language": language, "state": state}
    if isinstance(thing, Frontage):
        brands.note(session, thing.brand, "worded", by=by, at=at, particulars=told)
        touch(session)
        return
    session.add(thing)
    events.record(thing, "worded", by=by, at=at, particulars=told)
    if NAMES.get(subject) == field:
        named = Named(thing.id, thing.code, thing.words, field=field, by_hand=chosen)
        slugs.give(session, subject, [named], at=at)
    _follow(session, subject, thing, at=at)


def _thing(session: BrandSession, subject: str, subject_id: UUID) -> Any:
    """Find what a text belongs to."""
    if subject == FRONT:
        front = Frontage(session.get_one(Brand, session.brand))
        thing = front if front.id == subject_id else None
    else:
        thing = session.find(SUBJECTS[subject], subject_id) if subject in SUBJECTS else None
    if thing is None:
        raise NoSuchText
    return thing


def _slugs_chosen(session: BrandSession, subject: str, thing: Any, field: str) -> dict[str, str]:
    if NAMES.get(subject) != field:
        return {}
    return slugs.chosen_by_hand(session, subject, Named(thing.id, thing.code, thing.words, field=field))


def _follow(session: BrandSession, subject: str, thing: Any, *, at: datetime) -> None:
    if subject == "style":
        changes.note(session, [thing.id], at=at)
    elif subject in {"colourway", "picture"}:
        changes.note(session, [thing.style_id] if thing.style_id else (), at=at)
    elif subject in {"category", "season", "size_run"}:
        changes.note_all(session, at=at)
    elif subject in {"outlet", "store_type", "market"}:
        touch(session)
    else:
        changes.note_collections(session, at=at)


def refuse_moved(
    session: BrandSession,
    subject: str,
    subject_id: UUID,
    *,
    field: str,
    language: str,
    source: str,
    text: str,
) -> None:
    """Refuse a translation whose maker saw another source, or another translation, than stand there now."""
    locks.hold(session)
    thing = _thing(session, subject, subject_id)
    by_language = thing.words.get(field, {})
    own = session.get_one(Brand, session.brand).language
    stand = [by_language.get(tag, {}).get("text", "") for tag in (own, language)]
    if stand != [source, text]:
        raise TextMoved


def texts(session: BrandSession, language: str, *, subject: str | None = None) -> tuple[Lack, ...]:
    return tuple(_texts(session, (language,), subject=subject))


def lacking(session: BrandSession, languages: Iterable[str]) -> tuple[Lack, ...]:
    wanted = tuple(languages)
    return tuple(lack for lack in _texts(session, wanted) if lack.state in {"missing", "stale", "machine"})


def tally(session: BrandSession, languages: Iterable[str]) -> dict[str, Tally]:
    wanted = tuple(languages)
    counts: dict[str, dict[str, int]] = {language: {} for language in wanted}
    for lack in _texts(session, wanted):
        counts[lack.language][lack.state] = counts[lack.language].get(lack.state, 0) + 1
    return {
        language: Tally(
            texts=sum(states.values()),
            reviewed=states.get("reviewed", 0) + states.get("source", 0),
            machine=states.get("machine", 0),
            stale=states.get("stale", 0),
            missing=states.get("missing", 0),
        )
        for language, states in counts.items()
    }


def _texts(
    session: BrandSession, languages: tuple[str, ...], *, subject: str | None = None
) -> Iterator[Lack]:
    """Every text that has a source, in every language asked for, whatever its state."""
    source = session.get_one(Brand, session.brand).language
    for name_of in (subject,) if subject else (FRONT, *SUBJECTS):
        for subject_id, thing, words in _rows(session, name_of):
            for name, by_language in words.items():
                original = by_language.get(source, {}).get("text", "")
                if not original:
                    continue
                for language in languages:
                    state = i18n_words.state(words, name, language, source=source)
                    text = by_language.get(language, {}).get("text", "")
                    yield Lack(name_of, subject_id, str(thing), name, language, state, original, text)


def _rows(session: BrandSession, subject: str) -> Iterable[tuple[UUID, Any, Any]]:
    """Read the id, code and words of all there is of a subject."""
    if subject == FRONT:
        front = Frontage(session.get_one(Brand, session.brand))
        return [(front.id, front.code, front.words)]
    model = SUBJECTS[subject]
    code = model.code if hasattr(model, "code") else model.id
    rows: Any = session.execute(select(model.id, code, model.words).order_by(model.id))
    return rows
