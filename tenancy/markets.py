"""Markets: countries sold to with one currency, price list, tax rule and set of languages."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


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


class TaxRate(Scoped, Identified, table=True):
    """A market's rate from a day on, in millionths (New York City's 8.875 % are 88,750); a later row ends it."""

    __tablename__ = "tax_rate"
    __table_args__ = (
        refers("market"),
        UniqueConstraint("brand_id", "market_id", "region", "starts_on"),
        CheckConstraint("millionths >= 0", name="not_negative"),
    )

    market_id: UUID
    region: str = ""
    name: str
    millionths: int
    starts_on: date


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
