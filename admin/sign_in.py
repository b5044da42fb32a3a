"""Signing in and out: a password, then the code of whoever has a second factor; at both doors."""

import re
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from admin.frame import OPERATORS, at_operators, database, now, person, to, vault
from i18n import _, pgettext
from kernel.errors import Refusal
from kernel.web import access, transactions
from kernel.web.access import public, signed_in
from kernel.web.forms import Form
from tenancy import identities, people, second_factors, sessions
from tenancy.identities import Device, Identity, WrongSignIn

bp = Blueprint("sign_in", __name__)
WITHIN = re.compile(r"/(?:admin|operator)/(?!/)[\w/.~?=&%+-]*", re.ASCII)


class SignInForm(Form):
    email = StringField(_("Mail address"), [InputRequired(), Length(max=254)])
    password = PasswordField(_("Password"), [InputRequired(), Length(max=256)])


class CodeForm(Form):
    ticket = HiddenField(validators=[InputRequired(), Length(max=600)])
    code = StringField(pgettext("sign-in", "Code"), [InputRequired(), Length(max=40)])


@bp.get("/sign-in")
@public
def show() -> Response:
    if person() is not None:
        return to(home())
    return _draw(SignInForm(), 200)


@bp.post("/sign-in")
@public
def enter() -> Response:
    form = SignInForm(request.form)
    if not form.validate():
        return _draw(form, 422)
    try:
        identity = _prove(form)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _refused(_draw(form, refusal.status), refusal)
    return admit(identity)


@bp.post("/sign-in/code")
@public
def enter_code() -> Response:
    form = CodeForm(request.form)
    try:
        identity = second_factors.prove(
            database(),
            vault(),
            ticket=form.ticket.data or "",
            code=form.code.data or "",
            brand_id=g.door.brand_id,
            at=now(),
        )
    except second_factors.HalfwayOver as refusal:
        first = SignInForm()
        first.form_errors.append(str(refusal))
        return _draw(first, 422)
    except Refusal as refusal:
        form.refuse("code", refusal)
        return _refused(_draw_code(form, refusal.status), refusal)
    return _begin(identity)


@bp.post("/sign-out")
@signed_in
def leave() -> Response:
    who = person()
    assert who is not None
    sessions.end(transactions.session(), who.session_digest)
    response = to(url_for(".show"))
    access.forget_cookie(response)
    return response


def admit(identity: Identity) -> Response:
    """Let in whoever proved a password, or ask for the code that she still owes."""
    if identity.totp_secret is None:
        return _begin(identity)
    ticket = second_factors.halfway(vault(), identity, brand_id=g.door.brand_id, at=now())
    return _draw_code(CodeForm(ticket=ticket), 200)


def renew(identity_id: UUID, response: Response) -> Response:
    """Give this browser a new session after what ended all the others."""
    token = sessions.begin(transactions.session(), identity_id, agent=_agent(), at=now())
    access.set_cookie(response, token, lasts=int(sessions.LASTS.total_seconds()))
    return response


def home() -> str:
    return OPERATORS if at_operators() else "/admin/"


def after_sign_in() -> str:
    """Return where she was going, where that is a page of this console and nothing else."""
    wanted = request.args.get("next", "")
    return wanted if WITHIN.fullmatch(wanted) and wanted.startswith(home()) else home()


def device() -> Device | None:
    """Return whose browser this is known to be."""
    return identities.known_device(vault(), request.cookies.get(_device_cookie()), at=now())


def _prove(form: SignInForm) -> Identity:
    """Ask who it is; a right password with nothing behind this door is refused as a wrong one is."""
    identity = identities.prove(
        database(),
        email=form.email.data,
        password=form.password.data,
        client=request.remote_addr or "",
        device=device(),
        at=now(),
    )
    with database().read(g.door.brand_id) as reading:
        if not people.may_enter(reading, identity):
            raise WrongSignIn
    return identity


def _begin(identity: Identity) -> Response:
    """Sign in under a new token, whatever the browser brought along, and know it from now on."""
    moment = now()
    response = renew(identity.id, to(after_sign_in()))
    old = person()
    if old is not None:
        sessions.end(transactions.session(), old.session_digest)
    response.set_cookie(
        _device_cookie(),
        identities.know_device(vault(), identity, at=moment),
        max_age=int(identities.DEVICE_LASTS.total_seconds()),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def _draw(form: SignInForm, status: int) -> Response:
    return make_response(render_template("admin/sign_in/show.html", form=form), status)


def _draw_code(form: CodeForm, status: int) -> Response:
    return make_response(render_template("admin/sign_in/code.html", form=form), status)


def _refused(response: Response, refusal: Refusal) -> Response:
    wait = getattr(refusal, "retry_after", None)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _agent() -> str:
    return request.headers.get("User-Agent", "")


def _device_cookie() -> str:
    return "__Host-device" if request.is_secure else "device"
