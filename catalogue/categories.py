"""Categories: what kind of thing a style is."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Category(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("category", column="parent_id"))

    code: str
    parent_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
