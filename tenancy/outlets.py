"""Outlets: anywhere holding stock; and the brand's own store types."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class StoreType(Scoped, Identified, table=True):
    """What kind of store it is, and so what it carries."""

    __tablename__ = "store_type"
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)


class Outlet(Scoped, Identified, table=True):
    """A warehouse, a store or an online stock; `hours` maps weekday 0–6 to pairs of local times."""

    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "slug"),
        refers("store_type"),
        CheckConstraint("kind IN ('warehouse', 'store', 'online')", name="kind"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        Index(None, "brand_id", "kind", "city"),
    )

    code: str
    slug: str
    kind: str
    store_type_id: UUID | None = None
    words: dict = Field(default_factory=dict, sa_type=Json)
    country: str
    region: str = ""
    city: str = ""
    district: str = ""
    postcode: str = ""
    lines: list = Field(default_factory=list, sa_type=Json)
    latin: dict = Field(default_factory=dict, sa_type=Json)
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str
    currency: str
    language: str
    phone: str = ""
    hours: dict = Field(default_factory=dict, sa_type=Json)
    services: list = Field(default_factory=list, sa_type=Json)
    capacity: int | None = None
    floor_area: int | None = None
    city_tier: str = ""
    climate: str = ""
    grade: str = ""
    opened_on: date | None = None
    closed_on: date | None = None


class Holiday(Scoped, Identified, table=True):
    """A day on which an outlet keeps other hours; no pairs means closed."""

    __table_args__ = (refers("outlet"), UniqueConstraint("brand_id", "outlet_id", "day"))

    outlet_id: UUID
    day: date
    hours: list = Field(default_factory=list, sa_type=Json)
    words: dict = Field(default_factory=dict, sa_type=Json)
