"""What was learned, kept: the factors of the whole brand in one row, and each outlet's own in one of its.

estimate(session, on=, at=)         learn from the history before a day, and keep it
kept(session) -> Estimate           what was learned last
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, col, select

from i18n import _
from inventory.demand import reading
from inventory.demand.history import ID
from inventory.demand.learning import learn
from inventory.demand.model import Learned
from inventory.demand.packing import packed, unpacked
from inventory.demand.panel import Goods, Panel
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal

Array = np.ndarray[Any, Any]
OF_OUTLETS = ("taste", "lean", "own")
LATELY = 28
OF_BRAND = (
    "rate", "prior", "evidence", "way", "curve", "sku", "zone", "year", "launched", "life", "likes",
    "likes_weight", "scatter",
)  # fmt: skip
OF_GOODS = ("ids", "way", "size", "style_of", "style_ids", "category", "group", "traits", "run")
EXACT = frozenset({"launched", "likes"})


class DemandEstimate(Scoped, Identified, table=True):
    """What was learned of the brand last: one row, replaced each time."""

    __tablename__ = "demand_estimate"
    __table_args__ = (UniqueConstraint("brand_id"),)

    on: date
    made_at: datetime
    figures: dict = Field(default_factory=dict, sa_type=Json)
    factors: bytes = Field(sa_type=LargeBinary)


class OutletDemand(Scoped, Identified, table=True):
    """How one outlet differs from the brand's mean."""

    __tablename__ = "outlet_demand"
    __table_args__ = (refers("outlet"), UniqueConstraint("brand_id", "outlet_id"))

    outlet_id: UUID
    zone: int
    strength: float
    factors: bytes = Field(sa_type=LargeBinary)


class NothingEstimated(Refusal):
    message = _("Demand has not been estimated yet. Bring in what was sold, then let it be estimated.")


@dataclass(frozen=True)
class Estimate:
    """What was learned, with the ids of what it was learned of."""

    learned: Learned
    goods: Goods
    outlet_ids: tuple[UUID, ...]
    zone: Array
    made_at: datetime
    figures: dict[str, Any]
    sold: Array
    """(j, p) pieces of the last four weeks."""
    hangs: Array
    """(j, p) whether some of the style hung there on the last evening."""

    @property
    def on(self) -> date:
        return self.learned.on


def estimate(session: BrandSession, *, on: date, at: datetime) -> DemandEstimate:
    """Learn from all that was sold before a day, and keep it in the place of what was kept before."""
    panel = reading.panel(session, on=on)
    return keep(session, panel, learn(panel), at=at)


def estimate_apart(
    session: BrandSession, today: Callable[[BrandSession, datetime], date], *, at: datetime
) -> DemandEstimate:
    """The same, read and learned in a session of its own before this one writes."""
    with session.apart() as looking:
        panel = reading.panel(looking, on=today(looking, at))
    return keep(session, panel, learn(panel), at=at)


def keep(session: BrandSession, panel: Panel, learned: Learned, *, at: datetime) -> DemandEstimate:
    row = session.exec(select(DemandEstimate)).first() or DemandEstimate(
        on=learned.on, made_at=at, factors=b""
    )
    row.on, row.made_at = learned.on, at
    row.figures = {
        "first": panel.first.isoformat(),
        "days": panel.days,
        "pieces": int(panel.sales[3].sum()),
        "lately": LATELY,
        "firmness": {name: round(value, 3) for name, value in learned.firmness.items()},
    }
    row.factors = packed(_of_brand(panel.goods, learned))
    session.add(row)
    _keep_outlets(session, panel, learned)
    return row


def _of_brand(goods: Goods, learned: Learned) -> dict[str, Array]:
    kept = {f"goods.{name}": _bytes(getattr(goods, name)) for name in OF_GOODS}
    for name in OF_BRAND:
        value = getattr(learned, name)
        kept[name] = value if name in EXACT else value.astype(np.float32)
    return kept


def _bytes(values: Array) -> Array:
    return np.frombuffer(values.tobytes(), np.uint8) if values.dtype.kind == "S" else values


def _keep_outlets(session: BrandSession, panel: Panel, learned: Learned) -> None:
    held = {row.outlet_id: row for row in session.exec(select(OutletDemand))}
    sold, hangs = _lately(panel), _hanging(panel)
    for at, id in enumerate(ids(panel.outlets.ids)):
        row = held.pop(id, None) or OutletDemand(outlet_id=id, zone=0, strength=1.0, factors=b"")
        row.zone, row.strength = int(panel.outlets.zone[at]), float(learned.strength[at])
        own = {name: getattr(learned, name)[at].astype(np.float32) for name in OF_OUTLETS}
        row.factors = packed({**own, "sold": sold[at], "hangs": np.packbits(hangs[at])})
        session.add(row)
    for row in held.values():
        session.delete(row)


def _lately(panel: Panel) -> Array:
    """(j, p) pieces sold in the last four weeks."""
    outlet, sku, _, units = panel.sales[:, panel.sales[2] >= panel.days - LATELY]
    styles = len(panel.goods.style_ids)
    row = outlet.astype(np.int64) * styles + panel.goods.style[sku]
    sold = np.bincount(row, units, minlength=len(panel.outlets.ids) * styles)
    return sold.reshape(-1, styles).astype(np.int32)


def _hanging(panel: Panel) -> Array:
    """(j, p) whether any SKU of a style hung in an outlet on the last evening."""
    outlet, sku = panel.spells[:2, panel.spells[3] == panel.days - 1]
    hangs = np.zeros((len(panel.outlets.ids), len(panel.goods.style_ids)), bool)
    hangs[outlet, panel.goods.style[sku]] = True
    return hangs


def ids(packed_ids: Array) -> tuple[UUID, ...]:
    raw = packed_ids.tobytes()
    return tuple(UUID(bytes=raw[start : start + 16]) for start in range(0, len(raw), 16))


def kept(session: BrandSession) -> Estimate:
    row = session.exec(select(DemandEstimate)).first()
    if row is None:
        raise NothingEstimated
    rows = session.exec(select(OutletDemand).order_by(col(OutletDemand.outlet_id))).all()
    shared = unpacked(row.factors)
    goods = {name: shared.pop(f"goods.{name}") for name in OF_GOODS}
    for name in ("ids", "style_ids"):
        goods[name] = goods[name].view(ID)
    own = [unpacked(each.factors) for each in rows]
    learned = Learned(
        on=row.on,
        strength=np.array([each.strength for each in rows], np.float32),
        firmness=row.figures["firmness"],
        **{name: np.stack([each[name] for each in own]) for name in OF_OUTLETS},
        **shared,
    )
    zone = np.array([each.zone for each in rows], np.int64)
    outlets = tuple(each.outlet_id for each in rows)
    sold = np.stack([each["sold"] for each in own])
    hangs = np.unpackbits(np.stack([each["hangs"] for each in own]), axis=1).astype(bool)
    hangs = hangs[:, : len(goods["style_ids"])]
    return Estimate(learned, Goods(**goods), outlets, zone, row.made_at, row.figures, sold, hangs)
