"""Quarantine: pieces barred from sale, why, and what becomes of them."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin import stock_list
from admin.causes import REASONS
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.stock import find as find_sku
from admin.stock import named
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from inventory import quarantine
from inventory.quarantine import Quarantine, Reason
from kernel.ids import new_id
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("quarantine", __name__, url_prefix="/stock/quarantine")
MOST = 200


class BarForm(Form):
    key = HiddenField(validators=[InputRequired(), Length(max=64)])
    outlet = SelectField(_("Outlet"), [InputRequired()])
    units = IntegerField(_("Pieces"), [InputRequired(), NumberRange(1, 100_000)], default=1)
    reason = SelectField(_("Why"), choices=[(each.value, REASONS[each.value]) for each in Reason])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.ADJUST_STOCK)


class PiecesForm(Form):
    units = IntegerField(_("Pieces"), [InputRequired(), NumberRange(1, 100_000)])


@bp.get("/")
@allows(Duty.ADJUST_STOCK)
def index() -> str:
    return _list(PiecesForm())


def _list(form: PiecesForm) -> str:
    outlets = stock_list.outlets(Duty.ADJUST_STOCK)
    rows = select(Quarantine, Sku.code, Sku.size, Style.words).join(Sku, col(Sku.id) == Quarantine.sku_id)
    rows = rows.join(Style, col(Style.id) == Sku.style_id)
    still = col(Quarantine.units) > Quarantine.restored + Quarantine.disposed
    barred = session().exec(
        rows.where(still, col(Quarantine.outlet_id).in_(list(outlets)))
        .order_by(col(Quarantine.barred_at), col(Quarantine.id))
        .limit(MOST)
    )
    return render_template(
        "admin/quarantine/index.html",
        barred=[(each, code, size, said(words, otherwise=code)) for each, code, size, words in barred],
        outlets=outlets,
        reasons=REASONS,
        form=form,
        most=MOST,
    )


@bp.get("/new/<uuid:sku_id>")
@allows(Duty.ADJUST_STOCK)
def new(sku_id: UUID) -> str:
    sku = find_sku(sku_id)
    form = BarForm(key=str(new_id()), outlet=request.args.get("outlet"))
    form.offer()
    return render_template("admin/quarantine/new.html", form=form, **named(sku))


@bp.post("/new/<uuid:sku_id>")
@allows(Duty.ADJUST_STOCK)
def create(sku_id: UUID) -> Response:
    """Bar pieces in an outlet where this person may."""
    sku = find_sku(sku_id)
    form = BarForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.ADJUST_STOCK)
    if form.validate():
        with refusing(form):
            quarantine.bar(
                session(),
                outlet_id=outlet_id,
                sku_id=sku.id,
                units=found(form.units.data),
                reason=Reason(form.reason.data),
                note=form.note.data.strip(),
                key=form.key.data,
                by=me(),
                at=now(),
            )
            return told(url_for(".index"), _("Barred from sale."))
    return make_response(
        render_template("admin/quarantine/new.html", form=form, **named(find_sku(sku_id))), 422
    )


@bp.post("/<uuid:quarantine_id>/restoration")
@allows(Duty.ADJUST_STOCK)
def restore(quarantine_id: UUID) -> Response:
    return _end(quarantine_id, quarantine.restore, _("Back on sale."))


@bp.post("/<uuid:quarantine_id>/disposal")
@allows(Duty.ADJUST_STOCK)
def dispose(quarantine_id: UUID) -> Response:
    return _end(quarantine_id, quarantine.dispose, _("Taken out of the book."))


def _end(quarantine_id: UUID, end: Callable[..., None], said: object) -> Response:
    barred = found(session().find(Quarantine, quarantine_id))
    if not me().may(Duty.ADJUST_STOCK, outlet_id=barred.outlet_id):
        abort(404)
    form = PiecesForm(request.form)
    if form.validate():
        with refusing(form):
            end(session(), barred, units=found(form.units.data), by=me(), at=now())
            return told(url_for(".index"), said)
    return make_response(_list(form), 422)
