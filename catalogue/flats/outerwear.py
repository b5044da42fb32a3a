"""Coats, trenches, blazers."""

from dataclasses import replace

from catalogue.flats.body import HEMS, Block
from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, both, shape
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, pairs, twice
from catalogue.flats.tailoring import BLOCKS, Plan, tailored

FITS = ("regular", "slim", "loose")
COAT = {
    "collar": ("notch", "peak", "shawl", "stand", "collar", "none"),
    "length": ("midi", "thigh", "knee", "maxi"),
    "closure": ("single", "double", "hidden", "tie"),
    "fit": FITS,
    "pockets": ("flap", "welt", "patch", "seam", "none"),
    "sleeve": ("long", "three-quarter", "none"),
    "belt": ("none", "tie", "buckle"),
}
TRENCH = {
    "length": ("midi", "thigh", "knee", "maxi"),
    "closure": ("double", "single"),
    "fit": FITS,
    "belt": ("buckle", "tie", "none"),
    "pockets": ("welt", "flap", "none"),
}
BLAZER = {
    "collar": ("notch", "peak", "shawl", "none"),
    "closure": ("single", "double", "two-button", "none"),
    "length": ("regular", "cropped", "long", "thigh"),
    "fit": FITS,
    "pockets": ("flap", "welt", "patch", "none"),
    "sleeve": ("long", "three-quarter", "none"),
}
_BLAZER_HEMS = {"regular": 412, "cropped": 322, "long": 462, "thigh": 506}


def coat(cut: Cut) -> Sketch:
    breaks = {"double": 178, "tie": 226}.get(cut["closure"], 168)
    return tailored(cut, Plan(HEMS[cut["length"]], breaks, flare=0.1, breadth=1.06, nearness=1.0))


def blazer(cut: Cut) -> Sketch:
    hem = _BLAZER_HEMS[cut["length"]]
    breaks = {"double": 236, "two-button": 206, "none": 230}.get(cut["closure"], 248)
    return tailored(cut, Plan(hem, min(breaks, hem - 96), flare=0.04, breadth=0.96, nearness=1.25))


def trench(cut: Cut) -> Sketch:
    adapted = replace(cut, attributes={**cut.attributes, "collar": "notch", "sleeve": "long"})
    block = BLOCKS[cut["fit"]]
    storm = _storm_back(block) if cut.is_back else _storm_flap(block)
    plan = Plan(HEMS[cut["length"]], 150, flare=0.16, breadth=1.14, nearness=1.0)
    return tailored(adapted, plan, upon_body=(storm, *_tabs(block)))


def _storm_flap(block: Block) -> Piece:
    """Over the wearer's right shoulder, buttoned down against the rain."""
    x = block.shoulder
    outline = (
        Path((-54, 8)).to((4 - x, block.shoulder_y(x) - 2)).curve((16 - x, 80), (16 - x, 120), (14 - x, 150))
    )
    outline = outline.curve((-82, 168), (-58, 166), (-34, 158)).close()
    sewn = Path((20 - x, 146)).curve((-84, 161), (-60, 159), (-38, 152))
    return Piece(outline, lies_on=True, marks=(Mark(sewn, "stitch"), Dot(-44, 150, 4.4)))


def _storm_back(block: Block) -> Piece:
    x = block.shoulder - 6
    half = Path((0, 12)).curve((26, 12), (40, 10), (48, 2)).to((x, block.shoulder_y(x)))
    half = half.curve((x - 10, 90), (x - 6, 130), (x - 4, 142)).curve((60, 176), (26, 182), (0, 178))
    sewn = Path((x - 8, 138)).curve((58, 169), (26, 175), (0, 171))
    return Piece(both(half), lies_on=True, marks=twice(Mark(sewn, "stitch")))


def _tabs(block: Block) -> tuple[Piece, ...]:
    """Straps on the shoulders and about the wrists."""
    x, y = block.shoulder, block.shoulder_y(block.shoulder)
    strap = shape((62, 7), (x + 4, y - 3), (x + 2, y + 13), (68, 21), (58, 15))
    a, b = x + 88, y + 300
    cuff = shape((a + 8, b - 2), (a - 50, b + 16), (a - 46, b + 30), (a + 13, b + 12))
    return pairs(
        Piece(strap, lies_on=True, grain=60, marks=(Dot(68, 13, 3.6),)),
        Piece(cuff, lies_on=True, grain=70, marks=(Dot(a - 12, b + 12, 3.6),)),
    )
