"""Safety stock: how many pieces an outlet keeps back from what is promised, as the brand has set it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Select,
    UniqueConstraint,
    Uuid,
    and_,
    case,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlmodel import col

from catalogue.categories import Category
from catalogue.skus import Sku
from catalogue.styles import Style
from inventory.levels import Level
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.events import Actor, record
from tenancy.brands import touch

MEMO = "safety"


class SafetyStock(Scoped, Identified, table=True):
    """One rule: for an outlet, a category, both, or (with neither) the whole brand."""

    __tablename__ = "safety_stock"
    __table_args__ = (
        refers("outlet"),
        refers("category"),
        UniqueConstraint("brand_id", "scope"),
        CheckConstraint("units >= 0", name="units"),
    )

    scope: str
    outlet_id: UUID | None = None
    category_id: UUID | None = None
    units: int


@dataclass(frozen=True)
class Allowances:
    """The brand's rules. The more exact wins: outlet and category, outlet, category, brand.

    A rule for a category holds for what lies in it, unless a category in between has one of its own.
    """

    rules: Mapping[tuple[UUID | None, UUID | None], int]
    wider: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)

    def units(self, outlet_id: UUID, category_id: UUID) -> int:
        lying_in = self.wider.get(category_id, (category_id,))
        for outlet in (outlet_id, None):
            for category in (*lying_in, None):
                if (outlet, category) in self.rules:
                    return self.rules[outlet, category]
        return 0

    def kept(self) -> ColumnElement[int]:
        """The same as the database reckons it, for a row of Level and the Style of its SKU."""
        exact = sorted(self.rules, key=lambda scope: (scope[0] is None, -len(self.wider.get(scope[1], ()))))
        cases = [(self._covers(*scope), self.rules[scope]) for scope in exact]
        return case(*cases, else_=0) if cases else literal(0)

    def _covers(self, outlet_id: UUID | None, category_id: UUID | None) -> ColumnElement[bool]:
        within = [id for id, lying_in in self.wider.items() if category_id in lying_in]
        here = col(Level.outlet_id) == outlet_id if outlet_id else true()
        return and_(here, col(Style.category_id).in_(within) if category_id else true())


def allowances(session: BrandSession) -> Allowances:
    """Read the brand's rules, once a transaction."""
    held = session.info.get(MEMO)
    if held is not None and held[0] is session.get_transaction():
        return held[1]
    read = read_rules(session.execute(union_all(*told())))
    session.info[MEMO] = (session.get_transaction(), read)
    return read


def told() -> tuple[Select, Select]:
    """What rules are read from, in rows that another statement can bring along.

    They are: what it is, none, an outlet or a wider category, a category, units.
    """
    nothing = cast(null(), Uuid)
    rule = select(literal("rule"), nothing, SafetyStock.outlet_id, SafetyStock.category_id, SafetyStock.units)
    lying = select(literal("lying"), nothing, Category.parent_id, Category.id, literal(0))
    return rule, lying


def read_rules(rows: Iterable[Sequence]) -> Allowances:
    rules: dict[tuple[UUID | None, UUID | None], int] = {}
    parents: dict[UUID, UUID | None] = {}
    for what, _none, first, category_id, units in rows:
        if what == "rule":
            rules[first, category_id] = units
        else:
            parents[category_id] = first
    return Allowances(rules, {id: tuple(_up(parents, id)) for id in parents})


def _up(parents: Mapping[UUID, UUID | None], category_id: UUID) -> Iterator[UUID]:
    """A category and all that it lies in, the narrowest first."""
    step: UUID | None = category_id
    while step is not None:
        yield step
        step = parents.get(step)


def kept_back(session: BrandSession, keys: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], int]:
    """How much is kept back of each (SKU, outlet)."""
    asked = list(keys)
    rules = allowances(session)
    if not any(rules.rules.values()):
        return dict.fromkeys(asked, 0)
    lying = select(Sku.id, Style.category_id).join(Style, col(Style.id) == Sku.style_id)
    found = session.execute(lying.where(col(Sku.id).in_({sku_id for sku_id, _ in asked})))
    categories: dict[UUID, UUID] = dict(found.all())
    return {
        (sku_id, outlet_id): rules.units(outlet_id, categories[sku_id]) if sku_id in categories else 0
        for sku_id, outlet_id in asked
    }


def keep_back(
    session: BrandSession,
    units: int | None,
    *,
    outlet_id: UUID | None = None,
    category_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Set a rule, or with None take it away; what shops show of stock is made anew."""
    scope = f"{outlet_id or '*'}/{category_id or '*'}"
    rule = session.scalars(select(SafetyStock).where(col(SafetyStock.scope) == scope)).first()
    if rule is None and units is None:
        return
    if rule is None:
        rule = SafetyStock(scope=scope, outlet_id=outlet_id, category_id=category_id, units=units or 0)
    session.add(rule)
    record(rule, "set", by=by, at=at, particulars={"units": units, "was": rule.units})
    if units is None:
        session.delete(rule)
    else:
        rule.units = units
    session.info.pop(MEMO, None)
    touch(session)
