"""Collections: styles shown together, by hand and by rule.

add_collections(session, drafts, by=, at=) -> list[Collection]
change_collection(session, collection, draft, by=, at=)
arrange(session, collection, codes, by=, at=)       the styles chosen by hand, in their order
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, delete, func, select
from sqlmodel import Field

from catalogue import changes, slugs, styles
from catalogue.slugs import Named
from i18n import _
from i18n.words import written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class Collection(Scoped, Identified, table=True):
    """`rule` chooses styles (see `Rule`); without one, only those put in by hand belong."""

    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    position: int = 0
    is_shown: bool = True
    words: dict = Field(default_factory=dict, sa_type=Json)
    rule: dict = Field(default_factory=dict, sa_type=Json)


class CollectionStyle(Scoped, Identified, table=True):
    """A style put into a collection by hand, at a place of its own."""

    __tablename__ = "collection_style"
    __table_args__ = (
        refers("collection"),
        refers("style"),
        UniqueConstraint("brand_id", "collection_id", "style_id"),
    )

    collection_id: UUID
    style_id: UUID
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Styles for which every given condition holds; of several values one is enough. All go by code."""

    categories: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fibres: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    is_reduced: bool | None = None
    new_days: int | None = None

    def row(self) -> dict[str, Any]:
        kept = {
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()
        }
        return {name: value for name, value in kept.items() if value not in ([], None)}


@dataclass(frozen=True, kw_only=True)
class CollectionDraft:
    code: str
    texts: Mapping[str, Mapping[str, str]]
    """{"name", "text": {language: text}}."""
    styles: tuple[str, ...] = ()
    """Codes of those chosen by hand, which stand first, in this order."""
    rule: Rule | None = None
    position: int | None = None
    is_shown: bool = True
    slugs: Mapping[str, str] = field(default_factory=dict)


class CollectionTaken(Refusal):
    message = _("There is already a collection %(code)s. Choose another code, or change that one.")


def add_collections(
    session: BrandSession, drafts: Iterable[CollectionDraft], *, by: Actor, at: datetime
) -> list[Collection]:
    wanted = list(drafts)
    taken = set(session.scalars(select(Collection.code)))
    position = session.scalar(select(func.max(Collection.position))) or 0
    added = []
    for place, draft in enumerate(wanted, position + 1):
        if draft.code in taken:
            raise CollectionTaken(code=draft.code)
        taken.add(draft.code)
        added.append(_filled(session, Collection(code=draft.code, position=place), draft))
    session.flush()  # what is put in by hand refers to them
    for draft, collection in zip(wanted, added, strict=True):
        _put_in(session, collection, draft.styles)
        events.record(collection, "added", by=by, at=at, particulars={"code": collection.code})
    _follow(session, wanted, added, at=at)
    return added


def change_collection(
    session: BrandSession, collection: Collection, draft: CollectionDraft, *, by: Actor, at: datetime
) -> Collection:
    _filled(session, collection, draft)
    _put_in(session, collection, draft.styles)
    events.record(collection, "changed", by=by, at=at)
    _follow(session, [draft], [collection], at=at)
    return collection


def arrange(
    session: BrandSession, collection: Collection, codes: Iterable[str], *, by: Actor, at: datetime
) -> None:
    _put_in(session, collection, codes)
    events.record(collection, "arranged", by=by, at=at)
    changes.note_collections(session, at=at)


def _filled(session: BrandSession, collection: Collection, draft: CollectionDraft) -> Collection:
    source = session.get_one(Brand, session.brand).language
    collection.words = written(draft.texts, source=source, held=collection.words)
    collection.rule = draft.rule.row() if draft.rule else {}
    collection.is_shown = draft.is_shown
    collection.position = collection.position if draft.position is None else draft.position
    session.add(collection)
    return collection


def _put_in(session: BrandSession, collection: Collection, codes: Iterable[str]) -> None:
    mine = delete(CollectionStyle).where(CollectionStyle.collection_id == collection.id)
    session.execute(mine.execution_options(synchronize_session=False))
    ids = styles.ids_of(session, codes)
    rows = [
        {"collection_id": collection.id, "style_id": style_id, "position": position}
        for position, style_id in enumerate(ids.values())
    ]
    session.insert_many(CollectionStyle, rows)


def _follow(
    session: BrandSession, drafts: list[CollectionDraft], held: list[Collection], *, at: datetime
) -> None:
    named = [
        Named(collection.id, collection.code, collection.words, by_hand=draft.slugs or None)
        for draft, collection in zip(drafts, held, strict=True)
    ]
    slugs.give(session, "collection", named, at=at)
    changes.note_collections(session, at=at)
