"""A lookbook: looks in their order, each with the styles worn in it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from catalogue.cards import Card, deal
from catalogue.slugs import find_by_slug
from catalogue.styles import Style
from kernel.web.access import public
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import looks, sharing
from storefront.heads import Head, crumbs
from storefront.looks import Pictured
from storefront.shops import Edition, at, say

bp = Blueprint("lookbooks", __name__)


@bp.get("/lookbooks/<slug>")
@public
@cached()
def show(slug: str) -> ResponseReturnValue:
    lookbook_id = _named(slug)
    if lookbook_id is None:
        return _elsewhere(slug)
    lookbook = g.shop.lookbooks[lookbook_id]
    found = looks.pictured(session(), lookbook_id)
    return render_template(
        "storefront/lookbooks/show.html",
        head=_head(lookbook_id, say(lookbook.words, "title").text, say(lookbook.words, "intro").text, found),
        lookbook=lookbook,
        looks=found,
        worn=_worn(found),
    )


def _slug(lookbook_id: UUID, language: str) -> str:
    return g.shop.slug("lookbook", lookbook_id, language) or g.shop.lookbooks[lookbook_id].code


def _named(slug: str) -> UUID | None:
    return next((one for one in g.shop.lookbooks if _slug(one, g.edition.language) == slug), None)


def _elsewhere(slug: str) -> ResponseReturnValue:
    """Lead from an old name, or another language's, to the one it has here."""
    found = find_by_slug(session(), "lookbook", slug, g.edition.language)
    if found is None or found[0] not in g.shop.lookbooks:
        abort(404)
    return redirect(at(f"lookbooks/{_slug(found[0], g.edition.language)}"), 301)


def _worn(found: Sequence[Pictured]) -> Mapping[str, Card]:
    """The cards of all that is worn, by the style's code: two statements."""
    codes = {hotspot["style"] for one in found for hotspot in one.look.hotspots}
    if not codes:
        return {}
    numbers = session().exec(select(Style.number).where(col(Style.code).in_(sorted(codes)))).all()
    now = datetime.now(UTC)
    dealt = deal(session(), g.edition.market.id, numbers, language=g.edition.language, at=now)
    return {card.code: card for card in dealt}


def _head(lookbook_id: UUID, title: str, intro: str, found: Sequence[Pictured]) -> Head:
    def path_in(edition: Edition) -> str:
        return f"lookbooks/{_slug(lookbook_id, edition.language)}"

    first: Any = found[0] if found else None
    return Head(
        title=title,
        description=intro,
        path_in=path_in,
        picture=sharing.picture_of_look(first, title) if first else None,
        data=[crumbs((g.shop.name, ""), (title, path_in(g.edition)))],
    )
