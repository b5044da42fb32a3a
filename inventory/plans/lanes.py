"""Lanes: who may send to whom between stores, at what cost; drawn by distance, then kept by hand.

draw_lanes(session, by=, at=) · add_lane · change_lane · lanes_of(session) -> list[Lane]
"""

from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy import CheckConstraint, UniqueConstraint, delete, select

from i18n import _
from inventory.plans.settings import policy
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand
from tenancy.outlets import Outlet

EARTH_KM = 6371.0


class Lane(Scoped, Identified, table=True):
    """A way from one store to another; costs are parts of the brand's average price unless the brand set
    them in its minor units.
    """

    __table_args__ = (
        refers("outlet", column="origin_id"),
        refers("outlet", column="destination_id"),
        UniqueConstraint("brand_id", "origin_id", "destination_id"),
        CheckConstraint("origin_id <> destination_id", name="elsewhere"),
        CheckConstraint("least >= 0 AND most >= least", name="units"),
    )

    origin_id: UUID
    destination_id: UUID
    km: int = 0
    fixed_cost: int | None = None
    unit_cost: int | None = None
    least: int
    most: int
    is_open: bool = True
    is_drawn: bool = True


class NotALane(Refusal):
    message = _("A lane joins two different outlets and takes at least as many as its least. Correct it.")


def draw_lanes(session: BrandSession, *, by: Actor, at: datetime) -> int:
    """Draw the lanes anew between stores of one country in reach of each other; those made by hand stay."""
    rule = policy(session)
    session.execute(delete(Lane).where(Lane.is_drawn))
    kept = set(session.execute(select(Lane.origin_id, Lane.destination_id)))
    shape = {"least": rule.lane_least, "most": rule.lane_most, "is_open": True, "is_drawn": True}
    rows = [
        {"origin_id": origin, "destination_id": target, "km": km, "fixed_cost": None, "unit_cost": None}
        | shape
        for origin, target, km in near(stores_of(session), reach=rule.reach_km, nearest=rule.nearest)
        if (origin, target) not in kept
    ]
    session.insert_many(Lane, rows)
    brand = session.get_one(Brand, session.brand)
    particulars = {"lanes": len(rows), "brand": brand.slug}
    if rows:
        first = session.scalars(select(Lane).limit(1)).one()
        events.record(first, "drawn", by=by, at=at, particulars=particulars)
    return len(rows)


def stores_of(session: BrandSession) -> list[tuple[UUID, str, float, float]]:
    """The stores with a place on the map: id, country, latitude, longitude."""
    found = select(Outlet.id, Outlet.country, Outlet.latitude, Outlet.longitude).where(
        Outlet.kind == "store", Outlet.closed_on.is_(None), Outlet.latitude.is_not(None)
    )
    return list(session.execute(found.order_by(Outlet.code)))


def near(
    stores: list[tuple[UUID, str, float, float]], *, reach: int, nearest: int
) -> list[tuple[UUID, UUID, int]]:
    """(from, to, km) for each store and its nearest in reach within the country."""
    if not stores:
        return []
    country = np.array([store[1] for store in stores])
    distance = kilometres(np.array([store[2] for store in stores]), np.array([store[3] for store in stores]))
    distance[country[:, None] != country[None, :]] = np.inf
    np.fill_diagonal(distance, np.inf)
    lanes = []
    for origin, row in enumerate(distance):
        closest = np.argsort(row, kind="stable")[:nearest]
        lanes += [
            (stores[origin][0], stores[target][0], round(float(row[target])))
            for target in closest[row[closest] <= reach]
        ]
    return lanes


def kilometres(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle distances between all places."""
    north, east = np.radians(latitude.astype(float)), np.radians(longitude.astype(float))
    chord = (
        np.sin((north[:, None] - north[None, :]) / 2) ** 2
        + np.cos(north[:, None]) * np.cos(north[None, :]) * np.sin((east[:, None] - east[None, :]) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def set_lane(
    session: BrandSession,
    *,
    origin_id: UUID,
    destination_id: UUID,
    least: int,
    most: int,
    fixed_cost: int | None,
    unit_cost: int | None,
    is_open: bool,
    by: Actor,
    at: datetime,
) -> Lane:
    """Open or change the lane between two outlets; it is kept when lanes are drawn anew."""
    if origin_id == destination_id or not 0 <= least <= most:
        raise NotALane
    here = (Lane.origin_id == origin_id) & (Lane.destination_id == destination_id)
    lane = session.scalars(select(Lane).where(here)).first() or Lane(
        origin_id=origin_id, destination_id=destination_id, least=least, most=most
    )
    lane.least, lane.most, lane.is_open, lane.is_drawn = least, most, is_open, False
    lane.fixed_cost, lane.unit_cost = fixed_cost, unit_cost
    session.add(lane)
    events.record(lane, "set", by=by, at=at, particulars={"least": least, "most": most, "is_open": is_open})
    return lane
