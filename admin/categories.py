"""Categories: what kinds of things there are, as a tree."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import func, select
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import removals, rules
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_list import category_choices, in_order
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import categories, versions
from catalogue.categories import Category, CategoryDraft
from catalogue.styles import Style
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("categories", __name__, url_prefix="/categories")


class CategoryForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    description = TextAreaField(_("Description"), [Length(max=2000)])
    parent = SelectField(_("Within"))
    position = IntegerField(_("Place among its like"), [Optional(), NumberRange(0, 10_000)])

    def offer(self) -> None:
        self.parent.choices = [("", str(_("Nothing: it stands by itself"))), *category_choices()]

    def draft(self, held: Category | None) -> CategoryDraft:
        words = held.words if held else {}
        return CategoryDraft(
            code=held.code if held else self.code.data.strip(),
            parent=self.parent.data or None,
            position=self.position.data,
            texts=with_own(words, name=self.name.data, description=self.description.data),
        )


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    tree = categories.tree(session())
    counted = dict(session().exec(select(Style.category_id, func.count()).group_by(Style.category_id)).all())
    rows = [
        (one, said(one.words, otherwise=one.code), len(categories.path(tree, one.id)), counted.get(one.id, 0))
        for one in in_order(tree)
    ]
    return render_template("admin/categories/index.html", rows=rows)


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return _draw(None, CategoryForm())


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = CategoryForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        with refusing(form):
            categories.add_categories(session(), [form.draft(None)], by=me(), at=now())
            return told(url_for(".index"), _("The category is added."))
    return make_response(_draw(None, form), 422)


@bp.get("/<uuid:category_id>")
@allows(Duty.EDIT_STYLES)
def edit(category_id: UUID) -> str:
    category = find(category_id)
    parent = session().find(Category, category.parent_id) if category.parent_id else None
    form = CategoryForm(
        version=versions.version_of(session(), category),
        name=own(category.words),
        description=own(category.words, "description"),
        parent=parent.code if parent else "",
        position=category.position,
    )
    return _draw(category, form)


@bp.post("/<uuid:category_id>")
@allows(Duty.EDIT_STYLES)
def change(category_id: UUID) -> Response:
    category = find(category_id)
    form = CategoryForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            refuse_outdated(form, category)
            categories.change_category(session(), category, form.draft(category), by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw(find(category_id), form), 422)


@bp.get("/<uuid:category_id>/removal")
@allows(Duty.EDIT_STYLES)
def ask_removal(category_id: UUID) -> str:
    return _ask_removal(find(category_id), Form())


@bp.post("/<uuid:category_id>/removal")
@allows(Duty.EDIT_STYLES)
def remove(category_id: UUID) -> Response:
    form = Form(request.form)
    with refusing(form):
        categories.remove_category(session(), find(category_id), by=me(), at=now())
        return told(url_for(".index"), _("The category is taken out."))
    return make_response(_ask_removal(find(category_id), form), 422)


def find(category_id: UUID) -> Category:
    return found(session().find(Category, category_id))


def _ask_removal(category: Category, form: Form) -> str:
    name = said(category.words, otherwise=category.code)
    return removals.ask(
        form,
        title=_("Take “%(title)s” out?", title=name),
        lead=_("It goes for good, in every language. Only what holds nothing can go."),
        action=url_for(".remove", category_id=category.id),
        up=(url_for(".edit", category_id=category.id), str(name)),
    )


def _draw(category: Category | None, form: CategoryForm) -> str:
    form.offer()
    shown: dict[str, Any] = {"category": category, "form": form}
    if category:
        shown["name"] = said(category.words, otherwise=category.code)
    return render_template("admin/categories/edit.html", **shown)
