"""Pieces set aside for customers: by whoever stands in the store, and seen by nobody else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import DateField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin import stock_list
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.stock import find as find_sku
from admin.stock import named
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from inventory import holds
from inventory.holds import Hold
from kernel.ids import new_id
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("holds", __name__, url_prefix="/stock/holds")
USUAL = timedelta(days=2)
MOST = 200


class HoldForm(Form):
    key = HiddenField(validators=[InputRequired(), Length(max=64)])
    outlet = SelectField(_("Outlet"), [InputRequired()])
    units = IntegerField(_("Pieces"), [InputRequired(), NumberRange(1, 1000)], default=1)
    customer = StringField(_("For whom"), [InputRequired(), Length(max=120)])
    until = DateField(_("Until the end of"), [InputRequired()])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.HOLD_STOCK)


class DayForm(Form):
    until = DateField(_("Until the end of"), [InputRequired()])


@bp.get("/")
@allows(Duty.HOLD_STOCK)
def index() -> str:
    return _list(DayForm())


def _list(form: DayForm) -> str:
    outlets = stock_list.outlets(Duty.HOLD_STOCK)
    rows = select(Hold, Sku.code, Sku.size, Style.words).join(Sku, col(Sku.id) == Hold.sku_id)
    rows = rows.join(Style, col(Style.id) == Sku.style_id)
    live = rows.where(col(Hold.ended_at).is_(None), col(Hold.outlet_id).in_(list(outlets)))
    held = session().exec(live.order_by(col(Hold.until), col(Hold.id)).limit(MOST))
    return render_template(
        "admin/holds/index.html",
        holds=[(hold, code, size, said(words, otherwise=code)) for hold, code, size, words in held],
        outlets=outlets,
        form=form,
        most=MOST,
    )


@bp.get("/new/<uuid:sku_id>")
@allows(Duty.HOLD_STOCK)
def new(sku_id: UUID) -> str:
    sku = find_sku(sku_id)
    form = HoldForm(key=str(new_id()), outlet=request.args.get("outlet"), until=now().date() + USUAL)
    form.offer()
    return render_template("admin/holds/new.html", form=form, **named(sku))


@bp.post("/new/<uuid:sku_id>")
@allows(Duty.HOLD_STOCK)
def create(sku_id: UUID) -> Response:
    """Set pieces aside in an outlet where this person may."""
    sku = find_sku(sku_id)
    form = HoldForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.HOLD_STOCK)
    if form.validate():
        with refusing(form):
            made = holds.hold(
                session(),
                outlet_id=outlet_id,
                sku_id=sku.id,
                units=found(form.units.data),
                customer=form.customer.data.strip(),
                note=form.note.data.strip(),
                until=found(form.until.data),
                key=form.key.data,
                by=me(),
                at=now(),
            )
            return told(url_for(".index"), _("Set aside for %(customer)s.", customer=made.customer))
    return make_response(render_template("admin/holds/new.html", form=form, **named(find_sku(sku_id))), 422)


@bp.post("/<uuid:hold_id>/day")
@allows(Duty.HOLD_STOCK)
def extend(hold_id: UUID) -> Response:
    held = _find(hold_id)
    form = DayForm(request.form)
    if form.validate():
        with refusing(form):
            holds.extend(session(), held, until=found(form.until.data), by=me(), at=now())
            return told(url_for(".index"), _("It is kept longer."))
    return make_response(_list(form), 422)


@bp.post("/<uuid:hold_id>/release")
@allows(Duty.HOLD_STOCK)
def let_go(hold_id: UUID) -> Response:
    return _end(hold_id, holds.let_go, _("It is back among the others."))


@bp.post("/<uuid:hold_id>/handover")
@allows(Duty.HOLD_STOCK)
def hand_over(hold_id: UUID) -> Response:
    return _end(hold_id, holds.sell, _("It is entered as sold."))


def _end(hold_id: UUID, end: Callable[..., None], said: object) -> Response:
    held, form = _find(hold_id), Form()
    with refusing(form):
        end(session(), held, by=me(), at=now())
        return told(url_for(".index"), said)
    day = DayForm()
    day.form_errors = form.form_errors
    return make_response(_list(day), 422)


def _find(hold_id: UUID) -> Hold:
    held = found(session().find(Hold, hold_id))
    if not me().may(Duty.HOLD_STOCK, outlet_id=held.outlet_id):
        abort(404)
    return held
