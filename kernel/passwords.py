"""Passwords hashed with Argon2, a few at a time."""

import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 256
AT_ONCE = 2
PATIENCE_SECONDS = 8.0

_hasher = PasswordHasher()
_turns = BoundedSemaphore(AT_ONCE)
_nobodys: dict[PasswordHasher, str] = {}


class Busy(RuntimeError):
    """Too many passwords are being hashed at this moment."""


@dataclass(frozen=True)
class Verdict:
    """Whether the password is right, and its hash by today's parameters where the kept one is older."""

    is_right: bool
    renewed: str | None = None


def hash_password(password: str) -> str:
    with _Turn():
        return _hasher.hash(normal(password))


def verify(kept: str | None, password: str) -> Verdict:
    """Compare; where nothing is kept, take the same time and say no."""
    if len(password) > LONGEST:
        return Verdict(False)
    with _Turn():
        try:
            _hasher.verify(kept or _nobodys_hash(), normal(password))
        except (VerificationError, InvalidHashError):
            return Verdict(False)
        if kept is None:
            return Verdict(False)
        renewed = _hasher.hash(normal(password)) if _hasher.check_needs_rehash(kept) else None
        return Verdict(True, renewed)


class _Turn:
    """One of the few hashes computed at a time: each takes 64 MiB and a core."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=PATIENCE_SECONDS):
            raise Busy

    def __exit__(self, *_: object) -> None:
        _turns.release()


def _nobodys_hash() -> str:
    if _hasher not in _nobodys:
        _nobodys[_hasher] = _hasher.hash("the password of nobody")
    return _nobodys[_hasher]


def normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
