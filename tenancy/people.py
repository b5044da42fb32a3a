"""Whoever signed in at a door: a member of the brand's staff, or an operator at the operator's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from kernel.db import BrandSession, Database
from kernel.ids import digest
from tenancy import sessions
from tenancy.duties import OPERATE, Role
from tenancy.identities import Identity
from tenancy.sessions import BrowserSession
from tenancy.staff import Assignment, Staff


@dataclass(frozen=True)
class Grant:
    """Duties held over one outlet or, with none named, over the whole brand."""

    duties: frozenset[str]
    outlet_id: UUID | None


@dataclass(frozen=True)
class Member:
    """A member of staff at her brand's door."""

    id: UUID
    identity_id: UUID
    email: str
    display_name: str
    language: str
    density: str
    session_digest: str
    has_second_factor: bool
    grants: tuple[Grant, ...]

    def may(self, duty: str, *, outlet_id: UUID | None = None) -> bool:
        """Say whether she holds the duty over that outlet or, with none named, anywhere."""
        places = {grant.outlet_id for grant in self.grants if duty in grant.duties}
        return bool(places) if outlet_id is None else bool(places & {None, outlet_id})

    def outlets_for(self, duty: str) -> frozenset[UUID] | None:
        """Return the outlets she holds the duty in; None where that is all of them."""
        places = {grant.outlet_id for grant in self.grants if duty in grant.duties}
        return None if None in places else frozenset(place for place in places if place)

    def may_everywhere(self, duty: str) -> bool:
        return self.outlets_for(duty) is None


@dataclass(frozen=True)
class Operator:
    """Whoever runs the installation, at the operator's own door."""

    id: UUID
    email: str
    session_digest: str
    has_second_factor: bool
    language: str | None = None
    density: str = "roomy"

    @property
    def identity_id(self) -> UUID:
        return self.id

    @property
    def display_name(self) -> str:
        return self.email

    def may(self, duty: str, *, outlet_id: UUID | None = None) -> bool:
        return duty == OPERATE and outlet_id is None


def at_door(db: Database, token: str, *, brand_id: int | None, at: datetime) -> Member | Operator | None:
    """Recognise whose live session a cookie's token is at this door, and note that it was used."""
    with db.read(brand_id) as session:
        found = _session(session, digest(token))
        if found is None or not found[0].is_live(at):
            return None
        row, identity = found
        person = _operator(row, identity) if brand_id is None else _member(session, row, identity)
    if person is not None:
        sessions.see(db, row, at=at)
    return person


def member(session: BrandSession, staff: Staff, *, session_digest: str = "") -> Member:
    """Return a member of staff as she would be after signing in."""
    identity = session.get_one(Identity, staff.identity_id)
    return Member(
        id=staff.id,
        identity_id=staff.identity_id,
        email=identity.email,
        display_name=staff.display_name,
        language=staff.language,
        density=staff.density,
        session_digest=session_digest,
        has_second_factor=identity.totp_secret is not None,
        grants=tuple(_grants(session, staff.id)),
    )


def may_enter(session: BrandSession, identity: Identity) -> bool:
    """Say whether an identity has anything behind this session's door."""
    if session.brand_id is None:
        return identity.is_operator
    here = select(Staff.id).where(Staff.identity_id == identity.id, col(Staff.left_at).is_(None))
    return session.exec(here).first() is not None


def _session(session: BrandSession, token_digest: str) -> tuple[BrowserSession, Identity] | None:
    found = select(BrowserSession, Identity).join(Identity, col(Identity.id) == BrowserSession.identity_id)
    here = col(BrowserSession.brand_id) == session.brand_id
    return session.exec(found.where(BrowserSession.token_digest == token_digest, here)).first()


def _operator(row: BrowserSession, identity: Identity) -> Operator | None:
    if not identity.is_operator:
        return None
    return Operator(identity.id, identity.email, row.token_digest, identity.totp_secret is not None)


def _member(session: BrandSession, row: BrowserSession, identity: Identity) -> Member | None:
    here = select(Staff).where(Staff.identity_id == identity.id, col(Staff.left_at).is_(None))
    staff = session.exec(here).first()
    return None if staff is None else member(session, staff, session_digest=row.token_digest)


def _grants(session: BrandSession, staff_id: UUID) -> Iterable[Grant]:
    held = select(Role, Assignment.outlet_id).join(Assignment, col(Assignment.role_id) == Role.id)
    for role, outlet_id in session.exec(held.where(Assignment.staff_id == staff_id)).all():
        yield Grant(role.holds, outlet_id)
