"""Prices: each list as it stands, reductions, one style's history, and one list made from another."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select

from admin import price_list
from admin.frame import me, now, refusing
from admin.notices import told
from admin.price_forms import FilterForm, MarkdownForm, PriceForm, RuleForm, usual_rounding
from admin.price_list import find_list
from admin.styles import find as find_style
from admin.wordings import said
from catalogue import prices
from catalogue.price_history import History
from catalogue.prices import Price
from catalogue.styles import Style
from i18n import _, ngettext
from i18n.money import Money
from kernel.web.access import allows
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.markets import PriceList
from tenancy.staff import Staff

bp = Blueprint("prices", __name__, url_prefix="/prices")


@bp.get("/")
@allows(Duty.EDIT_PRICES)
def index() -> Response | str:
    """Show the first list, which is in the house's own currency where it has one."""
    lists = price_list.lists()
    if not lists:
        return render_template("admin/prices/none.html")
    return show(lists[0].code)


@bp.get("/<code>/")
@allows(Duty.EDIT_PRICES)
def show(code: str) -> Response:
    held = find_list(code)
    return fragment("admin/prices/show.html", "rows", **_shown(held, MarkdownForm(way="percent")))


@bp.post("/<code>/markdowns")
@allows(Duty.EDIT_PRICES)
def mark_down(code: str) -> Response:
    held = find_list(code)
    form = MarkdownForm(request.form)
    chosen = _chosen()
    if form.validate() and _some(form, chosen):
        with refusing(form):
            prices.mark_down(
                session(),
                chosen,
                price_list=code,
                starts_at=form.starts_at.data or now(),
                ends_at=form.ends_at.data,
                reason=form.reason.data.strip(),
                by=me(),
                at=now(),
                **form.reduction(held.currency),
            )
            return told(
                _back(code), ngettext("%(num)d style is reduced.", "%(num)d styles are reduced.", len(chosen))
            )
    return make_response(render_template("admin/prices/show.html", **_shown(held, form, set(chosen))), 422)


@bp.post("/<code>/markdowns/end")
@allows(Duty.EDIT_PRICES)
def end_markdown(code: str) -> Response:
    held = find_list(code)
    form = MarkdownForm(way="percent")
    chosen = _chosen()
    if _some(form, chosen):
        with refusing(form):
            prices.end_markdown(session(), chosen, price_list=code, by=me(), at=now())
            return told(_back(code), _("Back at their full price; what was still to come is called off."))
    return make_response(render_template("admin/prices/show.html", **_shown(held, form, set(chosen))), 422)


@bp.get("/<code>/styles/<uuid:style_id>")
@allows(Duty.EDIT_PRICES)
def history(code: str, style_id: UUID) -> str:
    return _draw_history(find_list(code), find_style(style_id), PriceForm())


@bp.post("/<code>/styles/<uuid:style_id>")
@allows(Duty.EDIT_PRICES)
def set_price(code: str, style_id: UUID) -> Response:
    held, style = find_list(code), find_style(style_id)
    form = PriceForm(request.form)
    if form.validate():
        with refusing(form):
            prices.set_price(
                session(),
                style.code,
                price_list=code,
                units=form.units(held.currency),
                starts_at=form.starts_at.data or now(),
                by=me(),
                at=now(),
            )
            return told(url_for(".history", code=code, style_id=style_id), _("The price is set."))
    return make_response(_draw_history(held, find_style(style_id), form), 422)


@bp.get("/<code>/derivation")
@allows(Duty.EDIT_PRICES)
def derivation(code: str) -> Response:
    """Ask for the rule and, once it is asked, show what it would set."""
    held = find_list(code)
    if not request.args:
        step, charm = usual_rounding(held.currency)
        form = RuleForm(step=step, charm=charm if charm != "0" else "")
        form.offer(price_list.lists(), held)
        return make_response(render_template("admin/prices/derive.html", list=held, form=form, rows=None))
    return _draw_derivation(held, RuleForm(request.args))


@bp.post("/<code>/derivation")
@allows(Duty.EDIT_PRICES)
def derive(code: str) -> Response:
    held = find_list(code)
    form = RuleForm(request.form)
    form.offer(price_list.lists(), held)
    if form.validate():
        with refusing(form):
            count = prices.derive(
                session(),
                source=form.source.data,
                target=code,
                rule=form.rule(find_list(form.source.data), held),
                starts_at=form.starts_at.data or now(),
                by=me(),
                at=now(),
            )
            return told(_back(code), ngettext("%(num)d price is set.", "%(num)d prices are set.", count))
    return make_response(render_template("admin/prices/derive.html", list=held, form=form, rows=None), 422)


def _shown(held: PriceList, markdown: MarkdownForm, ticked: set[str] | None = None) -> dict[str, Any]:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()

    def turned_to(page: int) -> str:
        return url_for(".show", code=held.code, **form.kept(page=page))

    return {
        "list": held,
        "lists": price_list.lists(),
        "form": form,
        "markdown": markdown,
        "ticked": ticked or set(),
        "listed": price_list.listed(held, asked, at=now()),
        "tells_lowest": price_list.tells_lowest(held),
        "turned_to": turned_to,
        "args": form.kept(page=None),
    }


def _chosen() -> list[str]:
    """The styles ticked, or all that the list is narrowed to."""
    if "all" not in request.form:
        return request.form.getlist("style")
    form = FilterForm(request.args)
    form.offer()
    return price_list.codes(form.asked())


def _some(form: MarkdownForm, chosen: list[str]) -> bool:
    if not chosen:
        form.form_errors.append(str(_("No style is ticked. Tick those it is about, or all of the list.")))
    return bool(chosen)


def _back(code: str) -> str:
    return url_for(".show", code=code, **FilterForm(request.args).kept())


def _draw_history(held: PriceList, style: Style, form: PriceForm) -> str:
    mine = select(Price).where(Price.style_id == style.id, Price.price_list_id == held.id)
    rows = session().exec(mine.order_by(col(Price.set_at).desc(), col(Price.id).desc())).all()
    people = dict(session().exec(select(Staff.id, Staff.display_name)).all())
    known = prices.histories(session(), [style.id], price_list_id=held.id)
    past = known.get((style.id, held.id), History(()))
    return render_template(
        "admin/prices/history.html",
        list=held,
        lists=price_list.lists(),
        style=style,
        name=said(style.words, otherwise=style.code),
        form=form,
        rows=[(row, Money(row.units, held.currency), people.get(row.set_by)) for row in rows],
        standing=past.standing(now(), from_lowest=price_list.tells_lowest(held)),
        lowest=past.lowest_before(now()),
        money=lambda units: Money(units, held.currency),
    )


def _draw_derivation(held: PriceList, form: RuleForm) -> Response:
    form.offer(price_list.lists(), held)
    if not form.validate():
        page = render_template("admin/prices/derive.html", list=held, form=form, rows=None)
        return make_response(page, 422)
    with refusing(form):
        source = find_list(form.source.data)
        rows = _derived(source, held, form)
        return make_response(render_template("admin/prices/derive.html", list=held, form=form, rows=rows))
    return make_response(render_template("admin/prices/derive.html", list=held, form=form, rows=None), 422)


def _derived(source: PriceList, target: PriceList, form: RuleForm) -> list[dict[str, Any]]:
    """What the rule would set, style by style, beside what stands."""
    rule, at = form.rule(source, target), form.starts_at.data or now()
    froms = prices.histories(session(), None, price_list_id=source.id)
    stands = prices.histories(session(), None, price_list_id=target.id)
    named = session().exec(select(Style.id, Style.code, Style.words).order_by(col(Style.code))).all()
    rows = []
    for style_id, code, words in named:
        full = froms.get((style_id, source.id), History(())).full_at(at)
        if full is None:
            continue
        held = stands.get((style_id, target.id), History(())).full_at(at)
        rows.append(
            {
                "code": code,
                "name": said(words, otherwise=code),
                "source": Money(full, source.currency),
                "held": Money(held, target.currency) if held is not None else None,
                "wanted": Money(rule.price(full), target.currency),
            }
        )
    return rows
