"""The TXT records of a name, asked over TCP of the resolver this machine uses."""

import secrets
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

RESOLV_CONF = Path("/etc/resolv.conf")
PATIENCE_SECONDS = 4.0
TXT, IN = 16, 1
RECURSE = 0x0100
NO_SUCH_NAME = 3


class NoAnswer(Exception):
    """The resolver could not be reached, or said nothing that can be read."""


@dataclass(frozen=True)
class Resolver:
    host: str
    port: int = 53

    @classmethod
    def of_this_machine(cls) -> "Resolver":
        lines = RESOLV_CONF.read_text().splitlines() if RESOLV_CONF.exists() else []
        named = [line.split()[1] for line in lines if line.startswith("nameserver") and len(line.split()) > 1]
        return cls(named[0] if named else "127.0.0.1")


def txt_records(name: str, *, resolver: Resolver) -> list[str]:
    """Return what the name says of itself; an empty list where it says nothing or is not there."""
    number = secrets.randbelow(65_536)
    question = _question(name)
    asked = struct.pack("!6H", number, RECURSE, 1, 0, 0, 0) + question
    try:
        answer = _exchange(asked, resolver)
        return _read(answer, number, len(question))
    except (OSError, struct.error, IndexError, UnicodeError) as error:
        raise NoAnswer(name) from error


def _question(name: str) -> bytes:
    labels = [label.encode("idna") for label in name.rstrip(".").split(".")]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0" + struct.pack("!2H", TXT, IN)


def _exchange(asked: bytes, resolver: Resolver) -> bytes:
    with socket.create_connection((resolver.host, resolver.port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(struct.pack("!H", len(asked)) + asked)
        (length,) = struct.unpack("!H", _take(connection, 2))
        return _take(connection, length)


def _take(connection: socket.socket, length: int) -> bytes:
    taken = b""
    while len(taken) < length:
        part = connection.recv(length - len(taken))
        if not part:
            raise OSError("the resolver hung up")
        taken += part
    return taken


def _read(answer: bytes, number: int, question_length: int) -> list[str]:
    given, flags, _questions, answers, _authorities, _more = struct.unpack("!6H", answer[:12])
    code = flags & 0xF
    if given != number or not flags & 0x8000 or code not in (0, NO_SUCH_NAME):
        raise OSError(f"the resolver refused with {code}")
    place, texts = 12 + question_length, []
    for _ in range(answers):
        place = _after_name(answer, place)
        kind, _class, _lasts, length = struct.unpack("!2HIH", answer[place : place + 10])
        place += 10
        if kind == TXT:
            texts.append(_joined(answer[place : place + length]))
        place += length
    return texts


def _after_name(answer: bytes, place: int) -> int:
    """Step over a name: labels up to the empty one, or a pointer to where it was written before."""
    while True:
        length = answer[place]
        if length >= 0xC0:
            return place + 2
        if length == 0:
            return place + 1
        place += length + 1


def _joined(record: bytes) -> str:
    """Join the strings that a record is cut into."""
    parts, place = [], 0
    while place < len(record):
        length = record[place]
        parts.append(record[place + 1 : place + 1 + length])
        place += length + 1
    return b"".join(parts).decode("utf-8", "replace")
