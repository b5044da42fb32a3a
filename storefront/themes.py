"""The house's stylesheet: its fonts and tokens, under an address that changes with them."""

from flask import Blueprint, Response, abort, current_app, g

from kernel.web.access import public
from kernel.web.door import at_brand
from storefront import snapshots, theme
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
