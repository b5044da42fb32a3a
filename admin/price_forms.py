"""The forms about prices, and how what is typed in them becomes minor units."""

from fractions import Fraction
from typing import Any

from wtforms import DecimalField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import amounts
from admin.moments import MomentField
from admin.narrowing import Narrowing
from admin.style_list import category_choices, season_choices
from catalogue.rounding import CHARMS, Rounding, Rule
from i18n import _, pgettext
from i18n.money import exponent
from kernel.web.forms import Form, RadioField, SelectField
from tenancy.markets import PriceList


class FilterForm(Narrowing):
    q = StringField(_("Name, code or barcode"), [Length(max=120)])
    category = SelectField(_("Category"))
    season = SelectField(_("Season"))
    standing = SelectField(
        _("Price"), choices=[("", _("All")), ("reduced", _("Reduced now")), ("none", _("Without a price"))]
    )

    def offer(self) -> None:
        self.category.choices = [("", str(_("All"))), *category_choices()]
        self.season.choices = [("", str(_("All"))), *season_choices()]


class PriceForm(Form):
    amount = StringField(_("Full price"), [InputRequired(), Length(max=25)])
    starts_at = MomentField(pgettext("moment", "From"), [Optional()])

    def units(self, currency: str) -> int:
        return amounts.typed(self.amount.data, currency)


class MarkdownForm(Form):
    way = RadioField(
        _("Reduce"), choices=[("percent", _("by per cent")), ("price", _("to a price"))], default="percent"
    )
    percent = IntegerField(_("Per cent off"), [Optional(), NumberRange(1, 95)])
    amount = StringField(_("Price"), [Optional(), Length(max=25)])
    starts_at = MomentField(pgettext("moment", "From"), [Optional()])
    ends_at = MomentField(pgettext("moment", "Until"), [Optional()])
    reason = StringField(_("Why"), [Length(max=120)])

    def reduction(self, currency: str) -> dict[str, Any]:
        """Either the price to reduce to, or the per cent and how the outcome is rounded."""
        if self.way.data == "price":
            return {"to": amounts.typed(self.amount.data or "", currency)}
        return {"percent": self.percent.data, "rounding": CHARMS.get(currency)}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        wanted = self.percent if self.way.data == "percent" else self.amount
        if not wanted.data and not wanted.errors:
            self.refuse(wanted.name, _("This field is required."))
            return False
        return good


class RuleForm(Form):
    source = SelectField(_("From the list"))
    factor = DecimalField(_("Times"), [InputRequired(), NumberRange(0, 1_000_000)], places=None)
    step = StringField(_("Rounded to the nearest"), [InputRequired(), Length(max=25)])
    charm = StringField(_("Less"), [Optional(), Length(max=25)])
    starts_at = MomentField(pgettext("moment", "From"), [Optional()])

    def offer(self, lists: list[PriceList], target: PriceList) -> None:
        self.source.choices = [
            (one.code, f"{one.code} · {one.currency}") for one in lists if one.code != target.code
        ]

    def rule(self, source: PriceList, target: PriceList) -> Rule:
        """Read the rule; the factor is between whole units, the rule between minor ones."""
        shift = Fraction(10) ** (exponent(target.currency) - exponent(source.currency))
        factor = Fraction(self.factor.data or 0) * shift
        rounding = Rounding(
            max(1, amounts.typed(self.step.data, target.currency)),
            amounts.typed(self.charm.data, target.currency) if self.charm.data else 0,
        )
        return Rule(factor.numerator, factor.denominator, rounding)


def usual_rounding(currency: str) -> tuple[str, str]:
    """How prices of the currency usually end, as the form asks it."""
    usual = CHARMS.get(currency, Rounding(10 ** exponent(currency)))
    return amounts.plain(usual.step, currency), amounts.plain(usual.charm, currency)
