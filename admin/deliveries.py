"""Deliveries: goods that came from a supplier, line by line, as scanned or as typed."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, func, select
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin import scans, stock_list
from admin.frame import me, now, refusing
from admin.notices import told
from i18n import _, ngettext
from inventory import deliveries, expected
from inventory.deliveries import Delivery
from inventory.expected import ExpectedDelivery, ExpectedLine
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("deliveries", __name__, url_prefix="/stock/deliveries")
SHOWN = 50


class DeliveryForm(Form):
    outlet = SelectField(_("Outlet"), [InputRequired()])
    reference = StringField(_("Delivery note"), [InputRequired(), Length(max=80)])
    supplier = StringField(_("Supplier"), [Length(max=120)])
    lines = TextAreaField(_("What came"), [InputRequired(), Length(max=200_000)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.RECEIVE_STOCK)


@bp.get("/")
@allows(Duty.RECEIVE_STOCK)
def index() -> str:
    named = stock_list.outlets(Duty.RECEIVE_STOCK)
    rows = select(Delivery).where(col(Delivery.outlet_id).in_(list(named)))
    ordered = rows.order_by(col(Delivery.received_at).desc(), col(Delivery.id).desc()).limit(SHOWN)
    return render_template(
        "admin/deliveries/index.html",
        deliveries=session().exec(ordered).all(),
        outlets=named,
        most=SHOWN,
        coming=_coming(named),
        states=expected.STATE_NAMES,
        may_expect=me().may(Duty.RELEASE_STOCK),
    )


@bp.get("/new")
@allows(Duty.RECEIVE_STOCK)
def new() -> str:
    form = DeliveryForm()
    form.offer()
    if request.args.get("outlet") in dict(form.outlet.choices or []):
        form.outlet.data = request.args["outlet"]
    return render_template("admin/deliveries/new.html", form=form)


@bp.post("/")
@allows(Duty.RECEIVE_STOCK)
def create() -> Response:
    """Receive into an outlet where this person may; the same delivery note is received once."""
    form = DeliveryForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.RECEIVE_STOCK)
    if form.validate():
        with refusing(form):
            made = deliveries.take_delivery(
                session(),
                scans.units(form.lines.data),
                outlet_id=outlet_id,
                reference=form.reference.data.strip(),
                supplier=form.supplier.data.strip(),
                by=me(),
                at=now(),
            )
            said = ngettext("%(num)d piece is received.", "%(num)d pieces are received.", made.units)
            return told(url_for(".index"), said)
    return make_response(render_template("admin/deliveries/new.html", form=form), 422)


def _coming(outlets: Mapping[UUID, str]) -> list[tuple[ExpectedDelivery, int, int]]:
    """What suppliers have announced for these outlets and not brought, with pieces expected and received."""
    sums = func.sum(ExpectedLine.expected), func.sum(ExpectedLine.received)
    rows = select(ExpectedDelivery, *sums).join(
        ExpectedLine, col(ExpectedLine.expected_delivery_id) == ExpectedDelivery.id
    )
    held = rows.where(
        col(ExpectedDelivery.outlet_id).in_(list(outlets)), col(ExpectedDelivery.state).in_(expected.OPEN)
    )
    grouped = held.group_by(*ExpectedDelivery.__table__.columns).order_by(col(ExpectedDelivery.due_on))
    return list(session().exec(grouped.limit(SHOWN)).all())
