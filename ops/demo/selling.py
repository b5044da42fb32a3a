"""How each of the house's markets delivers and is paid."""

from datetime import datetime
from typing import Any

from sqlmodel import select

from kernel.db import BrandSession
from kernel.events import CLOCK
from ops.demo.houses import words
from ops.demo.houses.shape import House
from sales import delivery, payments
from sales.delivery import MethodDraft
from sales.payments import RouteDraft
from tenancy import modules
from tenancy.markets import Market


def furnish(session: BrandSession, house: House, *, at: datetime) -> None:
    """Let every market deliver to its door and to its stores, and be paid there or by transfer."""
    modules.switch(session, "checkout", True, by=CLOCK, at=at)
    told = words.tree("selling.yaml")
    done = {"source": house.language, "by": CLOCK, "at": at}
    stores = {outlet.address.country for outlet in house.outlets if outlet.kind == "store"}
    for market in session.exec(select(Market).order_by(Market.position)).all():
        is_near = not stores.isdisjoint(market.countries)
        delivery.add_methods(session, market, _methods(market, told, is_near=is_near), **done)
        payments.offer(session, market, _routes(market, told, is_near=is_near), **done)


def _methods(market: Market, told: dict[str, Any], *, is_near: bool) -> list[MethodDraft]:
    terms = told[market.currency]
    least, most = terms["days"]
    home = MethodDraft(
        code="home",
        kind="ship",
        texts={"name": told["words"]["home"]},
        zones=({"countries": list(market.countries), "tiers": [{"price": terms["ship"]}]},),
        free_from=terms["free_from"],
        cut_off=terms["cut_off"],
        days_least=least,
        days_most=most,
    )
    store = MethodDraft(
        code="store", kind="collect", texts={"name": told["words"]["store"]}, days_least=0, days_most=1
    )
    return [home, store] if is_near else [home]


def _routes(market: Market, told: dict[str, Any], *, is_near: bool) -> list[RouteDraft]:
    transfer = RouteDraft(
        route=payments.TRANSFER,
        hours=told[market.currency]["transfer_hours"],
        texts={"instructions": told["words"]["transfer"]},
    )
    in_store = RouteDraft(route=payments.IN_STORE, hours=48)
    return [transfer, in_store] if is_near else [transfer]
