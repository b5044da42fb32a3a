"""T-shirts and what is cut like them."""

from catalogue.flats import necks
from catalogue.flats.arms import Make
from catalogue.flats.bodices import body_folds, hem_stitch, side, trunk
from catalogue.flats.body import HEMS, Block
from catalogue.flats.cut import Cut
from catalogue.flats.path import line, shape
from catalogue.flats.sketch import Mark, Piece, Sketch, pairs
from catalogue.flats.sleeves import sleeve

NEAR = 1.4
T_SHIRT = {
    "neckline": ("round", "v", "boat", "scoop", "square"),
    "sleeve": ("short", "none", "cap", "three-quarter", "long"),
    "length": ("regular", "cropped", "hip", "long", "thigh"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("none", "chest"),
}


_BLOCKS = {
    "slim": Block(shoulder=112, bust=106, waist=95, hip=108, armhole=144),
    "regular": Block(shoulder=120, bust=118, waist=112, hip=117, armhole=154),
    "loose": Block(shoulder=146, bust=146, waist=146, hip=144, armhole=178),
}


def t_shirt(cut: Cut) -> Sketch:
    block, hem = _BLOCKS[cut["fit"]], HEMS[cut["length"]]
    opening = necks.neck({"round": "crew"}.get(cut["neckline"], cut["neckline"]), block=block)
    bare = cut["sleeve"] == "none"
    width = block.hip + (2 if hem > 340 else -4)
    down = side(block, hem=hem, width=width, drop=4, bare=bare)
    body = Piece(trunk(opening.edge(is_back=cut.is_back), block=block, side=down, bare=bare))
    body = body.folded(*body_folds(block, hem=hem, crisp=cut.weave.crease + 0.4))
    body = body.marked(*hem_stitch(down, hem=hem, width=width, drop=4, double=True))
    if cut["pockets"] == "chest" and not cut.is_back:
        body = body.marked(*chest_pocket(54, 118))
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="double", wrist=58)))
    band = necks.neckband(opening.edge(is_back=cut.is_back), depth=15)
    hollow = () if cut.is_back else (opening.hollow(),)
    return Sketch((*hollow, *arms, body, band), focus=(10, 70), nearness=NEAR)


def chest_pocket(x: float, y: float) -> tuple[Mark, ...]:
    box = shape((x - 27, y), (x + 27, y), (x + 27, y + 50), (x, y + 60), (x - 27, y + 50))
    return (Mark(box), Mark(line((x - 27, y + 11), (x + 27, y + 11)), "stitch"))
