"""Checkout: from a bag to an order, in steps that may each be repeated, left and come back to.

begin(session, bag, held, ...)      keep its pieces for minutes, or go on keeping them
say_where(session, checkout, ...)   who she is and where it goes
choose(session, checkout, ...)      how it gets there
sum_up(session, checkout, ...)      what it comes to, tax and delivery reckoned
place(session, checkout, ...)       the order: once, whatever is repeated
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, func, select, text
from sqlmodel import Field

from catalogue.styles import Style
from i18n import _
from i18n.money import Money
from inventory import commitments, reservations
from inventory.reservations import Reservation, ReservationLine
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import CLOCK
from sales import bags, delivery, orders, payments
from sales.bags import Bag, Contents
from sales.delivery import Goods, Offer
from sales.orders import Bought, Order, Placing
from sales.payments import PaymentRoute
from sales.taxes import Article, Rule, Taxed, reckon, rule_for
from tenancy.markets import Market, TaxRate

KEPT_FOR = timedelta(minutes=20)
WEIGHS = 300
"""Grams that a piece is taken to weigh where nobody has said."""
OPEN = text("placed_at IS NULL")


class Checkout(Scoped, Identified, table=True):
    """One way through the checkout; `kept` counts how often the bag's pieces were kept anew."""

    __table_args__ = (
        refers("bag", ondelete="CASCADE"),
        refers("outlet"),
        refers("reservation"),
        Index(
            "uq_checkout_open", "brand_id", "bag_id", unique=True, postgresql_where=OPEN, sqlite_where=OPEN
        ),
    )

    bag_id: UUID
    bag_version: int
    kept: int = 1
    reservation_id: UUID | None = None
    email: str = ""
    phone: str = ""
    address: dict = Field(default_factory=dict, sa_type=Json)
    method: str = ""
    outlet_id: UUID | None = None
    gift_note: str = Field(default="", max_length=500)
    tax_number: str = Field(default="", max_length=40)
    begun_at: datetime
    placed_at: datetime | None = None

    @property
    def reservation_key(self) -> str:
        return f"checkout:{self.id}:{self.kept}"

    @property
    def knows_where(self) -> bool:
        return bool(self.email and self.address)


@dataclass(frozen=True)
class Shop:
    """What a checkout needs to know of where it happens."""

    market: Market
    language: str
    time_zone: str
    rates: Sequence[TaxRate]


@dataclass(frozen=True)
class Sum:
    """What it comes to: each line as the books will keep it."""

    contents: Contents
    offer: Offer | None
    pieces: Sequence[Taxed]
    delivery: Taxed | None
    currency: str
    tax_included: bool

    @property
    def lines(self) -> list[Taxed]:
        return [*self.pieces, *([self.delivery] if self.delivery else [])]

    @property
    def goods(self) -> Money:
        return self.contents.total

    @property
    def tax(self) -> Money:
        return Money(sum(line.tax for line in self.lines), self.currency)

    @property
    def total(self) -> Money:
        return Money(sum(line.gross for line in self.lines), self.currency)


class NothingToOrder(Refusal):
    message = _("Your bag is empty. Put something in it first.")


class LookAgain(Refusal):
    message = _("Something in your bag has changed. Look at it again before you order.")


class StepMissing(Refusal):
    message = _("Say where it goes and how, then order.")


def open_for(session: BrandSession, bag: Bag) -> Checkout | None:
    mine = select(Checkout).where(Checkout.bag_id == bag.id, Checkout.placed_at.is_(None))
    return session.scalars(mine.with_for_update()).first()


def last_placed(session: BrandSession, bag: Bag) -> Checkout | None:
    mine = select(Checkout).where(Checkout.bag_id == bag.id, Checkout.placed_at.is_not(None))
    return session.scalars(mine.order_by(Checkout.placed_at.desc()).limit(1)).first()


def kept_for(session: BrandSession, bag: Bag) -> dict[UUID, int]:
    """Units by SKU that a checkout under way keeps of the bag: nobody else's, and still hers."""
    mine = (
        select(ReservationLine.sku_id, func.sum(ReservationLine.units))
        .join(Reservation, Reservation.id == ReservationLine.reservation_id)
        .join(Checkout, Checkout.reservation_id == Reservation.id)
        .where(Checkout.bag_id == bag.id, Checkout.placed_at.is_(None), Reservation.ended_at.is_(None))
        .group_by(ReservationLine.sku_id)
    )
    return {sku_id: int(units) for sku_id, units in session.execute(mine)}


def begin(session: BrandSession, bag: Bag, held: Contents, *, at: datetime) -> Checkout:
    """Keep the bag's pieces for minutes; a bag that has changed since lets go of what it kept before."""
    if not held.pieces:
        raise NothingToOrder
    if not held.can_be_had:
        raise LookAgain
    checkout = open_for(session, bag)
    if checkout is None:
        checkout = Checkout(bag_id=bag.id, bag_version=bag.version, begun_at=at)
        session.add(checkout)
        session.flush()  # what is kept goes by its id
    elif checkout.bag_version != bag.version:
        _keep_anew(session, checkout, bag, at=at)
    _keep(session, checkout, bag, held, at=at)
    return checkout


def _keep(session: BrandSession, checkout: Checkout, bag: Bag, held: Contents, *, at: datetime) -> None:
    """Keep its pieces in the store where she collects them, else wherever the market can spare them."""
    wanted = {piece.sku_id: piece.units for piece in held.pieces}
    keeping = {"key": checkout.reservation_key, "until": at + KEPT_FOR, "by": CLOCK, "at": at}
    if checkout.outlet_id is not None:
        there = {(sku_id, checkout.outlet_id): units for sku_id, units in wanted.items()}
        kept = reservations.reserve(session, there, **keeping)
    else:
        kept = reservations.reserve_in_market(session, wanted, market_id=bag.market_id, **keeping)
    checkout.reservation_id = kept.id
    session.add(checkout)


def _keep_anew(session: BrandSession, checkout: Checkout, bag: Bag, *, at: datetime) -> None:
    let_go(session, checkout, at=at)
    checkout.kept += 1
    checkout.bag_version = bag.version
    session.add(checkout)


def let_go(session: BrandSession, checkout: Checkout, *, at: datetime) -> None:
    kept = reservations.find(session, checkout.reservation_key)
    reservations.release(session, kept, by=CLOCK, at=at)


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Who she is and where it goes, as read and checked by the form."""

    email: str
    phone: str
    address: Mapping[str, Any]
    gift_note: str = ""
    tax_number: str = ""


def say_where(session: BrandSession, checkout: Checkout, said: Whereabouts) -> None:
    checkout.email, checkout.phone, checkout.address = said.email, said.phone, dict(said.address)
    checkout.gift_note, checkout.tax_number = said.gift_note, said.tax_number
    session.add(checkout)


def choose(
    session: BrandSession,
    checkout: Checkout,
    bag: Bag,
    held: Contents,
    offer: Offer,
    *,
    outlet_id: UUID | None,
    at: datetime,
) -> None:
    """Settle how it gets to her; where she collects it elsewhere than before, it is kept there instead."""
    is_moved = checkout.outlet_id != outlet_id
    checkout.method, checkout.outlet_id = offer.method.code, outlet_id
    session.add(checkout)
    if is_moved:
        _keep_anew(session, checkout, bag, at=at)
        _keep(session, checkout, bag, held, at=at)


def offers(
    session: BrandSession, checkout: Checkout, held: Contents, shop: Shop, *, at: datetime
) -> list[Offer]:
    """How these pieces can reach her address."""
    return delivery.offers(
        session,
        shop.market,
        Goods(held.total, _weight(session, held)),
        country=checkout.address.get("country", shop.market.country),
        region=checkout.address.get("region", ""),
        time_zone=shop.time_zone,
        at=at,
    )


def _weight(session: BrandSession, held: Contents) -> int:
    known = select(Style.id, Style.weight).where(Style.id.in_({piece.style_id for piece in held.pieces}))
    weights = {id: weight for id, weight in session.execute(known) if weight}
    return sum(weights.get(piece.style_id, WEIGHS) * piece.units for piece in held.pieces)


def sum_up(checkout: Checkout, held: Contents, offer: Offer | None, shop: Shop, *, at: datetime) -> Sum:
    """Reckon every line's tax by the rule of where it goes; delivery is taxed as most of what it carries."""
    rule = rule_for(shop.rates, day=at.date(), region=checkout.address.get("region", ""))
    articles = [Article(piece.each.units, piece.units, rule) for piece in held.pieces]
    if offer is not None:
        articles.append(Article(offer.price.units, 1, Rule(rule.name, rule.millionths)))
    taxed = reckon(articles, included=shop.market.tax_included)
    pieces = taxed[: len(held.pieces)]
    carried = taxed[-1] if offer is not None else None
    return Sum(held, offer, pieces, carried, shop.market.currency, shop.market.tax_included)


def place(
    session: BrandSession,
    checkout: Checkout,
    bag: Bag,
    summed: Sum,
    route: PaymentRoute,
    shop: Shop,
    *,
    token: str,
    at: datetime,
) -> Order:
    """Turn what is kept into an order's promise, and number it last."""
    if summed.offer is None or not checkout.knows_where:
        raise StepMissing
    if checkout.bag_version != bag.version or not summed.contents.can_be_had:
        raise LookAgain
    kept = reservations.find(session, checkout.reservation_key)
    promise = commitments.commit(session, kept, key=f"order:{checkout.id}", by=CLOCK, at=at)
    placing = _placing(checkout, promise.id, summed, summed.offer, shop)
    order = orders.place(session, placing, token=token, by=CLOCK, at=at)
    payments.expect(session, order, route, at=at)
    checkout.placed_at = at
    session.add(checkout)
    bags.empty(session, bag, at=at)
    return order


def _placing(checkout: Checkout, promise_id: UUID, summed: Sum, offer: Offer, shop: Shop) -> Placing:
    bought = [
        Bought(_words(piece), piece.each.units, piece.units, taxed, piece.sku_id, piece.sku)
        for piece, taxed in zip(summed.contents.pieces, summed.pieces, strict=True)
    ]
    if summed.delivery is not None:
        bought.append(Bought({}, offer.price.units, 1, summed.delivery))
    return Placing(
        checkout_id=checkout.id,
        commitment_id=promise_id,
        market_id=shop.market.id,
        language=shop.language,
        currency=shop.market.currency,
        tax_included=shop.market.tax_included,
        email=checkout.email,
        phone=checkout.phone,
        address=dict(checkout.address),
        method=offer.method.code,
        method_words=dict(offer.method.words),
        outlet_id=checkout.outlet_id,
        earliest_on=offer.earliest,
        latest_on=offer.latest,
        lines=bought,
        gift_note=checkout.gift_note,
        tax_number=checkout.tax_number,
    )


def _words(piece: bags.Piece) -> dict[str, str]:
    """What she read when she bought it: it stays so, whatever the style is called later."""
    return {"name": piece.name.text, "colour": piece.colour.text, "size": piece.size}
