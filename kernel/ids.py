"""Identifiers: time-ordered for rows, unguessable for what leaves the house."""

import hashlib
import secrets
from uuid import UUID

from uuid_utils import uuid7


def new_id() -> UUID:
    """Return a UUIDv7, so that rows made later sort later."""
    return UUID(bytes=uuid7().bytes)


def new_token() -> str:
    """Return 256 bits for a link or a cookie; only its digest is ever stored."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_ids(count: int) -> list[str]:
    """Return so many UUIDv7 as hex digits, in order: one moment and one chance, then a counter."""
    head = uuid7().hex[:24]
    return [f"{head}{number:08x}" for number in range(count)]
