"""The checkout's fields, in the order and by the names of the country that an address lies in."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import g
from werkzeug.datastructures import MultiDict
from wtforms.fields import EmailField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from i18n import _, places
from i18n.addresses import Address, form_fields, label, required_fields, validate
from i18n.languages import country_name
from i18n.messages import Message, pgettext
from i18n.names import display_name
from i18n.phones import PhoneUnreadable, example_phone, read_phone
from kernel.web.forms import Form, SelectField
from sales.checkouts import Whereabouts

FAMILY_FIRST = ("zh", "ja")
MAIL = r"\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$"


class WhereForm(Form):
    """Who she is and where it goes; its address fields are made for one country at a time."""

    country = SelectField(_("Country"), choices=[])
    email = EmailField(
        _("Mail address"),
        [
            InputRequired(_("Write your mail address: the confirmation goes there.")),
            Regexp(MAIL, message=_("That is no mail address. It looks like ines@example.com.")),
            Length(max=254),
        ],
    )
    family = StringField(_("Family name"), [InputRequired(_("Write your name.")), Length(max=80)])
    given = StringField(_("Given name"), [Optional(), Length(max=80)])
    line_1 = StringField(pgettext("address", "Address"), [Length(max=120)])
    line_2 = StringField(_("Flat, floor, building"), [Optional(), Length(max=120)])
    region = SelectField(choices=[], validate_choice=False)
    city = StringField(validators=[Length(max=80)])
    district = StringField(validators=[Length(max=80)])
    postcode = StringField(validators=[Length(max=16)])
    organisation = StringField(validators=[Optional(), Length(max=120)])
    phone = StringField(_("Phone"), [Optional(), Length(max=40)])
    tax_number = StringField(_("Tax number, for an invoice to a firm"), [Optional(), Length(max=40)])
    gift_note = TextAreaField(_("A note, if it is a present"), [Optional(), Length(max=500)])

    @classmethod
    def of(
        cls, countries: Iterable[str], given: Mapping[str, Any] | MultiDict, *, language: str
    ) -> "WhereForm":
        """Fit the fields to the country chosen, else to the market's first."""
        offered = list(countries)
        form = cls(given if isinstance(given, MultiDict) else MultiDict(given))
        form.country.choices = [(code, country_name(code, language=language)) for code in offered]
        if form.country.data not in offered:
            form.country.data = offered[0]
        form._fit(form.country.data)
        return form

    def _fit(self, country: str) -> None:
        self.shown = [name for name in form_fields(country) if name not in ("name", "sorting_code")]
        self.needed = frozenset(required_fields(country))
        for name in self.shown:
            field = self.line_1 if name == "lines" else self[name]
            field.label.text = str(label(name, country=country))
        regions = places.regions(country)
        self.region.choices = [("", ""), *regions]
        self.has_regions = bool(regions)
        self.example = example_phone(country)

    @property
    def names(self) -> list[StringField]:
        """Both names in the order in which her language says them."""
        family_first = g.edition.language.split("-")[0] in FAMILY_FIRST
        return [self.family, self.given] if family_first else [self.given, self.family]

    def read(self) -> Whereabouts | None:
        """What she said, or None with what is wrong beside each field."""
        is_good = self.validate()
        for name, message in self._address_problems().items():
            self.refuse(name, message)
            is_good = False
        phone = self._phone()
        if not is_good or phone is None:
            return None
        return Whereabouts(
            email=(self.email.data or "").strip(),
            phone=phone,
            address=self._kept(),
            gift_note=(self.gift_note.data or "").strip(),
            tax_number=(self.tax_number.data or "").strip(),
        )

    def _address_problems(self) -> dict[str, Message]:
        found = validate(self._address())
        return {_FIELD.get(name, name): message for name, message in found.items() if name != "name"}

    def _phone(self) -> str | None:
        if not self.phone.data:
            return ""
        try:
            return read_phone(self.phone.data, country=self.country.data)
        except PhoneUnreadable as refusal:
            self.refuse("phone", refusal)
            return None

    def _address(self) -> Address:
        told = {name: (self[name].data or "").strip() for name in self.shown if name != "lines"}
        lines = tuple(line.strip() for line in (self.line_1.data, self.line_2.data) if line and line.strip())
        return Address(country=self.country.data, lines=lines, name=self._name(), **told)

    def _name(self) -> str:
        return display_name(
            family=self.family.data or "", given=self.given.data or "", language=g.edition.language
        )

    def _kept(self) -> dict[str, Any]:
        """As the checkout keeps it: the address, and both names so that the form can be shown again."""
        address = vars_of(self._address())
        return address | {"family": self.family.data or "", "given": self.given.data or ""}


_FIELD = {"lines": "line_1"}


def vars_of(address: Address) -> dict[str, Any]:
    kept = {name: getattr(address, name) for name in Address.__dataclass_fields__}
    return {name: list(value) if name == "lines" else value for name, value in kept.items() if value}


def said_before(checkout: Any) -> dict[str, Any]:
    """What she said before, as the form's own fields."""
    address = dict(checkout.address)
    lines = [*address.pop("lines", ()), "", ""]
    told = {"email": checkout.email, "phone": checkout.phone, "line_1": lines[0], "line_2": lines[1]}
    return address | told | {"tax_number": checkout.tax_number, "gift_note": checkout.gift_note}
