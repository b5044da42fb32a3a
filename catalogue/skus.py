"""SKUs: colourway × size, what is stocked."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from kernel.db import Identified, Scoped, refers


class Sku(Scoped, Identified, table=True):
    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "gtin"),
        UniqueConstraint("brand_id", "colourway_id", "size"),
        refers("style"),
        refers("colourway"),
        Index(None, "brand_id", "style_id"),
    )

    code: str
    style_id: UUID
    colourway_id: UUID
    size: str
    position: int = 0
    gtin: str | None = None
