"""The addresses a brand is found at.

A brand proves that a domain is its own by a TXT record, `_comptoir.<host>`, that only the keeper of its
names can write. A page fetched from the domain would prove nothing: it may lead here already.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, and_, bindparam, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from i18n import _
from kernel import dns, events
from kernel.db import BrandSession, Database
from kernel.dns import Resolver
from kernel.errors import Refusal
from kernel.events import Actor
from kernel.ids import new_id, new_token
from tenancy.brands import Brand, touch

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
PREFIX = "comptoir="


class Domain(SQLModel, table=True):
    """One host of a brand; it answers once control over it is proved, and is then nobody else's."""

    __table_args__ = (
        UniqueConstraint("brand_id", "host"),
        Index(
            "uq_domain_proved",
            "host",
            unique=True,
            postgresql_where=text("proved_at IS NOT NULL"),
            sqlite_where=text("proved_at IS NOT NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    host: str
    brand_id: int = Field(foreign_key="brand.id", index=True)
    is_primary: bool = False
    proof: str
    proved_at: datetime | None = None
    added_at: datetime


class NotAHost(Refusal):
    message = _("%(host)s is no domain name. Write it as shop.example.com.")


class OursToGive(Refusal):
    message = _("%(host)s belongs to this installation. Choose a domain of your own.")


class AlreadyAdded(Refusal):
    message = _("%(host)s is on the list already.")


class NotProved(Refusal):
    message = _(
        "No record with the proof was found at %(name)s yet. New records can take an hour to be seen."
    )


class NobodyAnswers(Refusal):
    message = _("The records of %(name)s could not be looked up just now. Try again in a few minutes.")


class ProvedByAnother(Refusal):
    message = _("%(host)s has been proved by another brand here. Ask the operator.")


class PrimaryStays(Refusal):
    message = _("%(host)s is where the shop is found. Make another domain the first one before.")


@dataclass(frozen=True)
class Found:
    """The brand behind a host, and the version of what its shop shows."""

    brand_id: int
    slug: str
    version: int
    primary_host: str


_PRIMARY = aliased(Domain)
_FOUND = (
    select(Brand.id, Brand.slug, Brand.version, _PRIMARY.host)
    .join(Domain, and_(Domain.brand_id == Brand.id, Domain.host == bindparam("host")))
    .outerjoin(_PRIMARY, and_(_PRIMARY.brand_id == Brand.id, _PRIMARY.is_primary))
    .where(Domain.proved_at.is_not(None), Brand.closed_at.is_(None))
)


def behind(db: Database, host: str) -> Found | None:
    """Find whose host it is: one statement, on the way of every request."""
    with db.engine.connect() as connection:
        row = connection.execute(_FOUND, {"host": host}).first()
    return Found(row[0], row[1], row[2], row[3] or host) if row else None


def of_brand(session: BrandSession) -> Sequence[Domain]:
    """List the brand's domains, the one that its links name first."""
    mine = select(Domain).where(col(Domain.brand_id) == session.brand)
    return session.scalars(mine.order_by(col(Domain.is_primary).desc(), Domain.host)).all()


def of_brand_named(session: BrandSession, domain_id: UUID) -> Domain | None:
    domain = session.get(Domain, domain_id)
    return domain if domain is not None and domain.brand_id == session.brand else None


def add(session: BrandSession, host: str, *, ours: Iterable[str], by: Actor, at: datetime) -> Domain:
    """Ask for a domain; it answers once it is proved."""
    plain = _plain(host)
    if any(plain == own or plain.endswith(f".{own}") for own in ours):
        raise OursToGive(host=plain)
    if any(domain.host == plain for domain in of_brand(session)):
        raise AlreadyAdded(host=plain)
    domain = Domain(host=plain, brand_id=session.brand, proof=PREFIX + new_token(), added_at=at)
    session.add(domain)
    _note(session, domain, "added", by=by, at=at)
    return domain


def record_name(domain: Domain) -> str:
    return f"_comptoir.{domain.host}"


def look_up(domain: Domain, *, resolver: Resolver) -> None:
    """Refuse unless the proof stands among the domain's names; no transaction waits for this."""
    name = record_name(domain)
    try:
        texts = dns.txt_records(name, resolver=resolver)
    except dns.NoAnswer as error:
        raise NobodyAnswers(name=name) from error
    if domain.proof not in (text.strip() for text in texts):
        raise NotProved(name=name)


def prove(session: BrandSession, domain: Domain, *, by: Actor, at: datetime) -> None:
    """Let a domain answer, now that its proof was seen."""
    domain.proved_at = at
    try:
        session.flush()  # two brands may have proved it in the same moment: only one row can stand
    except IntegrityError as error:
        raise ProvedByAnother(host=domain.host) from error
    _note(session, domain, "proved", by=by, at=at)
    touch(session)


def make_primary(session: BrandSession, domain: Domain, *, by: Actor, at: datetime) -> None:
    """Let every link and letter name this domain."""
    if domain.proved_at is None:
        raise NotProved(name=record_name(domain))
    others: Any = update(Domain).where(col(Domain.brand_id) == session.brand, col(Domain.id) != domain.id)
    session.execute(others.values(is_primary=False))
    domain.is_primary = True
    _note(session, domain, "put-first", by=by, at=at)
    touch(session)


def remove(session: BrandSession, domain: Domain, *, by: Actor, at: datetime) -> None:
    """Let a domain go."""
    if domain.is_primary:
        raise PrimaryStays(host=domain.host)
    _note(session, domain, "removed", by=by, at=at)
    session.delete(domain)
    touch(session)


def _note(session: BrandSession, domain: Domain, action: str, *, by: Actor, at: datetime) -> None:
    events.record_of(session, "domain", domain.id, action, by=by, at=at, particulars={"host": domain.host})


def _plain(host: str) -> str:
    try:
        plain = host.strip().rstrip(".").lower().encode("idna").decode()
    except UnicodeError as error:
        raise NotAHost(host=host) from error
    if not HOST.fullmatch(plain):
        raise NotAHost(host=host)
    return plain
