"""Whole pages kept ready, keyed by brand, version, address and fragment; they hold nothing of a person."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from threading import Lock
from typing import Any, TypeVar, cast

import brotli
from flask import Flask, Response, current_app, g, make_response, request

View = TypeVar("View", bound=Callable[..., Any])
COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg+xml", "application/manifest+json")
WORTH_COMPRESSING = 600


@dataclass(frozen=True)
class Kept:
    """A finished answer, compressed once for all who come, when the first comes who can unpack it."""

    plain: bytes
    content_type: str
    etag: str
    cache_control: str
    vary: str
    status: int

    @cached_property
    def gzipped(self) -> bytes:
        return gzip.compress(self.plain, 6, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        return brotli.compress(self.plain, quality=5)

    @property
    def size(self) -> int:
        """What it may come to, with both its compressed forms."""
        return len(self.plain) * 3 // 2


class PageCache:
    """The pages asked for last, within a number of bytes."""

    def __init__(self, most_bytes: int = 64 * 2**20) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple, page: Kept) -> None:
        with self._lock:
            replaced = self._pages.pop(key, None)
            self.bytes += page.size - (replaced.size if replaced else 0)
            self._pages[key] = page
            while self.bytes > self.most_bytes and self._pages:
                self.bytes -= self._pages.popitem(last=False)[1].size


def init_app(app: Flask) -> None:
    app.extensions["pages"] = PageCache()

    @app.after_request
    def compress(response: Response) -> Response:
        return squeeze(response)


def cached(*arguments: str) -> Callable[[View], View]:
    """Keep the answers of a public view, told apart by path and these query arguments only.

    The view must not look at a cookie or at who asks: whoever comes next gets the same bytes.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **values: Any) -> Response:
            pages: PageCache = current_app.extensions["pages"]
            key = _key(arguments)
            page = pages.get(key)
            if page is None:
                response = make_response(view(*args, **values))
                if response.status_code != 200 or "Set-Cookie" in response.headers:
                    return response
                page = _kept(response)
                pages.put(key, page)
            return _answer(page)

        return cast("View", answer)

    return wrap


def _key(arguments: tuple[str, ...]) -> tuple:
    door = g.door
    query = tuple((name, tuple(request.args.getlist(name))) for name in arguments if name in request.args)
    part = request.headers.get("HX-Target", "*") if _is_fragment() else ""
    return (door.brand_id, door.version, door.host, request.is_secure, request.path, query, part)


def _is_fragment() -> bool:
    headers = request.headers
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not whole


def _kept(response: Response) -> Kept:
    plain = response.get_data()
    return Kept(
        plain=plain,
        content_type=response.headers["Content-Type"],
        etag=hashlib.sha256(plain).hexdigest()[:20],
        cache_control=response.headers.get("Cache-Control", "private, no-cache"),
        vary=response.headers.get("Vary", ""),
        status=response.status_code,
    )


def _answer(page: Kept) -> Response:
    accepted = request.headers.get("Accept-Encoding", "")
    encoding, body = _best(page, accepted)
    response = Response(body, status=page.status, content_type=page.content_type)
    response.headers["Cache-Control"] = page.cache_control
    response.headers["Vary"] = ", ".join(filter(None, (page.vary, "Accept-Encoding")))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag(f"{page.etag}{encoding[:1]}")
    response.make_conditional(request)
    return response


def _best(page: Kept, accepted: str) -> tuple[str, bytes]:
    if "br" in accepted:
        return "br", page.brotlied
    if "gzip" in accepted:
        return "gzip", page.gzipped
    return "", page.plain


def squeeze(response: Response) -> Response:
    """Compress an answer that nobody has compressed yet."""
    if response.is_streamed or response.status_code in (204, 304) or "Content-Encoding" in response.headers:
        return response
    if not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    accepted = request.headers.get("Accept-Encoding", "")
    if len(body) < WORTH_COMPRESSING or "gzip" not in accepted:
        return response
    response.set_data(gzip.compress(body, 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
