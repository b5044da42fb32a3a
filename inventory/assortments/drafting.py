"""Writing rules: always in a draft, which changes nothing until it applies from a day on.

begin(session, by=, at=, like=None) -> Assortment    a draft like what is in force, or like an earlier edition
add_rules(session, draft, rules, by=, at=) · change_rule(session, draft, held, rule, by=, at=)
take_out(session, draft, held, by=, at=)
say_otherwise(session, draft, otherwise, by=, at=)
apply(session, draft, on=, by=, at=)                 from today, or from a later day
call_off(session, assortment, by=, at=)              what waits for its day is a draft again
discard(session, draft, by=, at=)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from catalogue import locks, prices
from catalogue.categories import Category
from catalogue.collections import Collection
from catalogue.seasons import Season
from catalogue.styles import Style
from i18n import _
from inventory.assortments import editions, keeping
from inventory.assortments.presenting import PresentationRule
from inventory.assortments.rules import (
    ANYWHERE,
    EVERYTHING,
    Action,
    Assortment,
    AssortmentRule,
    Conditions,
    Level,
    Otherwise,
    What,
    refuse_applied,
)
from kernel import events
from kernel.db import BrandSession
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import touch
from tenancy.markets import Market
from tenancy.outlets import Outlet, StoreType

SUBJECTS: dict[Level, Any] = {Level.MARKET: Market, Level.TYPE: StoreType, Level.OUTLET: Outlet}


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """A rule as it is written: its subjects are codes of markets, types or outlets, as its level says."""

    level: Level = Level.BRAND
    subjects: tuple[str, ...] = ()
    conditions: Conditions = ANYWHERE
    action: Action = Action.INCLUDE
    what: What = EVERYTHING
    starts_on: date | None = None
    ends_on: date | None = None


class NoSubject(Refusal):
    message = _("Choose whom the rule is for: a market, a store type or an outlet.")


class NotKnown(NotThere):
    message = _("The rule names “%(named)s”, which is not there. Choose another.")


class EndsBeforeItStarts(Refusal):
    message = _("The rule ends before it begins. Correct its days.")


class PriceWithoutList(Refusal):
    message = _("A price band needs the price list that it is told in, and at least one of its ends.")


class LowestAboveHighest(Refusal):
    message = _("The lowest price is above the highest. Correct the price band.")


class OneWaits(Refusal):
    message = _("Edition %(number)s waits for %(day)s. Call it off first, and it is a draft again.")


class InThePast(Refusal):
    message = _("That day has passed. Choose today or a later one.")


class NothingWaits(Refusal):
    message = _("Only an edition that still waits for its day can be called off.")


def begin(session: BrandSession, *, by: Actor, at: datetime, like: Assortment | None = None) -> Assortment:
    """Open the draft: as it stands, else like what is in force, or like the edition that is named."""
    locks.hold(session)
    on = editions.today(session, at)
    if ahead := editions.waiting(session, on):
        raise OneWaits(number=ahead.number, day=ahead.applies_on)
    held = editions.draft(session)
    if held is not None and like is None:
        return held
    if held is not None:
        discard(session, held, by=by, at=at)
    source = like or editions.in_force(session, on)
    begun = Assortment(
        number=(session.scalar(select(func.max(Assortment.number))) or 0) + 1,
        otherwise=source.otherwise if source else Otherwise.EVERYTHING,
        made_from=source.number if source else None,
        made_at=at,
        made_by=by.id,
    )
    session.add(begun)
    session.flush()  # its rules refer to it
    if source is not None:
        _copy(session, source, begun)
    events.record(begun, "begun", by=by, at=at, particulars={"like": begun.made_from})
    return begun


def _copy(session: BrandSession, source: Assortment, target: Assortment) -> None:
    for model in (AssortmentRule, PresentationRule):
        mine = session.scalars(select(model).where(model.assortment_id == source.id).order_by(model.id))
        rows = [row.model_dump(exclude={"id", "brand_id", "assortment_id"}) for row in mine]
        session.insert_many(model, [row | {"assortment_id": target.id} for row in rows])


def add_rules(
    session: BrandSession, draft: Assortment, wanted: Iterable[RuleDraft], *, by: Actor, at: datetime
) -> list[AssortmentRule]:
    refuse_applied(draft)
    known = _Known(session)
    made = [
        known.filled(AssortmentRule(assortment_id=draft.id, level=one.level, action=one.action), one)
        for one in wanted
    ]
    session.add_all(made)
    for row in made:
        events.record(row, "added", by=by, at=at)
    return made


def change_rule(
    session: BrandSession,
    draft: Assortment,
    held: AssortmentRule,
    wanted: RuleDraft,
    *,
    by: Actor,
    at: datetime,
) -> None:
    refuse_applied(draft)
    session.add(_Known(session).filled(held, wanted))
    events.record(held, "changed", by=by, at=at)


def take_out(
    session: BrandSession, draft: Assortment, held: AssortmentRule, *, by: Actor, at: datetime
) -> None:
    refuse_applied(draft)
    events.record(held, "taken-out", by=by, at=at)
    session.delete(held)


def say_otherwise(
    session: BrandSession, draft: Assortment, otherwise: Otherwise, *, by: Actor, at: datetime
) -> None:
    """Say what stores carry where no rule speaks."""
    refuse_applied(draft)
    draft.otherwise = otherwise
    session.add(draft)
    events.record(draft, "worded", by=by, at=at, particulars={"otherwise": str(otherwise)})


def apply(session: BrandSession, draft: Assortment, *, on: date, by: Actor, at: datetime) -> None:
    """Let a draft hold from a day on; its rules without a first day begin with it."""
    locks.hold(session)
    refuse_applied(draft)
    today = editions.today(session, at)
    if on < today:
        raise InThePast
    draft.applies_on, draft.applied_at = on, at
    draft.applied_by, draft.applied_by_name = by.id, by.display_name
    session.add(draft)
    for row in editions.rows_of(session, draft):
        row.starts_on = row.starts_on or (on if row.ends_on is None else min(on, row.ends_on))
        session.add(row)
    events.record(draft, "applied", by=by, at=at, particulars={"on": on.isoformat(), "number": draft.number})
    session.flush()  # what is carried is reckoned from the rules as they now are
    if on > today:
        keeping.await_day(session, on)
    else:
        keeping.settle(session, at=at)
    touch(session)


def call_off(session: BrandSession, assortment: Assortment, *, by: Actor, at: datetime) -> None:
    """Make what waits for its day a draft again."""
    locks.hold(session)
    if not assortment.waits(editions.today(session, at)):
        raise NothingWaits
    assortment.applies_on = assortment.applied_at = assortment.applied_by = None
    assortment.applied_by_name = ""
    session.add(assortment)
    events.record(assortment, "called-off", by=by, at=at)


def discard(session: BrandSession, draft: Assortment, *, by: Actor, at: datetime) -> None:
    """Throw a draft away; what is in force stays."""
    refuse_applied(draft)
    events.record(draft, "discarded", by=by, at=at, particulars={"number": draft.number})
    session.flush()  # its rules go before it
    for model in (AssortmentRule, PresentationRule):
        mine = delete(model).where(model.assortment_id == draft.id)
        session.execute(mine.execution_options(synchronize_session="fetch"))
    session.delete(draft)
    session.flush()  # its number is free for the next


class _Known:
    """What rules may name, looked up once for many of them."""

    def __init__(self, session: BrandSession) -> None:
        self._session = session
        self._codes: dict[Any, dict[str, Any]] = {}

    def filled(self, row: AssortmentRule, wanted: RuleDraft) -> AssortmentRule:
        _refuse_days(wanted)
        _refuse_prices(wanted.what)
        row.level, row.action = wanted.level, wanted.action
        row.subjects = self._subjects(wanted)
        what, conditions = wanted.what, wanted.conditions
        self._refuse_unknown(Category, what.categories)
        self._refuse_unknown(Collection, what.collections)
        self._refuse_unknown(Season, (*what.seasons, *conditions.during))
        self._refuse_unknown(Style, what.styles)
        if what.price_list and what.price_list not in prices.price_lists(self._session):
            raise NotKnown(named=what.price_list)
        row.what, row.conditions = what.row(), conditions.row()
        row.starts_on, row.ends_on = wanted.starts_on, wanted.ends_on
        return row

    def _subjects(self, wanted: RuleDraft) -> list[str]:
        if wanted.level is Level.BRAND:
            return []
        if not wanted.subjects:
            raise NoSubject
        model = SUBJECTS[wanted.level]
        self._refuse_unknown(model, wanted.subjects)
        return [str(self._of(model)[code]) for code in dict.fromkeys(wanted.subjects)]

    def _refuse_unknown(self, model: Any, codes: Iterable[str]) -> None:
        wanted = tuple(codes)
        missing = next((code for code in wanted if code not in self._of(model)), None) if wanted else None
        if missing is not None:
            raise NotKnown(named=missing[:60])

    def _of(self, model: Any) -> dict[str, UUID]:
        if model not in self._codes:
            self._codes[model] = dict(self._session.execute(select(model.code, model.id)).all())
        return self._codes[model]


def _refuse_days(wanted: RuleDraft) -> None:
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        raise EndsBeforeItStarts


def _refuse_prices(what: What) -> None:
    ends = [end for end in (what.lowest, what.highest) if end is not None]
    if bool(ends) != bool(what.price_list):
        raise PriceWithoutList
    if len(ends) == 2 and ends[0] > ends[1]:
        raise LowestAboveHighest
