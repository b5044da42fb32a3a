"""Pictures for those who pass a link on: what is drawn here as a raster, made once, kept with the media."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import resvg_py
from flask import Blueprint, Response, abort, current_app, g, send_file
from PIL import Image as Raster
from sqlmodel import col, select

from catalogue.lookbooks import Look, Lookbook
from catalogue.pictures import Image, content_hash, drawing
from catalogue.styles import Colourway, Style
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.transactions import session
from storefront import garments, looks, snapshots
from storefront.heads import Picture
from storefront.looks import GROUND
from storefront.themes import FOR_EVER

bp = Blueprint("sharing", __name__)
WIDE, HIGH = 1200, 630
QUALITY = 84
MOST_GARMENTS = 3
WIDEST_STEP = 390
A_DAY = "public, max-age=86400"

Garment = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What is drawn, and its cloth."""


def picture(image: Image, alt: str) -> Picture:
    """A style's picture as it is shared: a photograph as it is, a drawing as a raster."""
    if not image.is_drawn:
        width = max(image.widths)
        path = garments.address(image, width=width, kind="jpg")
        return Picture(path, width, round(image.height * width / image.width), alt)
    style, colourway = quote(image.style, safe=""), quote(image.colourway, safe="")
    name = f"{image.hash}{g.shop.theme.ground[1:]}"
    return Picture(f"/shared/styles/{style}/{colourway}/{name}.jpg", WIDE, HIGH, alt)


def picture_of_look(look: looks.Pictured, alt: str) -> Picture:
    if look.image:
        return picture(look.image, alt)
    return Picture(f"/shared{look.path.removesuffix('.svg')}.jpg", WIDE, HIGH, alt)


def picture_of_house() -> Picture:
    return Picture("/shared/house.jpg", WIDE, HIGH, g.shop.name)


@bp.get("/shared/styles/<style>/<colourway>/<digest>.jpg")
@public
def of_style(style: str, colourway: str, digest: str) -> Response:
    """Only its own address is kept for ever."""
    found = _drawn(style, colourway) if at_brand() else abort(404)
    if found is None:
        abort(404)
    ground = snapshots.current().theme.ground
    is_current = digest == content_hash(*found) + ground[1:]
    return _kept([found], ground, FOR_EVER if is_current else A_DAY)


def _drawn(style: str, colourway: str) -> Garment | None:
    row = (
        session()
        .exec(
            select(Style.garment, Colourway.cloth)
            .join(Colourway, col(Colourway.style_id) == Style.id)
            .where(Style.code == style, Colourway.code == colourway, Style.status == "published")
        )
        .first()
    )
    return (row[0], row[1]) if row and row[0] else None


@bp.get("/shared/looks/<uuid:look_id>-<digest>.jpg")
@public
def of_look(look_id: UUID, digest: str) -> Response:
    look = session().find(Look, look_id) if at_brand() else None
    if look is None:
        abort(404)
    drawn = looks.read_drawn(session(), [look])
    is_current = looks.address(look, drawn) == f"/looks/{look_id}-{digest}.svg"
    return _of_look(look, drawn, FOR_EVER if is_current else A_DAY)


@bp.get("/shared/house.jpg")
@public
def of_house() -> Response:
    """The house's first look, else the style it showed last."""
    if not at_brand():
        abort(404)
    first = select(Look).join(Lookbook, col(Lookbook.id) == Look.lookbook_id)
    look = (
        session()
        .exec(first.where(col(Look.picture_id).is_(None)).order_by(Lookbook.position, Look.position))
        .first()
    )
    if look:
        return _of_look(look, looks.read_drawn(session(), [look]), A_DAY)
    newest = select(Style.garment, Colourway.cloth).join(Colourway, col(Colourway.style_id) == Style.id)
    row = session().exec(newest.where(Style.status == "published").order_by(col(Style.number).desc())).first()
    if row is None or not row[0]:
        abort(404)
    ground = snapshots.current().theme.ground
    return _kept([(row[0], row[1])], ground, A_DAY)


def _of_look(look: Look, drawn: looks.Drawn, lasting: str) -> Response:
    worn = (drawn.get((spot["style"], spot["colourway"])) for spot in look.hotspots)
    ground = looks.sheet_of(look, snapshots.current().theme.ground)
    return _kept([one for one in worn if one][:MOST_GARMENTS], ground, lasting)


def _kept(garments: Sequence[Garment], ground: str, lasting: str) -> Response:
    """Answer with their raster out of the brand's folder; made when it is first asked for."""
    sheet = _on_a_sheet(garments, ground)
    name = hashlib.blake2s(sheet.encode(), digest_size=16).hexdigest()
    file = current_app.config["SETTINGS"].media_dir / str(g.door.brand_id) / "shared" / f"{name}.jpg"
    if not file.is_file():
        _write(file, _raster(sheet))
    response = send_file(file.absolute(), mimetype="image/jpeg", conditional=True)
    response.headers["Cache-Control"] = lasting
    return response


def _on_a_sheet(garments: Sequence[Garment], ground: str) -> str:
    """The garments in a row in the middle of a wide sheet, without the light upon each one's own."""
    step = min(WIDE / max(len(garments), 1), WIDEST_STEP)
    first = (WIDE - step * (len(garments) - 1)) / 2
    laid = (_laid(one, first + place * step, ground) for place, one in enumerate(garments))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{ground}"/>{"".join(laid)}</svg>'
    )


def _laid(garment: Garment, middle: float, ground: str) -> str:
    width = HIGH * looks.WIDE / looks.HIGH
    placed = f'<svg x="{middle - width / 2:g}" y="0" width="{width:g}" height="{HIGH}"'
    alone = GROUND.sub("", drawing(*garment, ground=ground), count=1)
    return alone.replace('<svg xmlns="http://www.w3.org/2000/svg"', placed, 1)


def _raster(svg: str) -> bytes:
    drawn = resvg_py.svg_to_bytes(svg_string=svg, width=WIDE, skip_system_fonts=True)
    out = io.BytesIO()
    Raster.open(io.BytesIO(drawn)).convert("RGB").save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()


def _write(file: Path, content: bytes) -> None:
    """Put it in place whole: another process may be at the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.stem}.{id(content)}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
