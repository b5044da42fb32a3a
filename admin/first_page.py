"""The shop's menu and first page: links and sections, put in, taken out and put in order."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from admin.frame import brand, me, now, refusing
from admin.notices import told
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import versions
from catalogue.collections import Collection
from catalogue.lookbooks import Lookbook
from catalogue.pages import Page
from catalogue.seasons import Drop
from i18n import Message, _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy import first_page
from tenancy.brands import Brand
from tenancy.duties import Duty
from tenancy.first_page import MOST_CARDS, MOST_LINKS, MOST_SECTIONS, REFERS_TO, LinkDraft, SectionDraft
from tenancy.frontage import Frontage

bp = Blueprint("first_page", __name__, url_prefix="/brand/first-page")
KINDS: dict[str, Message] = {
    "hero": _("Opening picture"),
    "collection": _("Collection"),
    "lookbook": _("Lookbook"),
    "cities": _("Cities"),
    "stores": _("Stores"),
    "story": _("Story"),
    "swatches": _("Cloths"),
    "drop": _("Drop"),
    "diary": _("Diary"),
    "words": _("Text"),
}
PLACES: dict[str, Message] = {
    "search": _("Search"),
    "stores": _("Stores"),
    "size-guide": _("Size guide"),
    "story": _("Story"),
}
SHOWN: dict[str, Any] = {"collection": Collection, "lookbook": Lookbook, "drop": Drop}


class LinkForm(Form):
    held = HiddenField()
    place = IntegerField(_("Place"), [Optional(), NumberRange(0, 1000)])
    label = StringField(_("Label"), [Length(max=40)])
    target = SelectField(_("Leads to"))
    gone = BooleanField(_("Take out"))


class SectionForm(Form):
    held = HiddenField()
    place = IntegerField(_("Place"), [Optional(), NumberRange(0, 1000)])
    kind = SelectField(_("Kind"), choices=list(KINDS.items()))
    shows = SelectField(_("What it shows"))
    limit = IntegerField(_("Styles at most"), [Optional(), NumberRange(1, MOST_CARDS)])
    title = StringField(_("Title"), [Length(max=120)])
    text = TextAreaField(_("Text"), [Length(max=2000)])
    gone = BooleanField(_("Take out"))


class FirstPageForm(Form):
    version = HiddenField()
    menu = FieldList(FormField(LinkForm), max_entries=MOST_LINKS + 1)
    sections = FieldList(FormField(SectionForm), max_entries=MOST_SECTIONS + 1)

    def offer(self) -> None:
        """Let each choose among what the house has; what a row names already stays among them."""
        shown = {kind: _codes(kind) for kind in SHOWN}
        targets = _targets(shown)
        references = [(f"{kind}/{code}", name) for kind in SHOWN for code, name in shown[kind]]
        for link in self.menu:
            link.form.target.choices = _with(targets, link.form.target.data)
        for section in self.sections:
            section.form.shows.choices = _with([("", ""), *references], section.form.shows.data)

    def links(self) -> list[LinkDraft]:
        return [_link(row) for row in _ordered(self.menu, "label")]

    def parts(self) -> list[SectionDraft]:
        return [_part(row) for row in _ordered(self.sections, "title")]


@bp.get("/")
@allows(Duty.EDIT_BRAND)
def index() -> str:
    return _draw(_filled())


@bp.post("/")
@allows(Duty.EDIT_BRAND)
def change() -> Response:
    form = FirstPageForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            row = session().get_one(Brand, session().brand)
            refuse_outdated(form, Frontage(row))
            first_page.arrange(session(), row, menu=form.links(), sections=form.parts(), by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw(form), 422)


def _ordered(rows: FieldList, named: str) -> list[Any]:
    """Put the rows in order; one without a name, or ticked to go, is left out."""
    kept = [row.form for row in rows if row.form[named].data.strip() and not row.form.gone.data]
    return sorted(kept, key=_rank)


def _rank(row: LinkForm | SectionForm) -> float:
    """A row given another's place comes to stand there: before it on the way up, after it on the way down."""
    stood = int(row.held.data) + 1 if (row.held.data or "").isdecimal() else MOST_SECTIONS + 1
    wished = row.place.data or stood
    return wished + (wished > stood) / 2 - (wished < stood) / 2


def _link(row: LinkForm) -> LinkDraft:
    held = _held(brand().navigation, row.held.data)
    return LinkDraft(row.target.data, with_own(_words(brand().navigation, held), label=row.label.data), held)


def _part(row: SectionForm) -> SectionDraft:
    held = _held(brand().home, row.held.data)
    kind, _slash, code = row.shows.data.partition("/")
    return SectionDraft(
        kind=row.kind.data,
        texts=with_own(_words(brand().home, held), title=row.title.data, text=row.text.data),
        reference=code if kind == REFERS_TO[row.kind.data] else "",
        limit=row.limit.data or first_page.USUAL_CARDS,
        held=held,
    )


def _held(rows: list, place: str | None) -> int | None:
    return int(place) if place and place.isdecimal() and int(place) < len(rows) else None


def _words(rows: list, held: int | None) -> Mapping[str, Any]:
    return {} if held is None else rows[held].get("words") or {}


def _codes(kind: str) -> list[tuple[str, str]]:
    """Name the things of one kind that a section may show: what it is, and how it is called."""
    model = SHOWN[kind]
    rows = session().exec(select(model.code, model.words).order_by(model.code)).all()
    return [(code, f"{KINDS[kind]} · {said(words, _title(words), code)}") for code, words in rows]


def _title(words: Mapping[str, Any]) -> str:
    return "title" if "title" in words else "name"


def _targets(shown: Mapping[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Name every page of the shop that a link may lead to, by its path."""
    legal = select(Page.code, Page.words).where(Page.kind == "legal").order_by(col(Page.position), Page.code)
    pages = {f"legal/{code}": str(said(words, "title", code)) for code, words in session().exec(legal)}
    return [
        *((path, str(name)) for path, name in PLACES.items()),
        *((f"collections/{code}", name) for code, name in shown["collection"]),
        *((f"lookbooks/{code}", name) for code, name in shown["lookbook"]),
        *pages.items(),
    ]


def _with(choices: list[tuple[str, str]], standing: str | None) -> list[tuple[str, str]]:
    is_missing = bool(standing) and standing not in dict(choices) and standing in _standing()
    return [*choices, (standing or "", standing or "")] if is_missing else choices


def _standing() -> set[str]:
    """What the rows name now, be it gone from the house or not."""
    targets = {link["target"] for link in brand().navigation}
    return targets | {_shows(section) for section in brand().home}


def _shows(section: Mapping[str, Any]) -> str:
    kind = REFERS_TO.get(section["kind"], "")
    return f"{kind}/{section['reference']}" if kind and section.get("reference") else ""


def _filled() -> FirstPageForm:
    row = brand()
    menu: list[dict[str, Any]] = [
        {
            "held": str(number),
            "place": number + 1,
            "label": own(link["words"], "label"),
            "target": link["target"],
        }
        for number, link in enumerate(row.navigation)
    ]
    sections: list[dict[str, Any]] = [
        {
            "held": str(number),
            "place": number + 1,
            "kind": section["kind"],
            "shows": _shows(section),
            "limit": section.get("limit") or first_page.USUAL_CARDS,
            "title": own(section["words"], "title"),
            "text": own(section["words"], "text"),
        }
        for number, section in enumerate(row.home)
    ]
    return FirstPageForm(
        version=versions.version_of(session(), Frontage(row)),
        menu=menu + [{}] * (len(menu) < MOST_LINKS),
        sections=sections + [{}] * (len(sections) < MOST_SECTIONS),
    )


def _draw(form: FirstPageForm) -> str:
    form.offer()
    return render_template("admin/first_page/index.html", form=form)
