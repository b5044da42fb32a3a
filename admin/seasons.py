"""Seasons, and the drops within them: when they begin and when they are released."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, func, select
from wtforms import BooleanField, DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin import rules
from admin.frame import found, me, now, refusing
from admin.moments import MomentField
from admin.notices import told
from admin.style_list import season_choices
from admin.wordings import own, refuse_outdated, said, with_own
from catalogue import seasons, versions
from catalogue.seasons import Drop, DropDraft, Season, SeasonDraft
from catalogue.styles import Style
from i18n import _
from i18n.words import Wording
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.modules import needs_module, on
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("seasons", __name__, url_prefix="/seasons")


class SeasonForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    starts_on = DateField(_("First day"), [InputRequired()])
    ends_on = DateField(_("Last day"), [Optional()])

    def draft(self, held: Season | None) -> SeasonDraft:
        return SeasonDraft(
            code=held.code if held else self.code.data.strip(),
            starts_on=found(self.starts_on.data),
            ends_on=self.ends_on.data,
            texts=with_own(held.words if held else {}, name=self.name.data),
        )


class DropForm(Form):
    version = HiddenField()
    code = StringField(_("Code"), [Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    text = TextAreaField(_("What is said of it"), [Length(max=2000)])
    season = SelectField(_("Season"))
    releases_at = MomentField(_("Release"), [InputRequired()])
    is_announced = BooleanField(_("Shown before its release"), default=True)

    def offer(self) -> None:
        self.season.choices = [("", str(_("None"))), *season_choices()]

    def draft(self, held: Drop | None) -> DropDraft:
        return DropDraft(
            code=held.code if held else self.code.data.strip(),
            season=self.season.data or None,
            releases_at=found(self.releases_at.data),
            is_announced=self.is_announced.data,
            texts=with_own(held.words if held else {}, name=self.name.data, text=self.text.data),
        )


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    counted = dict(session().exec(select(Style.season_id, func.count()).group_by(Style.season_id)).all())
    dropped = dict(session().exec(select(Style.drop_id, func.count()).group_by(Style.drop_id)).all())
    held = session().exec(select(Season).order_by(col(Season.starts_on).desc(), Season.code)).all()
    released = select(Drop).order_by(col(Drop.releases_at).desc(), Drop.code)
    drops = session().exec(released).all() if "drops" in on() else ()
    return render_template(
        "admin/seasons/index.html",
        seasons=[(one, said(one.words, otherwise=one.code), counted.get(one.id, 0)) for one in held],
        drops=[(one, said(one.words, otherwise=one.code), dropped.get(one.id, 0)) for one in drops],
        now=now(),
    )


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return _draw_season(None, SeasonForm())


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = SeasonForm(request.form)
    if form.validate() and rules.has_code(form):
        with refusing(form):
            seasons.add_seasons(session(), [form.draft(None)], by=me(), at=now())
            return told(url_for(".index"), _("The season is added."))
    return make_response(_draw_season(None, form), 422)


@bp.get("/<uuid:season_id>")
@allows(Duty.EDIT_STYLES)
def edit(season_id: UUID) -> str:
    held = _season(season_id)
    form = SeasonForm(
        version=versions.version_of(session(), held),
        name=own(held.words),
        starts_on=held.starts_on,
        ends_on=held.ends_on,
    )
    return _draw_season(held, form)


@bp.post("/<uuid:season_id>")
@allows(Duty.EDIT_STYLES)
def change(season_id: UUID) -> Response:
    held = _season(season_id)
    form = SeasonForm(request.form)
    if form.validate():
        with refusing(form):
            refuse_outdated(form, held)
            seasons.change_season(session(), held, form.draft(held), by=me(), at=now())
            return told(url_for(".index"), _("Kept."))
    return make_response(_draw_season(_season(season_id), form), 422)


@bp.get("/drops/new")
@allows(Duty.EDIT_STYLES)
@needs_module("drops")
def new_drop() -> str:
    return _draw_drop(None, DropForm())


@bp.post("/drops")
@allows(Duty.EDIT_STYLES)
@needs_module("drops")
def create_drop() -> Response:
    form = DropForm(request.form)
    form.offer()
    if form.validate() and rules.has_code(form):
        with refusing(form):
            seasons.add_drops(session(), [form.draft(None)], by=me(), at=now())
            return told(url_for(".index"), _("The drop is added. Put styles into it on their own pages."))
    return make_response(_draw_drop(None, form), 422)


@bp.get("/drops/<uuid:drop_id>")
@allows(Duty.EDIT_STYLES)
@needs_module("drops")
def drop(drop_id: UUID) -> str:
    held = _drop(drop_id)
    season = session().find(Season, held.season_id) if held.season_id else None
    form = DropForm(
        version=versions.version_of(session(), held),
        name=own(held.words),
        text=own(held.words, "text"),
        season=season.code if season else "",
        releases_at=held.releases_at,
        is_announced=held.is_announced,
    )
    return _draw_drop(held, form)


@bp.post("/drops/<uuid:drop_id>")
@allows(Duty.EDIT_STYLES)
@needs_module("drops")
def change_drop(drop_id: UUID) -> Response:
    held = _drop(drop_id)
    form = DropForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            refuse_outdated(form, held)
            seasons.change_drop(session(), held, form.draft(held), by=me(), at=now())
            return told(url_for(".index"), _("Kept; its styles follow."))
    return make_response(_draw_drop(_drop(drop_id), form), 422)


def _season(season_id: UUID) -> Season:
    return found(session().find(Season, season_id))


def _drop(drop_id: UUID) -> Drop:
    return found(session().find(Drop, drop_id))


def _draw_season(held: Season | None, form: SeasonForm) -> str:
    name = said(held.words, otherwise=held.code) if held else None
    return render_template("admin/seasons/season.html", season=held, name=name, form=form)


def _draw_drop(held: Drop | None, form: DropForm) -> str:
    form.offer()
    return render_template(
        "admin/seasons/drop.html",
        drop=held,
        name=said(held.words, otherwise=held.code) if held else None,
        form=form,
        styles=_within(held) if held else [],
    )


def _within(held: Drop) -> list[tuple[UUID, str, Wording]]:
    rows = select(Style.id, Style.code, Style.words).where(Style.drop_id == held.id).order_by(Style.code)
    return [(id, code, said(words, otherwise=code)) for id, code, words in session().exec(rows)]
