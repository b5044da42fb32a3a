"""A bodice and trousers joined at the waist."""

from dataclasses import replace

from catalogue.flats.arms import Make
from catalogue.flats.bodices import body_folds
from catalogue.flats.body import WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, placket, zip_behind
from catalogue.flats.frocks import eased
from catalogue.flats.heads import HELD, Head, head
from catalogue.flats.legs import leg, leg_folds, leg_marks
from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, pairs
from catalogue.flats.sleeves import sleeve

JUMPSUIT = {
    "neckline": ("v", "round", "collar", "square", "halter", "strapless", "stand"),
    "sleeve": ("short", "none", "cap", "three-quarter", "long", "puff", "bishop"),
    "leg": ("wide", "straight", "slim", "tapered", "flare"),
    "length": ("full", "ankle", "cropped", "short"),
    "belt": ("tie", "none", "buckle"),
    "closure": ("zip", "button", "none"),
    "pockets": ("seam", "none", "patch"),
}


def jumpsuit(cut: Cut) -> Sketch:
    """A bodice and trousers joined at the waist."""
    kind = cut["neckline"]
    block = replace(eased(cut.block, fit="slim"), waist=88, bust=108)
    bare = cut["sleeve"] == "none" or kind in HELD
    top = head(kind, block=block, bare=bare, is_back=cut.is_back)
    half = both(
        top.top.then(smooth(top.top.end, (block.waist, WAIST))).then(
            Path((block.waist, WAIST)).curve((50, WAIST + 6), (20, WAIST + 6), (0, WAIST + 6))
        )
    )
    bodice = Piece(half, folds=(*body_folds(block, hem=0, crisp=0.9), *top.folds)).marked(
        *_jumpsuit_front(cut, top)
    )
    outline = leg(cut["leg"], cut["length"], top=WAIST, waist=block.waist)
    folds, hems = leg_folds(cut["leg"], cut["length"]), leg_marks("plain", cut["length"])
    right, left = pairs(Piece(outline, folds=folds, turn="right", marks=hems))
    arms = () if bare else pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="shirt")))
    laid = pockets(
        cut["pockets"], block=replace(block, hip=118), is_back=cut.is_back and cut["pockets"] != "seam"
    )
    centre = Mark(line((0, WAIST), (0, 428)), "seam")
    if cut["belt"] == "none":
        sash = ()
    else:
        sash = belt(block.waist + 1, WAIST, kind="band" if cut.is_back else cut["belt"])
    return Sketch(
        (*top.behind, left.marked(centre), right.marked(centre), *arms, bodice, *laid, *sash, *top.upon),
        focus=(20, 120),
    )


def _jumpsuit_front(cut: Cut, top: Head) -> tuple[Mark | Dot, ...]:
    if cut["closure"] == "button" and not cut.is_back:
        return placket(top.top.start[1], WAIST, buttons=4)
    if cut["closure"] == "zip" and cut.is_back:
        return zip_behind(top.top.start[1], WAIST + 10)
    return ()
