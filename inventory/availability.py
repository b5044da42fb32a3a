"""Available to promise: what a market can be sold of a style, less what its outlets keep back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import ColumnElement, literal, select, union_all
from sqlmodel import col

from catalogue.skus import Sku
from catalogue.styles import Style
from inventory.display import FEW
from inventory.levels import Level, promise
from inventory.safety import allowances, read_rules, told
from kernel.db import BrandSession
from tenancy.markets import MarketOutlet


@dataclass(frozen=True)
class Availability:
    """What of a style can be promised: units by SKU, over the market's outlets and outlet by outlet."""

    by_sku: dict[UUID, int]
    by_outlet: dict[UUID, dict[UUID, int]]

    def units(self, sku_id: UUID) -> int:
        return self.by_sku.get(sku_id, 0)

    def is_low(self, sku_id: UUID) -> bool:
        return 0 < self.units(sku_id) <= FEW


def availability(session: BrandSession, style_id: UUID, market_id: UUID) -> Availability:
    """Reckon a style's availability in a market."""
    return _reckoned(session, market_id, col(Sku.style_id) == style_id)


def availability_of(session: BrandSession, sku_ids: Sequence[UUID], market_id: UUID) -> Availability:
    """Reckon the availability of some SKUs in a market."""
    return _reckoned(session, market_id, col(Sku.id).in_(sku_ids)) if sku_ids else Availability({}, {})


def _reckoned(session: BrandSession, market_id: UUID, wanted: ColumnElement[bool]) -> Availability:
    """Reckon it in one statement, which brings the rules of safety stock along."""
    there = (
        select(literal("level"), Level.sku_id, Level.outlet_id, Style.category_id, promise())
        .join(Sku, col(Sku.id) == Level.sku_id)
        .join(Style, col(Style.id) == Sku.style_id)
        .join(MarketOutlet, col(MarketOutlet.outlet_id) == Level.outlet_id)
        .where(wanted, col(MarketOutlet.market_id) == market_id, promise() > 0)
    )
    read = session.execute(union_all(there, *told())).all()
    rules = read_rules(row for row in read if row[0] != "level")
    by_sku: dict[UUID, int] = {}
    by_outlet: dict[UUID, dict[UUID, int]] = {}
    for what, sku_id, outlet_id, category_id, unpromised in read:
        units = unpromised - rules.units(outlet_id, category_id) if what == "level" else 0
        if units > 0:
            by_sku[sku_id] = by_sku.get(sku_id, 0) + units
            by_outlet.setdefault(outlet_id, {})[sku_id] = units
    return Availability(by_sku, by_outlet)


def in_stock_at(session: BrandSession, outlet_ids: Sequence[UUID]) -> BitMap:
    """The numbers of the styles of which one of these outlets can promise a piece."""
    found = (
        select(Style.number)
        .join(Sku, col(Sku.style_id) == Style.id)
        .join(Level, col(Level.sku_id) == Sku.id)
        .where(col(Level.outlet_id).in_(outlet_ids), promise() > allowances(session).kept())
        .distinct()
    )
    return BitMap(session.execute(found).scalars())
