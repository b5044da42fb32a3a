"""Safety stock, as the brand sets it for all it has or for a part."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from admin import stock_list
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_list import category_choices
from admin.wordings import said
from catalogue.categories import Category
from i18n import _
from inventory import safety
from inventory.safety import SafetyStock
from kernel.errors import NotAllowed
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("safety", __name__, url_prefix="/stock/safety")


class NotHere(NotAllowed):
    message = _("Only head office sets what is kept back.")


class RuleForm(Form):
    outlet = SelectField(_("Outlet"))
    category = SelectField(_("Category"))
    units = IntegerField(_("Pieces of each SKU kept back"), [InputRequired(), NumberRange(0, 1000)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices_or_all(Duty.ADJUST_STOCK)
        ids = dict(session().exec(select(Category.code, Category.id)).all())
        listed = [(str(ids[code]), name) for code, name in category_choices()]
        self.category.choices = [("", str(_("All categories"))), *listed]


@bp.get("/")
@allows(Duty.ADJUST_STOCK)
def index() -> str:
    _refuse_elsewhere()
    form = RuleForm()
    form.offer()
    return _draw(form)


@bp.post("/")
@allows(Duty.ADJUST_STOCK)
def create() -> Response:
    """Set a rule; the one that was there for the same outlet and category gives way."""
    _refuse_elsewhere()
    form = RuleForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            _set(form.outlet.data, form.category.data, form.units.data)
            return told(url_for(".index"), _("It holds from now on."))
    return make_response(_draw(form), 422)


@bp.post("/<uuid:rule_id>/removal")
@allows(Duty.ADJUST_STOCK)
def remove(rule_id: UUID) -> Response:
    _refuse_elsewhere()
    rule = found(session().find(SafetyStock, rule_id))
    _set(rule.outlet_id, rule.category_id, None)
    return told(url_for(".index"), _("The rule is gone."))


def _set(outlet: UUID | str | None, category: UUID | str | None, units: int | None) -> None:
    safety.keep_back(
        session(),
        units,
        outlet_id=UUID(str(outlet)) if outlet else None,
        category_id=UUID(str(category)) if category else None,
        by=me(),
        at=now(),
    )


def _refuse_elsewhere() -> None:
    if not me().may_everywhere(Duty.ADJUST_STOCK):
        raise NotHere


def _draw(form: RuleForm) -> str:
    rules = session().exec(select(SafetyStock).order_by(col(SafetyStock.id))).all()
    words = session().exec(select(Category.id, Category.code, Category.words))
    return render_template(
        "admin/safety/index.html",
        form=form,
        rules=sorted(rules, key=lambda rule: (rule.outlet_id is not None, rule.category_id is not None)),
        outlets=stock_list.outlets(Duty.ADJUST_STOCK),
        categories={id: said(named, otherwise=code) for id, code, named in words},
    )
