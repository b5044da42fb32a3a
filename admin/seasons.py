"""Seasons, and the drops within them: when they begin and when they are released."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, func, select
from wtforms import BooleanField, DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin.frame import found, me, now, refusing
from admin.moments import MomentField
from admin.notices import told
from admin.style_list import season_choices
from admin.wordings import refuse_outdated, said, with_own
from catalogue import seasons, versions
from catalogue.seasons import Drop, DropDraft, Season, SeasonDraft
from catalogue.styles import Style
from i18n import _
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("seasons", __name__, url_prefix="/seasons")


class SeasonForm(Form):
    code = StringField(_("Code"), [InputRequired(), Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    starts_on = DateField(_("First day"), [InputRequired()])
    ends_on = DateField(_("Last day"), [Optional()])


class DropForm(Form):
    code = StringField(_("Code"), [InputRequired(), Length(max=60)])
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    text = TextAreaField(_("What is said of it"), [Length(max=2000)])
    season = SelectField(_("Season"))
    releases_at = MomentField(_("Release"), [InputRequired()])
    is_announced = BooleanField(_("Shown before its release"), default=True)

    def offer(self) -> None:
        self.season.choices = [("", str(_("None"))), *season_choices()]


class MoveForm(Form):
    version = HiddenField()
    releases_at = MomentField(_("Release"), [InputRequired()])
    is_announced = BooleanField(_("Shown before its release"))


@bp.get("/")
@allows(Duty.EDIT_STYLES)
def index() -> str:
    counted = dict(session().exec(select(Style.season_id, func.count()).group_by(Style.season_id)).all())
    dropped = dict(session().exec(select(Style.drop_id, func.count()).group_by(Style.drop_id)).all())
    held = session().exec(select(Season).order_by(col(Season.starts_on).desc(), Season.code)).all()
    drops = session().exec(select(Drop).order_by(col(Drop.releases_at).desc(), Drop.code)).all()
    return render_template(
        "admin/seasons/index.html",
        seasons=[(one, said(one.words, otherwise=one.code), counted.get(one.id, 0)) for one in held],
        drops=[(one, said(one.words, otherwise=one.code), dropped.get(one.id, 0)) for one in drops],
        now=now(),
    )


@bp.get("/new")
@allows(Duty.EDIT_STYLES)
def new() -> str:
    return render_template("admin/seasons/new.html", form=SeasonForm())


@bp.post("/")
@allows(Duty.EDIT_STYLES)
def create() -> Response:
    form = SeasonForm(request.form)
    if form.validate():
        with refusing(form):
            draft = SeasonDraft(
                code=form.code.data.strip(),
                starts_on=found(form.starts_on.data),
                ends_on=form.ends_on.data,
                texts=with_own({}, name=form.name.data),
            )
            seasons.add_seasons(session(), [draft], by=me(), at=now())
            return told(url_for(".index"), _("The season is added."))
    return make_response(render_template("admin/seasons/new.html", form=form), 422)


@bp.get("/drops/new")
@allows(Duty.EDIT_STYLES)
def new_drop() -> str:
    form = DropForm()
    form.offer()
    return render_template("admin/seasons/new_drop.html", form=form)


@bp.post("/drops")
@allows(Duty.EDIT_STYLES)
def create_drop() -> Response:
    form = DropForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            draft = DropDraft(
                code=form.code.data.strip(),
                season=form.season.data or None,
                releases_at=found(form.releases_at.data),
                is_announced=form.is_announced.data,
                texts=with_own({}, name=form.name.data, text=form.text.data),
            )
            seasons.add_drops(session(), [draft], by=me(), at=now())
            return told(url_for(".index"), _("The drop is added. Put styles into it on their own pages."))
    return make_response(render_template("admin/seasons/new_drop.html", form=form), 422)


@bp.get("/drops/<uuid:drop_id>")
@allows(Duty.EDIT_STYLES)
def drop(drop_id: UUID) -> str:
    held = _find(drop_id)
    form = MoveForm(
        version=versions.version_of(session(), held),
        releases_at=held.releases_at,
        is_announced=held.is_announced,
    )
    return _draw(held, form)


@bp.post("/drops/<uuid:drop_id>")
@allows(Duty.EDIT_STYLES)
def move_drop(drop_id: UUID) -> Response:
    held = _find(drop_id)
    form = MoveForm(request.form)
    if form.validate():
        with refusing(form):
            refuse_outdated(form, held)
            seasons.move_drop(
                session(),
                held,
                releases_at=found(form.releases_at.data),
                is_announced=form.is_announced.data,
                by=me(),
                at=now(),
            )
            return told(url_for(".index"), _("Kept; its styles follow."))
    return make_response(_draw(_find(drop_id), form), 422)


def _find(drop_id: UUID) -> Drop:
    return found(session().find(Drop, drop_id))


def _draw(held: Drop, form: MoveForm) -> str:
    rows = select(Style.id, Style.code, Style.words).where(Style.drop_id == held.id).order_by(Style.code)
    within = [(id, code, said(words, otherwise=code)) for id, code, words in session().exec(rows)]
    name = said(held.words, otherwise=held.code)
    return render_template("admin/seasons/drop.html", drop=held, name=name, form=form, styles=within)
