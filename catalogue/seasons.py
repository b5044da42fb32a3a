"""Seasons, and drops: dated releases within them.

add_seasons(session, drafts, by=, at=) · add_drops(session, drafts, by=, at=)
change_season(session, season, draft, by=, at=) · change_drop(session, drop, draft, by=, at=)
move_drop(session, drop, releases_at=, is_announced=, by=, at=)     its styles follow at the new moment
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlmodel import Field

from catalogue import changes
from i18n import _
from i18n.words import written
from kernel import events, jobs
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class Season(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    words: dict = Field(default_factory=dict, sa_type=Json)
    starts_on: date
    ends_on: date | None = None


class Drop(Scoped, Identified, table=True):
    """A release: until its moment the styles in it can't be bought, nor seen unless it is announced."""

    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("season"))

    code: str
    season_id: UUID | None = None
    words: dict = Field(default_factory=dict, sa_type=Json)
    releases_at: datetime
    is_announced: bool = True


@dataclass(frozen=True, kw_only=True)
class SeasonDraft:
    code: str
    starts_on: date
    ends_on: date | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DropDraft:
    code: str
    releases_at: datetime
    season: str | None = None
    is_announced: bool = True
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """{"name", "text": {language: text}}."""


class CodeTaken(Refusal):
    message = _("The code %(code)s is taken. Choose another, or change what has it.")


class NoSuchSeason(NotThere):
    message = _("There is no season %(code)s. Add it first.")


class EndsBeforeItStarts(Refusal):
    message = _("The season %(code)s ends before it starts. Correct its dates.")


def add_seasons(
    session: BrandSession, drafts: Iterable[SeasonDraft], *, by: Actor, at: datetime
) -> list[Season]:
    source = session.get_one(Brand, session.brand).language
    taken = set(session.scalars(select(Season.code)))
    added = []
    for draft in drafts:
        if draft.code in taken:
            raise CodeTaken(code=draft.code)
        _refuse_backwards(draft)
        words = written(draft.texts, source=source)
        added.append(Season(code=draft.code, words=words, starts_on=draft.starts_on, ends_on=draft.ends_on))
        taken.add(draft.code)
    session.add_all(added)
    for season in added:
        events.record(season, "added", by=by, at=at, particulars={"code": season.code})
    changes.note(session, (), at=at)
    return added


def _refuse_backwards(draft: SeasonDraft) -> None:
    if draft.ends_on and draft.ends_on < draft.starts_on:
        raise EndsBeforeItStarts(code=draft.code)


def change_season(
    session: BrandSession, season: Season, draft: SeasonDraft, *, by: Actor, at: datetime
) -> Season:
    """Give a season other dates or another name; its code stays."""
    _refuse_backwards(draft)
    source = session.get_one(Brand, session.brand).language
    season.starts_on, season.ends_on = draft.starts_on, draft.ends_on
    season.words = written(draft.texts, source=source, held=season.words)
    session.add(season)
    changes.note_all(session, at=at)
    events.record(season, "changed", by=by, at=at, particulars={"code": season.code})
    return season


def add_drops(session: BrandSession, drafts: Iterable[DropDraft], *, by: Actor, at: datetime) -> list[Drop]:
    source = session.get_one(Brand, session.brand).language
    seasons = {season.code: season.id for season in session.scalars(select(Season))}
    taken = set(session.scalars(select(Drop.code)))
    added = []
    for draft in drafts:
        if draft.code in taken:
            raise CodeTaken(code=draft.code)
        if draft.season is not None and draft.season not in seasons:
            raise NoSuchSeason(code=draft.season)
        added.append(_drop(draft, seasons, source))
        taken.add(draft.code)
    session.add_all(added)
    for drop in added:
        events.record(drop, "added", by=by, at=at, particulars={"releases_at": drop.releases_at.isoformat()})
        _await(session, drop)
    changes.note(session, (), at=at)
    return added


def _drop(draft: DropDraft, seasons: Mapping[str, UUID], source: str) -> Drop:
    return Drop(
        code=draft.code,
        season_id=seasons[draft.season] if draft.season else None,
        words=written(draft.texts, source=source),
        releases_at=draft.releases_at,
        is_announced=draft.is_announced,
    )


def change_drop(session: BrandSession, drop: Drop, draft: DropDraft, *, by: Actor, at: datetime) -> Drop:
    """Say otherwise what a drop is, and when; its code stays."""
    source = session.get_one(Brand, session.brand).language
    seasons = {season.code: season.id for season in session.scalars(select(Season))}
    if draft.season is not None and draft.season not in seasons:
        raise NoSuchSeason(code=draft.season)
    drop.season_id = seasons[draft.season] if draft.season else None
    drop.words = written(draft.texts, source=source, held=drop.words)
    events.record(drop, "changed", by=by, at=at, particulars={"code": drop.code})
    if (drop.releases_at, drop.is_announced) == (draft.releases_at, draft.is_announced):
        changes.note_all(session, at=at)
        return drop
    moment, is_announced = draft.releases_at, draft.is_announced
    return move_drop(session, drop, releases_at=moment, is_announced=is_announced, by=by, at=at)


def move_drop(
    session: BrandSession, drop: Drop, *, releases_at: datetime, is_announced: bool, by: Actor, at: datetime
) -> Drop:
    """Release earlier, later or unannounced; the styles in it follow at once."""
    drop.releases_at, drop.is_announced = releases_at, is_announced
    session.add(drop)
    _await(session, drop)
    changes.note_all(session, at=at)
    events.record(drop, "moved", by=by, at=at, particulars={"releases_at": releases_at.isoformat()})
    return drop


def _await(session: BrandSession, drop: Drop) -> None:
    moment = drop.releases_at
    key = f"release:{session.brand}:{drop.id}:{moment.isoformat()}"
    jobs.enqueue(session, "catalogue.release", payload={"drop": str(drop.id)}, run_at=moment, dedupe=key)


@jobs.job("catalogue.release", module="drops")
def release(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Open a drop at its moment: its styles are listed as what can be bought."""
    drop = session.find(Drop, UUID(payload["drop"]))
    if drop is None or drop.releases_at > at:
        return
    changes.note_all(session, at=at)
    events.record(drop, "released", by=events.CLOCK, at=at)
