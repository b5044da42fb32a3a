"""The browsers that people are signed in from: one row each, and deleting it signs out at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Field, SQLModel, col, select

from kernel.db import BrandSession, Database
from kernel.ids import digest, new_id, new_token

LASTS = timedelta(days=14)
IDLE = timedelta(hours=12)
OPERATOR_LASTS = timedelta(hours=12)
OPERATOR_IDLE = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=5)


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

    def is_live(self, at: datetime) -> bool:
        idle = IDLE if self.brand_id is not None else OPERATOR_IDLE
        return at < self.expires_at and at < self.seen_at + idle


def begin(session: BrandSession, identity_id: UUID, *, agent: str, at: datetime) -> str:
    """Sign a browser in at this session's door; returns the token that its cookie carries."""
    token = new_token()
    lasts = LASTS if session.brand_id is not None else OPERATOR_LASTS
    row = BrowserSession(
        token_digest=digest(token),
        identity_id=identity_id,
        brand_id=session.brand_id,
        began_at=at,
        seen_at=at,
        expires_at=at + lasts,
        confirmed_at=at,
        agent=agent[:200],
    )
    session.add(row)
    return token


def end(session: BrandSession, token_digest: str) -> None:
    """Sign one browser out."""
    _delete(session, BrowserSession.token_digest == token_digest)


def end_one(session: BrandSession, identity_id: UUID, session_id: UUID) -> None:
    """Sign out one of a person's own browsers."""
    _delete(session, BrowserSession.identity_id == identity_id, BrowserSession.id == session_id)


def end_all(session: BrandSession, identity_id: UUID) -> None:
    """Sign a person out everywhere, at every door."""
    _delete(session, BrowserSession.identity_id == identity_id)


def end_here(session: BrandSession, identity_id: UUID) -> None:
    """Sign a person out of every browser at this brand's door."""
    _delete(session, BrowserSession.identity_id == identity_id, BrowserSession.brand_id == session.brand)


def of_identity(session: BrandSession, identity_id: UUID, *, at: datetime) -> Sequence[BrowserSession]:
    """List the browsers a person is signed in from at this door, the one used last first."""
    mine = select(BrowserSession).where(
        BrowserSession.identity_id == identity_id, col(BrowserSession.brand_id) == session.brand_id
    )
    rows = session.exec(mine.order_by(col(BrowserSession.seen_at).desc())).all()
    return [row for row in rows if row.is_live(at)]


def see(db: Database, row: BrowserSession, *, at: datetime) -> None:
    """Note that a session is in use, once in a while and apart from what its request does."""
    if at - row.seen_at < SEEN_EVERY:
        return
    with db.write() as session:
        seen: Any = update(BrowserSession).where(col(BrowserSession.token_digest) == row.token_digest)
        session.connection().execute(seen.values(seen_at=at))
        session.commit()


def _delete(session: BrandSession, *which: Any) -> None:
    session.flush()  # a session begun in this transaction is there to be ended too
    session.connection().execute(delete(BrowserSession).where(*which))
