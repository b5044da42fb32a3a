"""Staff, what they may do and where: role = duties, assignment = person + role + scope."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped, refers


class Duty(StrEnum):
    """One thing that a person may be allowed to do."""

    SEE_CONSOLE = "see-console"
    EDIT_BRAND = "edit-brand"
    EDIT_STAFF = "edit-staff"
    EDIT_OUTLETS = "edit-outlets"
    EDIT_MARKETS = "edit-markets"
    EDIT_STYLES = "edit-styles"
    EDIT_PRICES = "edit-prices"
    EDIT_WORDS = "edit-words"
    SEE_STOCK = "see-stock"
    RECEIVE_STOCK = "receive-stock"
    ADJUST_STOCK = "adjust-stock"


class Role(Scoped, Identified, table=True):
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    words: dict = Field(default_factory=dict, sa_type=Json)
    duties: list = Field(default_factory=list, sa_type=Json)


class Staff(Scoped, Identified, table=True):
    """A person who works for this brand; signs in with the identity of the same address."""

    __table_args__ = (UniqueConstraint("brand_id", "identity_id"),)

    identity_id: UUID = Field(foreign_key="identity.id")
    display_name: str
    language: str
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
