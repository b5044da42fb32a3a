"""Staff: who works for the brand, and where: assignment = person + role + scope."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, delete, text
from sqlmodel import Field, col, select

from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy import sessions
from tenancy.duties import OWNER, Role
from tenancy.identities import Identity


class Staff(Scoped, Identified, table=True):
    """A person who works for this brand; signs in with the identity of the same address."""

    __table_args__ = (
        UniqueConstraint("brand_id", "identity_id"),
        CheckConstraint("density IN ('roomy', 'compact')", name="density"),
    )

    identity_id: UUID = Field(foreign_key="identity.id")
    display_name: str
    language: str
    density: str = "roomy"
    joined_at: datetime
    left_at: datetime | None = None


class Assignment(Scoped, Identified, table=True):
    """A role held by a person, over one outlet or, with none named, over the whole brand."""

    __table_args__ = (
        refers("staff"),
        refers("role"),
        refers("outlet"),
        UniqueConstraint("brand_id", "staff_id", "role_id", "outlet_id"),
        Index(
            "uq_assignment_whole_brand",
            "brand_id",
            "staff_id",
            "role_id",
            unique=True,
            postgresql_where=text("outlet_id IS NULL"),
            sqlite_where=text("outlet_id IS NULL"),
        ),
        Index(None, "brand_id", "outlet_id"),
    )

    staff_id: UUID
    role_id: UUID
    outlet_id: UUID | None = None


class Granter(Actor, Protocol):
    """A person who gives others what they may do."""

    def may(self, duty: str, *, outlet_id: UUID | None = None) -> bool: ...

    def outlets_for(self, duty: str) -> frozenset[UUID] | None: ...


@dataclass(frozen=True)
class Place:
    """A role over an outlet or, with none named, over the whole brand."""

    role: Role
    outlet_id: UUID | None


class BeyondYou(Refusal):
    message = _("You can only give or take what you may do yourself, in the outlets you look after.")
    status = 403


class NotYourself(Refusal):
    message = _("Ask somebody else to change what you may do.")


class LastOwner(Refusal):
    message = _("%(name)s is the last owner. Make somebody else an owner first.")


def join(session: BrandSession, identity: Identity, *, name: str, language: str, at: datetime) -> Staff:
    """Take a person on, or back on."""
    staff = session.exec(select(Staff).where(Staff.identity_id == identity.id)).first()
    if staff is None:
        staff = Staff(identity_id=identity.id, display_name=name, language=language, joined_at=at)
        session.add(staff)
    elif staff.left_at is not None:
        staff.left_at, staff.joined_at = None, at
        staff.display_name, staff.language = name, language
    return staff


def place(session: BrandSession, staff: Staff, *, role: Role, outlet_id: UUID | None) -> None:
    """Give a role without asking who gives it: for founding a house and for invitations already weighed."""
    if not any(held == Place(role, outlet_id) for held in places(session, staff)):
        session.add(Assignment(staff_id=staff.id, role_id=role.id, outlet_id=outlet_id))


def assign(
    session: BrandSession, staff: Staff, *, role: Role, outlet_id: UUID | None, by: Granter, at: datetime
) -> None:
    """Give a role over an outlet or the whole brand; she signs in anew to use it."""
    _refuse_oneself(staff, by)
    refuse_beyond(by, Place(role, outlet_id))
    place(session, staff, role=role, outlet_id=outlet_id)
    sessions.end_here(session, staff.identity_id)
    where = str(outlet_id) if outlet_id else None
    events.record(staff, "assigned", by=by, at=at, particulars={"role": role.code, "outlet_id": where})


def withdraw(session: BrandSession, assignment: Assignment, *, by: Granter, at: datetime) -> None:
    """Take a role back, with whatever she was doing under it."""
    staff = session.get_one(Staff, (session.brand, assignment.staff_id))
    role = session.get_one(Role, (session.brand, assignment.role_id))
    _refuse_oneself(staff, by)
    refuse_beyond(by, Place(role, assignment.outlet_id))
    if role.code == OWNER:
        _keep_an_owner(session, staff, role)
    session.delete(assignment)
    sessions.end_here(session, staff.identity_id)
    where = str(assignment.outlet_id) if assignment.outlet_id else None
    events.record(staff, "withdrawn", by=by, at=at, particulars={"role": role.code, "outlet_id": where})


def leave(session: BrandSession, staff: Staff, *, by: Granter, at: datetime) -> None:
    """End all of a person's access to this brand at once; what she did stays under her name."""
    _refuse_oneself(staff, by)
    for held in places(session, staff):
        refuse_beyond(by, held)
        if held.role.code == OWNER:
            _keep_an_owner(session, staff, held.role)
    staff.left_at = at
    session.flush()  # the bulk statements that follow pass by the unit of work
    leaving: Any = delete(Assignment).where(col(Assignment.staff_id) == staff.id)
    session.execute(leaving)
    sessions.end_here(session, staff.identity_id)
    events.record(staff, "left", by=by, at=at)


def settle(staff: Staff, *, name: str, language: str, density: str) -> None:
    """Keep what a person chooses for herself."""
    staff.display_name, staff.language, staff.density = name, language, density


def places(session: BrandSession, staff: Staff) -> list[Place]:
    """List what a person holds and where."""
    held = select(Role, Assignment.outlet_id).join(Assignment, col(Assignment.role_id) == Role.id)
    rows = session.exec(held.where(Assignment.staff_id == staff.id)).all()
    return [Place(role, outlet_id) for role, outlet_id in rows]


def refuse_beyond(by: Granter, place: Place) -> None:
    """Refuse to give or take a duty that the granter does not hold there herself."""
    for duty in place.role.holds:
        outlets = by.outlets_for(duty)
        if outlets is not None and (place.outlet_id is None or place.outlet_id not in outlets):
            raise BeyondYou


def within(
    session: BrandSession, outlets: Collection[UUID] | None
) -> Sequence[tuple[Staff, str, list[tuple[Assignment, Role]]]]:
    """List who works in these outlets (in all, for None) with address and assignments, by name."""
    people = select(Staff, Identity.email).join(Identity, col(Identity.id) == Staff.identity_id)
    people = people.where(col(Staff.left_at).is_(None))
    held = select(Assignment, Role).join(Role, col(Role.id) == Assignment.role_id)
    by_person: dict[UUID, list[tuple[Assignment, Role]]] = {}
    for assignment, role in session.exec(held).all():
        by_person.setdefault(assignment.staff_id, []).append((assignment, role))
    return [
        (person, email, by_person.get(person.id, []))
        for person, email in session.exec(people.order_by(col(Staff.display_name), col(Staff.id))).all()
        if outlets is None or any(a.outlet_id in outlets for a, _role in by_person.get(person.id, []))
    ]


def _refuse_oneself(staff: Staff, by: Granter) -> None:
    if by.id == staff.id:
        raise NotYourself


def _keep_an_owner(session: BrandSession, leaving: Staff, role: Role) -> None:
    """Refuse to take the last owner's place; the role's lock makes two such at once wait for one another."""
    session.exec(select(Role).where(Role.id == role.id).with_for_update()).one()
    others = select(Assignment.id).where(
        Assignment.role_id == role.id,
        col(Assignment.outlet_id).is_(None),
        Assignment.staff_id != leaving.id,
    )
    if session.exec(others.limit(1)).first() is None:
        raise LastOwner(name=leaving.display_name)
