"""Styles: the list, one style, and what can be changed about it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select

from admin import rules, style_list, thumbnails
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_forms import SPARE, StyleForm, filled, standing
from admin.style_list import FilterForm
from admin.wordings import refuse_outdated, said
from catalogue import care, categories, fibres, measures, style_book, styles
from catalogue.seasons import Drop, Season
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.slugs import Slug
from catalogue.styles import Colourway, Style
from i18n import _
from kernel.web.access import allows
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("styles", __name__, url_prefix="/styles")


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()

    def turned_to(page: int) -> str:
        return url_for(".index", **form.kept(page=page))

    return fragment(
        "admin/styles/index.html",
        "rows",
        form=form,
        listed=style_list.listed(asked),
        turned_to=turned_to,
        statuses=style_list.STATUSES,
        kinds=style_list.KINDS,
        is_narrowed=any(asked[name] for name in ("q", "category", "season", "status")),
    )


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    form = StyleForm(composition=[{}] * SPARE)
    form.offer()
    return render_template("admin/styles/new.html", form=form, cares=care.CARES)


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = StyleForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        with refusing(form):
            styles.ids_of(session(), form.draft(None, {}).goes_with)
            made = style_book.add_styles(session(), [form.draft(None, {})], by=me(), at=now())[0]
            return told(
                url_for(".show", style_id=made.id), _("Added, as a draft. Now its colours and sizes.")
            )
    return make_response(render_template("admin/styles/new.html", form=form, cares=care.CARES), 422)


@bp.get("/<uuid:style_id>")
@allows(Duty.EDIT_STYLES)
def show(style_id: UUID) -> str:
    return render_template("admin/styles/show.html", **_shown(find(style_id)))


@bp.get("/<uuid:style_id>/edit")
@allows(Duty.EDIT_STYLES)
def edit(style_id: UUID) -> str:
    style = find(style_id)
    form = filled(style, standing(style))
    return _draw(style, form)


@bp.post("/<uuid:style_id>")
@allows(Duty.EDIT_STYLES)
def change(style_id: UUID) -> Response:
    style = find(style_id)
    form = StyleForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            refuse_outdated(form, style)
            draft = form.draft(standing(style), style.words)
            styles.ids_of(session(), draft.goes_with)
            style_book.change_styles(session(), [draft], by=me(), at=now())
            return told(url_for(".show", style_id=style_id), _("Kept."))
    return make_response(_draw(find(style_id), form), 422)


@bp.post("/<uuid:style_id>/publication")
@allows(Duty.EDIT_STYLES)
def publish(style_id: UUID) -> Response:
    """Put a style on sale; what is missing for that is said on its page."""
    style = find(style_id)
    form = StyleForm()
    with refusing(form):
        style_book.publish(session(), [style.code], by=me(), at=now())
        return told(url_for(".show", style_id=style_id), _("It is on sale."))
    page = render_template("admin/styles/show.html", **_shown(find(style_id)), form=form)
    return make_response(page, 422)


@bp.post("/<uuid:style_id>/withdrawal")
@allows(Duty.EDIT_STYLES)
def withdraw(style_id: UUID) -> Response:
    style = find(style_id)
    style_book.withdraw(session(), [style.code], by=me(), at=now())
    return told(url_for(".show", style_id=style_id), _("It is off sale. Its past stays."))


def find(style_id: UUID) -> Style:
    return found(session().find(Style, style_id))


def _draw(style: Style, form: StyleForm) -> str:
    name = said(style.words, otherwise=style.code)
    return render_template("admin/styles/edit.html", form=form, style=style, name=name, cares=care.CARES)


def _shown(style: Style) -> dict[str, Any]:
    """What the page of one style is drawn from."""
    tree = categories.tree(session())
    run = session().get_one(SizeRun, (style.brand_id, style.size_run_id))
    season = session().find(Season, style.season_id) if style.season_id else None
    drop = session().find(Drop, style.drop_id) if style.drop_id else None
    return {
        "style": style,
        "name": said(style.words, otherwise=style.code),
        "say": said,
        "status": style_list.STATUSES[style.status],
        "kind": style_list.KINDS[style.status],
        "path": [said(one.words, otherwise=one.code) for one in categories.path(tree, style.category_id)],
        "run": run,
        "season": said(season.words, otherwise=season.code) if season else None,
        "drop": drop,
        "ways": _ways(style),
        "addresses": _addresses(style),
        "companions": _companions(style),
        "parts": fibres.PARTS,
        "fibres": fibres.NAMES,
        "cares": [care.CARES[code] for code in style.care],
        "measures": measures.GARMENT,
        "measured": list(dict.fromkeys(name for by in style.measurements.values() for name in by)),
    }


def _ways(style: Style) -> list[tuple[Colourway, list[Sku], str | None]]:
    """The colourways with their SKUs and, where there is a garment to draw, their drawing."""
    skus: dict[UUID, list[Sku]] = {}
    for sku in session().exec(select(Sku).where(Sku.style_id == style.id).order_by(col(Sku.position))):
        skus.setdefault(sku.colourway_id, []).append(sku)
    mine = select(Colourway).where(Colourway.style_id == style.id).order_by(col(Colourway.position))
    return [
        (way, skus.get(way.id, []), thumbnails.drawing_address(style.id, way.code) if style.garment else None)
        for way in session().exec(mine)
    ]


def _addresses(style: Style) -> list[Slug]:
    mine = select(Slug).where(Slug.subject == "style", Slug.subject_id == style.id)
    return list(
        session().exec(mine.order_by(col(Slug.language), col(Slug.is_current).desc(), col(Slug.made_at)))
    )


def _companions(style: Style) -> list[tuple[UUID, Any]]:
    rows = select(Style.id, Style.code, Style.words).where(col(Style.code).in_(style.goes_with))
    by_code = {code: (id, said(words, otherwise=code)) for id, code, words in session().exec(rows)}
    return [by_code[code] for code in style.goes_with if code in by_code]
