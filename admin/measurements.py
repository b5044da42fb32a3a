"""A style's measurements: what each size measures, in centimetres, as a table."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import select
from wtforms import HiddenField

from admin.frame import me, now, refusing
from admin.notices import told
from admin.style_forms import standing
from admin.styles import find
from admin.wordings import refuse_outdated, said
from catalogue import measures, style_book, versions
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("measurements", __name__, url_prefix="/styles")


class NotALength(Refusal):
    message = _("“%(text)s” can't be read as a length. Write centimetres, with one decimal at most: 92.5.")


class TableForm(Form):
    version = HiddenField()


@bp.get("/<uuid:style_id>/measurements")
@allows(Duty.EDIT_STYLES)
def edit(style_id: UUID) -> str:
    style = find(style_id)
    form = TableForm(version=versions.version_of(session(), style))
    return _draw(style, form, _cells(style.measurements))


@bp.post("/<uuid:style_id>/measurements")
@allows(Duty.EDIT_STYLES)
def change(style_id: UUID) -> Response:
    style = find(style_id)
    form = TableForm(request.form)
    cells = {name: text.strip() for name, text in request.form.items() if name.startswith("mm-")}
    with refusing(form):
        refuse_outdated(form, style)
        draft = replace(standing(style), measurements=_read(cells, style))
        style_book.change_styles(session(), [draft], by=me(), at=now())
        return told(url_for("admin.styles.show", style_id=style_id), _("Kept."))
    return make_response(_draw(find(style_id), form, cells), 422)


def cell(size: str, measure: str) -> str:
    return f"mm-{measure}-{size}"


def _cells(measured: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        cell(size, measure): f"{Decimal(mm) / 10:f}"
        for size, lengths in measured.items()
        for measure, mm in lengths.items()
    }


def _read(cells: Mapping[str, str], style: Style) -> dict[str, dict[str, int]]:
    table = {
        size: {
            measure: _millimetres(text)
            for measure in measures.GARMENT
            if (text := cells.get(cell(size, measure)))
        }
        for size in _sizes(style)
    }
    return {size: lengths for size, lengths in table.items() if lengths}


def _millimetres(text: str) -> int:
    try:
        mm = Decimal(text.replace(",", ".")) * 10
    except InvalidOperation as error:
        raise NotALength(text=text[:20]) from error
    if not mm.is_finite() or mm != mm.to_integral_value():
        raise NotALength(text=text[:20])
    return int(mm)


def _sizes(style: Style) -> list[str]:
    """The sizes that some colourway is offered in, in the run's order."""
    run = session().get_one(SizeRun, (session().brand, style.size_run_id))
    offered = set(session().exec(select(Sku.size).where(Sku.style_id == style.id)))
    return [size for size in run.codes() if size in offered]


def _draw(style: Style, form: TableForm, cells: Mapping[str, str]) -> str:
    used = {name.removeprefix("mm-").rsplit("-", 1)[0] for name, text in cells.items() if text}
    rows: list[tuple[str, Any]] = sorted(measures.GARMENT.items(), key=lambda one: one[0] not in used)
    return render_template(
        "admin/measurements/edit.html",
        style=style,
        name=said(style.words, otherwise=style.code),
        form=form,
        sizes=_sizes(style),
        used=[row for row in rows if row[0] in used],
        others=[row for row in rows if row[0] not in used],
        cells=cells,
        cell=cell,
    )
