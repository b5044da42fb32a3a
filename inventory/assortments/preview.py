"""What a draft will change over all outlets, before it applies.

preview(session, draft, on=, at=) -> Preview
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import func, select

from catalogue.skus import Sku
from catalogue.styles import Style
from inventory.assortments import deciding, editions, goods
from inventory.assortments.rules import Assortment, Place
from inventory.levels import Level
from kernel.db import BrandSession


@dataclass(frozen=True)
class Change:
    """One outlet: what it carries before and after, and the pieces that stand there of what it drops."""

    place: Place
    before: BitMap
    after: BitMap
    standing: Mapping[int, int] = field(default_factory=dict)
    """Pieces on hand by number, of styles that it carries no longer."""

    @cached_property
    def gained(self) -> BitMap:
        return self.after - self.before

    @cached_property
    def lost(self) -> BitMap:
        return self.before - self.after

    @property
    def size(self) -> int:
        return len(self.gained) + len(self.lost)

    @property
    def stranded(self) -> int:
        return sum(self.standing.values())


@dataclass(frozen=True)
class Total:
    """Outlets of one store type together; what is no store has none."""

    type: str
    outlets: int
    changed: int
    gained: int
    lost: int
    stranded: int


@dataclass(frozen=True)
class Preview:
    on: date
    changes: tuple[Change, ...]
    """Every outlet, the one that changes most first."""

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.size]

    @property
    def gained(self) -> int:
        return sum(len(change.gained) for change in self.changes)

    @property
    def lost(self) -> int:
        return sum(len(change.lost) for change in self.changes)

    @property
    def stranded(self) -> int:
        return sum(change.stranded for change in self.changes)

    @property
    def by_type(self) -> list[Total]:
        grouped: dict[str, list[Change]] = {}
        for change in self.changes:
            grouped.setdefault(change.place.type, []).append(change)
        found = [_total(kind, some) for kind, some in grouped.items()]
        return sorted(found, key=lambda total: (-total.gained - total.lost, not total.type, total.type))


def _total(kind: str, some: list[Change]) -> Total:
    return Total(
        type=kind,
        outlets=len(some),
        changed=sum(1 for change in some if change.size),
        gained=sum(len(change.gained) for change in some),
        lost=sum(len(change.lost) for change in some),
        stranded=sum(change.stranded for change in some),
    )


def preview(session: BrandSession, draft: Assortment, *, on: date, at: datetime) -> Preview:
    """Compare the draft with what would be in force on that day without it."""
    places = editions.places(session)
    standing = editions.edition(session, editions.in_force(session, on), on=on)
    drafted = editions.edition(session, draft, on=on)
    known = goods.read(session, [*standing.on(on), *drafted.on(on)], at=at)
    before = deciding.carried(standing, places, known, on=on)
    after = deciding.carried(drafted, places, known, on=on)
    dropped = {place.id: before[place.id] - after[place.id] for place in places}
    pieces = _pieces(session, {id: numbers for id, numbers in dropped.items() if numbers})
    changes = [Change(place, before[place.id], after[place.id], pieces.get(place.id, {})) for place in places]
    return Preview(on, tuple(sorted(changes, key=lambda change: -change.size)))


def stranded(session: BrandSession, carried: Mapping[UUID, BitMap]) -> dict[UUID, dict[int, int]]:
    """The pieces that stand in outlets that do not carry them: units by style number, by outlet."""
    held: dict[UUID, dict[int, int]] = {}
    for outlet_id, number, units in _standing(session, carried):
        if number not in carried[outlet_id]:
            held.setdefault(outlet_id, {})[number] = units
    return held


def _pieces(session: BrandSession, dropped: Mapping[UUID, BitMap]) -> dict[UUID, dict[int, int]]:
    held: dict[UUID, dict[int, int]] = {}
    for outlet_id, number, units in _standing(session, dropped):
        if number in dropped[outlet_id]:
            held.setdefault(outlet_id, {})[number] = units
    return held


def _standing(session: BrandSession, outlets: Iterable[UUID]) -> list[tuple[UUID, int, int]]:
    """What is on hand: units by outlet and style number."""
    wanted = sorted(outlets)
    if not wanted:
        return []
    rows = (
        select(Level.outlet_id, Style.number, func.sum(Level.on_hand))
        .join(Sku, Sku.id == Level.sku_id)
        .join(Style, Style.id == Sku.style_id)
        .where(Level.outlet_id.in_(wanted), Level.on_hand > 0)
        .group_by(Level.outlet_id, Style.number)
    )
    return [(id, number, int(units)) for id, number, units in session.execute(rows)]
