"""Maps for crawlers: an index for the house, and the addresses of each edition in parts that stay small."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, g, render_template
from sqlmodel import func, or_, select

from catalogue.listings import Listing
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import snapshots
from storefront.heads import origin
from storefront.shops import Edition, Shop, at
from tenancy.outlets import Outlet

bp = Blueprint("sitemaps", __name__)
PART = 20_000


@bp.get("/sitemap.xml")
@public
@cached()
def index() -> Response:
    """Name the parts: the first of an edition holds its pages too, each holds so many numbers of styles."""
    shop = snapshots.current() if at_brand() else abort(404)
    highest = dict(
        session().exec(select(Listing.market_id, func.max(Listing.number)).group_by(Listing.market_id)).all()
    )
    parts = [
        f"{origin()}/sitemap-{edition.tag}-{part}.xml"
        for edition in shop.editions.values()
        for part in range(highest.get(edition.market.id, 0) // PART + 1)
    ]
    return _xml(render_template("storefront/sitemaps/index.xml", parts=parts))


@bp.get("/sitemap-<edition:tag>-<int:part>.xml")
@public
@cached()
def part(tag: str, part: int) -> Response:
    shop = snapshots.current() if at_brand() else abort(404)
    g.edition = shop.editions.get(tag) or abort(404)
    first = _pages(shop, g.edition) if part == 0 else ()
    paths = [*first, *_styles(g.edition, part)]
    if not paths:
        abort(404)
    return _xml(
        render_template("storefront/sitemaps/part.xml", addresses=[origin() + at(path) for path in paths])
    )


def _pages(shop: Shop, edition: Edition) -> Iterator[str]:
    yield from ("", "stores", "size-guide")
    if shop.story():
        yield "story"
    for folder, subject, shown in (
        ("collections", "collection", shop.collections),
        ("lookbooks", "lookbook", shop.lookbooks),
    ):
        for thing in shown:
            yield f"{folder}/{shop.slug(subject, thing, edition.language)}"
    for page in shop.legal_pages(edition.market):
        yield f"legal/{page.code}"
    today = datetime.now(UTC).date()
    is_open = or_(Outlet.closed_on.is_(None), Outlet.closed_on > today)
    for slug in session().exec(
        select(Outlet.slug).where(Outlet.kind == "store", is_open).order_by(Outlet.slug)
    ):
        yield f"stores/{slug}"


def _styles(edition: Edition, part: int) -> Iterator[str]:
    rows = session().exec(
        select(Listing.slugs)
        .where(
            Listing.market_id == edition.market.id,
            Listing.number >= part * PART,
            Listing.number < (part + 1) * PART,
            Listing.released_at <= datetime.now(UTC),
        )
        .order_by(Listing.number)
    )
    for slugs in rows:
        if slug := slugs.get(edition.language) or next(iter(slugs.values()), None):
            yield f"styles/{slug}"


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")
