"""A garment drawn from in front, from behind, close to, or as its cloth alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from html import escape

from catalogue.flats import bolts
from catalogue.flats.cloth import Cloth
from catalogue.flats.errors import Undrawable
from catalogue.flats.light import Palette, palette
from catalogue.flats.path import number
from catalogue.flats.plate import Plate
from catalogue.flats.shapes import chosen, sketch
from catalogue.flats.sketch import Sketch

WIDE, HIGH = 800, 1000
VIEWS = ("front", "back", "detail", "cloth")


class UnknownView(Undrawable):
    """A garment is seen from the front, the back, in detail or as cloth."""


@dataclass(frozen=True)
class Garment:
    """A shape, the cloth it is cut from, and whatever of its attributes is not the usual."""

    shape: str
    cloth: Cloth = field(default_factory=Cloth)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chosen(self.shape, self.attributes)


def draw(garment: Garment, *, view: str = "front", ground: str = "#f4f1ea", title: str = "") -> str:
    """A whole SVG, 800 by 1000, of the garment upon this ground."""
    if view not in VIEWS:
        raise UnknownView(f"A view is {', '.join(VIEWS)}, not {view!r}.")
    colours = palette(garment.cloth.colour, ground=ground)
    prefix = _prefix(garment, view, ground, title)
    if view == "cloth":
        return _svg(bolts.draped(garment.cloth, colours, prefix=prefix), title=title)
    cut = chosen(garment.shape, garment.attributes)
    seen = sketch(garment.shape, cut, weave=garment.cloth.woven, is_back=view == "back")
    is_close = view == "detail"
    zoom, x, y = _close(seen) if is_close else _whole(seen)
    plate = Plate(garment.cloth, colours, prefix, weight=(1.7 if is_close else 1.0) / zoom)
    scale = zoom**-0.4 if is_close else 1
    placed = f'<g transform="translate({number(x)} {number(y)}) scale({zoom:.3g})">{plate.drawn(seen)}</g>'
    defined = plate.defined(seen, scale=scale) + _glow(colours, prefix)
    return _svg(f"<defs>{defined}</defs>{_ground(prefix)}{placed}", title=title)


def swatch(cloth: Cloth, *, size: int = 64) -> str:
    """A square tile of the cloth, its weave and its light, for choosing a colour."""
    colours = palette(cloth.colour, ground="#ffffff")
    prefix = _prefix(cloth, size)
    inner = bolts.tile(cloth, colours, prefix=prefix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size:d}" height="{size:d}" viewBox="0 0 64 64"'
        f' aria-hidden="true">{inner}</svg>'
    )


def _whole(seen: Sketch) -> tuple[float, float, float]:
    """Near enough to fill the frame, hung a little above its middle."""
    left, top, right, bottom = seen.box
    wide, high = 720 / (right - left), 870 / (bottom - top)
    filled = max(seen.nearness / wide, seen.nearness / high)
    zoom = min(seen.nearness * min(1.3, max(1.0, 0.62 / filled)), wide, high)
    spare = HIGH - (bottom - top) * zoom
    return zoom, WIDE / 2 - (left + right) / 2 * zoom, spare * 0.47 - top * zoom


def _close(seen: Sketch) -> tuple[float, float, float]:
    zoom = 2.7 * seen.nearness**0.5
    x, y = seen.focus
    return zoom, WIDE * 0.47 - x * zoom, HIGH * 0.46 - y * zoom


def _glow(colours: Palette, prefix: str) -> str:
    lit = colours.ground.lighter(0.045 if colours.ground.lightness < 0.4 else 0.022)
    shaded = colours.ground.lighter(-0.03)
    return (
        f'<radialGradient id="{prefix}gg" cx=".36" cy=".28" r=".9"><stop stop-color="{lit.hex}"/>'
        f'<stop offset=".55" stop-color="{colours.ground.hex}"/><stop offset="1" stop-color="{shaded.hex}"/>'
        "</radialGradient>"
    )


def _ground(prefix: str) -> str:
    return f'<rect width="{WIDE}" height="{HIGH}" fill="url(#{prefix}gg)"/>'


def _svg(inner: str, *, title: str) -> str:
    named = f' role="img"><title>{escape(title)}</title>' if title else ' aria-hidden="true">'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"{named}{inner}</svg>'


def _prefix(*of: object) -> str:
    """Ids of one drawing, never those of another on the same page."""
    return "f" + blake2s(repr(of).encode(), digest_size=4).hexdigest()
