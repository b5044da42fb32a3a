"""Stock takes: what is there is counted, set against the book as of the count, and approved.

open_count · note · finish · recount · post · cancel; `inventory.reckoning` sets the count against the book.
Nobody who counts is shown the book, and selling goes on meanwhile.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col, select

from catalogue import categories
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import Message, _
from inventory import tallies
from inventory.numbering import next_numbers
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record


class Scope(StrEnum):
    """What is counted: everything, some categories, or a list that turns round the shop in time."""

    FULL = "full"
    CATEGORY = "category"
    CYCLE = "cycle"


class State(StrEnum):
    COUNTING = "counting"
    COUNTED = "counted"
    POSTED = "posted"
    CANCELLED = "cancelled"


SCOPE_NAMES: dict[str, Message] = {
    Scope.FULL: _("Everything"),
    Scope.CATEGORY: _("Some categories"),
    Scope.CYCLE: _("A list"),
}
STATE_NAMES: dict[str, Message] = {
    State.COUNTING: _("Being counted"),
    State.COUNTED: _("To be approved"),
    State.POSTED: _("In the book"),
    State.CANCELLED: _("Cancelled"),
}


class StockTake(Scoped, Identified, table=True):
    """A count of one outlet, or of a part of it."""

    __tablename__ = "stock_take"
    __table_args__ = (
        UniqueConstraint("brand_id", "reference"),
        refers("outlet"),
        CheckConstraint(f"scope IN {tuple(scope.value for scope in Scope)}", name="scope"),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        Index(None, "brand_id", "outlet_id", "state"),
    )

    reference: str = Field(max_length=80)
    outlet_id: UUID
    scope: str
    category_ids: list = Field(default_factory=list, sa_type=Json)
    state: str = State.COUNTING.value
    round: int = 1
    note: str = Field(default="", max_length=500)
    opened_at: datetime
    opened_by: UUID | None = None
    posted_at: datetime | None = None
    posted_by: UUID | None = None
    close_reason: str = ""


class CountRound(Scoped, Identified, table=True):
    """One going round the shelves: the first of all, a later one of what is to be counted again."""

    __tablename__ = "count_round"
    __table_args__ = (refers("stock_take"), UniqueConstraint("brand_id", "stock_take_id", "number"))

    stock_take_id: UUID
    number: int
    began_at: datetime
    finished_at: datetime | None = None
    finished_by: UUID | None = None


class StockTakeLine(Scoped, Identified, table=True):
    """A SKU on the list of a stock take or, once it is posted, what was found of it and what it came to.

    `round` is the round that counts for it; `value` is one piece's, in the outlet's currency's minor unit.
    """

    __tablename__ = "stock_take_line"
    __table_args__ = (
        refers("stock_take"),
        refers("sku"),
        UniqueConstraint("brand_id", "stock_take_id", "sku_id"),
    )

    stock_take_id: UUID
    sku_id: UUID
    round: int = 1
    counted: int | None = None
    book: int | None = None
    variance: int | None = None
    value: int | None = None


class NotNow(Refusal):
    message = _("Stock take %(reference)s stands at “%(state)s”. Nothing was done a second time.")


class AlreadyOpen(Refusal):
    message = _("Everything is being counted there already, as %(reference)s. Finish or cancel that first.")


class NothingToCount(Refusal):
    message = _("Say what is to be counted.")


class NothingCounted(Refusal):
    message = _("Nothing is counted yet. Scan what is there, or cancel the stock take.")


class NotOnTheList(Refusal):
    message = _("%(code)s is not part of this count. Put it aside; it was not entered.")


def open_count(
    session: BrandSession,
    *,
    outlet_id: UUID,
    scope: Scope,
    category_ids: Collection[UUID] = (),
    sku_ids: Collection[UUID] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> StockTake:
    """Open a count of everything, of categories with all below them, or of a list of SKUs."""
    if (scope is Scope.CATEGORY and not category_ids) or (scope is Scope.CYCLE and not sku_ids):
        raise NothingToCount
    number = next_numbers(session, "stock-take")[0]
    if scope is Scope.FULL:
        _refuse_second(session, outlet_id)
    take = StockTake(
        reference=f"C-{number:05d}",
        outlet_id=outlet_id,
        scope=scope.value,
        category_ids=[str(id) for id in category_ids],
        note=note,
        opened_at=at,
        opened_by=by.id,
    )
    session.add(take)
    session.flush()  # its round and its list name it
    session.add(CountRound(stock_take_id=take.id, number=1, began_at=at))
    listed = ({"stock_take_id": take.id, "sku_id": id, "round": 1} for id in sorted(set(sku_ids)))
    session.insert_many(StockTakeLine, listed)
    record(take, "opened", by=by, at=at)
    return take


def _refuse_second(session: BrandSession, outlet_id: UUID) -> None:
    held = select(StockTake.reference).where(
        StockTake.outlet_id == outlet_id,
        StockTake.scope == Scope.FULL.value,
        col(StockTake.state).in_([State.COUNTING, State.COUNTED]),
    )
    reference = session.exec(held).first()
    if reference is not None:
        raise AlreadyOpen(reference=reference)


def note(
    session: BrandSession,
    take: StockTake,
    *,
    units: Mapping[UUID, int],
    key: str,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what somebody counted; several count at once, and an entry of one key is kept once."""
    hold(session, take, State.COUNTING)
    outside = set(units) - countable(session, take, units)
    if outside:
        codes = session.exec(select(Sku.code).where(col(Sku.id).in_(outside)).order_by(col(Sku.code))).all()
        raise NotOnTheList(code=", ".join(codes))
    tallies.note(session, take, step=step(take.round), units=units, key=key, by=by, at=at)


def step(number: int) -> str:
    return f"count-{number}"


def countable(session: BrandSession, take: StockTake, sku_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these SKUs are part of the round that is being counted."""
    wanted = list(sku_ids)
    if take.round > 1 or take.scope == Scope.CYCLE:
        listed = select(StockTakeLine.sku_id).where(StockTakeLine.stock_take_id == take.id)
        now = listed.where(StockTakeLine.round == take.round, col(StockTakeLine.sku_id).in_(wanted))
        return set(session.exec(now).all())
    if take.scope == Scope.FULL:
        return set(wanted)
    within = select(Sku.id).join(Style, col(Style.id) == Sku.style_id).where(col(Sku.id).in_(wanted))
    return set(session.exec(within.where(col(Style.category_id).in_(categories_of(session, take)))).all())


def categories_of(session: BrandSession, take: StockTake) -> set[UUID]:
    """The categories counted, with all that are below them."""
    tree = categories.tree(session)
    chosen = {UUID(id) for id in take.category_ids}
    return {id for id in tree if chosen & {above.id for above in categories.path(tree, id)}}


def finish(session: BrandSession, take: StockTake, *, by: Actor, at: datetime) -> None:
    """Say that the round is counted: what was not found is not there."""
    hold(session, take, State.COUNTING)
    if take.round == 1 and not tallies.totals(session, take, step=step(1)):
        raise NothingCounted
    held = select(CountRound).where(CountRound.stock_take_id == take.id, CountRound.number == take.round)
    this = session.exec(held).one()
    this.finished_at, this.finished_by = at, by.id
    session.add(this)
    turn(session, take, State.COUNTED)
    record(take, "counted", by=by, at=at, particulars={"round": take.round})


def recount(
    session: BrandSession, take: StockTake, *, sku_ids: Collection[UUID], by: Actor, at: datetime
) -> None:
    """Have these counted again from nothing; the new count is the one that counts."""
    hold(session, take, State.COUNTED)
    if not sku_ids:
        raise NothingToCount
    take.round += 1
    held = {line.sku_id: line for line in lines_of(session, take)}
    for sku_id in sku_ids:
        line = held.get(sku_id) or StockTakeLine(stock_take_id=take.id, sku_id=sku_id)
        line.round = take.round
        session.add(line)
    session.add(CountRound(stock_take_id=take.id, number=take.round, began_at=at))
    turn(session, take, State.COUNTING)
    record(take, "sent-back", by=by, at=at, particulars={"round": take.round, "skus": len(sku_ids)})


def cancel(session: BrandSession, take: StockTake, *, reason: str, by: Actor, at: datetime) -> None:
    """Leave the book as it is; what was counted stays to be read."""
    hold(session, take, State.COUNTING, State.COUNTED)
    take.close_reason = reason
    turn(session, take, State.CANCELLED)
    record(take, "cancelled", by=by, at=at, particulars={"reason": reason})


def hold(session: BrandSession, take: StockTake, *states: State) -> None:
    """Lock a stock take that stands where this step begins; refuse where it has gone on meanwhile."""
    session.flush()  # it may have been opened a moment ago
    session.refresh(take, with_for_update=True)
    if take.state not in states:
        raise NotNow(reference=take.reference, state=STATE_NAMES[take.state])


def turn(session: BrandSession, take: StockTake, state: State) -> None:
    take.state = state.value
    session.add(take)


def lines_of(session: BrandSession, take: StockTake) -> Sequence[StockTakeLine]:
    held = select(StockTakeLine).where(StockTakeLine.stock_take_id == take.id)
    return session.exec(held.execution_options(populate_existing=True)).all()


def rounds_of(session: BrandSession, take: StockTake) -> dict[int, CountRound]:
    held = select(CountRound).where(CountRound.stock_take_id == take.id)
    return {each.number: each for each in session.exec(held.execution_options(populate_existing=True))}
