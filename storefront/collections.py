"""A collection: its styles, narrowed and sorted as the address says."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, g, redirect
from flask.typing import ResponseReturnValue

from catalogue.search import browse
from catalogue.slugs import find_by_slug
from i18n.words import Wording
from kernel.web.access import public
from kernel.web.htmx import fragment, wants_fragment
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import browsing, sharing
from storefront.browsing import Listed
from storefront.heads import Head, crumbs
from storefront.shops import Edition, at, say

bp = Blueprint("collections", __name__)


@bp.get("/collections/<slug>")
@public
@cached(*browsing.ARGUMENTS)
def show(slug: str) -> ResponseReturnValue:
    collection_id = _named(slug)
    if collection_id is None:
        return _elsewhere(slug)
    collection = g.shop.collections[collection_id]
    asked = browsing.asked()
    page = browse(
        session(),
        g.edition.market.id,
        language=g.edition.language,
        at=datetime.now(UTC),
        collection=collection.code,
        filters=asked.filters,
        sort=asked.sort,
        cursor=asked.cursor,
        version=g.door.version,
    )
    name = say(collection.words, "name")
    return fragment(
        "storefront/collections/show.html",
        "list",
        head=_head(collection_id, name, say(collection.words, "text"), page.items, asked.is_plain),
        name=name,
        text=say(collection.words, "text"),
        listed=Listed(
            at(f"collections/{slug}"), page, asked, is_open=bool(asked.filters) or wants_fragment()
        ),
    )


def _named(slug: str) -> UUID | None:
    for collection_id in g.shop.collections:
        if g.shop.slug("collection", collection_id, g.edition.language) == slug:
            return collection_id
    return None


def _elsewhere(slug: str) -> ResponseReturnValue:
    """Lead from an old name, or another language's, to the one it has here."""
    found = find_by_slug(session(), "collection", slug, g.edition.language)
    if found is None or found[0] not in g.shop.collections:
        abort(404)
    now = g.shop.slug("collection", found[0], g.edition.language)
    return redirect(at(f"collections/{now}"), 301) if now and now != slug else abort(404)


def _head(collection_id: UUID, name: Wording, text: Wording, items: tuple, is_plain: bool) -> Head:
    def path_in(edition: Edition) -> str:
        return f"collections/{g.shop.slug('collection', collection_id, edition.language)}"

    image = next((image for card in items for image in card.images), None)
    return Head(
        title=name.text,
        description=text.text,
        path_in=path_in,
        picture=sharing.picture(image, name.text) if image else None,
        data=[crumbs((g.shop.name, ""), (name.text, path_in(g.edition)))],
        is_indexed=is_plain,
    )
