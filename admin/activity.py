"""What happened in the house: by whom, to what, when; of like deeds at one moment, one line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import String, and_, cast, false, or_
from sqlalchemy.orm import defer
from sqlmodel import col, func, select

from admin.deeds import DEEDS, KINDS, OF_THEIR_OWN, SWITCHED
from admin.frame import brand, me, now
from admin.narrowing import PAGE, Narrowing, pages_of
from admin.wordings import said
from catalogue.translations import SUBJECTS
from i18n import Message
from inventory.assortments.rules import Assortment
from inventory.deliveries import Delivery
from inventory.plans.documents import Plan
from inventory.stock_takes import StockTake
from inventory.transfers import Transfer
from kernel.events import CLOCK, Event
from kernel.web.access import allows
from kernel.web.modules import on
from kernel.web.transactions import session
from sales.orders import Order
from sales.payments import PaymentRoute
from tenancy.brands import event_id
from tenancy.duties import Duty
from tenancy.invitations import Invitation
from tenancy.markets import PriceList
from tenancy.modules import MODULES
from tenancy.staff import Staff

bp = Blueprint("activity", __name__, url_prefix="/activity")
LATEST = 8
LASTS = timedelta(days=90)
CALLED_BY = ("display_name", "reference", "code", "route", "number")
NAMED: dict[str, Any] = SUBJECTS | {
    "staff": Staff,
    "invitation": Invitation,
    "price_list": PriceList,
    "transfer": Transfer,
    "delivery": Delivery,
    "stock_take": StockTake,
    "assortment": Assortment,
    "plan": Plan,
    "sales_order": Order,
    "payment_route": PaymentRoute,
}


@dataclass(frozen=True)
class Line:
    """One deed, or as many alike as were done at one moment; `address` leads to a single thing."""

    at: datetime
    who: str
    deed: Message
    kind: Message
    name: Any
    count: int
    address: str | None


@bp.get("/")
@allows(Duty.SEE_CONSOLE)
def index() -> str:
    asked = Narrowing(request.args).asked()
    groups = _groups().subquery()
    pages = pages_of(session().exec(select(func.count()).select_from(groups)).one())
    page = min(asked["page"] or 1, pages)
    return render_template(
        "admin/activity/index.html",
        lines=_lines(limit=PAGE, offset=(page - 1) * PAGE),
        page=page,
        pages=pages,
        turned_to=lambda number: url_for(".index", page=number),
    )


def latest() -> list[Line]:
    """Return what happened last, of what this person may know."""
    return _lines(limit=LATEST, offset=0)


def _groups() -> Any:
    """Select one row for each moment, person and kind of deed, with one event that stands for it."""
    one_alike: tuple[Any, ...] = (Event.at, Event.subject, Event.action, Event.by_id, Event.by_name)
    stands_for = func.min(cast(Event.id, String)).label("event_id")
    chosen = select(*one_alike, func.count().label("count"), stands_for)
    return chosen.where(col(Event.at) > now() - LASTS, _known(), _hers()).group_by(*one_alike)


def _known() -> Any:
    known = and_(col(Event.subject).in_(KINDS), col(Event.action).in_(DEEDS))
    return or_(known, Event.subject == "module_switch")


def _hers() -> Any:
    """What concerns her duties; where she looks after some outlets only, these; and what she did herself."""
    everywhere = [subject for subject, kind in KINDS.items() if me().may_everywhere(kind.duty)]
    outlets = me().outlets_for(Duty.EDIT_OUTLETS)
    of_outlets = and_(Event.subject == "outlet", col(Event.subject_id).in_(outlets)) if outlets else false()
    return or_(col(Event.subject).in_(everywhere), of_outlets, Event.by_id == me().id)


def _lines(*, limit: int, offset: int) -> list[Line]:
    groups = _groups().order_by(col(Event.at).desc(), func.min(cast(Event.id, String)).desc())
    rows = session().exec(groups.limit(limit).offset(offset)).all()
    ids = [UUID(row.event_id) for row in rows]
    told = {event.id: event for event in session().exec(select(Event).where(col(Event.id).in_(ids)))}
    names = _names([event for event in told.values() if event.subject in NAMED])
    return [_line(row.count, told[UUID(row.event_id)], names) for row in rows]


def _names(events: list[Event]) -> dict[UUID, Any]:
    """Name the rows that events are about, one statement a kind; what is gone has no name here."""
    found: dict[UUID, Any] = {}
    for subject in {event.subject for event in events}:
        model = NAMED[subject]
        ids = [event.subject_id for event in events if event.subject == subject]
        heavy = (defer(col(Plan.head)), defer(col(Plan.summary))) if model is Plan else ()
        for row in session().exec(select(model).where(col(model.id).in_(ids)).options(*heavy)):
            found[row.id] = _name(row)
    return found


def _name(row: Any) -> Any:
    plain = next((str(getattr(row, name)) for name in CALLED_BY if hasattr(row, name)), "")
    if not hasattr(row, "words"):
        return plain
    return said(row.words, "title" if "title" in row.words else "name", plain)


def _line(count: int, event: Event, names: dict[UUID, Any]) -> Line:
    kind = KINDS[event.subject]
    is_there = count == 1 and (event.subject_id in names or not kind.argument)
    return Line(
        at=event.at,
        who="Comptoir" if event.by_name == CLOCK.display_name else event.by_name,
        deed=_deed(event),
        kind=kind.name,
        name=_named(event, names),
        count=count,
        address=_address(event) if is_there else None,
    )


def _deed(event: Event) -> Message:
    if event.subject == "module_switch":
        return SWITCHED[bool(event.particulars.get("on"))]
    return OF_THEIR_OWN.get(event.name) or DEEDS[event.action]


def _named(event: Event, names: dict[UUID, Any]) -> Any:
    told = event.particulars
    if event.subject == "module_switch":
        module = MODULES.get(told.get("module", ""))
        return module.name if module else ""
    if event.subject_id == event_id(session().brand):
        return brand().name
    return names.get(event.subject_id) or told.get("host") or told.get("code") or ""


def _address(event: Event) -> str | None:
    kind = KINDS[event.subject]
    is_shut = kind.modules and not on().intersection(kind.modules)
    if not kind.endpoint or is_shut or not me().may(kind.duty):
        return None
    arguments: dict[str, Any] = {kind.argument: event.subject_id} if kind.argument else {}
    return url_for(kind.endpoint, **arguments)
