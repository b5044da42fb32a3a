"""Which passwords are good enough: long, and not among the first that others would try."""

import re
from datetime import timedelta
from pathlib import Path

from i18n import _
from kernel import passwords
from kernel.errors import Refusal, TooOften
from kernel.passwords import LONGEST, Verdict

SHORTEST = 12
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text().split())
BUSY_FOR = timedelta(seconds=5)


class TooShort(Refusal):
    message = _("Choose a password of at least %(least)s characters. A few words in a row do well.")


class TooLong(Refusal):
    message = _("Choose a password of at most %(most)s characters.")


class TooCommon(Refusal):
    message = _("That password is among the first that others would try. Choose another.")


class ManyAtOnce(TooOften):
    message = _("Many people are signing in just now. Try again in a few seconds.")


def accept(password: str, *, about: str) -> str:
    """Return the hash of a password that is good enough; `about` is her address, which is no secret."""
    if len(password) < SHORTEST:
        raise TooShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise TooLong(most=LONGEST)
    if _is_common(_plain(password), about=_plain(about)):
        raise TooCommon
    try:
        return passwords.hash_password(password)
    except passwords.Busy as error:
        raise ManyAtOnce(retry_after=BUSY_FOR.seconds) from error


def verify(kept: str | None, password: str) -> Verdict:
    try:
        return passwords.verify(kept, password)
    except passwords.Busy as error:
        raise ManyAtOnce(retry_after=BUSY_FOR.seconds) from error


def _plain(text: str) -> str:
    return passwords.normal(text).casefold()


def _is_common(password: str, *, about: str) -> bool:
    bare = re.sub(r"[\W_]+", "", password)
    letters = bare.rstrip("0123456789")
    name = re.sub(r"[\W_]+", "", about.partition("@")[0])
    is_monotonous = len(set(bare)) < 5
    return is_monotonous or bare in COMMON or letters in COMMON or bool(name and letters in (name, name * 2))
