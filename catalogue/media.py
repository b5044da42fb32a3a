"""Pictures: uploaded, re-encoded, stripped of what they tell about their maker."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Picture(Scoped, Identified, table=True):
    """One picture of a style or colourway; files lie under `key`, one per format and width."""

    __table_args__ = (
        refers("style"),
        refers("colourway"),
        CheckConstraint("focal_x BETWEEN 0 AND 100 AND focal_y BETWEEN 0 AND 100", name="focal"),
        Index(None, "brand_id", "style_id", "position"),
    )

    style_id: UUID | None = None
    colourway_id: UUID | None = None
    position: int = 0
    key: str
    width: int
    height: int
    widths: list = Field(sa_type=Json)
    focal_x: int = 50
    focal_y: int = 50
    words: dict = Field(default_factory=dict, sa_type=Json)
    uploaded_at: datetime
    uploaded_by: UUID | None = None
