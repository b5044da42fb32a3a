"""Prepacks: sealed assortments of a colourway's sizes, and how many stand sealed in a warehouse.

The units in a sealed pack are in the ledger like any others; what is sealed can't be shipped loose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, select

from catalogue.skus import Sku
from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor


class Prepack(Scoped, Identified, table=True):
    __table_args__ = (refers("colourway"), UniqueConstraint("brand_id", "code"))

    code: str
    colourway_id: UUID


class PrepackPart(Scoped, Identified, table=True):
    """How many units of a SKU are in a pack."""

    __tablename__ = "prepack_part"
    __table_args__ = (
        refers("prepack", ondelete="CASCADE"),
        refers("sku"),
        UniqueConstraint("brand_id", "prepack_id", "sku_id"),
        CheckConstraint("units >= 1", name="units"),
    )

    prepack_id: UUID
    sku_id: UUID
    units: int


class SealedPacks(Scoped, Identified, table=True):
    """How many packs stand sealed in a warehouse."""

    __tablename__ = "sealed_packs"
    __table_args__ = (
        refers("prepack", ondelete="CASCADE"),
        refers("outlet"),
        UniqueConstraint("brand_id", "prepack_id", "outlet_id"),
        CheckConstraint("packs >= 0", name="packs"),
    )

    prepack_id: UUID
    outlet_id: UUID
    packs: int


@dataclass(frozen=True)
class Pack:
    """A prepack with its parts, and its sealed packs by warehouse."""

    id: UUID
    code: str
    colourway_id: UUID
    units: Mapping[UUID, int]
    sealed: Mapping[UUID, int]


class NotOneColourway(Refusal):
    message = _("A prepack holds sizes of one colourway, at least one unit of each. Correct its parts.")


class PrepackTaken(Refusal):
    message = _("There is already a prepack %(code)s. Choose another code.")


def add_prepack(
    session: BrandSession, *, code: str, units: Mapping[str, int], by: Actor, at: datetime
) -> Prepack:
    """Make a prepack from units by SKU code."""
    if session.scalars(select(Prepack).where(Prepack.code == code)).first():
        raise PrepackTaken(code=code)
    rows = select(Sku.code, Sku.id, Sku.colourway_id).where(Sku.code.in_(list(units)))
    skus = {found: (id, way) for found, id, way in session.execute(rows)}
    ways = {way for _id, way in skus.values()}
    if len(skus) != len(units) or len(ways) != 1 or min(units.values(), default=0) < 1:
        raise NotOneColourway
    pack = Prepack(code=code, colourway_id=ways.pop())
    session.add(pack)
    session.flush()  # the parts name it
    for name, count in units.items():
        session.add(PrepackPart(prepack_id=pack.id, sku_id=skus[name][0], units=count))
    events.record(pack, "added", by=by, at=at, particulars={"code": code})
    return pack


def seal(
    session: BrandSession, pack: Prepack, *, outlet_id: UUID, packs: int, by: Actor, at: datetime
) -> None:
    """Say how many packs stand sealed in a warehouse now."""
    here = (SealedPacks.prepack_id == pack.id) & (SealedPacks.outlet_id == outlet_id)
    row = session.scalars(select(SealedPacks).where(here).with_for_update()).first()
    row = row or SealedPacks(prepack_id=pack.id, outlet_id=outlet_id, packs=0)
    row.packs = packs
    session.add(row)
    events.record(pack, "sealed", by=by, at=at, particulars={"outlet_id": str(outlet_id), "packs": packs})


def packs_of(session: BrandSession) -> list[Pack]:
    """Every prepack of which some stand sealed."""
    units: dict[UUID, dict[UUID, int]] = {}
    for pack_id, sku_id, count in session.execute(
        select(PrepackPart.prepack_id, PrepackPart.sku_id, PrepackPart.units).order_by(PrepackPart.id)
    ):
        units.setdefault(pack_id, {})[sku_id] = count
    sealed: dict[UUID, dict[UUID, int]] = {}
    rows = select(SealedPacks.prepack_id, SealedPacks.outlet_id, SealedPacks.packs)
    for pack_id, outlet_id, packs in session.execute(rows.where(SealedPacks.packs > 0)):
        sealed.setdefault(pack_id, {})[outlet_id] = packs
    found = session.execute(select(Prepack.id, Prepack.code, Prepack.colourway_id).order_by(Prepack.code))
    return [Pack(id, code, way, units[id], sealed[id]) for id, code, way in found if id in sealed]
