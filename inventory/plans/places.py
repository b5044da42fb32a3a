"""The outlets of a plan: stores as rows of the instance, warehouses that send to them, lanes between them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import or_, select

from inventory.planning.tables import Table
from inventory.plans.lanes import Lane
from inventory.plans.names import file_names
from inventory.plans.settings import BrandPolicy, OutletPolicy, outlet_policies
from kernel.db import BrandSession
from tenancy.brands import Brand
from tenancy.outlets import Outlet

ABROAD_LEAD, ABROAD_REVIEW, ABROAD_LEAST, ABROAD_SHIP = 14, 14, 12, 6
ROOM_WITHOUT_LIMIT = 1.3
INBOUND_SHARE = 0.25


@dataclass(frozen=True)
class Place:
    """An outlet as a plan sees it, with what the brand said of it."""

    id: UUID
    code: str
    kind: str
    region: str
    city: str
    grade: str
    capacity: int | None
    is_abroad: bool
    said: OutletPolicy

    def lead_days(self, policy: BrandPolicy) -> int:
        """Days from sending to the shelf: its own, or the brand's."""
        return _or(self.said.lead_days, ABROAD_LEAD if self.is_abroad else policy.lead_days)

    def review_days(self, policy: BrandPolicy) -> int:
        """Days from one plan to the next: its own, or the brand's."""
        return _or(self.said.review_days, ABROAD_REVIEW if self.is_abroad else policy.review_days)

    def horizon(self, policy: BrandPolicy) -> int:
        """Days that what is sent now has to last."""
        return self.lead_days(policy) + self.review_days(policy)

    def departs_on(self, day: date) -> bool:
        return self.said.departs is None or day.weekday() in self.said.departs


@dataclass(frozen=True)
class Places:
    stores: tuple[Place, ...]
    warehouses: tuple[Place, ...]
    names: tuple[str, ...]
    """Of the stores, then of the warehouses, as files know them."""

    @property
    def warehouse_names(self) -> tuple[str, ...]:
        return self.names[len(self.stores) :]

    @property
    def ids(self) -> list[UUID]:
        return [place.id for place in (*self.stores, *self.warehouses)]


def read_places(session: BrandSession, *, on: date) -> Places:
    """Every outlet that is open on the day."""
    brand = session.get_one(Brand, session.brand)
    said = outlet_policies(session)
    columns = (Outlet.id, Outlet.code, Outlet.kind, Outlet.region, Outlet.city, Outlet.grade, Outlet.capacity)
    rows = select(*columns, Outlet.country).where(or_(Outlet.closed_on.is_(None), Outlet.closed_on > on))
    found = [
        Place(*row[:-1], row.country != brand.country, said.get(row.id) or OutletPolicy(outlet_id=row.id))
        for row in session.execute(rows.order_by(Outlet.code))
    ]
    stores = tuple(place for place in found if place.kind != "warehouse")
    warehouses = tuple(place for place in found if place.kind == "warehouse")
    names = file_names((place.id, place.code) for place in (*stores, *warehouses))
    return Places(stores, warehouses, tuple(names))


def stores_table(
    places: Places, policy: BrandPolicy, *, on: date, held: np.ndarray, outside: np.ndarray, price: float
) -> Table:
    """The stores as the format's table; `held` units count in the plan, `outside` stand beside it."""
    rows = [
        _row(place, policy, on=on, held=int(held[at]), outside=int(outside[at]), price=price)
        for at, place in enumerate(places.stores)
    ]
    names = list(places.names[: len(places.stores)])
    columns: dict[str, Any] = {"store_id": names}
    for column, kind in (
        ("type", None), ("grade", None), ("region", None),
        ("frozen", np.bool_), ("can_send", np.bool_), ("can_receive", np.bool_), ("accepts_eos", np.bool_),
        ("ships_today", np.bool_), ("lead_days", np.int64), ("review_days", np.int64),
        ("horizon_days", np.int64), ("capacity_units", np.int64), ("max_inbound_units", np.int64),
        ("min_order_units", np.int64), ("max_out_lanes", np.int64), ("ship_cost", np.float64),
    ):  # fmt: skip
        values = [row[column] for row in rows]
        columns[column] = values if kind is None else np.array(values, kind)
    return Table("stores.csv", columns, {name: at for at, name in enumerate(names)}, len(names))


def _row(
    place: Place, policy: BrandPolicy, *, on: date, held: int, outside: int, price: float
) -> dict[str, Any]:
    said, is_store = place.said, place.kind == "store"
    at_home = is_store and not place.is_abroad
    whole = place.capacity if place.capacity is not None else int((held + outside) * ROOM_WITHOUT_LIMIT) + 50
    inbound = _or(said.most_inbound, int(whole * INBOUND_SHARE) + 10)
    ship = policy.ship_cost * price * (ABROAD_SHIP if place.is_abroad else 1)
    return {
        "type": "overseas" if place.is_abroad else place.kind,
        "grade": place.grade,
        "region": place.region,
        "frozen": said.is_frozen,
        "can_send": _or(said.can_send, at_home),
        "can_receive": _or(said.can_receive, at_home),
        "accepts_eos": _or(said.takes_over, True),
        "ships_today": place.departs_on(on),
        "lead_days": place.lead_days(policy),
        "review_days": place.review_days(policy),
        "horizon_days": place.horizon(policy),
        "capacity_units": max(whole - outside, 0),
        "max_inbound_units": inbound,
        "min_order_units": _or(said.least_order, min(ABROAD_LEAST, inbound) if place.is_abroad else 0),
        "max_out_lanes": _or(said.out_lanes, policy.out_lanes if at_home else 0),
        "ship_cost": said.ship_cost if said.ship_cost is not None else round(ship, 2),
    }


def _or(said: Any, otherwise: Any) -> Any:
    return otherwise if said is None else said


@dataclass(frozen=True)
class Ways:
    """The lanes as FORMAT's table, with the rows of the stores they join."""

    table: Table
    origin: np.ndarray
    target: np.ndarray


def read_ways(session: BrandSession, places: Places, policy: BrandPolicy, *, price: float) -> Ways:
    """Every open lane between two stores of the plan; what the brand has not priced costs by its distance."""
    row = {place.id: at for at, place in enumerate(places.stores)}
    columns = (
        Lane.origin_id,
        Lane.destination_id,
        Lane.km,
        Lane.fixed_cost,
        Lane.unit_cost,
        Lane.least,
        Lane.most,
    )
    found = [
        lane
        for lane in session.execute(select(*columns).where(Lane.is_open).order_by(Lane.id))
        if lane.origin_id in row and lane.destination_id in row
    ]
    names = places.names
    origin = np.array([row[lane.origin_id] for lane in found], np.int32)
    target = np.array([row[lane.destination_id] for lane in found], np.int32)
    fixed = [_cost(lane.fixed_cost, policy.lane_fixed * price * (1 + lane.km / 200)) for lane in found]
    unit = [_cost(lane.unit_cost, policy.lane_unit * price * (1 + lane.km / 500)) for lane in found]
    columns_of: dict[str, Any] = {
        "from": [names[at] for at in origin.tolist()],
        "to": [names[at] for at in target.tolist()],
        "fixed_cost": np.array(fixed, np.float64),
        "unit_cost": np.array(unit, np.float64),
        "min_qty": np.array([lane.least for lane in found], np.int64),
        "max_qty": np.array([lane.most for lane in found], np.int64),
    }
    return Ways(Table("lanes.csv", columns_of, {}, len(found)), origin, target)


def _cost(said: int | None, otherwise: float) -> float:
    return float(said) if said is not None else round(otherwise, 2)
