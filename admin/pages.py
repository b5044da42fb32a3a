"""Pages of text: the house's story, and the legal pages of each market."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from markupsafe import Markup
from sqlmodel import col, select
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import rules
from admin.frame import brand, found, me, now, refusing
from admin.markets import name_of
from admin.notices import told
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import pages, slugs, versions
from catalogue.markup import sanitised
from catalogue.pages import Page, PageDraft
from i18n import _
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.markets import Market

bp = Blueprint("pages", __name__, url_prefix="/pages")
KINDS = {"story": _("Story"), "legal": _("Legal")}


class PageTaken(Refusal):
    message = _("There is already a page %(code)s for that market. Change that one, or choose another code.")


class PageForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    kind = SelectField(_("Kind"), choices=list(KINDS.items()))
    market = SelectField(_("Market"))
    title = StringField(_("Title"), [InputRequired(), Length(max=120)])
    body = TextAreaField(_("Text"), [Length(max=60_000)])
    slug = StringField(_("Short name in addresses"), [Length(max=80)])
    position = IntegerField(_("Place in lists"), [Optional(), NumberRange(0, 10_000)])

    def offer(self) -> None:
        markets = session().exec(select(Market).order_by(col(Market.position), Market.code)).all()
        self.market.choices = [("", str(_("Every market"))), *((one.code, name_of(one)) for one in markets)]

    def draft(self, held: Page | None, market: str | None) -> PageDraft:
        named = slugs.current(session(), "page", [held.id]).get(held.id, {}) if held else {}
        others = {language: slug for language, slug in named.items() if language != brand().language}
        wished = self.slug.data.strip()
        return PageDraft(
            code=held.code if held else self.code.data.strip(),
            kind=self.kind.data,
            market=market,
            texts=with_own(held.words if held else {}, title=self.title.data, body=self.body.data),
            position=self.position.data or 0,
            slugs={**others, brand().language: wished} if wished else others,
        )


@bp.get("/")
@allows(Duty.EDIT_BRAND)
def index() -> str:
    markets = {one.id: name_of(one) for one in session().exec(select(Market))}
    held = session().exec(select(Page).order_by(col(Page.kind).desc(), col(Page.position), Page.code)).all()
    rows = [(page, said(page.words, "title", page.code), markets.get(page.market_id)) for page in held]
    return render_template("admin/pages/index.html", rows=rows, kinds=KINDS)


@bp.get("/new")
@allows(Duty.EDIT_BRAND)
def new() -> str:
    return _draw(None, PageForm())


@bp.post("/")
@allows(Duty.EDIT_BRAND)
def create() -> Response:
    form = PageForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        if "preview" in request.form:
            return make_response(_draw(None, form))
        with refusing(form):
            draft = form.draft(None, form.market.data or None)
            _refuse_taken(draft)
            pages.write_pages(session(), [draft], by=me(), at=now())
            return told(url_for(".index"), _("The page is written."))
    return make_response(_draw(None, form), 422)


@bp.get("/<uuid:page_id>")
@allows(Duty.EDIT_BRAND)
def edit(page_id: UUID) -> str:
    page = find(page_id)
    named = slugs.current(session(), "page", [page.id]).get(page.id, {})
    form = PageForm(
        version=versions.version_of(session(), page),
        kind=page.kind,
        title=own(page.words, "title"),
        body=own(page.words, "body"),
        slug=named.get(brand().language, ""),
        position=page.position,
    )
    return _draw(page, form)


@bp.post("/<uuid:page_id>")
@allows(Duty.EDIT_BRAND)
def change(page_id: UUID) -> Response:
    """Keep the page, or show it first where that was asked for."""
    page = find(page_id)
    form = PageForm(request.form)
    form.offer()
    form.market.data = _market(page) or ""
    if form.validate():
        if "preview" in request.form:
            return make_response(_draw(page, form))
        with refusing(form):
            refuse_outdated(form, page)
            pages.write_pages(session(), [form.draft(page, _market(page))], by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw(find(page_id), form), 422)


@bp.get("/<uuid:page_id>/removal")
@allows(Duty.EDIT_BRAND)
def ask_removal(page_id: UUID) -> str:
    page = find(page_id)
    name = said(page.words, "title", page.code)
    return render_template("admin/pages/remove.html", page=page, name=name)


@bp.post("/<uuid:page_id>/removal")
@allows(Duty.EDIT_BRAND)
def remove(page_id: UUID) -> Response:
    pages.remove_page(session(), find(page_id), by=me(), at=now())
    return told(url_for(".index"), _("The page is taken out."))


def find(page_id: UUID) -> Page:
    return found(session().find(Page, page_id))


def _market(page: Page) -> str | None:
    """The code of the page's market; none where it belongs to every market."""
    market = session().find(Market, page.market_id) if page.market_id else None
    return market.code if market else None


def _refuse_taken(draft: PageDraft) -> None:
    """A page that is there is changed on its own form, where its newer version would be seen."""
    mine = select(Page.id).outerjoin(Market, col(Market.id) == Page.market_id).where(Page.code == draft.code)
    here = mine.where(Market.code == draft.market if draft.market else col(Page.market_id).is_(None))
    if session().exec(here).first() is not None:
        raise PageTaken(code=draft.code)


def _draw(page: Page | None, form: PageForm) -> str:
    form.offer()
    shown: dict[str, Any] = {"page": page, "form": form}
    if page:
        shown |= {"name": said(page.words, "title", page.code), "market": _market(page)}
    clean = Markup(sanitised(form.body.data or ""))  # noqa: S704 - the sanitiser's own
    return render_template("admin/pages/edit.html", **shown, preview=clean)
