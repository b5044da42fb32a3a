"""Proofs that an order is the sum of its lines, that what is paid was paid, and that numbers run on."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from kernel.db import BrandSession
from sales.orders import Order, OrderLine, OrderNumber
from sales.payments import Payment


@dataclass(frozen=True)
class Astray:
    """An order, or a market's numbers, and what does not agree."""

    of: str
    what: str
    is_so: int
    should_be: int


def breaches(session: BrandSession) -> list[Astray]:
    return [*_sums(session), *_payments(session), *_numbers(session)]


def _sums(session: BrandSession) -> Iterator[Astray]:
    summed = func.coalesce(func.sum(OrderLine.gross), 0)
    rows = (
        select(Order.reference, Order.total, summed)
        .outerjoin(OrderLine, OrderLine.order_id == Order.id)
        .group_by(Order.id, Order.brand_id, Order.reference, Order.total)
        .having(Order.total != summed)
    )
    for reference, total, lines in session.execute(rows):
        yield Astray(reference, "total", total, int(lines))


def _payments(session: BrandSession) -> Iterator[Astray]:
    """What a paid or closed order has taken in is its total; any other has taken in nothing."""
    captured = func.coalesce(func.sum(case((Payment.state == "captured", Payment.units), else_=0)), 0)
    due = case((Order.state.in_(("paid", "closed")), Order.total), else_=0)
    rows = (
        select(Order.reference, captured, due)
        .outerjoin(Payment, Payment.order_id == Order.id)
        .group_by(Order.id, Order.brand_id, Order.reference, Order.total, Order.state)
        .having(captured != due)
    )
    for reference, taken, owed in session.execute(rows):
        yield Astray(reference, "captured", int(taken), int(owed))


def _numbers(session: BrandSession) -> Iterator[Astray]:
    """As many orders as the last number given, and the last number the highest."""
    counted = (
        select(Order.market_id, func.count().label("orders"), func.max(Order.number).label("highest"))
        .group_by(Order.market_id)
        .subquery()
    )
    rows = (
        select(OrderNumber.market_id, OrderNumber.last, counted.c.orders, counted.c.highest)
        .outerjoin(counted, counted.c.market_id == OrderNumber.market_id)
        .where(
            or_(
                func.coalesce(counted.c.orders, 0) != OrderNumber.last,
                func.coalesce(counted.c.highest, 0) != OrderNumber.last,
            )
        )
    )
    for market_id, last, orders, _highest in session.execute(rows):
        yield Astray(str(market_id), "numbers", orders or 0, last)
