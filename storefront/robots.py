"""What crawlers are told: where the map is, and what is not worth their time."""

from flask import Blueprint, Response

from kernel.web.access import public
from kernel.web.door import at_brand
from storefront.heads import origin

bp = Blueprint("robots", __name__)
KEPT_OUT = ("/admin/", "/counter/", "/api/", "/edition", "/suggestion", "/*/search")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    if not at_brand():
        return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in KEPT_OUT),
        "",
        f"Sitemap: {origin()}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
