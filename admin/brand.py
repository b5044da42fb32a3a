"""The brand: its name, its maker's particulars, its face, and the domains it is found at."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from wtforms import (
    BooleanField,
    ColorField,
    FloatField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import rules
from admin.frame import brand, database, found, me, now, refusing
from admin.notices import told
from i18n import Message, _
from kernel.dns import Resolver
from kernel.web.access import allows
from kernel.web.fonts import FAMILIES
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy import brands, domains, themes
from tenancy.brands import Brand
from tenancy.domains import Domain
from tenancy.duties import Duty

bp = Blueprint("brand", __name__, url_prefix="/brand")
FONTS = frozenset(FAMILIES)
FONT_CHOICES = [(slug, family.name) for slug, family in FAMILIES.items()]
LAYOUTS: dict[str, Message] = {
    "grid": _("Grid: many at once"),
    "gallery": _("Gallery: with room around"),
    "single": _("Single: one to a screen"),
    "editorial": _("Editorial: pictures and words"),
}
USUAL = {
    "layout": "grid",
    "paper": "#fbfaf7",
    "ink": "#16181d",
    "muted": "#5c6068",
    "line": "#d9d7d0",
    "ground": "#f1efe9",
    "accent": "#1d3fae",
    "display_font": "inter",
    "text_font": "inter",
    "scale": 1.25,
    "radius": 0,
    "columns": 4,
    "dark": False,
    "whole_prices": False,
}


def _colour(label: Message) -> ColorField:
    return ColorField(label, [InputRequired(), rules.COLOUR])


class BrandForm(Form):
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    maker_name = StringField(_("Name of the maker"), [Length(max=120)])
    maker_address = TextAreaField(_("Postal address"), [Length(max=400)])
    maker_email = StringField(_("Mail address"), [Optional(), Length(max=254)])


class FaceForm(Form):
    layout = SelectField(_("Layout"), choices=list(LAYOUTS.items()))
    paper = _colour(_("Paper"))
    ink = _colour(_("Ink"))
    muted = _colour(_("Quiet ink"))
    line = _colour(_("Lines"))
    ground = _colour(_("Ground of pictures"))
    accent = _colour(_("Accent"))
    display_font = SelectField(_("Face of headings"), choices=FONT_CHOICES)
    text_font = SelectField(_("Face of text"), choices=FONT_CHOICES)
    scale = FloatField(_("Contrast of sizes"), [InputRequired(), NumberRange(1.1, 1.5)])
    radius = FloatField(_("Roundness of corners, in pixels"), [InputRequired(), NumberRange(0, 24)])
    columns = IntegerField(_("Columns on a desk"), [InputRequired(), NumberRange(2, 6)])
    dark = BooleanField(_("The page is dark"))
    whole_prices = BooleanField(_("Whole prices without cents"))


class DomainForm(Form):
    host = StringField(_("Domain"), [InputRequired(), Length(max=253)])


@bp.get("/")
@allows(Duty.EDIT_BRAND)
def index() -> str:
    return _draw()


@bp.post("/")
@allows(Duty.EDIT_BRAND)
def change() -> Response:
    form = BrandForm(request.form)
    if form.validate():
        with refusing(form):
            row = _row()
            name, maker = form.name.data.strip(), row.maker | _maker(form)
            brands.change(session(), row, name=name, maker=maker, by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw(form=form), 422)


@bp.post("/face")
@allows(Duty.EDIT_BRAND)
def change_face() -> Response:
    form = FaceForm(request.form)
    if form.validate():
        with refusing(form):
            themes.keep(session(), _row(), form.data, fonts=FONTS, by=me(), at=now())
            return told(url_for(".index"), _("The shop has its new face."))
    return make_response(_draw(face=form), 422)


@bp.post("/domains")
@allows(Duty.EDIT_BRAND)
def add_domain() -> Response:
    form = DomainForm(request.form)
    if form.validate():
        with refusing(form, beside="host"):
            ours = current_app.config["SETTINGS"].hosts
            domain = domains.add(session(), form.host.data, ours=ours, by=me(), at=now())
            return told(url_for(".show_domain", domain_id=domain.id), _("Now prove that it is yours."))
    return make_response(_draw(domain=form), 422)


@bp.get("/domains/<uuid:domain_id>")
@allows(Duty.EDIT_BRAND)
def show_domain(domain_id: UUID) -> str:
    return _draw_domain(_domain(domain_id), Form())


@bp.post("/domains/<uuid:domain_id>/proof")
@allows(Duty.EDIT_BRAND)
def prove_domain(domain_id: UUID) -> Response:
    """Look the proof up before the transaction begins: nothing is locked while the network is waited for."""
    with database().read(brand().id) as reading:
        domain = found(domains.of_brand_named(reading, domain_id))
    form = Form(request.form)
    with refusing(form):
        domains.look_up(domain, resolver=_resolver())
        domains.prove(session(), _domain(domain_id), by=me(), at=now())
        return told(url_for(".index"), _("%(host)s is yours and answers from now on.", host=domain.host))
    return make_response(_draw_domain(domain, form), 422)


@bp.post("/domains/<uuid:domain_id>/first-place")
@allows(Duty.EDIT_BRAND)
def make_primary(domain_id: UUID) -> Response:
    domain = _domain(domain_id)
    domains.make_primary(session(), domain, by=me(), at=now())
    return told(url_for(".index"), _("Links name %(host)s from now on.", host=domain.host))


@bp.post("/domains/<uuid:domain_id>/removal")
@allows(Duty.EDIT_BRAND)
def remove_domain(domain_id: UUID) -> Response:
    domain = _domain(domain_id)
    domains.remove(session(), domain, by=me(), at=now())
    return told(url_for(".index"), _("%(host)s no longer leads here.", host=domain.host))


def _resolver() -> Resolver:
    return current_app.extensions.get("resolver") or Resolver.of_this_machine()


def _row() -> Brand:
    return session().get_one(Brand, session().brand)


def _domain(domain_id: UUID) -> Domain:
    return found(domains.of_brand_named(session(), domain_id))


def _maker(form: BrandForm) -> dict[str, Any]:
    lines = [line.strip() for line in (form.maker_address.data or "").splitlines() if line.strip()]
    return {"name": form.maker_name.data or "", "address": lines, "email": form.maker_email.data or ""}


def _draw_domain(domain: Domain, form: Form) -> str:
    name = domains.record_name(domain)
    return render_template("admin/brand/domain.html", domain=domain, name=name, form=form)


def _draw(
    *, form: BrandForm | None = None, face: FaceForm | None = None, domain: DomainForm | None = None
) -> str:
    row = brand()
    maker, standing = row.maker, USUAL | row.theme
    return render_template(
        "admin/brand/index.html",
        form=form
        or BrandForm(
            name=row.name,
            maker_name=maker.get("name", ""),
            maker_address="\n".join(maker.get("address", ())),
            maker_email=maker.get("email", ""),
        ),
        face=face or FaceForm(data=standing),
        moved=themes.moved_apart(standing),
        domain_form=domain or DomainForm(),
        domains=domains.of_brand(session()),
        colours=themes.COLOURS,
        fonts=sorted(FONTS - {"instrument-sans"}),
    )
