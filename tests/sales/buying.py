"""A shopper's way from a bag to an order, told in a few words."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlmodel import select

from kernel.db import BrandSession
from kernel.events import CLOCK
from sales import bags, checkouts, delivery, payments
from sales.checkouts import Checkout, Shop, Whereabouts
from sales.orders import Order
from tenancy.market_book import set_rate
from tenancy.markets import Market, RateDraft, TaxRate
from tests.world_catalogue import NOON

HOME = {
    "country": "FR",
    "name": "Inès Morel",
    "lines": ["4 rue Mercière"],
    "postcode": "69002",
    "city": "Lyon",
}
WHERE = Whereabouts(email="ines@example.com", phone="+33612345678", address=HOME)
SHIP = delivery.MethodDraft(
    code="home",
    kind="ship",
    texts={"name": {"fr": "À domicile", "en": "To your door"}},
    zones=({"countries": ["FR", "BE"], "tiers": [{"price": 9_00}, {"from_weight": 5000, "price": 15_00}]},),
    free_from=500_00,
)
COLLECT = delivery.MethodDraft(
    code="store",
    kind="collect",
    texts={"name": {"fr": "En boutique", "en": "In a store"}},
    days_least=0,
    days_most=0,
)


def open_shop(session: BrandSession, market: Market) -> None:
    """Ways of delivery and payment for a French market."""
    tva = RateDraft(name="TVA", millionths=200_000, starts_on=date(2014, 1, 1))
    set_rate(session, market, tva, by=CLOCK, at=NOON)
    done = {"source": "fr", "by": CLOCK, "at": NOON}
    delivery.add_methods(session, market, [SHIP, COLLECT], **done)
    routes = [
        payments.RouteDraft(route=payments.TRANSFER, hours=72),
        payments.RouteDraft(route="in-store", hours=48),
    ]
    payments.offer(session, market, routes, **done)
    session.flush()


@dataclass
class Shopper:
    """Somebody with a bag in a French market."""

    session: BrandSession
    market: Market
    name: str = "hers"
    at: datetime = NOON
    bag: bags.Bag = field(init=False)

    def __post_init__(self) -> None:
        self.bag = bags.open_bag(self.session, digest=self.name, market_id=self.market.id, at=self.at)

    @property
    def shop(self) -> Shop:
        mine = select(TaxRate).where(TaxRate.market_id == self.market.id)
        return Shop(self.market, "fr", "Europe/Paris", self.session.exec(mine).all())

    @property
    def held(self) -> bags.Contents:
        self.session.flush()
        kept = checkouts.kept_for(self.session, self.bag)
        return bags.contents(self.session, self.bag, market=self.market, language="fr", kept=kept)

    def put_in(self, sku: str = "R100-ink-M", units: int = 1) -> None:
        bags.put_in(self.session, self.bag, sku_code=sku, units=units, at=self.at)

    def begin(self) -> Checkout:
        checkout = checkouts.begin(self.session, self.bag, self.held, at=self.at)
        self.session.flush()
        return checkout

    def order(
        self,
        *,
        method: str = "home",
        outlet_id: UUID | None = None,
        route: str = payments.TRANSFER,
        where=WHERE,
    ) -> Order:
        checkout = self.begin()
        checkouts.say_where(self.session, checkout, where)
        offered = checkouts.offers(self.session, checkout, self.held, self.shop, at=self.at)
        chosen = next(offer for offer in offered if offer.method.code == method)
        checkouts.choose(self.session, checkout, self.bag, self.held, chosen, outlet_id=outlet_id, at=self.at)
        return self.place(checkout, chosen, route)

    def place(self, checkout: Checkout, chosen: delivery.Offer, route: str = payments.TRANSFER) -> Order:
        way = next(each for each in payments.routes(self.session, self.market.id) if each.route == route)
        summed = checkouts.sum_up(checkout, self.held, chosen, self.shop, at=self.at)
        order = checkouts.place(
            self.session, checkout, self.bag, summed, way, self.shop, token=f"token-{self.name}", at=self.at
        )
        self.session.flush()
        return order
