"""Ids for planning files: a thing's code where it can stand in one, else its number."""

from collections.abc import Iterable
from uuid import UUID

BARRED = frozenset(",\"'\r\n\t")


def file_names(things: Iterable[tuple[UUID, str]]) -> list[str]:
    """One name a thing, each once; a code that a file can't hold, or that is there twice, gives way."""
    seen: set[str] = set()
    names = []
    for id, code in things:
        fits = bool(code) and code == code.strip() and not BARRED & set(code) and code not in seen
        name = code if fits else id.hex
        seen.add(name)
        names.append(name)
    return names
