"""A forgotten password: asked for, answered by mail, set anew; both doors share these pages."""

from flask import Blueprint, Response, g, make_response, render_template, request
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from admin import letters
from admin.frame import address, database, now, refusing
from admin.notices import told
from i18n import _
from kernel.web.access import public
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy import passwords, resets, throttles
from tenancy.throttles import Limit

bp = Blueprint("passwords", __name__, url_prefix="/password")


class ForgottenForm(Form):
    email = StringField(_("Mail address"), [InputRequired(), Length(max=254)])


class NewPasswordForm(Form):
    password = PasswordField(_("New password"), [InputRequired()])
    again = PasswordField(
        _("The same once more"),
        [InputRequired(), EqualTo("password", _("The two passwords differ. Type the same in both."))],
    )


@bp.get("/forgotten")
@public
def forgotten() -> str:
    return render_template("admin/passwords/forgotten.html", form=ForgottenForm(), is_asked=False)


@bp.post("/forgotten")
@public
def ask() -> Response:
    """Answer every address alike; what is done for a known one is done in the worker."""
    form = ForgottenForm(request.form)
    if form.validate():
        with refusing(form):
            throttles.count(database(), _limits(form.email.data), at=now())
            letters.ask_for_reset(session(), form.email.data, at=now())
            return make_response(
                render_template("admin/passwords/forgotten.html", form=form, is_asked=True), 200
            )
    return make_response(render_template("admin/passwords/forgotten.html", form=form, is_asked=False), 422)


@bp.get("/new/<token>")
@public
def choose(token: str) -> str:
    resets.behind(session(), token, at=now())
    return render_template("admin/passwords/new.html", form=NewPasswordForm(), token=token)


@bp.post("/new/<token>")
@public
def set_new(token: str) -> Response:
    form = NewPasswordForm(request.form)
    if form.validate():
        with refusing(form, beside="password"):
            with database().read(g.door.brand_id) as reading:
                email = resets.behind(reading, token, at=now()).email
            hashed = passwords.accept(form.password.data, about=email)
            resets.use(session(), token, password_hash=hashed, at=now())
            return told(address("sign_in.show"), _("Your new password is set. Sign in with it."))
    return make_response(render_template("admin/passwords/new.html", form=form, token=token), 422)


def _limits(email: str) -> list[Limit]:
    return [
        Limit("forgotten-for", email.strip().lower(), most=5),
        Limit("forgotten-by", throttles.client_of(request.remote_addr or ""), most=20),
    ]
