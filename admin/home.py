"""The overview: what state the house is in, each number leading to what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from sqlmodel import col, func, select

from admin import activity
from admin.frame import me, now, to
from catalogue.styles import Style
from i18n import Message, _
from kernel.db import BrandSession
from kernel.web.access import allows
from kernel.web.modules import on
from kernel.web.transactions import session
from tenancy import domains, invitations
from tenancy.duties import Duty
from tenancy.markets import Market
from tenancy.outlets import Outlet
from tenancy.staff import Staff

bp = Blueprint("home", __name__)
Count = Callable[[BrandSession, datetime], int]


@dataclass(frozen=True)
class Figure:
    """A number of the overview, for whoever holds the duty everywhere, and the page that lists it.

    With `waits`, any at all means that somebody has something to do.
    """

    label: Message
    duty: Duty
    endpoint: str
    count: Count
    waits: bool = False
    module: str | None = None

    @property
    def is_shown(self) -> bool:
        return me().may_everywhere(self.duty) and (self.module is None or self.module in on())


def _rows(model: Any, *which: Any) -> Count:
    return lambda reading, _at: reading.exec(select(func.count()).select_from(model).where(*which)).one()


def _unproved(reading: BrandSession, _at: datetime) -> int:
    return sum(domain.proved_at is None for domain in domains.of_brand(reading))


FIGURES = [
    Figure(
        _("Stores open"),
        Duty.SEE_CONSOLE,
        "admin.outlets.index",
        _rows(Outlet, Outlet.kind == "store", col(Outlet.closed_on).is_(None)),
    ),
    Figure(
        _("Styles on sale"),
        Duty.EDIT_STYLES,
        "admin.styles.index",
        _rows(Style, Style.status == "published"),
    ),
    Figure(
        _("Styles in draft"),
        Duty.EDIT_STYLES,
        "admin.styles.index",
        _rows(Style, Style.status == "draft"),
        waits=True,
    ),
    Figure(_("Markets"), Duty.EDIT_MARKETS, "admin.markets.index", _rows(Market), module="markets"),
    Figure(
        _("People on staff"), Duty.EDIT_STAFF, "admin.staff.index", _rows(Staff, col(Staff.left_at).is_(None))
    ),
    Figure(
        _("Invitations not taken up"),
        Duty.EDIT_STAFF,
        "admin.staff.index",
        lambda reading, at: len(invitations.still_open(reading, at=at)),
        waits=True,
    ),
    Figure(_("Domains to be proved"), Duty.EDIT_BRAND, "admin.brand.index", _unproved, waits=True),
]
"""What the overview counts, in order."""


@bp.get("/")
@allows(Duty.SEE_CONSOLE)
def index() -> Response | str:
    """The house at a glance; whoever looks after nothing but a store begins on its floor."""
    figures = counted(session())
    if not figures and me().may(Duty.RECEIVE_STOCK):
        return to(url_for("admin.floor.index"))
    return render_template(
        "admin/home/index.html", figures=figures, name=me().display_name, lines=activity.latest()
    )


def counted(reading: BrandSession) -> list[dict[str, Any]]:
    """Count what this person may open; what waits for nobody is left out."""
    counts = [(figure, figure.count(reading, now())) for figure in FIGURES if figure.is_shown]
    return [
        {
            "label": figure.label,
            "number": number,
            "address": url_for(figure.endpoint),
            "kind": "waiting" if figure.waits else "plain",
        }
        for figure, number in counts
        if number or not figure.waits
    ]
