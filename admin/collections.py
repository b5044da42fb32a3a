"""Collections: styles shown together, chosen by hand, by rule, or both."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import rules
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.style_forms import lines
from admin.style_list import category_choices, season_choices
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import collections, colours, fibres, postings, slugs, versions
from catalogue.collections import Collection, CollectionDraft, CollectionStyle, Rule
from catalogue.seasons import Drop
from catalogue.styles import Style
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField, SelectMultipleField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.markets import Market

bp = Blueprint("collections", __name__, url_prefix="/collections")
SHOWN = 60
REDUCED = {"": None, "yes": True, "no": False}


class CollectionForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    text = TextAreaField(_("What is said of it"), [Length(max=2000)])
    slug = StringField(_("Short name in addresses"), [Length(max=80)])
    is_shown = BooleanField(_("Shown in the shop"), default=True)
    position = IntegerField(_("Place in lists"), [Optional(), NumberRange(0, 10_000)])
    styles = TextAreaField(_("Chosen by hand"), [Length(max=20_000)])
    categories = SelectMultipleField(_("Of the categories"))
    seasons = SelectMultipleField(_("Of the seasons"))
    drops = SelectMultipleField(_("Of the drops"))
    tags = StringField(_("With one of the tags"), [Length(max=300)])
    fibres = SelectMultipleField(_("Made of"), choices=list(fibres.NAMES.items()))
    colours = SelectMultipleField(_("In the colours"), choices=list(colours.FAMILIES.items()))
    is_reduced = SelectField(
        _("Reduced"), choices=[("", _("Either")), ("yes", _("Reduced only")), ("no", _("At full price only"))]
    )
    new_days = IntegerField(_("New within so many days"), [Optional(), NumberRange(1, 3650)])

    def offer(self) -> None:
        self.categories.choices = category_choices()
        self.seasons.choices = season_choices()
        drops = session().exec(select(Drop.code, Drop.words).order_by(col(Drop.releases_at).desc())).all()
        self.drops.choices = [(code, str(said(words, otherwise=code))) for code, words in drops]

    def rule(self) -> Rule | None:
        rule = Rule(
            categories=tuple(self.categories.data or ()),
            seasons=tuple(self.seasons.data or ()),
            drops=tuple(self.drops.data or ()),
            tags=tuple(tag.strip().casefold() for tag in self.tags.data.split(",") if tag.strip()),
            fibres=tuple(self.fibres.data or ()),
            colours=tuple(self.colours.data or ()),
            is_reduced=REDUCED[self.is_reduced.data or ""],
            new_days=self.new_days.data,
        )
        return rule if rule.row() else None

    def draft(self, held: Collection | None) -> CollectionDraft:
        named = slugs.current(session(), "collection", [held.id]).get(held.id, {}) if held else {}
        others = {language: slug for language, slug in named.items() if language != brand().language}
        wished = self.slug.data.strip()
        return CollectionDraft(
            code=held.code if held else self.code.data.strip(),
            texts=with_own(held.words if held else {}, name=self.name.data, text=self.text.data),
            styles=tuple(dict.fromkeys(lines(self.styles.data))),
            rule=self.rule(),
            position=self.position.data,
            is_shown=self.is_shown.data,
            slugs={**others, brand().language: wished} if wished else others,
        )


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    rows = session().exec(select(Collection).order_by(col(Collection.position), Collection.code)).all()
    holds = _holds()
    return render_template(
        "admin/collections/index.html",
        rows=[(one, said(one.words, otherwise=one.code), len(holds.get(one.code, ()))) for one in rows],
    )


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return _draw(None, CollectionForm())


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = CollectionForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        with refusing(form):
            made = collections.add_collections(session(), [form.draft(None)], by=me(), at=now())[0]
            return told(url_for(".edit", collection_id=made.id), _("Added. Below is what belongs to it."))
    return make_response(_draw(None, form), 422)


@bp.get("/<uuid:collection_id>")
@allows(Duty.EDIT_STYLES)
def edit(collection_id: UUID) -> str:
    held = find(collection_id)
    return _draw(held, _filled(held))


@bp.post("/<uuid:collection_id>")
@allows(Duty.EDIT_STYLES)
def change(collection_id: UUID) -> Response:
    held = find(collection_id)
    form = CollectionForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            refuse_outdated(form, held)
            collections.change_collection(session(), held, form.draft(held), by=me(), at=now())
            return told(
                url_for(".edit", collection_id=collection_id), _("Kept. Below is what belongs to it.")
            )
    return make_response(_draw(find(collection_id), form), 422)


def find(collection_id: UUID) -> Collection:
    return found(session().find(Collection, collection_id))


def _filled(held: Collection) -> CollectionForm:
    rule = held.rule
    chosen = (
        select(Style.code)
        .join(CollectionStyle, col(CollectionStyle.style_id) == Style.id)
        .where(CollectionStyle.collection_id == held.id)
        .order_by(col(CollectionStyle.position))
    )
    named = slugs.current(session(), "collection", [held.id]).get(held.id, {})
    return CollectionForm(
        version=versions.version_of(session(), held),
        name=own(held.words),
        text=own(held.words, "text"),
        slug=named.get(brand().language, ""),
        is_shown=held.is_shown,
        position=held.position,
        styles="\n".join(session().exec(chosen)),
        tags=", ".join(rule.get("tags", ())),
        is_reduced={None: "", True: "yes", False: "no"}[rule.get("is_reduced")],
        new_days=rule.get("new_days"),
        **{name: rule.get(name, ()) for name in ("categories", "seasons", "drops", "fibres", "colours")},
    )


def _holds(market: Market | None = None) -> dict[str, Any]:
    """The numbers of the styles that each collection holds in a market, by default in the first."""
    market = market or next(iter(_markets()), None)
    if market is None:
        return {}
    facts, _orders = postings.read_market(session(), market.id)
    return {value: numbers for (facet, value), numbers in facts.items() if facet == "collection"}


def _markets() -> list[Market]:
    return list(session().exec(select(Market).order_by(col(Market.position), Market.code)))


def _draw(held: Collection | None, form: CollectionForm) -> str:
    form.offer()
    shown: dict[str, Any] = {"collection": held, "form": form, "most": SHOWN}
    if held:
        numbers = _holds().get(held.code, ())
        rows = select(Style.id, Style.code, Style.words).where(col(Style.number).in_(list(numbers)[:SHOWN]))
        shown["name"] = said(held.words, otherwise=held.code)
        shown["count"] = len(numbers)
        shown["belongs"] = [
            (id, code, said(words, otherwise=code))
            for id, code, words in session().exec(rows.order_by(Style.code))
        ]
    return render_template("admin/collections/edit.html", **shown)
