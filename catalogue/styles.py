"""Styles: designs, and their colourways.

Commands are in `catalogue.style_book`, the shopper's page in `catalogue.style_pages`; here are the tables and
how a style is found.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, select
from sqlmodel import Field

from i18n import _
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere


class Style(Scoped, Identified, table=True):
    """A design. `number` counts styles within the brand: it is the style's place in the search index."""

    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "number"),
        refers("category"),
        refers("season"),
        refers("drop"),
        refers("size_run"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name="status"),
        Index(None, "brand_id", "category_id"),
        Index(None, "brand_id", "season_id"),
        Index(None, "brand_id", "drop_id"),
    )

    code: str
    number: int
    status: str = "draft"
    published_at: datetime | None = None
    category_id: UUID
    season_id: UUID | None = None
    drop_id: UUID | None = None
    size_run_id: UUID
    is_carry_over: bool = False
    words: dict = Field(default_factory=dict, sa_type=Json)
    tags: list = Field(default_factory=list, sa_type=Json)
    composition: list = Field(default_factory=list, sa_type=Json)
    care: list = Field(default_factory=list, sa_type=Json)
    origin: str = ""
    hs_code: str = ""
    weight: int | None = None
    measurements: dict = Field(default_factory=dict, sa_type=Json)
    garment: dict = Field(default_factory=dict, sa_type=Json)
    maker: dict = Field(default_factory=dict, sa_type=Json)
    goes_with: list = Field(default_factory=list, sa_type=Json)

    @property
    def is_published(self) -> bool:
        return self.status == "published"


class Colourway(Scoped, Identified, table=True):
    """A style in one colour and cloth; `cloth` is {"weave", "colour", "print", "second"}."""

    __table_args__ = (refers("style"), UniqueConstraint("brand_id", "style_id", "code"))

    style_id: UUID
    code: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
    family: str = ""
    cloth: dict = Field(default_factory=dict, sa_type=Json)


class NoSuchStyle(NotThere):
    message = _("There is no style %(code)s.")


def find_style(session: BrandSession, code: str) -> Style:
    style = session.scalars(select(Style).where(Style.code == code)).first()
    if style is None:
        raise NoSuchStyle(code=code[:60])
    return style


def ids_of(session: BrandSession, codes: Iterable[str]) -> dict[str, UUID]:
    """The ids of styles by code; every one of them must be there."""
    wanted = list(dict.fromkeys(codes))
    found: dict[str, UUID] = {}
    for start in range(0, len(wanted), 1000):
        some = select(Style.code, Style.id).where(Style.code.in_(wanted[start : start + 1000]))
        found.update((code, style_id) for code, style_id in session.execute(some))
    missing = next((code for code in wanted if code not in found), None)
    if missing is not None:
        raise NoSuchStyle(code=missing[:60])
    return {code: found[code] for code in wanted}


def numbers_of(session: BrandSession, codes: Iterable[str]) -> dict[str, int]:
    """The numbers of those styles that are there, by code."""
    wanted = sorted(codes)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 1000):
        some = select(Style.code, Style.number).where(Style.code.in_(wanted[start : start + 1000]))
        found.update((code, number) for code, number in session.execute(some))
    return found
