"""Categories: what kind of thing a style is; a tree, few levels deep.

add_categories(session, drafts, by=, at=)      a parent stands before its children, or is there already
change_category(session, category, draft, by=, at=)
remove_category(session, category, by=, at=)   while nothing lies in it
tree(session) -> dict[UUID, Category]          in the order a shopper meets them
path(tree, id) -> tuple[Category]              a category and all it lies in, the widest first
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlmodel import Field

from catalogue import changes, removals
from i18n import _
from i18n.words import written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class Category(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("category", column="parent_id"))

    code: str
    parent_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)


@dataclass(frozen=True, kw_only=True)
class CategoryDraft:
    code: str
    parent: str | None = None
    position: int | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """{"name", "description": {language: text}}."""


class CategoryTaken(Refusal):
    message = _("There is already a category %(code)s. Choose another code, or change that one.")


class NoSuchCategory(NotThere):
    message = _("There is no category %(code)s. Add it first.")


class CategoryInItself(Refusal):
    message = _("%(code)s can't lie within itself. Choose another parent.")


class CategoryInUse(Refusal):
    message = _(
        "The category %(code)s holds styles or other categories. Put them elsewhere, then take it out."
    )


def add_categories(
    session: BrandSession, drafts: Iterable[CategoryDraft], *, by: Actor, at: datetime
) -> list[Category]:
    source = session.get_one(Brand, session.brand).language
    held = {category.code: category for category in session.scalars(select(Category))}
    added = []
    for draft in drafts:
        if draft.code in held:
            raise CategoryTaken(code=draft.code)
        category = Category(
            code=draft.code,
            parent_id=_parent(draft, held),
            position=len(held) if draft.position is None else draft.position,
            words=written(draft.texts, source=source),
        )
        held[draft.code] = category
        session.add(category)
        session.flush()  # a child refers to its parent
        events.record(category, "added", by=by, at=at, particulars={"code": draft.code})
        added.append(category)
    changes.note(session, (), at=at)
    return added


def change_category(
    session: BrandSession, category: Category, draft: CategoryDraft, *, by: Actor, at: datetime
) -> Category:
    held = {other.code: other for other in session.scalars(select(Category))}
    parent_id = _parent(draft, held)
    if parent_id and category.id in {one.id for one in path({c.id: c for c in held.values()}, parent_id)}:
        raise CategoryInItself(code=category.code)
    category.parent_id = parent_id
    category.position = category.position if draft.position is None else draft.position
    source = session.get_one(Brand, session.brand).language
    category.words = written(draft.texts, source=source, held=category.words)
    session.add(category)
    changes.note_all(session, at=at)
    events.record(category, "changed", by=by, at=at)
    return category


def remove_category(session: BrandSession, category: Category, *, by: Actor, at: datetime) -> None:
    events.record(category, "removed", by=by, at=at, particulars={"code": category.code})
    removals.take_out(session, category, unless=CategoryInUse(code=category.code))
    changes.note_all(session, at=at)


def _parent(draft: CategoryDraft, held: Mapping[str, Category]) -> UUID | None:
    if draft.parent is None:
        return None
    if draft.parent not in held:
        raise NoSuchCategory(code=draft.parent)
    return held[draft.parent].id


def tree(session: BrandSession) -> dict[UUID, Category]:
    ordered = select(Category).order_by(Category.position, Category.code)
    return {category.id: category for category in session.scalars(ordered)}


def path(categories: Mapping[UUID, Category], category_id: UUID) -> tuple[Category, ...]:
    """A category and all that it lies in, the widest first."""
    found: list[Category] = []
    step = categories.get(category_id)
    while step is not None and step not in found:
        found.append(step)
        step = categories.get(step.parent_id) if step.parent_id else None
    return tuple(reversed(found))
