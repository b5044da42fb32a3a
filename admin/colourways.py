"""A style's colourways: its cloth, its names, and the sizes it is stocked in."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import select
from wtforms import BooleanField, ColorField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from admin import removals, rules, wardrobe
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_forms import standing
from admin.styles import find
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import colours, skus, style_book, versions
from catalogue.flats import PRINTS, WEAVES
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.style_drafts import NEW_GTIN, ColourwayDraft, SkuDraft, StyleDraft
from catalogue.styles import Colourway, Style
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("colourways", __name__, url_prefix="/styles")
HEX = Regexp(r"^#[0-9a-fA-F]{6}$", message=_("A colour is a hash sign and six signs from 0 to 9 and a to f."))


class ColourwayForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    family = SelectField(_("Colour family"), choices=[("", _("None")), *colours.FAMILIES.items()], default="")
    weave = SelectField(_("Weave"), choices=wardrobe.choices(WEAVES, wardrobe.WEAVE_NAMES), default="plain")
    colour = ColorField(_("Colour"), [HEX], default="#d8d2c4")
    print_ = SelectField(
        _("Print"), choices=[("", _("None")), *wardrobe.choices(PRINTS, wardrobe.PRINT_NAMES)], name="print"
    )
    second = ColorField(_("Colour of the print"), [HEX], default="#ffffff")
    number_all = BooleanField(_("Give numbers of our own to sizes without a GTIN"), default=True)

    def cloth(self) -> dict[str, Any]:
        cloth = {"weave": self.weave.data, "colour": self.colour.data}
        if self.print_.data:
            cloth |= {"print": self.print_.data, "second": self.second.data}
        return cloth

    def draft(self, words: Any, skus: tuple[SkuDraft, ...], *, code: str) -> ColourwayDraft:
        return ColourwayDraft(
            code=code,
            texts=with_own(words, name=self.name.data),
            family=self.family.data,
            cloth=self.cloth(),
            skus=skus,
        )


@bp.get("/<uuid:style_id>/colourways/new")
@allows(Duty.EDIT_STYLES)
def new(style_id: UUID) -> str:
    style = find(style_id)
    return _draw(style, None, ColourwayForm(version=versions.version_of(session(), style)), {})


@bp.post("/<uuid:style_id>/colourways")
@allows(Duty.EDIT_STYLES)
def create(style_id: UUID) -> Response:
    style = find(style_id)
    form = ColourwayForm(request.form)
    if form.validate() and rules.has_code(form):
        with refusing(form):
            refuse_outdated(form, style)
            draft = standing(style)
            way = form.draft({}, _ticked(style, form, {}), code=form.code.data.strip())
            _keep(replace(draft, colourways=(*draft.colourways, way)))
            return told(url_for("admin.styles.show", style_id=style_id), _("The colourway is added."))
    return make_response(_draw(find(style_id), None, form, _sizes_sent()), 422)


@bp.get("/<uuid:style_id>/colourways/<uuid:way_id>")
@allows(Duty.EDIT_STYLES)
def edit(style_id: UUID, way_id: UUID) -> str:
    style, way = find(style_id), _find(style_id, way_id)
    cloth = {"print_" if name == "print" else name: value for name, value in way.cloth.items() if value}
    form = ColourwayForm(
        version=versions.version_of(session(), style),
        code=way.code,
        name=own(way.words),
        family=way.family,
        number_all=False,
        **cloth,
    )
    return _draw(style, way, form, {})


@bp.post("/<uuid:style_id>/colourways/<uuid:way_id>")
@allows(Duty.EDIT_STYLES)
def change(style_id: UUID, way_id: UUID) -> Response:
    style, way = find(style_id), _find(style_id, way_id)
    form = ColourwayForm(request.form)
    if form.validate():
        with refusing(form):
            refuse_outdated(form, style)
            draft = standing(style)
            held = {sku.size: sku for one in draft.colourways if one.code == way.code for sku in one.skus}
            changed = form.draft(way.words, _ticked(style, form, held), code=way.code)
            ways = tuple(changed if one.code == way.code else one for one in draft.colourways)
            _keep(replace(draft, colourways=ways))
            return told(url_for("admin.styles.show", style_id=style_id), _("Kept."))
    return make_response(_draw(find(style_id), way, form, _sizes_sent()), 422)


@bp.get("/<uuid:style_id>/skus/<uuid:sku_id>/removal")
@allows(Duty.EDIT_STYLES)
def ask_removal(style_id: UUID, sku_id: UUID) -> str:
    return _ask_removal(_sku(style_id, sku_id), Form())


@bp.post("/<uuid:style_id>/skus/<uuid:sku_id>/removal")
@allows(Duty.EDIT_STYLES)
def remove(style_id: UUID, sku_id: UUID) -> Response:
    form = Form(request.form)
    with refusing(form):
        skus.remove_sku(session(), _sku(style_id, sku_id), by=me(), at=now())
        return told(url_for("admin.styles.show", style_id=style_id), _("The size is taken out."))
    return make_response(_ask_removal(_sku(style_id, sku_id), form), 422)


def _sku(style_id: UUID, sku_id: UUID) -> Sku:
    sku = found(session().find(Sku, sku_id))
    return found(sku if sku.style_id == style_id else None)


def _ask_removal(sku: Sku, form: Form) -> str:
    return removals.ask(
        form,
        title=_("Take “%(title)s” out?", title=sku.code),
        lead=_("It goes for good. A size that was in stock, planned or sold even once stays."),
        action=url_for(".remove", style_id=sku.style_id, sku_id=sku.id),
        up=(url_for(".edit", style_id=sku.style_id, way_id=sku.colourway_id), _("Sizes")),
    )


def _keep(draft: StyleDraft) -> None:
    style_book.change_styles(session(), [draft], by=me(), at=now())


def _find(style_id: UUID, way_id: UUID) -> Colourway:
    way = found(session().find(Colourway, way_id))
    return found(way if way.style_id == style_id else None)


def _ticked(style: Style, form: ColourwayForm, held: dict[str, SkuDraft]) -> tuple[SkuDraft, ...]:
    """The sizes ticked, and those that are there already: a SKU is never taken away."""
    ticked = set(request.form.getlist("size"))
    numbered = NEW_GTIN if form.number_all.data else None
    return tuple(
        SkuDraft(
            size=size,
            code=request.form.get(f"code-{size}", "").strip() or (held[size].code if size in held else ""),
            gtin=request.form.get(f"gtin-{size}", "").strip()
            or (size in held and held[size].gtin)
            or numbered,
        )
        for size in _run(style).codes()
        if size in ticked or size in held
    )


def _sizes_sent() -> dict[str, dict[str, Any]]:
    ticked = request.form.getlist("size")
    return {
        name.removeprefix("code-"): {
            "code": text,
            "gtin": request.form.get(f"gtin-{name.removeprefix('code-')}", ""),
            "ticked": name.removeprefix("code-") in ticked,
        }
        for name, text in request.form.items()
        if name.startswith("code-")
    }


def _run(style: Style) -> SizeRun:
    return session().get_one(SizeRun, (session().brand, style.size_run_id))


def _draw(style: Style, way: Colourway | None, form: ColourwayForm, sent: dict[str, dict[str, Any]]) -> str:
    held, ids = (_held(style, way), _ids(way)) if way else ({}, {})
    sizes = [
        {
            "code": size,
            "sku": sent.get(size, {}).get("code", held[size].code if size in held else ""),
            "gtin": sent.get(size, {}).get("gtin", (held[size].gtin or "") if size in held else ""),
            "id": ids.get(size),
            "is_held": size in held,
            "is_ticked": size in held or sent.get(size, {}).get("ticked", False),
        }
        for size in _run(style).codes()
    ]
    return render_template(
        "admin/colourways/edit.html",
        style=style,
        way=way,
        name=said(style.words, otherwise=style.code),
        form=form,
        sizes=sizes,
    )


def _ids(way: Colourway) -> dict[str, UUID]:
    return dict(session().exec(select(Sku.size, Sku.id).where(Sku.colourway_id == way.id)).all())


def _held(style: Style, way: Colourway) -> dict[str, SkuDraft]:
    draft = standing(style)
    return {sku.size: sku for one in draft.colourways if one.code == way.code for sku in one.skus}
