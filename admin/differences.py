"""Differences: when shelf and book did not agree, and the promises that stand broken by it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from sqlmodel import col, select

from admin import causes, stock_list
from admin.frame import now
from admin.narrowing import Narrowing
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from inventory import differences
from kernel.web.access import allows
from kernel.web.forms import SelectField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.staff import Staff

bp = Blueprint("differences", __name__, url_prefix="/stock/differences")
MOST = 200
SPANS = {"7": _("Seven days"), "30": _("Thirty days"), "365": _("A year")}


class FilterForm(Narrowing):
    outlet = SelectField(_("Outlet"))
    days = SelectField(_("In the last"), choices=list(SPANS.items()), default="30")

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices_or_all(Duty.SEE_STOCK)


@bp.get("/")
@allows(Duty.SEE_STOCK)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    asked = form.asked()
    outlets = stock_list.outlets(Duty.SEE_STOCK)
    chosen = [UUID(asked["outlet"])] if asked["outlet"] else list(outlets)
    since = now() - timedelta(days=int(asked["days"] or 30))
    rows = differences.differences(
        session(), outlet_ids=chosen, since=since, until=now() + timedelta(minutes=1), most=MOST
    )
    broken = differences.broken_promises(session(), outlet_ids=chosen)
    return fragment(
        "admin/differences/index.html",
        "rows",
        form=form,
        rows=rows,
        found=sum(row.units for row in rows if row.units > 0),
        missing=-sum(row.units for row in rows if row.units < 0),
        broken=broken,
        skus=_names({row.sku_id for row in rows} | {one.sku_id for one in broken}),
        people=_people({row.by_id for row in rows if row.by_id}),
        addresses=causes.addresses((row.cause, row.cause_id) for row in rows),
        kinds=causes.KINDS,
        reasons=causes.REASONS,
        outlets=outlets,
        most=MOST,
    )


def _names(ids: Collection[UUID]) -> dict[UUID, tuple[Any, str]]:
    rows = select(Sku.id, Sku.code, Sku.size, Style.words).join(Style, col(Style.id) == Sku.style_id)
    named = session().exec(rows.where(col(Sku.id).in_(ids))) if ids else ()
    return {id: (said(words, otherwise=code), f"{code} · {size}") for id, code, size, words in named}


def _people(ids: Collection[UUID]) -> dict[UUID, str]:
    rows = select(Staff.id, Staff.display_name).where(col(Staff.id).in_(ids))
    return dict(session().exec(rows).all()) if ids else {}
