"""Orders: what was bought, whether it is paid, what is still to leave; with all that happened and who did it.

A person sees the orders that an outlet of hers has to do with.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from admin import stock_list
from admin.frame import found, me, now, refusing, to
from admin.narrowing import Narrowing, read_page
from admin.wordings import said
from i18n import _, pgettext
from i18n.addresses import Address, format_address
from i18n.money import Money
from inventory.commitments import CommitmentLine
from kernel.events import told_of
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.htmx import fragment
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from sales import fulfilments, orders, payments
from sales.orders import Order
from tenancy.duties import Duty
from tenancy.markets import Market
from tenancy.outlets import Outlet

bp = Blueprint("orders", __name__, url_prefix="/orders")
keep_to_module(bp, "checkout")
STATES = {
    "awaited": _("Awaits payment"),
    "paid": pgettext("order", "Paid"),
    "cancelled": pgettext("order", "Cancelled"),
    "closed": _("Handed over"),
}
KINDS = {"awaited": "waiting", "paid": "waiting", "cancelled": "plain", "closed": "good"}
DID = {
    "placed": pgettext("order", "Placed"),
    "paid": pgettext("order", "Paid"),
    "cancelled": pgettext("order", "Cancelled"),
    "dispatched": pgettext("order", "Sent"),
    "collected": _("Collected"),
}


class FilterForm(Narrowing):
    begins = {"state": "open"}

    q = StringField(_("Order number or mail address"), [Length(max=120)])
    market = SelectField(_("Market"))
    state = SelectField(
        _("State"), choices=[("open", pgettext("orders", "To do")), ("", _("All")), *STATES.items()]
    )

    def offer(self) -> None:
        markets = session().exec(select(Market).order_by(col(Market.position))).all()
        named = [(market.code, str(said(market.words, otherwise=market.code))) for market in markets]
        self.market.choices = [("", str(_("All markets"))), *named]


class HandOverForm(Form):
    tracking = StringField(_("Tracking number"), [Length(max=120)])


class CancelForm(Form):
    reason = StringField(_("Reason"), [InputRequired(), Length(max=200)])


@bp.get("/")
@allows(Duty.SEE_ORDERS)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()
    chosen = select(Order).where(mine(), *_narrowed(asked))
    newest = chosen.order_by(col(Order.placed_at).desc(), col(Order.id).desc())
    return fragment(
        "admin/orders/index.html",
        "rows",
        form=form,
        listed=read_page(newest, asked["page"]),
        turned_to=lambda number: url_for(".index", **form.kept(page=number)),
        states=STATES,
        kinds=KINDS,
        markets={market.id: said(market.words, otherwise=market.code) for market in _markets()},
    )


@bp.get("/<uuid:order_id>/")
@allows(Duty.SEE_ORDERS)
def show(order_id: UUID) -> Response | str:
    return _drawn(find(order_id))


@bp.post("/<uuid:order_id>/payment")
@allows(Duty.HANDLE_ORDERS)
def take_payment(order_id: UUID) -> Response | str:
    """Note that the money is here: at the counter for who pays there, on the account for a transfer."""
    order, form = find(order_id), Form(request.form)
    with refusing(form):
        payments.capture(session(), order, by=me(), at=now())
        return to(url_for(".show", order_id=order_id))
    return _drawn(find(order_id), form)


@bp.post("/<uuid:order_id>/fulfilments/<uuid:outlet_id>")
@allows(Duty.HANDLE_ORDERS)
def hand_over(order_id: UUID, outlet_id: UUID) -> Response | str:
    """Let all that one of her outlets owes leave it."""
    order, form = find(order_id), HandOverForm(request.form)
    found(outlet_id if outlet_id in stock_list.outlets(Duty.HANDLE_ORDERS) else None)
    if form.validate():
        with refusing(form):
            fulfilments.hand_over(
                session(), order, outlet_id=outlet_id, tracking=form.tracking.data or "", by=me(), at=now()
            )
            return to(url_for(".show", order_id=order_id))
    return _drawn(find(order_id), form)


@bp.post("/<uuid:order_id>/cancellation")
@allows(Duty.HANDLE_ORDERS)
def cancel(order_id: UUID) -> Response | str:
    """Call off an order that nobody has paid."""
    order, form = find(order_id), CancelForm(request.form)
    if form.validate():
        with refusing(form):
            payments.cancel(session(), order, reason=form.reason.data or "", by=me(), at=now())
            return to(url_for(".show", order_id=order_id))
    return _drawn(find(order_id), form)


def find(order_id: UUID) -> Order:
    """An order that an outlet of hers has to do with; any other is not there."""
    return found(session().exec(select(Order).where(Order.id == order_id, mine())).first())


def mine() -> ColumnElement[bool]:
    outlets = me().outlets_for(Duty.SEE_ORDERS)
    if outlets is None:
        return col(Order.id).is_not(None)
    owing = select(CommitmentLine.commitment_id).where(col(CommitmentLine.outlet_id).in_(outlets))
    return col(Order.commitment_id).in_(owing)


def _narrowed(asked: dict[str, Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked["q"]:
        wanted = asked["q"].strip()
        conditions.append(or_(col(Order.reference) == wanted.upper(), col(Order.email) == wanted))
    if asked["market"]:
        of_market = select(Market.id).where(Market.code == asked["market"])
        conditions.append(col(Order.market_id).in_(of_market))
    if asked["state"] == "open":
        conditions.append(col(Order.state).in_(("awaited", "paid")))
    elif asked["state"]:
        conditions.append(col(Order.state) == asked["state"])
    return conditions


def _markets() -> list[Market]:
    return list(session().exec(select(Market)))


def _drawn(order: Order, form: Form | None = None) -> Response | str:
    kept = {name: value for name, value in order.address.items() if name not in ("family", "given")}
    owed = fulfilments.owed(session(), order) if order.state in ("awaited", "paid") else {}
    mine_here = stock_list.outlets(Duty.HANDLE_ORDERS)
    page = render_template(
        "admin/orders/show.html",
        order=order,
        lines=orders.lines(session(), order),
        payments=payments.of(session(), order),
        fulfilments=fulfilments.of(session(), order),
        owed={outlet_id: sum(units.values()) for outlet_id, units in owed.items()},
        outlets=_names(),
        may_handle=mine_here,
        goes_to=format_address(Address.read(kept), order.language),
        method=said(order.method_words, otherwise=order.method),
        money=lambda units: Money(units, order.currency),
        state=STATES[order.state],
        kind=KINDS[order.state],
        routes=payments.NAMES,
        told=told_of(session(), order),
        did=DID,
        handing=HandOverForm(),
        cancelling=CancelForm(),
        form=form,
    )
    return Response(page, 422) if form else page


def _names() -> dict[UUID, str]:
    rows = session().exec(select(Outlet.id, Outlet.code, Outlet.words)).all()
    return {id: str(said(words, otherwise=code)) for id, code, words in rows}
