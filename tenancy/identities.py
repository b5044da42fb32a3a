"""Who signs in: an address, a password, perhaps a second factor; and the browsers they are signed in from."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from kernel.db import Json
from kernel.ids import new_id


class Identity(SQLModel, table=True):
    """A person's sign-in, the same at every brand she works for; operators have one too."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    password_hash: str | None = None
    password_changed_at: datetime | None = None
    totp_secret: str | None = None
    totp_last_step: int = 0
    recovery_codes: list = Field(default_factory=list, sa_type=Json)
    is_operator: bool = False
    reset_digest: str | None = Field(default=None, unique=True)
    reset_expires_at: datetime | None = None
    made_at: datetime


class BrowserSession(SQLModel, table=True):
    """One signed-in browser at one door; deleting the row signs it out at once."""

    __tablename__ = "browser_session"

    token_digest: str = Field(primary_key=True)
    id: UUID = Field(default_factory=new_id, unique=True)
    identity_id: UUID = Field(foreign_key="identity.id", index=True)
    brand_id: int | None = Field(default=None, foreign_key="brand.id")
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None = None
    agent: str = ""


class Throttle(SQLModel, table=True):
    """How often something was tried in a window, counted over every process."""

    key: str = Field(primary_key=True)
    began_at: datetime
    tries: int = 0
