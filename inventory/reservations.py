"""Reservations: pieces kept for a checkout under way, for minutes; never beyond what can be promised.

A reservation has the caller's key: asked for again under the same key, it is the same reservation. The clock
gives back what has run out; and where too little is left, whoever asks next gives it back first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import product
from uuid import UUID

from sqlmodel import select

from i18n import _
from inventory import stock
from inventory.claims import claim
from inventory.reservation_book import (
    Reservation,
    ReservationLine,
    end,
    find,
    give_back,
    lines,
    lock,
    set_clock,
)
from inventory.sourcing import choose
from inventory.stock import Change, Key, Kind
from inventory.taking import NotEnough, take
from kernel.db import BrandSession, Identified
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.markets import MarketOutlet

__all__ = [
    "AlreadyOrdered",
    "NotEnough",
    "OtherPieces",
    "Reservation",
    "ReservationLine",
    "convert",
    "find",
    "lines",
    "release",
    "renew",
    "reserve",
    "reserve_in_market",
]


class AlreadyOrdered(Refusal):
    message = _("This has been ordered already. Look at the order.")


class OtherPieces(ValueError):
    """A key was used again for something else: the caller's mistake, not the shopper's."""


def reserve(
    session: BrandSession, units: Mapping[Key, int], *, key: str, until: datetime, by: Actor, at: datetime
) -> Reservation:
    """Keep so many units by (SKU, outlet) until a moment, all or none; raises NotEnough with what is left."""
    reservation, held = _claim(session, key, until=until, by=by, at=at)
    if held:
        return _same(session, reservation, held == dict(units), until=until, by=by, at=at)
    try:
        _keep(session, reservation, units, by=by, at=at)
    except NotEnough:
        if not give_back(session, {sku_id for sku_id, _ in units}, along=units, at=at):
            raise
        _keep(session, reservation, units, by=by, at=at)
    return reservation


def reserve_in_market(
    session: BrandSession,
    units: Mapping[UUID, int],
    *,
    market_id: UUID,
    key: str,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Reservation:
    """Keep so many units by SKU, in whichever of the market's outlets can best spare them."""
    reservation, held = _claim(session, key, until=until, by=by, at=at)
    if held:
        return _same(session, reservation, _by_sku(held) == dict(units), until=until, by=by, at=at)
    for chosen in _choices(session, units, market_id=market_id, at=at):
        try:
            with session.begin_nested():
                _keep(session, reservation, chosen, by=by, at=at)
        except NotEnough:
            continue  # somebody was quicker: what she left is looked at anew
        break
    return reservation


def renew(
    session: BrandSession, reservation: Reservation, *, until: datetime, by: Actor, at: datetime
) -> Reservation:
    """Keep it longer; what has been given back meanwhile is kept again, if it is still there."""
    lock(session, reservation)
    if reservation.outcome == "committed":
        raise AlreadyOrdered
    if not reservation.is_live:
        _take(session, reservation, lines(session, reservation), by=by, at=at)
        reservation.ended_at, reservation.outcome = None, ""
        set_clock(session, reservation, until)
    reservation.lasts_until = max(until, reservation.lasts_until)
    session.add(reservation)
    return reservation


def release(session: BrandSession, reservation: Reservation, *, by: Actor, at: datetime) -> None:
    """Give back what is kept; what was given back before stays so."""
    lock(session, reservation)
    if reservation.outcome == "committed":
        raise AlreadyOrdered
    if reservation.is_live:
        end(session, [reservation], outcome="released", by=by, at=at)


def convert(
    session: BrandSession, reservation: Reservation, *, cause: Identified, by: Actor, at: datetime
) -> dict[Key, int]:
    """Turn what is kept into a commitment's; what was given back is taken anew, or refused."""
    lock(session, reservation)
    if reservation.outcome == "committed":
        raise AlreadyOrdered
    units = lines(session, reservation)
    if reservation.is_live:
        changes = [
            change
            for (sku_id, outlet_id), n in units.items()
            for change in (
                Change(outlet_id, sku_id, -n, "reserved"),
                Change(outlet_id, sku_id, n, "committed"),
            )
        ]
        stock.post(session, changes, kind=Kind.COMMITTED, cause=cause, by=by, at=at)
    else:
        take(session, units, quantity="committed", kind=Kind.COMMITTED, cause=cause, by=by, at=at)
    reservation.ended_at, reservation.outcome = at, "committed"
    session.add(reservation)
    return units


def _claim(
    session: BrandSession, key: str, *, until: datetime, by: Actor, at: datetime
) -> tuple[Reservation, dict[Key, int]]:
    """Make the key's reservation, or lock the one that is there; whoever is at the same key waits."""
    mine = Reservation(key=key, made_at=at, made_by=by.id, lasts_until=until)
    if not claim(session, mine):
        there = find(session, key)
        return there, lines(session, there)
    return mine, {}


def _same(
    session: BrandSession,
    reservation: Reservation,
    is_same: bool,
    *,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Reservation:
    if not is_same:
        raise OtherPieces(reservation.key)
    return renew(session, reservation, until=until, by=by, at=at)


def _choices(
    session: BrandSession, units: Mapping[UUID, int], *, market_id: UUID, at: datetime
) -> Iterator[dict[Key, int]]:
    """Choose anew as long as somebody else was quicker; it ends, because each time a piece is gone."""
    while True:
        try:
            yield choose(session, units, market_id=market_id, at=at)
        except NotEnough:
            serving = session.exec(select(MarketOutlet.outlet_id).where(MarketOutlet.market_id == market_id))
            along = set(product(units, serving.all()))
            if not give_back(session, units, along=along, at=at):
                raise


def _keep(
    session: BrandSession, reservation: Reservation, units: Mapping[Key, int], *, by: Actor, at: datetime
) -> None:
    _take(session, reservation, units, by=by, at=at)
    session.add_all(
        ReservationLine(reservation_id=reservation.id, sku_id=sku_id, outlet_id=outlet_id, units=n)
        for (sku_id, outlet_id), n in units.items()
    )
    set_clock(session, reservation, reservation.lasts_until)


def _take(
    session: BrandSession, reservation: Reservation, units: Mapping[Key, int], *, by: Actor, at: datetime
) -> None:
    take(session, units, quantity="reserved", kind=Kind.RESERVED, cause=reservation, by=by, at=at)


def _by_sku(units: Mapping[Key, int]) -> dict[UUID, int]:
    sums: Counter[UUID] = Counter()
    for (sku_id, _outlet_id), n in units.items():
        sums[sku_id] += n
    return dict(sums)
