"""Jumpers and cardigans, ribbed where they end."""

from dataclasses import replace

from catalogue.flats import collars, necks
from catalogue.flats.arms import Make
from catalogue.flats.bodices import armhole, body_folds, hemline
from catalogue.flats.body import WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt
from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.pockets import patch
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, pairs, twice
from catalogue.flats.sleeves import sleeve

NEAR = 1.32
JUMPER = {
    "neckline": ("round", "v", "boat", "turtle", "stand", "square"),
    "sleeve": ("long", "none", "short", "three-quarter", "bell", "puff", "bishop"),
    "length": ("regular", "cropped", "hip", "thigh"),
    "fit": ("regular", "slim", "loose"),
    "hem": ("rib", "rolled", "split"),
}
CARDIGAN = {
    "neckline": ("v", "round", "shawl"),
    "closure": ("button", "zip", "none"),
    "sleeve": ("long", "short", "three-quarter", "bishop"),
    "length": ("regular", "cropped", "thigh", "knee"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("none", "patch"),
    "belt": ("none", "tie"),
}
_HEMS = {"cropped": 286, "regular": 366, "hip": 408, "thigh": 486, "knee": 596}
_BLOCKS = {
    "slim": Block(shoulder=113, bust=107, waist=92, hip=112, armhole=146),
    "regular": Block(shoulder=122, bust=124, waist=118, hip=122, armhole=158),
    "loose": Block(shoulder=146, bust=150, waist=148, hip=144, armhole=182),
}


def jumper(cut: Cut) -> Sketch:
    body, hem, arms, edge = _knitted(cut)
    kind = cut["neckline"]
    opening = necks.neck(_neck(kind), block=_BLOCKS[cut["fit"]])
    hollow = () if cut.is_back or kind in ("turtle", "stand") else (opening.hollow(),)
    worn = _neckwear(cut, edge)
    behind = worn[:1] if not cut.is_back and kind in ("turtle", "stand") else ()
    return Sketch((*hollow, *behind, *arms, body, *hem, *worn[len(behind) :]), focus=(16, 76), nearness=NEAR)


def cardigan(cut: Cut) -> Sketch:
    body, hem, arms, edge = _knitted(cut)
    opening = necks.Neck(edge, necks.neck("crew", block=_BLOCKS[cut["fit"]]).back)
    hollow = () if cut.is_back else (opening.hollow(),)
    low = _HEMS[cut["length"]]
    bands = (necks.neckband(edge, depth=14),) if cut.is_back else _bands(cut, edge, low)
    kept = pairs(patch(62, low - 122, 68, 74)) if cut["pockets"] == "patch" and not cut.is_back else ()
    sash = ()
    if cut["belt"] == "tie":
        sash = belt(_BLOCKS[cut["fit"]].waist + 2, WAIST, kind="band" if cut.is_back else "tie")
    return Sketch((*hollow, *arms, body, *hem, *kept, *bands, *sash), focus=(16, 110), nearness=NEAR)


def _neck(kind: str) -> str:
    return {"round": "crew", "shawl": "v"}.get(kind, kind)


def _knitted(cut: Cut) -> tuple[Piece, tuple[Piece, ...], tuple[Piece, ...], Path]:
    """The body, its ribbed hem, its sleeves, and the edge of its neck."""
    block, low = _BLOCKS[cut["fit"]], _HEMS[cut["length"]]
    style = cut.get("hem", "rib")
    deep = {"rib": 36, "split": 30, "rolled": 0}[style]
    bare = cut["sleeve"] == "none"
    edge = necks.neck(_neck(cut["neckline"]), block=block).edge(is_back=cut.is_back)
    if "closure" in cut.attributes and cut["neckline"] != "round" and not cut.is_back:
        edge = Path((0, 196)).curve((10, 150), (40, 70), (50, 1))
    width = block.hip + (low - 366) * 0.03
    start = (block.bust, block.armhole - (10 if bare else 0))
    down = (
        smooth(start, (block.waist, WAIST - 10), (width, low - deep))
        if low > 330
        else smooth(start, (block.waist + 2, low - deep))
    )
    width = down.end[0]
    outline = both(edge.then(armhole(block, bare=bare)).then(down).then(hemline(width, low - deep, drop=4)))
    body = Piece(outline, folds=body_folds(block, hem=low, crisp=0.8), marks=_fashioned(block, bare=bare))
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="rib", head=11, wrist=58, angle=20)))
    return body, _ribbed(style, width, low, deep), arms, edge


def _fashioned(block: Block, *, bare: bool) -> tuple[Mark, ...]:
    """The small marks left by stitches taken two together along the armhole."""
    x, y = block.shoulder - (44 if bare else 20), block.shoulder_y(block.shoulder) + 22
    return twice(
        *(Mark(line((x - 2 * i, y + 15 * i), (x - 5 - 2 * i, y + 5 + 15 * i)), "fine") for i in range(5))
    )


def _ribbed(style: str, width: float, low: float, deep: float) -> tuple[Piece, ...]:
    if style == "rolled":
        return ()
    narrow = width - (9 if style == "rib" else 1)
    top = Path((0, low - deep + 4)).curve(
        (width * 0.4, low - deep + 4), (width * 0.8, low - deep + 2), (width, low - deep)
    )
    half = top.curve((width, low - deep * 0.6), (narrow, low - deep * 0.4), (narrow, low)).then(
        hemline(narrow, low, drop=4)
    )
    split = (
        twice(Mark(line((narrow - 5, low - deep), (narrow - 9, low + 8)), "slit")) if style == "split" else ()
    )
    return (Piece(both(half), stuff="rib", marks=split),)


def _neckwear(cut: Cut, edge: Path) -> tuple[Piece, ...]:
    if cut["neckline"] == "turtle":
        return collars.roll_neck(is_back=cut.is_back)
    if cut["neckline"] == "stand":
        return tuple(
            replace(piece, stuff="rib") if piece.stuff == "cloth" else piece
            for piece in collars.stand_collar(is_back=cut.is_back, tall=30, gap=0)
        )
    return (replace(necks.neckband(edge, depth=17), marks=()),)


def _bands(cut: Cut, edge: Path, low: float) -> tuple[Piece, ...]:
    """The ribbed band up one front, round the neck and down the other; right over left."""
    wide = 20 if cut["neckline"] != "shawl" else 25
    closed = cut["closure"] != "none"
    x = wide / 2 if closed else 5
    top = edge.start[1]

    def widened(a: float, b: float) -> tuple[float, float]:
        down = b / max(top, 1)
        return a + wide * (1 - 0.5 * down), b + wide * (0.375 - 0.175 * down)

    outer = edge.mapped(widened)
    inner = edge.mapped(lambda a, b: (a - (wide / 2) * b / max(top, 1) * (1 if closed else -0.5), b))
    strip = (
        Path(inner.end)
        .then(inner.reversed())
        .to((-x if closed else x, top + 16), (-x if closed else x + 4, low + 4))
    )
    strip = (
        strip.to((x if closed else x + wide + 4, low + 4), (x if closed else x + wide, top + 22))
        .then(outer)
        .close()
    )
    left = Piece(strip, stuff="rib", lies_on=True)
    right = left.mirrored()
    if cut["closure"] == "button":
        step = (low - top - 44) / 5
        right = right.marked(*(Dot(0, top + 24 + step * i, 5.2) for i in range(6)))
    if cut["closure"] == "zip":
        right = right.marked(Mark(line((0, top + 10), (0, low)), "zip"))
    if closed:
        return (left, right)
    gap = Piece(
        both(Path((0, top - 20)).to((7, top + 20), (10, low + 3), (0, low + 3))), stuff="inside", lies_on=True
    )
    return (gap, left, right)
