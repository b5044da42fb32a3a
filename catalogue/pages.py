"""Pages of text: the house's story, and the legal pages of each market."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Page(Scoped, Identified, table=True):
    """`kind` is 'story' or 'legal'; a page of no market belongs to all. Its body is sanitised HTML."""

    __table_args__ = (
        UniqueConstraint("brand_id", "code", "market_id"),
        Index(
            "uq_page_every_market",
            "brand_id",
            "code",
            unique=True,
            postgresql_where=text("market_id IS NULL"),
            sqlite_where=text("market_id IS NULL"),
        ),
        refers("market"),
    )

    code: str
    kind: str = "story"
    market_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
