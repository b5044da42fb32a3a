"""A house that sells: its checkout on, its stores serving its market, and an order placed in it."""

from sqlmodel import select

from catalogue import listings
from kernel.events import CLOCK
from sales.orders import Order
from tenancy import modules
from tenancy.markets import Market, MarketOutlet
from tests.sales.buying import Shopper, open_shop
from tests.world import NOON, House


def open_checkout(house: House) -> None:
    with house.writing() as session:
        modules.switch(session, "checkout", True, by=CLOCK, at=NOON)
        market = session.exec(select(Market)).one()
        serving = set(session.exec(select(MarketOutlet.outlet_id)).all())
        for outlet in sorted({house.lyon, house.paris} - serving):
            session.add(MarketOutlet(market_id=market.id, outlet_id=outlet))
        open_shop(session, market)
        listings.catch_up(session)


def place_order(house: House, *, name: str = "hers") -> Order:
    """One dress, to be paid by transfer."""
    with house.writing() as session:
        shopper = Shopper(session, session.exec(select(Market)).one(), name=name)
        shopper.put_in(units=1)
        return shopper.order()
