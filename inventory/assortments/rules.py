"""What rules of an assortment say, and which of them weighs more.

A rule for an outlet weighs more than one for its type, that more than one for its market, that more than one
for the brand. At one level the rule with the later first day holds; from the same day, leaving out holds over
carrying. Conditions narrow whom a rule speaks of and give it no more weight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from i18n import _
from kernel.db import Identified, Json, Scoped, refers
from kernel.errors import Refusal


class Level(StrEnum):
    """Whom a rule speaks of, the nearest last."""

    BRAND = "brand"
    MARKET = "market"
    TYPE = "type"
    OUTLET = "outlet"


WEIGHT = {level: place for place, level in enumerate(Level)}


class Action(StrEnum):
    INCLUDE = "include"
    EXCLUDE = "exclude"


class Otherwise(StrEnum):
    """What a store carries where no rule speaks."""

    EVERYTHING = "everything"
    NOTHING = "nothing"


class Assortment(Scoped, Identified, table=True):
    """One edition of a brand's rules: a draft until it applies from a day on, and never changed after."""

    __table_args__ = (
        UniqueConstraint("brand_id", "number"),
        CheckConstraint("otherwise IN ('everything', 'nothing')", name="otherwise"),
        CheckConstraint("(applies_on IS NULL) = (applied_at IS NULL)", name="applied"),
    )

    number: int
    otherwise: str = Otherwise.EVERYTHING
    made_from: int | None = None
    made_at: datetime
    made_by: UUID | None = None
    applies_on: date | None = None
    applied_at: datetime | None = None
    applied_by: UUID | None = None
    applied_by_name: str = ""

    @property
    def is_draft(self) -> bool:
        return self.applies_on is None

    def waits(self, today: date) -> bool:
        return self.applies_on is not None and self.applies_on > today


class AlreadyApplied(Refusal):
    message = _("This edition has applied, so it stays as it is. Begin a draft from it instead.")


def refuse_applied(assortment: Assortment) -> None:
    if not assortment.is_draft:
        raise AlreadyApplied


class AssortmentRule(Scoped, Identified, table=True):
    """One sentence: these stores carry, or do not carry, these styles, within these days.

    `subjects` are ids of markets, types or outlets; `conditions` and `what` are those of `Rule`, by code.
    """

    __tablename__ = "assortment_rule"
    __table_args__ = (
        refers("assortment", ondelete="CASCADE"),
        Index(None, "brand_id", "assortment_id"),
        CheckConstraint("level IN ('brand', 'market', 'type', 'outlet')", name="level"),
        CheckConstraint("action IN ('include', 'exclude')", name="action"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="days"),
    )

    assortment_id: UUID
    level: str
    subjects: list = Field(default_factory=list, sa_type=Json)
    conditions: dict = Field(default_factory=dict, sa_type=Json)
    action: str
    what: dict = Field(default_factory=dict, sa_type=Json)
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Place:
    """An outlet as rules see it; ids are strings."""

    id: UUID
    kind: str
    type: str = ""
    market: str = ""
    tier: str = ""
    climate: str = ""
    grade: str = ""
    closed_on: date | None = None

    def is_closed(self, on: date) -> bool:
        return self.closed_on is not None and self.closed_on < on


@dataclass(frozen=True, kw_only=True)
class What:
    """Styles for which every given condition holds; of several values one is enough. All go by code."""

    categories: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    price_list: str = ""
    lowest: int | None = None
    highest: int | None = None

    def row(self) -> dict[str, Any]:
        return _kept(vars(self))

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "What":
        return cls(**_tuples(row))


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a store must be like, and the seasons during which the rule speaks."""

    tiers: tuple[str, ...] = ()
    climates: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    during: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        return _kept(vars(self))

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Conditions":
        return cls(**_tuples(row))

    def hold(self, place: Place) -> bool:
        return (
            (not self.tiers or place.tier in self.tiers)
            and (not self.climates or place.climate in self.climates)
            and (not self.grades or place.grade in self.grades)
        )


ANYWHERE, EVERYTHING = Conditions(), What()


def _kept(said: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    return {name: value for name, value in plain.items() if value not in ([], None, "")}


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


Seasons = Mapping[str, tuple[date, date | None]]
"""First and last day by code."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as it is weighed; in a draft one without a first day starts with the draft."""

    id: UUID
    level: Level
    subjects: tuple[str, ...] = ()
    conditions: Conditions = ANYWHERE
    action: Action
    what: What = EVERYTHING
    starts_on: date
    ends_on: date | None = None

    @property
    def includes(self) -> bool:
        return self.action is Action.INCLUDE

    @property
    def weight(self) -> tuple[int, date, bool, UUID]:
        """Of rules that speak of the same, the one with the greatest weight holds."""
        return WEIGHT[self.level], self.starts_on, not self.includes, self.id

    def speaks_on(self, day: date, seasons: Seasons) -> bool:
        if day < self.starts_on or (self.ends_on is not None and day > self.ends_on):
            return False
        return not self.conditions.during or any(
            _lasts(seasons.get(code), day) for code in self.conditions.during
        )

    def speaks_of(self, place: Place) -> bool:
        """Rules for more than single outlets are for stores: warehouses and online stock hold everything."""
        if self.level is Level.OUTLET:
            return str(place.id) in self.subjects and self.conditions.hold(place)
        if place.kind != "store":
            return False
        named = {Level.MARKET: place.market, Level.TYPE: place.type}.get(self.level)
        return (named is None or named in self.subjects) and self.conditions.hold(place)


def _lasts(season: tuple[date, date | None] | None, day: date) -> bool:
    return season is not None and season[0] <= day and (season[1] is None or day <= season[1])


def read(rows: Iterable[AssortmentRule], *, starts_on: date) -> list[Rule]:
    """Read rows as rules, the weightiest first; those without a first day start on the one given."""
    found = [
        Rule(
            id=row.id,
            level=Level(row.level),
            subjects=tuple(row.subjects),
            conditions=Conditions.read(row.conditions),
            action=Action(row.action),
            what=What.read(row.what),
            starts_on=row.starts_on or starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda rule: rule.weight, reverse=True)


def turning_days(rules: Iterable[Rule], seasons: Seasons) -> set[date]:
    """The days on which some rule begins or has ceased to speak."""
    spans = [(rule.starts_on, rule.ends_on) for rule in rules]
    spans += [seasons[code] for rule in rules for code in rule.conditions.during if code in seasons]
    return {first for first, _last in spans} | {_after(last) for _first, last in spans if last is not None}


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
