"""Trousers, jeans and skirts, hung from the waistband."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.body import BLOCKS, CROTCH, HEMS, HIP, KNEE, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.dresses import skirt_of
from catalogue.flats.fastenings import belt, bow
from catalogue.flats.path import Path, both, line, shape
from catalogue.flats.pockets import patch, pockets
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, twice

NEAR = 1.22
LEGS = ("straight", "slim", "wide", "tapered", "flare", "barrel")
TROUSERS = {
    "leg": LEGS,
    "length": ("full", "ankle", "cropped", "short"),
    "rise": ("high", "mid"),
    "pleats": ("single", "none", "double"),
    "closure": ("zip", "button", "drawstring", "elastic"),
    "pockets": ("slant", "none", "welt", "cargo"),
    "belt": ("none", "tie", "buckle"),
    "hem": ("plain", "turn-up", "cuff"),
}
JEANS = {
    "leg": LEGS,
    "length": ("full", "ankle", "cropped", "short"),
    "rise": ("high", "mid"),
    "hem": ("plain", "turn-up", "raw"),
    "belt": ("none", "buckle"),
}
_LENGTHS = {"full": 846, "ankle": 796, "cropped": 716, "short": 506}
_KNEES = {"slim": (58, 46), "straight": (66, 62), "wide": (90, 108), "tapered": (72, 48), "flare": (58, 92),
          "barrel": (98, 56)}  # fmt: skip


def trousers(cut: Cut) -> Sketch:
    top = _top(cut)
    leg = _leg(cut, top)
    legs = pairs(Piece(leg, folds=_leg_folds(cut, top), marks=_leg_marks(cut), turn="right"))
    band = _waistband(cut, top)
    upper = (*_fly(cut, top), *_pleats(cut, top)) if not cut.is_back else _back_darts(top)
    right, left = legs
    bits = _trouser_pockets(cut, top)
    tied = _ties(cut, top)
    return Sketch(
        (left.marked(*upper), right.marked(*upper), *bits, *band, *tied), focus=(20, top + 60), nearness=NEAR
    )


def jeans(cut: Cut) -> Sketch:
    top = _top(cut)
    leg = _leg(cut, top)
    inseam = leg.moved(0, 0)
    legs = pairs(
        Piece(leg, folds=_leg_folds(cut, top), marks=(*_leg_marks(cut), *_jean_seams(cut, leg)), turn="right")
    )
    right, left = legs
    upper = _jean_back(top) if cut.is_back else (*_fly(cut, top), *_jean_pockets(top))
    bits = pairs(_back_patch(top)) if cut.is_back else ()
    del inseam
    return Sketch(
        (left.marked(*upper), right.marked(*upper), *bits, *_waistband(cut, top), *_ties(cut, top)),
        focus=(20, top + 60),
        nearness=NEAR,
    )


def _top(cut: Cut) -> float:
    return WAIST - 4 if cut["rise"] == "high" else WAIST + 28


def _waist(top: float) -> float:
    return 84 + (top - WAIST + 4) * 0.5


def _leg(cut: Cut, top: float) -> Path:
    """The right leg with half the seat, from the waist down the side, across the hem, up to the fork."""
    hem, hip = _LENGTHS[cut["length"]], 116
    knee, ankle = _KNEES[cut["leg"]]
    centre = 60 + (knee - 60) * 0.45
    low_centre = 66 + (ankle - 50) * 0.42 + (6 if cut["leg"] in ("wide", "flare") else 0)
    if hem < KNEE:
        ankle = knee = {"slim": 62, "wide": 82}.get(cut["leg"], 70)
        centre = low_centre = 66 + (knee - 62) * 0.3
    outer = Path((_waist(top), top)).curve((100, top + 40), (hip, HIP - 60), (hip + 2, HIP))
    if hem > KNEE:
        out, inn = centre + knee, max(4.0, centre - knee)
        lower, upper = low_centre + ankle, max(5.0, low_centre - ankle)
        outer = outer.curve((hip + 4, HIP + 80), (out + 2, KNEE - 90), (out, KNEE)).curve(
            (out - 2, KNEE + 80), (lower - 1, hem - 90), (lower, hem)
        )
        outer = outer.bend((upper, hem + 1), -4)
        return (
            outer.curve((upper + 1, hem - 90), (inn - 2, KNEE + 80), (inn, KNEE))
            .curve((inn, KNEE - 70), (5, CROTCH + 90), (0, CROTCH))
            .to((0, top + 6))
            .bend((_waist(top), top), 2)
            .close()
        )
    lower, upper = low_centre + ankle, max(5.0, low_centre - ankle)
    outer = outer.curve((hip + 3, HIP + 40), (lower, hem - 50), (lower, hem)).bend((upper, hem + 3), -4)
    return (
        outer.curve((upper - 2, hem - 40), (2, CROTCH + 20), (0, CROTCH))
        .to((0, top + 6))
        .bend((_waist(top), top), 2)
        .close()
    )


def _leg_folds(cut: Cut, top: float) -> tuple[Fold, ...]:
    hem = _LENGTHS[cut["length"]]
    knee, ankle = _KNEES[cut["leg"]]
    found = [
        crease((4, CROTCH - 6), (58, CROTCH - 26), bulge=4, width=9, strength=0.8),
        crease((6, CROTCH + 12), (64, CROTCH + 10), bulge=-5, width=8, strength=0.7),
        crease((10, CROTCH + 40), (50, CROTCH + 52), bulge=-4, width=7, strength=0.5),
    ]
    if hem > KNEE + 60:
        x = 60 + (knee - 60) * 0.45
        drop = 66 + (ankle - 50) * 0.42
        slim = cut["leg"] in ("slim", "straight", "tapered", "flare")
        if slim:
            found += [
                crease((x - knee, KNEE + 6), (x + knee * 0.2, KNEE - 12), bulge=4, width=8, strength=0.65),
                crease((x + knee, KNEE + 14), (x - knee * 0.1, KNEE + 24), bulge=5, width=8, strength=0.55),
                crease(
                    (drop - ankle, hem - 30), (drop + ankle * 0.4, hem - 44), bulge=4, width=7, strength=0.55
                ),
            ]
        else:
            found += [
                Fold(
                    Path((x - 14, HIP + 30)).curve(
                        (x - 12, KNEE - 60), (drop - ankle * 0.35, KNEE + 60), (drop - ankle * 0.4, hem)
                    ),
                    20,
                    0.8,
                    True,
                    True,
                ),
                Fold(
                    Path((x + 40, HIP + 80)).curve(
                        (x + 44, KNEE - 20), (drop + ankle * 0.5, KNEE + 80), (drop + ankle * 0.5, hem)
                    ),
                    17,
                    0.7,
                    True,
                    True,
                ),
            ]
    return tuple(found)


def _leg_marks(cut: Cut) -> tuple[Mark | Dot, ...]:
    hem = _LENGTHS[cut["length"]]

    def across(up: float, kind: str = "stitch") -> Mark:
        return Mark(Path((-10, hem - up + 2)).bend((250, hem - up), 4), kind)

    style = cut.get("hem", "plain")
    if style == "turn-up":
        return (across(30, "seam"), across(27, "hair"))
    if style == "cuff":
        return (across(34, "seam"), across(30), across(5))
    if style == "raw":
        return tuple(
            Mark(line((x, hem + 3), (x + (x * 7) % 3 - 1, hem - 5 - (x * 5) % 4)), "hair")
            for x in range(4, 220, 3)
        )
    pressed = ()
    if cut.get("pleats", "none") != "none" and hem > KNEE:
        knee, ankle = _KNEES[cut["leg"]]
        x, drop = 60 + (knee - 60) * 0.45, 66 + (ankle - 50) * 0.42
        pressed = (Mark(Path((54, WAIST + 60)).curve((58, HIP + 60), (x, KNEE - 60), (drop, hem)), "fine"),)
    return (across(16), *pressed)


def _waistband(cut: Cut, top: float) -> tuple[Piece, ...]:
    half, deep = _waist(top) + 1, 26
    low_half = _waist(top) + 7
    front = Path((0, top - 14)).curve((half * 0.4, top - 14), (half * 0.8, top - 17), (half - 3, top - 20))
    front = front.to((low_half - 4, top + 6)).curve(
        (half * 0.8, top + 9), (half * 0.4, top + 12), (0, top + 12)
    )
    inner = (
        Path((0, top - 24))
        .curve((half * 0.4, top - 24), (half * 0.8, top - 22), (half - 3, top - 20))
        .curve((half * 0.8, top - 17), (half * 0.4, top - 14), (0, top - 14))
    )
    loops = [
        Piece(
            shape((x - 3.5, top - 19), (x + 3.5, top - 19), (x + 3.5, top + 15), (x - 3.5, top + 15)),
            lies_on=True,
        )
        for x in (-half * 0.62, half * 0.62)
    ]
    marks = (
        *twice(
            Mark(Path((0, top - 10)).bend((half, top - 16), 2), "stitch"),
            Mark(Path((0, top + 8)).bend((half + 8, top + 2), 2), "stitch"),
        ),
    )
    closure = cut.get("closure", "jean")
    if not cut.is_back and closure in ("zip", "button", "jean"):
        if closure == "button":
            marks += (Dot(-6, top + 24, 4), Dot(-6, top + 42, 4))
        marks += (
            Mark(line((-9, top - 16), (-9, top + 12))),
            Dot(0, top - 1, 5, "metal" if closure == "jean" else "button"),
        )
    if closure in ("drawstring", "elastic"):
        marks = tuple(Mark(line((x, top - 18), (x + x * 0.03, top + 11)), "hair") for x in range(-84, 88, 6))
        loops = []
    hollow = () if cut.is_back else (Piece(both(inner), stuff="inside", lies_on=True),)
    del deep
    return (*hollow, Piece(both(front), grain=90, marks=marks), *loops)


def _ties(cut: Cut, top: float) -> tuple[Piece, ...]:
    if cut.is_back:
        return ()
    if cut.get("closure") == "drawstring":
        return bow(0, top, size=0.55)
    if cut.get("belt") in ("tie", "buckle"):
        return belt(_waist(top) + 3, top - 5, kind=cut["belt"], deep=22, drop=6)
    return ()


def _fly(cut: Cut, top: float) -> tuple[Mark, ...]:
    if cut.get("closure", "jean") in ("drawstring", "elastic"):
        return (Mark(line((0, top), (0, CROTCH)), "seam"),)
    j = Path((24, top + 10)).to((24, HIP - 22)).curve((24, HIP - 2), (12, HIP + 6), (0, HIP + 8))
    found = [Mark(j, "stitch")]
    if "leg" in cut.attributes and cut.get("closure", "jean") == "jean":
        found.append(Mark(j.moved(4, 2), "stitch"))
    return (Mark(line((0, top), (0, CROTCH)), "seam"), *found)


def _pleats(cut: Cut, top: float) -> tuple[Mark, ...]:
    spots = {"none": (), "single": (54,), "double": (48, 68)}[cut["pleats"]]
    return twice(
        *(Mark(line((x, top), (x + 2, top + 66))) for x in spots),
        *(Mark(line((x - 5, top + 12), (x - 2, top + 40)), "hair") for x in spots),
    )


def _back_darts(top: float) -> tuple[Mark, ...]:
    centre = Mark(line((0, top), (0, CROTCH)), "seam")
    darts = twice(
        Mark(line((46, top), (48, top + 62)), "seam"), Mark(line((51, top), (48, top + 62)), "hair")
    )
    welt = shape((26, top + 74), (82, top + 71), (82, top + 79), (26, top + 82))
    return (centre, *darts, *twice(Mark(welt), Mark(line((26, top + 78), (82, top + 75)), "hair")))


def _trouser_pockets(cut: Cut, top: float) -> tuple[Piece, ...]:
    kind = cut["pockets"]
    if kind == "none" or cut.is_back:
        return ()
    if kind == "cargo":
        return pairs(patch(118, HIP + 96, 58, 84))
    if kind == "welt":
        return pairs(
            Piece(shape((60, top + 52), (100, top + 74), (96, top + 82), (56, top + 60)), lies_on=True)
        )
    opening = (
        Path((72, top + 10))
        .to((108, top + 92))
        .curve((112, top + 70), (104, top + 44), (96, top + 24))
        .to((90, top + 8))
        .close()
    )
    edge = Mark(line((76, top + 10), (111, top + 90)), "stitch")
    return pairs(Piece(opening, lies_on=True, marks=(edge,)))


def _jean_seams(cut: Cut, leg: Path) -> tuple[Mark, ...]:
    del leg
    return ()


def _jean_pockets(top: float) -> tuple[Mark | Dot, ...]:
    scoop = Path((50, top + 8)).curve((54, top + 44), (84, top + 56), (112, top + 58))
    coin = line((62, top + 36), (62, top + 29), (86, top + 29), (86, top + 52))
    return twice(
        Mark(scoop),
        Mark(scoop.moved(-1, 4), "stitch"),
        Mark(scoop.moved(-2, 8), "stitch"),
        Dot(53, top + 19, 2, "metal"),
        Dot(104, top + 61, 2, "metal"),
    ) + (Mark(coin, "fine"),)


def _jean_back(top: float) -> tuple[Mark, ...]:
    yoke = Path((0, top + 58)).curve((40, top + 50), (80, top + 38), (118, top + 26))
    return (
        Mark(line((0, top), (0, CROTCH)), "seam"),
        Mark(line((3.4, top + 50), (3.4, CROTCH)), "stitch"),
        *twice(Mark(yoke), Mark(yoke.moved(0, 4), "stitch")),
    )


def _back_patch(top: float) -> Piece:
    x, y = 60, top + 66
    outline = shape((x - 33, y), (x + 33, y - 6), (x + 31, y + 62), (x, y + 76), (x - 29, y + 66))
    arc = (
        Path((x - 30, y + 32))
        .curve((x - 14, y + 28), (x - 6, y + 40), (x, y + 44))
        .curve((x + 8, y + 36), (x + 18, y + 24), (x + 31, y + 26))
    )
    edge = line((x - 32, y + 11), (x + 33, y + 5))
    return Piece(outline, lies_on=True, grain=-4, marks=(Mark(arc, "stitch"), Mark(edge, "stitch")))


SKIRT = {
    "silhouette": ("a-line", "straight", "full", "pleated", "tiered", "mermaid", "wrap"),
    "length": ("midi", "mini", "knee", "maxi"),
    "closure": ("zip", "button", "elastic"),
    "pockets": ("none", "seam", "patch"),
    "belt": ("none", "tie", "buckle"),
    "hem": ("straight", "slit"),
}


def skirt(cut: Cut) -> Sketch:
    top, hem, kind = WAIST - 4, HEMS[cut["length"]], cut["silhouette"]
    fallen = skirts.fall(kind, waist=_waist(top), hip=118, hem=hem, top=top, drape=cut.weave.drape)
    under, cloth = skirt_of(fallen, kind=kind, top=top, hem=hem, drape=cut.weave.drape)
    block = replace(BLOCKS["slim"], waist=_waist(top), hip=min(126, fallen.side.x_at(HIP)))
    kept = pockets(
        cut["pockets"], block=block, is_back=cut.is_back and cut["pockets"] != "seam", low=top - 10
    )
    cloth = cloth.marked(*_skirt_marks(cut, top, hem))
    return Sketch(
        (under, cloth, *kept, *_waistband(cut, top), *_ties(cut, top)), focus=(0, top + 70), nearness=NEAR
    )


def _skirt_marks(cut: Cut, top: float, hem: float) -> tuple[Mark | Dot, ...]:
    low = hem + 30
    if cut["silhouette"] == "wrap" and not cut.is_back:
        lap = Path((-58, top)).curve((-50, top + 120), (-30, hem - 120), (20, low))
        return (Mark(lap), Mark(lap.moved(6, 0), "stitch"))
    if cut["closure"] == "button" and not cut.is_back:
        from_top = [Dot(0, top + 44 + 46 * i, 4.6) for i in range(int((hem - top - 40) / 46))]
        return (Mark(line((-12, top), (-12, low))), Mark(line((12, top), (12, low)), "stitch"), *from_top)
    if cut["hem"] == "slit" and not cut.is_back:
        return (Mark(shape((40, hem - (hem - top) * 0.42), (44, low), (34, low)), "slit"),)
    if cut.is_back and cut["closure"] == "zip":
        return (Mark(line((0, top), (0, low)), "seam"), Mark(line((2, top), (2, top + 110)), "hair"))
    return ()
