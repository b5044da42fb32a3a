"""Taking up an invitation: a first password, or the one that an address has already."""

from flask import Blueprint, Response, g, make_response, render_template, request
from wtforms import PasswordField
from wtforms.validators import InputRequired

from admin.frame import database, now, refusing
from admin.passwords import NewPasswordForm
from admin.sign_in import admit, device
from i18n import _
from kernel.db import BrandSession
from kernel.web.access import public
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy import identities, invitations, passwords
from tenancy.identities import Identity
from tenancy.invitations import Invitation

bp = Blueprint("invitations", __name__, url_prefix="/invitations")


class KnownForm(Form):
    password = PasswordField(_("Your password"), [InputRequired()])


@bp.get("/<token>")
@public
def show(token: str) -> Response:
    invitation, known = _read(session(), token)
    return _draw(KnownForm() if known else NewPasswordForm(), invitation, token, known, 200)


@bp.post("/<token>")
@public
def accept(token: str) -> Response:
    with database().read(g.door.brand_id) as reading:
        invitation, known = _read(reading, token)
    form = KnownForm(request.form) if known else NewPasswordForm(request.form)
    if form.validate():
        with refusing(form, beside="password"):
            hashed = None if known else passwords.accept(form.password.data, about=invitation.email)
            proved = _prove(invitation, form.password.data).id if known else None
            _person, identity = invitations.accept(
                session(), token, password_hash=hashed, proved=proved, at=now()
            )
            return admit(identity)
    return _draw(form, invitation, token, known, 422)


def _read(reading: BrandSession, token: str) -> tuple[Invitation, bool]:
    """Return the invitation, and whether its address signs in with a password already."""
    invitation = invitations.behind(reading, token, at=now())
    identity = identities.named(reading, invitation.email)
    return invitation, identity is not None and identity.password_hash is not None


def _prove(invitation: Invitation, password: str) -> Identity:
    return identities.prove(
        database(),
        email=invitation.email,
        password=password,
        client=request.remote_addr or "",
        device=device(),
        at=now(),
    )


def _draw(form: Form, invitation: Invitation, token: str, known: bool, status: int) -> Response:
    page = render_template(
        "admin/invitations/show.html", form=form, invitation=invitation, token=token, known=known
    )
    return make_response(page, status)
