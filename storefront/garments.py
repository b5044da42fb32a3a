"""Garments drawn for styles that have no picture, under addresses that change with the drawing; and pictures."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, g, make_response, request, send_file
from sqlmodel import select

from catalogue.flats import draw
from catalogue.flats.drawing import VIEWS
from catalogue.style_drafts import garment as garment_of
from catalogue.styles import Colourway, Style
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import shops
from storefront.themes import FOR_EVER

bp = Blueprint("garments", __name__)
TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
EDITION_OF_DRAWINGS = 1


@bp.get("/flats/<style>/<colourway>/<view>-<digest>.svg")
@public
@cached()
def flat(style: str, colourway: str, view: str, digest: str) -> Response:
    """Draw a garment; only its own address is kept for ever."""
    if not at_brand() or view not in VIEWS:
        abort(404)
    ground = shops.current().theme.ground
    row = (
        session()
        .exec(
            select(Style.garment, Colourway.cloth)
            .join(Colourway, Colourway.style_id == Style.id)
            .where(Style.code == style, Colourway.code == colourway, Style.status == "published")
        )
        .first()
    )
    if row is None or not row[0]:
        abort(404)
    garment, cloth = row
    drawn = draw(garment_of(garment, cloth), view=view, ground=ground)
    response = make_response(drawn)
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    is_current = digest == digest_of(garment, cloth, ground)
    response.headers["Cache-Control"] = FOR_EVER if is_current else "no-cache"
    return response


def flat_path(
    style: str, colourway: str, garment: Mapping[str, Any], cloth: Mapping[str, Any], view: str = "front"
) -> str:
    """The address of a drawing, upon the ground of the shop being looked at."""
    digest = digest_of(garment, cloth, g.shop.theme.ground)
    return f"/flats/{quote(style, safe='')}/{quote(colourway, safe='')}/{view}-{digest}.svg"


def digest_of(garment: Mapping[str, Any], cloth: Mapping[str, Any], ground: str) -> str:
    drawn = json.dumps([EDITION_OF_DRAWINGS, garment, cloth, ground], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(drawn.encode()).hexdigest()[:10]


@bp.get("/media/<path:name>")
@public
def picture(name: str) -> Response:
    """Serve a picture that was re-encoded here, of this brand alone and as what it is."""
    if not at_brand():
        abort(404)
    folder: Path = current_app.config["SETTINGS"].media_dir.resolve() / str(g.door.brand_id)
    file = (folder / name).resolve()
    if folder not in file.parents or file.suffix not in TYPES or not file.is_file():
        abort(404)
    response = send_file(file, mimetype=TYPES[file.suffix], conditional=True, environ=request.environ)
    response.headers["Cache-Control"] = FOR_EVER
    return response
