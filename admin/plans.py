"""Plans: proposed, looked at, changed by hand, approved, released and followed."""

import csv
import io
from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from admin.frame import found, me, now
from admin.narrowing import Narrowing
from admin.notices import told
from admin.plan_views import Sheet, disarmed, money, outlet_names, way_names
from i18n import Message, _, ngettext
from inventory.plans import comparing, documents, editing, following, nights, proposing, releasing, telling
from inventory.plans.documents import EDITABLE, SENT, STATE_NAMES, Plan, State
from inventory.plans.keeping import read_lines
from inventory.plans.situation import Kind
from inventory.transfers import STATE_NAMES as TRANSFER_STATES
from kernel.errors import NotAllowed, Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField
from kernel.web.htmx import fragment
from kernel.web.modules import on
from kernel.web.transactions import close, session
from tenancy.duties import Duty

bp = Blueprint("plans", __name__, url_prefix="/plans")
MODULES = nights.KINDS
KINDS: dict[str, Message] = {
    Kind.ALL: _("Everything together: first stock, refills and transfers"),
    Kind.ALLOCATION: _("First stock alone"),
    Kind.REPLENISHMENT: _("Refills alone"),
    Kind.TRANSFER: _("Transfers between stores alone"),
}
KIND_NAMES: dict[str, Message] = {
    Kind.ALL: _("Everything"),
    Kind.ALLOCATION: _("First stock"),
    Kind.REPLENISHMENT: _("Refill"),
    Kind.TRANSFER: _("Transfers"),
}
SHAPES = {
    State.FAILED: "bad", State.APPROVED: "good", State.RELEASED: "good", State.CLOSED: "good",
    State.COMPUTING: "waiting", State.RELEASING: "waiting", State.REVIEW: "waiting",
}  # fmt: skip
STANDINGS: dict[str, Message] = {"new": _("New"), "core": _("Core"), "eos": _("End of season")}
PAGE, LINES, SHOWN = 60, 200, 30


class NotOverAll(NotAllowed):
    message = _("A plan is about every outlet. Somebody who looks after staff can give you the duty for all.")


class ProposeForm(Form):
    kind = RadioField(_("What should the plan do?"), default=Kind.ALL.value)

    def offer(self) -> None:
        self.kind.choices = [(key, str(KINDS[key])) for key in offered()]


class PageForm(Narrowing):
    """Which page of a list."""


def offered() -> list[Kind]:
    """The kinds of plan that the brand's modules allow."""
    some = [kind for module, kind in MODULES.items() if module in on()]
    return [Kind.ALL, *some] if len(some) == len(MODULES) else some


@bp.before_request
def keep_to_modules() -> None:
    """Plans are there as long as the brand has something to plan, for whoever looks after all outlets."""
    if not any(module in on() for module in MODULES):
        abort(404)


def all_over(duty: Duty) -> None:
    if not me().may_everywhere(duty):
        raise NotOverAll


def find(plan_id: UUID) -> Plan:
    all_over(Duty.PLAN_STOCK)
    return found(documents.find(session(), plan_id))


def opened(plan_id: UUID) -> Sheet:
    """A plan that has been worked out, or 404."""
    plan = find(plan_id)
    return Sheet.of(plan) if plan.head else abort(404)


@bp.get("/")
@allows(Duty.PLAN_STOCK)
def index() -> str:
    all_over(Duty.PLAN_STOCK)
    form = ProposeForm()
    form.offer()
    return _draw_index(form)


def _draw_index(form: ProposeForm) -> str:
    plans = documents.recent(session(), most=SHOWN)
    return render_template(
        "admin/plans/index.html", form=form, plans=plans, kinds=KIND_NAMES, states=STATE_NAMES, shapes=SHAPES,
        money=money,
    )  # fmt: skip


@bp.post("/")
@allows(Duty.PLAN_STOCK)
def create() -> Response:
    """Ask for a plan; its page shows how it comes along."""
    all_over(Duty.PLAN_STOCK)
    form = ProposeForm(request.form)
    form.offer()
    if not form.validate():
        return make_response(_draw_index(form), 422)
    plan = proposing.ask(session(), kind=Kind(form.kind.data), by=me(), at=now())
    return told(url_for(".show", plan_id=plan.id), _("The plan is being worked out."))


@bp.get("/<uuid:plan_id>")
@allows(Duty.PLAN_STOCK)
def show(plan_id: UUID) -> Response:
    plan = find(plan_id)
    if not plan.head:
        return fragment("admin/plans/waiting.html", "progress", **_of(plan))
    sheet = Sheet.of(plan)
    return make_response(
        render_template("admin/plans/show.html", **_of(plan), whole=sheet.whole(), rows=sheet.by_outlet())
    )


@bp.get("/<uuid:plan_id>/styles")
@allows(Duty.PLAN_STOCK)
def styles(plan_id: UUID) -> str:
    sheet = opened(plan_id)
    page = asked_page()
    rows, total = sheet.by_way(page=page, size=PAGE)

    def turned_to(number: int) -> str:
        return url_for(".styles", plan_id=plan_id, page=number)

    return render_template(
        "admin/plans/styles.html", **_of(sheet.plan), whole=sheet.whole(), rows=rows, page=page,
        pages=max(1, -(-total // PAGE)), turned_to=turned_to, standings=STANDINGS,
    )  # fmt: skip


@bp.get("/<uuid:plan_id>/outlets/<uuid:outlet_id>")
@allows(Duty.PLAN_STOCK)
def outlet(plan_id: UUID, outlet_id: UUID) -> str:
    return _draw_outlet(opened(plan_id), outlet_id)


def _draw_outlet(sheet: Sheet, outlet_id: UUID, problem: str = "") -> str:
    place = sheet.place_of(outlet_id)
    if place is None:
        abort(404)
    written = read_lines(session(), sheet.plan, [place])
    pages = max(1, -(-len(written.lines) // LINES))
    page = min(asked_page(), pages)
    lines = sheet.lines(written.chosen(slice((page - 1) * LINES, page * LINES)))

    def turned_to(number: int) -> str:
        return url_for(".outlet", plan_id=sheet.plan.id, outlet_id=outlet_id, page=number)

    return render_template(
        "admin/plans/outlet.html", **_of(sheet.plan), outlet_id=outlet_id, name=sheet.store_name(place),
        lines=lines, count=len(written.lines), page=page, pages=pages, turned_to=turned_to,
        problem=problem,
    )  # fmt: skip


def asked_page() -> int:
    return PageForm(request.args).asked()["page"] or 1


@bp.get("/<uuid:plan_id>/colourways/<uuid:way_id>")
@allows(Duty.PLAN_STOCK)
def grid(plan_id: UUID, way_id: UUID) -> str:
    return _draw_grid(opened(plan_id), way_id)


def _draw_grid(sheet: Sheet, way_id: UUID, problem: str = "") -> str:
    way = sheet.way_of(way_id)
    if way is None:
        abort(404)
    return render_template(
        "admin/plans/grid.html", **_of(sheet.plan), way_id=way_id, name=way_names([way_id])[way_id],
        grid=sheet.grid(way), problem=problem,
    )  # fmt: skip


@bp.post("/<uuid:plan_id>/outlets/<uuid:outlet_id>/units")
@allows(Duty.PLAN_STOCK)
def fix_outlet(plan_id: UUID, outlet_id: UUID) -> Response:
    """Fix what comes to one outlet; only what was changed is fixed."""
    sheet = opened(plan_id)
    if sheet.place_of(outlet_id) is None:
        abort(404)
    problem = _fix(sheet, default=outlet_id)
    if problem:
        return make_response(_draw_outlet(opened(plan_id), outlet_id, problem), 422)
    back = url_for(".outlet", plan_id=plan_id, outlet_id=outlet_id, page=asked_page())
    return told(back, _("The plan is solved anew."))


@bp.post("/<uuid:plan_id>/colourways/<uuid:way_id>/units")
@allows(Duty.PLAN_STOCK)
def fix_grid(plan_id: UUID, way_id: UUID) -> Response:
    """Fix what comes of one colourway; only what was changed is fixed."""
    sheet = opened(plan_id)
    if sheet.way_of(way_id) is None:
        abort(404)
    problem = _fix(sheet, default=None)
    if problem:
        return make_response(_draw_grid(opened(plan_id), way_id, problem), 422)
    return told(url_for(".grid", plan_id=plan_id, way_id=way_id), _("The plan is solved anew."))


def _fix(sheet: Sheet, *, default: UUID | None) -> str:
    """Fix the cells that the form changes; say what stands in the way."""
    try:
        wanted = _changed(sheet, request.form, default)
        version = int(request.form.get("version", "0"))
    except ValueError:
        return str(_("Enter whole pieces, 0 or more."))
    if not wanted:
        return str(_("Nothing was changed."))
    try:
        editing.fix(session(), sheet.plan, wanted, version=version, by=me(), at=now())
    except Refusal as refusal:
        close(commit=False)
        return str(refusal)
    return ""


def _changed(sheet: Sheet, form: Mapping[str, str], default: UUID | None) -> dict[tuple[int, int], int]:
    """{(store row, SKU row): units} of fields `units-<outlet>-<sku>` that differ from `was-…` beside them."""
    stores = {id.hex: place for place, id in enumerate(sheet.situation.store_ids)}
    skus = {id.hex: row for row, id in enumerate(sheet.situation.sku_ids)}
    wanted = {}
    for name, text in form.items():
        kind, _dash, key = name.partition("-")
        if kind != "units" or text.strip() == form.get(f"was-{key}", ""):
            continue
        outlet, _dash, sku = key.partition("-")
        units = text.strip()
        if outlet not in stores or sku not in skus or not (units.isascii() and units.isdigit()):
            raise ValueError(name)
        wanted[stores[outlet], skus[sku]] = min(int(units), 100_000)
    return wanted


@bp.get("/<uuid:plan_id>/outlets/<uuid:outlet_id>/why-not/<uuid:sku_id>")
@allows(Duty.PLAN_STOCK)
def why_not(plan_id: UUID, outlet_id: UUID, sku_id: UUID) -> str:
    """Why a cell gets nothing more than it does."""
    sheet = opened(plan_id)
    place, skus = sheet.place_of(outlet_id), sheet.situation.sku_ids
    if place is None or sku_id not in skus:
        abort(404)
    row = skus.index(sku_id)
    why = editing.why_not(session(), sheet.plan, place, row)
    instance = sheet.situation.instance
    named = {name: sheet.store_name(at) for at, name in enumerate(instance.stores["store_id"])}
    named["warehouse"] = ", ".join(sheet.houses)
    answer = telling.say_not(why, named=named, money=lambda amount: money(float(amount)))
    return render_template(
        "admin/plans/why_not.html", **_of(sheet.plan), outlet_id=outlet_id, name=sheet.store_name(place),
        sku=instance.skus["sku"][row], answer=answer,
        way_id=sheet.situation.way_ids[int(instance.sku_style[row])],
    )  # fmt: skip


@bp.get("/<uuid:plan_id>/lines.csv")
@allows(Duty.PLAN_STOCK)
def export(plan_id: UUID) -> Response:
    """Every line as CSV, formulas disarmed."""
    sheet = opened(plan_id)
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    lines = telling.rows(sheet.situation, read_lines(session(), sheet.plan))
    csv.writer(text).writerows(disarmed(lines))
    answer = make_response(text.getvalue())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="plan-{sheet.plan.number}.csv"'
    return answer


@bp.get("/<uuid:plan_id>/against/<uuid:other_id>")
@allows(Duty.PLAN_STOCK)
def compare(plan_id: UUID, other_id: UUID) -> str:
    """Two plans beside each other: what only one sends, and where they differ."""
    one, other = opened(plan_id), opened(other_id)
    compared = comparing.compare(session(), one.plan, other.plan)
    return render_template(
        "admin/plans/compare.html", **_of(one.plan), other=other.plan, compared=compared,
        wholes=(one.whole(), other.whole()), names=outlet_names(),
    )  # fmt: skip


@bp.post("/<uuid:plan_id>/review")
@allows(Duty.PLAN_STOCK)
def send_to_review(plan_id: UUID) -> Response:
    plan = find(plan_id)
    return _step(plan, documents.send_to_review, _("The plan waits to be approved."))


@bp.post("/<uuid:plan_id>/approval")
@allows(Duty.APPROVE_PLANS)
def approve(plan_id: UUID) -> Response:
    all_over(Duty.APPROVE_PLANS)
    plan = found(documents.find(session(), plan_id))
    return _step(plan, documents.approve, _("The plan is approved."))


@bp.post("/<uuid:plan_id>/release")
@allows(Duty.APPROVE_PLANS)
def release(plan_id: UUID) -> Response:
    all_over(Duty.APPROVE_PLANS)
    plan = found(documents.find(session(), plan_id))
    return _step(plan, releasing.release, _("The plan is being released: its transfers are made out."))


def _step(plan: Plan, step, message: Message) -> Response:
    version = request.form.get("version", "")
    step(session(), plan, version=int(version) if version.isdigit() else 0, by=me(), at=now())
    return told(url_for(".show", plan_id=plan.id), message)


@bp.post("/<uuid:plan_id>/reopening")
@allows(Duty.APPROVE_PLANS)
def reopen(plan_id: UUID) -> Response:
    all_over(Duty.APPROVE_PLANS)
    plan = found(documents.find(session(), plan_id))
    documents.reopen(session(), plan, by=me(), at=now())
    return told(url_for(".show", plan_id=plan_id), _("The plan can be changed again."))


@bp.post("/<uuid:plan_id>/withdrawal")
@allows(Duty.PLAN_STOCK)
def withdraw(plan_id: UUID) -> Response:
    plan = find(plan_id)
    documents.withdraw(session(), plan, by=me(), at=now())
    return told(url_for(".index"), _("The plan is withdrawn. It can still be read."))


@bp.get("/<uuid:plan_id>/shipments")
@allows(Duty.PLAN_STOCK)
def shipments(plan_id: UUID) -> str:
    """What became of it: sent, received, sold."""
    sheet = opened(plan_id)
    plan = sheet.plan
    if plan.state not in SENT:
        abort(404)
    until = (plan.closed_at or now()).date()
    codes = dict(zip(map(str, sheet.situation.sku_ids), sheet.situation.instance.skus["sku"], strict=True))
    return render_template(
        "admin/plans/shipments.html", **_of(plan), followed=following.follow(session(), plan),
        sold=following.outcome(session(), plan, until=until), names=outlet_names(),
        transfer_states=TRANSFER_STATES, codes=codes,
    )  # fmt: skip


@bp.post("/<uuid:plan_id>/closing")
@allows(Duty.APPROVE_PLANS)
def close_plan(plan_id: UUID) -> Response:
    all_over(Duty.APPROVE_PLANS)
    plan = found(documents.find(session(), plan_id))
    following.close(session(), plan, by=me(), at=now())
    return told(url_for(".shipments", plan_id=plan_id), _("The plan is closed."))


def _of(plan: Plan) -> dict:
    """What every page of a plan shows of it, and what may be done with it now."""
    may_approve = me().may_everywhere(Duty.APPROVE_PLANS)
    return {
        "plan": plan,
        "title": _("Plan %(number)s", number=plan.number),
        "kind": KIND_NAMES[plan.kind],
        "standing": STATE_NAMES[plan.state],
        "shape": SHAPES.get(plan.state, "plain"),
        "is_editable": plan.state in EDITABLE,
        "is_sent": plan.state in SENT,
        "is_waiting": plan.state in (State.COMPUTING, State.RELEASING),
        "may": {
            "review": plan.state == State.PROPOSED,
            "approve": may_approve and plan.state in EDITABLE,
            "release": may_approve and plan.state == State.APPROVED,
            "reopen": may_approve and plan.state == State.APPROVED,
            "close": may_approve and plan.state == State.RELEASED,
            "withdraw": plan.state in (*EDITABLE, State.APPROVED, State.FAILED),
        },
        "others": [each for each in documents.recent(session(), most=8) if each.id != plan.id and each.lines],
        "counted": ngettext("%(num)d line", "%(num)d lines", plan.lines),
    }
