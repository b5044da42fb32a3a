"""Overrules: what a merchandiser knows better than the estimate, said on a style's page, and withdrawn."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from wtforms import DateField, DecimalField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin import demand_list
from admin.frame import brand, found, me, now
from admin.wordings import said
from catalogue.categories import Category
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import Message, _
from i18n.dates import in_zone
from inventory.demand.overrules import Overrule, OverruleDraft
from kernel.web.forms import Form, RadioField, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import StoreType
from tenancy.staff import Staff

USUALLY = timedelta(days=27)
TIMES, WEEKLY = "times", "weekly"


class OverruleForm(Form):
    what = SelectField(_("Of what"))
    where = SelectField(_("Where"))
    first_on = DateField(_("From"), [InputRequired()])
    last_on = DateField(_("To"), [InputRequired()])
    measure = RadioField(
        _("Said as"),
        choices=[(TIMES, _("times what is estimated")), (WEEKLY, _("pieces a week in each outlet"))],
        default=TIMES,
    )
    figure = DecimalField(_("Figure"), [InputRequired(), NumberRange(0, 100_000)])
    reason = StringField(
        _("Why"), [InputRequired(message=_("Say why, so that others can follow it.")), Length(max=500)]
    )

    def offer(self, style: Style) -> None:
        self.what.choices = [("style", str(_("The whole style")))]
        self.what.choices += [
            (f"sku:{sku['id']}", f"{sku['colour']} · {sku['size']}") for sku in demand_list.skus_of(style.id)
        ]
        category = session().find(Category, style.category_id)
        if category and me().may_everywhere(Duty.OVERRULE_DEMAND):
            name = said(category.words, otherwise=category.code)
            self.what.choices.append(("category", str(_("All of %(category)s", category=name))))
        self.where.choices = list(_places())

    def draft(self, style: Style) -> OverruleDraft:
        figure = float(found(self.figure.data))
        kind, _mark, id = (self.where.data or "").partition(":")
        sku = (self.what.data or "").partition(":")[2]
        return OverruleDraft(
            first_on=found(self.first_on.data),
            last_on=found(self.last_on.data),
            reason=(self.reason.data or "").strip(),
            times=figure if self.measure.data == TIMES else None,
            weekly=figure if self.measure.data == WEEKLY else None,
            sku_id=UUID(sku) if sku else None,
            style_id=style.id if self.what.data == "style" else None,
            category_id=style.category_id if self.what.data == "category" else None,
            outlet_id=UUID(id) if kind == "outlet" else None,
            store_type_id=UUID(id) if kind == "type" else None,
        )


@dataclass(frozen=True)
class Told:
    """An overrule as a page tells it."""

    row: Overrule
    what: Any
    where: Any
    by: str
    style_id: UUID | None
    may_withdraw: bool


def _places() -> list[tuple[str, str]]:
    """Where this person may overrule: everywhere and by store type only who may for the whole brand."""
    mine = me().outlets_for(Duty.OVERRULE_DEMAND)
    named = [
        (f"outlet:{id}", name) for id, name in demand_list.outlets().items() if mine is None or id in mine
    ]
    if mine is not None:
        return named
    types = session().exec(
        select(StoreType.id, StoreType.code, StoreType.words).order_by(col(StoreType.position))
    )
    kinds = [(f"type:{id}", str(said(words, otherwise=code))) for id, code, words in types]
    return [("all", str(_("All outlets"))), *kinds, *named]


def begun(style: Style) -> OverruleForm | None:
    """An empty form for who may overrule somewhere; four weeks from today."""
    if not me().may(Duty.OVERRULE_DEMAND):
        return None
    today = in_zone(now(), brand().time_zone).date()
    form = OverruleForm(first_on=today, last_on=today + USUALLY)
    form.offer(style)
    return form


def is_mine(row: Overrule) -> bool:
    """Whoever may for the whole brand, or for the one outlet that it is about."""
    mine = me().outlets_for(Duty.OVERRULE_DEMAND)
    return mine is None or row.outlet_id in mine


def style_of(sku_id: UUID | None) -> UUID | None:
    return session().scalars(select(Sku.style_id).where(Sku.id == sku_id)).first() if sku_id else None


def standing() -> list[Told]:
    """All that stand and are not over, as far as this person sees their outlets."""
    today = in_zone(now(), brand().time_zone).date()
    rows = select(Overrule).where(col(Overrule.withdrawn_at).is_(None), Overrule.last_on >= today)
    return _told(rows.order_by(col(Overrule.made_at).desc()))


def of_style(style: Style) -> list[Told]:
    """Those about a style, its SKUs or its category, withdrawn ones too; the newest first."""
    skus = select(Sku.id).where(Sku.style_id == style.id)
    about = (
        (col(Overrule.style_id) == style.id)
        | col(Overrule.sku_id).in_(skus)
        | (col(Overrule.category_id) == style.category_id)
    )
    return _told(select(Overrule).where(about).order_by(col(Overrule.made_at).desc()).limit(50))


def _told(rows: Any) -> list[Told]:
    places, types, people = demand_list.outlets(), _type_names(), _people()
    seen = [row for row in session().exec(rows) if row.outlet_id is None or row.outlet_id in places]
    whats = _whats(seen)
    everywhere: Message = _("All outlets")
    return [
        Told(
            row,
            what=whats[row.id],
            where=places.get(row.outlet_id) or types.get(row.store_type_id) or everywhere,
            by=people.get(row.made_by) or str(_("The house")),
            style_id=row.style_id or style_of(row.sku_id),
            may_withdraw=row.withdrawn_at is None and me().may(Duty.OVERRULE_DEMAND) and is_mine(row),
        )
        for row in seen
    ]


def _type_names() -> dict[UUID | None, Any]:
    ordered = select(StoreType.id, StoreType.code, StoreType.words).order_by(col(StoreType.position))
    rows = session().exec(ordered)
    return {id: said(words, otherwise=code) for id, code, words in rows}


def _people() -> dict[UUID | None, str]:
    return {row[0]: row[1] for row in session().execute(select(Staff.id, Staff.display_name))}


def _whats(rows: list[Overrule]) -> dict[UUID, Any]:
    """What each is about, in the reader's words."""
    return {row.id: _what(row) for row in rows}


def _what(row: Overrule) -> Any:
    if row.sku_id is not None:
        return found(session().find(Sku, row.sku_id)).code
    if row.style_id is not None:
        style = found(session().find(Style, row.style_id))
        return said(style.words, otherwise=style.code)
    if row.category_id is not None:
        category = found(session().find(Category, row.category_id))
        return said(category.words, otherwise=category.code)
    return _("Everything")
