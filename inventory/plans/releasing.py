"""A plan let go: step by step its lines become transfers, which the origins pick and the stores receive.

release(session, plan, version=, by=, at=)      begins; the worker does a few shipments a transaction
A step either stands whole or not at all, and begins the next: whatever dies, nothing is lost or sent twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlmodel import col

from inventory import releases, transfer_drafts
from inventory.levels import Level, promise
from inventory.plans.documents import Plan, State, hold
from inventory.plans.keeping import read_lines, unpack_head
from inventory.plans.lines import TRANSFER, warehouse_names
from inventory.plans.packs import SealedPacks
from inventory.plans.shipments import PlanShipment
from inventory.plans.situation import Situation
from inventory.transfer_drafts import TransferDraft
from kernel import events, jobs
from kernel.db import BrandSession
from kernel.events import CLOCK, Actor
from tenancy.staff import Staff

AT_ONCE = 40


@dataclass(frozen=True)
class Load:
    """What one line of a shipment moves: units by SKU, and the packs they come in."""

    units: Mapping[UUID, int]
    pack_id: UUID | None = None
    packs: int = 0


def release(session: BrandSession, plan: Plan, *, version: int, by: Actor, at: datetime) -> None:
    """Begin to release an approved plan."""
    hold(session, plan, State.APPROVED, version=version)
    situation = unpack_head(plan.head)
    loads = _loads(session, plan, situation)
    places = {id: place for place, id in enumerate(situation.store_ids)}
    session.insert_many(
        PlanShipment,
        (
            {
                "plan_id": plan.id,
                "origin_id": origin_id,
                "destination_id": destination_id,
                "place": places[destination_id],
                "units": sum(sum(load.units.values()) for load in some),
                "lacking": 0,
                "short": [],
                "is_done": False,
            }
            for (origin_id, destination_id), some in loads.items()
        ),
    )
    plan.state, plan.released_by = State.RELEASING.value, by.id
    plan.version += 1
    session.add(plan)
    events.record(plan, "release-begun", by=by, at=at, particulars={"shipments": len(loads)})
    _queue(session, plan, step=0, at=at)


def _queue(session: BrandSession, plan: Plan, *, step: int, at: datetime) -> None:
    payload = {"plan": str(plan.id), "step": step}
    jobs.enqueue(
        session, "plans.release", payload=payload, run_at=at, dedupe=f"plan-release:{plan.id}:{step}"
    )


@jobs.job("plans.release")
def release_some(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Release the next shipments of a plan, and see to those after them."""
    plan = session.get_one(Plan, (session.brand, UUID(payload["plan"])))
    session.refresh(plan, with_for_update=True)
    if plan.state != State.RELEASING:
        return
    waiting = (PlanShipment.plan_id == plan.id) & (PlanShipment.is_done.is_(False))
    some = list(session.scalars(select(PlanShipment).where(waiting).order_by(PlanShipment.id).limit(AT_ONCE)))
    by: Actor = (session.find(Staff, plan.released_by) if plan.released_by else None) or CLOCK
    _ship(session, plan, some, by=by, at=at)
    if len(some) == AT_ONCE:
        _queue(session, plan, step=payload["step"] + 1, at=at)
        return
    plan.state, plan.released_at = State.RELEASED.value, at
    plan.version += 1
    session.add(plan)
    lacking = session.scalar(select(func.sum(PlanShipment.lacking)).where(PlanShipment.plan_id == plan.id))
    events.record(plan, "released", by=by, at=at, particulars={"lacking": int(lacking or 0)})


def _ship(
    session: BrandSession, plan: Plan, shipments: Sequence[PlanShipment], *, by: Actor, at: datetime
) -> None:
    """Draft and release these shipments' transfers, as far as the stock of this moment goes."""
    situation = unpack_head(plan.head)
    loads = _loads(session, plan, situation, places={shipment.place for shipment in shipments})
    wanted = {shipment.id: loads[shipment.origin_id, shipment.destination_id] for shipment in shipments}
    there = _there(
        session,
        {(id, s.origin_id) for s in shipments for load in wanted[s.id] for id in load.units},
    )
    sealed = _sealed(session)
    drafts: list[tuple[PlanShipment, TransferDraft]] = []
    for shipment in shipments:
        units = _fitting(shipment, wanted[shipment.id], there, sealed)
        shipment.is_done = True
        session.add(shipment)
        if units:
            draft = TransferDraft(
                origin_id=shipment.origin_id,
                destination_id=shipment.destination_id,
                units=units,
                plan_id=plan.id,
            )
            drafts.append((shipment, draft))
    made = transfer_drafts.draft_all(session, [draft for _shipment, draft in drafts], by=by, at=at)
    session.flush()  # the shipments name their transfers
    for (shipment, _draft), transfer in zip(drafts, made, strict=True):
        shipment.transfer_id = transfer.id
    if made:
        releases.release_all(session, made, by=by, at=at)


def _fitting(
    shipment: PlanShipment,
    loads: Iterable[Load],
    there: dict[tuple[UUID, UUID], int],
    sealed: dict[tuple[UUID, UUID], SealedPacks],
) -> dict[UUID, int]:
    """What of a shipment can still be promised where it comes from; the rest is told line by line."""
    units: dict[UUID, int] = {}
    short: list[list] = []
    for load in loads:
        got = _got(shipment.origin_id, load, there)
        for sku_id, wanted in load.units.items():
            there[sku_id, shipment.origin_id] -= got[sku_id]
            units[sku_id] = units.get(sku_id, 0) + got[sku_id]
            if got[sku_id] < wanted:
                short.append([str(sku_id), wanted, got[sku_id]])
        row = sealed.get((load.pack_id, shipment.origin_id)) if load.pack_id else None
        if row is not None:
            first = next(iter(load.units))
            opened = load.packs * got[first] // load.units[first]
            row.packs = max(row.packs - opened, 0)
    shipment.short, shipment.lacking = short, sum(wanted - got for _id, wanted, got in short)
    return {sku_id: count for sku_id, count in units.items() if count}


def _got(origin_id: UUID, load: Load, there: Mapping[tuple[UUID, UUID], int]) -> dict[UUID, int]:
    free = {sku_id: max(there[sku_id, origin_id], 0) for sku_id in load.units}
    if load.pack_id is None:
        return {sku_id: min(wanted, free[sku_id]) for sku_id, wanted in load.units.items()}
    each = {sku_id: wanted // load.packs for sku_id, wanted in load.units.items()}
    packs = min([load.packs, *(free[sku_id] // inside for sku_id, inside in each.items())])
    return {sku_id: inside * packs for sku_id, inside in each.items()}


def _there(session: BrandSession, pairs: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], int]:
    """What each (SKU, outlet) can promise; the levels stay locked, in SKU order."""
    ordered = sorted(pairs)
    found = dict.fromkeys(ordered, 0)
    for start in range(0, len(ordered), 400):
        rows = select(Level.sku_id, Level.outlet_id, promise())
        chosen = rows.where(tuple_(col(Level.sku_id), col(Level.outlet_id)).in_(ordered[start : start + 400]))
        locked = chosen.order_by(col(Level.sku_id), col(Level.outlet_id)).with_for_update()
        found |= {(sku_id, outlet_id): units for sku_id, outlet_id, units in session.execute(locked)}
    return found


def _sealed(session: BrandSession) -> dict[tuple[UUID, UUID], SealedPacks]:
    rows = session.scalars(select(SealedPacks).where(SealedPacks.packs > 0).with_for_update())
    return {(row.prepack_id, row.outlet_id): row for row in rows}


def _loads(
    session: BrandSession, plan: Plan, situation: Situation, *, places: Iterable[int] | None = None
) -> dict[tuple[UUID, UUID], list[Load]]:
    """What the plan's lines move, by (origin, destination)."""
    instance, lines = situation.instance, read_lines(session, plan, places).lines.kept()
    houses = [situation.warehouse_ids[name] for name in warehouse_names(instance)]
    found: dict[tuple[UUID, UUID], list[Load]] = {}
    columns = (lines.kind, lines.item, lines.origin, lines.target, lines.units)
    for kind, item, origin, target, units in zip(*(each.tolist() for each in columns), strict=True):
        origin_id = situation.store_ids[origin] if kind == TRANSFER else houses[-1 - origin]
        if item >= 0:
            load = Load({situation.sku_ids[item]: units})
        else:
            inside = instance.prepacks[-1 - item].units
            whole = {situation.sku_ids[sku]: count * units for sku, count in inside.items()}
            load = Load(whole, situation.pack_ids[-1 - item], units)
        found.setdefault((origin_id, situation.store_ids[target]), []).append(load)
    return found
