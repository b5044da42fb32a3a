"""Seasons, and drops: dated releases within them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Season(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    words: dict = Field(default_factory=dict, sa_type=Json)
    starts_on: date
    ends_on: date | None = None


class Drop(Scoped, Identified, table=True):
    """A release: until its moment the styles in it can't be bought, nor seen unless it is announced."""

    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("season"))

    code: str
    season_id: UUID | None = None
    words: dict = Field(default_factory=dict, sa_type=Json)
    releases_at: datetime
    is_announced: bool = True
