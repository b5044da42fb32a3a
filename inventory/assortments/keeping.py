"""What every outlet carries, kept: one packed set of style numbers an outlet, right at every commit.

carried(session) -> {outlet id: numbers of styles}
catch_up(session)                      what a transaction has changed, followed before it commits
settle(session, at=)                   everything anew, for the day at hand
breaches(session, at=)                 what is kept compared with what a full reckoning gives

A brand whose rules have never applied keeps nothing: each of its outlets carries everything.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pyroaring import BitMap
from sqlalchemy import UniqueConstraint, event, select

from catalogue import changes, listings, locks
from catalogue.changes import Changed
from catalogue.postings import packed, unpacked
from catalogue.styles import Style
from inventory.assortments import deciding, editions, goods
from inventory.assortments.deciding import Edition
from inventory.assortments.rules import Place, turning_days
from kernel import jobs
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.events import Event
from tenancy.brands import Brand, touch
from tenancy.outlets import Outlet

_KEY = "changed_outlets"
_TURNED = "turned_at"
OUTLET_EVENTS = ("outlet.opened", "outlet.changed", "outlet.closed", "outlet.reopened")
MARKET_EVENTS = ("market.opened", "market.changed")


class Carried(Scoped, Identified, table=True):
    """The numbers of the styles that an outlet carries, as a compressed set, as of a day."""

    __table_args__ = (refers("outlet"), UniqueConstraint("brand_id", "outlet_id"))

    outlet_id: UUID
    numbers: bytes
    as_of: date


def carried(session: BrandSession) -> dict[UUID, BitMap]:
    """What each outlet carries today: numbers of styles by outlet, in two statements."""
    kept = (
        select(Outlet.id, Carried.numbers)
        .outerjoin(Carried, Carried.outlet_id == Outlet.id)
        .order_by(Outlet.code)
    )
    rows = session.execute(kept).all()
    everything = _everything(session) if any(numbers is None for _id, numbers in rows) else BitMap()
    return {id: unpacked(numbers) if numbers is not None else BitMap(everything) for id, numbers in rows}


def carried_at(session: BrandSession, outlet_id: UUID) -> BitMap:
    """What one outlet carries today."""
    numbers = ruled_at(session, outlet_id)
    return _everything(session) if numbers is None else numbers


def ruled_at(session: BrandSession, outlet_id: UUID) -> BitMap | None:
    """The same by rules alone, in one statement; None where no rule of the brand has ever applied."""
    numbers = session.scalar(select(Carried.numbers).where(Carried.outlet_id == outlet_id))
    return None if numbers is None else unpacked(numbers)


def carriers(session: BrandSession, number: int) -> set[UUID]:
    """The outlets that carry one style today."""
    return {id for id, numbers in carried(session).items() if number in numbers}


def _everything(session: BrandSession) -> BitMap:
    return BitMap(session.scalars(select(Style.number).where(Style.status != "withdrawn")))


@event.listens_for(BrandSession, "after_flush")
def _note(session: BrandSession, *_: Any) -> None:
    """Take note of what the transaction has made of outlets and markets, by the events it records."""
    for row in session.new:
        if isinstance(row, Event) and row.name in OUTLET_EVENTS:
            session.info.setdefault(_KEY, {})[row.subject_id] = row.at
        elif isinstance(row, Event) and row.name in MARKET_EVENTS:
            session.info[_TURNED] = row.at


@event.listens_for(
    BrandSession, "before_commit", insert=True
)  # the brand's version turns after what it shows
def catch_up(session: BrandSession) -> None:
    """Follow what this transaction has changed of styles, collections, outlets and markets."""
    if not session.info["writes"]:
        return
    session.flush()  # what is pending may be an outlet's event
    noted: Changed | None = changes.noted(session)
    outlets: dict[UUID, datetime] = session.info.pop(_KEY, {})
    turned: datetime | None = session.info.pop(_TURNED, None)
    if noted is None and not outlets and turned is None:
        return
    listings.catch_up(session)  # collections are read from what the markets list
    moments = [noted.at if noted else None, turned, *outlets.values()]
    at = max(moment for moment in moments if moment is not None)
    _follow(session, noted, outlets, is_all=turned is not None, at=at)


def _follow(
    session: BrandSession, noted: Changed | None, outlets: Collection[UUID], *, is_all: bool, at: datetime
) -> None:
    locks.hold(session)  # no edition applies, and no other change is followed, between reading and writing
    on = editions.today(session, at)
    assortment = editions.in_force(session, on)
    if assortment is None:
        return
    edition = editions.edition(session, assortment, on=on)
    if is_all or (noted is not None and _concerns_all(noted, edition)):
        _settle(session, edition, on=on, at=at)
        return
    if noted is not None and noted.style_ids:
        _follow_styles(session, edition, noted.style_ids, at=at)
    if outlets:
        places = editions.places(session, outlets)
        _keep(session, _reckoned(session, edition, places, on=on, at=at), on=on)
        _await_turn(session, edition, on=on)


def _concerns_all(noted: Changed, edition: Edition) -> bool:
    gathers = any(rule.what.collections for rule in edition.rules)
    return noted.is_all or (gathers and noted.is_gathered_anew)


def _follow_styles(session: BrandSession, edition: Edition, style_ids: set[UUID], *, at: datetime) -> None:
    """Put changed styles in their places, and leave all others where they are."""
    rows = {row.outlet_id: row for row in session.scalars(select(Carried))}
    changed = _numbers(session, style_ids)
    fresh = goods.read(session, edition.rules, style_ids=style_ids, at=at)
    by_day: dict[date, list[Place]] = {}
    for place in editions.places(session):
        if place.id in rows:
            by_day.setdefault(rows[place.id].as_of, []).append(place)
    for day, places in by_day.items():
        for id, some in deciding.carried(edition, places, fresh, on=day).items():
            held = unpacked(rows[id].numbers)
            _put(session, rows[id], (held - changed) | (some & changed))


def _numbers(session: BrandSession, style_ids: set[UUID]) -> BitMap:
    wanted, found = sorted(style_ids), BitMap()
    for start in range(0, len(wanted), goods.AT_A_TIME):
        some = Style.id.in_(wanted[start : start + goods.AT_A_TIME])
        found.update(session.scalars(select(Style.number).where(some)))
    return found


def _put(session: BrandSession, row: Carried, numbers: BitMap) -> None:
    kept = packed(numbers)
    if kept != row.numbers:
        row.numbers = kept
        session.add(row)
        touch(session)


def settle(session: BrandSession, *, at: datetime) -> None:
    """Reckon everything anew for the day at hand, and see to the next day on which something turns."""
    locks.hold(session)
    on = editions.today(session, at)
    assortment = editions.in_force(session, on)
    if assortment is not None:
        _settle(session, editions.edition(session, assortment, on=on), on=on, at=at)


def _settle(session: BrandSession, edition: Edition, *, on: date, at: datetime) -> None:
    places = editions.places(session)
    _keep(session, _reckoned(session, edition, places, on=on, at=at), on=on)
    _await_turn(session, edition, on=on)


def _reckoned(
    session: BrandSession, edition: Edition, places: list[Place], *, on: date, at: datetime
) -> dict[UUID, BitMap]:
    return deciding.carried(edition, places, goods.read(session, edition.on(on), at=at), on=on)


def _keep(session: BrandSession, found: Mapping[UUID, BitMap], *, on: date) -> None:
    """Write what differs from what is kept."""
    rows = {row.outlet_id: row for row in session.scalars(select(Carried))}
    fresh = []
    for outlet_id, numbers in found.items():
        row = rows.get(outlet_id)
        if row is None:
            fresh.append({"outlet_id": outlet_id, "numbers": packed(numbers), "as_of": on})
            continue
        row.as_of = on
        session.add(row)
        _put(session, row, numbers)
    session.insert_many(Carried, fresh)
    if fresh:
        touch(session)


def _await_turn(session: BrandSession, edition: Edition, *, on: date) -> None:
    """Queue the next day on which what is carried turns by itself."""
    coming = turning_days(edition.rules, edition.seasons)
    coming |= {
        date.fromordinal(last.toordinal() + 1)
        for last in session.scalars(select(Outlet.closed_on).where(Outlet.closed_on >= on))
        if last is not None
    }
    turning = min((day for day in coming if day > on), default=None)
    if turning is not None:
        await_day(session, turning)


def await_day(session: BrandSession, day: date) -> None:
    zone = ZoneInfo(session.get_one(Brand, session.brand).time_zone)
    key = f"assortments:{session.brand}:{day.isoformat()}"
    midnight = datetime.combine(day, time(), zone)
    jobs.enqueue(session, "assortments.turn", payload={}, run_at=midnight, dedupe=key)


@jobs.job("assortments.turn")
def turn(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Begin a day on which rules begin or end, or an edition applies."""
    settle(session, at=at)


@dataclass(frozen=True)
class Astray:
    """An outlet of which something else is kept than the rules say."""

    outlet_id: UUID
    lacking: int
    too_many: int


def breaches(session: BrandSession, *, at: datetime) -> Iterator[Astray]:
    """Compare what is kept with a full reckoning, each outlet as of the day it was last reckoned for."""
    kept = {row.outlet_id: row for row in session.scalars(select(Carried))}
    days = {row.as_of for row in kept.values()} or {editions.today(session, at)}
    for day in sorted(days):
        assortment = editions.in_force(session, day)
        if assortment is None:
            continue
        edition = editions.edition(session, assortment, on=day)
        places = [p for p in editions.places(session) if p.id not in kept or kept[p.id].as_of == day]
        for id, numbers in _reckoned(session, edition, places, on=day, at=at).items():
            held = unpacked(kept[id].numbers) if id in kept else BitMap()
            if held != numbers:
                yield Astray(id, len(numbers - held), len(held - numbers))
