"""Dresses with sleeves: plain ones, and those made like a shirt."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.arms import Make
from catalogue.flats.bodices import shirt_tail
from catalogue.flats.body import HEMS, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, placket, zip_behind, zip_front
from catalogue.flats.frocks import SEAMS, Frock, eased, half_at, parted
from catalogue.flats.heads import head
from catalogue.flats.path import Path
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Fold, Mark, Piece, Sketch, pairs
from catalogue.flats.sleeves import sleeve

SILHOUETTES = ("a-line", "straight", "full", "pleated", "tiered")
DRESS = {
    "length": ("knee", "mini", "midi", "maxi"),
    "neckline": (
        "round",
        "v",
        "square",
        "boat",
        "scoop",
        "stand",
        "collar",
        "peter-pan",
        "bow",
        "turtle",
        "halter",
    ),
    "sleeve": ("short", "none", "cap", "three-quarter", "long", "bell", "puff", "bishop"),
    "silhouette": SILHOUETTES,
    "fit": ("slim", "regular", "loose"),
    "waist": ("seam", "none", "empire", "drop"),
    "closure": ("zip", "button", "none"),
    "pockets": ("none", "seam", "patch"),
    "belt": ("none", "tie", "buckle"),
}
SHIRT_DRESS = {
    "length": ("midi", "mini", "knee", "maxi"),
    "neckline": ("collar", "stand", "open", "v", "round"),
    "sleeve": ("long", "none", "cap", "short", "three-quarter", "bell", "puff", "bishop"),
    "closure": ("button", "zip", "none"),
    "fit": ("regular", "slim", "loose"),
    "silhouette": SILHOUETTES,
    "belt": ("tie", "none", "buckle"),
    "pockets": ("chest", "none", "patch", "seam"),
    "hem": ("straight", "curved"),
}


def dress(cut: Cut) -> Sketch:
    marks = ()
    if cut["closure"] == "button" and not cut.is_back:
        marks = _buttons(cut)
    elif cut["closure"] == "zip" and cut.is_back:
        marks = zip_behind(20, WAIST + 70)
    return made(cut, marks=marks)


def shirt_dress(cut: Cut) -> Sketch:
    marks = ()
    if cut["closure"] == "button" and not cut.is_back:
        marks = _buttons(cut)
    elif cut["closure"] == "zip" and not cut.is_back:
        marks = zip_front(_top(cut), HEMS[cut["length"]] - 110)
    if cut.is_back:
        marks = (Mark(Path((-130, 62)).curve((-60, 70), (60, 70), (130, 62))),)
    return made(cut, marks=marks, tail=cut["hem"] == "curved")


def frock(cut: Cut) -> Frock:
    """The parts of a dress as cut."""
    block = eased(cut.block, fit=cut["fit"])
    seam, hem = SEAMS[cut.get("waist", "seam")], HEMS[cut["length"]]
    half = half_at(block, seam)
    fallen = skirts.fall(cut["silhouette"], waist=half, hip=max(block.hip, half), hem=hem, top=seam,
                         drape=cut.weave.drape)  # fmt: skip
    top = head(cut["neckline"], block=block, bare=_is_bare(cut), is_back=cut.is_back)
    crisp = 0.6 + 0.5 * cut.weave.crease
    return Frock(top, block, fallen, cut["silhouette"], hem, seam, crisp, is_pleated=cut.weave.is_pleated)


def _is_bare(cut: Cut) -> bool:
    """A halter leaves no shoulder to hang a sleeve from."""
    return cut["sleeve"] == "none" or cut["neckline"] == "halter"


def made(cut: Cut, *, marks: tuple = (), tail: bool = False) -> Sketch:
    """Everything put together, the furthest first."""
    parts = frock(cut)
    if tail:
        parts = replace(parts, fallen=_tailed(parts.fallen))
    under, skirt = parts.skirt()
    above, below = parted(marks, seam=parts.seam)
    bodice = parts.bodice(darted=cut["fit"] == "slim", is_back=cut.is_back)
    arms = (
        ()
        if _is_bare(cut)
        else pairs(*sleeve(cut["sleeve"], block=parts.block, make=Make(cuff="shirt", head=8)))
    )
    if cut.get("waist", "seam") == "none":
        trunk = (*arms, parts.in_one().marked(*above, *below))
    else:
        trunk = (skirt.marked(*below), *arms, bodice.marked(*above))
    hidden = () if tail else (under,)
    return Sketch(
        (*parts.head.behind, *hidden, *trunk, *_laid(cut, parts), *parts.head.upon), focus=(20, 110)
    )


def _laid(cut: Cut, parts: Frock) -> tuple[Piece, ...]:
    kind = cut["pockets"]
    laid = pockets(
        kind, block=parts.block, is_back=cut.is_back and kind != "seam", low=max(parts.seam, WAIST)
    )
    if cut["belt"] == "none":
        return laid
    return laid + belt(parts.block.waist + 1, WAIST, kind="band" if cut.is_back else cut["belt"])


def _top(cut: Cut) -> float:
    """Where the front begins at the centre."""
    return head(cut["neckline"], block=cut.block, bare=False, is_back=False).top.start[1]


def _buttons(cut: Cut) -> tuple:
    top, hem = _top(cut), HEMS[cut["length"]] + 6
    return placket(top, hem, buttons=max(4, round((hem - top) / 62)))


def _tailed(fallen: skirts.Fall) -> skirts.Fall:
    """A hem cut like a shirt's, longest at the centre, and the flutes let down to it."""
    x, y = fallen.hem.start
    return replace(fallen, hem=shirt_tail(x, y + 34, rise=34), flutes=tuple(map(_let_down, fallen.flutes)))


def _let_down(flute: Fold) -> Fold:
    first, second, (x, y) = flute.spine.segments[0]
    return replace(flute, spine=Path(flute.spine.start).curve(first, second, (x, y + 40)))
