"""Pictures: uploaded, re-encoded, stripped of what they tell about their maker.

add_picture(session, encoded, folder=, style=, colourway=, texts=, focal=, by=, at=) -> Picture
change_picture(session, picture, texts=, focal=, by=, at=) · arrange_pictures(session, style, ids, by=, at=)
remove_picture(session, picture, folder=, by=, at=)
file_of(folder, brand_id, key, width, extension) -> Path | None      for the door that serves them
"""

import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func, select
from sqlmodel import Field

from catalogue import changes, encoding, removals
from catalogue.encoding import Encoded
from catalogue.pictures import Image
from catalogue.styles import Colourway, Style
from i18n import _
from i18n.words import written
from kernel import events, jobs
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand

KEY = re.compile(r"[0-9a-f]{32}")


class Picture(Scoped, Identified, table=True):
    """One picture of a style or colourway, or of a look; files lie under `key`, one per format and width."""

    __table_args__ = (
        refers("style"),
        refers("colourway"),
        CheckConstraint("focal_x BETWEEN 0 AND 100 AND focal_y BETWEEN 0 AND 100", name="focal"),
        Index(None, "brand_id", "style_id", "position"),
    )

    style_id: UUID | None = None
    colourway_id: UUID | None = None
    position: int = 0
    key: str
    width: int
    height: int
    widths: list = Field(sa_type=Json)
    focal_x: int = 50
    focal_y: int = 50
    words: dict = Field(default_factory=dict, sa_type=Json)
    uploaded_at: datetime
    uploaded_by: UUID | None = None

    @property
    def image(self) -> Image:
        return Image(
            view="photo",
            hash=self.key,
            key=self.key,
            width=self.width,
            height=self.height,
            widths=tuple(self.widths),
            focal=(self.focal_x, self.focal_y),
            alt=self.words,
        )


class OutsideThePicture(Refusal):
    message = _("The point that matters lies outside the picture: give per cent, from 0 to 100.")


class NotItsPictures(Refusal):
    message = _("The pictures have changed meanwhile. Look at them again, then put them in order.")


class PictureInUse(Refusal):
    message = _("This picture is shown in a look. Give the look another, then take this one out.")


def add_picture(
    session: BrandSession,
    made: Encoded,
    *,
    folder: Path,
    by: Actor,
    at: datetime,
    style: Style | None = None,
    colourway: Colourway | None = None,
    texts: Mapping[str, Mapping[str, str]] | None = None,
    focal: tuple[int, int] = (50, 50),
) -> Picture:
    """Take in a picture that `encoding.encoded` has read; `texts` are {"alt": {language: text}}.

    Reading refuses and writing does not: of several, read all before the first is taken in.
    """
    key = secrets.token_hex(16)
    last = select(func.max(Picture.position)).where(Picture.style_id == (style.id if style else None))
    picture = Picture(
        style_id=style.id if style else None,
        colourway_id=colourway.id if colourway else None,
        position=(session.scalar(last) or 0) + 1,
        key=key,
        width=made.width,
        height=made.height,
        widths=list(made.widths),
        uploaded_at=at,
        uploaded_by=by.id,
    )
    _describe(session, picture, texts or {}, focal)
    _write(folder / str(session.brand) / key, made)
    events.record(picture, "added", by=by, at=at, particulars={"style": style.code if style else ""})
    _follow(session, picture, at=at)
    return picture


def _describe(
    session: BrandSession, picture: Picture, texts: Mapping[str, Mapping[str, str]], focal: tuple[int, int]
) -> None:
    if not all(0 <= place <= 100 for place in focal):
        raise OutsideThePicture
    picture.focal_x, picture.focal_y = focal
    source = session.get_one(Brand, session.brand).language
    picture.words = written(texts, source=source, held=picture.words)
    session.add(picture)


def _write(place: Path, made: Encoded) -> None:
    place.mkdir(parents=True)
    for (width, extension), content in made.files.items():
        (place / f"{width}.{extension}").write_bytes(content)


def change_picture(
    session: BrandSession,
    picture: Picture,
    *,
    texts: Mapping[str, Mapping[str, str]],
    focal: tuple[int, int],
    by: Actor,
    at: datetime,
) -> Picture:
    _describe(session, picture, texts, focal)
    events.record(picture, "changed", by=by, at=at)
    _follow(session, picture, at=at)
    return picture


def arrange_pictures(
    session: BrandSession, style: Style, picture_ids: Iterable[UUID], *, by: Actor, at: datetime
) -> None:
    """Put all pictures of a style in an order."""
    held = {one.id: one for one in session.scalars(select(Picture).where(Picture.style_id == style.id))}
    wanted = list(picture_ids)
    if set(wanted) != set(held) or len(wanted) != len(held):
        raise NotItsPictures
    for position, picture_id in enumerate(wanted, 1):
        held[picture_id].position = position
        session.add(held[picture_id])
    events.record(style, "pictures-arranged", by=by, at=at)
    changes.note(session, [style.id], at=at)


def remove_picture(session: BrandSession, picture: Picture, *, folder: Path, by: Actor, at: datetime) -> None:
    """Take a picture out; its files go once that is certain."""
    events.record(picture, "removed", by=by, at=at, particulars={"key": picture.key})
    place = folder / str(session.brand) / picture.key
    key = f"picture:{picture.key}"
    jobs.enqueue(session, "catalogue.forget", payload={"place": str(place)}, run_at=at, dedupe=key)
    removals.take_out(session, picture, unless=PictureInUse())
    _follow(session, picture, at=at)


@jobs.job("catalogue.forget")
def forget(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Delete the files of a picture that is no more."""
    place = Path(payload["place"])
    if KEY.fullmatch(place.name) and place.parent.name == str(session.brand) and place.is_dir():
        shutil.rmtree(place)


def _follow(session: BrandSession, picture: Picture, *, at: datetime) -> None:
    changes.note(session, [picture.style_id] if picture.style_id else (), at=at)


def file_of(folder: Path, brand_id: int, key: str, width: int, extension: str) -> Path | None:
    """The file of a brand's picture, or None; nothing in an address can lead elsewhere."""
    if not KEY.fullmatch(key) or extension not in encoding.WRITTEN:
        return None
    file = folder / str(brand_id) / key / f"{int(width)}.{extension}"
    return file if file.is_file() else None


def of_styles(session: BrandSession, style_ids: list[UUID]) -> dict[UUID, dict[UUID | None, list[Image]]]:
    """Styles' uploaded pictures, by style and colourway, in order; those of no colourway belong to all."""
    found: dict[UUID, dict[UUID | None, list[Image]]] = {}
    rows = select(Picture).where(Picture.style_id.in_(style_ids)).order_by(Picture.position, Picture.id)
    for picture in session.scalars(rows):
        if picture.style_id:
            by_colourway = found.setdefault(picture.style_id, {})
            by_colourway.setdefault(picture.colourway_id, []).append(picture.image)
    return found
