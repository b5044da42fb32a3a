"""Stock takes as those see them who approve: the count beside the book, and what the difference is worth."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from admin import floor, stock_list, tallying
from admin.frame import found, me, now, refusing
from admin.named_skus import named
from admin.narrowing import Narrowing, read_page
from admin.notices import told
from i18n import _
from i18n.money import Money
from inventory import reckoning, stock_takes
from inventory.reckoning import Reckoned
from inventory.stock_takes import SCOPE_NAMES, STATE_NAMES, State, StockTake
from kernel.events import told_of
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.htmx import fragment
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

bp = Blueprint("stock_takes", __name__, url_prefix="/stock-takes")
keep_to_module(bp, "stock-takes")
KINDS = {State.COUNTING: "waiting", State.COUNTED: "waiting", State.POSTED: "good", State.CANCELLED: "plain"}
OPEN = (State.COUNTING, State.COUNTED)
DID = {
    "opened": _("Opened"),
    "counted": _("Counted"),
    "sent-back": _("To be counted again"),
    "posted": _("Approved"),
    "cancelled": _("Cancelled"),
}


class FilterForm(Narrowing):
    begins = {"state": "open"}

    outlet = SelectField(_("Outlet"))
    state = SelectField(
        _("State"),
        choices=[("open", _("Open")), ("", _("All")), *STATE_NAMES.items()],
    )

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices_or_all(Duty.APPROVE_COUNTS)


class ApprovalForm(Form):
    seen = HiddenField(validators=[Length(max=40)])


class CancellationForm(Form):
    reason = StringField(_("Reason"), [InputRequired(), Length(max=200)])


@bp.get("/")
@allows(Duty.APPROVE_COUNTS)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()
    names = stock_list.outlets(Duty.APPROVE_COUNTS)
    conditions = [col(StockTake.outlet_id).in_([UUID(asked["outlet"])] if asked["outlet"] else list(names))]
    if asked["state"] == "open":
        conditions.append(col(StockTake.state).in_(OPEN))
    elif asked["state"]:
        conditions.append(col(StockTake.state) == asked["state"])
    chosen = select(StockTake).where(*conditions)
    newest = chosen.order_by(col(StockTake.opened_at).desc(), col(StockTake.id))
    return fragment(
        "admin/stock_takes/index.html",
        "rows",
        form=form,
        listed=read_page(newest, asked["page"]),
        names=names,
        turned_to=lambda number: url_for(".index", **form.kept(page=number)),
        states=STATE_NAMES,
        scopes=SCOPE_NAMES,
        kinds=KINDS,
    )


@bp.get("/<uuid:take_id>")
@allows(Duty.APPROVE_COUNTS)
def show(take_id: UUID) -> str:
    return _draw(find(take_id))


@bp.post("/<uuid:take_id>/approval")
@allows(Duty.APPROVE_COUNTS)
def approve(take_id: UUID) -> Response:
    """Put the differences into the book, as they were shown."""
    take = find(take_id)
    form = ApprovalForm(request.form)
    if form.validate():
        with refusing(form):
            reckoning.post(session(), take, seen=form.seen.data or "-", by=me(), at=now())
            return told(url_for(".show", take_id=take_id), _("Approved: the book says what was counted."))
    return make_response(_draw(find(take_id), form), 422)


@bp.post("/<uuid:take_id>/recount")
@allows(Duty.APPROVE_COUNTS)
def recount(take_id: UUID) -> Response:
    """Have what is ticked counted once more."""
    take = find(take_id)
    chosen = [UUID(id) for id in request.form.getlist("again") if tallying.ID.fullmatch(id)]
    form = Form()
    with refusing(form):
        stock_takes.recount(session(), take, sku_ids=list(named(chosen)), by=me(), at=now())
        return told(url_for(".show", take_id=take_id), _("It goes back to be counted again."))
    return make_response(_draw(find(take_id), form), 422)


@bp.post("/<uuid:take_id>/cancellation")
@allows(Duty.APPROVE_COUNTS)
def cancel(take_id: UUID) -> Response:
    take = find(take_id)
    form = CancellationForm(request.form)
    if form.validate():
        with refusing(form):
            stock_takes.cancel(session(), take, reason=form.reason.data.strip(), by=me(), at=now())
            return told(url_for(".show", take_id=take_id), _("Cancelled. The book stays as it was."))
    return make_response(_draw(find(take_id), form, cancelling=form), 422)


def find(take_id: UUID) -> StockTake:
    """A stock take of an outlet in which she approves."""
    take = found(session().find(StockTake, take_id))
    if not me().may(Duty.APPROVE_COUNTS, outlet_id=take.outlet_id):
        abort(404)
    return take


def _draw(take: StockTake, form: Form | None = None, cancelling: CancellationForm | None = None) -> str:
    outlet = session().get_one(Outlet, (session().brand, take.outlet_id))
    reckoned = _reckoned(take)
    differing = [each for each in reckoned if each.variance]
    skus = named([each.sku_id for each in differing])
    by_sku = {each.sku_id: each for each in differing}
    return render_template(
        "admin/stock_takes/show.html",
        take=take,
        outlet=floor.name_of(outlet.id),
        scope=SCOPE_NAMES[take.scope],
        standing=STATE_NAMES[take.state],
        kind=KINDS[State(take.state)],
        form=form,
        cancelling=cancelling or CancellationForm(),
        rows=[(sku, by_sku[id]) for id, sku in skus.items()],
        counted=sum(each.counted for each in reckoned),
        book=sum(each.book for each in reckoned),
        skus=len(reckoned),
        missing=_sum(differing, -1, outlet.currency),
        found=_sum(differing, 1, outlet.currency),
        money=lambda each: None if each.worth is None else Money(each.worth, outlet.currency),
        seen=reckoning.mark(reckoned),
        is_counting=take.state == State.COUNTING,
        is_waiting=take.state == State.COUNTED,
        is_open=take.state in OPEN,
        may_count=me().may(Duty.COUNT_STOCK, outlet_id=take.outlet_id),
        told=told_of(session(), take),
        did=DID,
    )


def _reckoned(take: StockTake) -> list[Reckoned]:
    """What the count comes to: worked out while it is open, as it was kept once it is in the book."""
    if take.state == State.COUNTED:
        return reckoning.reckon(session(), take, at=now())
    return [
        Reckoned(line.sku_id, line.counted, line.book or 0, line.round, False, line.value)
        for line in stock_takes.lines_of(session(), take)
        if line.counted is not None
    ]


def _sum(differing: list[Reckoned], sign: int, currency: str) -> tuple[int, Any]:
    """The pieces missing (or found) and what they are worth."""
    some = [each for each in differing if each.variance * sign > 0]
    return sum(each.variance for each in some), Money(sum(each.worth or 0 for each in some), currency)
