"""Stock: what is where, how it came to be so, goods received, and the book put right."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin import causes, stock_list
from admin.causes import REASONS
from admin.frame import found, me, now, refusing
from admin.narrowing import Narrowing
from admin.notices import told
from admin.style_list import category_choices, season_choices
from admin.styles import find as find_style
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n import _
from inventory import adjustments
from inventory.adjustments import Reason
from inventory.differences import broken_promises
from inventory.promises import BrokenPromise
from inventory.stock import Movement
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.staff import Staff

bp = Blueprint("stock", __name__, url_prefix="/stock")
MOVEMENTS = 100


class PageForm(Narrowing):
    """Which page of a SKU's movements is shown."""


class FilterForm(Narrowing):
    q = StringField(_("Name, code or barcode"), [Length(max=120)])
    outlet = SelectField(_("Outlet"))
    category = SelectField(_("Category"))
    season = SelectField(_("Season"))
    standing = SelectField(
        _("Levels"),
        choices=[
            ("", _("All")),
            ("some", _("Some on hand")),
            ("coming", _("Some on the way")),
            ("aside", _("Some set aside")),
        ],
    )
    by = RadioField(_("Row by row"), choices=[("style", _("Styles")), ("sku", _("SKUs"))], default="style")

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices_or_all(Duty.SEE_STOCK)
        self.category.choices = [("", str(_("All"))), *category_choices()]
        self.season.choices = [("", str(_("All"))), *season_choices()]


class AdjustmentForm(Form):
    outlet = SelectField(_("Outlet"), [InputRequired()])
    units = IntegerField(
        _("Pieces that are there"),
        [InputRequired(message=_("Count them and write the number.")), NumberRange(0, 1_000_000)],
    )
    reason = SelectField(_("Why the book was wrong"), choices=[(key.value, REASONS[key]) for key in Reason])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.ADJUST_STOCK)


@bp.get("/")
@allows(Duty.SEE_STOCK)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()
    outlet_id = UUID(asked["outlet"]) if asked["outlet"] else None
    rows_by = stock_list.by_sku if asked["by"] == "sku" else stock_list.by_style

    def turned_to(page: int) -> str:
        return url_for(".index", **form.kept(page=page))

    return fragment(
        "admin/stock/index.html",
        "rows",
        form=form,
        listed=rows_by(asked, outlet_id=outlet_id),
        by="sku" if asked["by"] == "sku" else "style",
        turned_to=turned_to,
        is_narrowed=any(asked[name] for name in ("q", "category", "season", "standing")),
        may_receive=me().may(Duty.RECEIVE_STOCK),
        may_set=me().may_everywhere(Duty.ADJUST_STOCK),
    )


@bp.get("/styles/<uuid:style_id>")
@allows(Duty.SEE_STOCK)
def matrix(style_id: UUID) -> str:
    style = find_style(style_id)
    name = said(style.words, otherwise=style.code)
    return render_template("admin/stock/matrix.html", style=style, name=name, matrix=stock_list.matrix(style))


@bp.get("/skus/<uuid:sku_id>")
@allows(Duty.SEE_STOCK)
def show(sku_id: UUID) -> str:
    form = AdjustmentForm()
    form.offer()
    return _draw(find(sku_id), form)


@bp.post("/skus/<uuid:sku_id>/adjustments")
@allows(Duty.ADJUST_STOCK)
def adjust(sku_id: UUID) -> Response:
    """Put the book right in an outlet where this person may; the choices of the form are those outlets."""
    sku = find(sku_id)
    form = AdjustmentForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.ADJUST_STOCK)
    if form.validate():
        with refusing(form):
            adjustments.set_on_hand(
                session(),
                outlet_id=outlet_id,
                sku_id=sku.id,
                units=found(form.units.data),
                reason=Reason(form.reason.data),
                note=form.note.data.strip(),
                by=me(),
                at=now(),
            )
            return told(url_for(".show", sku_id=sku_id), _("The book is put right."))
    return make_response(_draw(find(sku_id), form), 422)


def find(sku_id: UUID) -> Sku:
    return found(session().find(Sku, sku_id))


def _draw(sku: Sku, form: AdjustmentForm) -> str:
    levels = stock_list.levels_of(sku)
    page = PageForm(request.args).asked()["page"] or 1
    movements = _movements(sku, page)
    shown = movements[:MOVEMENTS]
    return render_template(
        "admin/stock/show.html",
        **named(sku),
        levels=levels,
        broken={broken.outlet_id: broken.units for broken in _broken(sku)},
        movements=shown,
        page=page,
        pages=page + (len(movements) > MOVEMENTS),
        turned_to=lambda number: url_for(".show", sku_id=sku.id, page=number) + "#movements",
        addresses=causes.addresses((movement.cause, movement.cause_id) for movement, _person in shown),
        kinds=causes.KINDS,
        reasons=REASONS,
        quantities=causes.QUANTITIES,
        form=form,
        outlets=stock_list.outlets(Duty.SEE_STOCK),
        may_hold=me().may(Duty.HOLD_STOCK),
        may_bar=me().may(Duty.ADJUST_STOCK),
    )


def named(sku: Sku) -> dict[str, Any]:
    """A SKU as the top of its pages names it."""
    style = session().get_one(Style, (session().brand, sku.style_id))
    way = session().get_one(Colourway, (session().brand, sku.colourway_id))
    return {
        "sku": sku,
        "style": style,
        "name": said(style.words, otherwise=style.code),
        "colour": said(way.words, otherwise=way.code),
    }


def _broken(sku: Sku) -> list[BrokenPromise]:
    mine = me().outlets_for(Duty.SEE_STOCK)
    return [broken for broken in broken_promises(session(), outlet_ids=mine) if broken.sku_id == sku.id]


def _movements(sku: Sku, page: int) -> list[tuple[Movement, str | None]]:
    """A page of a SKU's movements in the outlets that this person sees, and one more, with who made them."""
    mine = me().outlets_for(Duty.SEE_STOCK)
    rows = select(Movement, Staff.display_name).outerjoin(Staff, col(Staff.id) == Movement.by_id)
    rows = rows.where(Movement.sku_id == sku.id)
    if mine is not None:
        rows = rows.where(col(Movement.outlet_id).in_(mine))
    ordered = rows.order_by(col(Movement.at).desc(), col(Movement.id).desc())
    some = ordered.offset((page - 1) * MOVEMENTS).limit(MOVEMENTS + 1)
    return [(movement, person) for movement, person in session().exec(some)]
