"""The addresses a brand is found at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, and_, bindparam, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel

from kernel.db import Database
from kernel.ids import new_id
from tenancy.brands import Brand


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
