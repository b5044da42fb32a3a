"""Pictures: uploaded, re-encoded, stripped of what they tell about their maker."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, select
from sqlmodel import Field

from catalogue.pictures import Image
from kernel.db import BrandSession, Identified, Json, Scoped, refers


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

    @property
    def image(self) -> Image:
        return Image(
            view="photo",
            hash=self.key,
            key=self.key,
            width=self.width,
            height=self.height,
            widths=tuple(self.widths),
            focal=(self.focal_x, self.focal_y),
            alt=self.words,
        )


def of_styles(session: BrandSession, style_ids: list[UUID]) -> dict[UUID, dict[UUID | None, list[Image]]]:
    """Styles' uploaded pictures, by style and colourway, in order; those of no colourway belong to all."""
    found: dict[UUID, dict[UUID | None, list[Image]]] = {}
    rows = select(Picture).where(Picture.style_id.in_(style_ids)).order_by(Picture.position, Picture.id)
    for picture in session.scalars(rows):
        by_colourway = found.setdefault(picture.style_id, {})  # type: ignore[arg-type]
        by_colourway.setdefault(picture.colourway_id, []).append(picture.image)
    return found
