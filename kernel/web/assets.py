"""Static files: built under names that change with their content, and served to be kept for ever."""

import gzip
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli
from flask import Flask
from markupsafe import Markup, escape
from whitenoise import WhiteNoise

from kernel.web import fonts
from kernel.web.fingerprints import FINGERPRINTED, PREFIX, Fingerprints

REPOSITORY = Path(__file__).parents[2]
PACKAGES = REPOSITORY / "node_modules"
FOLDERS = {
    "kernel": REPOSITORY / "kernel/web/static",
    **{front: REPOSITORY / front / "static" for front in ("storefront", "counter", "admin")},
}
FROM_PACKAGES = {"vendor/htmx.js": "htmx.org/dist/htmx.min.js"}
ICONS = Path(__file__).with_name("icons.txt")
COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".txt"}
KEPT_SECONDS = 7 * 24 * 3600  # pages still open ask for what an earlier build made
LOOKED_AGAIN_SECONDS = 0.5

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Assets:
    """The addresses and contents of what was built into a folder; `fresh` builds again when a source changed."""

    def __init__(self, root: Path, *, fresh: bool = False) -> None:
        self.root = root
        self.fresh = fresh
        self._read()

    def url(self, name: str) -> str:
        self._look_again()
        return PREFIX + self._names[name]

    def text(self, name: str) -> str:
        self._look_again()
        return (self.root / self._names[name]).read_text()

    def font_face_css(self, family: str) -> str:
        return self.text(f"fonts/{family}.css")

    def icon(self, name: str, *, label: str | None = None) -> Markup:
        """Draw an icon inline; without a label it is decoration, and not told to those who can't see it."""
        self._look_again()
        if name not in self._icons:
            raise KeyError(f"no icon {name!r}: name it in {ICONS.name}")
        points = name.endswith(("-left", "-right"))
        spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
        return Markup(
            '<svg class="icon{}" {} viewBox="0 0 24 24" width="24" height="24" fill="{}" stroke="{}"'
            ' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
        ).format(
            " icon-points" if points else "",
            spoken,
            *(("currentColor", "none") if name.endswith("-filled") else ("none", "currentColor")),
            Markup(self._icons[name]),
        )
