"""Outlets: anywhere holding stock; and the brand's own store types."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, select

from i18n import _
from i18n.words import written
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.brands import touch

Texts = Mapping[str, Mapping[str, str]]
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
NOT_PLAIN = frozenset({"texts", "store_type", "lines", "latin", "hours", "holidays", "services"})


class StoreType(Scoped, Identified, table=True):
    """What kind of store it is, and so what it carries."""

    __tablename__ = "store_type"
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
    services: list = Field(default_factory=list, sa_type=Json)


class Outlet(Scoped, Identified, table=True):
    """A warehouse, a store or an online stock; `hours` maps weekday 0–6 to pairs of local times.

    `services` are its type's, brought along by every command, unless it has its own.
    """

    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "slug"),
        refers("store_type"),
        CheckConstraint("kind IN ('warehouse', 'store', 'online')", name="kind"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        Index(None, "brand_id", "kind", "city"),
    )

    code: str
    slug: str
    kind: str
    store_type_id: UUID | None = None
    words: dict = Field(default_factory=dict, sa_type=Json)
    country: str
    region: str = ""
    city: str = ""
    district: str = ""
    postcode: str = ""
    lines: list = Field(default_factory=list, sa_type=Json)
    latin: dict = Field(default_factory=dict, sa_type=Json)
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str
    currency: str
    language: str
    phone: str = ""
    hours: dict = Field(default_factory=dict, sa_type=Json)
    services: list = Field(default_factory=list, sa_type=Json)
    has_own_services: bool = False
    capacity: int | None = None
    floor_area: int | None = None
    city_tier: str = ""
    climate: str = ""
    grade: str = ""
    opened_on: date | None = None
    closed_on: date | None = None


class Holiday(Scoped, Identified, table=True):
    """A day on which an outlet keeps other hours; no pairs means closed."""

    __table_args__ = (refers("outlet"), UniqueConstraint("brand_id", "outlet_id", "day"))

    outlet_id: UUID
    day: date
    hours: list = Field(default_factory=list, sa_type=Json)
    words: dict = Field(default_factory=dict, sa_type=Json)


@dataclass(frozen=True, kw_only=True)
class HolidayDraft:
    """One day of other hours; no pairs means closed."""

    day: date
    hours: Sequence[Sequence[str]] = ()
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OutletDraft:
    """All that there is to say about an outlet; texts are {field: {language: text}}."""

    code: str
    slug: str
    kind: str
    texts: Texts
    country: str
    time_zone: str
    currency: str
    language: str
    store_type: str | None = None
    region: str = ""
    city: str = ""
    district: str = ""
    postcode: str = ""
    lines: Sequence[str] = ()
    latin: Mapping[str, object] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    hours: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    holidays: Sequence[HolidayDraft] = ()
    services: Sequence[str] | None = None
    """None: what its store type offers."""
    capacity: int | None = None
    floor_area: int | None = None
    city_tier: str = ""
    climate: str = ""
    grade: str = ""


class OutletTaken(Refusal):
    message = _("An outlet with the code or address %(code)s is there already. Choose another.")


class NoSuchStoreType(Refusal):
    message = _("There is no store type %(code)s. Make it first, or choose one that is there.")


class NoSuchTimeZone(Refusal):
    message = _("%(name)s is no time zone. Choose one such as Asia/Shanghai.")


class WrongHours(Refusal):
    message = _(
        "Opening hours are pairs such as 10:00 to 20:00, each beginning after the one before has ended."
    )


def add_store_types(
    session: BrandSession,
    named: Iterable[tuple[str, Texts]],
    *,
    source: str,
    services: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, StoreType]:
    """Make store types from codes and texts, in the order given; `services` says by code what they offer."""
    offered = services or {}
    made = {
        code: StoreType(
            code=code,
            position=position,
            words=written(texts, source=source),
            services=list(offered.get(code, ())),
        )
        for position, (code, texts) in enumerate(named)
    }
    session.add_all(made.values())
    return made


def add_outlets(
    session: BrandSession, drafts: Iterable[OutletDraft], *, source: str, by: Actor, at: datetime
) -> dict[str, Outlet]:
    """Open outlets, by code; one that can't be opened refuses them all."""
    types = {each.code: each for each in session.exec(select(StoreType)).all()}
    taken = {name for row in session.exec(select(Outlet.code, Outlet.slug)).all() for name in row}
    made: dict[str, Outlet] = {}
    holidays: list[Holiday] = []
    for draft in drafts:
        if draft.code in taken or draft.slug in taken:
            raise OutletTaken(code=draft.code)
        taken |= {draft.code, draft.slug}
        made[draft.code] = _outlet(draft, types, source)
        holidays += _holidays(made[draft.code], draft.holidays, source)
    session.add_all(made.values())
    session.flush()  # holidays name outlets that must stand first
    session.add_all(holidays)
    for outlet in made.values():
        record(outlet, "opened", by=by, at=at)
    touch(session)
    return made


def _outlet(draft: OutletDraft, types: Mapping[str, StoreType], source: str) -> Outlet:
    if draft.store_type is not None and draft.store_type not in types:
        raise NoSuchStoreType(code=draft.store_type)
    if draft.time_zone not in time_zones():
        raise NoSuchTimeZone(name=draft.time_zone)
    plain = {each.name: getattr(draft, each.name) for each in fields(draft) if each.name not in NOT_PLAIN}
    kind = types[draft.store_type] if draft.store_type else None
    return Outlet(
        **plain,
        store_type_id=kind.id if kind else None,
        words=written(draft.texts, source=source),
        lines=list(draft.lines),
        latin=dict(draft.latin),
        hours={str(day): checked_hours(pairs) for day, pairs in draft.hours.items()},
        services=services_of(draft, kind),
        has_own_services=draft.services is not None,
    )


def services_of(draft: OutletDraft, kind: StoreType | None) -> list[str]:
    if draft.services is not None:
        return list(draft.services)
    return list(kind.services) if kind else []


@cache
def time_zones() -> frozenset[str]:
    """Every time zone there is; looking them up reads a thousand files."""
    return frozenset(available_timezones())


def _holidays(outlet: Outlet, drafts: Iterable[HolidayDraft], source: str) -> list[Holiday]:
    return [
        Holiday(
            outlet_id=outlet.id,
            day=draft.day,
            hours=checked_hours(draft.hours),
            words=written(draft.texts, source=source),
        )
        for draft in drafts
    ]


def checked_hours(pairs: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pairs as kept, or refuse them: HH:MM in order, not overlapping; 24:00 closes a day."""
    flat = [moment for pair in pairs for moment in pair]
    good = all(len(pair) == 2 for pair in pairs) and all(HOUR.fullmatch(moment) for moment in flat)
    if not good or any(later <= earlier for earlier, later in pairwise(flat)):
        raise WrongHours
    return [list(pair) for pair in pairs]
