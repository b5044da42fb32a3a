"""What the head of a page tells machines: its address in every edition, its picture, its facts as data."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from markupsafe import Markup

from storefront.shops import Edition, at

PathIn = Callable[[Edition], str | None]
_UNSAFE = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
LONGEST_SUMMARY = 160
UNSPACED = frozenset({"zh-Hans", "zh-Hant", "ja"})


@dataclass(frozen=True)
class Picture:
    """An address below the host, with the size that it is drawn at."""

    path: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Head:
    """`path_in` gives the page's path below an edition, None where that edition has no such page."""

    title: str
    path_in: PathIn
    description: str = ""
    kind: str = "website"
    picture: Picture | None = None
    data: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    is_indexed: bool = True

    @property
    def summary(self) -> str:
        """The description as those who list pages show it: a line or two, ended at a word."""
        text = " ".join(self.description.split()) or self.title
        if len(text) <= LONGEST_SUMMARY:
            return text
        cut = text[: LONGEST_SUMMARY - 1]
        return (cut if g.edition.language in UNSPACED else cut.rpartition(" ")[0]) + "…"

    @property
    def canonical(self) -> str:
        return origin() + self.address(g.edition)

    def address(self, edition: Edition) -> str:
        """The page's address in an edition, or that edition's front page where it has none."""
        return at(self.path_in(edition) or "", edition=edition)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, address) of each edition that has the page, each language, and the rest of the world."""
        if not self.is_indexed:
            return []
        there = {
            edition.tag: origin() + at(path, edition=edition)
            for edition in g.shop.editions.values()
            if (path := self.path_in(edition)) is not None
        }
        exact = [(edition.hreflang, there[tag]) for tag, edition in g.shop.editions.items() if tag in there]
        return [*exact, *self._for_languages(there), *self._for_the_world(there)]

    def _for_languages(self, there: Mapping[str, str]) -> list[tuple[str, str]]:
        first: dict[str, str] = {}
        for edition in (*g.shop.by_language.values(), *g.shop.editions.values()):
            if edition.tag in there:
                first.setdefault(edition.language, there[edition.tag])
        return list(first.items())

    def _for_the_world(self, there: Mapping[str, str]) -> list[tuple[str, str]]:
        if self.path_in(g.edition) == "":
            return [("x-default", origin() + "/")]
        chosen = g.shop.by_language.get("en", g.shop.home_edition).tag
        return [("x-default", there.get(chosen) or next(iter(there.values())))] if there else []

    @property
    def scripts(self) -> list[Markup]:
        """JSON-LD for a data block: it can't end the element it stands in."""
        return [as_data(item) for item in self.data]


def as_data(item: Mapping[str, Any]) -> Markup:
    written = json.dumps(item, ensure_ascii=False, separators=(",", ":"), default=str)
    return Markup(written.translate(_UNSAFE))  # noqa: S704 - nothing in it can be markup any more


def origin() -> str:
    """Scheme and host of the brand's own address, never what a request claims; a port only in development."""
    host = g.door.primary_host
    port = request.environ.get("SERVER_PORT", "")
    if host.endswith("localhost") and port not in ("", "80", "443"):
        return f"{request.scheme}://{host}:{port}"
    return f"{request.scheme}://{host}"


def everywhere(path: str) -> PathIn:
    """The same path in every edition."""
    return lambda _edition: path


def crumbs(*steps: tuple[str, str]) -> dict[str, Any]:
    """A BreadcrumbList of (name, path below the edition)."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": origin() + at(path)}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }
