"""A new password by mail: a link used once, within the hour, at the door it was asked for."""

from datetime import datetime, timedelta

from sqlmodel import select

from i18n import _
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.ids import digest, new_token
from tenancy import sessions
from tenancy.identities import Identity, set_password

LASTS = timedelta(hours=1)


class LinkOver(Refusal):
    message = _("This link has been used or is too old. Ask for a new one.")
    status = 410


def offer(session: BrandSession, identity: Identity, *, at: datetime) -> str:
    """Return the token of a link that sets a new password; an earlier link ends."""
    token = new_token()
    identity.reset_digest = _at_door(session, token)
    identity.reset_expires_at = at + LASTS
    return token


def behind(session: BrandSession, token: str, *, at: datetime) -> Identity:
    """Return whose link it is, or refuse."""
    found = select(Identity).where(Identity.reset_digest == _at_door(session, token)).with_for_update()
    identity = session.exec(found).first()
    if identity is None or identity.reset_expires_at is None or identity.reset_expires_at <= at:
        raise LinkOver
    return identity


def use(session: BrandSession, token: str, *, password_hash: str, at: datetime) -> Identity:
    """Set the new password and sign out every browser; a second factor is asked for as before."""
    identity = behind(session, token, at=at)
    set_password(identity, password_hash, at=at)
    sessions.end_all(session, identity.id)
    return identity


def _at_door(session: BrandSession, token: str) -> str:
    """Digest a token with its door, so that a link for one brand opens nothing at another."""
    return digest(f"{session.brand_id}|{token}")
