"""One rule of the draft, written as a sentence: who, carries or not, what, and when."""

from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from admin.assortments import bp, find_draft
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_forms import lines
from admin.style_list import category_choices, season_choices
from admin.wordings import said
from catalogue.collections import Collection
from i18n import Message, _
from i18n.money import Money, parse_money
from i18n.speech import current
from inventory.assortments import drafting
from inventory.assortments.drafting import SUBJECTS, RuleDraft
from inventory.assortments.rules import Action, AssortmentRule, Conditions, Level, What
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField, SelectMultipleField
from kernel.web.transactions import session
from tenancy import traits
from tenancy.duties import Duty
from tenancy.markets import PriceList

WHO: dict[Level, Message] = {
    Level.BRAND: _("Every store"),
    Level.TYPE: _("Stores of these types"),
    Level.MARKET: _("Stores in these markets"),
    Level.OUTLET: _("These outlets alone"),
}
NAMED = {Level.TYPE: "types", Level.MARKET: "markets", Level.OUTLET: "outlets"}
"""The fields that hold the subjects of each level."""


class RuleForm(Form):
    level = RadioField(_("Who"), choices=list(WHO.items()), default=Level.TYPE)
    types = SelectMultipleField(_("Store types"))
    markets = SelectMultipleField(_("Markets"))
    outlets = SelectMultipleField(_("Outlets"))
    tiers = SelectMultipleField(_("In cities of the tier"), choices=list(traits.CITY_TIERS.items()))
    climates = SelectMultipleField(_("In the climate"), choices=list(traits.CLIMATES.items()))
    grades = SelectMultipleField(_("Of the grade"), choices=[(grade, grade) for grade in traits.GRADES])
    action = SelectField(
        _("Does what"), choices=[(Action.INCLUDE, _("carry")), (Action.EXCLUDE, _("do not carry"))]
    )
    categories = SelectMultipleField(_("Categories, with all below them"))
    collections = SelectMultipleField(_("Collections"))
    seasons = SelectMultipleField(_("Of the seasons"))
    tags = StringField(_("With one of the tags"), [Length(max=300)])
    styles = TextAreaField(_("Single styles"), [Length(max=20_000)])
    price_list = SelectField(_("Price list"))
    lowest = StringField(_("Full price from"), [Length(max=25)])
    highest = StringField(_("Full price up to"), [Length(max=25)])
    starts_on = DateField(_("First day"), [Optional()])
    ends_on = DateField(_("Last day"), [Optional()])
    during = SelectMultipleField(_("Only during"))

    def offer(self) -> None:
        for level, name in NAMED.items():
            self[name].choices = named(SUBJECTS[level])
        self.categories.choices = category_choices()
        self.collections.choices = named(Collection)
        self.seasons.choices = self.during.choices = season_choices()
        lists = session().exec(select(PriceList.code, PriceList.currency).order_by(PriceList.code)).all()
        self.price_list.choices = [("", "–"), *((code, f"{code} ({currency})") for code, currency in lists)]

    def draft(self) -> RuleDraft:
        level = Level(self.level.data)
        return RuleDraft(
            level=level,
            subjects=tuple(self[NAMED[level]].data or ()) if level in NAMED else (),
            conditions=Conditions(
                **{name: tuple(self[name].data or ()) for name in ("tiers", "climates", "grades", "during")}
            ),
            action=Action(self.action.data),
            what=What(
                categories=tuple(self.categories.data or ()),
                collections=tuple(self.collections.data or ()),
                seasons=tuple(self.seasons.data or ()),
                tags=tuple(
                    tag.strip().casefold() for tag in (self.tags.data or "").split(",") if tag.strip()
                ),
                styles=tuple(dict.fromkeys(lines(self.styles.data))),
                price_list=self.price_list.data or "",
                lowest=self._units("lowest"),
                highest=self._units("highest"),
            ),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )

    def _units(self, name: str) -> int | None:
        text = (self[name].data or "").strip()
        if not text:
            return None
        currency = _currency(self.price_list.data)
        if currency is None:
            raise drafting.PriceWithoutList
        speech = current()
        return parse_money(text, currency, speech.language, speech.region).units


@bp.get("/draft/rules/new")
@allows(Duty.EDIT_ASSORTMENTS)
def new_rule() -> str:
    find_draft()
    return _draw(None, RuleForm())


@bp.post("/draft/rules")
@allows(Duty.EDIT_ASSORTMENTS)
def add_rule() -> Response:
    held = find_draft()
    form = RuleForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            drafting.add_rules(session(), held, [form.draft()], by=me(), at=now())
            return told(
                url_for(".draft"), _("The rule is in the draft. It changes nothing until that applies.")
            )
    return make_response(_draw(None, form), 422)


@bp.get("/draft/rules/<uuid:rule_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def rule(rule_id: UUID) -> str:
    held = _find(rule_id)
    return _draw(held, _filled(held))


@bp.post("/draft/rules/<uuid:rule_id>")
@allows(Duty.EDIT_ASSORTMENTS)
def change_rule(rule_id: UUID) -> Response:
    held = _find(rule_id)
    form = RuleForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            drafting.change_rule(session(), find_draft(), held, form.draft(), by=me(), at=now())
            return told(url_for(".draft"), _("Kept."))
    return make_response(_draw(_find(rule_id), form), 422)


@bp.post("/draft/rules/<uuid:rule_id>/removal")
@allows(Duty.EDIT_ASSORTMENTS)
def take_out_rule(rule_id: UUID) -> Response:
    drafting.take_out(session(), find_draft(), _find(rule_id), by=me(), at=now())
    return told(url_for(".draft"), _("The rule is out of the draft."))


def _find(rule_id: UUID) -> AssortmentRule:
    """Return a rule of the draft; those of other editions are not changed."""
    draft = find_draft()
    held = found(session().find(AssortmentRule, rule_id))
    return found(held if held.assortment_id == draft.id else None)


def named(model: Any) -> list[tuple[str, Any]]:
    order = (model.position, model.code) if hasattr(model, "position") else (model.code,)
    rows = session().execute(select(model.code, model.words).order_by(*order))
    return [(code, said(words, otherwise=code)) for code, words in rows]


def _currency(price_list: str | None) -> str | None:
    if not price_list:
        return None
    return session().exec(select(PriceList.currency).where(PriceList.code == price_list)).first()


def _filled(held: AssortmentRule) -> RuleForm:
    what, like = What.read(held.what), Conditions.read(held.conditions)
    form = RuleForm(
        level=held.level,
        action=held.action,
        **vars(like),
        categories=what.categories,
        collections=what.collections,
        seasons=what.seasons,
        tags=", ".join(what.tags),
        styles="\n".join(what.styles),
        price_list=what.price_list,
        lowest=_typed(what.lowest, what.price_list),
        highest=_typed(what.highest, what.price_list),
        starts_on=held.starts_on,
        ends_on=held.ends_on,
    )
    name = NAMED.get(Level(held.level))
    if name:
        model = SUBJECTS[Level(held.level)]
        ids = [UUID(one) for one in held.subjects]
        form[name].data = list(session().exec(select(model.code).where(col(model.id).in_(ids))))
    return form


def _typed(units: int | None, price_list: str) -> str:
    currency = _currency(price_list)
    if units is None or currency is None:
        return ""
    return format(Money(units, currency).decimal.normalize(), "f")


def _draw(held: AssortmentRule | None, form: RuleForm) -> str:
    form.offer()
    return render_template(
        "admin/assortments/rule.html",
        rule=held,
        form=form,
        subjects=[(level, form[name]) for level, name in NAMED.items()],
    )
