"""What a style looks like in the console: its first picture, or its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import col, select

from catalogue import media
from catalogue.pictures import Image
from catalogue.styles import Colourway
from kernel.web.transactions import session


@dataclass(frozen=True)
class Thumbnail:
    address: str
    focal: tuple[int, int] = (50, 50)


def picture_address(image: Image, *, width: int = 320) -> str:
    """Where an uploaded picture lies, in the width nearest above the one asked for."""
    fit = min((one for one in image.widths if one >= width), default=max(image.widths))
    return f"/media/{image.key}/{fit}.webp"


def of_styles(garments: dict[UUID, dict[str, Any]]) -> dict[UUID, Thumbnail]:
    """Give styles their thumbnails; one with neither picture nor garment has none. `garments` by style."""
    uploaded = media.of_styles(session(), list(garments))
    ways = _first_ways(list(garments))
    found: dict[UUID, Thumbnail] = {}
    for style_id, garment in garments.items():
        images = [image for some in uploaded.get(style_id, {}).values() for image in some]
        if images:
            found[style_id] = Thumbnail(picture_address(images[0]), images[0].focal)
        elif garment and style_id in ways:
            found[style_id] = Thumbnail(drawing_address(style_id, ways[style_id]))
    return found


def drawing_address(style_id: UUID, way: str, *, view: str = "front") -> str:
    return url_for("admin.garments.drawing", style_id=style_id, way=way, view=view)


def _first_ways(style_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = select(Colourway.style_id, Colourway.code).where(col(Colourway.style_id).in_(style_ids))
    last_first = session().exec(rows.order_by(col(Colourway.position).desc())).all()
    return dict(last_first)
