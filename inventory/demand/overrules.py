"""What a merchandiser knows better: expectations raised, lowered or set, for a time and with a reason.

overrule(session, draft, by=, at=) -> Overrule      applies at once to what is expected
withdraw(session, row, by=, at=)
standing(session) -> tuple[Standing]                those not withdrawn, in the order in which they were said
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from sqlalchemy import CheckConstraint, Index
from sqlmodel import col, select

from catalogue.styles import Style
from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.outlets import Outlet

if TYPE_CHECKING:
    from inventory.demand.estimates import Estimate

Array = np.ndarray[Any, Any]
MOST_TIMES, MOST_PIECES = 20.0, 100_000.0


class Overrule(Scoped, Identified, table=True):
    """Expected so many times as much, or so many pieces a week in each outlet, of what and where it names.

    What is named none means any: without a SKU the whole style, without that the category, without that all;
    without an outlet those of the store type, without that all.
    """

    __tablename__ = "demand_overrule"
    __table_args__ = (
        refers("sku"),
        refers("style"),
        refers("category"),
        refers("outlet"),
        refers("store_type"),
        refers("staff", column="made_by"),
        refers("staff", column="withdrawn_by"),
        CheckConstraint("(times IS NULL) <> (weekly IS NULL)", name="one_figure"),
        CheckConstraint("times IS NULL OR times >= 0", name="times"),
        CheckConstraint("weekly IS NULL OR weekly >= 0", name="weekly"),
        CheckConstraint("last_on >= first_on", name="dates"),
        Index(None, "brand_id", "last_on"),
    )

    sku_id: UUID | None = None
    style_id: UUID | None = None
    category_id: UUID | None = None
    outlet_id: UUID | None = None
    store_type_id: UUID | None = None
    first_on: date
    last_on: date
    times: float | None = None
    weekly: float | None = None
    reason: str
    made_at: datetime
    made_by: UUID | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OverruleDraft:
    first_on: date
    last_on: date
    reason: str
    times: float | None = None
    weekly: float | None = None
    sku_id: UUID | None = None
    style_id: UUID | None = None
    category_id: UUID | None = None
    outlet_id: UUID | None = None
    store_type_id: UUID | None = None


@dataclass(frozen=True)
class Standing:
    """An overrule with the outlets and styles that it reaches spelt out; None where it reaches all."""

    row: Overrule
    outlet_ids: frozenset[UUID] | None
    style_ids: frozenset[UUID] | None


class NoReason(Refusal):
    message = _("Say why, so that others can follow it.")


class OneFigure(Refusal):
    message = _("Say either how many times as much, or how many pieces a week.")


class OutOfMeasure(Refusal):
    message = _("That is out of all measure. Check the figure.")


class EndsBeforeItBegins(Refusal):
    message = _("It would end before it begins. Correct the dates.")


class AlreadyWithdrawn(Refusal):
    message = _("That has been withdrawn already.")


def overrule(session: BrandSession, draft: OverruleDraft, *, by: Actor, at: datetime) -> Overrule:
    """Let a figure stand in the place of what was estimated."""
    if not draft.reason.strip():
        raise NoReason
    if (draft.times is None) == (draft.weekly is None):
        raise OneFigure
    if not (0 <= (draft.times or 0) <= MOST_TIMES and 0 <= (draft.weekly or 0) <= MOST_PIECES):
        raise OutOfMeasure
    if draft.last_on < draft.first_on:
        raise EndsBeforeItBegins
    row = Overrule(**vars(draft), made_at=at, made_by=by.id)
    session.add(row)
    events.record(row, "made", by=by, at=at, particulars={"reason": draft.reason})
    return row


def withdraw(session: BrandSession, row: Overrule, *, by: Actor, at: datetime) -> None:
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn
    row.withdrawn_at, row.withdrawn_by = at, by.id
    session.add(row)
    events.record(row, "withdrawn", by=by, at=at)


def standing(session: BrandSession) -> tuple[Standing, ...]:
    rows = select(Overrule).where(col(Overrule.withdrawn_at).is_(None))
    found = session.exec(rows.order_by(col(Overrule.made_at), col(Overrule.id))).all()
    return tuple(Standing(row, _outlets(session, row), _styles(session, row)) for row in found)


def _outlets(session: BrandSession, row: Overrule) -> frozenset[UUID] | None:
    if row.outlet_id is not None:
        return frozenset([row.outlet_id])
    if row.store_type_id is None:
        return None
    return frozenset(session.exec(select(Outlet.id).where(Outlet.store_type_id == row.store_type_id)))


def _styles(session: BrandSession, row: Overrule) -> frozenset[UUID] | None:
    if row.sku_id is not None or row.category_id is None:
        return None if row.style_id is None or row.sku_id is not None else frozenset([row.style_id])
    if row.style_id is not None:
        return frozenset([row.style_id])
    return frozenset(session.exec(select(Style.id).where(Style.category_id == row.category_id)))


def apply(
    each: Standing,
    mean: Array,
    *,
    on: date,
    horizon: Array,
    estimate: "Estimate",
    rows: Sequence[int],
    columns: Array,
) -> None:
    """Change expected means (outlets × SKUs) in place, by the share of each horizon that it covers."""
    share = covered(each.row, on=on, horizon=horizon)
    hit = share > 0
    if each.outlet_ids is not None:
        hit &= np.array([estimate.outlet_ids[at] in each.outlet_ids for at in rows], bool)
    which = _columns(each, estimate, columns)
    if not hit.any() or not which.any():
        return
    part, there = share[hit, None], np.ix_(hit, which)
    if each.row.times is not None:
        mean[there] *= 1 + (each.row.times - 1) * part
        return
    within = mean[there] * part
    whole = within.sum(axis=1, keepdims=True)
    wanted = (each.row.weekly or 0) / 7 * (horizon[hit, None] * part)
    mean[there] += wanted * np.divide(within, whole, out=np.zeros_like(within), where=whole > 0) - within


def reaches(each: Standing, estimate: "Estimate", outlet: int, sku: int) -> bool:
    """Whether an overrule speaks of a SKU in an outlet, by their places."""
    here = each.outlet_ids is None or estimate.outlet_ids[outlet] in each.outlet_ids
    return here and bool(_columns(each, estimate, np.array([sku]))[0])


def covered(row: Overrule, *, on: date, horizon: Array) -> Array:
    """The share of each horizon's days that lie within an overrule's dates."""
    low, high = max((row.first_on - on).days, 0), (row.last_on - on).days + 1
    return np.clip(np.minimum(high, horizon) - low, 0, None) / np.maximum(horizon, 1)


def _columns(each: Standing, estimate: "Estimate", columns: Array) -> Array:
    goods = estimate.goods
    if each.row.sku_id is not None:
        return goods.ids[columns] == np.array(each.row.sku_id.bytes, goods.ids.dtype)
    if each.style_ids is None:
        return np.ones(len(columns), bool)
    wanted = np.array([id.bytes for id in each.style_ids], goods.style_ids.dtype)
    return np.isin(goods.style_ids, wanted)[goods.style[columns]]
