"""A style's page: what it looks like, what it is, what it costs, where it can be had, what it is made of."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from catalogue.pictures import Image
from catalogue.price_history import REDUCTIONS_FROM_LOWEST
from catalogue.style_pages import StylePage, WayShown, page
from i18n.messages import Message, _
from i18n.money import Money
from inventory.availability import Availability, availability
from kernel.web.access import public
from kernel.web.htmx import fragment
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import facts, offers, sharing, taxes, whereabouts
from storefront.heads import Head, crumbs
from storefront.shops import Edition, at

bp = Blueprint("styles", __name__)
SEEN: dict[str, Message] = {
    "front": _("%(name)s in %(colour)s, from the front"),
    "back": _("%(name)s in %(colour)s, from behind"),
    "detail": _("%(name)s in %(colour)s, seen close"),
    "cloth": _("The cloth of %(name)s in %(colour)s"),
    "photo": _("%(name)s in %(colour)s"),
}


@dataclass(frozen=True)
class Seen:
    """A picture with what it shows."""

    image: Image
    alt: str


@bp.get("/styles/<slug>")
@public
@cached("colour")
def show(slug: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    market, language = g.edition.market, g.edition.language
    style = page(session(), market, slug=slug, language=language, at=now, version=g.door.version)
    if style.slug != slug:
        return redirect(at(f"styles/{style.slug}") + _colour_kept(), 301)
    there = availability(session(), style.style_id, market.id)
    way = _chosen(style)
    return fragment(
        "storefront/styles/show.html",
        "style",
        head=_head(style, way, there),
        style=style,
        way=way,
        plates=_plates(style, way),
        price=Money(style.units, market.currency),
        was=Money(style.was_units, market.currency) if style.was_units is not None else None,
        from_lowest=not REDUCTIONS_FROM_LOWEST.isdisjoint(market.countries),
        tax=taxes.note(today=now.date()),
        sizes=whereabouts.sizes(way, there, is_coming=style.is_coming) if way else [],
        stores=whereabouts.stores(way, there) if way else [],
        summary=whereabouts.summary(way, there) if way else None,
        first_told=whereabouts.FIRST_TOLD,
        composition=facts.composition(style.composition),
        animal=facts.animal_parts(style.composition),
        maker=facts.maker(style.maker),
        guarantee=facts.guarantee(),
        units=("in", "cm") if g.edition.country == "US" else ("cm", "in"),
        measures=facts.measures(style.measured),
    )


def _colour_kept() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""


def _chosen(style: StylePage) -> WayShown | None:
    wanted = request.args.get("colour")
    named = next((way for way in style.ways if way.code == wanted), None)
    return named or next(iter(style.ways), None)


def _plates(style: StylePage, way: WayShown | None) -> list[Seen]:
    if way is None:
        return []
    values = {"name": style.name.text, "colour": way.name.text or way.code}
    return [Seen(image, str(SEEN.get(image.view, SEEN["photo"]) % values)) for image in way.images]


def _head(style: StylePage, way: WayShown | None, there: Availability) -> Head:
    def path_in(edition: Edition) -> str | None:
        slug = style.slugs.get(edition.language)
        return f"styles/{slug}" if slug else None

    image = next(iter(way.images), None) if way else None
    name = style.name.text
    steps = [(crumb.name.text, f"search?category={crumb.code}") for crumb in style.path]
    data: list[dict[str, Any]] = [
        offers.product(style, there, path=at(f"styles/{style.slug}")),
        crumbs((g.shop.name, ""), *steps, (name, f"styles/{style.slug}")),
    ]
    return Head(
        title=name,
        description=style.description.text,
        path_in=path_in,
        kind="product",
        picture=sharing.picture(image, name) if image else None,
        data=data,
    )
