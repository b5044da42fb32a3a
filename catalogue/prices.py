"""Prices by price list, dated, in a history that only grows.

set_price(session, code, price_list=, units=, starts_at=, by=, at=) · set_prices(session, rows, by=, at=)
mark_down(session, codes, price_list=, to= | percent=, starts_at=, ends_at=, by=, at=)
end_markdown(session, codes, price_list=, by=, at=)
derive(session, source=, target=, rule=, by=, at=)      a price list from another, by factor and rounding
histories(session, style_ids) -> {(style_id, price_list_id): History}     one query for many styles
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, or_, select

from catalogue import changes, styles
from catalogue.price_history import Entry, History
from catalogue.rounding import Rounding, Rule
from i18n import _
from kernel import events, jobs
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.markets import PriceList


class Price(Scoped, Identified, table=True):
    """What a style costs on a price list from a moment on; a later row replaces it, none is ever changed.

    `kind` is 'full' or 'markdown'. A markdown holds within its dates; a markdown of no units ends one early.
    """

    __table_args__ = (
        refers("price_list"),
        refers("style"),
        CheckConstraint("units >= 0", name="units"),
        CheckConstraint("kind IN ('full', 'markdown')", name="kind"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="dates"),
        Index(None, "brand_id", "style_id", "price_list_id", "starts_at"),
        Index(None, "brand_id", "starts_at"),
        Index(None, "brand_id", "ends_at"),
    )

    price_list_id: UUID
    style_id: UUID
    kind: str = "full"
    units: int
    starts_at: datetime
    ends_at: datetime | None = None
    set_at: datetime
    set_by: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PriceDraft:
    """A full price: of a style by code, on a price list by code, in the currency's minor units."""

    style: str
    price_list: str
    units: int
    starts_at: datetime


class NoSuchPriceList(NotThere):
    message = _("There is no price list %(code)s.")


class NotAPrice(Refusal):
    message = _(
        "A price is more than nothing and less than 2,000,000,000 units. Correct the one of %(code)s."
    )


class NotReduced(Refusal):
    message = _("%(code)s would not be cheaper than its full price. Set a lower price, or leave it out.")


class NoFullPrice(Refusal):
    message = _("%(code)s has no price on this list at that time. Set its full price first.")


class EndsBeforeStart(Refusal):
    message = _("The reduction ends before it starts. Correct its dates.")


def set_price(
    session: BrandSession,
    code: str,
    *,
    price_list: str,
    units: int,
    starts_at: datetime,
    by: Actor,
    at: datetime,
) -> None:
    draft = PriceDraft(style=code, price_list=price_list, units=units, starts_at=starts_at)
    set_prices(session, [draft], by=by, at=at)


def set_prices(session: BrandSession, drafts: Iterable[PriceDraft], *, by: Actor, at: datetime) -> None:
    """Set full prices from their moments on."""
    wanted = list(drafts)
    lists = price_lists(session)
    ids = styles.ids_of(session, [draft.style for draft in wanted])
    rows = []
    for draft in wanted:
        if draft.price_list not in lists:
            raise NoSuchPriceList(code=draft.price_list)
        _check(draft.style, draft.units)
        place = {"style_id": ids[draft.style], "price_list_id": lists[draft.price_list].id}
        rows.append(
            place | {"kind": "full", "units": draft.units, "starts_at": draft.starts_at, "ends_at": None}
        )
    _write(session, rows, by=by, at=at, reason="")


def _check(code: str, units: int) -> None:
    if not 0 < units < 2_000_000_000:
        raise NotAPrice(code=code)


def mark_down(
    session: BrandSession,
    codes: Iterable[str],
    *,
    price_list: str,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
    to: int | None = None,
    percent: int | None = None,
    rounding: Rounding | None = None,
    reason: str = "",
) -> None:
    """Reduce styles to a price, or by a percentage of the full price that stands as the reduction starts."""
    if (to is None) == (percent is None):
        raise TypeError("a markdown is to a price or by a percentage")
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeStart()
    held = _list(session, price_list)
    ids = styles.ids_of(session, codes)
    known = histories(session, ids.values(), price_list_id=held.id)
    rows = []
    for code, style_id in ids.items():
        full = known.get((style_id, held.id), History(())).full_at(starts_at)
        if full is None:
            raise NoFullPrice(code=code)
        units = to if to is not None else _less(full, percent or 0, rounding)
        _check(code, units)
        if units >= full:
            raise NotReduced(code=code)
        place = {"style_id": style_id, "price_list_id": held.id}
        rows.append(place | {"kind": "markdown", "units": units, "starts_at": starts_at, "ends_at": ends_at})
    _write(session, rows, by=by, at=at, reason=reason)


def _less(full: int, percent: int, rounding: Rounding | None) -> int:
    units = (full * (100 - percent) + 50) // 100
    return rounding.rounded(units) if rounding else units


def end_markdown(
    session: BrandSession, codes: Iterable[str], *, price_list: str, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Back to the full price from now on; reductions still to come are called off."""
    held = _list(session, price_list)
    ids = styles.ids_of(session, codes)
    known = histories(session, ids.values(), price_list_id=held.id)
    rows = []
    for style_id in ids.values():
        history = known.get((style_id, held.id), History(()))
        for moment in (at, *history.markdowns_after(at)):
            place = {"style_id": style_id, "price_list_id": held.id}
            rows.append(place | {"kind": "markdown", "units": 0, "starts_at": moment, "ends_at": None})
    _write(session, rows, by=by, at=at, reason=reason)


def derive(
    session: BrandSession,
    *,
    source: str,
    target: str,
    rule: Rule,
    starts_at: datetime,
    by: Actor,
    at: datetime,
) -> int:
    """Set full prices on one list from those that stand on another; say how many were set."""
    held, wanted = _list(session, source), _list(session, target)
    fulls = {
        style_id: history.full_at(starts_at)
        for (style_id, _list_id), history in histories(session, None, price_list_id=held.id).items()
    }
    rows = [
        {
            "style_id": style_id,
            "price_list_id": wanted.id,
            "kind": "full",
            "units": rule.price(full),
            "starts_at": starts_at,
            "ends_at": None,
        }
        for style_id, full in fulls.items()
        if full is not None
    ]
    _write(session, rows, by=by, at=at, reason=f"from {source}")
    return len(rows)


def price_lists(session: BrandSession) -> dict[str, PriceList]:
    return {one.code: one for one in session.scalars(select(PriceList))}


def _list(session: BrandSession, code: str) -> PriceList:
    found = price_lists(session).get(code)
    if found is None:
        raise NoSuchPriceList(code=code)
    return found


def histories(
    session: BrandSession, style_ids: Iterable[UUID] | None, *, price_list_id: UUID | None = None
) -> dict[tuple[UUID, UUID], History]:
    """Return what styles cost and have cost, by style and price list; of all styles where none are named."""
    columns = (Price.style_id, Price.price_list_id, Price.kind, Price.units, Price.starts_at, Price.ends_at)
    rows = select(*columns).order_by(Price.starts_at, Price.set_at, Price.id)
    if price_list_id is not None:
        rows = rows.where(Price.price_list_id == price_list_id)
    found: dict[tuple[UUID, UUID], list[Entry]] = {}
    for some in _thousands(style_ids):
        chosen = rows if some is None else rows.where(Price.style_id.in_(some))
        for style_id, list_id, *entry in session.execute(chosen):
            found.setdefault((style_id, list_id), []).append(Entry(*entry))
    return {key: History(tuple(entries)) for key, entries in found.items()}


def _thousands(ids: Iterable[UUID] | None) -> Iterable[list[UUID] | None]:
    if ids is None:
        yield None
        return
    wanted = list(ids)
    for start in range(0, len(wanted), 1000):
        yield wanted[start : start + 1000]


def _write(
    session: BrandSession, rows: list[dict[str, Any]], *, by: Actor, at: datetime, reason: str
) -> None:
    """Add the rows, remember the act, and have the shop follow whenever something starts or ends."""
    said = {"set_at": at, "set_by": by.id, "reason": reason}
    session.insert_many(Price, [row | said for row in rows])
    moments = {
        moment for row in rows for moment in (row["starts_at"], row["ends_at"]) if moment and moment > at
    }
    for moment in sorted(moments):
        key = f"prices:{session.brand}:{moment.isoformat()}"
        jobs.enqueue(
            session, "catalogue.prices", payload={"at": moment.isoformat()}, run_at=moment, dedupe=key
        )
    for list_id in sorted({row["price_list_id"] for row in rows}):
        price_list = session.get_one(PriceList, (session.brand, list_id))
        mine = [row for row in rows if row["price_list_id"] == list_id]
        told = {
            "styles": len(mine),
            "kind": mine[0]["kind"],
            "style_ids": [str(row["style_id"]) for row in mine[:20]],
        }
        events.record(price_list, "priced", by=by, at=at, particulars=told)
    changes.note(session, {row["style_id"] for row in rows}, at=at)


@jobs.job("catalogue.prices")
def prices_turn(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Show what starts or ends at this moment."""
    moment = datetime.fromisoformat(payload["at"])
    turned = select(Price.style_id).where(or_(Price.starts_at == moment, Price.ends_at == moment)).distinct()
    changes.note(session, session.scalars(turned), at=at)
