"""The bag: what a shopper means to buy in one market, at the prices she was shown.

open_bag(session, digest=, market_id=, at=) -> Bag          the one there is, or a new one
put_in(session, bag, sku_code=, units=, at=) -> BagLine      add to what she has of it
set_units(session, bag, sku_code=, units=, at=)              0 takes it out
empty(session, bag, at=)                                     once it has been ordered
contents(session, bag, market=, language=, kept=) -> Contents    three statements
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Row, UniqueConstraint, delete, func, select

from catalogue.cards import read_wording
from catalogue.listings import Listing
from catalogue.pictures import Image
from catalogue.sizes import SizeRun, names_in
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n import _
from i18n.money import Money, total
from i18n.words import Wording
from inventory.availability import availability_of
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import NotThere, Refusal
from tenancy.markets import Market

MOST_UNITS = 20
MOST_LINES = 60
NOTHING_KEPT: Mapping[UUID, int] = MappingProxyType({})
LIVES = timedelta(days=30)
"""A bag that nobody has touched for so long is forgotten, and its prices with it."""


class Bag(Scoped, Identified, table=True):
    """A shopper's bag in one market, known by the digest of what her browser keeps."""

    __table_args__ = (
        refers("market"),
        UniqueConstraint("brand_id", "digest", "market_id"),
        Index(None, "brand_id", "touched_at"),
    )

    digest: str
    market_id: UUID
    version: int = 1
    opened_at: datetime
    touched_at: datetime


class BagLine(Scoped, Identified, table=True):
    """So many of a SKU, at the price that was listed when it was put in; that holds while the bag lives."""

    __tablename__ = "bag_line"
    __table_args__ = (
        refers("bag", ondelete="CASCADE"),
        refers("sku"),
        UniqueConstraint("brand_id", "bag_id", "sku_id"),
        CheckConstraint("units BETWEEN 1 AND 20", name="units"),
        CheckConstraint("price >= 0", name="price"),
    )

    bag_id: UUID
    sku_id: UUID
    units: int
    price: int
    put_in_at: datetime


class NoSuchPiece(NotThere):
    message = _("There is no %(sku)s in this shop.")


class NotOutYet(Refusal):
    message = _("It can't be bought yet. Come back on the day it comes out.")


class NotThatManyLeft(Refusal):
    message = _("There are only %(left)s left. Choose that many or fewer.")


class SoldOut(Refusal):
    message = _("The last one has just gone. Choose another size or colour.")


class TooManyOfOne(Refusal):
    message = _("A bag holds up to %(most)s of one piece. For more, write to us.")


class BagFull(Refusal):
    message = _("A bag holds up to %(most)s different pieces. Take one out first.")


def find(session: BrandSession, *, digest: str, market_id: UUID) -> Bag | None:
    return session.scalars(select(Bag).where(Bag.digest == digest, Bag.market_id == market_id)).first()


def open_bag(session: BrandSession, *, digest: str, market_id: UUID, at: datetime) -> Bag:
    """Return the shopper's bag in the market, locked for a change, making it where there is none."""
    mine = select(Bag).where(Bag.digest == digest, Bag.market_id == market_id).with_for_update()
    bag = session.scalars(mine).first()
    if bag is None:
        bag = Bag(digest=digest, market_id=market_id, opened_at=at, touched_at=at)
        session.add(bag)
        session.flush()  # its lines name it
    return bag


def put_in(session: BrandSession, bag: Bag, *, sku_code: str, units: int, at: datetime) -> BagLine:
    """Add to what the bag holds of a SKU; refused beyond what the market can promise."""
    sku_id, price = _offered(session, bag, sku_code, at)
    line = _line(session, bag, sku_id)
    if line is None:
        _refuse_full(session, bag)
        line = BagLine(bag_id=bag.id, sku_id=sku_id, units=0, price=price, put_in_at=at)
    _set(session, bag, line, line.units + units, at)
    session.add(line)
    return line


def set_units(session: BrandSession, bag: Bag, *, sku_code: str, units: int, at: datetime) -> None:
    """Change how many the bag holds of a SKU; none takes it out."""
    sku_id = session.scalar(select(Sku.id).where(Sku.code == sku_code))
    line = _line(session, bag, sku_id) if sku_id else None
    if line is None:
        raise NoSuchPiece(sku=sku_code[:60])
    if units == 0:
        session.delete(line)
        _turn(bag, at)
    elif units <= line.units:
        line.units = units
        _turn(bag, at)
    else:
        _set(session, bag, line, units, at)


def _offered(session: BrandSession, bag: Bag, sku_code: str, at: datetime) -> tuple[UUID, int]:
    """What the market lists of the SKU: its id and its price today."""
    listed = (
        select(Sku.id, Listing.units, Listing.released_at)
        .join(Listing, Listing.style_id == Sku.style_id)
        .where(Sku.code == sku_code, Listing.market_id == bag.market_id)
    )
    row = session.execute(listed).first()
    if row is None:
        raise NoSuchPiece(sku=sku_code[:60])
    if row.released_at > at:
        raise NotOutYet
    return row.id, row.units


def _line(session: BrandSession, bag: Bag, sku_id: UUID) -> BagLine | None:
    mine = select(BagLine).where(BagLine.bag_id == bag.id, BagLine.sku_id == sku_id)
    return session.scalars(mine).first()


def _refuse_full(session: BrandSession, bag: Bag) -> None:
    held = session.scalar(select(func.count()).select_from(BagLine).where(BagLine.bag_id == bag.id))
    if (held or 0) >= MOST_LINES:
        raise BagFull(most=MOST_LINES)


def _set(session: BrandSession, bag: Bag, line: BagLine, units: int, at: datetime) -> None:
    if units > MOST_UNITS:
        raise TooManyOfOne(most=MOST_UNITS)
    left = availability_of(session, [line.sku_id], bag.market_id).units(line.sku_id)
    if left <= 0:
        raise SoldOut
    if units > left:
        raise NotThatManyLeft(left=left)
    line.units = units
    _turn(bag, at)


def empty(session: BrandSession, bag: Bag, *, at: datetime) -> None:
    """Take everything out: it has been ordered."""
    session.execute(delete(BagLine).where(BagLine.bag_id == bag.id))
    _turn(bag, at)


def _turn(bag: Bag, at: datetime) -> None:
    bag.version += 1
    bag.touched_at = at


@dataclass(frozen=True)
class Piece:
    """A line of the bag as she reads it; what has changed since she put it in is said, never slipped in."""

    sku: str
    sku_id: UUID
    style_id: UUID
    name: Wording
    colour: Wording
    size: str
    path: str
    image: Image | None
    units: int
    left: int
    price: Money
    now: Money | None
    """What the shop lists today; None where it is listed no longer."""

    @property
    def each(self) -> Money:
        """What she pays for one: the price she was shown, or today's where that is lower."""
        return self.price if self.now is None else min(self.price, self.now)

    @property
    def total(self) -> Money:
        return self.each * self.units

    @property
    def is_cheaper(self) -> bool:
        return self.now is not None and self.now < self.price

    @property
    def is_dearer(self) -> bool:
        return self.now is not None and self.now > self.price

    @property
    def is_gone(self) -> bool:
        return self.now is None or self.left <= 0

    @property
    def is_short(self) -> bool:
        return not self.is_gone and self.left < self.units


@dataclass(frozen=True)
class Contents:
    """What a bag holds, in the order it was put in."""

    pieces: Sequence[Piece]
    currency: str

    @property
    def units(self) -> int:
        return sum(piece.units for piece in self.pieces)

    @cached_property
    def total(self) -> Money:
        """Of what can be had."""
        return total((piece.total for piece in self.pieces if not piece.is_gone), currency=self.currency)

    @property
    def can_be_had(self) -> bool:
        return bool(self.pieces) and not any(piece.is_gone or piece.is_short for piece in self.pieces)


def contents(
    session: BrandSession, bag: Bag, *, market: Market, language: str, kept: Mapping[UUID, int] = NOTHING_KEPT
) -> Contents:
    """Read the bag with today's prices and what is left, with what is `kept` for her by SKU."""
    rows = session.execute(_rows(bag)).all()
    there = availability_of(session, [row.sku_id for row in rows], market.id)
    pieces = [
        _piece(row, market, language, there.units(row.sku_id) + kept.get(row.sku_id, 0)) for row in rows
    ]
    return Contents(pieces, market.currency)


def _rows(bag: Bag) -> Any:
    line = (BagLine.sku_id, BagLine.units, BagLine.price)
    sku = (
        Sku.code,
        Sku.size,
        Sku.style_id,
        Colourway.code.label("way"),
        SizeRun.sizes,
        Style.code.label("style"),
    )
    listing = (Listing.units.label("now"), Listing.words, Listing.slugs, Listing.card, Listing.images)
    return (
        select(*line, *sku, *listing)
        .join(Sku, Sku.id == BagLine.sku_id)
        .join(Colourway, Colourway.id == Sku.colourway_id)
        .join(Style, Style.id == Sku.style_id)
        .join(SizeRun, SizeRun.id == Style.size_run_id)
        .outerjoin(Listing, (Listing.style_id == Sku.style_id) & (Listing.market_id == bag.market_id))
        .where(BagLine.bag_id == bag.id)
        .order_by(BagLine.put_in_at, BagLine.id)
    )


def _piece(row: Row, market: Market, language: str, left: int) -> Piece:
    ways = {way["code"]: way for way in row.card["ways"]} if row.card else {}
    way: Mapping[str, Any] = ways.get(row.way, {})
    images = way.get("images", ())
    slugs = row.slugs or {}
    slug = slugs.get(language) or next(iter(slugs.values()), "")
    return Piece(
        sku=row.code,
        sku_id=row.sku_id,
        style_id=row.style_id,
        name=read_wording((row.words or {}).get("name", {}), language)
        if row.words
        else Wording(row.style, language, None),
        colour=read_wording(way.get("name", {}), language),
        size=names_in(row.sizes, market.country).get(row.size, row.size),
        path=f"styles/{slug}?colour={row.way}" if slug else "",
        image=Image.read(images[0]) if images else None,
        units=row.units,
        left=left,
        price=Money(row.price, market.currency),
        now=None if row.now is None else Money(row.now, market.currency),
    )


def forget(session: BrandSession, *, before: datetime) -> int:
    """Throw out the bags that nobody has touched since; their lines go with them."""
    return session.execute(delete(Bag).where(Bag.touched_at < before)).rowcount
