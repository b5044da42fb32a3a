"""The house's people: each is offered a place and takes it up."""

from datetime import datetime

from sqlmodel import select

from kernel import passwords
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from ops.demo.houses.shape import House, Person
from tenancy import duties, invitations
from tenancy.duties import Role
from tenancy.founding import Founded
from tenancy.outlets import Outlet

ROLES = {
    "owner": "owner",
    "brand-manager": "manager",
    "merchandiser": "merchandiser",
    "content-editor": "translator",
    "store-manager": "store-manager",
    "sales-associate": "store-staff",
    "stylist": "store-staff",
    "warehouse-keeper": "store-staff",
}


def owner(house: House) -> Person:
    return next(person for person in house.staff if person.role == "owner")


def let_in(db: Database, founded: Founded, house: House, *, password: str, at: datetime) -> None:
    """Give everybody her place; the one password is hashed once, for it is the demo's and no secret."""
    password_hash = passwords.hash_password(password)
    with db.write(founded.brand_id) as session:
        invitations.accept(session, founded.token, password_hash=password_hash, proved=None, at=at)
        roles = {role.code: role for role in duties.roles(session)}
        outlets = dict(session.exec(select(Outlet.code, Outlet.id)).all())
        for person in house.staff:
            if person.role != "owner":
                _let_in(session, person, roles[ROLES[person.role]], outlets, password_hash, at=at)
        session.commit()


def _let_in(
    session: BrandSession, person: Person, role: Role, outlets: dict, password_hash: str, *, at: datetime
) -> None:
    _, token = invitations.offer(
        session,
        email=person.email,
        name=person.name,
        language=person.language,
        role=role,
        outlet_id=outlets[person.outlets[0]] if person.outlets else None,
        by=CLOCK,
        at=at,
    )
    session.flush()  # the place is looked up by its link
    invitations.accept(session, token, password_hash=password_hash, proved=None, at=at)
