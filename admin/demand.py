"""Demand: what was sold, what may be expected, and what each expectation came from."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import StringField
from wtforms.validators import Length

from admin import demand_list, demand_overrules
from admin.demand_overrules import OverruleForm
from admin.frame import found, me, now, refusing
from admin.narrowing import Narrowing
from admin.notices import told
from admin.style_list import category_choices, season_choices
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import Message, _
from inventory.demand import estimates, explaining, judging, overrules
from inventory.demand.estimates import DemandEstimate, Estimate
from inventory.demand.overrules import Overrule
from kernel import jobs
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.htmx import fragment
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

bp = Blueprint("demand", __name__, url_prefix="/demand")
keep_to_module(bp, "demand")

METHODS: dict[str, Message] = {
    "model": _("This estimate"),
    "naive": _("The last days again"),
    "seasonal": _("A year ago"),
    "average": _("Mean of eight weeks"),
    "shelf-average": _("Mean of the days it hung there"),
}
LEVELS: dict[str, Message] = {
    "cell": _("SKU in an outlet"),
    "outlet-style": _("Style in an outlet"),
    "sku": _("SKU in all outlets"),
    "style": _("Style in all outlets"),
    "outlet": _("Outlet"),
}
FEASTS: dict[str, Message] = {
    "before-spring-festival": _("the weeks before Spring Festival"),
    "eve-of-spring-festival": _("the last days before Spring Festival"),
    "spring-festival": _("Spring Festival"),
    "spring-festival-week": _("the week of Spring Festival"),
    "after-spring-festival": _("the weeks after Spring Festival"),
    "womens-day": _("Women’s Day"),
    "may-day": _("the May holiday"),
    "mid-year": _("the 618 sales"),
    "golden-week": _("National Day week"),
    "before-singles-day": _("the days before Double 11"),
    "singles-day": _("Double 11"),
    "double-twelve": _("Double 12"),
    "new-year": _("New Year"),
    "black-friday": _("Black Friday"),
    "advent": _("Advent"),
    "before-christmas": _("the days before Christmas"),
    "christmas": _("Christmas"),
    "after-christmas": _("the days after Christmas"),
    "winter-sales-opening": _("the first week of the winter sales"),
    "winter-sales": _("the winter sales"),
    "summer-sales-opening": _("the first week of the summer sales"),
    "summer-sales": _("the summer sales"),
    "august": _("August"),
    "memorial-day": _("Memorial Day"),
    "labor-day": _("Labor Day"),
    "independence-day": _("Independence Day"),
    "new-year-sales": _("the New Year sales"),
    "golden-week-spring": _("Golden Week"),
    "obon": _("Obon"),
    "mid-year-sale": _("the mid-year sale"),
    "national-day": _("National Day"),
}


class FilterForm(Narrowing):
    q = StringField(_("Name, code or barcode"), [Length(max=120)])
    outlet = SelectField(_("Outlet"))
    category = SelectField(_("Category"))
    season = SelectField(_("Season"))

    def offer(self, places: dict[UUID, str]) -> None:
        self.outlet.choices = [("", str(_("All outlets"))), *((str(id), name) for id, name in places.items())]
        self.category.choices = [("", str(_("All"))), *category_choices()]
        self.season.choices = [("", str(_("All"))), *season_choices()]


@bp.get("/")
@allows(Duty.SEE_DEMAND)
def index() -> Response:
    places, form = demand_list.outlets(), FilterForm(request.args)
    form.offer(places)
    asked, estimate = form.asked(), _estimate()
    within = [UUID(asked["outlet"])] if asked["outlet"] else list(places)

    def turned_to(page: int) -> str:
        return url_for(".index", **form.kept(page=page))

    return fragment(
        "admin/demand/index.html",
        "rows",
        form=form,
        estimate=estimate,
        listed=demand_list.styles(asked, estimate, within) if estimate else None,
        turned_to=turned_to,
        trial=next(iter(judging.trials(session(), most=1)), None),
        standing=demand_overrules.standing(),
    )


@bp.get("/outlets")
@allows(Duty.SEE_DEMAND)
def outlets() -> str:
    estimate = _estimate()
    rows = demand_list.outlet_rows(estimate, demand_list.outlets()) if estimate else []
    return render_template("admin/demand/outlets.html", rows=rows)


@bp.get("/styles/<uuid:style_id>")
@allows(Duty.SEE_DEMAND)
def style(style_id: UUID) -> str:
    return draw_style(found(session().find(Style, style_id)), None)


def draw_style(style: Style, form: Form | None) -> str:
    """A style's weeks, what is expected of each of its SKUs and outlets, and its overrules."""
    places, skus, estimate = demand_list.outlets(), demand_list.skus_of(style.id), _estimate()
    shown: dict[str, Any] = {"chart": None, "rows": [], "by_sku": {}}
    if estimate and skus:
        ids = [sku["id"] for sku in skus]
        shown = {"chart": demand_list.drawn(estimate, list(places), skus=ids)}
        shown |= demand_list.of_style(estimate, places, ids)
    return render_template(
        "admin/demand/style.html",
        style=style,
        name=said(style.words, otherwise=style.code),
        skus=skus,
        estimate=estimate,
        overruled=demand_overrules.of_style(style),
        form=form or demand_overrules.begun(style),
        **shown,
    )


@bp.post("/styles/<uuid:style_id>/overrules")
@allows(Duty.OVERRULE_DEMAND)
def overrule(style_id: UUID) -> Response:
    style = found(session().find(Style, style_id))
    form = OverruleForm(request.form)
    form.offer(style)
    if form.validate():
        with refusing(form):
            overrules.overrule(session(), form.draft(style), by=me(), at=now())
            return told(url_for(".style", style_id=style_id), _("From now on that is expected."))
    return make_response(draw_style(found(session().find(Style, style_id)), form), 422)


@bp.post("/overrules/<uuid:overrule_id>/withdrawal")
@allows(Duty.OVERRULE_DEMAND)
def withdraw(overrule_id: UUID) -> Response:
    row = found(session().find(Overrule, overrule_id))
    found(row if demand_overrules.is_mine(row) else None)
    overrules.withdraw(session(), row, by=me(), at=now())
    style_id = row.style_id or demand_overrules.style_of(row.sku_id)
    back = url_for(".style", style_id=style_id) if style_id else url_for(".index")
    return told(back, _("The estimate stands again."))


@bp.get("/outlets/<uuid:outlet_id>")
@allows(Duty.SEE_DEMAND)
def outlet(outlet_id: UUID) -> str:
    places, estimate = demand_list.outlets(), _estimate()
    name = found(places.get(outlet_id))
    shown: dict[str, Any] = {"chart": None, "rows": []}
    if estimate and outlet_id in estimate.outlet_ids:
        shown["chart"] = demand_list.drawn(estimate, [outlet_id], skus=None)
        shown["rows"] = demand_list.styles_of(estimate, outlet_id)
    return render_template(
        "admin/demand/outlet.html", outlet_id=outlet_id, name=name, estimate=estimate, **shown
    )


@bp.get("/outlets/<uuid:outlet_id>/skus/<uuid:sku_id>")
@allows(Duty.SEE_DEMAND)
def explain(outlet_id: UUID, sku_id: UUID) -> str:
    """What one expectation came from."""
    place = found(demand_list.outlets().get(outlet_id))
    sku = found(session().find(Sku, sku_id))
    explained = explaining.explain(session(), outlet_id=outlet_id, sku_id=sku_id) if _estimate() else None
    style = session().get_one(Style, (session().brand, sku.style_id))
    likes = [id for id, _share in explained.likes[: explaining.LIKES]] if explained else []
    return render_template(
        "admin/demand/sku.html",
        place=place,
        outlet_id=outlet_id,
        outlet=session().find(Outlet, outlet_id),
        sku=sku,
        style=style,
        name=said(style.words, otherwise=style.code),
        explained=explained,
        parts={factor.kind: factor for factor in explained.factors} if explained else {},
        likes=_named(likes),
        feasts=[FEASTS[name] for name in explained.feasts] if explained else [],
    )


@bp.get("/trials")
@allows(Duty.SEE_DEMAND)
def trials() -> str:
    return render_template(
        "admin/demand/trials.html",
        trials=judging.trials(session()),
        methods=METHODS,
        levels=LEVELS,
        estimate=session().exec(select(DemandEstimate)).first(),
        may_order=me().may_everywhere(Duty.OVERRULE_DEMAND),
    )


@bp.post("/trials")
@allows(Duty.OVERRULE_DEMAND)
def order_trial() -> Response:
    """Have the estimate made and tried anew, in the background."""
    jobs.enqueue(session(), "demand.learn", payload={}, run_at=now())
    jobs.enqueue(session(), "demand.judge", payload={}, run_at=now())
    return told(url_for(".trials"), _("It will be done in a few minutes."))


def _estimate() -> Estimate | None:
    """What was learned last, if anything was."""
    if session().exec(select(DemandEstimate.id)).first() is None:
        return None
    return estimates.kept(session())


def _named(ids: list[UUID]) -> list[tuple[UUID, Any]]:
    rows = session().execute(select(Style.id, Style.code, Style.words).where(col(Style.id).in_(ids)))
    named = {id: said(words, otherwise=code) for id, code, words in rows}
    return [(id, named[id]) for id in ids if id in named]
