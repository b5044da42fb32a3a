"""The brand: the tenant."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, event, update
from sqlmodel import Field, SQLModel, select

from i18n import _
from kernel.db import BrandSession, Json
from kernel.errors import Refusal
from kernel.events import Actor, record_of

SLUG = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
KEPT_FOR_US = frozenset({"www", "admin", "operator", "api", "counter", "mail", "static", "localhost"})


class Brand(SQLModel, table=True):
    """A fashion house on this installation."""

    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    country: str
    currency: str
    language: str
    time_zone: str = "UTC"
    words: dict = Field(default_factory=dict, sa_type=Json)
    theme: dict = Field(default_factory=dict, sa_type=Json)
    navigation: list = Field(default_factory=list, sa_type=Json)
    home: list = Field(default_factory=list, sa_type=Json)
    maker: dict = Field(default_factory=dict, sa_type=Json)
    version: int = 1
    opened_at: datetime
    closed_at: datetime | None = None


class SlugTaken(Refusal):
    message = _(
        "The short name %(slug)s is taken or not allowed. Choose another, in small letters and digits."
    )


def found(session: BrandSession, slug: str) -> Brand | None:
    return session.exec(select(Brand).where(Brand.slug == slug)).first()


def open_brand(
    session: BrandSession,
    *,
    slug: str,
    name: str,
    language: str,
    country: str,
    currency: str,
    time_zone: str = "UTC",
    at: datetime,
) -> Brand:
    """Enter a new brand in the book; it has no rows of its own yet."""
    if not SLUG.fullmatch(slug) or slug in KEPT_FOR_US or found(session, slug):
        raise SlugTaken(slug=slug)
    brand = Brand(
        slug=slug,
        name=name,
        language=language,
        country=country,
        currency=currency,
        time_zone=time_zone,
        opened_at=at,
    )
    session.add(brand)
    session.flush()  # the brand's number names every row that follows
    return brand


def change(
    session: BrandSession, brand: Brand, *, name: str, maker: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Call the house otherwise, or name another maker."""
    told = [field for field, new in (("name", name), ("maker", maker)) if getattr(brand, field) != new]
    brand.name, brand.maker = name, dict(maker)
    if told:
        note(session, brand, "changed", by=by, at=at, particulars={"fields": told})
    touch(session)


def note(
    session: BrandSession,
    brand: Brand,
    action: str,
    *,
    by: Actor,
    at: datetime,
    particulars: Mapping[str, Any] | None = None,
) -> None:
    """Record what happened to the brand itself."""
    record_of(session, "brand", event_id(brand.id), action, by=by, at=at, particulars=particulars)


def event_id(brand_id: int | None) -> UUID:
    """Name a brand where events name a row: its number, written as a UUID."""
    return UUID(int=brand_id or 0)


def touch(session: BrandSession) -> None:
    """Mark that what the shop shows has changed, so that every cached page of this brand is made anew."""
    session.info["touched"] = True


@event.listens_for(BrandSession, "before_commit")
def _turn_version(session: BrandSession) -> None:
    if not session.info.pop("touched", False):
        return
    session.flush()  # the version turns last, so that its row is locked only for a moment
    turned: Any = update(Brand).where(Brand.id == session.brand).values(version=Brand.version + 1)
    session.connection().execute(turned)
