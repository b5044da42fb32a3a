"""What a list shows of each style, ready to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from catalogue.listings import Listing
from catalogue.pictures import Image
from i18n.words import Wording
from kernel.db import BrandSession

NEW_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Way:
    """A colourway on a card."""

    code: str
    family: str
    name: Wording
    cloth: Mapping[str, Any]
    images: tuple[Image, ...]


@dataclass(frozen=True)
class Card:
    """A style in a list: money in minor units of the market's currency, as the market shows it."""

    style_id: UUID
    number: int
    code: str
    name: Wording
    slug: str
    category: str
    units: int
    was_units: int | None
    ways: tuple[Way, ...]
    released_at: datetime
    is_coming: bool
    is_new: bool
    drop: str | None

    @property
    def percent_off(self) -> int | None:
        return None if self.was_units is None else (self.was_units - self.units) * 100 // self.was_units

    @property
    def images(self) -> tuple[Image, ...]:
        """Of the first colourway."""
        return self.ways[0].images if self.ways else ()


def deal(
    session: BrandSession, market_id: UUID, numbers: Sequence[int], *, language: str, at: datetime
) -> tuple[Card, ...]:
    """Read the cards of these styles, in this order: one statement."""
    if not numbers:
        return ()
    columns = (Listing.style_id, Listing.number, Listing.units, Listing.was_units, Listing.released_at)
    rows = select(*columns, Listing.words, Listing.slugs, Listing.card)
    mine = rows.where(Listing.market_id == market_id, Listing.number.in_(numbers))
    found = {row.number: _card(row, language, at) for row in session.execute(mine)}
    return tuple(found[number] for number in numbers if number in found)


def _card(row: Row, language: str, at: datetime) -> Card:
    card = row.card
    return Card(
        style_id=row.style_id,
        number=row.number,
        code=card["code"],
        name=read_wording(row.words.get("name", {}), language),
        slug=row.slugs.get(language) or next(iter(row.slugs.values()), card["code"]),
        category=card["category"],
        units=row.units,
        was_units=row.was_units,
        ways=tuple(_way(way, language) for way in card["ways"]),
        released_at=row.released_at,
        is_coming=row.released_at > at,
        is_new=at - NEW_FOR <= row.released_at <= at,
        drop=card.get("drop"),
    )


def _way(way: Mapping[str, Any], language: str) -> Way:
    return Way(
        code=way["code"],
        family=way["family"],
        name=read_wording(way["name"], language),
        cloth=way["cloth"],
        images=tuple(Image.read(image) for image in way["images"]),
    )


def read_wording(spoken: Mapping[str, Mapping[str, str]], language: str) -> Wording:
    """Read a text that was resolved for every language beforehand."""
    found = spoken.get(language) or next(iter(spoken.values()), {"text": ""})
    lang = found.get("lang")
    return Wording(found["text"], lang or language, lang)
