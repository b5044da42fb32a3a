"""Colours mixed in OKLCH, so that a shade of any colourway keeps its hue."""

import re
from dataclasses import dataclass
from functools import cached_property
from math import atan2, cbrt, cos, hypot, sin

from catalogue.flats.errors import Undrawable

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class UnreadableColour(Undrawable):
    """A colour that is not written #rgb or #rrggbb."""


@dataclass(frozen=True)
class Colour:
    """Lightness 0 to 1, chroma, hue in radians."""

    lightness: float
    chroma: float
    hue: float

    @cached_property
    def hex(self) -> str:
        return _hex(self)

    def at(self, lightness: float, *, chroma: float = 1.0, turn: float = 0.0) -> "Colour":
        """The same hue at another lightness, its chroma multiplied and its hue turned."""
        return Colour(min(1.0, max(0.0, lightness)), self.chroma * chroma, self.hue + turn)

    def lighter(self, by: float, *, chroma: float = 1.0, turn: float = 0.0) -> "Colour":
        return self.at(self.lightness + by, chroma=chroma, turn=turn)

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """So much of the other, along the straight line in OKLab."""
        a, b = _lab(self), _lab(other)
        return _from_lab(*(p + (q - p) * share for p, q in zip(a, b, strict=True)))


def read(text: str) -> Colour:
    if not isinstance(text, str) or not _HEX.fullmatch(text):
        raise UnreadableColour(f"A colour is written #rgb or #rrggbb, not {text!r}.")
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    r, g, b = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return _from_lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_lab(lightness: float, a: float, b: float) -> Colour:
    return Colour(lightness, hypot(a, b), atan2(b, a))


def _lab(colour: Colour) -> tuple[float, float, float]:
    return colour.lightness, colour.chroma * cos(colour.hue), colour.chroma * sin(colour.hue)


def _hex(colour: Colour) -> str:
    """The nearest colour a screen can show, chroma given up before lightness."""
    for share in (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0):
        channels = _rgb(Colour(colour.lightness, colour.chroma * share, colour.hue))
        if all(-0.004 <= channel <= 1.004 for channel in channels):
            break
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, c)))):02x}" for c in channels)


def _rgb(colour: Colour) -> tuple[float, float, float]:
    lightness, a, b = _lab(colour)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
