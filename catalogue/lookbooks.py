"""Lookbooks: looks, each with the styles worn in it.

write_lookbooks(session, drafts, by=, at=) -> list[Lookbook]   new ones, or those of the same code anew
lookbook_by_slug(session, market_id, slug=, language=, at=) -> LookbookShown
lookbooks_of(session, language=) -> tuple[LookbookLink]
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, delete, select
from sqlmodel import Field

from catalogue import cards, changes, slugs, styles
from catalogue.cards import Card
from catalogue.media import Picture
from catalogue.pictures import Image
from catalogue.seasons import NoSuchSeason, Season
from catalogue.slugs import Named
from i18n import _
from i18n.words import Wording, wording, written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class Lookbook(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("season"))

    code: str
    season_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)


class Look(Scoped, Identified, table=True):
    """`hotspots` are rows of `Hotspot`; its picture is uploaded, or drawn from them upon the ground."""

    __table_args__ = (
        refers("lookbook"),
        refers("picture"),
        UniqueConstraint("brand_id", "lookbook_id", "position"),
    )

    lookbook_id: UUID
    position: int
    words: dict = Field(default_factory=dict, sa_type=Json)
    picture_id: UUID | None = None
    ground: str = ""
    hotspots: list = Field(default_factory=list, sa_type=Json)


@dataclass(frozen=True, kw_only=True)
class Hotspot:
    """A garment of the look: its centre and width in per cent of a 4:5 picture."""

    style: str
    colourway: str
    x: float
    y: float
    width: float = 40


@dataclass(frozen=True, kw_only=True)
class LookDraft:
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """{"title", "text": {language: text}}."""
    hotspots: tuple[Hotspot, ...] = ()
    ground: str = ""
    picture_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LookbookDraft:
    code: str
    texts: Mapping[str, Mapping[str, str]]
    """{"title", "intro": {language: text}}."""
    looks: tuple[LookDraft, ...] = ()
    season: str | None = None
    position: int = 0
    slugs: Mapping[str, str] = field(default_factory=dict)


class NoSuchLookbook(NotThere):
    message = _("There is no lookbook %(slug)s.")


class OutsideTheLook(Refusal):
    message = _("The place of %(style)s lies outside the picture: give per cent, from 0 to 100.")


class NotALooksPicture(Refusal):
    message = _("A look shows a picture of its own, not a style's. Upload it for the look.")


def write_lookbooks(
    session: BrandSession, drafts: Iterable[LookbookDraft], *, by: Actor, at: datetime
) -> list[Lookbook]:
    source = session.get_one(Brand, session.brand).language
    seasons: dict[str, UUID] = dict(session.execute(select(Season.code, Season.id)).all())
    held = {book.code: book for book in session.scalars(select(Lookbook))}
    wanted = list(drafts)
    books = []
    for draft in wanted:
        if draft.season is not None and draft.season not in seasons:
            raise NoSuchSeason(code=draft.season)
        book = held.setdefault(draft.code, Lookbook(code=draft.code))
        book.season_id = seasons[draft.season] if draft.season else None
        book.position, book.words = draft.position, written(draft.texts, source=source, held=book.words)
        session.add(book)
        session.flush()  # looks refer to their book
        _hang(session, book, draft.looks, source)
        events.record(book, "written", by=by, at=at, particulars={"looks": len(draft.looks)})
        books.append(book)
    named = [
        Named(book.id, book.code, book.words, field="title", by_hand=draft.slugs or None)
        for draft, book in zip(wanted, books, strict=True)
    ]
    slugs.give(session, "lookbook", named, at=at)
    changes.note(session, (), at=at)
    return books


def _hang(session: BrandSession, book: Lookbook, looks: tuple[LookDraft, ...], source: str) -> None:
    mine = delete(Look).where(Look.lookbook_id == book.id)
    session.execute(mine.execution_options(synchronize_session=False))
    spots = [spot for look in looks for spot in look.hotspots]
    styles.ids_of(session, [spot.style for spot in spots])  # refuses a style that is not there
    for spot in spots:
        if not all(0 <= value <= 100 for value in (spot.x, spot.y, spot.width)):
            raise OutsideTheLook(style=spot.style)
    _check_pictures(session, {look.picture_id for look in looks if look.picture_id})
    rows = [
        {
            "lookbook_id": book.id,
            "position": position,
            "words": written(look.texts, source=source),
            "picture_id": look.picture_id,
            "ground": look.ground,
            "hotspots": [asdict(spot) for spot in look.hotspots],
        }
        for position, look in enumerate(looks)
    ]
    session.insert_many(Look, rows)


def _check_pictures(session: BrandSession, wanted: set[UUID]) -> None:
    """Refuse a style's picture: it would go with the style."""
    own = select(Picture.id).where(Picture.id.in_(wanted), Picture.style_id.is_(None))
    if wanted - set(session.scalars(own)):
        raise NotALooksPicture


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
