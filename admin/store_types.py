"""Store types: what kinds of stores a brand has, and what each offers beside its goods."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, func, select
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin import rules
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.wordings import own, said, with_own
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectMultipleField
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy import services, store_types
from tenancy.duties import Duty
from tenancy.outlets import Outlet, StoreType

bp = Blueprint("store_types", __name__, url_prefix="/store-types")
keep_to_module(bp, "store-types")


class TypeForm(Form):
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    description = TextAreaField(_("What is said of it"), [Length(max=1000)])
    services = SelectMultipleField(_("What its stores offer"))

    def offer(self, held: StoreType | None) -> None:
        """Offer what is known, and what the type has of the brand's own."""
        codes = dict.fromkeys((*services.SERVICES, *(held.services if held else ())))
        self.services.choices = [(code, services.name(code)) for code in codes]


@bp.get("/")
@allows(Duty.EDIT_ASSORTMENTS)
def index() -> str:
    counted = dict(
        session()
        .execute(select(Outlet.store_type_id, func.count()).group_by(col(Outlet.store_type_id)))
        .all()
    )
    rows = session().exec(select(StoreType).order_by(col(StoreType.position), StoreType.code)).all()
    return render_template(
        "admin/store_types/index.html",
        rows=[
            (
                one,
                said(one.words, otherwise=one.code),
                counted.get(one.id, 0),
                [services.name(code) for code in one.services],
            )
            for one in rows
        ],
    )


@bp.get("/new")
@allows(Duty.EDIT_ASSORTMENTS)
def new() -> str:
    _refuse_unless_everywhere()
    return _draw(None, TypeForm())


@bp.post("/")
@allows(Duty.EDIT_ASSORTMENTS)
def create() -> Response:
    _refuse_unless_everywhere()
    form = TypeForm(request.form)
    form.offer(None)
    if form.validate() and rules.has_code(form):
        with refusing(form):
            store_types.add(session(), form.code.data.strip(), _texts(form, {}), **_said(form))
            return told(url_for(".index"), _("The store type is added."))
    return make_response(_draw(None, form), 422)


@bp.get("/<uuid:type_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def edit(type_id: UUID) -> str:
    held = _find(type_id)
    form = TypeForm(name=own(held.words), description=own(held.words, "description"), services=held.services)
    return _draw(held, form)


@bp.post("/<uuid:type_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def change(type_id: UUID) -> Response:
    held = _find(type_id)
    form = TypeForm(request.form)
    form.offer(held)
    if form.validate():
        with refusing(form):
            store_types.change(session(), held, _texts(form, held.words), **_said(form))
            return told(url_for(".index"), _("Kept; its stores follow."))
    return make_response(_draw(_find(type_id), form), 422)


def _find(type_id: UUID) -> StoreType:
    _refuse_unless_everywhere()
    return found(session().find(StoreType, type_id))


def _refuse_unless_everywhere() -> None:
    found(me() if me().may_everywhere(Duty.EDIT_ASSORTMENTS) else None)


def _texts(form: TypeForm, words: Any) -> dict[str, dict[str, str]]:
    return with_own(words, name=form.name.data, description=form.description.data or "")


def _said(form: TypeForm) -> dict[str, Any]:
    return {"services": form.services.data or [], "source": brand().language, "by": me(), "at": now()}


def _draw(held: StoreType | None, form: TypeForm) -> str:
    form.offer(held)
    name = said(held.words, otherwise=held.code) if held else ""
    return render_template("admin/store_types/edit.html", type=held, name=name, form=form)
