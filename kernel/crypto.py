"""Secrets kept at rest: sealed with the first credentials key, opened with any that is still listed."""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unsealable(Exception):
    """What was handed over was sealed by nobody of ours, for another purpose, or too long ago."""


class Vault:
    """Seals text for one purpose, so that what is sealed for one can't be passed off as another."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)
        self._locks: dict[str, MultiFernet] = {}

    def seal(self, text: str, *, purpose: str, at: datetime) -> str:
        return self._lock(purpose).encrypt_at_time(text.encode(), int(at.timestamp())).decode()

    def unseal(self, sealed: str, *, purpose: str, at: datetime, within: timedelta | None = None) -> str:
        """Return the text; Unsealable where it was not sealed by us for this purpose within that time."""
        lock = self._lock(purpose)
        try:
            if within is None:
                return lock.decrypt(sealed.encode()).decode()
            limit, now = int(within.total_seconds()), int(at.timestamp())
            return lock.decrypt_at_time(sealed.encode(), limit, now).decode()
        except InvalidToken as error:
            raise Unsealable(purpose) from error

    def renew(self, sealed: str, *, purpose: str) -> str:
        """Seal again with the newest key what an older one sealed; the time of sealing stays."""
        try:
            return self._lock(purpose).rotate(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unsealable(purpose) from error

    def _lock(self, purpose: str) -> MultiFernet:
        if purpose not in self._locks:
            self._locks[purpose] = MultiFernet([Fernet(_derive(key, purpose)) for key in self._keys])
        return self._locks[purpose]


def _derive(key: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"comptoir {purpose}".encode())
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
