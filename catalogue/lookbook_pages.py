"""A lookbook as a market's shop shows it: its looks, with the cards of what is worn.

lookbook_by_slug(session, market_id, slug=, language=, at=) -> LookbookShown
lookbooks_of(session, language=) -> tuple[LookbookLink]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from catalogue import cards, slugs, styles
from catalogue.cards import Card
from catalogue.lookbooks import Look, Lookbook
from catalogue.media import Picture
from catalogue.pictures import Image
from i18n import _
from i18n.words import Wording, wording
from kernel.db import BrandSession
from kernel.errors import NotThere
from tenancy.brands import Brand


class NoSuchLookbook(NotThere):
    message = _("There is no lookbook %(slug)s.")


@dataclass(frozen=True)
class Worn:
    """A hotspot: its place, and the card of the style worn there, none where the market has none."""

    style: str
    colourway: str
    x: float
    y: float
    width: float
    card: Card | None
    image: Image | None


@dataclass(frozen=True)
class LookShown:
    title: Wording
    text: Wording
    ground: str
    picture: Image | None
    worn: tuple[Worn, ...]


@dataclass(frozen=True)
class LookbookShown:
    code: str
    slug: str
    slugs: Mapping[str, str]
    title: Wording
    intro: Wording
    looks: tuple[LookShown, ...]


@dataclass(frozen=True)
class LookbookLink:
    code: str
    slug: str
    title: Wording
    intro: Wording


def lookbooks_of(session: BrandSession, *, language: str) -> tuple[LookbookLink, ...]:
    source = session.get_one(Brand, session.brand).language
    books = session.scalars(select(Lookbook).order_by(Lookbook.position, Lookbook.code)).all()
    named = slugs.current(session, "lookbook", [book.id for book in books])
    return tuple(
        LookbookLink(
            book.code,
            named.get(book.id, {}).get(language, book.code),
            *(wording(book.words, name, language, source=source) for name in ("title", "intro")),
        )
        for book in books
    )


def lookbook_by_slug(
    session: BrandSession, market_id: UUID, *, slug: str, language: str, at: datetime
) -> LookbookShown:
    """Read a lookbook with the cards of what is worn in it; where it has moved its slug is another."""
    found = slugs.find_by_slug(session, "lookbook", slug, language)
    book = session.find(Lookbook, found[0]) if found else None
    if found is None or book is None:
        raise NoSuchLookbook(slug=slug[:60])
    source = session.get_one(Brand, session.brand).language
    rows = session.execute(
        select(Look, Picture)
        .outerjoin(Picture, Picture.id == Look.picture_id)
        .where(Look.lookbook_id == book.id)
        .order_by(Look.position)
    ).all()
    codes = [spot["style"] for look, _picture in rows for spot in look.hotspots]
    numbers = styles.numbers_of(session, codes)
    dealt = cards.deal(session, market_id, list(numbers.values()), language=language, at=at)
    by_code = {card.code: card for card in dealt}
    title, intro = (wording(book.words, name, language, source=source) for name in ("title", "intro"))
    looks = tuple(_shown(look, picture, by_code, language, source) for look, picture in rows)
    named = slugs.current(session, "lookbook", [book.id]).get(book.id, {})
    return LookbookShown(book.code, found[1], named, title, intro, looks)


def _shown(
    look: Look, picture: Picture | None, by_code: Mapping[str, Card], language: str, source: str
) -> LookShown:
    title, text = (wording(look.words, name, language, source=source) for name in ("title", "text"))
    worn = tuple(_worn(spot, by_code.get(spot["style"])) for spot in look.hotspots)
    return LookShown(title, text, look.ground, picture.image if picture else None, worn)


def _worn(spot: Mapping[str, Any], card: Card | None) -> Worn:
    way = next((way for way in card.ways if way.code == spot["colourway"]), None) if card else None
    image = way.images[0] if way and way.images else None
    return Worn(**spot, card=card, image=image)
