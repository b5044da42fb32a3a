"""Collections: styles shown together, by hand and by rule."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Collection(Scoped, Identified, table=True):
    """`rule` chooses styles ({"categories", "seasons", "tags", "drops", "reduced", "new_days"})."""

    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    position: int = 0
    is_shown: bool = True
    words: dict = Field(default_factory=dict, sa_type=Json)
    rule: dict = Field(default_factory=dict, sa_type=Json)


class CollectionStyle(Scoped, Identified, table=True):
    """A style put into a collection by hand, at a place of its own."""

    __tablename__ = "collection_style"
    __table_args__ = (
        refers("collection"),
        refers("style"),
        UniqueConstraint("brand_id", "collection_id", "style_id"),
    )

    collection_id: UUID
    style_id: UUID
    position: int = 0
