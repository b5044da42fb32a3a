"""The house's mark in a browser's tab and on a telephone: its initial on its accent."""

import io
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app
from markupsafe import escape
from PIL import Image, ImageDraw, ImageFont

from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.fingerprints import PREFIX
from kernel.web.fonts import FAMILIES
from storefront import snapshots
from storefront.shops import Shop
from tenancy.contrast import ink_on

bp = Blueprint("icons", __name__)
A_DAY = "public, max-age=86400"
ICO_SIZES = (16, 32, 48)
LARGE = 180


@bp.get("/icon.svg")
@public
def drawn() -> Response:
    shop = snapshots.current() if at_brand() else abort(404)
    accent = shop.theme.accent
    written = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="8" fill="{accent}"/><text x="32" y="46" font-size="42" '
        f'text-anchor="middle" font-family="Georgia,serif" fill="{ink_on(accent)}">'
        f"{escape(shop.brand.name[:1])}</text></svg>"
    )
    return _answer(written.encode(), "image/svg+xml; charset=utf-8")


@bp.get("/favicon.ico")
@public
def small() -> Response:
    """For those who ask by habit."""
    out = io.BytesIO()
    _raster(48).save(out, "ICO", sizes=[(size, size) for size in ICO_SIZES])
    return _answer(out.getvalue(), "image/x-icon")


@bp.get("/icon.png")
@public
def large() -> Response:
    """For a telephone's first screen, which wants no rounded corners."""
    out = io.BytesIO()
    _raster(LARGE).save(out, "PNG", optimize=True)
    return _answer(out.getvalue(), "image/png")


def _answer(content: bytes, kind: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Cache-Control"] = A_DAY
    return response


def _raster(size: int) -> Image.Image:
    shop = snapshots.current() if at_brand() else abort(404)
    return _painted(_initial(shop), shop.theme.accent, str(_font(shop)), size)


def _initial(shop: Shop) -> str:
    """A letter that the house's own typeface holds."""
    letter = shop.brand.name[:1].upper()
    return letter if letter < "\u0180" else shop.brand.slug[:1].upper()


def _font(shop: Shop) -> Path:
    assets = current_app.extensions["assets"]
    face = next(face for face in FAMILIES[shop.theme.display_font].faces if face.subset == "latin")
    return assets.root / assets.url(face.asset).removeprefix(PREFIX)


@lru_cache(256)
def _painted(letter: str, accent: str, font: str, size: int) -> Image.Image:
    """Drawn large and made small, for an even edge."""
    side = size * 4
    sheet = Image.new("RGB", (side, side), accent)
    face = ImageFont.truetype(font, side * 0.66)
    ImageDraw.Draw(sheet).text((side / 2, side / 2), letter, font=face, fill=ink_on(accent), anchor="mm")
    return sheet.resize((size, size), Image.Resampling.LANCZOS)
