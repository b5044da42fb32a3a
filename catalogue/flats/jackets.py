"""Short jackets, zipped or buttoned, gathered to a band or straight."""

from dataclasses import replace

from catalogue.flats import collars, lapels, necks
from catalogue.flats.arms import Make
from catalogue.flats.bodices import armhole, hemline
from catalogue.flats.body import WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import zip_front
from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, pairs, twice
from catalogue.flats.sleeves import sleeve
from catalogue.flats.tailoring import BACK_EDGE, BLOCKS, hang

JACKET = {
    "collar": ("collar", "stand", "rib", "none", "notch"),
    "closure": ("zip", "button", "none"),
    "length": ("regular", "cropped", "hip"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("chest", "patch", "welt", "none"),
    "hem": ("band", "rib", "plain"),
}
_HEMS = {"regular": 344, "cropped": 278, "hip": 400}


def jacket(cut: Cut) -> Sketch:
    block, hem = BLOCKS[cut["fit"]], _HEMS[cut["length"]]
    deep = 0 if cut["hem"] == "plain" else 34
    width = block.waist + (hem - WAIST) * 0.1 + (8 if deep else 2)
    opening = necks.neck("v" if cut["collar"] == "notch" else "crew", block=block)
    edge = opening.edge(is_back=cut.is_back)
    down = smooth((block.bust, block.armhole), (block.waist + 8, WAIST - 6), (width, hem - deep))
    outline = both(edge.then(armhole(block)).then(down).then(hemline(width, hem - deep, drop=4)))
    body = Piece(outline, folds=hang(block, hem=hem), marks=_seams(cut, block, edge.start[1], hem))
    make = Make(cuff="rib" if cut["hem"] == "rib" else "band", head=10, wrist=58)
    arms = pairs(*sleeve("long", block=block, make=make))
    low = min(WAIST, hem - 128) - 30
    laid = pockets(cut["pockets"], block=replace(block, hip=118), is_back=cut.is_back, low=low)
    behind, upon = _collar(cut, edge)
    band = _hem_band(cut, width, hem, deep) if deep else ()
    return Sketch((*behind, *arms, body, *band, *laid, *upon), focus=(14, 80), nearness=1.35)


def _seams(cut: Cut, block: Block, top: float, hem: float) -> tuple[Mark | Dot, ...]:
    marks: tuple[Mark | Dot, ...] = ()
    if cut["pockets"] in ("chest", "patch") or cut.is_back:
        yoke = Path((0, 92)).curve((44, 92), (80, 90), (block.shoulder + 4, 84))
        marks = twice(Mark(yoke), Mark(yoke.moved(0, 4), "stitch"))
    if cut["hem"] == "band":
        panel = line((block.bust * 0.62, 94), (block.waist * 0.52, hem))
        marks += twice(Mark(panel), Mark(panel.moved(-4, 0), "stitch"))
    return marks if cut.is_back else marks + _closing(cut, top, hem)


def _closing(cut: Cut, top: float, hem: float) -> tuple[Mark | Dot, ...]:
    if cut["closure"] == "zip":
        return zip_front(top, hem + 8)
    if cut["closure"] == "none":
        return (Mark(Path((0, top)).to((9, hem + 8), (-9, hem + 8)).close(), "slit"),)
    edge = line((12, top - 6), (12, hem + 8))
    dots = (Dot(0, top + 14 + 46 * i, 5.4, "metal") for i in range(int((hem - top - 10) / 46)))
    return (Mark(edge), Mark(edge.moved(-4, 0), "stitch"), Mark(edge.moved(-24, 0), "stitch"), *dots)


def _collar(cut: Cut, edge: Path) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What is seen behind the neck, and what is worn at it."""
    kind, is_back = cut["collar"], cut.is_back
    hollow = () if is_back else (necks.Neck(edge, BACK_EDGE).hollow(),)
    if kind == "rib":
        return hollow, (replace(necks.neckband(edge, depth=14), marks=()),)
    if kind == "none":
        return hollow, (necks.bound(edge, depth=9),)
    if kind == "notch":
        worn = lapels.lapels("notch", breaks=136, is_back=is_back, breadth=0.95, over=8)
        return ((), worn) if is_back else ((worn[0], *hollow), worn[1:])
    if kind == "stand":
        worn = collars.stand_collar(is_back=is_back, tall=32, gap=3)
    else:
        worn = collars.shirt_collar(is_back=is_back, point=1.05)
    return ((), worn) if is_back else (worn[:1], worn[1:])


def _hem_band(cut: Cut, width: float, hem: float, deep: float) -> tuple[Piece, ...]:
    is_rib = cut["hem"] == "rib"
    narrow, top = width - (8 if is_rib else 3), hem - deep
    half = Path((0, top + 4)).curve((width * 0.4, top + 4), (width * 0.8, top + 2), (width, top))
    half = half.to((narrow, hem)).then(hemline(narrow, hem, drop=4))
    marks = () if cut.is_back else (Mark(line((0, top), (0, hem + 8))),)
    if not is_rib:
        marks += twice(*(Mark(hemline(width, y, drop=4), "stitch") for y in (hem - 6, top + 5)))
    return (Piece(both(half), stuff="rib" if is_rib else "cloth", marks=marks),)
