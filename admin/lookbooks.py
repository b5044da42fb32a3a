"""Lookbooks: looks in their order, each with the styles worn in it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, func, select
from wtforms import (
    ColorField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import removals, rules, uploads
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.style_forms import lines
from admin.style_list import season_choices
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import lookbooks, slugs, versions
from catalogue.lookbooks import Hotspot, Look, Lookbook, LookbookDraft, LookDraft
from catalogue.seasons import Season
from i18n import _
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("lookbooks", __name__, url_prefix="/lookbooks")
keep_to_module(bp, "lookbooks")
SPARE = 1


class NotAPlace(Refusal):
    message = _(
        "“%(text)s” can't be read as a garment in a look. Write its style, its colour, then how far from the"
        " left and the top and how wide, in per cent: E1001 BLACK 40 55 45."
    )


class LookbookTaken(Refusal):
    message = _("There is already a lookbook %(code)s. Choose another code, or change that one.")


class LookForm(Form):
    look_id = HiddenField()
    place = IntegerField(_("Place"), [Optional(), NumberRange(0, 1000)])
    title = StringField(_("Title"), [Length(max=120)])
    text = TextAreaField(_("Text"), [Length(max=2000)])
    ground = ColorField(_("Ground"), default="#f4f1ea")
    worn = TextAreaField(_("What is worn"), [Length(max=2000)])


class LookbookForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    title = StringField(_("Title"), [InputRequired(), Length(max=120)])
    intro = TextAreaField(_("Introduction"), [Length(max=4000)])
    slug = StringField(_("Short name in addresses"), [Length(max=80)])
    season = SelectField(_("Season"))
    position = IntegerField(_("Place in lists"), [Optional(), NumberRange(0, 10_000)])
    looks = FieldList(FormField(LookForm), max_entries=100)

    def offer(self) -> None:
        self.season.choices = [("", str(_("None"))), *season_choices()]

    def draft(self, held: Lookbook | None) -> LookbookDraft:
        named = slugs.current(session(), "lookbook", [held.id]).get(held.id, {}) if held else {}
        others = {language: slug for language, slug in named.items() if language != brand().language}
        wished = self.slug.data.strip()
        texts = with_own(held.words if held else {}, title=self.title.data, intro=self.intro.data)
        return LookbookDraft(
            code=held.code if held else self.code.data.strip(),
            texts=texts,
            looks=self._looks(held),
            season=self.season.data or None,
            position=self.position.data or 0,
            slugs={**others, brand().language: wished} if wished else others,
        )

    def _looks(self, held: Lookbook | None) -> tuple[LookDraft, ...]:
        """The looks in the order of their places; one that says nothing is left out."""
        known = {str(look.id): look for look in _looks_of(held)} if held else {}
        rows = [one for one in self.looks if one.title.data.strip() or one.worn.data.strip()]
        ordered = sorted(enumerate(rows), key=lambda one: (one[1].place.data or one[0] + 1, one[0]))
        return tuple(_look(row, known.get(row.look_id.data)) for _number, row in ordered)


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    counted = dict(session().exec(select(Look.lookbook_id, func.count()).group_by(Look.lookbook_id)).all())
    books = session().exec(select(Lookbook).order_by(col(Lookbook.position), Lookbook.code)).all()
    rows = [(book, said(book.words, "title", book.code), counted.get(book.id, 0)) for book in books]
    return render_template("admin/lookbooks/index.html", rows=rows)


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return _draw(None, LookbookForm(looks=[{}] * 3))


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = LookbookForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        with refusing(form):
            draft = form.draft(None)
            if session().exec(select(Lookbook.id).where(Lookbook.code == draft.code)).first() is not None:
                raise LookbookTaken(code=draft.code)
            lookbooks.write_lookbooks(session(), [draft], by=me(), at=now())
            return told(url_for(".index"), _("The lookbook is added."))
    return make_response(_draw(None, form), 422)


@bp.get("/<uuid:book_id>")
@allows(Duty.EDIT_STYLES)
def edit(book_id: UUID) -> str:
    book = find(book_id)
    return _draw(book, _filled(book))


@bp.post("/<uuid:book_id>")
@allows(Duty.EDIT_STYLES)
def change(book_id: UUID) -> Response:
    book = find(book_id)
    form = LookbookForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            refuse_outdated(form, book)
            lookbooks.write_lookbooks(session(), [form.draft(book)], by=me(), at=now())
            return told(url_for(".edit", book_id=book_id), _("Kept."))
    return make_response(_draw(find(book_id), form), 422)


@bp.get("/<uuid:book_id>/removal")
@allows(Duty.EDIT_STYLES)
def ask_removal(book_id: UUID) -> str:
    return _ask_removal(find(book_id), Form())


@bp.post("/<uuid:book_id>/removal")
@allows(Duty.EDIT_STYLES)
def remove(book_id: UUID) -> Response:
    form = Form(request.form)
    with refusing(form):
        lookbooks.remove_lookbook(session(), find(book_id), folder=uploads.folder(), by=me(), at=now())
        return told(url_for(".index"), _("The lookbook is taken out."))
    return make_response(_ask_removal(find(book_id), form), 422)


def find(book_id: UUID) -> Lookbook:
    return found(session().find(Lookbook, book_id))


def _looks_of(book: Lookbook) -> list[Look]:
    mine = select(Look).where(Look.lookbook_id == book.id).order_by(col(Look.position))
    return list(session().exec(mine))


def _look(row: LookForm, held: Look | None) -> LookDraft:
    return LookDraft(
        texts=with_own(held.words if held else {}, title=row.title.data, text=row.text.data),
        hotspots=tuple(_hotspot(line) for line in lines(row.worn.data)),
        ground=row.ground.data or "",
        picture_id=held.picture_id if held else None,
        look_id=held.id if held else None,
    )


def _hotspot(line: str) -> Hotspot:
    parts = line.split()
    try:
        style, colourway, x, y, *width = parts
        places = [float(number.replace(",", ".")) for number in (x, y, *width)]
    except ValueError as error:
        raise NotAPlace(text=line[:60]) from error
    return Hotspot(style=style, colourway=colourway, x=places[0], y=places[1], width=[*places, 40.0][2])


def _filled(book: Lookbook) -> LookbookForm:
    named = slugs.current(session(), "lookbook", [book.id]).get(book.id, {})
    season = session().find(Season, book.season_id) if book.season_id else None
    looks: list[dict[str, Any]] = [
        {
            "look_id": str(look.id),
            "place": place,
            "title": own(look.words, "title"),
            "text": own(look.words, "text"),
            "ground": look.ground or "#f4f1ea",
            "worn": "\n".join(
                f"{spot['style']} {spot['colourway']} {spot['x']:g} {spot['y']:g} {spot['width']:g}"
                for spot in look.hotspots
            ),
        }
        for place, look in enumerate(_looks_of(book), 1)
    ]
    return LookbookForm(
        version=versions.version_of(session(), book),
        title=own(book.words, "title"),
        intro=own(book.words, "intro"),
        slug=named.get(brand().language, ""),
        season=season.code if season else "",
        position=book.position,
        looks=[*looks, *[{}] * SPARE],
    )


def _draw(book: Lookbook | None, form: LookbookForm) -> str:
    form.offer()
    return render_template(
        "admin/lookbooks/edit.html",
        book=book,
        name=said(book.words, "title", book.code) if book else None,
        form=form,
        pictured={str(look.id): look.picture_id is not None for look in _looks_of(book)} if book else {},
    )


def _ask_removal(book: Lookbook, form: Form) -> str:
    name = said(book.words, "title", book.code)
    return removals.ask(
        form,
        title=_("Take “%(title)s” out?", title=name),
        lead=_("It goes for good, in every language, with its looks and their pictures."),
        action=url_for(".remove", book_id=book.id),
        up=(url_for(".edit", book_id=book.id), str(name)),
    )
