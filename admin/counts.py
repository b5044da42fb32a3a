"""Counting: a stock take as those see it who count: what is scanned, and never what the book says."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from admin import floor, scans, stock_list, tallying
from admin.frame import found, me, now, refusing
from admin.named_skus import named
from admin.notices import told
from admin.style_list import category_choices
from admin.tallying import TallyForm
from admin.wordings import said
from catalogue.categories import Category
from i18n import _
from inventory import stock_takes, tallies
from inventory.stock_takes import SCOPE_NAMES, Scope, State, StockTake
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField, SelectMultipleField
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("counts", __name__, url_prefix="/floor/counts")
keep_to_module(bp, "stock-takes")
NEWEST = 30


class CountForm(Form):
    outlet = SelectField(_("Outlet"))
    scope = RadioField(_("What is counted"), choices=list(SCOPE_NAMES.items()), default=Scope.FULL.value)
    categories = SelectMultipleField(_("Categories"))
    skus = TextAreaField(_("List"), [Length(max=200_000)])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices(Duty.COUNT_STOCK)
        self.categories.choices = category_choices()


@bp.get("/new")
@allows(Duty.COUNT_STOCK)
def new() -> str:
    form = CountForm()
    form.offer()
    if request.args.get("outlet") in dict(form.outlet.choices or []):
        form.outlet.data = request.args["outlet"]
    return render_template("admin/floor/new_count.html", form=form)


@bp.post("/")
@allows(Duty.COUNT_STOCK)
def create() -> Response:
    """Open a count in an outlet where this person counts."""
    form = CountForm(request.form)
    form.offer()
    outlet_id = stock_list.chosen(form.outlet.data, Duty.COUNT_STOCK)
    if form.validate():
        with refusing(form):
            take = stock_takes.open_count(
                session(),
                outlet_id=outlet_id,
                scope=Scope(form.scope.data),
                category_ids=_category_ids(form),
                sku_ids=list(scans.units(form.skus.data)) if form.scope.data == Scope.CYCLE else (),
                note=form.note.data.strip(),
                by=me(),
                at=now(),
            )
            return told(url_for(".show", take_id=take.id), _("The count is open. Begin where you like."))
    return make_response(render_template("admin/floor/new_count.html", form=form), 422)


@bp.get("/<uuid:take_id>")
@allows(Duty.COUNT_STOCK)
def show(take_id: UUID) -> Response:
    return _draw(take_id, tallying.fresh(), last={})


@bp.post("/<uuid:take_id>/tally")
@allows(Duty.COUNT_STOCK)
def tally(take_id: UUID) -> Response:
    return _answer(take_id)


@bp.post("/<uuid:take_id>/end")
@allows(Duty.COUNT_STOCK)
def end(take_id: UUID) -> Response:
    """Say that everything is counted that is there."""

    def then() -> Response:
        stock_takes.finish(session(), find(take_id), by=me(), at=now())
        return told(url_for(".show", take_id=take_id), _("Counted. It waits for approval."))

    return _answer(take_id, then=then)


def find(take_id: UUID) -> StockTake:
    """A stock take of an outlet in which she counts."""
    take = found(session().find(StockTake, take_id))
    if not me().may(Duty.COUNT_STOCK, outlet_id=take.outlet_id):
        abort(404)
    return take


def _category_ids(form: CountForm) -> list[UUID]:
    if form.scope.data != Scope.CATEGORY:
        return []
    chosen = select(Category.id).where(col(Category.code).in_(form.categories.data or []))
    return list(session().exec(chosen).all())


def _answer(take_id: UUID, then: Any = None) -> Response:
    find(take_id)

    def keeping(units: Mapping[UUID, int], key: str) -> None:
        stock_takes.note(session(), find(take_id), units=units, key=key, by=me(), at=now())

    def draw(form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
        return _draw(take_id, form, last=last, status=status)

    back = url_for(".show", take_id=take_id)
    return tallying.answer(TallyForm(request.form), keeping, draw=draw, back=back, then=then)


def _draw(take_id: UUID, form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
    take = find(take_id)
    step = stock_takes.step(take.round)
    entries = tallies.entries(session(), take, steps=[step])
    listed = _listed(take)
    return tallying.drawn(
        "admin/floor/count.html",
        form,
        status=status,
        take=take,
        outlet=floor.name_of(take.outlet_id),
        scope=SCOPE_NAMES[take.scope],
        categories=_categories(take),
        sheet=tallying.sheet(
            {**dict.fromkeys(listed, 0), **tallies.totals(session(), take, step=step)},
            last={**dict.fromkeys(listed, 0), **last},
        ),
        last=last,
        newest=_newest(entries),
        people=sorted({entry.by_name for entry in entries}),
        is_open=take.state == State.COUNTING,
        standing=stock_takes.STATE_NAMES[take.state],
        may_approve=me().may(Duty.APPROVE_COUNTS, outlet_id=take.outlet_id),
    )


def _listed(take: StockTake) -> list[UUID]:
    """What a list, or a round of counting again, names."""
    if take.round == 1 and take.scope != Scope.CYCLE:
        return []
    return [line.sku_id for line in stock_takes.lines_of(session(), take) if line.round == take.round]


def _categories(take: StockTake) -> list[Any]:
    chosen = select(Category).where(col(Category.id).in_([UUID(id) for id in take.category_ids]))
    return [said(one.words, otherwise=one.code) for one in session().exec(chosen).all()]


def _newest(entries: list[tallies.Tally]) -> list[tuple[tallies.Tally, Any]]:
    """The last things entered, by anybody, with their names."""
    some = entries[:NEWEST]
    names = named({entry.sku_id for entry in some})
    return [(entry, names[entry.sku_id]) for entry in some]
