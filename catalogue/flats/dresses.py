"""Dresses: cut in one or seamed at the waist, wrapped, buttoned, hung from straps."""

from dataclasses import replace

from catalogue.flats import collars, necks, skirts
from catalogue.flats.bodices import armhole, body_folds, bust_dart, hemline, shirt_tail, waist_darts
from catalogue.flats.body import HEMS, WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, placket, zip_behind, zip_front
from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, twice
from catalogue.flats.sleeves import Make, sleeve
from catalogue.flats.tops import widened

LENGTHS = ("midi", "mini", "knee", "maxi")
DRESS = {
    "length": ("knee", "mini", "midi", "maxi"),
    "neckline": ("round", "v", "square", "boat", "scoop", "stand", "collar", "halter", "sweetheart"),
    "sleeve": ("short", "none", "cap", "three-quarter", "long", "bell", "puff", "bishop"),
    "silhouette": ("a-line", "straight", "full", "pleated", "tiered"),
    "fit": ("slim", "regular", "loose"),
    "waist": ("seam", "none", "empire", "drop"),
    "closure": ("zip", "button", "none"),
    "pockets": ("none", "seam", "patch"),
    "belt": ("none", "tie", "buckle"),
}
SHIRT_DRESS = {
    "length": LENGTHS,
    "neckline": ("collar", "stand", "v", "round"),
    "sleeve": ("long", "none", "cap", "short", "three-quarter", "bell", "puff", "bishop"),
    "closure": ("button", "zip", "none"),
    "fit": ("regular", "slim", "loose"),
    "silhouette": ("a-line", "straight", "full", "pleated", "tiered"),
    "belt": ("tie", "none", "buckle"),
    "pockets": ("chest", "none", "patch", "seam"),
    "hem": ("straight", "curved"),
}


def dress(cut: Cut) -> Sketch:
    """A dress with or without a seam at the waist."""
    return _made(cut, buttoned=cut["closure"] == "button", tail=False)


def shirt_dress(cut: Cut) -> Sketch:
    return _made(cut, buttoned=cut["closure"] == "button", tail=cut["hem"] == "curved")


_SEAMS = {"seam": WAIST, "empire": 206, "drop": 338, "none": WAIST}


def _made(cut: Cut, *, buttoned: bool, tail: bool) -> Sketch:
    block, seam, hem = _eased(cut), _SEAMS[cut.get("waist", "seam")], HEMS[cut["length"]]
    bare, is_seamed = cut["sleeve"] == "none", cut.get("waist", "seam") != "none"
    half = _half_at(block, seam)
    fallen = skirts.fall(
        cut["silhouette"], waist=half, hip=max(block.hip, half), hem=hem, top=seam, drape=cut.weave.drape
    )
    if tail:
        fallen = replace(fallen, hem=_tail(fallen))
    under, skirt = skirt_of(fallen, kind=cut["silhouette"], top=seam, hem=hem, drape=cut.weave.drape)
    bodice = _bodice(cut, block, seam, half)
    above, below = _way_in(cut, hem, seam, buttoned)
    trunk = (
        (skirt.marked(*below), bodice.marked(*above))
        if is_seamed
        else (_in_one(bodice, skirt, fallen, (*above, *below)),)
    )
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="shirt", head=8)))
    kind = cut["pockets"]
    laid = pockets(kind, block=block, is_back=cut.is_back and kind != "seam", low=max(seam, WAIST))
    if cut["belt"] != "none":
        laid += belt(block.waist + 1, WAIST, kind="band" if cut.is_back else cut["belt"])
    behind, collar = _neckwear(cut, _edge(cut, block))
    hems = () if tail else (under,)
    return (
        Sketch((*behind, *hems, *trunk[:1], *arms, *trunk[1:], *laid, *collar), focus=(20, 110))
        if is_seamed
        else Sketch((*behind, *hems, *arms, *trunk, *laid, *collar), focus=(20, 110))
    )


def _half_at(block: Block, seam: float) -> float:
    return block.waist if seam == WAIST else block.bust - 6 if seam < WAIST else block.hip - 2


def _bodice(cut: Cut, block: Block, seam: float, half: float) -> Piece:
    """From the neck to the seam."""
    bare = cut["sleeve"] == "none"
    outline = both(_edge(cut, block).then(_arm(cut, block, bare)).then(_to_seam(block, seam, half, bare)))
    piece = Piece(outline, folds=body_folds(block, hem=0, crisp=0.6 + 0.5 * cut.weave.crease))
    if cut["fit"] == "slim" and cut["neckline"] != "sweetheart":
        return piece.marked(*bust_dart(block), *(waist_darts(block, bottom=seam) if cut.is_back else ()))
    return piece


def _in_one(bodice: Piece, skirt: Piece, fallen: skirts.Fall, marks: tuple) -> Piece:
    """Bodice and skirt cut in one, shaped by princess seams."""
    upper = bodice.outline.segments
    cut_at = next(i for i, segment in enumerate(upper) if segment[-1] == fallen.side.start)
    half = Path(bodice.outline.start, upper[: cut_at + 1]).then(fallen.half)
    x, y = fallen.side.start
    princess = smooth(
        (x + 6, 96), (x * 0.62, 170), (x * 0.5, y), (x * 0.66, y + 130), (x * 0.76, fallen.side.end[1] + 8)
    )
    return Piece(
        both(half), folds=(*bodice.folds, *skirt.folds), marks=(*skirt.marks, *marks, *twice(Mark(princess)))
    )


def _tail(fallen: skirts.Fall) -> Path:
    x, y = fallen.hem.start
    return shirt_tail(x, y + 20, rise=44).mapped(lambda a, b: (a, max(b, y) if a > x * 0.98 else b))


def _eased(cut: Cut) -> Block:
    """A dress follows the waist more than a top does."""
    block = cut.block
    return replace(block, waist=block.waist - {"slim": 0, "regular": 12, "loose": 20}[cut["fit"]])


def _edge(cut: Cut, block: Block) -> Path:
    kind = cut["neckline"]
    opening = necks.neck(kind if kind != "halter" else "halter", block=block)
    return opening.edge(is_back=cut.is_back)


def _arm(cut: Cut, block: Block, bare: bool) -> Path:
    if cut["neckline"] == "halter":
        return Path((40, 30 if not cut.is_back else 30)).curve(
            (52, 70), (70, 132), (block.bust - 2, block.armhole)
        )
    return armhole(block, bare=bare)


def _to_seam(block: Block, seam: float, half: float, bare: bool) -> Path:
    low = block.armhole - (10 if bare else 0)
    down = smooth((block.bust, low), *(((block.waist, WAIST),) if seam > WAIST + 20 else ()), (half, seam))
    return down.then(hemline(half, seam, drop=5))


def skirt_of(fallen: skirts.Fall, *, kind: str, top: float, hem: float, drape: float) -> tuple[Piece, ...]:
    """The hollow behind a swinging hem, then the skirt with whatever its kind is folded into."""
    start = fallen.side.start
    outline = both(Path((0, top + 4)).to(start).then(fallen.half))
    folds: tuple[Fold, ...] = twice(*fallen.flutes)
    marks: tuple[Mark, ...] = ()
    if kind == "pleated":
        folds = skirts.knife_pleats(fallen, top=top + 6, hem=hem)
    elif kind == "tiered":
        marks, folds = skirts.tiers(fallen, top=top, hem=hem)
    elif kind == "full":
        folds = (*folds, *skirts.gathers(start[0], top))
    else:
        x, y = start
        folds = (*folds, *twice(crease((x - 2, y + 6), (x - 30, y + 60), bulge=5, width=9, strength=0.5)))
    piece = Piece(outline, folds=folds, marks=(*marks, *_turned(fallen, kind)))
    return (_underside(fallen), piece)


def _turned(fallen: skirts.Fall, kind: str) -> tuple[Mark, ...]:
    line_up = fallen.hem.mapped(lambda x, y: (x * 1.004, y - 13))
    return twice(Mark(line_up, "stitch"))


def _underside(fallen: skirts.Fall) -> Piece:
    """The back of the hem, seen where the front swings up."""
    (x, y), (_, low) = fallen.hem.start, fallen.hem.end
    middle = y + (low - y) * 0.62
    inner = fallen.side.x_at(y - 30) * 0.98
    outline = Path((-inner, y - 30)).to((inner, y - 30), (x - 2, y - 1))
    outline = outline.curve((x * 0.6, middle + 4), (-x * 0.6, middle + 4), (2 - x, y - 1)).close()
    return Piece(outline, stuff="inside", lies_on=True)


def _way_in(cut: Cut, hem: float, seam: float, buttoned: bool) -> tuple[tuple, tuple]:
    """Marks upon the bodice and upon the skirt: buttons, or a zip."""
    top = _edge(cut, _eased(cut)).start[1]
    if buttoned and not cut.is_back:
        spread = placket(top, hem + 6, buttons=max(4, round((hem - top) / 62)))
        above = tuple(mark for mark in spread if not isinstance(mark, Dot) or mark.y < seam - 16)
        return above, tuple(mark for mark in spread if not isinstance(mark, Dot) or mark.y > seam + 20)
    if cut["closure"] != "zip":
        return (), ()
    if cut.is_back and cut.shape_is_plain:
        return zip_behind(top, seam), (Mark(line((0, seam), (0, seam + 70))),)
    if not cut.is_back and not cut.shape_is_plain:
        return zip_front(top + 4, seam), zip_front(seam, hem - 120)[:4]
    return (), ()


def _neckwear(cut: Cut, edge: Path) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What lies behind the neck and what is set upon it."""
    kind = cut["neckline"]
    hollow = () if cut.is_back else (necks.neck(kind, block=_eased(cut)).hollow(),)
    if kind == "collar":
        worn = collars.shirt_collar(is_back=cut.is_back)
        return (() if cut.is_back else worn[:1]), worn if cut.is_back else worn[1:]
    if kind == "stand":
        worn = collars.stand_collar(is_back=cut.is_back)
        return (() if cut.is_back else worn[:1]), worn if cut.is_back else worn[1:]
    if kind in ("round", "v", "boat", "scoop", "square", "sweetheart"):
        return hollow, facing(edge)
    return hollow, facing(edge)


def facing(edge: Path, *, depth: float = 9) -> tuple[Piece, ...]:
    """A narrow bound edge."""
    outer = widened(edge, depth)
    ring = edge.mirrored().reversed().then(edge).then(outer.reversed()).then(outer.mirrored()).close()
    return (Piece(ring, stuff="trim"),)
