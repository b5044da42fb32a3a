"""Garments drawn as flats, the trade's own way: SVG from a style's attributes and its cloth."""

from catalogue.flats.cloth import Cloth, UnknownCloth
from catalogue.flats.colour import UnreadableColour
from catalogue.flats.drawing import Garment, draw, swatch
from catalogue.flats.errors import Undrawable
from catalogue.flats.prints import PRINTS
from catalogue.flats.shapes import SHAPES, UnknownAttribute, UnknownShape
from catalogue.flats.weaves import WEAVES

__all__ = [
    "PRINTS",
    "SHAPES",
    "WEAVES",
    "Cloth",
    "Garment",
    "Undrawable",
    "UnknownAttribute",
    "UnknownCloth",
    "UnknownShape",
    "UnreadableColour",
    "draw",
    "swatch",
]
