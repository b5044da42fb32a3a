"""Reckoning: a count set against the book as it stood when each thing was counted, and put into the book.

Goods move while they are counted. For each SKU the book is read between the first and the last time that
somebody looked at it; of what nobody found, between the round's beginning and its end. Within that time
the moment holds at which the book agrees best with the count. What says that the book was wrong (another
count, an adjustment) is no movement of goods, and holds for all times.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from inventory import stock, stock_takes, tallies
from inventory.adjustments import Reason
from inventory.levels import Kind, Level, Movement
from inventory.stock import Change
from inventory.stock_takes import CountRound, Scope, State, StockTake, StockTakeLine
from inventory.tallies import Tally
from inventory.worth import worth
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.outlets import Outlet

AT_ONCE = 400
WRONG_BOOK = (Kind.COUNTED, Kind.DIFFERENCE, Kind.SHORTFALL)
WRONG_REASONS = (Reason.FOUND, Reason.LOST, Reason.MISCOUNTED)


@dataclass(frozen=True)
class Reckoned:
    """One SKU: counted, by the book as of the count, and one piece's value where it has a price.

    `moved` says that it moved while it was being counted.
    """

    sku_id: UUID
    counted: int
    book: int
    round: int
    moved: bool
    value: int | None

    @property
    def variance(self) -> int:
        return self.counted - self.book

    @property
    def worth(self) -> int | None:
        return None if self.value is None else self.value * self.variance


@dataclass(frozen=True)
class Seen:
    """What was counted of a SKU, and from when to when somebody looked."""

    units: int
    first: datetime
    last: datetime
    round: int


class ChangedMeanwhile(Refusal):
    message = _("Something moved since this page was opened. Look at the differences again, then approve.")


def reckon(session: BrandSession, take: StockTake, *, at: datetime) -> list[Reckoned]:
    """Set the count against the book, SKU by SKU; both those that differ and those that agree."""
    seen = _seen(session, take, at=at)
    on_hand = _on_hand(session, take, seen)
    moves = _moves(session, take, list(seen), since=min((each.first for each in seen.values()), default=at))
    values = _values(session, take, list(seen), at=at)
    return [
        _reckon(sku_id, seen[sku_id], on_hand.get(sku_id, 0), moves.get(sku_id, ()), values.get(sku_id))
        for sku_id in sorted(seen)
    ]


def _seen(session: BrandSession, take: StockTake, *, at: datetime) -> dict[UUID, Seen]:
    """Every SKU that the count is about: what was found of it in the round that counts, if anything."""
    rounds = stock_takes.rounds_of(session, take)
    lines = {line.sku_id: line.round for line in stock_takes.lines_of(session, take)}
    wanted = {sku_id: lines.get(sku_id, 1) for sku_id in {*lines, *_on_the_book(session, take)}}
    tallied = tallies.entries(session, take, steps=map(stock_takes.step, rounds))
    wanted |= {entry.sku_id: lines.get(entry.sku_id, 1) for entry in tallied}
    found: dict[UUID, list[Tally]] = {}
    for entry in tallied:
        if entry.step == stock_takes.step(wanted[entry.sku_id]):
            found.setdefault(entry.sku_id, []).append(entry)
    return {id: _look(found.get(id, []), rounds[number], at=at) for id, number in wanted.items()}


def _look(entries: Sequence[Tally], going: CountRound, *, at: datetime) -> Seen:
    if not entries:
        return Seen(0, going.began_at, going.finished_at or at, going.number)
    moments = [entry.at for entry in entries]
    return Seen(sum(entry.units for entry in entries), min(moments), max(moments), going.number)


def _on_the_book(session: BrandSession, take: StockTake) -> Sequence[UUID]:
    """What the book says is there and belongs to the count; a list names its own."""
    if take.scope == Scope.CYCLE:
        return ()
    there = select(Level.sku_id).where(Level.outlet_id == take.outlet_id, Level.on_hand != 0)
    if take.scope == Scope.CATEGORY:
        of = there.join(Sku, col(Sku.id) == Level.sku_id).join(Style, col(Style.id) == Sku.style_id)
        there = of.where(col(Style.category_id).in_(stock_takes.categories_of(session, take)))
    return session.exec(there).all()


def _on_hand(session: BrandSession, take: StockTake, sku_ids: Iterable[UUID]) -> dict[UUID, int]:
    here = select(Level.sku_id, Level.on_hand).where(Level.outlet_id == take.outlet_id)
    return {
        sku_id: units
        for some in _some(sku_ids)
        for sku_id, units in session.exec(here.where(col(Level.sku_id).in_(some))).all()
    }


def _moves(
    session: BrandSession, take: StockTake, sku_ids: Iterable[UUID], *, since: datetime
) -> dict[UUID, list[tuple[datetime, int]]]:
    """The movements of goods since a moment, newest first."""
    corrected = or_(
        col(Movement.kind).in_(WRONG_BOOK),
        (Movement.kind == Kind.ADJUSTED) & col(Movement.reason).in_(WRONG_REASONS),
    )
    real = select(Movement.sku_id, Movement.at, Movement.units).where(
        Movement.outlet_id == take.outlet_id,
        Movement.quantity == "on_hand",
        col(Movement.at) > since,
        ~corrected,
    )
    found: dict[UUID, list[tuple[datetime, int]]] = {}
    for some in _some(sku_ids):
        rows = real.where(col(Movement.sku_id).in_(some)).order_by(col(Movement.at).desc())
        for sku_id, moment, units in session.exec(rows):
            found.setdefault(sku_id, []).append((moment, units))
    return found


def _values(session: BrandSession, take: StockTake, sku_ids: Iterable[UUID], *, at: datetime) -> dict:
    outlet = session.get_one(Outlet, (session.brand, take.outlet_id))
    styles = {
        sku_id: style_id
        for some in _some(sku_ids)
        for sku_id, style_id in session.exec(select(Sku.id, Sku.style_id).where(col(Sku.id).in_(some)))
    }
    known = worth(session, set(styles.values()), outlet_id=outlet.id, currency=outlet.currency, at=at)
    return {sku_id: known.get(style_id) for sku_id, style_id in styles.items()}


def _reckon(
    sku_id: UUID, seen: Seen, on_hand: int, moves: Iterable[tuple[datetime, int]], value: int | None
) -> Reckoned:
    """Walk back from now; of the books while somebody looked, take the one nearest to the count."""
    book, books = on_hand, []
    for moment, units in moves:
        if moment <= seen.last:
            books.append(book)
            if moment <= seen.first:
                break
        book -= units
    books.append(book)
    nearest = min(books, key=lambda each: abs(seen.units - each))
    return Reckoned(sku_id, seen.units, nearest, seen.round, len(books) > 1, value)


def post(
    session: BrandSession, take: StockTake, *, seen: str = "", by: Actor, at: datetime
) -> list[Reckoned]:
    """Put what was approved into the book; `seen` is the mark of the differences as they were shown."""
    stock_takes.hold(session, take, State.COUNTED)
    reckoned = reckon(session, take, at=at)
    if seen and seen != mark(reckoned):
        raise ChangedMeanwhile
    _keep(session, take, reckoned)
    on_hand = _on_hand(session, take, [each.sku_id for each in reckoned])
    changes = [
        Change(take.outlet_id, each.sku_id, max(each.variance, -max(0, on_hand.get(each.sku_id, 0))))
        for each in reckoned
    ]
    stock.post(session, changes, kind=Kind.COUNTED, cause=take, by=by, at=at, reason=take.scope)
    take.posted_at, take.posted_by = at, by.id
    stock_takes.turn(session, take, State.POSTED)
    pieces = sum(abs(each.variance) for each in reckoned)
    record(take, "posted", by=by, at=at, particulars={"skus": len(reckoned), "pieces": pieces})
    return reckoned


def mark(reckoned: Iterable[Reckoned]) -> str:
    """Tells one set of differences from another."""
    rows = sorted((str(each.sku_id), each.variance) for each in reckoned if each.variance)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:20]


def _keep(session: BrandSession, take: StockTake, reckoned: Sequence[Reckoned]) -> None:
    held = {line.sku_id: line for line in stock_takes.lines_of(session, take)}
    for each in reckoned:
        line = held.get(each.sku_id) or StockTakeLine(stock_take_id=take.id, sku_id=each.sku_id)
        line.counted, line.book, line.value = each.counted, each.book, each.value
        line.round, line.variance = each.round, each.variance
        session.add(line)


def _some(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
