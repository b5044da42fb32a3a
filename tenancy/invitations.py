"""A place offered by mail: a link used once, within seven days, by the one it was sent to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, update
from sqlmodel import col, select

from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from kernel.ids import digest, new_token
from tenancy import identities, staff
from tenancy.duties import Role
from tenancy.identities import Identity
from tenancy.staff import Granter, Place, Staff

LASTS = timedelta(days=7)


class Invitation(Scoped, Identified, table=True):
    """A place offered to somebody; the link's digest is stored, the link is not."""

    __table_args__ = (refers("role"), refers("outlet"), UniqueConstraint("brand_id", "token_digest"))

    token_digest: str
    email: str
    display_name: str
    language: str
    role_id: UUID
    outlet_id: UUID | None = None
    invited_at: datetime
    invited_by: UUID | None = None
    expires_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class AlreadyHere(Refusal):
    message = _("%(email)s works here already. Change what they may do on their own page.")


class InvitationOver(Refusal):
    message = _("This invitation has been used, withdrawn or is too old. Ask for a new one.")
    status = 410


def invite(
    session: BrandSession,
    *,
    email: str,
    name: str,
    language: str,
    role: Role,
    outlet_id: UUID | None,
    by: Granter,
    at: datetime,
) -> tuple[Invitation, str]:
    """Offer a place within what the inviter may do herself; returns it with the token of its link."""
    staff.refuse_beyond(by, Place(role, outlet_id))
    return offer(
        session, email=email, name=name, language=language, role=role, outlet_id=outlet_id, by=by, at=at
    )


def offer(
    session: BrandSession,
    *,
    email: str,
    name: str,
    language: str,
    role: Role,
    outlet_id: UUID | None,
    by: Actor,
    at: datetime,
) -> tuple[Invitation, str]:
    """Offer a place; an earlier offer to the same address ends."""
    email = identities.normalise(email)
    _refuse_if_here(session, email)
    _withdraw(session, col(Invitation.email) == email, at=at)
    token = new_token()
    invitation = Invitation(
        token_digest=digest(token),
        email=email,
        display_name=name,
        language=language,
        role_id=role.id,
        outlet_id=outlet_id,
        invited_at=at,
        invited_by=by.id,
        expires_at=at + LASTS,
    )
    session.add(invitation)
    events.record(invitation, "offered", by=by, at=at, particulars={"role": role.code})
    return invitation, token


def behind(session: BrandSession, token: str, *, at: datetime) -> Invitation:
    """Return the open invitation that a link stands for, or refuse."""
    found = select(Invitation).where(Invitation.token_digest == digest(token)).with_for_update()
    invitation = session.exec(found).first()
    if invitation is None or not invitation.is_open(at):
        raise InvitationOver
    return invitation


def accept(
    session: BrandSession, token: str, *, password_hash: str | None, proved: UUID | None, at: datetime
) -> tuple[Staff, Identity]:
    """Take the place up: with a first password, or as the identity that has proved its own."""
    invitation = behind(session, token, at=at)
    identity = identities.enter(session, invitation.email, at=at)
    if identity.password_hash is not None:
        if proved != identity.id:
            raise identities.WrongSignIn
    elif password_hash is not None:
        identities.set_password(identity, password_hash, at=at)
    else:
        raise InvitationOver
    session.flush()  # the person's row names the identity's
    person = staff.join(session, identity, name=invitation.display_name, language=invitation.language, at=at)
    role = session.get_one(Role, (session.brand, invitation.role_id))
    staff.place(session, person, role=role, outlet_id=invitation.outlet_id)
    invitation.accepted_at = at
    return person, identity


def withdraw(session: BrandSession, invitation: Invitation, *, by: Granter, at: datetime) -> None:
    role = session.get_one(Role, (session.brand, invitation.role_id))
    staff.refuse_beyond(by, Place(role, invitation.outlet_id))
    invitation.withdrawn_at = at
    events.record(invitation, "withdrawn", by=by, at=at)


def part(session: BrandSession, person: Staff, *, by: Granter, at: datetime) -> None:
    """Let a person leave, and with her every place offered to her or by her."""
    staff.leave(session, person, by=by, at=at)
    email = session.get_one(Identity, person.identity_id).email
    hers = (col(Invitation.email) == email) | (col(Invitation.invited_by) == person.id)
    _withdraw(session, hers, at=at)


def still_open(session: BrandSession, *, at: datetime) -> Sequence[Invitation]:
    waiting = select(Invitation).where(
        col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None)
    )
    rows = session.exec(waiting.order_by(col(Invitation.invited_at).desc())).all()
    return [row for row in rows if row.is_open(at)]


def _withdraw(session: BrandSession, which: Any, *, at: datetime) -> None:
    still = (col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    session.flush()  # an offer made in this transaction ends too
    session.execute(update(Invitation).where(which, *still).values(withdrawn_at=at))


def _refuse_if_here(session: BrandSession, email: str) -> None:
    here = select(Staff.id).join(Identity, col(Identity.id) == Staff.identity_id)
    if session.exec(here.where(Identity.email == email, col(Staff.left_at).is_(None))).first():
        raise AlreadyHere(email=email)
