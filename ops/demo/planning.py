"""How the house plans: its modules, the lanes between its stores, and when goods leave for those abroad."""

from datetime import datetime

from sqlalchemy import select

from inventory.plans import lanes, settings
from kernel.db import Database
from kernel.events import CLOCK
from ops.demo.houses.shape import House
from tenancy import modules
from tenancy.outlets import Outlet

MODULES = ("allocation", "replenishment", "transfers")
TUESDAY, FRIDAY = 1, 4


def settle(db: Database, brand_id: int, house: House, *, at: datetime) -> None:
    """Make the house ready for its first plan."""
    with db.write(brand_id) as session:
        on = modules.switched_on(session)
        for key in MODULES:
            if key not in on:
                modules.switch(session, key, True, by=CLOCK, at=at)
        lanes.draw_lanes(session, by=CLOCK, at=at)
        abroad = session.scalars(
            select(Outlet.id).where(Outlet.kind == "store", Outlet.country != house.country)
        )
        said = {"departs": [TUESDAY, FRIDAY], "lead_days": 12}
        settings.set_outlets(session, abroad.all(), said, by=CLOCK, at=at)
        session.commit()
