"""Dresses with a way of their own: slip, wrap, qipao, gown; and the jumpsuit."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.bodices import body_folds
from catalogue.flats.body import HEMS, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.dresses import made
from catalogue.flats.fastenings import belt, bow, placket, zip_behind
from catalogue.flats.frocks import Frock, eased
from catalogue.flats.heads import Head, head
from catalogue.flats.legs import leg, leg_folds, leg_marks
from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, ribbon, twice
from catalogue.flats.sleeves import Make, sleeve

SLEEVES = ("none", "cap", "short", "three-quarter", "long", "bell", "puff", "bishop")
SLIP_DRESS = {
    "length": ("midi", "mini", "knee", "maxi"),
    "neckline": ("v", "cowl", "straight"),
    "fit": ("slim", "regular"),
    "hem": ("straight", "slit", "lace"),
}
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
GOWN = {
    "neckline": ("v", "strapless", "deep-v", "halter", "square", "boat", "round", "cowl", "straight"),
    "sleeve": SLEEVES,
    "silhouette": ("mermaid", "bias", "a-line", "full", "pleated", "tiered", "straight"),
    "length": ("floor", "maxi", "midi"),
    "belt": ("none", "band", "tie"),
    "hem": ("plain", "slit", "train"),
}
JUMPSUIT = {
    "neckline": ("v", "round", "collar", "square", "halter", "strapless", "stand"),
    "sleeve": ("short", "none", "cap", "three-quarter", "long", "puff", "bishop"),
    "leg": ("wide", "straight", "slim", "tapered", "flare"),
    "length": ("full", "ankle", "cropped", "short"),
    "belt": ("tie", "none", "buckle"),
    "closure": ("zip", "button", "none"),
    "pockets": ("seam", "none", "patch"),
}
_HELD = ("strapless", "halter", "cowl", "straight", "slip")


def slip_dress(cut: Cut) -> Sketch:
    """Hung from two straps and cut on the cross."""
    block = replace(
        cut.block, waist=cut.block.waist - (0 if cut["fit"] == "slim" else 8) + 6, bust=cut.block.bust - 4
    )
    kind = {"v": "slip"}.get(cut["neckline"], cut["neckline"])
    hem = HEMS[cut["length"]]
    fallen = skirts.fall("bias", waist=block.waist, hip=block.hip - 2, hem=hem, drape=cut.weave.drape)
    parts = Frock(head(kind, block=block, bare=True, is_back=cut.is_back), block, fallen, "bias", WAIST, hem,
                  cut.weave.drape, 0.7)  # fmt: skip
    body = (
        parts.in_one(princess=False).folded(*_cross_falls(block.waist, hem)).marked(*_slit(cut, fallen, hem))
    )
    laces = _lace_hem(fallen) if cut["hem"] == "lace" else ()
    return Sketch((*parts.head.behind, parts.skirt()[0], body, *laces, *parts.head.upon), focus=(14, 150))


def _cross_falls(waist: float, hem: float) -> tuple[Fold, ...]:
    """Long soft falls from the bust across to the opposite hip, as cloth on the cross hangs."""
    low = min(hem - 60, WAIST + 230)
    return (
        crease((-58, 150), (-waist + 22, WAIST + 10), bulge=-6, width=17, strength=0.55, inked=False),
        crease((58, 150), (waist - 24, WAIST + 20), bulge=7, width=15, strength=0.5, inked=False),
        crease((-waist + 4, WAIST - 4), (-18, WAIST + 34), bulge=4, width=11, strength=0.6),
        crease((waist - 2, WAIST + 8), (26, WAIST + 44), bulge=-4, width=10, strength=0.5),
        crease((-waist - 10, WAIST + 52), (-34, low), bulge=8, width=22, strength=0.5, inked=False),
        crease((waist + 8, WAIST + 60), (44, low + 20), bulge=-8, width=20, strength=0.45, inked=False),
    )


def _slit(cut: Cut, fallen: skirts.Fall, hem: float) -> tuple[Mark, ...]:
    if cut["hem"] != "slit" or cut.is_back:
        return ()
    x, rise = fallen.side.end[0] * 0.52, (hem - WAIST) * 0.5
    opening = (
        Path((x - 8, hem - rise))
        .curve((x - 2, hem - rise * 0.5), (x + 2, hem - 40), (x + 16, hem + 30))
        .to((x - 12, hem + 30))
        .curve((x - 12, hem - rise * 0.4), (x - 10, hem - rise * 0.7), (x - 8, hem - rise))
        .close()
    )
    return (Mark(opening, "slit"), Mark(Path((x - 14, hem - rise)).to((x - 18, hem + 30)), "stitch"))


def _lace_hem(fallen: skirts.Fall) -> tuple[Piece, ...]:
    half = fallen.hem.mapped(lambda x, y: (x, y - 34))
    top = half.reversed().mirrored().reversed()
    lower = fallen.hem.mapped(lambda x, y: (x * 1.006, y + 8))
    outline = both(Path(half.end).then(half.reversed()).then(lower))
    del top
    return (Piece(outline, stuff="lace", lies_on=True),)


def gown(cut: Cut) -> Sketch:
    """To the floor, with or without a train."""
    kind = cut["neckline"]
    block = replace(eased(cut.block, fit="slim"), bust=102, waist=78, hip=116, shoulder=112, armhole=142)
    hem = HEMS[cut["length"]]
    fallen = skirts.fall(
        cut["silhouette"], waist=block.waist, hip=block.hip, hem=hem, drape=max(0.6, cut.weave.drape)
    )
    bare = cut["sleeve"] == "none" or kind in _HELD
    parts = Frock(head(kind, block=block, bare=bare, is_back=cut.is_back), block, fallen, cut["silhouette"], WAIST, hem,
                  cut.weave.drape, 0.8)  # fmt: skip
    under, skirt = parts.skirt()
    arms = (
        () if bare else pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="lined", head=8, wrist=46)))
    )
    way_in = zip_behind(parts.head.top.start[1], WAIST + 60) if cut.is_back else ()
    above = tuple(mark for mark in way_in)
    train = _train(fallen, hem) if cut["hem"] == "train" else ()
    if cut["silhouette"] in ("mermaid", "bias", "straight"):
        is_cross = cut["silhouette"] == "bias"
        body = parts.in_one(princess=not is_cross).folded(
            *(_cross_falls(block.waist, hem) if is_cross else ())
        )
        trunk = (*arms, body.marked(*_slit(cut, fallen, hem), *above))
    else:
        trunk = (skirt.marked(*_slit(cut, fallen, hem)), *arms, parts.bodice(darted=True).marked(*above))
    sash = (
        ()
        if cut["belt"] == "none"
        else belt(block.waist, WAIST, kind="band" if cut.is_back else cut["belt"], deep=20)
    )
    behind = (*parts.head.behind, *train, under)
    return Sketch((*behind, *trunk, *sash, *parts.head.upon), focus=(14, 140))


def _train(fallen: skirts.Fall, hem: float) -> tuple[Piece, ...]:
    """Cloth that follows upon the floor and spreads behind the hem."""
    x = fallen.side.end[0]
    half = (
        Path((0, hem - 40))
        .to((x * 0.9, hem - 60))
        .curve((x * 1.04, hem - 26), (x * 1.26, hem - 8), (x * 1.44, hem + 14))
    )
    half = half.curve((x * 1.3, hem + 34), (x * 1.02, hem + 46), (x * 0.8, hem + 48)).curve(
        (x * 0.66, hem + 60), (x * 0.3, hem + 66), (0, hem + 66)
    )
    folds = twice(
        crease((x * 0.98, hem - 24), (x * 1.34, hem + 20), bulge=4, width=10, strength=0.9),
        crease((x * 0.86, hem + 6), (x * 1.04, hem + 44), bulge=4, width=10, strength=0.9),
        crease((x * 0.5, hem + 14), (x * 0.6, hem + 58), bulge=3, width=10, strength=0.8),
    )
    return (Piece(both(half), folds=folds),)


def wrap_dress(cut: Cut) -> Sketch:
    """The right front carried over the left and tied at the waist."""
    adapted = replace(cut, attributes={
        "neckline": "v", "waist": "seam", "pockets": "none", "belt": "none", "closure": "none", **cut.attributes,
    })  # fmt: skip
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
    parts = Frock(top, block, fallen, "straight", WAIST, hem, cut.weave.drape, 0.6)
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
        rise = min(230, (hem - WAIST) * 0.45)
        side = Path((fallen.side.x_at(hem - rise) - 1, hem - rise)).to(
            (x - 10, hem - rise + 24), (x - 9, hem + 3)
        )
        gap = Path((fallen.side.x_at(hem - rise), hem - rise)).to((x + 6, hem + 8), (x - 7, hem + 8)).close()
        return (*marks, *twice(Mark(gap, "slit"), Mark(side, "piping")))
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


def jumpsuit(cut: Cut) -> Sketch:
    """A bodice and trousers joined at the waist."""
    kind = cut["neckline"]
    block = replace(eased(cut.block, fit="slim"), waist=88, bust=108)
    bare = cut["sleeve"] == "none" or kind in _HELD
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
