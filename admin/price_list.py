"""What a price list says today: full prices, reductions, and the lowest of the thirty days before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from werkzeug.exceptions import NotFound

from admin import style_list
from admin.frame import brand
from admin.narrowing import Listed, read_page
from admin.wordings import said
from catalogue import prices
from catalogue.price_history import History, Standing
from catalogue.showing import tells_from_lowest
from catalogue.styles import Style
from i18n.money import Money
from kernel.web.transactions import session
from tenancy.markets import Market, PriceList


@dataclass(frozen=True)
class Priced:
    """A style on the list; money is None where there is none."""

    style_id: UUID
    code: str
    name: Any
    full: Money | None
    now: Money | None
    was: Money | None
    percent_off: int | None
    ends_at: datetime | None
    lowest: Money | None
    is_to_come: bool


def find_list(code: str) -> PriceList:
    found = prices.price_lists(session()).get(code)
    if found is None:
        raise NotFound
    return found


def lists() -> list[PriceList]:
    """The lists, those in the house's own currency first."""
    own = brand().currency
    return sorted(prices.price_lists(session()).values(), key=lambda one: (one.currency != own, one.code))


def tells_lowest(price_list: PriceList) -> bool:
    """Whether a market of this list has its reductions told from the lowest price of thirty days."""
    mine = select(Market).where(Market.price_list_id == price_list.id)
    return any(tells_from_lowest(market) for market in session().exec(mine))


def listed(price_list: PriceList, asked: Mapping[str, Any], *, at: datetime) -> Listed[Priced]:
    """Read a page of the styles asked for, priced on the list."""
    conditions = style_list.wanted(dict(asked))
    if asked.get("standing"):
        conditions.append(col(Style.id).in_(_standing(price_list, asked["standing"], at=at)))
    found = select(Style.id, Style.code, Style.words).where(*conditions).order_by(col(Style.code))
    here = read_page(found, asked["page"])
    known = prices.histories(session(), [row.id for row in here.rows], price_list_id=price_list.id)
    lowest = tells_lowest(price_list)
    priced = [
        _priced(row, known.get((row.id, price_list.id), History(())), price_list.currency, lowest, at)
        for row in here.rows
    ]
    return replace(here, rows=priced)


def codes(asked: Mapping[str, Any]) -> list[str]:
    """The codes of all styles asked for, on whatever page."""
    return list(
        session().exec(select(Style.code).where(*style_list.wanted(dict(asked))).order_by(col(Style.code)))
    )


def _standing(price_list: PriceList, wanted: str, *, at: datetime) -> list[UUID]:
    known = prices.histories(session(), None, price_list_id=price_list.id)
    reduced = {style_id for (style_id, _), history in known.items() if history.markdown_at(at)}
    if wanted == "reduced":
        return sorted(reduced)
    priced = {style_id for (style_id, _), history in known.items() if history.full_at(at) is not None}
    return [id for id in session().exec(select(Style.id)) if id not in priced]


def _priced(row: Any, history: History, currency: str, lowest: bool, at: datetime) -> Priced:
    standing: Standing | None = history.standing(at, from_lowest=lowest)
    reduced = standing is not None and standing.units < standing.full_units
    markdown = history.markdown_at(at)
    before = history.lowest_before(markdown.starts_at if markdown else at)
    return Priced(
        style_id=row.id,
        code=row.code,
        name=said(row.words, otherwise=row.code),
        full=_money(standing.full_units if standing else None, currency),
        now=_money(standing.units if standing and reduced else None, currency),
        was=_money(standing.was_units if standing else None, currency),
        percent_off=standing.percent_off if standing else None,
        ends_at=standing.ends_at if standing else None,
        lowest=_money(before, currency),
        is_to_come=bool(history.markdowns_after(at)),
    )


def _money(units: int | None, currency: str) -> Money | None:
    return None if units is None else Money(units, currency)
