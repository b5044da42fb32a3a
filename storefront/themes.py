"""The house's stylesheet: its fonts and tokens, under an address that changes with them."""

from flask import Blueprint, Response, abort, current_app, g
from markupsafe import escape

from kernel.web.access import public
from kernel.web.door import at_brand
from storefront import snapshots, theme
from tenancy.contrast import ink_on
from storefront.shops import Shop

bp = Blueprint("themes", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/theme-<digest>.css")
@public
def stylesheet(digest: str) -> Response:
    """Answer with the tokens of now, kept for ever only under their own address."""
    shop = snapshots.current() if at_brand() else abort(404)
    text = written(shop)
    response = Response(text, content_type="text/css; charset=utf-8")
    is_current = digest == theme.digest(text)
    response.headers["Cache-Control"] = FOR_EVER if is_current else "no-cache"
    return response


def written(shop: Shop) -> str:
    return theme.css(shop.theme, font_faces=current_app.extensions["assets"].font_face_css)


def address() -> str:
    """Where the stylesheet of the shop being looked at lies."""
    return f"/theme-{theme.digest(written(g.shop))}.css"


@bp.get("/icon.svg")
@public
def icon() -> Response:
    """The house's initial on its accent, where it has given no icon of its own."""
    shop = snapshots.current() if at_brand() else abort(404)
    accent = shop.theme.accent
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="8" fill="{accent}"/><text x="32" y="46" font-size="42" '
        f'text-anchor="middle" font-family="Georgia,serif" fill="{ink_on(accent)}">'
        f"{escape(shop.brand.name[:1])}</text></svg>"
    )
    response = Response(drawn, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
