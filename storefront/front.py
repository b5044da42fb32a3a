"""The shop's addresses: everything below an edition is read in its language and its market."""

from typing import Any

from flask import Blueprint, Flask, abort, g, redirect, request
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as BaseResponse

from i18n import languages
from i18n.web import speak_to
from kernel.web import modules
from kernel.web.door import at_brand
from storefront import (
    bag,
    collections,
    garments,
    home,
    icons,
    lookbooks,
    looks,
    robots,
    search,
    sharing,
    sitemaps,
    sizes,
    snapshots,
    stores,
    styles,
    texts,
    themes,
    welcome,
)
from storefront.shops import Edition, Shop, at

BELOW_AN_EDITION = (home, collections, styles, search, stores, lookbooks, texts, sizes, bag)
AT_THE_HOST = (welcome, themes, icons, garments, looks, sharing, sitemaps, robots)


class EditionTag(BaseConverter):
    """A language and a country, as `i18n.languages.url_tag` writes them."""

    regex = r"[a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}"


def register(app: Flask) -> None:
    app.url_map.converters["edition"] = EditionTag
    editions = Blueprint("shop", __name__)
    modules.keep_to_module(editions, "storefront")
    editions.url_value_preprocessor(_note_tag)
    editions.before_request(_enter)
    for noun in BELOW_AN_EDITION:
        editions.register_blueprint(noun.bp)
    app.register_blueprint(editions, url_prefix="/<edition:tag>")
    for noun in AT_THE_HOST:
        app.register_blueprint(noun.bp)


def _note_tag(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the tag from every view's arguments; whose it is can only be said once the door is known."""
    g.tag = (values or {}).pop("tag", "")


def _enter() -> BaseResponse | None:
    if not at_brand():
        abort(404)
    shop = snapshots.current()
    edition = shop.editions.get(g.tag)
    if edition is None:
        return _to_the_market(shop, g.tag)
    g.edition = edition
    zone = shop.time_zone(edition.market)
    speak_to(edition.language, region=edition.country, time_zone=zone)
    return None


def _to_the_market(shop: Shop, tag: str) -> BaseResponse:
    """Lead from a country to the market it belongs to, in the same language; any other tag is nobody's."""
    language, country = languages.parse_url_tag(tag) or abort(404)
    for edition in shop.editions.values():
        if edition.language == language and country in edition.market.countries:
            return redirect(_same_page(edition), 301)
    abort(404)


def _same_page(edition: Edition) -> str:
    below = request.path.split("/", 2)[2]
    query = request.query_string.decode("ascii", "replace")
    return at(below, edition=edition) + (f"?{query}" if query else "")
