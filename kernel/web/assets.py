"""Static files and icons: their lasting addresses, and their serving to be kept for ever."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise

from kernel.web import asset_files
from kernel.web.asset_files import build
from kernel.web.fingerprints import FINGERPRINTED, PREFIX

__all__ = ["Assets", "build", "init_app", "serve_static"]

LOOKED_AGAIN_SECONDS = 0.5
HEADERS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
NOT_FOUND = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), *HEADERS.items()]

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Assets:
    """What was built into a folder; `fresh` builds again when a source has changed."""

    def __init__(self, root: Path, *, fresh: bool = False) -> None:
        self.root = root
        self.fresh = fresh
        self._looked_at = 0.0
        self._built_from = ""
        self._names: dict[str, str] = {}
        self._icons: dict[str, str] = {}
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
        """Draw an icon inline; without a label it is decoration, which a screen reader passes over."""
        self._look_again()
        if name not in self._icons:
            raise KeyError(f"no icon {name!r}: add it to {asset_files.ICONS.name}")
        filled = name.endswith("-filled")
        return Markup(
            '<svg class="icon{}" {} viewBox="0 0 24 24" width="24" height="24" fill="{}" stroke="{}"'
            ' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
        ).format(
            " icon-points" if name.endswith(("-left", "-right")) else "",
            Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"'),
            "currentColor" if filled else "none",
            "none" if filled else "currentColor",
            Markup(self._icons[name]),  # noqa: S704 - drawings of a locked package
        )

    def _read(self) -> None:
        if self.fresh:
            build(self.root)
            self._built_from = asset_files.state()
        file = self.root / "manifest.json"
        if not file.is_file():
            raise FileNotFoundError(f"{file} is missing: bin/setup builds it")
        manifest = json.loads(file.read_text())
        self._names, self._icons = manifest["files"], manifest["icons"]

    def _look_again(self) -> None:
        now = time.monotonic()
        if not self.fresh or now - self._looked_at < LOOKED_AGAIN_SECONDS:
            return
        if asset_files.state() != self._built_from:
            self._read()
        self._looked_at = time.monotonic()


def init_app(app: Flask, *, root: Path, fresh: bool) -> None:
    """Give templates `assets.url(name)` and `icon(name, label=None)`."""
    assets = Assets(root, fresh=fresh)
    app.extensions["assets"] = assets
    app.jinja_env.globals.update(assets=assets, icon=assets.icon)


def serve_static(application: Application, root: Path) -> Application:
    """Answer for what was built into a folder, also after the start; all else under its prefix is 404."""
    files = WhiteNoise(
        _not_found,
        prefix=PREFIX,
        allow_all_origins=False,
        add_headers_function=_add_headers,
        immutable_file_test=lambda _path, _url: True,
    )

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(PREFIX):
            return application(environ, start_response)
        name = path.removeprefix(PREFIX)
        if path not in files.files and FINGERPRINTED.fullmatch(name) and (root / name).is_file():
            files.add_file_to_dictionary(path, str(root.absolute() / name))
        return files(environ, start_response)

    return answer


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value


def _not_found(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("404 Not Found", NOT_FOUND)
    return [b"Not found\n"]


if __name__ == "__main__":
    build()
