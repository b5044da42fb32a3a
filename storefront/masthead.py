"""What stands on every page of a shop: its name, its five words, its ways on, its market and language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, request
from markupsafe import Markup, escape

from i18n import languages
from i18n.money import Money
from i18n.numbers import list_mark
from i18n.web import money
from i18n.words import Wording
from storefront import browsing, garments, heads, sharing, themes
from storefront.shops import Shop, at, say
from tenancy.first_page import MOST_LINKS
from tenancy.markets import Market

SLUGGED = {"collections": "collection", "lookbooks": "lookbook"}


@dataclass(frozen=True)
class Link:
    path: str
    label: Wording


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        told=told,
        paragraphs=paragraphs,
        origin=heads.origin,
        theme_css=themes.address,
        current_path=lambda: request.path,
        navigation=navigation,
        legal_links=legal_links,
        has_story=lambda: g.shop.story() is not None,
        market_name=lambda market: g.shop.market_name(market, g.edition.language),
        here_name=lambda: str(g.shop.market_name(g.edition.market, g.edition.language)),
        tagline=lambda: say(g.shop.brand.words, "tagline"),
        this_year=lambda: datetime.now(UTC).year,
        resolved=resolved,
        src=garments.address,
        house_picture=sharing.picture_of_house,
        sources=garments.sources,
        seen=garments.seen,
        cloth_tile=garments.tile,
        amount=amount,
        comma=lambda: list_mark(g.edition.language),
        cost=cost,
        family_colour=browsing.swatch_of,
        shown_amount=browsing.shown,
    )


def told(wording: Wording) -> Markup:
    """Write a text; where it fell back to another language, in an element that says which."""
    if wording.lang is None:
        return escape(wording.text)
    direction = languages.direction(wording.lang)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(wording.lang, direction, wording.text)


def paragraphs(wording: Wording) -> Markup:
    """Write a plain text as paragraphs, cut at its empty lines."""
    mark = (
        Markup(' lang="{}" dir="{}"').format(wording.lang, languages.direction(wording.lang))
        if wording.lang
        else ""
    )
    parts = (part.strip() for part in wording.text.split("\n\n"))
    return Markup("\n").join(Markup("<p{}>{}</p>").format(mark, part) for part in parts if part)


def navigation() -> list[Link]:
    return _links(g.shop.brand.navigation[:MOST_LINKS])


def _links(items: Iterable[Mapping[str, Any]]) -> list[Link]:
    return [
        Link(at(resolved(item["target"])), say(item["words"], "label"))
        for item in items
        if leads(item["target"])
    ]


def leads(target: str) -> bool:
    """Whether there is anything at the target: a lookbook may be gone, a legal page be another market's."""
    folder, _, name = target.strip("/").partition("/")
    if folder == "story":
        return g.shop.story() is not None
    if folder == "legal":
        return any(name == page.code for page in g.shop.legal_pages(g.edition.market))
    return folder not in SLUGGED or g.shop.find(SLUGGED[folder], name) is not None


def resolved(target: str) -> str:
    """The path that a target leads to in this edition; a collection goes by its code or any of its slugs."""
    folder, _, name = target.strip("/").partition("/")
    subject = SLUGGED.get(folder)
    found = g.shop.find(subject, name) if subject else None
    slug = g.shop.slug(subject, found, g.edition.language) if found else None
    return f"{folder}/{slug}" if slug else target.strip("/")


def legal_links() -> list[Link]:
    shop: Shop = g.shop
    market: Market = g.edition.market
    return [Link(at(f"legal/{page.code}"), say(page.words, "title")) for page in shop.legal_pages(market)]


def amount(units: int) -> Money:
    """So many minor units of the market's currency."""
    return Money(units, g.edition.market.currency)


def cost(price: Money) -> str:
    """Write a price; a house may leave out the cents where there are none."""
    return money(price, whole=g.shop.theme.whole_prices)
