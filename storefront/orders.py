"""An order's page, for whoever holds its link: what was bought, what it costs, what happens next."""

from dataclasses import dataclass

from flask import Blueprint, Response, g, make_response, render_template
from flask.typing import ResponseReturnValue

from i18n import _
from i18n.addresses import Address, format_address
from i18n.messages import Message
from i18n.money import Money
from i18n.words import Wording
from kernel.web import modules
from kernel.web.access import public
from kernel.web.transactions import session
from sales import orders, payments
from sales.orders import Order, OrderLine
from sales.payments import Payment, PaymentRoute
from storefront.heads import Head
from storefront.shops import StoreName, say

bp = Blueprint("orders", __name__)
modules.keep_to_module(bp, "checkout")

STATES: dict[str, Message] = {
    "awaited": _("Received, not yet paid"),
    "paid": _("Paid"),
    "cancelled": _("Cancelled"),
    "closed": _("Handed over"),
}


@dataclass(frozen=True)
class Told:
    """An order as its page and its letter tell it."""

    order: Order
    lines: list[OrderLine]
    payment: Payment | None
    route: PaymentRoute | None
    store: StoreName | None

    @property
    def state(self) -> Message:
        return STATES[self.order.state]

    @property
    def is_awaited(self) -> bool:
        return self.order.state == "awaited"

    @property
    def pieces(self) -> list[OrderLine]:
        return [line for line in self.lines if line.kind == "piece"]

    @property
    def delivery(self) -> OrderLine | None:
        return next((line for line in self.lines if line.kind == "delivery"), None)

    @property
    def method(self) -> Wording:
        return say(self.order.method_words, "name")

    @property
    def how_to_pay(self) -> Wording:
        return say(self.route.words, "instructions") if self.route else Wording("", "", None)

    @property
    def address(self) -> list[str]:
        kept = {name: value for name, value in self.order.address.items() if name not in ("family", "given")}
        return format_address(Address.read(kept), self.order.language, within=None)

    @property
    def taxes(self) -> list[tuple[str, int, Money]]:
        """(name, rate in millionths, tax) for each rule that the order's lines were taxed by."""
        sums: dict[tuple[str, int], int] = {}
        for line in self.lines:
            if line.tax:
                sums[line.rule, line.rate] = sums.get((line.rule, line.rate), 0) + line.tax
        return [(name, rate, Money(tax, self.order.currency)) for (name, rate), tax in sums.items()]

    def money(self, units: int) -> Money:
        return Money(units, self.order.currency)


@bp.get("/orders/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    told = tell(orders.by_token(session(), token))
    head = Head(title=str(_("Your order")), path_in=lambda edition: f"orders/{token}", is_indexed=False)
    response = make_response(render_template("storefront/orders/show.html", head=head, told_order=told))
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def tell(order: Order) -> Told:
    owed = payments.of(session(), order)
    payment = owed[-1] if owed else None
    offered = payments.routes(session(), order.market_id)
    route = next((route for route in offered if payment and route.route == payment.route), None)
    store = g.shop.stores.get(order.outlet_id) if order.outlet_id else None
    return Told(order, orders.lines(session(), order), payment, route, store)
