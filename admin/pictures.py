"""A style's pictures: taken in, put in order, described, pointed, and taken out."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import HiddenField, IntegerField, MultipleFileField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin import thumbnails, uploads
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.styles import find
from admin.wordings import refuse_outdated, said
from catalogue import media, slugs, versions
from catalogue.media import Picture
from catalogue.styles import Colourway, Style
from i18n import _, ngettext
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("pictures", __name__, url_prefix="/styles")
MOST_AT_ONCE = 12


class TooManyAtOnce(Refusal):
    message = _("Send up to %(most)s pictures at once; the rest can follow.")


class NoFile(Refusal):
    message = _("No file was chosen. Choose one or more pictures.")


class UploadForm(Form):
    files = MultipleFileField(_("Pictures"))
    colourway = SelectField(_("Show"))
    alt = StringField(_("What they show"), [Length(max=250)])


class PictureForm(Form):
    version = HiddenField()
    focal_x = IntegerField(_("From the left, in per cent"), [InputRequired(), NumberRange(0, 100)])
    focal_y = IntegerField(_("From the top, in per cent"), [InputRequired(), NumberRange(0, 100)])


@bp.get("/<uuid:style_id>/pictures")
@allows(Duty.EDIT_STYLES)
def index(style_id: UUID) -> str:
    return _draw(find(style_id), UploadForm())


@bp.post("/<uuid:style_id>/pictures")
@allows(Duty.EDIT_STYLES)
def upload(style_id: UUID) -> Response:
    """Take in all the pictures that were sent, or none of them."""
    style = find(style_id)
    form = UploadForm(request.form)
    form.colourway.choices = _ways(style)
    if form.validate():
        with refusing(form):
            count = _take_in(style, form)
            said_of = ngettext("%(num)d picture is taken in.", "%(num)d pictures are taken in.", count)
            return told(url_for(".index", style_id=style_id), said_of)
    return make_response(_draw(find(style_id), form), 422)


@bp.post("/<uuid:style_id>/pictures/order")
@allows(Duty.EDIT_STYLES)
def arrange(style_id: UUID) -> Response:
    style = find(style_id)
    form = UploadForm()
    asked = [
        (_place(request.form.get(f"place-{id}", "")), n, id)
        for n, id in enumerate(request.form.getlist("picture", type=UUID))
    ]
    with refusing(form):
        media.arrange_pictures(session(), style, [id for _p, _n, id in sorted(asked)], by=me(), at=now())
        return told(url_for(".index", style_id=style_id), _("Kept in this order."))
    return make_response(_draw(find(style_id), form), 422)


@bp.get("/<uuid:style_id>/pictures/<uuid:picture_id>")
@allows(Duty.EDIT_STYLES)
def edit(style_id: UUID, picture_id: UUID) -> str:
    """Draw the form; a click on the picture comes back as `point.x` and `point.y`."""
    picture = _find(style_id, picture_id)
    x, y = _pointed(picture)
    form = PictureForm(version=versions.version_of(session(), picture), focal_x=x, focal_y=y)
    return _draw_one(find(style_id), picture, form, _alt(picture))


@bp.post("/<uuid:style_id>/pictures/<uuid:picture_id>")
@allows(Duty.EDIT_STYLES)
def change(style_id: UUID, picture_id: UUID) -> Response:
    picture = _find(style_id, picture_id)
    form = PictureForm(request.form)
    alt = {
        language: request.form.get(f"alt-{language}", "").strip()[:250]
        for language in slugs.languages(session())
    }
    if form.validate():
        with refusing(form):
            refuse_outdated(form, picture)
            media.change_picture(
                session(),
                picture,
                texts={"alt": {language: text for language, text in alt.items() if text}},
                focal=(found(form.focal_x.data), found(form.focal_y.data)),
                by=me(),
                at=now(),
            )
            return told(url_for(".index", style_id=style_id), _("Kept."))
    return make_response(_draw_one(find(style_id), _find(style_id, picture_id), form, alt), 422)


@bp.get("/<uuid:style_id>/pictures/<uuid:picture_id>/removal")
@allows(Duty.EDIT_STYLES)
def ask_removal(style_id: UUID, picture_id: UUID) -> str:
    style, picture = find(style_id), _find(style_id, picture_id)
    return render_template(
        "admin/pictures/remove.html",
        style=style,
        name=said(style.words, otherwise=style.code),
        picture=picture,
        shown=thumbnails.picture_address(picture.image),
    )


@bp.post("/<uuid:style_id>/pictures/<uuid:picture_id>/removal")
@allows(Duty.EDIT_STYLES)
def remove(style_id: UUID, picture_id: UUID) -> Response:
    picture = _find(style_id, picture_id)
    media.remove_picture(session(), picture, folder=uploads.folder(), by=me(), at=now())
    return told(url_for(".index", style_id=style_id), _("The picture is taken out."))


def _find(style_id: UUID, picture_id: UUID) -> Picture:
    picture = found(session().find(Picture, picture_id))
    return found(picture if picture.style_id == style_id else None)


def _take_in(style: Style, form: UploadForm) -> int:
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        raise NoFile
    if len(sent) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    way = session().find(Colourway, UUID(form.colourway.data)) if form.colourway.data else None
    texts = {"alt": {brand().language: form.alt.data.strip()}} if form.alt.data else {}
    for made in [uploads.read(file) for file in sent]:  # all are read before one is written
        media.add_picture(
            session(),
            made,
            folder=uploads.folder(),
            style=style,
            colourway=way,
            texts=texts,
            by=me(),
            at=now(),
        )
        session().flush()  # the next takes the place after it
    return len(sent)


def _ways(style: Style) -> list[tuple[str, str]]:
    mine = select(Colourway).where(Colourway.style_id == style.id).order_by(col(Colourway.position))
    named = [(str(way.id), str(said(way.words, otherwise=way.code))) for way in session().exec(mine)]
    return [("", str(_("The style in every colour"))), *named]


def _codes(style: Style) -> list[tuple[str, str]]:
    """The colourways by code, named."""
    mine = select(Colourway).where(Colourway.style_id == style.id).order_by(col(Colourway.position))
    return [(way.code, str(said(way.words, otherwise=way.code))) for way in session().exec(mine)]


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _pointed(picture: Picture) -> tuple[int, int]:
    """Where the picture was clicked, in per cent; else where its point lies."""
    x, y = (request.args.get(f"point.{axis}", "") for axis in "xy")
    if not (x.isascii() and x.isdigit() and y.isascii() and y.isdigit() and len(x + y) < 9):
        return picture.focal_x, picture.focal_y
    width, height = _shown_size(picture)
    return min(100, int(x) * 100 // width), min(100, int(y) * 100 // height)


def _shown_size(picture: Picture) -> tuple[int, int]:
    """The size in which a picture is shown to be pointed at, in pixels."""
    width = 320
    return width, max(1, round(picture.height * width / picture.width))


def _alt(picture: Picture) -> dict[str, str]:
    return {language: entry["text"] for language, entry in picture.words.get("alt", {}).items()}


def _draw(style: Style, form: UploadForm) -> str:
    form.colourway.choices = _ways(style)
    mine = (
        select(Picture).where(Picture.style_id == style.id).order_by(col(Picture.position), col(Picture.id))
    )
    named = dict(_ways(style))
    drawn = [(name, thumbnails.drawing_address(style.id, code)) for code, name in _codes(style)]
    return render_template(
        "admin/pictures/index.html",
        style=style,
        name=said(style.words, otherwise=style.code),
        form=form,
        pictures=[
            (
                one,
                thumbnails.picture_address(one.image),
                named.get(str(one.colourway_id or "")),
                said(one.words, "alt"),
            )
            for one in session().exec(mine)
        ],
        drawn=drawn if style.garment else [],
        most=MOST_AT_ONCE,
    )


def _draw_one(style: Style, picture: Picture, form: PictureForm, alt: dict[str, Any]) -> str:
    return render_template(
        "admin/pictures/edit.html",
        style=style,
        name=said(style.words, otherwise=style.code),
        picture=picture,
        shown=thumbnails.picture_address(picture.image),
        size=_shown_size(picture),
        form=form,
        alt=alt,
        languages=slugs.languages(session()),
    )
