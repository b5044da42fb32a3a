"""Translations: how far each language is, what it lacks, and one text beside its source."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from admin.frame import brand, found, me, now, refusing
from admin.narrowing import Narrowing, cut_page
from admin.notices import told
from catalogue import slugs, translations
from catalogue.translations import Lack
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("translations", __name__, url_prefix="/translations")
SUBJECT_NAMES = {
    "brand": _("Front of the shop"),
    "style": _("Styles"),
    "colourway": _("Colourways"),
    "category": _("Categories"),
    "collection": _("Collections"),
    "season": _("Seasons"),
    "drop": _("Drops"),
    "size_run": _("Size runs"),
    "lookbook": _("Lookbooks"),
    "look": _("Looks"),
    "page": _("Pages"),
    "picture": _("Pictures"),
    "outlet": _("Outlets"),
    "store_type": _("Store types"),
    "market": _("Markets"),
}
FIELD_NAMES = {
    "name": _("Name"),
    "description": _("Description"),
    "fit": _("How it fits"),
    "text": _("Text"),
    "title": _("Title"),
    "intro": _("Introduction"),
    "body": _("Text of the page"),
    "alt": _("Alternative text"),
    "directions": _("Directions"),
    "tagline": _("Line below the name"),
    "label": _("Label"),
}
STATES = {
    "missing": (_("Missing"), "bad"),
    "stale": (_("Source has changed"), "waiting"),
    "machine": (_("By a machine"), "waiting"),
    "reviewed": (_("Read over"), "good"),
}
TO_DO = ("missing", "stale", "machine")


class FilterForm(Narrowing):
    begins = {"state": "todo"}

    state = SelectField(
        _("State"),
        choices=[
            ("todo", _("To be done")),
            ("", _("All")),
            *((key, name) for key, (name, _kind) in STATES.items()),
        ],
        default="todo",
    )
    of = SelectField(_("Of"), choices=[("", _("Everything")), *SUBJECT_NAMES.items()])


class TextForm(Form):
    """What stood there as the page was drawn goes along, so that nothing newer is overwritten unseen."""

    source = HiddenField()
    before = HiddenField()
    text = TextAreaField(_("Translation"), [Length(max=60_000)])


@dataclass(frozen=True)
class Place:
    """A text among those it was chosen from, with its neighbours."""

    lack: Lack
    number: int
    total: int
    earlier: Lack | None
    later: Lack | None


@bp.get("/")
@allows(Duty.EDIT_WORDS)
def index() -> str:
    languages = _languages()
    counts = translations.tally(session(), languages)
    return render_template("admin/translations/index.html", counts=counts, source=brand().language)


@bp.get("/<language>/")
@allows(Duty.EDIT_WORDS)
def show(language: str) -> Response:
    _known(language)
    form = FilterForm(request.args)
    asked = form.asked()
    listed = cut_page(_chosen(language, asked), asked["page"])

    def turned_to(number: int) -> str:
        return url_for(".show", language=language, **form.kept(page=number))

    return fragment(
        "admin/translations/show.html",
        "rows",
        language=language,
        form=form,
        listed=listed,
        turned_to=turned_to,
        args=_args(),
        **_names(),
    )


@bp.get("/<language>/<subject>/<uuid:subject_id>/<field>")
@allows(Duty.EDIT_WORDS)
def edit(language: str, subject: str, subject_id: UUID, field: str) -> str:
    place = _place(language, subject, subject_id, field)
    lack = place.lack
    return _draw(place, TextForm(source=lack.source, before=lack.text, text=lack.text))


@bp.post("/<language>/<subject>/<uuid:subject_id>/<field>")
@allows(Duty.EDIT_WORDS)
def put(language: str, subject: str, subject_id: UUID, field: str) -> Response:
    """Keep a translation as read over by a person, and go on to the next."""
    place = _place(language, subject, subject_id, field)
    form = TextForm(request.form)
    if form.validate():
        with refusing(form):
            seen = {"source": _lines(form.source.data), "text": _lines(form.before.data)}
            of: dict[str, Any] = {"field": field, "language": language}
            try:
                translations.refuse_moved(session(), subject, subject_id, **of, **seen)
            except translations.TextMoved:
                form.source.data, form.before.data = place.lack.source, place.lack.text
                raise
            text = _lines(form.text.data)
            translations.put_words(session(), subject, subject_id, **of, text=text, by=me(), at=now())
            return told(_onward(place), _("Kept."))
    return make_response(_draw(place, form), 422)


def _lines(text: str | None) -> str:
    """Undo what a form does to the ends of lines."""
    return (text or "").replace("\r\n", "\n")


def _languages() -> tuple[str, ...]:
    return tuple(language for language in slugs.languages(session()) if language != brand().language)


def _known(language: str) -> None:
    if language not in _languages():
        abort(404)


def _states(asked: dict[str, Any]) -> tuple[str, ...]:
    if asked["state"] == "todo":
        return TO_DO
    return (asked["state"],) if asked["state"] else tuple(STATES)


def _chosen(language: str, asked: dict[str, Any]) -> list[Lack]:
    every = translations.texts(session(), language, subject=asked["of"] or None)
    return [lack for lack in every if lack.state in _states(asked)]


def _place(language: str, subject: str, subject_id: UUID, field: str) -> Place:
    """Find a text, and its neighbours among those chosen; itself it may be done by now."""
    _known(language)
    asked = FilterForm(request.args).asked()
    every = translations.texts(session(), language, subject=asked["of"] or None)
    key = (subject, subject_id, field)
    here = found(
        next((n for n, one in enumerate(every) if (one.subject, one.subject_id, one.field) == key), None)
    )
    before = [one for one in every[:here] if one.state in _states(asked)]
    after = [one for one in every[here + 1 :] if one.state in _states(asked)]
    total = len(before) + 1 + len(after)
    earlier, later = before[-1] if before else None, after[0] if after else None
    return Place(every[here], len(before) + 1, total, earlier, later)


def _args() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if name in ("state", "of")}


def _address(lack: Lack | None) -> str | None:
    if lack is None:
        return None
    of: dict[str, Any] = {"subject": lack.subject, "subject_id": lack.subject_id, "field": lack.field}
    return url_for(".edit", language=lack.language, **of, **_args())


def _onward(place: Place) -> str:
    """The next text or, after the last, the list."""
    return _address(place.later) or url_for(".show", language=place.lack.language, **_args())


def _names() -> dict[str, Any]:
    return {
        "subjects": SUBJECT_NAMES,
        "field_name": _field_name,
        "states": STATES,
        "source": brand().language,
    }


def _field_name(path: str) -> str:
    """Name a field; of the shop's front also where it stands: `home.2.title` is the third section's title."""
    parts = path.split(".")
    name = str(FIELD_NAMES.get(parts[-1], parts[-1]))
    numbers = [int(part) + 1 for part in parts if part.isdigit()]
    if parts[0] == "navigation":
        return str(_("Menu, %(number)s", number=numbers[0]))
    if parts[0] != "home" or not numbers:
        return name
    section = _("First page, section %(number)s: %(field)s", number=numbers[0], field=name)
    if len(numbers) == 1:
        return str(section)
    return str(_("%(section)s of entry %(number)s", section=section, number=numbers[1]))


def _draw(place: Place, form: TextForm) -> str:
    return render_template(
        "admin/translations/edit.html",
        place=place,
        lack=place.lack,
        form=form,
        language=place.lack.language,
        earlier=_address(place.earlier),
        later=_address(place.later),
        here=_address(place.lack),
        back=url_for(".show", language=place.lack.language, **_args()),
        is_markup=place.lack.subject == "page" and place.lack.field == "body",
        **_names(),
    )
