"""What became of a released plan: what was sent and received of it, and what was sold of that.

follow(session, plan) -> list[Followed]         shipment by shipment
outcome(session, plan, until=) -> list[Sold]    store by store: expected and sold
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np
from sqlalchemy import func, select

from inventory.demand.history import DailySale
from inventory.plans.documents import Plan, State, hold
from inventory.plans.keeping import read_lines, unpack_head
from inventory.plans.lines import add_cells
from inventory.plans.shipments import PlanShipment
from inventory.transfers import Transfer, TransferLine
from kernel import events
from kernel.columns import Register, read_columns
from kernel.db import BrandSession
from kernel.events import Actor

COUNTED = ("released", "sent", "received", "missing")


@dataclass(frozen=True)
class Followed:
    """One shipment of a plan, in units."""

    origin_id: UUID
    destination_id: UUID
    transfer_id: UUID | None
    reference: str
    state: str
    planned: int
    released: int
    sent: int
    received: int
    missing: int
    short: list


def follow(session: BrandSession, plan: Plan) -> list[Followed]:
    """How far each shipment has come."""
    sums = [func.coalesce(func.sum(getattr(TransferLine, name)), 0) for name in COUNTED]
    rows = select(PlanShipment, Transfer.reference, Transfer.state, *sums).outerjoin(
        Transfer, Transfer.id == PlanShipment.transfer_id
    )
    rows = rows.outerjoin(TransferLine, TransferLine.transfer_id == Transfer.id)
    rows = rows.where(PlanShipment.plan_id == plan.id)
    grouped = rows.group_by(PlanShipment, Transfer.reference, Transfer.state).order_by(PlanShipment.place)
    return [
        Followed(
            row.origin_id, row.destination_id, row.transfer_id, reference or "", state or "", row.units,
            int(released), int(sent), int(received), int(missing), row.short,
        )
        for row, reference, state, released, sent, received, missing in session.execute(grouped)
    ]  # fmt: skip


@dataclass(frozen=True)
class Sold:
    """Of what a plan brought a store: units, how many were expected to sell, and how many have."""

    outlet_id: UUID
    units: int
    expected: float
    sold: int


def outcome(session: BrandSession, plan: Plan, *, until: date) -> list[Sold]:
    """Store by store what was expected of the units that came, and what has been sold of them since."""
    if plan.released_at is None:
        return []
    situation, written = unpack_head(plan.head), read_lines(session, plan)
    kept = (written.lines.state == 0) & (written.lines.units > 0)
    shape = (len(situation.store_ids), len(situation.sku_ids))
    brought = add_cells(situation.instance, written.lines.chosen(kept), shape)
    sold = np.zeros(shape, np.int64)
    rows = select(DailySale.outlet_id, DailySale.sku_id, func.sum(DailySale.units).label("units"))
    days = rows.where(DailySale.day >= plan.released_at.date(), DailySale.day <= until)
    outlet_ids, sku_ids, units = read_columns(session, days.group_by(DailySale.outlet_id, DailySale.sku_id))
    if len(units):
        outlet = Register(situation.store_ids).numbers(outlet_ids)
        sku = Register(situation.sku_ids).numbers(sku_ids)
        here = (outlet >= 0) & (sku >= 0)
        sold[outlet[here], sku[here]] = units[here]
    came, gone = brought.sum(1), np.minimum(brought, sold).sum(1)
    expected = np.bincount(written.lines.target[kept], written.reasons.sells[kept], shape[0])
    return [
        Sold(situation.store_ids[at], int(came[at]), float(expected[at]), int(gone[at]))
        for at in np.flatnonzero(came).tolist()
    ]


def close(session: BrandSession, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Close a released plan: what was expected and sold of it is told as of now."""
    hold(session, plan, State.RELEASED)
    sold = outcome(session, plan, until=at.date())
    plan.state, plan.closed_at = State.CLOSED.value, at
    plan.version += 1
    session.add(plan)
    told = {
        "units": sum(each.units for each in sold),
        "expected": round(sum(each.expected for each in sold), 1),
        "sold": sum(each.sold for each in sold),
    }
    events.record(plan, "closed", by=by, at=at, particulars=told)
