"""What a style is drawn as: shape and attributes, with the drawing beside them as they are chosen."""

from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from admin import wardrobe
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_forms import standing
from admin.styles import find
from admin.wordings import refuse_outdated, said
from catalogue import style_book, versions
from catalogue.flats import SHAPES, Undrawable
from catalogue.pictures import VIEWS
from catalogue.pictures import drawing as drawn
from catalogue.styles import Colourway, Style
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("garments", __name__, url_prefix="/styles")
GROUND = "#f4f4f1"


class ShapeForm(Form):
    version = HiddenField()
    shape = SelectField(_("Shape"))

    def offer(self) -> None:
        self.shape.choices = [("", _("Not drawn")), *wardrobe.choices(SHAPES, wardrobe.SHAPE_NAMES)]

    def attributes(self) -> list[SelectField]:
        return [self[name] for name in SHAPES.get(self.shape.data or "", ())]

    def garment(self) -> dict[str, Any]:
        """What is to be drawn; what is usual of the shape need not be said."""
        if not self.shape.data:
            return {}
        offered = SHAPES[self.shape.data]
        chosen = {field.name: field.data for field in self.attributes()}
        return {
            "shape": self.shape.data,
            "attributes": {name: value for name, value in chosen.items() if value != offered[name][0]},
        }


@cache
def form_of(shape: str) -> type[ShapeForm]:
    """Make the form of a shape: a choice for each of its attributes."""
    fields = {
        name: SelectField(
            wardrobe.named(name, wardrobe.ATTRIBUTE_NAMES),
            choices=wardrobe.choices(values, wardrobe.VALUE_NAMES),
            default=values[0],
        )
        for name, values in SHAPES.get(shape, {}).items()
    }
    return type("GarmentForm", (ShapeForm,), fields)


@bp.get("/<uuid:style_id>/garment")
@allows(Duty.EDIT_STYLES)
def edit(style_id: UUID) -> Response:
    """Draw the form, of the shape being tried or of the style's own."""
    style = find(style_id)
    if "shape" in request.args:
        form = _sent(request.args)
    else:
        held = style.garment or {"shape": ""}
        made = form_of(held["shape"])
        form = made(
            version=versions.version_of(session(), style), shape=held["shape"], **held.get("attributes", {})
        )
        form.offer()
    return fragment("admin/garments/edit.html", "garment", **_shown(style, form))


@bp.post("/<uuid:style_id>/garment")
@allows(Duty.EDIT_STYLES)
def change(style_id: UUID) -> Response:
    """Keep the garment, or show it first where that was asked for."""
    style = find(style_id)
    form = _sent(request.form)
    good = form.validate()
    if good and "preview" in request.form:
        return make_response(render_template("admin/garments/edit.html", **_shown(style, form)))
    if good:
        with refusing(form):
            refuse_outdated(form, style)
            draft = replace(standing(style), garment=form.garment())
            style_book.change_styles(session(), [draft], by=me(), at=now())
            return told(url_for("admin.styles.show", style_id=style_id), _("Kept."))
    page = render_template("admin/garments/edit.html", **_shown(find(style_id), form))
    return make_response(page, 422)


@bp.get("/<uuid:style_id>/drawings/<way>/<view>.svg")
@allows(Duty.EDIT_STYLES)
def drawing(style_id: UUID, way: str, view: str) -> Response:
    """Draw a style in one of its colourways, on sale or not."""
    style = find(style_id)
    mine = select(Colourway.cloth).where(Colourway.style_id == style.id, Colourway.code == way)
    cloth = found(session().exec(mine).first())
    return _svg(style.garment, cloth, view)


@bp.get("/<uuid:style_id>/garment.svg")
@allows(Duty.EDIT_STYLES)
def trial(style_id: UUID) -> Response:
    """Draw what is being tried for a style: shape, attributes and cloth are all in the address."""
    find(style_id)
    asked = request.args.to_dict()
    cloth = {name: asked.pop(name) for name in ("weave", "colour", "print", "second") if asked.get(name)}
    garment = {"shape": asked.pop("shape", ""), "attributes": asked}
    return _svg(garment, cloth, "front")


def _svg(garment: dict[str, Any], cloth: dict[str, Any], view: str) -> Response:
    if not garment or view not in VIEWS:
        abort(404)
    try:
        response = make_response(drawn(garment, cloth, view=view, ground=GROUND))
    except (Undrawable, TypeError):
        abort(404)
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    return response


def _sent(values: Any) -> ShapeForm:
    """Read the form of the shape chosen; what is of another shape gives way to what is usual of this."""
    shape = values.get("shape", "")
    offered = SHAPES.get(shape, {})
    attributes = {
        name: values[name] if values.get(name) in known else known[0] for name, known in offered.items()
    }
    form = form_of(shape)(MultiDict({"version": values.get("version", ""), "shape": shape, **attributes}))
    form.offer()
    return form


def _shown(style: Style, form: ShapeForm) -> dict[str, Any]:
    mine = select(Colourway.cloth).where(Colourway.style_id == style.id).order_by(col(Colourway.position))
    cloth = session().exec(mine).first() or {}
    good = form.shape.data in SHAPES and form.validate()
    tried = form.garment() if good else {}
    address = _tried(style, tried, cloth) if tried else None
    return {"style": style, "name": said(style.words, otherwise=style.code), "form": form, "tried": address}


def _tried(style: Style, garment: dict[str, Any], cloth: dict[str, Any]) -> str:
    return url_for(".trial", style_id=style.id, shape=garment["shape"], **garment["attributes"], **cloth)
