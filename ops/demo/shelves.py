"""What stands on the house's shelves: opening counts by outlet, and the delivery that has just come."""

from datetime import datetime
from itertools import groupby

from sqlmodel import select

from catalogue.skus import Sku
from inventory.deliveries import count_in, take_delivery
from kernel.db import Database
from kernel.events import CLOCK
from ops.demo.houses import stock
from ops.demo.houses.shape import House
from tenancy.outlets import Outlet


def fill(db: Database, brand_id: int, house: House, *, at: datetime) -> None:
    """Count in each outlet in a transaction of its own."""
    with db.write(brand_id) as session:
        outlets = dict(session.exec(select(Outlet.code, Outlet.id)).all())
        skus = dict(session.exec(select(Sku.code, Sku.id)).all())
        for code, levels in groupby(stock.opening_stock(house), key=lambda level: level.outlet):
            rows = ((outlets[code], skus[level.sku], level.units) for level in levels)
            count_in(session, rows, reference=f"opening-{code}", by=CLOCK, at=at)
        for delivery in stock.arrivals(house):
            take_delivery(
                session,
                {skus[sku]: units for sku, units in delivery.lines},
                outlet_id=outlets[delivery.outlet],
                reference=delivery.reference,
                supplier=house.makers[0].name,
                by=CLOCK,
                at=at,
            )
        session.commit()
