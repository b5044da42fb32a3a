"""What one store has set aside on the first morning: for customers, from sale, against a wrong count."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from inventory import counter_sales, cut_offs, holds, quarantine, safety
from inventory.quarantine import Reason
from inventory.stock import Key, Level, promise
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from ops.demo.houses.shape import House
from tenancy.markets import Market
from tenancy.outlets import Outlet

STORES = {"lanxi": "S022", "hezhou": "HGQ", "noctuelle": "N026", "etamine": "PAR"}
CUSTOMERS = {
    "lanxi": ("陈女士", "吴先生"),
    "hezhou": ("沈女士", "周女士"),
    "noctuelle": ("林女士", "何女士"),
    "etamine": ("Mme Ferrand", "M. Okafor"),
}
CUT_OFF = "15:00"


def put(db: Database, brand_id: int, house: House, *, today: date, at: datetime) -> None:
    """Set aside in the store what its shelf can spare, and sell one piece that the book did not know of."""
    done: dict[str, Any] = {"by": CLOCK, "at": at}
    with db.write(brand_id) as session:
        spare = _spare(session, STORES[house.slug])
        for days, customer in enumerate(CUSTOMERS[house.slug], start=1):
            sku_id, outlet_id = next(spare)
            holds.hold(
                session,
                outlet_id=outlet_id,
                sku_id=sku_id,
                units=1,
                customer=customer,
                until=today + timedelta(days=days),
                key=f"demo-{days}",
                **done,
            )
        for reason in (Reason.STAINED, Reason.FAULTY):
            sku_id, outlet_id = next(spare)
            place: dict[str, Any] = {"outlet_id": outlet_id, "sku_id": sku_id, "units": 1}
            quarantine.bar(session, **place, reason=reason, key=f"demo-{reason}", **done)
        sku_id, outlet_id = next(spare)
        there = session.exec(
            select(Level.on_hand).where(Level.sku_id == sku_id, Level.outlet_id == outlet_id)
        ).one()
        sold = {sku_id: there + 1}
        counter_sales.sell(session, sold, outlet_id=outlet_id, key="demo-sale", **done)
        safety.keep_back(session, 1, outlet_id=outlet_id, **done)
        for market_id in session.exec(select(Market.id)).all():
            cut_offs.cut_off(session, CUT_OFF, market_id=market_id, **done)
        session.commit()


def _spare(session: BrandSession, code: str) -> Iterator[Key]:
    """What the store has most of, and can do without a piece of."""
    rows = (
        select(Level.sku_id, Level.outlet_id)
        .join(Outlet, col(Outlet.id) == Level.outlet_id)
        .where(Outlet.code == code, promise() > 0)
        .order_by(promise().desc(), col(Level.id))
        .limit(9)
    )
    yield from session.exec(rows).all()
