"""Lookbooks: looks, each with the styles worn in it.

write_lookbooks(session, drafts, by=, at=) -> list[Lookbook]   new ones, or those of the same code anew
remove_lookbook(session, book, folder=, by=, at=)
show_picture(session, look, encoded, folder=, texts=, by=, at=)
show_drawing(session, look, folder=, by=, at=)
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import UniqueConstraint, delete, select
from sqlmodel import Field

from catalogue import changes, media, removals, slugs, styles
from catalogue.encoding import Encoded
from catalogue.media import Picture
from catalogue.seasons import NoSuchSeason, Season
from catalogue.slugs import Named
from i18n import _
from i18n.words import written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from kernel.ids import new_id
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
    look_id: UUID | None = None
    """The look that this one was before; its translations go on from there."""


@dataclass(frozen=True, kw_only=True)
class LookbookDraft:
    code: str
    texts: Mapping[str, Mapping[str, str]]
    """{"title", "intro": {language: text}}."""
    looks: tuple[LookDraft, ...] = ()
    season: str | None = None
    position: int = 0
    slugs: Mapping[str, str] = field(default_factory=dict)


class OutsideTheLook(Refusal):
    message = _("The place of %(style)s lies outside the picture: give per cent, from 0 to 100.")


class LookbookInUse(Refusal):
    message = _("The lookbook %(code)s is led to from elsewhere. Take that away first.")


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
    mine = select(Look.id, Look.words).where(Look.lookbook_id == book.id)
    held: dict[UUID, dict] = dict(session.execute(mine).all())
    _take_down(session, book)
    spots = [spot for look in looks for spot in look.hotspots]
    styles.ids_of(session, [spot.style for spot in spots])  # refuses a style that is not there
    for spot in spots:
        if not all(0 <= value <= 100 for value in (spot.x, spot.y, spot.width)):
            raise OutsideTheLook(style=spot.style)
    _check_pictures(session, {look.picture_id for look in looks if look.picture_id})
    rows = [
        {
            "id": look.look_id if look.look_id in held else new_id(),
            "lookbook_id": book.id,
            "position": position,
            "words": written(look.texts, source=source, held=held.get(look.look_id)),
            "picture_id": look.picture_id,
            "ground": look.ground,
            "hotspots": [asdict(spot) for spot in look.hotspots],
        }
        for position, look in enumerate(looks)
    ]
    session.insert_many(Look, rows)


def _take_down(session: BrandSession, book: Lookbook) -> None:
    mine = delete(Look).where(Look.lookbook_id == book.id)
    session.execute(mine.execution_options(synchronize_session="fetch"))


def remove_lookbook(session: BrandSession, book: Lookbook, *, folder: Path, by: Actor, at: datetime) -> None:
    """Take a lookbook out, with its looks and the pictures that were theirs alone."""
    own = select(Picture).join(Look, Look.picture_id == Picture.id).where(Look.lookbook_id == book.id)
    pictures = session.scalars(own).all()
    _take_down(session, book)
    for picture in pictures:
        media.remove_picture(session, picture, folder=folder, by=by, at=at)
    events.record(book, "removed", by=by, at=at, particulars={"code": book.code})
    removals.take_out(session, book, unless=LookbookInUse(code=book.code))
    changes.note_collections(session, at=at)


def show_picture(
    session: BrandSession,
    look: Look,
    made: Encoded,
    *,
    folder: Path,
    texts: Mapping[str, Mapping[str, str]],
    by: Actor,
    at: datetime,
) -> Picture:
    """Let a look show a picture of its own; the one it had before goes."""
    picture = media.add_picture(session, made, folder=folder, texts=texts, by=by, at=at)
    session.flush()  # the look refers to it
    _hang_picture(session, look, picture.id, folder=folder, by=by, at=at)
    return picture


def show_drawing(session: BrandSession, look: Look, *, folder: Path, by: Actor, at: datetime) -> None:
    """Let a look be drawn from what is worn in it; the picture it had goes."""
    _hang_picture(session, look, None, folder=folder, by=by, at=at)


def _hang_picture(
    session: BrandSession, look: Look, picture_id: UUID | None, *, folder: Path, by: Actor, at: datetime
) -> None:
    before = session.find(Picture, look.picture_id) if look.picture_id else None
    look.picture_id = picture_id
    session.add(look)
    session.flush()  # nothing shows the former one any more
    if before is not None:
        media.remove_picture(session, before, folder=folder, by=by, at=at)
    changes.note(session, (), at=at)
    book = session.get_one(Lookbook, (session.brand, look.lookbook_id))
    events.record(book, "pictured", by=by, at=at, particulars={"code": book.code})


def _check_pictures(session: BrandSession, wanted: set[UUID]) -> None:
    """Refuse a style's picture: it would go with the style."""
    own = select(Picture.id).where(Picture.id.in_(wanted), Picture.style_id.is_(None))
    if wanted - set(session.scalars(own)):
        raise NotALooksPicture
