"""Looks: the garments of a lookbook laid out upon one ground, as a picture of its own."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response
from sqlmodel import col, select

from catalogue.lookbooks import Look
from catalogue.media import Picture
from catalogue.pictures import Image, content_hash, drawing
from catalogue.styles import Colourway, Style
from kernel.db import BrandSession
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import snapshots
from storefront.theme import COLOUR
from storefront.themes import FOR_EVER

bp = Blueprint("looks", __name__)
WIDE, HIGH = 800, 1000
WIDEST = 100
GROUND = re.compile(r'<rect width="800" height="1000" fill="url\(#\w+\)"/>')

Drawn = Mapping[tuple[str, str], tuple[Mapping[str, Any], Mapping[str, Any]]]
"""What is drawn of (style, colourway): its garment and its cloth."""


@dataclass(frozen=True)
class Pictured:
    """A look with its picture: uploaded, or the address of the one drawn."""

    look: Look
    image: Image | None
    path: str
    number: int


def pictured(session: BrandSession, lookbook_id: UUID, *, limit: int | None = None) -> list[Pictured]:
    """Read a lookbook's looks in order: two statements however many they are."""
    rows = session.exec(
        select(Look, Picture)
        .outerjoin(Picture, col(Picture.id) == Look.picture_id)
        .where(Look.lookbook_id == lookbook_id)
        .order_by(Look.position)
        .limit(limit)
    ).all()
    drawn = read_drawn(session, [look for look, picture in rows if picture is None])
    return [
        Pictured(look, picture.image if picture else None, address(look, drawn), number)
        for number, (look, picture) in enumerate(rows, 1)
    ]


def read_drawn(session: BrandSession, looks: Sequence[Look]) -> Drawn:
    """What the garments of some looks are drawn from: one statement."""
    codes = sorted({hotspot["style"] for look in looks for hotspot in look.hotspots})
    if not codes:
        return {}
    rows = session.exec(
        select(Style.code, Colourway.code, Style.garment, Colourway.cloth)
        .join(Colourway, col(Colourway.style_id) == Style.id)
        .where(col(Style.code).in_(codes), Style.status == "published")
    )
    return {(style, way): (garment, cloth) for style, way, garment, cloth in rows if garment}


def address(look: Look, drawn: Drawn) -> str:
    return f"/looks/{look.id}-{_digest(look, drawn)}.svg"


@bp.get("/looks/<uuid:look_id>-<digest>.svg")
@public
@cached()
def picture(look_id: UUID, digest: str) -> Response:
    look = session().find(Look, look_id) if at_brand() else None
    if look is None:
        abort(404)
    drawn = read_drawn(session(), [look])
    response = make_response(composed(look, drawn, ground=snapshots.current().theme.ground))
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    response.headers["Cache-Control"] = FOR_EVER if digest == _digest(look, drawn) else "no-cache"
    return response


def composed(look: Look, drawn: Drawn, *, ground: str) -> str:
    """Lay the garments out on a sheet of 4 : 5, the first of them in front."""
    sheet = sheet_of(look, ground)
    laid = "".join(_laid(hotspot, drawn, sheet) for hotspot in reversed(look.hotspots))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{sheet}"/>{laid}</svg>'
    )


def sheet_of(look: Look, ground: str) -> str:
    """The look's own ground, or the house's."""
    return look.ground if COLOUR.fullmatch(look.ground) else ground


def _laid(hotspot: Mapping[str, Any], drawn: Drawn, sheet: str) -> str:
    found = drawn.get((hotspot["style"], hotspot["colourway"]))
    if found is None:
        return ""
    width = min(float(hotspot.get("width") or 50), WIDEST) * WIDE / 100
    height = width * HIGH / WIDE
    left = float(hotspot["x"]) * WIDE / 100 - width / 2
    top = float(hotspot["y"]) * HIGH / 100 - height / 2
    alone = GROUND.sub("", drawing(*found, ground=sheet), count=1)
    placed = f'<svg x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return alone.replace('<svg xmlns="http://www.w3.org/2000/svg"', placed, 1)


def _digest(look: Look, drawn: Drawn) -> str:
    named = [(spot["style"], spot["colourway"]) for spot in look.hotspots]
    told = [content_hash(*drawn[name]) for name in named if name in drawn]
    return hashlib.blake2s(repr([look.ground, look.hotspots, told]).encode(), digest_size=6).hexdigest()
