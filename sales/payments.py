"""Payments: how an order is to be paid, by when, and what has come in.

routes(session, market_id) -> [PaymentRoute]          what a market offers, in order
expect(session, order, route, at=) -> Payment         what is owed, with its deadline
capture(session, payment, by=, at=)                   it has come in: the order is paid
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, select
from sqlmodel import Field

from i18n import Message, _
from i18n.words import written
from inventory import commitments
from kernel import jobs
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import CLOCK, Actor, record
from sales import orders
from sales.orders import Order
from tenancy.markets import Market

IN_STORE, TRANSFER = "in-store", "transfer"
NAMES: dict[str, Message] = {IN_STORE: _("Pay in the store"), TRANSFER: _("Bank transfer")}
OVERDUE = "overdue-payment"


class PaymentRoute(Scoped, Identified, table=True):
    """A way to pay that a market offers, with the hours that an order waits for it."""

    __tablename__ = "payment_route"
    __table_args__ = (
        refers("market"),
        UniqueConstraint("brand_id", "market_id", "route"),
        CheckConstraint(f"route IN {tuple(NAMES)}", name="route"),
        CheckConstraint("hours > 0", name="hours"),
    )

    market_id: UUID
    route: str
    position: int = 0
    hours: int
    words: dict = Field(default_factory=dict, sa_type=Json)
    closed_at: datetime | None = None


class Payment(Scoped, Identified, table=True):
    """What is owed or has been paid of an order, in minor units of its currency."""

    __table_args__ = (
        refers("sales_order", column="order_id"),
        UniqueConstraint("brand_id", "order_id", "attempt"),
        Index(None, "brand_id", "state", "due_at"),
        CheckConstraint("units >= 0", name="units"),
        CheckConstraint("state IN ('awaited', 'captured', 'void')", name="state"),
        CheckConstraint("(state = 'awaited') = (settled_at IS NULL)", name="settled"),
    )

    order_id: UUID
    attempt: int = 1
    route: str
    units: int = Field(sa_type=BigInteger)
    state: str = "awaited"
    due_at: datetime
    settled_at: datetime | None = None
    settled_by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RouteDraft:
    route: str
    hours: int
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class AlreadySettled(Refusal):
    message = _("This payment has been settled already. Look at the order again.")


class RouteTaken(Refusal):
    message = _("This market offers that way to pay already.")


class NoSuchRoute(Refusal):
    message = _("Choose how you wish to pay.")


class OrderEnded(Refusal):
    message = _("The order %(reference)s is cancelled or closed: nothing more can be done to it.")


def offer(
    session: BrandSession,
    market: Market,
    drafts: Iterable[RouteDraft],
    *,
    source: str,
    by: Actor,
    at: datetime,
) -> list[PaymentRoute]:
    """Let a market's shoppers pay in these ways, in this order."""
    taken = {route.route for route in routes(session, market.id)}
    made = []
    for position, draft in enumerate(drafts, start=len(taken)):
        if draft.route in taken:
            raise RouteTaken
        words = written(draft.texts, source=source)
        route = PaymentRoute(
            market_id=market.id, route=draft.route, position=position, hours=draft.hours, words=words
        )
        session.add(route)
        record(route, "offered", by=by, at=at, particulars={"route": draft.route})
        made.append(route)
    return made


def routes(session: BrandSession, market_id: UUID) -> list[PaymentRoute]:
    mine = select(PaymentRoute).where(PaymentRoute.market_id == market_id, PaymentRoute.closed_at.is_(None))
    return list(session.scalars(mine.order_by(PaymentRoute.position)))


def expect(session: BrandSession, order: Order, route: PaymentRoute, *, at: datetime) -> Payment:
    """Note what is owed; past its deadline the order is cancelled by the clock."""
    due_at = at + timedelta(hours=route.hours)
    payment = Payment(order_id=order.id, route=route.route, units=order.total, due_at=due_at)
    session.add(payment)
    jobs.enqueue(
        session,
        OVERDUE,
        payload={"payment_id": str(payment.id)},
        run_at=due_at,
        dedupe=f"{OVERDUE}:{payment.id}",
    )
    return payment


def of(session: BrandSession, order: Order) -> list[Payment]:
    mine = select(Payment).where(Payment.order_id == order.id)
    return list(session.scalars(mine.order_by(Payment.attempt)))


def capture(session: BrandSession, order: Order, *, by: Actor, at: datetime) -> Payment:
    """Note that what was awaited has come in."""
    payment = _awaited(session, order)
    payment.state, payment.settled_at, payment.settled_by = "captured", at, by.id
    order.state = "paid"
    session.add_all((payment, order))
    record(order, "paid", by=by, at=at, particulars={"route": payment.route, "units": payment.units})
    return payment


def cancel(session: BrandSession, order: Order, *, reason: str, by: Actor, at: datetime) -> None:
    """Call off an order that nobody has paid: what it was promised is free again."""
    payment = _awaited(session, order)
    payment.state, payment.settled_at, payment.settled_by = "void", at, by.id
    order.state = "cancelled"
    session.add_all((payment, order))
    owed = orders.promise(session, order)
    commitments.cancel(session, owed, key=f"order:{order.id}:cancelled", by=by, at=at)
    record(order, "cancelled", by=by, at=at, particulars={"reason": reason})


def _awaited(session: BrandSession, order: Order) -> Payment:
    """The open payment, its order locked first."""
    orders.lock(session, order)
    if order.state in ("cancelled", "closed"):
        raise OrderEnded(reference=order.reference)
    mine = select(Payment).where(Payment.order_id == order.id, Payment.state == "awaited").with_for_update()
    payment = session.scalars(mine).first()
    if payment is None:
        raise AlreadySettled
    return payment


@jobs.job(OVERDUE)
def call_off(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Cancel the order whose payment did not come in time."""
    payment = session.get_one(Payment, (session.brand, UUID(payload["payment_id"])))
    order = session.get_one(Order, (session.brand, payment.order_id))
    orders.lock(session, order)
    if order.state == "awaited":
        cancel(session, order, reason="overdue", by=CLOCK, at=at)
