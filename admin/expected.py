"""Expected deliveries as head office enters and follows them: who sends what, where to, and on which day."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin import floor, scans, stock_list
from admin.frame import found, me, now, refusing
from admin.named_skus import named
from admin.notices import told
from i18n import _
from inventory import expected
from inventory.deliveries import Delivery
from inventory.expected import STATE_NAMES, ExpectedDelivery
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("expected", __name__, url_prefix="/stock/expected")


class ExpectedForm(Form):
    outlet = SelectField(_("Outlet"), [InputRequired()])
    reference = StringField(_("Order or delivery number"), [InputRequired(), Length(max=80)])
    supplier = StringField(_("Supplier"), [InputRequired(), Length(max=120)])
    due_on = DateField(_("Expected on"), [InputRequired()])
    lines = TextAreaField(_("What will come"), [InputRequired(), Length(max=200_000)])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.RELEASE_STOCK)


@bp.get("/new")
@allows(Duty.RELEASE_STOCK)
def new() -> str:
    form = ExpectedForm()
    form.offer()
    return render_template("admin/deliveries/expect.html", form=form)


@bp.post("/")
@allows(Duty.RELEASE_STOCK)
def create() -> Response:
    """Enter what a supplier announced; a reference is entered once."""
    form = ExpectedForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.RELEASE_STOCK)
    if form.validate():
        with refusing(form):
            made = expected.announce(
                session(),
                scans.units(form.lines.data),
                outlet_id=outlet_id,
                reference=form.reference.data.strip(),
                supplier=form.supplier.data.strip(),
                due_on=found(form.due_on.data),
                note=form.note.data.strip(),
                by=me(),
                at=now(),
            )
            return told(url_for(".show", expected_id=made.id), _("It is expected."))
    return make_response(render_template("admin/deliveries/expect.html", form=form), 422)


@bp.get("/<uuid:expected_id>")
@allows(Duty.RECEIVE_STOCK)
def show(expected_id: UUID) -> str:
    return _draw(find(expected_id, Duty.RECEIVE_STOCK))


@bp.post("/<uuid:expected_id>/end")
@allows(Duty.RELEASE_STOCK)
def close(expected_id: UUID) -> Response:
    """Wait for no more of it."""
    delivery = find(expected_id, Duty.RELEASE_STOCK)
    form = Form()
    with refusing(form):
        expected.close(session(), delivery, by=me(), at=now())
        return told(url_for(".show", expected_id=expected_id), _("Closed."))
    return make_response(_draw(find(expected_id, Duty.RELEASE_STOCK), form), 422)


def find(expected_id: UUID, duty: Duty) -> ExpectedDelivery:
    """A delivery to an outlet in which she holds the duty."""
    delivery = found(session().find(ExpectedDelivery, expected_id))
    if not me().may(duty, outlet_id=delivery.outlet_id):
        abort(404)
    return delivery


def _draw(delivery: ExpectedDelivery, form: Form | None = None) -> str:
    lines = {line.sku_id: line for line in expected.lines_of(session(), delivery)}
    parts = select(Delivery).where(Delivery.expected_id == delivery.id)
    is_open = delivery.state in expected.OPEN
    return render_template(
        "admin/deliveries/show.html",
        delivery=delivery,
        outlet=floor.name_of(delivery.outlet_id),
        lines=[(sku, lines[id]) for id, sku in named(lines).items()],
        parts=session().exec(parts.order_by(col(Delivery.received_at))).all(),
        standing=STATE_NAMES[delivery.state],
        is_open=is_open,
        may_close=is_open and me().may(Duty.RELEASE_STOCK, outlet_id=delivery.outlet_id),
        form=form,
    )
