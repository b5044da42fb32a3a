"""Letters by mail: queued with what they tell of, sent by the worker, so that nothing undone is ever told.

COMPTOIR_MAIL_URL says how: `folder:var/mail` writes .eml files, `console:` prints, and
`smtp://user:password@host:587?tls=starttls` (or `implicit`, or `none`) sends; `&from=` names the sender.
"""

import smtplib
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from json import dumps, loads
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kernel import jobs
from kernel.config import SettingMissing
from kernel.crypto import Vault
from kernel.db import BrandSession
from kernel.ids import new_id

PATIENCE_SECONDS = 20
NOBODYS = "comptoir@localhost"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail to one reader, with the same words as text and as HTML."""

    to: str
    subject: str
    text: str
    html: str
    sender_name: str
    language: str


class Post(Protocol):
    def send(self, message: EmailMessage) -> None: ...


class NoPost(RuntimeError):
    """A letter is to be sent by a process that was never told how."""


class BadMailUrl(SettingMissing):
    """COMPTOIR_MAIL_URL is none of the ways we know."""


@dataclass(frozen=True)
class Folder:
    """Writes each message into a file of its own, named so that they sort by time."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / f"{new_id()}.eml"
        part = file.with_suffix(".part")
        part.write_bytes(message.as_bytes())
        part.rename(file)


class Console:
    def send(self, message: EmailMessage) -> None:
        sys.stdout.write(f"{message.as_string()}\n")


@dataclass(frozen=True)
class Smtp:
    host: str
    port: int
    user: str
    password: str
    tls: str

    def send(self, message: EmailMessage) -> None:
        trusted = ssl.create_default_context()
        if self.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE_SECONDS, context=trusted
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS)
        with connection:
            if self.tls == "starttls":
                connection.starttls(context=trusted)
            if self.user:
                connection.login(self.user, self.password)
            connection.send_message(message)


@dataclass(frozen=True)
class Office:
    """How this process sends, whose address it sends from, and the vault that letters wait in."""

    post: Post
    sender: str
    vault: Vault


_office: Office | None = None


def connect(url: str, *, vault: Vault) -> None:
    """Say how this process sends; the worker needs it to send, a web process to queue."""
    global _office
    _office = Office(post_at(url), sender=_sender(url), vault=vault)


def post_at(url: str) -> Post:
    scheme, _, rest = url.partition(":")
    if scheme == "folder" and rest:
        return Folder(Path(rest))
    if scheme == "console":
        return Console()
    if scheme == "smtp":
        return _smtp(urlsplit(url))
    raise BadMailUrl(f"COMPTOIR_MAIL_URL begins with {scheme!r}; it must be folder:, console: or smtp://.")


def post(session: BrandSession, letter: Letter, *, at: datetime) -> None:
    """Queue a letter in this transaction; it waits sealed, because it may hold a link that opens a door."""
    sealed = _connected().vault.seal(dumps(vars(letter)), purpose="letter", at=at)
    jobs.enqueue(session, "letter", payload={"sealed": sealed}, run_at=at)


@jobs.job("letter")
def send(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Send one queued letter, before the database is touched: no lock waits for the network."""
    office = _connected()
    letter = Letter(**loads(office.vault.unseal(payload["sealed"], purpose="letter", at=at)))
    office.post.send(compose(letter, sender=office.sender, at=at))


def compose(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = formataddr((_one_line(letter.sender_name), sender))
    message["To"] = letter.to
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language  # set last: the parts would take it along
    return message


def _connected() -> Office:
    if _office is None:
        raise NoPost
    return _office


def _sender(url: str) -> str:
    """Return the address of `?from=`, else the account's, else nobody's."""
    parts = urlsplit(url)
    given = parse_qs(parts.query).get("from", [unquote(parts.username or "")])[0]
    return given if "@" in given else NOBODYS


def _smtp(parts: SplitResult) -> Smtp:
    tls = parse_qs(parts.query).get("tls", ["starttls"])[0]
    if tls not in ("starttls", "implicit", "none") or not parts.hostname:
        raise BadMailUrl("COMPTOIR_MAIL_URL must name a host and, as tls, starttls, implicit or none.")
    port = parts.port or (465 if tls == "implicit" else 587)
    return Smtp(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def _one_line(text: str) -> str:
    return " ".join(text.split())
