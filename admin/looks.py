"""A look's own picture: taken in, or given up for the drawing of what is worn."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from wtforms import FileField, StringField
from wtforms.validators import Length

from admin import thumbnails, uploads
from admin.frame import brand, found, me, now, refusing
from admin.lookbooks import find as find_book
from admin.notices import told
from admin.wordings import said
from catalogue import lookbooks
from catalogue.encoding import Encoded
from catalogue.lookbooks import Look
from catalogue.media import Picture
from i18n import _
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("looks", __name__, url_prefix="/lookbooks/<uuid:book_id>/looks/<uuid:look_id>")
keep_to_module(bp, "lookbooks")


class NoPicture(Refusal):
    message = _("No file was chosen. Choose a picture.")


class PictureForm(Form):
    file = FileField(_("Picture"))
    alt = StringField(_("What it shows"), [Length(max=250)])


@bp.get("/picture")
@allows(Duty.EDIT_STYLES)
def picture(book_id: UUID, look_id: UUID) -> str:
    return _draw(_find(book_id, look_id), PictureForm())


@bp.post("/picture")
@allows(Duty.EDIT_STYLES)
def show_picture(book_id: UUID, look_id: UUID) -> Response:
    look = _find(book_id, look_id)
    form = PictureForm(request.form)
    if form.validate():
        with refusing(form):
            texts = {"alt": {brand().language: form.alt.data.strip()}} if form.alt.data else {}
            of: dict = {"folder": uploads.folder(), "texts": texts, "by": me(), "at": now()}
            lookbooks.show_picture(session(), look, _sent(), **of)
            return told(url_for(".picture", book_id=book_id, look_id=look_id), _("The look shows it now."))
    return make_response(_draw(_find(book_id, look_id), form), 422)


@bp.post("/drawing")
@allows(Duty.EDIT_STYLES)
def show_drawing(book_id: UUID, look_id: UUID) -> Response:
    look = _find(book_id, look_id)
    lookbooks.show_drawing(session(), look, folder=uploads.folder(), by=me(), at=now())
    return told(url_for(".picture", book_id=book_id, look_id=look_id), _("The look is drawn from now on."))


def _find(book_id: UUID, look_id: UUID) -> Look:
    look = found(session().find(Look, look_id))
    return found(look if look.lookbook_id == book_id else None)


def _sent() -> Encoded:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise NoPicture
    return uploads.read(file)


def _draw(look: Look, form: PictureForm) -> str:
    held = session().find(Picture, look.picture_id) if look.picture_id else None
    return render_template(
        "admin/looks/picture.html",
        book=find_book(look.lookbook_id),
        look=look,
        name=said(look.words, "title", str(_("Look %(number)s", number=look.position + 1))),
        form=form,
        picture=held,
        shown=thumbnails.picture_address(held.image, width=640) if held else None,
        alt=said(held.words, "alt") if held else None,
    )
