"""Ways an order reaches her: sent to an address, by zone, weight and value; or collected in a store.

offers(session, market, goods, country=, region=, time_zone=, at=) -> [Offer]      what she may choose from
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlmodel import Field

from i18n import _
from i18n.money import Money
from i18n.words import written
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.markets import Market


class DeliveryMethod(Scoped, Identified, table=True):
    """One way of delivery in a market.

    `zones` are {"countries": [...], "regions": [...], "tiers": [{"from_value", "from_weight", "price"}]} in
    order; an empty list of regions means the whole country. Values in minor units, weights in grams.
    """

    __tablename__ = "delivery_method"
    __table_args__ = (
        refers("market"),
        UniqueConstraint("brand_id", "market_id", "code"),
        CheckConstraint("kind IN ('ship', 'collect')", name="kind"),
        CheckConstraint("days_least >= 0 AND days_most >= days_least", name="days"),
    )

    market_id: UUID
    code: str
    kind: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
    zones: list = Field(default_factory=list, sa_type=Json)
    free_from: int | None = None
    cut_off: str = "14:00"
    days_least: int = 1
    days_most: int = 3
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MethodDraft:
    code: str
    kind: str
    texts: Mapping[str, Mapping[str, str]]
    zones: Sequence[Mapping[str, Any]] = ()
    free_from: int | None = None
    cut_off: str = "14:00"
    days_least: int = 1
    days_most: int = 3


@dataclass(frozen=True)
class Goods:
    """What is to be delivered: its value as the market shows it, and its weight in grams."""

    value: Money
    weight: int


@dataclass(frozen=True)
class Offer:
    """A way she may choose, at what it costs her, and the days it is promised for."""

    method: DeliveryMethod
    price: Money
    earliest: date
    latest: date


class NotDelivered(Refusal):
    message = _("Nothing can be delivered there this way. Choose another way or another address.")


class MethodTaken(Refusal):
    message = _("There is a way of delivery %(code)s in this market already. Choose another code.")


def add_methods(
    session: BrandSession,
    market: Market,
    drafts: Iterable[MethodDraft],
    *,
    source: str,
    by: Actor,
    at: datetime,
) -> list[DeliveryMethod]:
    """Open ways of delivery in the order given."""
    taken = set(session.scalars(select(DeliveryMethod.code).where(DeliveryMethod.market_id == market.id)))
    made = []
    for position, draft in enumerate(drafts, start=len(taken)):
        if draft.code in taken:
            raise MethodTaken(code=draft.code)
        taken.add(draft.code)
        method = DeliveryMethod(
            market_id=market.id,
            code=draft.code,
            kind=draft.kind,
            position=position,
            words=written(draft.texts, source=source),
            zones=[dict(zone) for zone in draft.zones],
            free_from=draft.free_from,
            cut_off=draft.cut_off,
            days_least=draft.days_least,
            days_most=draft.days_most,
        )
        session.add(method)
        record(method, "opened", by=by, at=at)
        made.append(method)
    return made


def methods(session: BrandSession, market_id: UUID) -> list[DeliveryMethod]:
    mine = select(DeliveryMethod).where(
        DeliveryMethod.market_id == market_id, DeliveryMethod.closed_at.is_(None)
    )
    return list(session.scalars(mine.order_by(DeliveryMethod.position)))


def offers(
    session: BrandSession,
    market: Market,
    goods: Goods,
    *,
    country: str,
    region: str = "",
    time_zone: str,
    at: datetime,
) -> list[Offer]:
    """What may be chosen for these goods there, in the brand's order."""
    found = []
    for method in methods(session, market.id):
        price = price_of(method, goods, country=country, region=region)
        if price is not None:
            earliest, latest = promised(method, time_zone=time_zone, at=at)
            found.append(Offer(method, price, earliest, latest))
    return found


def price_of(method: DeliveryMethod, goods: Goods, *, country: str, region: str = "") -> Money | None:
    """What it costs to have the goods there; None where the method does not reach."""
    if method.kind == "collect":
        return Money(0, goods.value.currency)
    zone = next((zone for zone in method.zones if _reaches(zone, country, region)), None)
    if zone is None:
        return None
    if method.free_from is not None and goods.value.units >= method.free_from:
        return Money(0, goods.value.currency)
    tiers = [tier for tier in zone["tiers"] if _holds(tier, goods)]
    return Money(tiers[-1]["price"], goods.value.currency) if tiers else None


def _reaches(zone: Mapping[str, Any], country: str, region: str) -> bool:
    regions = zone.get("regions") or ()
    return country in zone["countries"] and (not regions or region in regions)


def _holds(tier: Mapping[str, Any], goods: Goods) -> bool:
    return goods.value.units >= tier.get("from_value", 0) and goods.weight >= tier.get("from_weight", 0)


def promised(method: DeliveryMethod, *, time_zone: str, at: datetime) -> tuple[date, date]:
    """The days between which it arrives, counted from tomorrow where the cut-off is past; never a Sunday."""
    here = at.astimezone(ZoneInfo(time_zone))
    start = here.date() + timedelta(days=here.time() >= time.fromisoformat(method.cut_off))
    return _after(start, method.days_least), _after(start, method.days_most)


def _after(day: date, days: int) -> date:
    while days > 0 or day.weekday() == SUNDAY:
        day += timedelta(days=1)
        days -= day.weekday() != SUNDAY
    return day


SUNDAY = 6
