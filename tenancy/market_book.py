"""What becomes of a market once it is open: changed, taxed otherwise, served from other outlets."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from i18n import _
from i18n.words import put
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.brands import touch
from tenancy.markets import (
    Market,
    MarketDraft,
    MarketOutlet,
    MarketTaken,
    NoSuchOutlet,
    NothingSpoken,
    RateDraft,
    TaxRate,
)
from tenancy.outlets import Outlet

WHOLE = 1_000_000


class CurrencyStays(Refusal):
    message = _("A market's currency stays: its prices are kept in it. Open another market instead.")


class BadRate(Refusal):
    message = _("A tax rate is from 0 to 100 per cent.")


class BadThreshold(Refusal):
    message = _("What a tax leaves free is nothing or more.")


class CodeTaken(Refusal):
    message = _("Another market has the code %(code)s. Choose another.")


def change(
    session: BrandSession, market: Market, draft: MarketDraft, *, source: str, by: Actor, at: datetime
) -> None:
    """Make a market what the draft says; its rates and outlets have commands of their own."""
    _refuse(session, draft, but=market)
    market.code, market.tax_included = draft.code, draft.tax_included
    market.countries, market.languages = list(draft.countries), list(draft.languages)
    words = dict(market.words)
    for language, text in draft.texts.get("name", {}).items():
        words = put(words, "name", language, text, source=source)
    market.words = words
    record(market, "changed", by=by, at=at)
    touch(session)


def set_rate(session: BrandSession, market: Market, draft: RateDraft, *, by: Actor, at: datetime) -> TaxRate:
    """Say what rate holds from a day on; a later word about the same day and region replaces it."""
    if not 0 <= draft.millionths <= WHOLE:
        raise BadRate
    if min(draft.exempt_below or 0, draft.untaxed_up_to or 0) < 0:
        raise BadThreshold
    known = select(TaxRate).where(
        TaxRate.market_id == market.id,
        TaxRate.region == draft.region,
        TaxRate.starts_on == draft.starts_on,
    )
    rate = session.exec(known).first() or TaxRate(market_id=market.id, **vars(draft))
    rate.name, rate.millionths = draft.name, draft.millionths
    rate.exempt_below, rate.untaxed_up_to = draft.exempt_below, draft.untaxed_up_to
    session.add(rate)
    record(market, "rate-set", by=by, at=at, particulars={"millionths": draft.millionths})
    touch(session)
    return rate


def drop_rate(session: BrandSession, market: Market, rate: TaxRate, *, by: Actor, at: datetime) -> None:
    """Take back a rate, so that the one before it goes on."""
    session.delete(rate)
    record(market, "rate-dropped", by=by, at=at, particulars={"starts_on": rate.starts_on.isoformat()})
    touch(session)


def serve_from(
    session: BrandSession, market: Market, outlet_ids: Iterable[UUID], *, by: Actor, at: datetime
) -> None:
    """Say which outlets' stock serves a market; the others no longer do."""
    wanted, known = set(outlet_ids), set(serving(session, market))
    there = set(session.exec(select(Outlet.id).where(col(Outlet.id).in_(wanted))).all())
    if wanted - there:
        raise NoSuchOutlet(code=str(next(iter(wanted - there))))
    session.execute(
        delete(MarketOutlet).where(
            col(MarketOutlet.market_id) == market.id, col(MarketOutlet.outlet_id).in_(known - wanted)
        )
    )
    rows = [{"market_id": market.id, "outlet_id": outlet_id} for outlet_id in sorted(wanted - known)]
    session.insert_many(MarketOutlet, rows)
    record(market, "served", by=by, at=at, particulars={"outlets": len(wanted)})
    touch(session)


def serving(session: BrandSession, market: Market) -> Sequence[UUID]:
    """List the outlets whose stock serves a market."""
    return session.exec(select(MarketOutlet.outlet_id).where(MarketOutlet.market_id == market.id)).all()


def rates(session: BrandSession, market: Market) -> Sequence[TaxRate]:
    """List a market's rates, the newest first."""
    of_market = select(TaxRate).where(TaxRate.market_id == market.id)
    return session.exec(of_market.order_by(col(TaxRate.starts_on).desc(), TaxRate.region)).all()


def _refuse(session: BrandSession, draft: MarketDraft, *, but: Market) -> None:
    if not draft.countries or not draft.languages:
        raise NothingSpoken
    if draft.currency != but.currency:
        raise CurrencyStays
    for other in session.exec(select(Market).where(col(Market.id) != but.id)).all():
        if other.code == draft.code:
            raise CodeTaken(code=draft.code)
        for country in draft.countries:
            if country in other.countries:
                raise MarketTaken(country=country)
