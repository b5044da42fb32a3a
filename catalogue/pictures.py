"""What a style looks like: the pictures that were uploaded, or the garment drawn where there are none.

images_of(style_code, colourway, garment, pictures) -> tuple[Image]    in the order a shopper sees them
drawing(garment, cloth, view=, ground=, title=) -> str                 the SVG
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from typing import Any

from catalogue.flats import Cloth, Garment, draw

VIEWS = ("front", "back", "detail", "cloth")
DRAWN_BY = "1"
"""Turned when the same garment is drawn otherwise, so that addresses that never change give what is new."""


@dataclass(frozen=True)
class Image:
    """One picture: drawn (`view` of a style's colourway) or uploaded (files under `key` in `widths`).

    `hash` names the content: an address with it holds for ever. `alt` are words {"alt": {language: …}}.
    """

    view: str
    hash: str
    style: str = ""
    colourway: str = ""
    key: str = ""
    width: int = 800
    height: int = 1000
    widths: tuple[int, ...] = ()
    focal: tuple[int, int] = (50, 50)
    alt: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_drawn(self) -> bool:
        return not self.key

    def row(self) -> dict[str, Any]:
        """As a listing keeps it."""
        return {name: value for name, value in vars(self).items() if value != _USUAL.get(name)}

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Image":
        kept = dict(row)
        if "widths" in kept:
            kept["widths"] = tuple(kept["widths"])
        if "focal" in kept:
            kept["focal"] = tuple(kept["focal"])
        return cls(**kept)


_USUAL = {
    one.name: one.default_factory() if one.default_factory is not MISSING else one.default
    for one in fields(Image)
}


def drawn(
    style: str, colourway: str, *, garment: Mapping[str, Any], cloth: Mapping[str, Any]
) -> tuple[Image, ...]:
    """The views of a style that has no pictures; none where nothing says how to draw it."""
    if not garment:
        return ()
    content = content_hash(garment, cloth)
    return tuple(Image(view=view, hash=content, style=style, colourway=colourway) for view in VIEWS)


def content_hash(garment: Mapping[str, Any], cloth: Mapping[str, Any]) -> str:
    told = json.dumps([DRAWN_BY, garment, cloth], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(told.encode(), digest_size=8).hexdigest()


def images_of(
    style: str,
    colourway: str,
    *,
    garment: Mapping[str, Any],
    cloth: Mapping[str, Any],
    uploaded: Iterable[Image] = (),
) -> tuple[Image, ...]:
    """A colourway's pictures in order: its own where there are any, else its drawing."""
    own = tuple(uploaded)
    return own or drawn(style, colourway, garment=garment, cloth=cloth)


def drawing(
    garment: Mapping[str, Any],
    cloth: Mapping[str, Any],
    *,
    view: str = "front",
    ground: str = "#f4f1ea",
    title: str = "",
) -> str:
    """Draw a style's garment in a colourway's cloth, as SVG."""
    key = json.dumps([garment, cloth], sort_keys=True)
    return _drawing(key, view, ground, title)


@lru_cache(256)
def _drawing(key: str, view: str, ground: str, title: str) -> str:
    garment, cloth = json.loads(key)
    worn = Garment(shape=garment["shape"], cloth=Cloth(**cloth), attributes=garment.get("attributes") or {})
    return draw(worn, view=view, ground=ground, title=title)
