"""Orders: what was bought, at what price and tax, from where; a row for each thing that happens to it after.

place(session, placing, token=, by=, at=) -> Order      numbers it last, in the committing transaction
by_token(session, token) · lines(session, order) · promise(session, order)
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, select
from sqlmodel import Field

from i18n import _
from i18n.money import Money
from inventory.commitments import Commitment
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere
from kernel.events import Actor, record
from kernel.ids import digest
from sales.taxes import Taxed

STATES = ("awaited", "paid", "cancelled", "closed")
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What can't be misread: no 0, 1, I, O."""


class Order(Scoped, Identified, table=True):
    """What a shopper bought: its total is the sum of its lines.

    `number` runs without gaps in a market, for the books; shoppers see `reference`, which tells nothing.
    """

    __tablename__ = "sales_order"
    __table_args__ = (
        refers("market"),
        refers("outlet"),
        refers("commitment"),
        UniqueConstraint("brand_id", "market_id", "number"),
        UniqueConstraint("brand_id", "reference"),
        UniqueConstraint("brand_id", "token_digest"),
        UniqueConstraint("brand_id", "checkout_id"),
        UniqueConstraint("brand_id", "commitment_id"),
        Index(None, "brand_id", "placed_at"),
        Index(None, "brand_id", "state", "placed_at"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("total >= 0", name="total"),
    )

    market_id: UUID
    number: int
    reference: str
    token_digest: str
    checkout_id: UUID
    commitment_id: UUID
    state: str = "awaited"
    language: str
    currency: str
    tax_included: bool
    email: str
    phone: str = ""
    address: dict = Field(default_factory=dict, sa_type=Json)
    method: str
    method_words: dict = Field(default_factory=dict, sa_type=Json)
    outlet_id: UUID | None = None
    earliest_on: date
    latest_on: date
    gift_note: str = Field(default="", max_length=500)
    tax_number: str = Field(default="", max_length=40)
    total: int = Field(sa_type=BigInteger)
    placed_at: datetime

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_collected(self) -> bool:
        return self.outlet_id is not None


class OrderLine(Scoped, Identified, table=True):
    """A piece bought, or the delivery of it, as the books keep it: net + tax = gross, in minor units."""

    __tablename__ = "order_line"
    __table_args__ = (
        refers("sales_order", column="order_id"),
        refers("sku"),
        UniqueConstraint("brand_id", "order_id", "position"),
        CheckConstraint("units > 0", name="units"),
        CheckConstraint("net + tax = gross", name="adds_up"),
        CheckConstraint("(sku_id IS NULL) = (kind = 'delivery')", name="kind"),
    )

    order_id: UUID
    position: int
    kind: str = "piece"
    sku_id: UUID | None = None
    sku: str = ""
    words: dict = Field(default_factory=dict, sa_type=Json)
    units: int = 1
    each: int = Field(sa_type=BigInteger)
    net: int = Field(sa_type=BigInteger)
    tax: int = Field(sa_type=BigInteger)
    gross: int = Field(sa_type=BigInteger)
    rate: int = 0
    rule: str = ""
    rounding: str = "half_up"


class OrderNumber(Scoped, Identified, table=True):
    """The last number given in a market; its row is locked last, and only for a moment."""

    __tablename__ = "order_number"
    __table_args__ = (refers("market"), UniqueConstraint("brand_id", "market_id"))

    market_id: UUID
    last: int = 0


class NoSuchOrder(NotThere):
    message = _("There is no such order. Look at the link in the letter again.")


@dataclass(frozen=True)
class Bought:
    """One line to be: what it is in the words she read, how many at what price, and its tax."""

    words: Mapping[str, str]
    each: int
    units: int
    taxed: Taxed
    sku_id: UUID | None = None
    sku: str = ""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """All that an order is made of."""

    checkout_id: UUID
    commitment_id: UUID
    market_id: UUID
    language: str
    currency: str
    tax_included: bool
    email: str
    phone: str
    address: Mapping[str, Any]
    method: str
    method_words: Mapping[str, Any]
    outlet_id: UUID | None
    earliest_on: date
    latest_on: date
    lines: Sequence[Bought]
    gift_note: str = ""
    tax_number: str = ""

    @property
    def total(self) -> int:
        return sum(line.taxed.gross for line in self.lines)


def place(session: BrandSession, placing: Placing, *, token: str, by: Actor, at: datetime) -> Order:
    """Write an order with its lines; whoever holds the token may read it, signed in or not."""
    plain = {name: value for name, value in vars(placing).items() if name != "lines"}
    order = Order(
        **plain,
        number=0,
        reference=new_reference(),
        token_digest=digest(token),
        total=placing.total,
        placed_at=at,
    )
    order.number = _next_number(session, placing.market_id)
    session.add(order)
    session.flush()  # its lines name it
    session.add_all(_line(order, position, line) for position, line in enumerate(placing.lines))
    record(order, "placed", by=by, at=at, particulars={"reference": order.reference})
    return order


def new_reference() -> str:
    """Eight letters in two groups: enough that none is guessed, few enough to be read out."""
    letters = "".join(secrets.choice(LETTERS) for _letter in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _line(order: Order, position: int, line: Bought) -> OrderLine:
    taxed = line.taxed
    return OrderLine(
        order_id=order.id,
        position=position,
        kind="piece" if line.sku_id else "delivery",
        sku_id=line.sku_id,
        sku=line.sku,
        words=dict(line.words),
        units=line.units,
        each=line.each,
        net=taxed.net,
        tax=taxed.tax,
        gross=taxed.gross,
        rate=taxed.rule.millionths,
        rule=taxed.rule.name,
        rounding=taxed.rounding,
    )


def _next_number(session: BrandSession, market_id: UUID) -> int:
    """Count one on; whoever else orders in this market waits until this order stands or falls."""
    session.accumulate(
        OrderNumber, [{"market_id": market_id, "last": 1}], on=("market_id",), amounts=("last",)
    )
    return session.scalars(select(OrderNumber.last).where(OrderNumber.market_id == market_id)).one()


def by_token(session: BrandSession, token: str) -> Order:
    """The order of whoever holds the link."""
    found = session.scalars(select(Order).where(Order.token_digest == digest(token))).first()
    if found is None:
        raise NoSuchOrder
    return found


def lock(session: BrandSession, order: Order) -> None:
    """Read the order again, as its only writer until this transaction ends."""
    session.flush()  # what was changed so far would be read over
    session.refresh(order, with_for_update=True)


def promise(session: BrandSession, order: Order) -> Commitment:
    """What the stock book owes the order."""
    return session.get_one(Commitment, (session.brand, order.commitment_id))


def lines(session: BrandSession, order: Order) -> list[OrderLine]:
    mine = select(OrderLine).where(OrderLine.order_id == order.id)
    return list(session.scalars(mine.order_by(OrderLine.position)))
