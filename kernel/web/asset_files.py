"""What the browser is given: gathered from fronts and locked packages, written under lasting names."""

import gzip
import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import brotli

from kernel.web import fonts
from kernel.web.fingerprints import Fingerprints

REPOSITORY = Path(__file__).parents[2]
PACKAGES = REPOSITORY / "node_modules"
STATIC = {"kernel": "kernel/web/static"} | {
    front: f"{front}/static" for front in ("storefront", "counter", "admin")
}
FROM_PACKAGES = {"vendor/htmx.js": "htmx.org/dist/htmx.min.js"} | {
    face.asset: face.source for face in fonts.faces()
}
ICONS = Path(__file__).with_name("icons.txt")
COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".txt"}
KEPT_SECONDS = 7 * 24 * 3600  # a page still open asks for what an earlier build made
SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BOUNDS = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def build(into: Path = REPOSITORY / "var/static") -> None:
    """Write every file under its lasting name, compressed too, and a manifest; quick when all is there."""
    seen = state()
    if is_current(into, seen):
        return
    files = Fingerprints(_sources())
    for name, content in files.contents.items():
        _keep(into / files.names[name], content)
    manifest = {"files": dict(sorted(files.names.items())), "icons": dict(_icons())}
    _write(into / "manifest.json", json.dumps(manifest, indent=1).encode())
    _write(into / "built-from.txt", seen.encode())
    _forget_older(into, set(files.names.values()))


def is_current(into: Path, seen: str) -> bool:
    stamp = into / "built-from.txt"
    return stamp.is_file() and stamp.read_text() == seen and (into / "manifest.json").is_file()


def state() -> str:
    """Tell the sources' state apart from any other without reading them."""
    digest = hashlib.sha256()
    for path in [
        *sorted(_ours().values()),
        ICONS,
        Path(fonts.__file__),
        Path(__file__),
        PACKAGES / ".package-lock.json",
    ]:
        stat = path.stat()
        digest.update(f"{path.relative_to(REPOSITORY)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> dict[str, bytes]:
    ours = {name: path.read_bytes() for name, path in _ours().items()}
    theirs = {name: (PACKAGES / path).read_bytes() for name, path in FROM_PACKAGES.items()}
    written = {
        f"fonts/{slug}.css": fonts.font_face_css(slug, url="/static/{}".format).encode()
        for slug in fonts.FAMILIES
    }
    return ours | theirs | written


def _ours() -> dict[str, Path]:
    return {
        f"{prefix}/{path.relative_to(REPOSITORY / folder).as_posix()}": path
        for prefix, folder in STATIC.items()
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _icons() -> Iterator[tuple[str, str]]:
    for name in ICONS.read_text().split():
        style = "filled" if name.endswith("-filled") else "outline"
        drawing = PACKAGES / f"@tabler/icons/icons/{style}/{name.removesuffix('-filled')}.svg"
        found = SVG.search(drawing.read_text())
        if found is None:
            raise ValueError(f"{drawing} is not an icon")
        yield name, " ".join(BOUNDS.sub("", found[1]).split())


def _keep(path: Path, content: bytes) -> None:
    if not path.exists():
        _write(path, content)
    os.utime(path)
    if path.suffix not in COMPRESSIBLE:
        return
    for suffix, compress in ((".gz", _gzip), (".br", brotli.compress)):
        compressed = path.with_name(path.name + suffix)
        if not compressed.exists():
            _write(compressed, compress(content))
        os.utime(compressed)


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _write(path: Path, content: bytes) -> None:
    """Write in one step, so that another process sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, path)


def _forget_older(into: Path, names: set[str]) -> None:
    before = time.time() - KEPT_SECONDS
    for path in into.rglob("*.*"):
        plain = path.relative_to(into).as_posix().removesuffix(".gz").removesuffix(".br")
        if path.is_file() and plain not in names and "/" in plain and path.stat().st_mtime < before:
            path.unlink()
