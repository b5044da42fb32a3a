"""One's own account: name and language, password, second factor, and the browsers one is signed in from."""

from typing import cast
from uuid import UUID

import segno
from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from admin import sign_in
from admin.frame import address, at_operators, brand, database, found, now, person, refusing, to, vault
from admin.notices import told
from admin.passwords import NewPasswordForm
from i18n import _, pgettext
from i18n.languages import STAFF_LANGUAGES, autonym
from kernel.web import access
from kernel.web.access import signed_in
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy import identities, passwords, second_factors, sessions, staff
from tenancy.identities import Identity
from tenancy.people import Member, Operator
from tenancy.staff import Staff

bp = Blueprint("account", __name__, url_prefix="/account")


class SettingsForm(Form):
    name = StringField(pgettext("person", "Name"), [InputRequired(), Length(max=80)])
    language = SelectField(_("Language"), choices=[(tag, autonym(tag)) for tag in STAFF_LANGUAGES])
    density = SelectField(
        _("Lists"), choices=[("roomy", _("Roomy")), ("compact", _("Close together"))], default="roomy"
    )


class ChangeForm(NewPasswordForm):
    present = PasswordField(_("Present password"), [InputRequired()])


class EnrolmentForm(Form):
    sealed = HiddenField(validators=[InputRequired()])
    code = StringField(pgettext("sign-in", "Code"), [InputRequired(), Length(max=10)])
    present = PasswordField(_("Password"), [InputRequired()])


class ConfirmForm(Form):
    present = PasswordField(_("Password"), [InputRequired()])


@bp.get("/")
@signed_in
def index() -> str:
    who = me()
    settings = SettingsForm(name=who.display_name, language=who.language, density=who.density)
    return _draw(settings)


@bp.post("/settings")
@signed_in
def settle() -> Response:
    form = SettingsForm(request.form)
    row = found(session().find(Staff, me().id) if not at_operators() else None)
    if form.validate():
        staff.settle(row, name=form.name.data.strip(), language=form.language.data, density=form.density.data)
        return to(address("account.index"))
    return make_response(_draw(form), 422)


@bp.get("/password")
@signed_in
def password() -> str:
    return render_template("admin/account/password.html", form=ChangeForm())


@bp.post("/password")
@signed_in
def change_password() -> Response:
    """Set a new password; every other browser is signed out, this one goes on under a new token."""
    form, who = ChangeForm(request.form), me()
    if form.validate():
        with refusing(form, beside="present"):
            identities.confirm(database(), who.identity_id, password=form.present.data, at=now())
            with refusing(form, beside="password"):
                hashed = passwords.accept(form.password.data, about=who.email)
                identities.set_password(session().get_one(Identity, who.identity_id), hashed, at=now())
                return _anew(told(address("account.index"), _("Your new password is set.")))
    return make_response(render_template("admin/account/password.html", form=form), 422)


@bp.get("/second-factor")
@signed_in
def second_factor() -> str:
    if me().has_second_factor:
        return render_template("admin/account/turn_off.html", form=ConfirmForm())
    secret, sealed = second_factors.propose(vault(), me().identity_id, at=now())
    return _draw_enrolment(EnrolmentForm(sealed=sealed), secret)


@bp.post("/second-factor")
@signed_in
def enrol() -> Response:
    form, who = EnrolmentForm(request.form), me()
    found(None if who.has_second_factor else who)
    with refusing(form):
        secret = second_factors.proposed(vault(), who.identity_id, form.sealed.data or "", at=now())
        if form.validate():
            with refusing(form, beside="present"):
                identities.confirm(database(), who.identity_id, password=form.present.data, at=now())
                with refusing(form, beside="code"):
                    codes = second_factors.enrol(
                        session(), vault(), who.identity_id, secret=secret, code=form.code.data, at=now()
                    )
                    return _anew(make_response(render_template("admin/account/recovery.html", codes=codes)))
        return make_response(_draw_enrolment(form, secret), 422)
    return to(address("account.second_factor"))


@bp.post("/second-factor/removal")
@signed_in
def turn_off() -> Response:
    form, who = ConfirmForm(request.form), me()
    if form.validate():
        with refusing(form, beside="present"):
            identities.confirm(database(), who.identity_id, password=form.present.data, at=now())
            second_factors.turn_off(session(), who.identity_id)
            return _anew(told(address("account.index"), _("Signing in asks for the password only.")))
    return make_response(render_template("admin/account/turn_off.html", form=form), 422)


@bp.post("/sessions/<uuid:session_id>/end")
@signed_in
def end_session(session_id: UUID) -> Response:
    sessions.end_one(session(), me().identity_id, session_id)
    return told(address("account.index"), _("That browser is signed out."))


@bp.post("/sessions/end")
@signed_in
def end_sessions() -> Response:
    """Sign out everywhere, this browser too."""
    sessions.end_all(session(), me().identity_id)
    response = told(address("sign_in.show"), _("You are signed out everywhere."))
    access.forget_cookie(response)
    return response


def me() -> Member | Operator:
    return cast(Member | Operator, person())


def _anew(response: Response) -> Response:
    """End every browser's session and begin this one's anew."""
    sessions.end_all(session(), me().identity_id)
    return sign_in.renew(me().identity_id, response)


def _draw(settings: SettingsForm) -> str:
    browsers = sessions.of_identity(session(), me().identity_id, at=now())
    return render_template(
        "admin/account/index.html",
        form=settings,
        me=me(),
        browsers=[(row, agent_name(row.agent), row.token_digest == me().session_digest) for row in browsers],
    )


def _draw_enrolment(form: EnrolmentForm, secret: str) -> str:
    house = "Comptoir" if at_operators() else brand().name
    uri = second_factors.address(secret, email=me().email, house=house)
    code = segno.make(uri, error="m")
    picture = code.svg_inline(scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None)
    return render_template(
        "admin/account/enrol.html",
        form=form,
        picture=Markup(picture),  # noqa: S704 - squares drawn by segno
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


def agent_name(agent: str) -> str:
    """Name a browser and its machine as its owner would."""
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    machines = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    named = [next((name for mark, name in known if mark in agent), "") for known in (browsers, machines)]
    return " · ".join(name for name in named if name) or str(_("Unknown browser"))
