"""Markets: countries sold to with one currency, price list, tax rule and set of languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, select

from i18n import _
from i18n.words import written
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.brands import touch
from tenancy.outlets import Outlet


class PriceList(Scoped, Identified, table=True):
    """Where a market's prices stand, in one currency."""

    __tablename__ = "price_list"
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    currency: str


class Market(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("price_list"))

    code: str
    position: int = 0
    countries: list = Field(sa_type=Json)
    languages: list = Field(sa_type=Json)
    currency: str
    price_list_id: UUID
    tax_included: bool
    words: dict = Field(default_factory=dict, sa_type=Json)
    facts: dict = Field(default_factory=dict, sa_type=Json)

    @property
    def country(self) -> str:
        """The country that stands for the market in addresses."""
        return self.countries[0]


def read_besides(markets: Iterable[Market]) -> dict[str, tuple[str, ...]]:
    """For each language those its readers read besides: wherever it comes first, they are offered too."""
    besides: dict[str, tuple[str, ...]] = {}
    for market in markets:
        first, *others = market.languages
        shared = besides.get(first, tuple(others))
        besides[first] = tuple(other for other in shared if other in others)
    return besides


class TaxRate(Scoped, Identified, table=True):
    """A market's rate from a day on, in millionths (8.875 % are 88,750); a later row ends it.

    An article that costs less than `exempt_below` is free of it; of each article's price `untaxed_up_to` is.
    """

    __tablename__ = "tax_rate"
    __table_args__ = (
        refers("market"),
        UniqueConstraint("brand_id", "market_id", "region", "starts_on"),
        CheckConstraint("millionths >= 0 AND exempt_below >= 0 AND untaxed_up_to >= 0", name="not_negative"),
    )

    market_id: UUID
    region: str = ""
    name: str
    millionths: int
    starts_on: date
    exempt_below: int | None = None
    untaxed_up_to: int | None = None


class MarketOutlet(Scoped, Identified, table=True):
    """An outlet whose stock serves a market."""

    __tablename__ = "market_outlet"
    __table_args__ = (
        refers("market"),
        refers("outlet"),
        UniqueConstraint("brand_id", "market_id", "outlet_id"),
        Index(None, "brand_id", "outlet_id"),
    )

    market_id: UUID
    outlet_id: UUID


@dataclass(frozen=True, kw_only=True)
class RateDraft:
    """A tax rate in millionths from a day on; a region where it holds only there, and what it leaves free."""

    name: str
    millionths: int
    starts_on: date
    region: str = ""
    exempt_below: int | None = None
    untaxed_up_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class MarketDraft:
    code: str
    countries: Sequence[str]
    languages: Sequence[str]
    currency: str
    price_list: str
    tax_included: bool
    rates: Sequence[RateDraft] = ()
    outlets: Sequence[str] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class MarketTaken(Refusal):
    message = _(
        "The country %(country)s belongs to another market already. A country is sold to in one market."
    )


class OtherCurrency(Refusal):
    message = _(
        "The price list %(code)s is in %(currency)s. A market sells in the currency of its price list."
    )


class NoSuchOutlet(Refusal):
    message = _("There is no outlet %(code)s. Open it first, or choose one that is there.")


class NothingSpoken(Refusal):
    message = _("A market needs at least one country and one language.")


def add_markets(
    session: BrandSession, drafts: Iterable[MarketDraft], *, source: str, by: Actor, at: datetime
) -> dict[str, Market]:
    """Open markets in the order given, making the price lists that are not there yet."""
    lists = {each.code: each for each in session.exec(select(PriceList)).all()}
    outlets: dict[str, UUID] = dict(session.exec(select(Outlet.code, Outlet.id)).all())
    held = session.exec(select(Market)).all()
    taken = {country for market in held for country in market.countries}
    made: dict[str, Market] = {}
    for position, draft in enumerate(drafts, start=len(held)):
        _refuse(draft, taken)
        taken |= set(draft.countries)
        made[draft.code] = _open(session, draft, position, lists, outlets, source)
    for market in made.values():
        record(market, "opened", by=by, at=at)
    touch(session)
    return made


def _refuse(draft: MarketDraft, taken: set[str]) -> None:
    if not draft.countries or not draft.languages:
        raise NothingSpoken
    for country in draft.countries:
        if country in taken:
            raise MarketTaken(country=country)


def _open(
    session: BrandSession,
    draft: MarketDraft,
    position: int,
    lists: dict[str, PriceList],
    outlets: Mapping[str, UUID],
    source: str,
) -> Market:
    prices = lists.get(draft.price_list) or PriceList(code=draft.price_list, currency=draft.currency)
    if prices.currency != draft.currency:
        raise OtherCurrency(code=draft.price_list, currency=prices.currency)
    lists[draft.price_list] = prices
    market = Market(
        code=draft.code,
        position=position,
        countries=list(draft.countries),
        languages=list(draft.languages),
        currency=draft.currency,
        price_list_id=prices.id,
        tax_included=draft.tax_included,
        words=written(draft.texts, source=source),
    )
    session.add(prices)
    session.flush()  # the market names its price list
    session.add(market)
    session.flush()  # its rates and outlets name the market
    session.add_all(TaxRate(market_id=market.id, **vars(rate)) for rate in draft.rates)
    serve(session, market, draft.outlets, outlets)
    return market


def serve(session: BrandSession, market: Market, codes: Iterable[str], outlets: Mapping[str, UUID]) -> None:
    """Let these outlets' stock serve the market."""
    for code in codes:
        if code not in outlets:
            raise NoSuchOutlet(code=code)
        session.add(MarketOutlet(market_id=market.id, outlet_id=outlets[code]))


def rate_on(rates: Iterable[TaxRate], day: date, *, region: str = "") -> TaxRate | None:
    """The rate that holds on a day: the region's own, else the market's."""
    standing = [rate for rate in rates if rate.starts_on <= day and rate.region in ("", region)]
    return max(standing, key=lambda rate: (rate.region == region, rate.starts_on), default=None)
