"""The checkout: one page in steps, each of which can be gone back to; the order at its end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Blueprint, Response, g, make_response, redirect, request
from flask.typing import ResponseReturnValue

from i18n import _
from inventory.availability import availability_of
from kernel.errors import Refusal
from kernel.ids import digest
from kernel.web import modules
from kernel.web.access import public
from kernel.web.htmx import fragment, wants_fragment
from kernel.web.transactions import session
from sales import checkouts, payments
from sales.bags import Bag, Contents
from sales.checkouts import Checkout, Sum
from sales.delivery import NotDelivered, Offer
from storefront import bag as bags
from storefront import letters
from storefront.checkout_forms import WhereForm, said_before
from storefront.heads import Head
from storefront.shops import StoreName, at

bp = Blueprint("checkout", __name__)
modules.keep_to_module(bp, "checkout")
STEPS = ("where", "how", "order")


@dataclass
class Way:
    """How far she has come: what is kept, what may be chosen, what it comes to."""

    bag: Bag
    held: Contents
    checkout: Checkout
    offers: list[Offer]
    offer: Offer | None
    sum: Sum

    @property
    def step(self) -> str:
        if not self.checkout.knows_where:
            return "where"
        return "order" if self.offer else "how"


@bp.get("/checkout")
@public
def show() -> ResponseReturnValue:
    way = _way()
    if way is None:
        return redirect(at("bag"), 303)
    wanted = request.args.get("step", "")
    reached = STEPS.index(way.step)
    return _drawn(way, step=wanted if wanted in STEPS[: reached + 1] else way.step)


@bp.post("/checkout")
@public
def move() -> ResponseReturnValue:
    """Take one step: begin, say where, choose how, order."""
    step = request.form.get("step", "begin")
    bag, now = bags.current(), datetime.now(UTC)
    if bag is None:
        return _go(at("bag"))
    if step == "order":
        return _order(bag, now)
    checkouts.begin(session(), bag, bags.read(bag), at=now)
    session().flush()  # the way is read from what has begun
    return {"where": _where, "how": _how}.get(step, _begun)(bag, now)


def _begun(bag: Bag, now: datetime) -> ResponseReturnValue:
    return _go(at("checkout"))


def _where(bag: Bag, now: datetime) -> ResponseReturnValue:
    way = _way(now) or _lost()
    form = WhereForm.of(g.edition.market.countries, request.form, language=g.edition.language)
    if request.form.get("turn") == "country":
        return _drawn(way, step="where", form=form)
    said = form.read()
    if said is None:
        return _drawn(way, step="where", form=form, status=422)
    checkouts.say_where(session(), way.checkout, said)
    return _onward("how")


def _how(bag: Bag, now: datetime) -> ResponseReturnValue:
    way = _way(now) or _lost()
    code, _colon, outlet = request.form.get("method", "").partition(":")
    offer = next((offer for offer in way.offers if offer.method.code == code), None)
    try:
        if offer is None:
            raise NotDelivered
        outlet_id = _collected_at(way, outlet) if offer.method.kind == "collect" else None
        with session().begin_nested():
            checkouts.choose(session(), way.checkout, bag, way.held, offer, outlet_id=outlet_id, at=now)
    except Refusal as refusal:
        return _drawn(_way(now) or _lost(), step="how", refusal=refusal, status=422)
    return _onward("order")


def _collected_at(way: Way, slug: str) -> UUID:
    """The store that she chose, if all of it is there."""
    for store in stores_with_all(way.held):
        if store.slug == slug:
            return store.id
    raise NotDelivered


def _order(bag: Bag, now: datetime) -> ResponseReturnValue:
    """Order what is in the bag; said twice, it is the same order."""
    way = _way(now)
    if way is None:
        return _placed_before(bag)
    routes = _routes(way)
    route = next((route for route in routes if route.route == request.form.get("route")), None)
    try:
        if route is None:
            raise payments.NoSuchRoute
        token = _token(way.checkout)
        with session().begin_nested():
            order = checkouts.place(
                session(), way.checkout, bag, way.sum, route, _here(), token=token, at=now
            )
    except Refusal as refusal:
        return _drawn(_way(now) or _lost(), step="order", refusal=refusal, status=422)
    letters.confirm(order, token=token, at=now)
    return _go(at(f"orders/{token}"))


def _placed_before(bag: Bag) -> ResponseReturnValue:
    placed = checkouts.last_placed(session(), bag)
    if placed is None:
        return _go(at("bag"))
    return _go(at(f"orders/{_token(placed)}"))


def _token(checkout: Checkout) -> str:
    """What opens the order's page: made of what her browser keeps, so ordering twice leads to one page."""
    return digest(f"{request.cookies[bags.cookie_name()]}:{checkout.id}")


def _way(now: datetime | None = None) -> Way | None:
    bag, now = bags.current(), now or datetime.now(UTC)
    checkout = checkouts.open_for(session(), bag) if bag else None
    if bag is None or checkout is None:
        return None
    held = bags.read(bag)
    if not held.pieces:
        return None
    offers = checkouts.offers(session(), checkout, held, _here(), at=now)
    offer = next((offer for offer in offers if offer.method.code == checkout.method), None)
    return Way(bag, held, checkout, offers, offer, checkouts.sum_up(checkout, held, offer, _here(), at=now))


def _lost() -> Way:
    raise checkouts.LookAgain


def _here() -> checkouts.Shop:
    market = g.edition.market
    rates = g.shop.taxes.get(market.id, ())
    return checkouts.Shop(market, g.edition.language, g.shop.time_zone(market), rates)


def _routes(way: Way) -> list[payments.PaymentRoute]:
    """How it may be paid; in the store only where she comes there."""
    offered = payments.routes(session(), g.edition.market.id)
    return [route for route in offered if route.route != payments.IN_STORE or way.checkout.outlet_id]


def stores_with_all(held: Contents) -> list[StoreName]:
    """The market's stores that have every piece of the bag."""
    wanted = {piece.sku_id: piece.units for piece in held.pieces}
    there = availability_of(session(), list(wanted), g.edition.market.id).by_outlet
    return [
        store
        for store in g.shop.stores_of(g.edition.market)
        if all(there.get(store.id, {}).get(sku, 0) >= units for sku, units in wanted.items())
    ]


def _drawn(
    way: Way, *, step: str, form: WhereForm | None = None, refusal: Refusal | None = None, status: int = 200
) -> Response:
    market = g.edition.market
    chosen = g.shop.stores.get(way.checkout.outlet_id) if way.checkout.outlet_id else None
    response = fragment(
        "storefront/checkout/show.html",
        "checkout",
        head=Head(title=str(_("Checkout")), path_in=lambda edition: "bag", is_indexed=False),
        way=way,
        step=step,
        form=form or WhereForm.of(market.countries, said_before(way.checkout), language=g.edition.language),
        stores=stores_with_all(way.held) if step == "how" else [],
        chosen_store=chosen,
        routes=[(route, datetime.now(UTC) + timedelta(hours=route.hours)) for route in _routes(way)],
        route_names=payments.NAMES,
        refusal=refusal,
        status=status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _onward(step: str) -> ResponseReturnValue:
    if not wants_fragment():
        return _go(at("checkout"))
    session().flush()  # the page is drawn from what has just been said
    response = _drawn(_way() or _lost(), step=step)
    response.headers["HX-Push-Url"] = at("checkout")
    return response


def _go(path: str) -> Response:
    """Lead on: htmx can't follow a redirect to another page, so it is told."""
    if wants_fragment():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = path
        return response
    return make_response(redirect(path, 303))
