"""How goods stand in a store: the fewest of a size, the most of a size, and the room of a category.

add_presentation(session, draft, wanted, by=, at=) · take_out(session, draft, held, by=, at=)
presentation(session, on=) -> Presentation      arrays over all outlets and categories at once

What is said for an outlet weighs more than for its type, that more than for the brand; at one level what is
said of the nearer category weighs more. Each figure is looked up by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

import numpy as np
from sqlalchemy import CheckConstraint, Index, select
from sqlmodel import Field

from catalogue import categories
from catalogue.categories import Category
from i18n import _
from inventory.assortments import editions
from inventory.assortments.rules import WEIGHT, Assortment, Level, Place, refuse_applied
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.outlets import Outlet, StoreType

NONE = -1
"""Stands in the arrays where nothing is said."""

MOST = 100_000
MAIN = ""
"""The key of `sizes` that means every main size without a figure of its own."""


class PresentationRule(Scoped, Identified, table=True):
    """What is said of stores (all, of a type, one) and a category (or all): any of the three figures.

    `sizes` maps a size's code, or '' for every main size, to the fewest pieces of it.
    """

    __tablename__ = "presentation_rule"
    __table_args__ = (
        refers("assortment", ondelete="CASCADE"),
        Index(None, "brand_id", "assortment_id"),
        CheckConstraint("level IN ('brand', 'type', 'outlet')", name="level"),
        CheckConstraint("depth IS NULL OR depth > 0", name="depth"),
        CheckConstraint("room IS NULL OR room >= 0", name="room"),
    )

    assortment_id: UUID
    level: str
    subject: str = ""
    category: str = ""
    sizes: dict = Field(default_factory=dict, sa_type=Json)
    depth: int | None = None
    room: int | None = None


@dataclass(frozen=True, kw_only=True)
class PresentationDraft:
    """The subject is a store type's or an outlet's code; an empty category means all of them."""

    level: Level = Level.BRAND
    subject: str = ""
    category: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    depth: int | None = None
    room: int | None = None


class NothingSaid(Refusal):
    message = _("Give at least one figure: the fewest of a size, the most of a size, or the room.")


class RoomOfWhat(Refusal):
    message = _("Room is told by category. The room of a whole store is kept with the outlet.")


class NotThatMany(Refusal):
    message = _("A figure of pieces is from 0 to %(most)s. Correct it.")


class NotKnown(NotThere):
    message = _("The presentation names “%(named)s”, which is not there. Choose another.")


def add_presentation(
    session: BrandSession, draft: Assortment, wanted: Iterable[PresentationDraft], *, by: Actor, at: datetime
) -> list[PresentationRule]:
    """Say how goods stand; what was said of the same stores and category is replaced."""
    refuse_applied(draft)
    held = {(row.level, row.subject, row.category): row for row in rows_of(session, draft)}
    made = []
    for one in wanted:
        _refuse(one)
        key = (str(one.level), _subject(session, one), _category(session, one))
        row = held.setdefault(
            key,
            PresentationRule(assortment_id=draft.id, level=key[0], subject=key[1], category=key[2]),
        )
        row.sizes, row.depth, row.room = dict(one.sizes), one.depth, one.room
        session.add(row)
        events.record(row, "said", by=by, at=at)
        made.append(row)
    return made


def take_out(
    session: BrandSession, draft: Assortment, held: PresentationRule, *, by: Actor, at: datetime
) -> None:
    refuse_applied(draft)
    events.record(held, "taken-out", by=by, at=at)
    session.delete(held)


def rows_of(session: BrandSession, assortment: Assortment) -> list[PresentationRule]:
    mine = select(PresentationRule).where(PresentationRule.assortment_id == assortment.id)
    return list(session.scalars(mine.order_by(PresentationRule.id)))


def _refuse(wanted: PresentationDraft) -> None:
    said = [*wanted.sizes.values(), *(each for each in (wanted.depth, wanted.room) if each is not None)]
    if not said:
        raise NothingSaid
    if wanted.room is not None and not wanted.category:
        raise RoomOfWhat
    if any(not 0 <= units <= MOST for units in said) or wanted.depth == 0:
        raise NotThatMany(most=MOST)


def _subject(session: BrandSession, wanted: PresentationDraft) -> str:
    if wanted.level is Level.BRAND:
        return ""
    model = StoreType if wanted.level is Level.TYPE else Outlet
    found = session.scalar(select(model.id).where(model.code == wanted.subject))
    if found is None:
        raise NotKnown(named=wanted.subject[:60])
    return str(found)


def _category(session: BrandSession, wanted: PresentationDraft) -> str:
    known = select(Category.id).where(Category.code == wanted.category)
    if wanted.category and session.scalar(known) is None:
        raise NotKnown(named=wanted.category[:60])
    return wanted.category


@dataclass(frozen=True)
class Presentation:
    """Pieces, by outlet (rows), category (columns) and, for the fewest, size (third axis); -1: nothing said.

    fewest: int32[outlets, categories, 1 + len(sizes)], the first of the third axis being every main size
    without a figure of its own; depth: int32[outlets, categories], most of one SKU; room: int32[outlets,
    categories], most of the category and all below it, said of that very category.
    """

    outlets: Sequence[UUID]
    categories: Sequence[UUID]
    sizes: Sequence[str]
    fewest: np.ndarray
    depth: np.ndarray
    room: np.ndarray

    @cached_property
    def row(self) -> dict[UUID, int]:
        return {id: place for place, id in enumerate(self.outlets)}

    @cached_property
    def column(self) -> dict[UUID, int]:
        return {id: place for place, id in enumerate(self.categories)}

    @cached_property
    def size(self) -> dict[str, int]:
        """A size's place on the third axis; 0 where it has no figure of its own."""
        return {code: place for place, code in enumerate(self.sizes, 1)}

    def fewest_of(
        self, rows: np.ndarray, columns: np.ndarray, sizes: np.ndarray, is_main: np.ndarray
    ) -> np.ndarray:
        """The fewest pieces of each (outlet, category, size), all of one shape; 0: nothing is said."""
        own = self.fewest[rows, columns, sizes]
        main = np.where(is_main, self.fewest[rows, columns, 0], NONE)
        return np.maximum(np.where((sizes > 0) & (own != NONE), own, main), 0)


def presentation(session: BrandSession, *, on: date) -> Presentation:
    """What is said of every outlet and category on a day."""
    assortment = editions.in_force(session, on)
    rows = rows_of(session, assortment) if assortment else []
    places = editions.places(session)
    tree = categories.tree(session)
    sizes = sorted({code for row in rows for code in row.sizes if code != MAIN})
    shape = (len(places), len(tree))
    made = Presentation(
        outlets=[place.id for place in places],
        categories=list(tree),
        sizes=sizes,
        fewest=np.full((*shape, 1 + len(sizes)), NONE, np.int32),
        depth=np.full(shape, NONE, np.int32),
        room=np.full(shape, NONE, np.int32),
    )
    depth_of = {one.code: len(categories.path(tree, id)) for id, one in tree.items()}
    for row in sorted(rows, key=lambda row: (WEIGHT[Level(row.level)], depth_of.get(row.category, 0))):
        _say(made, row, places, tree)
    return made


def _say(
    made: Presentation, row: PresentationRule, places: list[Place], tree: Mapping[UUID, Category]
) -> None:
    """Write one rule over what weighs less."""
    here = np.array([_is_meant(row, place) for place in places], bool)
    below = np.array([not row.category or row.category in _path(tree, id) for id in made.categories], bool)
    block = np.ix_(here, below)
    for code, units in row.sizes.items():
        made.fewest[(*block, made.size.get(code, 0))] = units
    if row.depth is not None:
        made.depth[block] = row.depth
    if row.room is not None:
        exact = np.array([tree[id].code == row.category for id in made.categories], bool)
        made.room[np.ix_(here, exact)] = row.room


def _is_meant(row: PresentationRule, place: Place) -> bool:
    if row.level == Level.OUTLET:
        return row.subject == str(place.id)
    return place.kind == "store" and (row.level == Level.BRAND or row.subject == place.type)


def _path(tree: Mapping[UUID, Category], id: UUID) -> set[str]:
    return {one.code for one in categories.path(tree, id)}
