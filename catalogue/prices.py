"""Prices by price list, dated, in a history that only grows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index

from kernel.db import Identified, Scoped, refers


class Price(Scoped, Identified, table=True):
    """What a style costs on a price list from a moment on; a later row replaces it, none is ever changed.

    `kind` is 'full' or 'markdown'. A markdown holds within its dates; a markdown of no units ends one early.
    """

    __table_args__ = (
        refers("price_list"),
        refers("style"),
        CheckConstraint("units >= 0", name="units"),
        CheckConstraint("kind IN ('full', 'markdown')", name="kind"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="dates"),
        Index(None, "brand_id", "style_id", "price_list_id", "starts_at"),
    )

    price_list_id: UUID
    style_id: UUID
    kind: str = "full"
    units: int
    starts_at: datetime
    ends_at: datetime | None = None
    set_at: datetime
    set_by: UUID | None = None
    reason: str = ""
