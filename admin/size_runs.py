"""Size runs: the sizes styles are offered in, what each country calls them, and the bodies they fit."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from admin import rules
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import sizes, versions
from catalogue.measures import BODY
from catalogue.sizes import Size, SizeRun, SizeRunDraft
from i18n import _
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.markets import Market

bp = Blueprint("size_runs", __name__, url_prefix="/size-runs")
SPARE = 3
USUAL = ("CN", "JP", "FR", "DE", "IT", "GB", "US")
SPAN = re.compile(r"\s*(\d{1,3}(?:[.,]\d)?)\s*(?:[-–]\s*(\d{1,3}(?:[.,]\d)?)\s*)?")


class NotASpan(Refusal):
    message = _("“%(text)s” can't be read as a body's measure. Write centimetres: 88, or 86–90.")


class RunForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    runs = session().exec(select(SizeRun).order_by(col(SizeRun.position), SizeRun.code)).all()
    named = [(run, said(run.words, otherwise=run.code)) for run in runs]
    return render_template("admin/size_runs/index.html", runs=named)


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return _draw(None, RunForm(), [{}] * (2 * SPARE))


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = RunForm(request.form)
    if form.validate() and rules.has_code(form):
        with refusing(form):
            draft = SizeRunDraft(
                code=form.code.data.strip(), sizes=_read(), texts=with_own({}, name=form.name.data)
            )
            sizes.add_size_runs(session(), [draft], by=me(), at=now())
            return told(url_for(".index"), _("The size run is added."))
    return make_response(_draw(None, form, _sent()), 422)


@bp.get("/<uuid:run_id>")
@allows(Duty.EDIT_STYLES)
def edit(run_id: UUID) -> str:
    run = find(run_id)
    form = RunForm(version=versions.version_of(session(), run), name=own(run.words))
    return _draw(run, form, [*map(_row, run.sizes), *[{}] * SPARE])


@bp.post("/<uuid:run_id>")
@allows(Duty.EDIT_STYLES)
def change(run_id: UUID) -> Response:
    """Change names, bodies and order; a size that there is stays, for SKUs may hang on it."""
    run = find(run_id)
    form = RunForm(request.form)
    if form.validate():
        with refusing(form):
            refuse_outdated(form, run)
            texts = with_own(run.words, name=form.name.data)
            sizes.change_size_run(session(), run, sizes=_read(run), texts=texts, by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw(find(run_id), form, _sent()), 422)


def find(run_id: UUID) -> SizeRun:
    return found(session().find(SizeRun, run_id))


def _countries(run: SizeRun | None) -> list[str]:
    """Countries that name sizes in their own way: those in use, the brand's markets, and the usual ones."""
    used = [place for size in (run.sizes if run else ()) for place in (size.get("names") or {}) if place]
    sold = [place for places in session().exec(select(Market.countries)) for place in places[:1]]
    return list(dict.fromkeys([*used, *sold, *USUAL]))


def _row(size: Mapping[str, Any]) -> dict[str, str]:
    """A size as the cells of the form."""
    row = {"code": size["code"], "held": size["code"]}
    row |= {f"name-{place}": name for place, name in (size.get("names") or {}).items()}
    return row | {f"body-{name}": _span(*span) for name, span in (size.get("body") or {}).items()}


def _span(low: int, high: int) -> str:
    ends = [f"{mm / 10:g}" for mm in dict.fromkeys((low, high))]
    return "–".join(ends)


def _sent() -> list[dict[str, str]]:
    """The rows as they were sent: cells are named `<row>-<cell>`."""
    rows: dict[int, dict[str, str]] = {}
    for name, text in request.form.items():
        number, dash, cell = name.partition("-")
        if dash and number.isascii() and number.isdigit():
            rows.setdefault(int(number), {})[cell] = text.strip()
    return [rows[number] for number in sorted(rows)]


def _read(run: SizeRun | None = None) -> tuple[Size, ...]:
    """Read the sizes in the order asked for; one that stands in the run keeps its code."""
    held = set(run.codes()) if run else set()
    rows = [row for row in _sent() if row.get("code") or row.get("held") in held]
    ordered = sorted(enumerate(rows), key=lambda one: (_place(one[1], one[0]), one[0]))
    return tuple(_size(row, row["held"] if row.get("held") in held else row["code"]) for _n, row in ordered)


def _place(row: Mapping[str, str], otherwise: int) -> int:
    text = row.get("place", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise + 1


def _size(row: Mapping[str, str], code: str) -> Size:
    names = {
        cell.removeprefix("name-"): text for cell, text in row.items() if cell.startswith("name-") and text
    }
    body = {name: _read_span(row[f"body-{name}"]) for name in BODY if row.get(f"body-{name}")}
    return Size(code=code, names=names, body=body)


def _read_span(text: str) -> tuple[int, int]:
    found = SPAN.fullmatch(text)
    if found is None:
        raise NotASpan(text=text[:20])
    low, high = (round(float((end or found[1]).replace(",", ".")) * 10) for end in found.groups())
    return low, high


def _draw(run: SizeRun | None, form: RunForm, rows: list[dict[str, str]]) -> str:
    return render_template(
        "admin/size_runs/edit.html",
        run=run,
        name=said(run.words, otherwise=run.code) if run else None,
        form=form,
        rows=rows,
        countries=_countries(run),
        body=BODY,
    )
