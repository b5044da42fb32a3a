"""Dresses that lap: the wrap dress tied at the waist, the qipao knotted along a slant."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.arms import Make
from catalogue.flats.body import HEMS, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.dresses import made
from catalogue.flats.fastenings import belt, bow
from catalogue.flats.frocks import Frock, eased
from catalogue.flats.heads import head
from catalogue.flats.path import Path, both, line
from catalogue.flats.sketch import Mark, Piece, Sketch, crease, pairs, ribbon, twice
from catalogue.flats.sleeves import sleeve

WRAP_DRESS = {
    "length": ("midi", "mini", "knee", "maxi"),
    "sleeve": ("three-quarter", "none", "cap", "short", "long", "bell", "puff", "bishop"),
    "silhouette": ("a-line", "straight", "full"),
    "collar": ("none", "shawl"),
    "fit": ("slim", "regular", "loose"),
}
QIPAO = {
    "length": ("midi", "mini", "knee", "maxi"),
    "sleeve": ("cap", "none", "short", "three-quarter", "long", "bell"),
    "closure": ("knot", "button"),
    "fit": ("slim", "regular"),
    "hem": ("slit", "straight"),
}


def wrap_dress(cut: Cut) -> Sketch:
    """The right front carried over the left and tied at the waist."""
    usual = {"neckline": "v", "waist": "seam", "pockets": "none", "belt": "none", "closure": "none"}
    adapted = replace(cut, attributes={**usual, **cut.attributes})
    plain = made(adapted)
    waist = eased(cut.block, fit=cut["fit"]).waist
    if cut.is_back:
        return replace(plain, pieces=(*plain.pieces, *belt(waist + 1, WAIST, kind="band")))
    lap = _lap(waist, HEMS[cut["length"]])
    pieces = tuple(piece.marked(*lap) if _is_skirt(piece) else piece for piece in plain.pieces)
    cross = _crossing(waist, collar=cut["collar"] == "shawl")
    tied = (*belt(waist + 1, WAIST, kind="band"), *bow(-waist * 0.62, WAIST + 4))
    return replace(plain, pieces=(*pieces, *cross, *tied))


def _is_skirt(piece: Piece) -> bool:
    return piece.stuff == "cloth" and piece.outline.box[3] > 420


def _lap(waist: float, hem: float) -> tuple[Mark, ...]:
    edge = Path((-waist * 0.7, WAIST)).curve(
        (-waist * 0.5, WAIST + 120), (-waist * 0.2, hem - 120), (30, hem + 24)
    )
    return (Mark(edge), Mark(edge.moved(6, 0), "stitch"))


def _crossing(waist: float, *, collar: bool) -> tuple[Piece, ...]:
    """The two fronts from shoulder to waist, the wearer's right uppermost."""
    wide = 26 if collar else 9
    under = (
        Path((-51, 2))
        .curve((-44, 60), (-20, 110), (0, 138))
        .to((14, 154))
        .curve((-20, 128), (-54 - wide * 0.5, 80), (-54 - wide, 12))
        .close()
    )
    over = (
        Path((51, 2))
        .curve((44, 60), (20, 110), (0, 138))
        .curve((-30, 178), (-54, 214), (-waist + 4, WAIST - 6))
        .to((-waist + 8, WAIST + 6))
        .curve((-40, 226), (-6, 190), (22, 150))
        .curve((44 + wide * 0.6, 110), (54 + wide, 66), (54 + wide, 12))
        .close()
    )
    fold = crease((-waist + 22, WAIST - 8), (40, 176), bulge=9, width=10, strength=0.7)
    other = crease((-waist + 34, WAIST - 3), (58, 206), bulge=10, width=10, strength=0.6)
    del fold, other
    return (Piece(under, stuff="trim", grain=20), Piece(over, stuff="trim", grain=-24, lies_on=True))


def qipao(cut: Cut) -> Sketch:
    """A stand collar, an opening slanted to the right underarm, slits at the sides."""
    block = eased(cut.block, fit=cut["fit"])
    hem = HEMS[cut["length"]]
    fallen = skirts.fall("straight", waist=block.waist, hip=block.hip, hem=hem, drape=cut.weave.drape)
    top = head("stand", block=block, bare=cut["sleeve"] == "none", is_back=cut.is_back)
    parts = Frock(top, block, fallen, "straight", hem, crisp=0.6)
    body = parts.in_one(princess=False).marked(
        *_slant(cut, block.bust, block.armhole), *_bound_slits(cut, fallen, hem)
    )
    darts = parts.bodice(darted=True, is_back=cut.is_back).marks
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="lined", head=6, wrist=54)))
    knots = () if cut.is_back else _knots(cut, block.bust, block.armhole)
    upon = tuple(piece.marked(*_bound(piece)) for piece in parts.head.upon)
    return Sketch(
        (*parts.head.behind, parts.skirt()[0], *arms, body.marked(*darts), *upon, *knots), focus=(26, 90)
    )


def _opening(bust: float, low: float) -> Path:
    return (
        Path((0, 40)).curve((10, 66), (36, 74), (58, 78)).curve((84, 84), (bust - 14, low - 26), (bust, low))
    )


def _slant(cut: Cut, bust: float, low: float) -> tuple[Mark, ...]:
    if cut.is_back:
        return ()
    edge = _opening(bust, low)
    return (Mark(edge, "piping"), Mark(edge.moved(0, -5), "hair"))


def _bound(piece: Piece) -> tuple[Mark, ...]:
    return (Mark(piece.outline, "piping"),)


def _bound_slits(cut: Cut, fallen: skirts.Fall, hem: float) -> tuple[Mark, ...]:
    x = fallen.hem.start[0]
    lower = fallen.hem.moved(0, -4)
    marks = twice(Mark(lower, "piping"))
    if cut["hem"] == "slit":
        top = hem - min(230, (hem - WAIST) * 0.45)
        head = (fallen.side.x_at(top) - 1, top)
        gap = Path(head).to((x + 8, hem + 8), (x - 9, hem + 8)).close()
        return (*marks, *twice(Mark(gap, "slit"), Mark(Path(head).to((x - 10, hem + 3)), "piping")))
    return marks


def _knots(cut: Cut, bust: float, low: float) -> tuple[Piece, ...]:
    """Knotted buttons along the slant: at the throat, at the collarbone, under the arm."""
    places = ((4, 46, 70), (58, 78, 14), (bust - 16, low - 24, 52))
    if cut["closure"] == "button":
        return (
            Piece(both(Path((0, 36)).curve((7, 36), (7, 48), (0, 48))), lies_on=True),
            *(_knob(x, y) for x, y, _ in places[1:]),
        )
    found = []
    for x, y, turn in places:
        bar = ribbon(line((x - 22, y), (x + 22, y)), 5).turned(turn - 60, about=(x, y))
        found += [Piece(bar, stuff="second", lies_on=True), _knob(x, y)]
    return tuple(found)


def _knob(x: float, y: float) -> Piece:
    r = 5.5
    outline = (
        Path((x - r, y))
        .curve((x - r, y - r * 1.3), (x + r, y - r * 1.3), (x + r, y))
        .curve((x + r, y + r * 1.3), (x - r, y + r * 1.3), (x - r, y))
        .close()
    )
    return Piece(
        outline, stuff="second", lies_on=True, marks=(Mark(line((x - 3, y + 2), (x + 3, y - 2)), "hair"),)
    )
