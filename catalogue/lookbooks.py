"""Lookbooks: looks, each with the styles worn in it."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Lookbook(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"), refers("season"))

    code: str
    season_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)


class Look(Scoped, Identified, table=True):
    """`hotspots` are [{"style": code, "colourway": code, "x": %, "y": %}]; its picture is uploaded or drawn."""

    __table_args__ = (
        refers("lookbook"),
        refers("picture"),
        UniqueConstraint("brand_id", "lookbook_id", "position"),
    )

    lookbook_id: UUID
    position: int
    words: dict = Field(default_factory=dict, sa_type=Json)
    picture_id: UUID | None = None
    ground: str = ""
    hotspots: list = Field(default_factory=list, sa_type=Json)
