"""The second factor: a code from a telephone, good once, and recovery codes for when that is lost."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import update
from sqlmodel import col, select

from i18n import _
from kernel.crypto import Unsealable, Vault
from kernel.db import BrandSession, Database
from kernel.errors import Refusal
from kernel.ids import digest
from tenancy import throttles
from tenancy.identities import Identity
from tenancy.throttles import Limit

HALFWAY_LASTS = timedelta(minutes=10)
ENROLMENT_LASTS = timedelta(minutes=30)
STEP_SECONDS = 30
RECOVERY_CODES = 10
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class WrongCode(Refusal):
    message = _("That code is not right, or was used before. Wait for the next one and try again.")


class HalfwayOver(Refusal):
    message = _("That took too long. Sign in again from the start.")


class EnrolmentOver(Refusal):
    message = _("That took too long. Begin again and scan the new picture.")


def halfway(vault: Vault, identity: Identity, *, brand_id: int | None, at: datetime) -> str:
    """Return a ticket for whoever gave the right password here and still owes the code."""
    return vault.seal(_standing(identity, brand_id), purpose="halfway", at=at)


def prove(
    db: Database, vault: Vault, *, ticket: str, code: str, brand_id: int | None, at: datetime
) -> Identity:
    """Take the code of somebody halfway in: right once, by her own count of steps."""
    identity = _halfway_in(db, vault, ticket, brand_id=brand_id, at=at)
    limits = [Limit("code", str(identity.id), most=10)]
    throttles.count(db, limits, at=at)
    with db.write() as session:
        _use(session, vault, identity.id, code=code, at=at)
        session.commit()
    throttles.give_back(db, limits)
    return identity


def propose(vault: Vault, identity_id: UUID, *, at: datetime) -> tuple[str, str]:
    """Return a new secret, and the same sealed for the form that will confirm it."""
    secret = pyotp.random_base32()
    return secret, vault.seal(f"{identity_id} {secret}", purpose="enrolment", at=at)


def proposed(vault: Vault, identity_id: UUID, sealed: str, *, at: datetime) -> str:
    """Return the secret that was proposed to this person."""
    try:
        text = vault.unseal(sealed, purpose="enrolment", at=at, within=ENROLMENT_LASTS)
    except Unsealable as error:
        raise EnrolmentOver from error
    owner, _, secret = text.partition(" ")
    if owner != str(identity_id):
        raise EnrolmentOver
    return secret


def address(secret: str, *, email: str, house: str) -> str:
    """Return what the QR code says to the telephone."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=house)


def enrol(
    session: BrandSession, vault: Vault, identity_id: UUID, *, secret: str, code: str, at: datetime
) -> list[str]:
    """Turn it on once a first code proves that the telephone has the secret; returns recovery codes."""
    step = _step_of(secret, code, at=at)
    if step is None:
        raise WrongCode
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    identity = session.get_one(Identity, identity_id)
    identity.totp_secret = vault.seal(secret, purpose="totp", at=at)
    identity.totp_last_step = step
    identity.recovery_codes = [digest(_bare(code)) for code in codes]
    return codes


def turn_off(session: BrandSession, identity_id: UUID) -> None:
    """Turn the second factor off; the caller has asked for the password."""
    identity = session.get_one(Identity, identity_id)
    identity.totp_secret = None
    identity.recovery_codes = []


def _halfway_in(db: Database, vault: Vault, ticket: str, *, brand_id: int | None, at: datetime) -> Identity:
    try:
        standing = vault.unseal(ticket, purpose="halfway", at=at, within=HALFWAY_LASTS)
        identity_id = UUID(standing.split("|")[0])
    except (Unsealable, ValueError) as error:
        raise HalfwayOver from error
    with db.read() as session:
        identity = session.get(Identity, identity_id)
    if identity is None or _standing(identity, brand_id) != standing:
        raise HalfwayOver
    return identity


def _standing(identity: Identity, brand_id: int | None) -> str:
    """Write down what must not have changed between the two steps: who, where, and with which password."""
    return f"{identity.id}|{brand_id}|{digest(identity.password_hash or '')}"


def _use(session: BrandSession, vault: Vault, identity_id: UUID, *, code: str, at: datetime) -> None:
    locked = select(Identity).where(Identity.id == identity_id).with_for_update()
    identity = session.exec(locked).one()
    given = _bare(code)
    if given.isdigit():
        _use_step(session, vault, identity, given, at=at)
    elif digest(given) in identity.recovery_codes:
        identity.recovery_codes = [kept for kept in identity.recovery_codes if kept != digest(given)]
    else:
        raise WrongCode


def _use_step(session: BrandSession, vault: Vault, identity: Identity, code: str, *, at: datetime) -> None:
    secret = vault.unseal(identity.totp_secret or "", purpose="totp", at=at)
    step = _step_of(secret, code, at=at)
    if step is None:
        raise WrongCode
    later: Any = update(Identity).where(Identity.id == identity.id, col(Identity.totp_last_step) < step)
    if session.connection().execute(later.values(totp_last_step=step)).rowcount != 1:
        raise WrongCode


def _step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """Find the half-minute that a code belongs to: this one or a neighbour, for clocks that are off."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):
        if secrets.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def _recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _bare(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()
