"""Shirts, blouses and camisoles."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.arms import Make
from catalogue.flats.bodices import body_folds, hemline, shirt_tail
from catalogue.flats.body import WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import bow, placket, zip_behind
from catalogue.flats.frocks import skirt_of
from catalogue.flats.heads import Head, head
from catalogue.flats.path import Path, both, line, shape, smooth
from catalogue.flats.pockets import patch
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, twice
from catalogue.flats.sleeves import sleeve

NEAR = 1.32
SHIRT = {
    "neckline": ("collar", "stand", "open"),
    "sleeve": ("long", "short", "three-quarter", "none", "bishop"),
    "closure": ("button", "hidden", "half"),
    "fit": ("regular", "slim", "loose"),
    "length": ("regular", "cropped", "long", "thigh"),
    "pockets": ("chest", "none", "flap"),
    "hem": ("curved", "straight"),
}
BLOUSE = {
    "neckline": ("bow", "round", "v", "square", "stand", "peter-pan", "collar", "boat"),
    "sleeve": ("bishop", "none", "cap", "short", "three-quarter", "long", "bell", "puff"),
    "closure": ("button", "zip", "none"),
    "fit": ("regular", "slim", "loose"),
    "length": ("regular", "cropped", "long"),
    "hem": ("straight", "peplum", "tie"),
}
CAMISOLE = {
    "neckline": ("v", "cowl", "straight", "halter", "strapless", "square", "round"),
    "fit": ("regular", "slim", "loose"),
    "length": ("regular", "cropped", "long"),
    "hem": ("straight", "lace"),
}
_HEMS = {"cropped": 286, "regular": 414, "long": 456, "thigh": 500}
_BLOCKS = {
    "slim": Block(shoulder=114, bust=108, waist=92, hip=114, armhole=146),
    "regular": Block(shoulder=120, bust=120, waist=112, hip=122, armhole=156),
    "loose": Block(shoulder=140, bust=142, waist=140, hip=142, armhole=176),
}


def shirt(cut: Cut) -> Sketch:
    block, low = _BLOCKS[cut["fit"]], _HEMS[cut["length"]]
    top = head(cut["neckline"], block=block, bare=cut["sleeve"] == "none", is_back=cut.is_back)
    body = _body(cut, top, block, low, curved=cut["hem"] == "curved").marked(*_yoke(cut, block, low))
    if not cut.is_back:
        body = body.marked(*_shirt_front(cut, top.top.start[1], low))
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="shirt", head=8, wrist=56)))
    return Sketch((*top.behind, *arms, body, *_kept(cut), *top.upon), focus=(18, 84), nearness=NEAR)


def _shirt_front(cut: Cut, top: float, low: float) -> tuple[Mark | Dot, ...]:
    if cut["closure"] == "half":
        slot = shape((-11, top - 8), (11, top - 8), (11, 212), (0, 224), (-11, 212))
        return (Mark(slot), *(Dot(0, top + 26 + 40 * i, 4) for i in range(4)))
    return placket(top, low + 20, buttons=7, hidden=cut["closure"] == "hidden")


def _kept(cut: Cut) -> tuple[Piece, ...]:
    if cut["pockets"] == "none" or cut.is_back:
        return ()
    return pairs(patch(62, 122, 54, 62, flap=cut["pockets"] == "flap"))


def _yoke(cut: Cut, block: Block, low: float) -> tuple[Mark, ...]:
    if not cut.is_back:
        forward = Path((47, 12)).to((block.shoulder, block.shoulder_y(block.shoulder) + 12))
        return twice(Mark(forward, "fine"))
    seam = Path((0, 74)).curve((50, 74), (90, 70), (block.shoulder + 6, 64))
    pleat = (Mark(line((-11, 74), (-8, 150)), "fine"), Mark(line((11, 74), (8, 150)), "fine"))
    loop = Mark(shape((-3, 70), (3, 70), (3, 88), (-3, 88)), "loop")
    return (*twice(Mark(seam), Mark(seam.moved(0, -4), "stitch")), *pleat, loop)


def _body(cut: Cut, top: Head, block: Block, low: float, *, curved: bool) -> Piece:
    start = top.top.end
    width = block.hip + (low - 414) * 0.03
    if low > 330:
        down = smooth(start, (block.waist, WAIST - 4), (width, low - (46 if curved else 0)))
    else:
        down = smooth(start, (block.waist + 4, low - (22 if curved else 0)))
    width = down.end[0]
    hem = shirt_tail(width, low, rise=46 if low > 330 else 22) if curved else hemline(width, low, drop=4)
    sewn = twice(Mark(hem.mapped(lambda x, y: (x * 1.01, y - 6)), "stitch"))
    return Piece(
        both(top.top.then(down).then(hem)),
        marks=(*sewn, *top.marks),
        folds=(*body_folds(block, hem=low, crisp=0.6 + 0.5 * cut.weave.crease), *top.folds),
    )


def blouse(cut: Cut) -> Sketch:
    block, low = _BLOCKS[cut["fit"]], _HEMS[cut["length"]]
    bare = cut["sleeve"] == "none"
    top = head(cut["neckline"], block=block, bare=bare, is_back=cut.is_back)
    below: tuple[Piece, ...] = ()
    if cut["hem"] == "straight":
        body = _body(cut, top, block, low, curved=False)
    else:
        block = replace(block, waist=block.waist - 14)
        body = Piece(
            both(
                top.top.then(smooth(top.top.end, (block.waist, WAIST))).then(
                    hemline(block.waist, WAIST, drop=5)
                )
            ),
            folds=(*body_folds(block, hem=0, crisp=0.9), *top.folds),
        )
        below = (
            _peplum(block.waist, low)
            if cut["hem"] == "peplum"
            else ()
            if cut.is_back
            else bow(0, WAIST + 2, size=0.9)
        )
    body = body.marked(*_blouse_front(cut, top.top.start[1], low)).folded(*_yoke_gathers(cut))
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="shirt", head=8, wrist=54)))
    under, over = (below, ()) if cut["hem"] == "peplum" else ((), below)
    return Sketch((*top.behind, *under, *arms, body, *over, *top.upon), focus=(18, 88), nearness=NEAR)


def _blouse_front(cut: Cut, top: float, low: float) -> tuple[Mark | Dot, ...]:
    end = low if cut["hem"] == "straight" else WAIST
    if cut["closure"] == "button" and not cut.is_back:
        start = top + (26 if cut["neckline"] == "bow" else 0)
        return placket(start, end + 8, width=18, buttons=6 if end > 330 else 4, radius=3.8)
    if cut["closure"] == "zip" and cut.is_back:
        return zip_behind(18, min(end, 230))
    return ()


def _yoke_gathers(cut: Cut) -> tuple[Fold, ...]:
    """Fullness let into the shoulder seam."""
    if cut["fit"] == "slim":
        return ()
    falls = (((62 + 12 * i, 14 + 5 * i), (58 + 11 * i, 74 + 14 * (i % 3))) for i in range(4))
    return twice(*(crease(*fall, bulge=2, width=7, strength=0.55) for fall in falls))


def _peplum(waist: float, low: float) -> tuple[Piece, ...]:
    fallen = skirts.fall("full", waist=waist, hip=waist + 24, hem=min(low, 372), top=WAIST, drape=0.5)
    return skirt_of(fallen, kind="full", top=WAIST, hem=min(low, 372))


def camisole(cut: Cut) -> Sketch:
    block, low = replace(_BLOCKS[cut["fit"]], bust=_BLOCKS[cut["fit"]].bust - 8), _HEMS[cut["length"]] - 14
    kind = {"v": "slip"}.get(cut["neckline"], cut["neckline"])
    top = head(kind, block=block, bare=True, is_back=cut.is_back)
    body = _body(cut, top, block, low, curved=False)
    width, y = body.outline.x_at(low - 20), low
    laces = ()
    if cut["hem"] == "lace":
        half = (
            Path((0, y - 26))
            .curve((width * 0.4, y - 26), (width * 0.8, y - 28), (width, y - 30))
            .to((width + 1, y))
            .then(hemline(width + 1, y, drop=10))
        )
        laces = (Piece(both(half), stuff="lace", lies_on=True),)
    return Sketch((*top.behind, body, *laces, *top.upon), focus=(14, 140), nearness=NEAR)
