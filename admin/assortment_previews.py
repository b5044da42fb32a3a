"""What the draft will change, before it applies: over all outlets, and at one."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, request
from pyroaring import BitMap
from sqlmodel import col, select

from admin.assortments import DayForm, bp, find_draft, outlet_choices, type_names
from admin.frame import found, now
from admin.outlets import name_of
from admin.wordings import said
from catalogue.styles import Style
from inventory.assortments import editions
from inventory.assortments.preview import Preview
from inventory.assortments.preview import preview as compare
from kernel.web.access import allows
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

SHOWN = 30
MOST_STYLES = 200


@bp.get("/draft/preview")
@allows(Duty.EDIT_ASSORTMENTS)
def preview() -> str:
    held = find_draft()
    changed = compare(session(), held, on=_day(), at=now())
    return render_template(
        "admin/assortments/preview.html",
        edition=held,
        preview=changed,
        form=DayForm(on=changed.on),
        types=type_names(),
        names=dict(outlet_choices()),
        shown=changed.changed[:SHOWN],
        stranded=_most_stranded(changed),
    )


@bp.get("/draft/preview/<uuid:outlet_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def preview_outlet(outlet_id: UUID) -> str:
    held = find_draft()
    outlet = found(session().find(Outlet, outlet_id))
    changed = compare(session(), held, on=_day(), at=now())
    change = next(each for each in changed.changes if each.place.id == outlet_id)
    return render_template(
        "admin/assortments/preview_outlet.html",
        outlet=outlet,
        name=name_of(outlet),
        change=change,
        on=changed.on,
        gained=_styles(change.gained),
        lost=_styles(change.lost),
        most=MOST_STYLES,
    )


def _day() -> date:
    """The day asked for, or today; the past is not previewed."""
    form = DayForm(request.args)
    today = editions.today(session(), now())
    asked = form.on.data if form.validate() else None
    return max(asked, today) if asked else today


def _most_stranded(changed: Preview) -> list[Any]:
    standing = [change for change in changed.changes if change.stranded]
    return sorted(standing, key=lambda change: -change.stranded)[:SHOWN]


def _styles(numbers: BitMap) -> list[tuple[UUID, str, Any, int]]:
    rows = select(Style.id, Style.code, Style.words, Style.number)
    some = rows.where(col(Style.number).in_(list(numbers)[:MOST_STYLES])).order_by(Style.code)
    return [
        (id, code, said(words, otherwise=code), number) for id, code, words, number in session().execute(some)
    ]
