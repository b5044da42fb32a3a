"""Names that change with the content, so that a file may be kept for ever."""

import hashlib
import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath, splitext

PREFIX = "/static/"
FINGERPRINTED = re.compile(r"(?:[\w-]+/)*[\w.-]+\.[0-9a-f]{8}\.\w+")
_CSS = re.compile(r"""(?P<before>url\(\s*["']?|@import\s+["'])(?P<address>[^"')\s]+)""")
_JS = re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*["'])(?P<address>\.{1,2}/[^"']+)""")
_REFERENCES = {".css": _CSS, ".js": _JS}
_ELSEWHERE = re.compile(r"[a-z]+:|#|//")


class BrokenReference(ValueError):
    """A file refers to one that is not there, or in a circle."""


class Fingerprints:
    """Files under names with their hash, each referring to the others by such names."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self.sources = sources
        self.contents: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        for name in sorted(sources):
            self._finish(name, ())

    def _finish(self, name: str, on_the_way: tuple[str, ...]) -> str:
        if name in on_the_way:
            raise BrokenReference(f"{' → '.join((*on_the_way, name))} is a circle")
        if name not in self.names:
            content = self._rewritten(name, (*on_the_way, name))
            stem, extension = splitext(name)
            self.contents[name] = content
            self.names[name] = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{extension}"
        return self.names[name]

    def _rewritten(self, name: str, on_the_way: tuple[str, ...]) -> bytes:
        pattern = _REFERENCES.get(splitext(name)[1])
        if pattern is None:
            return self.sources[name]
        text = self.sources[name].decode()
        return pattern.sub(self._rename(name, on_the_way), text).encode()

    def _rename(self, name: str, on_the_way: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
        def rename(found: re.Match[str]) -> str:
            address = found["address"]
            if _ELSEWHERE.match(address):
                return found[0]
            path, mark, fragment = address.partition("#")
            target = (
                path.removeprefix(PREFIX) if path.startswith("/") else normpath(join(dirname(name), path))
            )
            if target not in self.sources:
                raise BrokenReference(f"{name} refers to {address}, which is not there")
            return f"{found['before']}{PREFIX}{self._finish(target, on_the_way)}{mark}{fragment}"

        return rename
