"""A small named house, built by the commands a real brand would use: Maison, and Autre beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from kernel.passwords import hash_password
from tenancy import duties, founding, identities, invitations, people, staff
from tenancy.founding import Founding
from tenancy.identities import Identity
from tenancy.outlets import Outlet, OutletDraft, add_outlets
from tenancy.people import Member
from tenancy.staff import Staff

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "a coat of blue wool"
WEEK = {str(day): [["10:00", "19:00"]] for day in range(6)}


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in at her brand's door."""

    id: UUID
    identity_id: UUID
    email: str
    password: str = PASSWORD


@dataclass(frozen=True)
class House:
    """A brand of the tests, and the ids of what it holds."""

    db: Database
    brand_id: int
    host: str
    owner: Person
    manager: Person
    translator: Person
    store_manager: Person
    clerk: Person
    lyon: UUID
    paris: UUID

    @property
    def everybody(self) -> tuple[Person, ...]:
        return self.owner, self.manager, self.translator, self.store_manager, self.clerk

    @contextmanager
    def writing(self) -> Iterator[BrandSession]:
        """Work in this house; kept at the end."""
        with self.db.write(self.brand_id) as session:
            yield session
            session.commit()

    @contextmanager
    def trying(self) -> Iterator[BrandSession]:
        """Work in this house; nothing is kept."""
        with self.db.write(self.brand_id) as session:
            yield session

    def as_member(self, session: BrandSession, person: Person) -> Member:
        return people.member(session, session.get_one(Staff, (self.brand_id, person.id)))


@dataclass(frozen=True)
class World:
    """Two houses on one installation, and the operator of it."""

    db: Database
    maison: House
    autre: House
    operator: Person


def build(db: Database) -> World:
    hashed = hash_password(PASSWORD)
    maison = _house(db, hashed, slug="maison", name="Maison", country="FR", language="fr", currency="EUR")
    autre = _house(db, hashed, slug="autre", name="Autre", country="GB", language="en", currency="GBP")
    return World(db, maison, autre, _operator(db, hashed))


def _house(db: Database, hashed: str, *, slug: str, **facts: str) -> House:
    wanted = Founding(slug=slug, owner=f"ines@{slug}.example", owner_name="Inès", **facts)

    def furnish(session: BrandSession) -> None:
        founding.first_place(session, wanted, by=CLOCK, at=NOON)

    founded = founding.found(db, wanted, host="localhost", by=CLOCK, at=NOON, furnish=furnish)
    with db.write(founded.brand_id) as session:
        owner = _accept(session, founded.token, hashed)
        places = _stores(session, country=wanted.country, currency=wanted.currency, language=wanted.language)
        lyon, paris = places["LYON"].id, places["PARIS"].id
        others = {
            name: _join(session, hashed, f"{name}@{slug}.example", language, role, outlet_id)
            for name, language, role, outlet_id in (
                ("margot", "fr", "manager", None),
                ("kenji", "en", "translator", None),
                ("claire", "en", "store-manager", lyon),
                ("leo", "en", "store-staff", lyon),
            )
        }
        session.commit()
    return House(
        db=db,
        brand_id=founded.brand_id,
        host=founded.host,
        owner=owner,
        manager=others["margot"],
        translator=others["kenji"],
        store_manager=others["claire"],
        clerk=others["leo"],
        lyon=lyon,
        paris=paris,
    )


def _stores(session: BrandSession, *, country: str, currency: str, language: str) -> dict[str, Outlet]:
    drafts = [
        OutletDraft(
            code=code,
            slug=code.lower(),
            kind="store",
            texts={"name": {language: city}},
            country=country,
            city=city,
            lines=("2, rue du Plat",),
            postcode="69002",
            time_zone="Europe/Paris",
            currency=currency,
            language=language,
            hours=WEEK,
        )
        for code, city in (("LYON", "Lyon"), ("PARIS", "Paris"))
    ]
    return add_outlets(session, drafts, source=language, by=CLOCK, at=NOON)


def _accept(session: BrandSession, token: str, hashed: str) -> Person:
    person, identity = invitations.accept(session, token, password_hash=hashed, proved=None, at=NOON)
    staff.settle(person, name="Inès", language="en", density="roomy")
    session.flush()  # the people who follow are weighed against her
    return Person(person.id, identity.id, identity.email)


def _join(
    session: BrandSession, hashed: str, email: str, language: str, role: str, outlet_id: UUID | None
) -> Person:
    identity = identities.enter(session, email, at=NOON)
    identities.set_password(identity, hashed, at=NOON)
    session.flush()  # her place names the identity
    name = email.partition("@")[0].title()
    person = staff.join(session, identity, name=name, language=language, at=NOON)
    session.flush()  # what she holds names her
    held = duties.role_named(session, role)
    assert held is not None
    staff.place(session, person, role=held, outlet_id=outlet_id)
    return Person(person.id, identity.id, email)


def _operator(db: Database, hashed: str) -> Person:
    with db.write() as session:
        identity = Identity(email="op@comptoir.example", is_operator=True, made_at=NOON)
        identities.set_password(identity, hashed, at=NOON)
        session.add(identity)
        session.commit()
        return Person(identity.id, identity.id, identity.email)
