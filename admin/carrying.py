"""What one outlet carries, who carries one style, and why: the chain of rules in words."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from pyroaring import BitMap
from sqlalchemy import func, select
from sqlmodel import col
from wtforms import StringField
from wtforms.validators import Length

from admin import thumbnails
from admin.assortments import bp, type_names
from admin.frame import found, me
from admin.narrowing import Listed, Narrowing, cut_page
from admin.outlets import find as find_outlet
from admin.outlets import name_of
from admin.style_list import category_choices, wanted
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from inventory import assortments
from inventory.assortments.explaining import explain
from inventory.levels import Level
from kernel.web.access import allows
from kernel.web.forms import SelectField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet


class FilterForm(Narrowing):
    q = StringField(_("Name, code or barcode"), [Length(max=120)])
    category = SelectField(_("Category"))
    carried = SelectField(
        _("Shown"),
        choices=[
            ("", _("What it carries")),
            ("not", _("What it does not carry")),
            ("standing", _("Not carried, yet standing there")),
        ],
    )

    def offer(self) -> None:
        self.category.choices = [("", str(_("All"))), *category_choices()]


@bp.get("/outlets/<uuid:outlet_id>")
@allows(Duty.SEE_CONSOLE)
def outlet(outlet_id: UUID) -> Response:
    held = find_outlet(outlet_id, Duty.SEE_CONSOLE)
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()
    carried = assortments.carried_at(session(), outlet_id)
    pieces = _pieces(outlet_id)
    chosen = _chosen(asked["carried"], carried, BitMap(pieces))
    listed = _listed(asked, chosen)

    def turned_to(page: int) -> str:
        return url_for(".outlet", outlet_id=outlet_id, **form.kept(page=page))

    return fragment(
        "admin/assortments/outlet.html",
        "rows",
        outlet=held,
        name=name_of(held),
        form=form,
        rows=[row | {"pieces": pieces.get(row["number"], 0)} for row in listed.rows],
        count=len(carried),
        stranded=sum(units for number, units in pieces.items() if number not in carried),
        listed=listed,
        turned_to=turned_to,
    )


@bp.get("/outlets/<uuid:outlet_id>/styles/<uuid:style_id>")
@allows(Duty.SEE_CONSOLE)
def why(outlet_id: UUID, style_id: UUID) -> str:
    held = find_outlet(outlet_id, Duty.SEE_CONSOLE)
    style = found(session().find(Style, style_id))
    return render_template(
        "admin/assortments/why.html",
        outlet=held,
        name=name_of(held),
        style=style,
        style_name=said(style.words, otherwise=style.code),
        explained=explain(session(), outlet_id=outlet_id, style_id=style_id),
        pieces=_pieces(outlet_id).get(style.number, 0),
    )


@bp.get("/styles/<uuid:style_id>")
@allows(Duty.SEE_CONSOLE)
def style(style_id: UUID) -> str:
    """Every outlet that this person may see, and whether it carries the style."""
    held = found(session().find(Style, style_id))
    carriers = assortments.carriers(session(), held.number)
    mine = me().outlets_for(Duty.SEE_CONSOLE)
    rows = select(Outlet.id, Outlet.code, Outlet.kind, Outlet.words, Outlet.city, Outlet.store_type_id)
    if mine is not None:
        rows = rows.where(col(Outlet.id).in_(mine))
    pieces = _pieces_of(held.id)
    types = type_names()
    outlets = [
        {
            "id": row.id,
            "code": row.code,
            "name": said(row.words, otherwise=row.code),
            "city": row.city,
            "type": types.get(str(row.store_type_id), ""),
            "is_carried": row.id in carriers,
            "pieces": pieces.get(row.id, 0),
        }
        for row in session().execute(rows.order_by(Outlet.code))
    ]
    return render_template(
        "admin/assortments/style.html",
        style=held,
        name=said(held.words, otherwise=held.code),
        outlets=sorted(outlets, key=lambda each: not each["is_carried"]),
        count=len([each for each in outlets if each["is_carried"]]),
    )


def _chosen(shown: str | None, carried: BitMap, standing: BitMap) -> BitMap:
    if shown == "standing":
        return standing - carried
    if shown == "not":
        everything = session().scalars(select(Style.number).where(Style.status != "withdrawn"))
        return BitMap(everything) - carried
    return carried


def _listed(asked: dict[str, Any], chosen: BitMap) -> Listed[dict[str, Any]]:
    """One page of the chosen styles that match what is asked."""
    conditions = wanted(asked)
    numbers = session().scalars(select(Style.number).where(*conditions).order_by(Style.code))
    found_here = [number for number in numbers if number in chosen]
    here = cut_page(found_here, asked["page"])
    columns = select(Style.id, Style.number, Style.code, Style.words, Style.garment)
    rows = session().execute(columns.where(col(Style.number).in_(here.rows)).order_by(Style.code)).all()
    pictured = thumbnails.of_styles({row.id: row.garment for row in rows})
    return replace(
        here,
        rows=[
            {
                "id": row.id,
                "number": row.number,
                "code": row.code,
                "name": said(row.words, otherwise=row.code),
                "thumbnail": pictured.get(row.id),
            }
            for row in rows
        ],
    )


def _pieces(outlet_id: UUID) -> dict[int, int]:
    """What is on hand at an outlet, by style number."""
    rows = (
        select(Style.number, func.sum(Level.on_hand))
        .join(Sku, col(Sku.style_id) == Style.id)
        .join(Level, col(Level.sku_id) == Sku.id)
        .where(Level.outlet_id == outlet_id, Level.on_hand > 0)
        .group_by(col(Style.number))
    )
    return {number: int(units) for number, units in session().execute(rows)}


def _pieces_of(style_id: UUID) -> dict[UUID, int]:
    """What is on hand of a style, by outlet."""
    rows = (
        select(Level.outlet_id, func.sum(Level.on_hand))
        .join(Sku, col(Sku.id) == Level.sku_id)
        .where(Sku.style_id == style_id, Level.on_hand > 0)
        .group_by(col(Level.outlet_id))
    )
    return {id: int(units) for id, units in session().execute(rows)}
