"""Shipments: all that a plan sends from one outlet to another, and the transfer it became."""

from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class PlanShipment(Scoped, Identified, table=True):
    """All that a plan sends from one outlet to another; `short` holds [SKU id, wanted, released] of what no
    longer fitted the stock at release.
    """

    __tablename__ = "plan_shipment"
    __table_args__ = (
        refers("plan", ondelete="CASCADE"),
        refers("outlet", column="origin_id"),
        refers("outlet", column="destination_id"),
        refers("transfer"),
        UniqueConstraint("brand_id", "plan_id", "origin_id", "destination_id"),
        CheckConstraint("units >= 0 AND lacking >= 0", name="units"),
    )

    plan_id: UUID
    origin_id: UUID
    destination_id: UUID
    place: int
    units: int
    lacking: int = 0
    short: list = Field(default_factory=list, sa_type=Json)
    transfer_id: UUID | None = None
    is_done: bool = False
