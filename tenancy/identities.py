"""Who signs in: an address, a password, perhaps a second factor."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Field, SQLModel, select

from i18n import _
from kernel.crypto import Unsealable, Vault
from kernel.db import BrandSession, Database, Json
from kernel.errors import Refusal
from kernel.ids import new_id, new_token
from tenancy import passwords, throttles
from tenancy.throttles import Limit

ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}")
DEVICE_LASTS = timedelta(days=180)


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


class NotAnAddress(Refusal):
    message = _("%(email)s is not a mail address.")


class WrongSignIn(Refusal):
    message = _("That address and password do not fit together. Check both, or set a new password.")


class WrongPassword(Refusal):
    message = _("That is not your present password.")


@dataclass(frozen=True)
class Device:
    """A browser that its owner signed in from before, by the cookie it was given then."""

    email: str
    mark: str


def normalise(email: str) -> str:
    """Return the one way an address is written here."""
    plain = email.strip().lower()
    if not ADDRESS.fullmatch(plain):
        raise NotAnAddress(email=email)
    return plain


def named(session: BrandSession, email: str) -> Identity | None:
    return session.exec(select(Identity).where(Identity.email == email.strip().lower())).first()


def enter(session: BrandSession, email: str, *, at: datetime) -> Identity:
    """Return the identity of that address, made now if it is new."""
    identity = named(session, normalise(email))
    if identity is None:
        identity = Identity(email=normalise(email), made_at=at)
        session.add(identity)
    return identity


def prove(
    db: Database, *, email: str, password: str, client: str, device: Device | None, at: datetime
) -> Identity:
    """Say whose address and password these are, or refuse; unknown and known addresses take the same time.

    It keeps no transaction open while it hashes: on SQLite that would hold up every writer.
    """
    limits, once = _limits(email.strip().lower(), client=throttles.client_of(client), device=device)
    counted = throttles.count(db, limits, once=once, at=at)
    with db.read() as session:
        identity = named(session, email)
    verdict = passwords.verify(identity.password_hash if identity else None, password)
    if identity is None or not verdict.is_right:
        raise WrongSignIn
    throttles.give_back(db, counted)
    if verdict.renewed:
        _keep_renewed(db, identity, verdict.renewed)
    return identity


def confirm(db: Database, identity_id: UUID, *, password: str, at: datetime) -> None:
    """Ask for the password once more before something grave; wrong ones are counted."""
    limits = [Limit("confirm", str(identity_id), most=10)]
    throttles.count(db, limits, at=at)
    with db.read() as session:
        identity = session.get_one(Identity, identity_id)
    if not passwords.verify(identity.password_hash, password).is_right:
        raise WrongPassword
    throttles.give_back(db, limits)


def set_password(identity: Identity, password_hash: str, *, at: datetime) -> None:
    """Keep a new password's hash; what was sent to reset the old one ends."""
    identity.password_hash = password_hash
    identity.password_changed_at = at
    identity.reset_digest = identity.reset_expires_at = None


def know_device(vault: Vault, identity: Identity, *, at: datetime) -> str:
    """Return what a browser keeps to be known again; it proves nothing but that she was here."""
    return vault.seal(f"{identity.email} {new_token()}", purpose="device", at=at)


def known_device(vault: Vault, cookie: str | None, *, at: datetime) -> Device | None:
    try:
        text = vault.unseal(cookie or "", purpose="device", at=at, within=DEVICE_LASTS)
    except Unsealable:
        return None
    email, _, mark = text.partition(" ")
    return Device(email, mark)


def _limits(email: str, *, client: str, device: Device | None) -> tuple[list[Limit], Mapping[Limit, Limit]]:
    """Slow down who guesses at one account, from anywhere, and who tries many accounts from one place.

    A house full of people shares one client: there, each account counts once however often it is mistyped.
    The owner's own browser is counted apart, so that nobody's guesses keep her out.
    """
    if device is not None and device.email == email:
        return [Limit("device", device.mark, most=10)], {}
    here = Limit("account-here", f"{email} {client}", most=10)
    return [here, Limit("account", email, most=20)], {here: Limit("client", client, most=25)}


def _keep_renewed(db: Database, identity: Identity, renewed: str) -> None:
    with db.write() as session:
        kept = session.get_one(Identity, identity.id)
        if kept.password_hash == identity.password_hash:
            kept.password_hash = renewed
        session.commit()
