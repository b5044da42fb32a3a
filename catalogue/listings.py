"""What a market's shop lists: one ready row a style, kept by the commands that change it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Listing(Scoped, Identified, table=True):
    """A style in a market, with all that its card shows; `rank` orders the newest first."""

    __table_args__ = (
        refers("market"),
        refers("style"),
        UniqueConstraint("brand_id", "market_id", "style_id"),
        UniqueConstraint("brand_id", "market_id", "number"),
        Index(None, "brand_id", "market_id", "rank"),
    )

    market_id: UUID
    style_id: UUID
    number: int
    rank: int
    units: int
    was_units: int | None = None
    released_at: datetime
    words: dict = Field(default_factory=dict, sa_type=Json)
    slugs: dict = Field(default_factory=dict, sa_type=Json)
    card: dict = Field(default_factory=dict, sa_type=Json)


class Posting(Scoped, Identified, table=True):
    """The numbers of the styles for which one thing is true in a market, as a compressed bitmap.

    `facet` is a facet's name (category, colour, size, collection…) or 'term.<language>' for a word of the
    search index, whose `tier` says how much the word tells (1 code, 2 name, 3 kind, 4 text).
    """

    __table_args__ = (refers("market"), UniqueConstraint("brand_id", "market_id", "facet", "value", "tier"))

    market_id: UUID
    facet: str
    value: str
    tier: int = 0
    count: int
    numbers: bytes


class ListingOrder(Scoped, Identified, table=True):
    """A market's styles in one order (price, newest, name), as packed numbers: what sorts a search."""

    __tablename__ = "listing_order"
    __table_args__ = (refers("market"), UniqueConstraint("brand_id", "market_id", "key"))

    market_id: UUID
    key: str
    numbers: bytes
