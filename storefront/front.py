"""The shop's addresses: everything below an edition is read in its language and its market."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, abort, g, redirect, request
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as BaseResponse

from i18n import languages
from i18n.web import speak_to
from kernel.web import modules
from kernel.web.access import public
from kernel.web.door import at_brand
from kernel.web.htmx import wants_fragment
from kernel.web.transactions import READING
from storefront import (
    bag,
    checkout,
    collections,
    garments,
    home,
    icons,
    lookbooks,
    looks,
    orders,
    privacy,
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

BELOW_AN_EDITION = (home, collections, styles, search, stores, lookbooks, texts, sizes, bag, checkout, orders)
AT_THE_HOST = (welcome, themes, icons, garments, looks, sharing, sitemaps, robots, privacy)


class EditionTag(BaseConverter):
    """A language and a country, as `i18n.languages.url_tag` writes them."""

    regex = r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-[A-Za-z]{2}"


def register(app: Flask) -> None:
    app.url_map.converters["edition"] = EditionTag
    editions = Blueprint("shop", __name__)
    modules.keep_to_module(editions, "storefront")
    editions.url_value_preprocessor(_note_tag)
    editions.before_request(_enter)
    for noun in BELOW_AN_EDITION:
        editions.register_blueprint(noun.bp)
    editions.get("/<path:path>/", strict_slashes=False)(public(_without_its_slash))
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
    return _without_empty_fields()


def _without_empty_fields() -> BaseResponse | None:
    """Lead from what a form sends, fields left empty and all, to the address worth passing on."""
    given = list(request.args.items(multi=True))
    if request.method not in READING or wants_fragment() or all(value for _name, value in given):
        return None
    kept = urlencode([(name, value) for name, value in given if value])
    return redirect(request.path + (f"?{kept}" if kept else ""), 302)


def _to_the_market(shop: Shop, tag: str) -> BaseResponse:
    """Lead from a tag spelt otherwise, or a country, to its market in that language; else it is nobody's."""
    spelt = languages.canonical_url_tag(tag)
    language, country = languages.parse_url_tag(spelt or tag) or abort(404)
    for edition in shop.editions.values():
        if edition.language == language and country in edition.market.countries:
            return redirect(_same_page(edition), 301)
    abort(404)


def _without_its_slash(path: str) -> BaseResponse:
    """Lead from a page's address with a slash at its end to the page."""
    query = request.query_string.decode("ascii", "replace")
    if not request.path.endswith("/"):
        abort(404)
    return redirect(at(path) + (f"?{query}" if query else ""), 301)


def _same_page(edition: Edition) -> str:
    below = request.path.split("/", 2)[2]
    query = request.query_string.decode("ascii", "replace")
    return at(below, edition=edition) + (f"?{query}" if query else "")
