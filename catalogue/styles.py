"""Styles: designs, and their colourways."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Style(Scoped, Identified, table=True):
    """A design. `number` counts styles within the brand: it is the style's place in the search index."""

    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "number"),
        refers("category"),
        refers("season"),
        refers("drop"),
        refers("size_run"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name="status"),
        Index(None, "brand_id", "category_id"),
        Index(None, "brand_id", "season_id"),
    )

    code: str
    number: int
    status: str = "draft"
    published_at: datetime | None = None
    category_id: UUID
    season_id: UUID | None = None
    drop_id: UUID | None = None
    size_run_id: UUID
    words: dict = Field(default_factory=dict, sa_type=Json)
    tags: list = Field(default_factory=list, sa_type=Json)
    composition: list = Field(default_factory=list, sa_type=Json)
    care: list = Field(default_factory=list, sa_type=Json)
    origin: str = ""
    hs_code: str = ""
    weight: int | None = None
    measurements: dict = Field(default_factory=dict, sa_type=Json)
    garment: dict = Field(default_factory=dict, sa_type=Json)
    maker: dict = Field(default_factory=dict, sa_type=Json)


class Colourway(Scoped, Identified, table=True):
    """A style in one colour and cloth; `cloth` is {"weave", "colour", "print", "second"}."""

    __table_args__ = (refers("style"), UniqueConstraint("brand_id", "style_id", "code"))

    style_id: UUID
    code: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
    family: str = ""
    cloth: dict = Field(default_factory=dict, sa_type=Json)
