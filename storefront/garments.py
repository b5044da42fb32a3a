"""Drawn garments, under addresses that change with the drawing; and uploaded pictures."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, g, make_response, send_file
from markupsafe import Markup
from sqlmodel import select

from catalogue.flats import Cloth, Undrawable, swatch
from catalogue.media import file_of
from catalogue.pictures import VIEWS, Image, content_hash, drawing
from catalogue.styles import Colourway, Style
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import snapshots
from storefront.themes import FOR_EVER

bp = Blueprint("garments", __name__)
PLAIN_TILE = '<svg viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" fill="#cccccc"/></svg>'
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@bp.get("/flats/<style>/<colourway>/<view>-<digest>.svg")
@public
@cached()
def flat(style: str, colourway: str, view: str, digest: str) -> Response:
    """Draw a garment; only its own address is kept for ever."""
    if not at_brand() or view not in VIEWS:
        abort(404)
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
    ground = snapshots.current().theme.ground
    response = make_response(drawing(garment, cloth, view=view, ground=ground))
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    is_current = digest == content_hash(garment, cloth) + ground[1:]
    response.headers["Cache-Control"] = FOR_EVER if is_current else "no-cache"
    return response


def address(image: Image, *, width: int = 0, kind: str = "webp") -> str:
    """Where a picture lies: a drawing upon the shop's ground, or a file of one width and kind."""
    if not image.is_drawn:
        return f"/media/{image.key}/{width or max(image.widths)}.{kind}"
    style, colourway = quote(image.style, safe=""), quote(image.colourway, safe="")
    return f"/flats/{style}/{colourway}/{image.view}-{image.hash}{g.shop.theme.ground[1:]}.svg"


def seen(image: Image, view: str) -> Image:
    """The same garment drawn from elsewhere."""
    return replace(image, view=view)


@lru_cache(512)
def _tile(cloth: tuple[tuple[str, str], ...]) -> str:
    return swatch(Cloth(**dict(cloth)))


def tile(cloth: Mapping[str, Any]) -> Markup:
    """A square of the cloth, its weave and its light, drawn in the page."""
    try:
        return Markup(_tile(tuple(sorted(cloth.items()))))  # noqa: S704 - drawn here, from colours that were read
    except (Undrawable, TypeError):
        return Markup(PLAIN_TILE)  # noqa: S704


def sources(image: Image, kind: str) -> str:
    """Every width of an uploaded picture, for the browser to choose from."""
    return ", ".join(f"{address(image, width=width, kind=kind)} {width}w" for width in image.widths)


@bp.get("/media/<key>/<int:width>.<extension>")
@public
def picture(key: str, width: int, extension: str) -> Response:
    """Serve a picture that was re-encoded here, of this brand alone and as what it is."""
    folder = current_app.config["SETTINGS"].media_dir
    file = file_of(folder, g.door.brand_id, key, width, extension) if at_brand() else None
    if file is None or extension not in TYPES:
        abort(404)
    response = send_file(file.absolute(), mimetype=TYPES[extension], conditional=True)
    response.headers["Cache-Control"] = FOR_EVER
    return response
