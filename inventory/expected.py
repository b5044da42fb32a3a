"""Expected deliveries: what a supplier owes an outlet, received in parts, over and under."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col, select

from i18n import Message, _
from inventory import deliveries, stock
from inventory.deliveries import AlreadyInTheBook, Delivery
from inventory.stock import Change, Kind
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record


class State(StrEnum):
    """How far an expected delivery has come."""

    EXPECTED = "expected"
    ARRIVING = "arriving"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES: dict[str, Message] = {
    State.EXPECTED: _("Expected"),
    State.ARRIVING: _("Received in part"),
    State.CLOSED: _("Closed"),
    State.CANCELLED: _("Cancelled"),
}
OPEN = (State.EXPECTED, State.ARRIVING)


class ExpectedDelivery(Scoped, Identified, table=True):
    """Goods that a supplier has announced for a day."""

    __tablename__ = "expected_delivery"
    __table_args__ = (
        UniqueConstraint("brand_id", "reference"),
        refers("outlet"),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        Index(None, "brand_id", "outlet_id", "state", "due_on"),
    )

    reference: str = Field(max_length=80)
    outlet_id: UUID
    supplier: str = Field(default="", max_length=120)
    due_on: date
    state: str = State.EXPECTED.value
    note: str = Field(default="", max_length=500)
    announced_at: datetime
    announced_by: UUID | None = None


class ExpectedLine(Scoped, Identified, table=True):
    """One SKU of it: how many were announced, and how many have come; more may come than were announced."""

    __tablename__ = "expected_line"
    __table_args__ = (
        refers("expected_delivery"),
        refers("sku"),
        UniqueConstraint("brand_id", "expected_delivery_id", "sku_id"),
        CheckConstraint("expected >= 0 AND received >= 0", name="units"),
        Index(None, "brand_id", "sku_id"),
    )

    expected_delivery_id: UUID
    sku_id: UUID
    expected: int = 0
    received: int = 0

    @property
    def outstanding(self) -> int:
        return max(0, self.expected - self.received)


class NotNow(Refusal):
    message = _("Delivery %(reference)s is %(state)s. Nothing was entered a second time.")


class NothingExpected(Refusal):
    message = _("There is not a piece on this delivery. Enter what is to come.")


class NothingCounted(Refusal):
    message = _("Nothing is counted yet. Scan what came.")


def announce(
    session: BrandSession,
    units: Mapping[UUID, int],
    *,
    outlet_id: UUID,
    reference: str,
    supplier: str,
    due_on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> ExpectedDelivery:
    """Enter what a supplier will send, as units by SKU; it is due at the outlet till it comes."""
    taken = select(ExpectedDelivery.id).where(ExpectedDelivery.reference == reference)
    if session.exec(taken).first():
        raise AlreadyInTheBook(reference=reference)
    if not any(count > 0 for count in units.values()):
        raise NothingExpected
    expected = ExpectedDelivery(
        reference=reference,
        outlet_id=outlet_id,
        supplier=supplier,
        due_on=due_on,
        note=note,
        announced_at=at,
        announced_by=by.id,
    )
    session.add(expected)
    wanted = {sku_id: count for sku_id, count in units.items() if count > 0}
    rows = ({"sku_id": id, "expected": count, "received": 0} for id, count in wanted.items())
    session.insert_many(ExpectedLine, ({**row, "expected_delivery_id": expected.id} for row in rows))
    changes = [Change(outlet_id, sku_id, count, "due") for sku_id, count in wanted.items()]
    stock.post(session, changes, kind=Kind.EXPECTED, cause=expected, by=by, at=at)
    record(expected, "announced", by=by, at=at)
    return expected


def receive(
    session: BrandSession,
    expected: ExpectedDelivery,
    *,
    counted: Mapping[UUID, int],
    is_last: bool = False,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Delivery | None:
    """Take in what came, also more than was announced; with `is_last` nothing more is waited for.

    A key is taken in once. Where nothing came and nothing more will, there is no delivery to return.
    """
    hold(session, expected)
    if key and session.exec(select(Delivery.id).where(Delivery.key == key)).first():
        raise AlreadyInTheBook(reference=expected.reference)
    if not is_last and not any(counted.values()):
        raise NothingCounted
    lines = {line.sku_id: line for line in lines_of(session, expected)}
    delivery = _take_in(session, expected, lines, counted, key=key, by=by, at=at)
    if is_last:
        _close(session, expected, lines.values(), by=by, at=at)
    elif not any(line.outstanding for line in lines.values()):
        _turn(session, expected, State.CLOSED)
    else:
        _turn(session, expected, State.ARRIVING)
    record(expected, "received", by=by, at=at, particulars={"units": sum(counted.values())})
    return delivery


def _take_in(
    session: BrandSession,
    expected: ExpectedDelivery,
    lines: dict[UUID, ExpectedLine],
    counted: Mapping[UUID, int],
    *,
    key: str,
    by: Actor,
    at: datetime,
) -> Delivery | None:
    if not any(counted.values()):
        return None
    owed = []
    for sku_id, units in counted.items():
        line = lines.setdefault(sku_id, ExpectedLine(expected_delivery_id=expected.id, sku_id=sku_id))
        owed.append(Change(expected.outlet_id, sku_id, -min(units, line.outstanding), "due"))
        line.received += units
        session.add(line)
    delivery = deliveries.take_delivery(
        session,
        dict(counted),
        outlet_id=expected.outlet_id,
        reference=_part(session, expected),
        supplier=expected.supplier,
        expected_id=expected.id,
        key=key,
        by=by,
        at=at,
    )
    stock.post(session, owed, kind=Kind.RECEIVED, cause=delivery, by=by, at=at)
    return delivery


def _part(session: BrandSession, expected: ExpectedDelivery) -> str:
    """The first part carries the delivery's own reference, a later one its number too."""
    parts = session.exec(select(Delivery.id).where(Delivery.expected_id == expected.id)).all()
    return f"{expected.reference} / {len(parts) + 1}" if parts else expected.reference


def close(session: BrandSession, expected: ExpectedDelivery, *, by: Actor, at: datetime) -> None:
    """Wait for no more of it: what has not come is no longer due."""
    hold(session, expected)
    _close(session, expected, lines_of(session, expected), by=by, at=at)


def _close(
    session: BrandSession,
    expected: ExpectedDelivery,
    lines: Iterable[ExpectedLine],
    *,
    by: Actor,
    at: datetime,
) -> None:
    held = list(lines)
    owed = [Change(expected.outlet_id, line.sku_id, -line.outstanding, "due") for line in held]
    stock.post(session, owed, kind=Kind.CANCELLED, cause=expected, by=by, at=at, reason="not-delivered")
    came = any(line.received for line in held)
    _turn(session, expected, State.CLOSED if came else State.CANCELLED)
    lacking = sum(line.outstanding for line in held)
    record(expected, "closed", by=by, at=at, particulars={"lacking": lacking})


def hold(session: BrandSession, expected: ExpectedDelivery) -> None:
    """Lock an expected delivery that is still open; refuse one that is not."""
    session.flush()  # it may have been announced a moment ago
    session.refresh(expected, with_for_update=True)
    if expected.state not in OPEN:
        raise NotNow(reference=expected.reference, state=STATE_NAMES[expected.state])


def lines_of(session: BrandSession, expected: ExpectedDelivery) -> Sequence[ExpectedLine]:
    held = select(ExpectedLine).where(ExpectedLine.expected_delivery_id == expected.id)
    ordered = held.order_by(col(ExpectedLine.sku_id)).execution_options(populate_existing=True)
    return session.exec(ordered).all()


def _turn(session: BrandSession, expected: ExpectedDelivery, state: State) -> None:
    expected.state = state.value
    session.add(expected)
