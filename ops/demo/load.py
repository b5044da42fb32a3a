"""Open a demo house with the commands that a real brand would use, one after the other."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from kernel import passwords
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from ops.demo import (
    aside,
    assortments,
    goods,
    history,
    moving,
    people,
    places,
    planning,
    selling,
    shelves,
    texts,
)
from ops.demo.houses.shape import House, Person
from tenancy import founding, identities

PASSWORD = "quiet-linen-door"  # noqa: S105 - the demo's own, printed at its start
OPERATOR = "operator@example.com"
FLOORS = {
    "lanxi": ("S022",),
    "hezhou": ("HGQ",),
    "noctuelle": ("N026",),
    "etamine": ("PAR", "SIN", "NYC", "TYO", "HGH"),
}
"""Where the demo shows what a store's own staff do."""


def load(db: Database, house: House, *, today: date, operator_host: str) -> None:
    """Found the house, furnish it, fill its shelves and let its people in."""
    at = daybreak(house, today)
    owner = people.owner(house)
    wanted = founding.Founding(
        slug=house.slug,
        name=house.name[house.language],
        language=house.language,
        country=house.country,
        currency=house.currency,
        owner=owner.email,
        owner_name=owner.name,
    )

    def furnish(session: BrandSession) -> None:
        places.furnish(session, house, today=today, at=at)
        goods.furnish(session, house, today=today, at=at)
        texts.furnish(session, house, at=at)
        selling.furnish(session, house, at=at)
        assortments.furnish(session, house, today=today, at=at)

    founded = founding.found(db, wanted, host=operator_host, by=CLOCK, at=at, furnish=furnish)
    history.remember(db, founded.brand_id, house, today=today, at=at)
    shelves.fill(db, founded.brand_id, house, at=at)
    people.let_in(db, founded, house, password=PASSWORD, at=at)
    moving.set_going(db, founded.brand_id, house, today=today, at=at)
    aside.put(db, founded.brand_id, house, today=today, at=at)
    planning.settle(db, founded.brand_id, house, at=at)


def daybreak(house: House, today: date) -> datetime:
    """The moment the demo is told from: the day's first where the house is, so that none of it is to come."""
    return datetime.combine(today, time(), ZoneInfo(house.time_zone)).astimezone(UTC)


def seat_operator(db: Database, *, today: date) -> None:
    """Let one operator in, with the demo's password."""
    at = datetime.combine(today, time(), UTC)
    with db.write() as session:
        identity = identities.enter(session, OPERATOR, at=at)
        identity.is_operator = True
        identities.set_password(identity, passwords.hash_password(PASSWORD), at=at)
        session.add(identity)
        session.commit()


def doorkeepers(house: House) -> Iterator[Person]:
    """The people the demo names at its start: the first of each role, and one of each floor to be seen."""
    seen: set[str] = set()
    staffed = {_on_the_floor(house, code) for code in FLOORS[house.slug]}
    for person in (people.owner(house), *house.staff):
        if person.role not in seen or person.email in staffed:
            seen.add(person.role)
            yield person


def _on_the_floor(house: House, code: str) -> str:
    """An associate of a store or, where it has none, its manager."""
    there = [person for person in house.staff if code in person.outlets]
    return min(there, key=lambda person: person.role != "sales-associate").email


def fingerprint() -> str:
    """Changes when the houses or the schema do."""
    here = Path(__file__).parent
    files = [*here.rglob("*"), *(here.parent.parent / "migrations/versions").glob("*.py")]
    made_of = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file() and file.suffix in {".py", ".yaml", ".csv"}):
        made_of.update(file.read_bytes())
    return made_of.hexdigest()[:16]
