"""What pieces are worth where they lie: their full price without tax, in the outlet's own currency."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from catalogue import prices
from i18n.amounts import divide
from kernel.db import BrandSession
from tenancy.markets import Market, MarketOutlet, PriceList, TaxRate, rate_on

WHOLE = 1_000_000


def worth(
    session: BrandSession, style_ids: Iterable[UUID], *, outlet_id: UUID, currency: str, at: datetime
) -> dict[UUID, int]:
    """One piece of each style in the currency's minor unit; what has no price is left out."""
    listed = _price_list(session, outlet_id, currency, at.date())
    if listed is None:
        return {}
    price_list_id, millionths = listed
    known = prices.histories(session, style_ids, price_list_id=price_list_id)
    full = {style_id: history.full_at(at) for (style_id, _list), history in known.items()}
    return {
        style_id: divide(units * WHOLE, WHOLE + millionths, rounding="half_up")
        for style_id, units in full.items()
        if units is not None
    }


def _price_list(session: BrandSession, outlet_id: UUID, currency: str, day: date) -> tuple[UUID, int] | None:
    """The list its own market sells by, else another in that currency; and the tax that is in its prices."""
    serving = select(MarketOutlet.market_id).where(MarketOutlet.outlet_id == outlet_id)
    own = set(session.exec(serving).all())
    markets = select(Market).where(Market.currency == currency).order_by(col(Market.position))
    found = sorted(session.exec(markets).all(), key=lambda market: market.id not in own)
    if found:
        return found[0].price_list_id, _included(session, found[0], day)
    lists = select(PriceList.id).where(PriceList.currency == currency).order_by(col(PriceList.code))
    alone = session.exec(lists).first()
    return None if alone is None else (alone, 0)


def _included(session: BrandSession, market: Market, day: date) -> int:
    if not market.tax_included:
        return 0
    rates = session.exec(select(TaxRate).where(TaxRate.market_id == market.id)).all()
    rate = rate_on(rates, day)
    return rate.millionths if rate else 0
