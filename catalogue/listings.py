"""What a market's shop lists: one ready row a style, and its index, kept by the commands that change styles.

refresh(session, style_ids=None, at=)      make them anew: of some styles, or of all
catch_up(session)                          do now what would be done at the commit
begin_day(session, payload, at)            what only time changes: collections of what is new

Commands note what they change (`catalogue.changes`), and the listings follow as the transaction commits.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, delete, event, select
from sqlmodel import Field

from catalogue import changes, indexing, locks, wording_index
from catalogue.showing import Frame, Shelf, Shown, shown
from catalogue.styles import Style
from kernel import jobs
from kernel.db import BrandSession, Identified, Json, Scoped, refers

MANY = 1000


class Listing(Scoped, Identified, table=True):
    """A style in a market, with all that its card shows; `rank` orders the newest first.

    `images` are all of each colourway's, by its code; `goes_with` are numbers of styles chosen by hand.
    """

    __table_args__ = (
        refers("market"),
        refers("style"),
        UniqueConstraint("brand_id", "market_id", "style_id"),
        UniqueConstraint("brand_id", "market_id", "number"),
        Index(None, "brand_id", "market_id", "rank"),
    )

    market_id: UUID
    style_id: UUID
    number: int
    rank: int = Field(sa_type=BigInteger)
    units: int
    was_units: int | None = None
    released_at: datetime
    words: dict = Field(default_factory=dict, sa_type=Json)
    slugs: dict = Field(default_factory=dict, sa_type=Json)
    card: dict = Field(default_factory=dict, sa_type=Json)
    images: dict = Field(default_factory=dict, sa_type=Json)
    goes_with: list = Field(default_factory=list, sa_type=Json)


def refresh(session: BrandSession, style_ids: Iterable[UUID] | None = None, *, at: datetime) -> None:
    """List styles as they are at this moment, in every market; one writer of a brand's index at a time."""
    locks.hold(session)
    frame = Frame.read(session)
    wanted = _all(session) if style_ids is None else list(style_ids)
    by_market: dict[UUID, list[Shown]] = {market.id: [] for market in frame.markets}
    told = wording_index.Told()
    for start in range(0, len(wanted), MANY):
        shelf = Shelf.read(session, wanted[start : start + MANY])
        listed = shown(frame, shelf, at=at)
        for market_id, found in listed.items():
            by_market[market_id].extend(found)
        told.tell(frame, shelf, {one.style_id for found in listed.values() for one in found})
    _write(session, by_market, None if style_ids is None else wanted)
    indexing.index(session, frame, by_market, changed=_numbers(session, style_ids, wanted), at=at)
    told.write(session, is_all=style_ids is None)


def _all(session: BrandSession) -> list[UUID]:
    return list(session.scalars(select(Style.id).order_by(Style.number)))


def _numbers(session: BrandSession, style_ids: Iterable[UUID] | None, wanted: list[UUID]) -> list[int] | None:
    if style_ids is None:
        return None
    found: list[int] = []
    for start in range(0, len(wanted), MANY):
        found.extend(session.scalars(select(Style.number).where(Style.id.in_(wanted[start : start + MANY]))))
    return found


def _write(
    session: BrandSession, by_market: Mapping[UUID, list[Shown]], style_ids: list[UUID] | None
) -> None:
    quietly = {"synchronize_session": False}
    if style_ids is None:
        session.execute(delete(Listing).execution_options(**quietly))
    for start in range(0, len(style_ids or ()), MANY):
        some = (style_ids or [])[start : start + MANY]
        session.execute(delete(Listing).where(Listing.style_id.in_(some)).execution_options(**quietly))
    for found in by_market.values():
        session.insert_many(Listing, [one.columns for one in found])


@event.listens_for(BrandSession, "before_commit", insert=True)  # the brand's version turns after its listings
def catch_up(session: BrandSession) -> None:
    """List anew what was noted as changed in this transaction."""
    changed = changes.take(session)
    if changed is None:
        return
    session.flush()  # the listings are read from what is about to be committed
    _await_tomorrow(session, at=changed.at)
    if changed.is_all:
        refresh(session, at=changed.at)
    elif changed.style_ids:
        refresh(session, changed.style_ids, at=changed.at)
    elif changed.is_gathered_anew:
        indexing.gather_anew(session, Frame.read(session), at=changed.at)


@jobs.job("catalogue.day")
def begin_day(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Gather anew what is new only for so many days, and see that tomorrow does the same."""
    changes.note_collections(session, at=at)
    _await_tomorrow(session, at=at)


def _await_tomorrow(session: BrandSession, *, at: datetime) -> None:
    tomorrow = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    key = f"day:{session.brand}:{tomorrow.date()}"
    jobs.enqueue(session, "catalogue.day", payload={}, run_at=tomorrow, dedupe=key)
