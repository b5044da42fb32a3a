"""Staff: who works here and where, who is invited, and who leaves."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from admin import letters
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from i18n import _, pgettext
from i18n.languages import STAFF_LANGUAGES, autonym
from i18n.speech import current_language
from i18n.words import wording
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy import duties, invitations, staff
from tenancy.duties import Duty, Role
from tenancy.outlets import Outlet
from tenancy.staff import Assignment, Staff

bp = Blueprint("staff", __name__, url_prefix="/staff")
LANGUAGES = [(tag, autonym(tag)) for tag in STAFF_LANGUAGES]


class PlaceForm(Form):
    role = SelectField(_("Role"), [InputRequired()])
    outlet = SelectField(_("Where"))

    def offer(self) -> None:
        """Offer the roles and outlets that the person at the console can give."""
        self.role.choices = [(role.code, role_name(role)) for role in duties.roles(session())]
        self.outlet.choices = outlet_choices()

    @property
    def outlet_id(self) -> UUID | None:
        return UUID(self.outlet.data) if self.outlet.data else None


class InvitationForm(PlaceForm):
    email = EmailField(_("Mail address"), [InputRequired(), Length(max=254)])
    name = StringField(pgettext("person", "Name"), [InputRequired(), Length(max=80)])
    language = SelectField(_("Language of the console"), choices=LANGUAGES)


@bp.get("/")
@allows(Duty.EDIT_STAFF)
def index() -> str:
    outlets = me().outlets_for(Duty.EDIT_STAFF)
    return render_template(
        "admin/staff/index.html",
        people=staff.within(session(), outlets),
        invitations=[
            invitation
            for invitation in invitations.still_open(session(), at=now())
            if outlets is None or invitation.outlet_id in outlets
        ],
        outlet_names=outlet_names(),
        roles={role.id: role_name(role) for role in duties.roles(session())},
        role_name=role_name,
    )


@bp.get("/invitations/new")
@allows(Duty.EDIT_STAFF)
def invite() -> str:
    form = InvitationForm(language=brand().language)
    form.offer()
    return render_template("admin/staff/invite.html", form=form)


@bp.post("/invitations")
@allows(Duty.EDIT_STAFF)
def create_invitation() -> Response:
    form = InvitationForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            invitation, token = invitations.invite(
                session(),
                email=form.email.data,
                name=form.name.data.strip(),
                language=form.language.data,
                role=found(duties.role_named(session(), form.role.data)),
                outlet_id=form.outlet_id,
                by=me(),
                at=now(),
            )
            letters.invite(session(), invitation, token, by_name=me().display_name, at=now())
            return told(url_for(".index"), _("An invitation is on its way to %(to)s.", to=invitation.email))
        form.offer()
    return make_response(render_template("admin/staff/invite.html", form=form), 422)


@bp.post("/invitations/<uuid:invitation_id>/withdrawal")
@allows(Duty.EDIT_STAFF)
def withdraw_invitation(invitation_id: UUID) -> Response:
    invitation = found(session().find(invitations.Invitation, invitation_id))
    invitations.withdraw(session(), invitation, by=me(), at=now())
    return told(url_for(".index"), _("The invitation no longer holds."))


@bp.get("/<uuid:staff_id>")
@allows(Duty.EDIT_STAFF)
def show(staff_id: UUID) -> str:
    form = PlaceForm()
    form.offer()
    return _draw(find(staff_id), form)


@bp.post("/<uuid:staff_id>/assignments")
@allows(Duty.EDIT_STAFF)
def assign(staff_id: UUID) -> Response:
    person = find(staff_id)
    form = PlaceForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            role = found(duties.role_named(session(), form.role.data))
            staff.assign(session(), person, role=role, outlet_id=form.outlet_id, by=me(), at=now())
            return told(url_for(".show", staff_id=person.id), _("Given. It holds from the next sign-in on."))
        form.offer()
    return make_response(_draw(find(staff_id), form), 422)


@bp.post("/<uuid:staff_id>/assignments/<uuid:assignment_id>/withdrawal")
@allows(Duty.EDIT_STAFF)
def withdraw(staff_id: UUID, assignment_id: UUID) -> Response:
    person = find(staff_id)
    assignment = found(session().find(Assignment, assignment_id))
    found(assignment if assignment.staff_id == person.id else None)
    staff.withdraw(session(), assignment, by=me(), at=now())
    return told(url_for(".show", staff_id=person.id), _("Taken back."))


@bp.post("/<uuid:staff_id>/departure")
@allows(Duty.EDIT_STAFF)
def part(staff_id: UUID) -> Response:
    person = find(staff_id)
    invitations.part(session(), person, by=me(), at=now())
    return told(url_for(".index"), _("%(name)s has left; all access has ended.", name=person.display_name))


def find(staff_id: UUID) -> Staff:
    """Return somebody who works where this person looks after staff."""
    outlets = me().outlets_for(Duty.EDIT_STAFF)
    person = found(session().find(Staff, staff_id))
    here = outlets is None or any(held.outlet_id in outlets for held in staff.places(session(), person))
    return found(person if here and person.left_at is None else None)


def role_name(role: Role) -> str:
    return duties.role_name(role, current_language(), source=brand().language)


def outlet_names() -> dict[UUID, str]:
    rows = session().exec(select(Outlet.id, Outlet.code, Outlet.words).order_by(col(Outlet.code))).all()
    source = brand().language
    return {
        id: str(wording(words, "name", current_language(), source=source)) or code for id, code, words in rows
    }


def outlet_choices() -> list[tuple[str, str]]:
    """Offer the outlets that she looks after and, where that is all, the whole brand."""
    outlets = me().outlets_for(Duty.EDIT_STAFF)
    named = [(str(id), name) for id, name in outlet_names().items() if outlets is None or id in outlets]
    return [("", str(_("The whole brand"))), *named] if outlets is None else named


def _draw(person: Staff, form: PlaceForm) -> str:
    held = {
        row.id: (assignments, email)
        for row, email, assignments in staff.within(session(), me().outlets_for(Duty.EDIT_STAFF))
    }
    assignments, email = held[person.id]
    return render_template(
        "admin/staff/show.html",
        person=person,
        email=email,
        assignments=assignments,
        form=form,
        outlet_names=outlet_names(),
        role_name=role_name,
        duty_names=duties.DUTY_NAMES,
        is_me=person.id == me().id,
    )
