"""Assortments: the rules in force, their draft, their history, and one edition applying after another."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import DateField
from wtforms.validators import InputRequired

from admin.frame import found, me, now, refusing, to
from admin.notices import told
from admin.wordings import said
from i18n import Message, _
from inventory import assortments
from inventory.assortments import drafting, editions, presenting, rules, telling
from inventory.assortments.presenting import PresentationRule
from inventory.assortments.rules import Assortment, Level, Otherwise, Rule
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet, StoreType

bp = Blueprint("assortments", __name__, url_prefix="/assortments")
keep_to_module(bp, "store-types")

LEVELS: dict[Level, Message] = {
    Level.OUTLET: _("For single outlets"),
    Level.TYPE: _("For store types"),
    Level.MARKET: _("For markets"),
    Level.BRAND: _("For every store"),
}
"""The headings of the rules, the weightiest first."""


class OtherwiseForm(Form):
    otherwise = RadioField(
        _("Where no rule speaks"),
        choices=[
            (Otherwise.EVERYTHING, _("A store carries everything")),
            (Otherwise.NOTHING, _("A store carries nothing")),
        ],
    )


class DayForm(Form):
    on = DateField(_("From"), [InputRequired()])


@bp.get("/")
@allows(Duty.EDIT_ASSORTMENTS)
def index() -> str:
    refuse_unless_everywhere()
    today = editions.today(session(), now())
    held = editions.in_force(session(), today)
    history = select(Assortment).where(col(Assortment.applies_on).is_not(None))
    return render_template(
        "admin/assortments/index.html",
        held=held,
        draft=editions.draft(session()),
        waiting=editions.waiting(session(), today),
        grouped=grouped(held) if held else [],
        presentations=presentations(held) if held else [],
        carried=_by_type(),
        outlets=outlet_choices(),
        history=session().scalars(history.order_by(col(Assortment.number).desc())).all(),
        today=today,
    )


@bp.get("/<uuid:assortment_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def show(assortment_id: UUID) -> str:
    held = find(assortment_id)
    return render_template(
        "admin/assortments/show.html",
        edition=held,
        grouped=grouped(held),
        presentations=presentations(held),
        today=editions.today(session(), now()),
    )


@bp.post("/draft")
@allows(Duty.EDIT_ASSORTMENTS)
def begin() -> Response:
    refuse_unless_everywhere()
    drafting.begin(session(), by=me(), at=now())
    return to(url_for(".draft"))


@bp.post("/<uuid:assortment_id>/draft")
@allows(Duty.EDIT_ASSORTMENTS)
def begin_like(assortment_id: UUID) -> Response:
    """Begin a draft from an edition, to go back to it."""
    earlier = find(assortment_id)
    drafting.begin(session(), by=me(), at=now(), like=earlier)
    said_so = _("The draft is now like edition %(number)s. Look at what changes, then apply it.")
    return told(url_for(".preview"), said_so % {"number": earlier.number})


@bp.get("/draft")
@allows(Duty.EDIT_ASSORTMENTS)
def draft() -> str:
    held = find_draft()
    return render_template(
        "admin/assortments/draft.html",
        edition=held,
        grouped=grouped(held),
        otherwise=OtherwiseForm(otherwise=held.otherwise),
        presentations=presentations(held),
    )


@bp.post("/draft/otherwise")
@allows(Duty.EDIT_ASSORTMENTS)
def say_otherwise() -> Response:
    held = find_draft()
    form = OtherwiseForm(request.form)
    if form.validate():
        drafting.say_otherwise(session(), held, Otherwise(form.otherwise.data), by=me(), at=now())
        return told(url_for(".draft"), _("Kept."))
    return to(url_for(".draft"))


@bp.post("/draft/removal")
@allows(Duty.EDIT_ASSORTMENTS)
def discard() -> Response:
    drafting.discard(session(), find_draft(), by=me(), at=now())
    return told(url_for(".index"), _("The draft is gone. What is in force stays."))


@bp.post("/draft/application")
@allows(Duty.EDIT_ASSORTMENTS)
def apply() -> Response:
    held = find_draft()
    form = DayForm(request.form)
    if form.validate():
        on: date = found(form.on.data)
        with refusing(form, beside="on"):
            drafting.apply(session(), held, on=on, by=me(), at=now())
            return told(
                url_for(".index"), _("Edition %(number)s applies from %(day)s.", number=held.number, day=on)
            )
    return make_response(render_template("admin/assortments/refused.html", form=form), 422)


@bp.post("/<uuid:assortment_id>/calling-off")
@allows(Duty.EDIT_ASSORTMENTS)
def call_off(assortment_id: UUID) -> Response:
    drafting.call_off(session(), find(assortment_id), by=me(), at=now())
    return told(url_for(".draft"), _("It is a draft again."))


def find(assortment_id: UUID) -> Assortment:
    refuse_unless_everywhere()
    return found(session().find(Assortment, assortment_id))


def find_draft() -> Assortment:
    refuse_unless_everywhere()
    return found(editions.draft(session()))


def refuse_unless_everywhere() -> None:
    """Rules speak of every store: only who may write them for all may see them as a whole."""
    found(me() if me().may_everywhere(Duty.EDIT_ASSORTMENTS) else None)


def grouped(held: Assortment) -> list[tuple[Message, list[tuple[Rule, Message, bool]]]]:
    """The rules under their levels: each with its sentence, and whether its first day is the draft's own."""
    today = editions.today(session(), now())
    rows = editions.rows_of(session(), held)
    undated = {row.id for row in rows if row.starts_on is None}
    read = rules.read(rows, starts_on=held.applies_on or today)
    names = telling.Names.read(session(), read)
    return [
        (
            heading,
            [
                (rule, telling.sentence(rule, names, is_dated=rule.id not in undated), rule.id in undated)
                for rule in read
                if rule.level is level
            ],
        )
        for level, heading in LEVELS.items()
        if any(rule.level is level for rule in read)
    ]


def presentations(held: Assortment) -> list[tuple[PresentationRule, Message]]:
    """What is said of how goods stand, each with whom and what it is said of."""
    return telling.presented(session(), presenting.rows_of(session(), held))


def outlet_choices() -> list[tuple[UUID, Any]]:
    rows = session().execute(select(Outlet.id, Outlet.code, Outlet.words).order_by(col(Outlet.code)))
    return [(id, said(words, otherwise=code)) for id, code, words in rows]


def type_names() -> dict[str, Any]:
    rows = session().execute(
        select(StoreType.id, StoreType.code, StoreType.words).order_by(col(StoreType.position))
    )
    return {str(id): said(words, otherwise=code) for id, code, words in rows}


def _by_type() -> list[tuple[Any, int, int, int]]:
    """For each store type its stores, and the fewest and the most styles that one of them carries."""
    carried = assortments.carried(session())
    names = type_names()
    counts: dict[str, list[int]] = {}
    for place in editions.places(session()):
        if place.type:
            counts.setdefault(place.type, []).append(len(carried[place.id]))
    return [
        (name, len(counts[key]), min(counts[key]), max(counts[key]))
        for key, name in names.items()
        if key in counts
    ]
