"""What a brand says about its planning; a brand that has said nothing plans by the defaults here.

policy(session) -> BrandPolicy · set_policy(session, changes, by=, at=)
outlet_policies(session) · set_outlets(session, outlet_ids, changes, by=, at=)
style_policies(session) · set_styles(session, style_ids, changes, by=, at=)
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlmodel import Field

from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor

SHARES = (
    "broken_sell_through",
    "display_credit",
    "margin",
    "hold_new",
    "hold_core",
    "hold_over",
    "held_back",
)


class BrandPolicy(Scoped, Identified, table=True):
    """How a brand weighs things; shares are parts of one, money is in the brand's minor units.

    `is_nightly`: whether a plan is proposed every night. `broken_sell_through`: what a broken size run
    still sells of what a whole one would. `display_credit`: what a unit on display is worth beside its
    sale. `margin`: what a sale earns, as a part of the price. `hold_…`: what a unit kept at the warehouse
    is worth, as a part of what its sale earns. `held_back`: the part of the warehouse's stock that is
    kept for later. `new_days`: how long a style is new; `over_days`: how long before its season's end it
    is at the end of it. `settled_days`: how long what came stays put.
    """

    __tablename__ = "brand_policy"
    __table_args__ = (
        UniqueConstraint("brand_id"),
        *(CheckConstraint(f"{share} >= 0 AND {share} <= 1", name=share) for share in SHARES),
        CheckConstraint("lead_days >= 0 AND review_days >= 1", name="days"),
    )

    is_nightly: bool = True
    broken_sell_through: float = 0.4
    display_credit: float = 0.1
    margin: float = 0.6
    hold_new: float = 0.22
    hold_core: float = 0.14
    hold_over: float = 0.02
    held_back: float = 0.0
    new_days: int = 42
    over_days: int = 28
    settled_days: int = 3
    lead_days: int = 3
    review_days: int = 7
    ship_cost: float = 0.005
    """Of the average price, a piece from a warehouse to a store at home."""
    reach_km: int = 250
    nearest: int = 12
    lane_fixed: float = 0.06
    lane_unit: float = 0.008
    """Of the average price: opening a lane for a wave, and each piece on it, at no distance."""
    lane_least: int = 5
    lane_most: int = 100
    out_lanes: int = 5


class OutletPolicy(Scoped, Identified, table=True):
    """What is said of one outlet; nothing said means the default. `departs` holds weekdays, 0 is Monday."""

    __tablename__ = "outlet_policy"
    __table_args__ = (
        refers("outlet"),
        UniqueConstraint("brand_id", "outlet_id"),
        CheckConstraint(
            "coalesce(lead_days, 0) >= 0 AND coalesce(review_days, 1) >= 1 AND coalesce(most_inbound, 0) >= 0"
            " AND coalesce(least_order, 0) >= 0 AND coalesce(out_lanes, 0) >= 0",
            name="positive",
        ),
    )

    outlet_id: UUID
    is_frozen: bool = False
    can_send: bool | None = None
    can_receive: bool | None = None
    takes_over: bool | None = None
    departs: list | None = Field(default=None, sa_type=Json)
    lead_days: int | None = None
    review_days: int | None = None
    most_inbound: int | None = None
    least_order: int | None = None
    out_lanes: int | None = None
    ship_cost: int | None = None


class StylePolicy(Scoped, Identified, table=True):
    """What is said of one style; `value` and `dc_value` are a unit's money, `lot` what is shipped at once."""

    __tablename__ = "style_policy"
    __table_args__ = (
        refers("style"),
        UniqueConstraint("brand_id", "style_id"),
        CheckConstraint("standing IS NULL OR standing IN ('new', 'core', 'eos')", name="standing"),
        CheckConstraint("lot >= 1", name="lot"),
    )

    style_id: UUID
    standing: str | None = None
    value: int | None = None
    dc_value: int | None = None
    lot: int = 1


class SizePolicy(Scoped, Identified, table=True):
    """Which sizes of a run it is broken without; unsaid, those that sell near their share or better."""

    __tablename__ = "size_policy"
    __table_args__ = (refers("size_run"), UniqueConstraint("brand_id", "size_run_id"))

    size_run_id: UUID
    main: list = Field(sa_type=Json)


class NotAShare(Refusal):
    message = _("A share is between 0 and 100 %%. Correct it.")


class NotADay(Refusal):
    message = _("A departure is on a weekday: Monday to Sunday. Choose from these.")


def policy(session: BrandSession) -> BrandPolicy:
    """The brand's policy; the defaults where it has said nothing."""
    return session.scalars(select(BrandPolicy)).first() or BrandPolicy()


def set_policy(session: BrandSession, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> BrandPolicy:
    held = session.scalars(select(BrandPolicy).with_for_update()).first() or BrandPolicy()
    for name, value in changes.items():
        if name in SHARES and not 0 <= value <= 1:
            raise NotAShare
        setattr(held, name, value)
    session.add(held)
    events.record(held, "set", by=by, at=at, particulars=dict(changes))
    return held


def outlet_policies(session: BrandSession) -> dict[UUID, OutletPolicy]:
    """What is said of outlets, by outlet; nothing of most."""
    return {each.outlet_id: each for each in session.scalars(select(OutletPolicy))}


def set_outlets(
    session: BrandSession, outlet_ids: Iterable[UUID], changes: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """Say the same of several outlets."""
    if any(day not in range(7) for day in changes.get("departs") or ()):
        raise NotADay
    held = outlet_policies(session)
    for outlet_id in outlet_ids:
        row = held.get(outlet_id) or OutletPolicy(outlet_id=outlet_id)
        for name, value in changes.items():
            setattr(row, name, value)
        session.add(row)
        events.record(row, "set", by=by, at=at, particulars={"outlet_id": str(outlet_id), **changes})


def style_policies(session: BrandSession) -> dict[UUID, StylePolicy]:
    """What is said of styles, by style; nothing of most."""
    return {each.style_id: each for each in session.scalars(select(StylePolicy))}


def set_styles(
    session: BrandSession, style_ids: Iterable[UUID], changes: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """Say the same of several styles."""
    held = style_policies(session)
    for style_id in style_ids:
        row = held.get(style_id) or StylePolicy(style_id=style_id)
        for name, value in changes.items():
            setattr(row, name, value)
        session.add(row)
        events.record(row, "set", by=by, at=at, particulars={"style_id": str(style_id), **changes})


def main_sizes(session: BrandSession) -> dict[UUID, frozenset[str]]:
    """The main sizes that the brand has named, by size run."""
    return {
        each.size_run_id: frozenset(each.main) for each in session.scalars(select(SizePolicy)) if each.main
    }


def set_main_sizes(
    session: BrandSession, size_run_id: UUID, main: Iterable[str], *, by: Actor, at: datetime
) -> None:
    found = session.scalars(select(SizePolicy).where(SizePolicy.size_run_id == size_run_id)).first()
    row = found or SizePolicy(size_run_id=size_run_id, main=[])
    row.main = sorted(main)
    session.add(row)
    events.record(row, "set", by=by, at=at, particulars={"main": row.main})
