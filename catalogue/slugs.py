"""Names in addresses: one current slug per thing and language; old ones lead to it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from kernel.db import Identified, Scoped


class Slug(Scoped, Identified, table=True):
    """`subject` is the table's name: style, collection, outlet, lookbook or page."""

    __table_args__ = (
        UniqueConstraint("brand_id", "subject", "slug"),
        Index(None, "brand_id", "subject", "subject_id", "language"),
    )

    subject: str
    subject_id: UUID
    language: str
    slug: str
    is_current: bool = True
    made_at: datetime
