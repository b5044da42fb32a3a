"""The form of a style: what a person says of it, as a draft for the book of styles."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlmodel import col, select
from wtforms import (
    BooleanField,
    DecimalField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import choices
from admin.frame import brand
from admin.style_list import category_choices, season_choices
from admin.wordings import own, said, with_own
from catalogue import care, fibres, slugs, style_book, versions
from catalogue.fibres import Part
from catalogue.seasons import Drop
from catalogue.sizes import SizeRun
from catalogue.style_drafts import StyleDraft
from catalogue.styles import Style
from i18n import _
from kernel.web.forms import Form, RadioField, SelectField
from kernel.web.modules import on
from kernel.web.transactions import session

SPARE = 3
"""Empty lines of the composition, to be filled without a script."""

ONE_OF_EACH = [(f"care_{group.replace('-', '_')}", group, name) for group, name in care.GROUPS.items()]


class FibreForm(Form):
    part = SelectField(_("Part"))
    fibre = SelectField(_("Fibre"))
    share = DecimalField(_("Share, in per cent"), [Optional(), NumberRange(0, 100)], places=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part.choices = list(fibres.PARTS.items())
        self.fibre.choices = [("", "–"), *fibres.NAMES.items()]


class StyleForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=120)])
    description = TextAreaField(_("Description"), [Length(max=4000)])
    fit = StringField(_("How it fits"), [Length(max=300)])
    slug = StringField(_("Short name in addresses"), [Length(max=80)])
    category = SelectField(_("Category"))
    season = SelectField(_("Season"))
    drop = SelectField(_("Drop"))
    size_run = SelectField(_("Size run"))
    is_carry_over = BooleanField(_("Sold beyond its season"))
    tags = StringField(_("Tags"), [Length(max=300)])
    composition = FieldList(FormField(FibreForm))
    has_animal_parts = BooleanField(_("Something on it comes from an animal"))
    origin = SelectField(_("Made in"))
    hs_code = StringField(_("Customs code (HS)"), [Length(max=20)])
    weight = IntegerField(_("Weight, in grams"), [Optional(), NumberRange(1, 100_000)])
    maker_name = StringField(_("Maker"), [Length(max=120)])
    maker_address = TextAreaField(_("Its address"), [Length(max=400)])
    maker_email = EmailField(_("Its mail address"), [Length(max=254)])
    responsible_name = StringField(_("Responsible in the EU"), [Length(max=120)])
    responsible_address = TextAreaField(_("Its address"), [Length(max=400)])
    responsible_email = EmailField(_("Its mail address"), [Length(max=254)])
    goes_with = TextAreaField(_("Goes with"), [Length(max=1000)])

    def offer(self) -> None:
        self.category.choices = category_choices()
        self.season.choices = [("", str(_("None"))), *season_choices()]
        drops = session().exec(select(Drop.code, Drop.words).order_by(col(Drop.releases_at).desc())).all()
        self.drop.choices = [
            ("", str(_("None"))),
            *((code, str(said(words, otherwise=code))) for code, words in drops),
        ]
        runs = session().exec(select(SizeRun.code, SizeRun.words).order_by(col(SizeRun.position))).all()
        self.size_run.choices = [(code, str(said(words, otherwise=code))) for code, words in runs]
        self.origin.choices = [("", str(_("Not said"))), *choices.countries()]

    def care_fields(self) -> list[RadioField]:
        return [self[name] for name, _group, _label in ONE_OF_EACH]

    def draft(self, held: StyleDraft | None, words: Mapping[str, Any]) -> StyleDraft:
        """Return the style as the form says, and as it stands in what the form does not ask."""
        base = held or StyleDraft(code=self.code.data.strip(), category="", size_run="", texts={})
        texts = with_own(words, name=self.name.data, description=self.description.data, fit=self.fit.data)
        return replace(
            base,
            texts=texts,
            category=self.category.data,
            season=self.season.data or None,
            drop=(self.drop.data or None) if "drops" in on() else base.drop,
            size_run=self.size_run.data,
            is_carry_over=self.is_carry_over.data,
            tags=tuple(self.tags.data.replace("，", ",").replace("、", ",").split(",")),
            composition=self._parts(held),
            care=tuple(field.data for field in self.care_fields() if field.data),
            origin=self.origin.data,
            hs_code=self.hs_code.data.strip(),
            weight=self.weight.data,
            maker=self._maker(),
            goes_with=tuple(lines(self.goes_with.data)),
            slugs=self._slugs(base),
        )

    def _slugs(self, base: StyleDraft) -> dict[str, str]:
        """Leave addresses as they are; the house's own is made of the name where none is wished."""
        others = {language: slug for language, slug in base.slugs.items() if language != brand().language}
        wished = self.slug.data.strip()
        return {**others, brand().language: wished} if wished else others

    def _parts(self, held: StyleDraft | None) -> tuple[Part, ...]:
        """Gather the lines by part; what came from an animal stays with the part that said so."""
        gathered: dict[str, dict[str, Decimal]] = {}
        for line in self.composition:
            if line.fibre.data and line.share.data:
                shares = gathered.setdefault(line.part.data, {})
                shares[line.fibre.data] = shares.get(line.fibre.data, Decimal(0)) + line.share.data
        before = {part.part for part in held.composition if part.has_animal_parts} if held else set()
        animal = (before & set(gathered) or set(list(gathered)[:1])) if self.has_animal_parts.data else set()
        return tuple(Part(part, shares, part in animal) for part, shares in gathered.items())

    def _maker(self) -> dict[str, Any]:
        maker = _person(self.maker_name.data, self.maker_address.data, self.maker_email.data)
        responsible = _person(
            self.responsible_name.data, self.responsible_address.data, self.responsible_email.data
        )
        return {**maker, "responsible": responsible} if responsible else maker


for _name, _group, _label in ONE_OF_EACH:
    setattr(
        StyleForm,
        _name,
        RadioField(
            _label,
            choices=[
                ("", _("Nothing said")),
                *((one.code, one.words) for one in care.CARES.values() if one.group == _group),
            ],
            default="",
            validate_choice=True,
        ),
    )


def standing(style: Style) -> StyleDraft:
    """Return the style as it stands, its addresses with it: what is not changed of it stays."""
    named = slugs.current(session(), "style", [style.id]).get(style.id, {})
    return replace(style_book.draft_of(session(), style), slugs=named)


def filled(style: Style, draft: StyleDraft) -> StyleForm:
    """Return the form as the style stands."""
    maker, responsible = dict(draft.maker), dict(draft.maker.get("responsible") or {})
    form = StyleForm(
        version=versions.version_of(session(), style),
        code=style.code,
        **{name: own(style.words, name) for name in ("name", "description", "fit")},
        slug=draft.slugs.get(brand().language, ""),
        category=draft.category,
        season=draft.season or "",
        drop=draft.drop or "",
        size_run=draft.size_run,
        is_carry_over=draft.is_carry_over,
        tags=", ".join(draft.tags),
        composition=[
            {"part": part.part, "fibre": fibre, "share": Decimal(str(share))}
            for part in draft.composition
            for fibre, share in part.fibres.items()
        ]
        + [{}] * SPARE,
        has_animal_parts=any(part.has_animal_parts for part in draft.composition),
        origin=draft.origin,
        hs_code=draft.hs_code,
        weight=draft.weight,
        maker_name=maker.get("name", ""),
        maker_address="\n".join(maker.get("address") or ()),
        maker_email=maker.get("email", ""),
        responsible_name=responsible.get("name", ""),
        responsible_address="\n".join(responsible.get("address") or ()),
        responsible_email=responsible.get("email", ""),
        goes_with="\n".join(draft.goes_with),
        **{
            name: next((code for code in draft.care if care.CARES[code].group == group), "")
            for name, group, _label in ONE_OF_EACH
        },
    )
    form.offer()
    return form


def lines(text: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _person(name: str, address: str, email: str) -> dict[str, Any]:
    said_of = {"name": name.strip(), "address": lines(address), "email": email.strip()}
    return {key: value for key, value in said_of.items() if value}
