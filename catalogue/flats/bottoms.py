"""Trousers, jeans and skirts, hung from the waistband."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.body import BLOCKS, CROTCH, HEMS, HIP, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.frocks import skirt_of
from catalogue.flats.legs import LEGS, leg, leg_folds, leg_marks
from catalogue.flats.path import Path, line, shape
from catalogue.flats.pockets import patch, pockets
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, pairs, twice
from catalogue.flats.waists import fly, waist_at, waistband, worn

NEAR = 1.25
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
SKIRT = {
    "silhouette": ("a-line", "straight", "full", "pleated", "tiered", "mermaid", "bias", "wrap"),
    "length": ("midi", "mini", "knee", "maxi"),
    "closure": ("zip", "button", "elastic"),
    "pockets": ("none", "seam", "patch"),
    "belt": ("none", "tie", "buckle"),
    "hem": ("straight", "slit"),
}


def trousers(cut: Cut) -> Sketch:
    top, soft = _top(cut), cut["closure"] in ("drawstring", "elastic")
    pressed = cut["leg"] if cut["pleats"] != "none" and not soft else None
    marks = leg_marks(cut["hem"], cut["length"], pressed=pressed)
    upper = _seat(top) if cut.is_back else (*_opening(cut, top), *_pleats(cut, top))
    closes = "elastic" if soft else "plain" if cut["closure"] == "none" else "tab"
    band = waistband(top, is_back=cut.is_back, closes=closes, loops=not soft)
    return Sketch((*_legs(cut, top, marks, upper), *_trouser_pockets(cut, top), *band, *worn(cut, top)),
                  focus=(14, top + 66), nearness=NEAR)  # fmt: skip


def jeans(cut: Cut) -> Sketch:
    top = _top(cut)
    upper = _yoke(top) if cut.is_back else (*fly(top, double=True), *_scoops(top))
    bits = pairs(_back_patch(top)) if cut.is_back else ()
    band = waistband(top, is_back=cut.is_back, closes="rivet", loops=True)
    legs = _legs(cut, top, leg_marks(cut["hem"], cut["length"]), upper)
    return Sketch((*legs, *bits, *band, *worn(cut, top)), focus=(14, top + 66), nearness=NEAR)


def skirt(cut: Cut) -> Sketch:
    top, hem, kind = WAIST - 4, HEMS[cut["length"]], cut["silhouette"]
    fallen = skirts.fall(kind, waist=waist_at(top), hip=118, hem=hem, top=top, drape=cut.weave.drape)
    under, cloth = skirt_of(fallen, kind=kind, top=top, hem=hem, is_pleated=cut.weave.is_pleated)
    block = replace(BLOCKS["slim"], waist=waist_at(top), hip=min(126, fallen.side.x_at(HIP)))
    hidden = cut.is_back and cut["pockets"] != "seam"
    kept = pockets(cut["pockets"], block=block, is_back=hidden, low=top - 10)
    closes = {"elastic": "elastic", "button": "tab"}.get(cut["closure"], "plain")
    band = waistband(top, is_back=cut.is_back, closes=closes, loops=cut["belt"] != "none")
    cloth = cloth.marked(*_skirt_marks(cut, top, hem))
    return Sketch((under, cloth, *kept, *band, *worn(cut, top)), focus=(14, top + 70), nearness=NEAR)


def _top(cut: Cut) -> float:
    return WAIST - 4 if cut["rise"] == "high" else WAIST + 28


def _legs(cut: Cut, top: float, marks: tuple, upper: tuple) -> tuple[Piece, ...]:
    outline = leg(cut["leg"], cut["length"], top=top, waist=waist_at(top))
    right, left = pairs(Piece(outline, folds=leg_folds(cut["leg"], cut["length"]), marks=marks, turn="right"))
    return left.marked(*upper), right.marked(*upper)


def _opening(cut: Cut, top: float) -> tuple[Mark | Dot, ...]:
    if cut["closure"] in ("drawstring", "elastic"):
        return (Mark(line((0, top), (0, CROTCH)), "seam"),)
    if cut["closure"] == "button":
        return (*fly(top), Dot(8, top + 28, 3.8), Dot(8, top + 50, 3.8), Dot(8, top + 72, 3.8))
    return fly(top)


def _pleats(cut: Cut, top: float) -> tuple[Mark, ...]:
    spots = {"none": (), "single": (54,), "double": (47, 68)}[cut["pleats"]]
    return twice(
        *(Mark(line((x, top), (x + 2, top + 66))) for x in spots),
        *(Mark(line((x - 5, top + 10), (x - 1, top + 44)), "hair") for x in spots),
    )


def _seat(top: float) -> tuple[Mark, ...]:
    darts = twice(Mark(line((46, top), (48, top + 62))), Mark(line((51, top), (48, top + 62)), "hair"))
    welt = shape((26, top + 74), (82, top + 71), (82, top + 79), (26, top + 82))
    lip = line((26, top + 78), (82, top + 75))
    return (Mark(line((0, top), (0, CROTCH))), *darts, *twice(Mark(welt), Mark(lip, "hair")))


def _trouser_pockets(cut: Cut, top: float) -> tuple[Piece, ...]:
    kind = cut["pockets"]
    if kind == "cargo":
        return pairs(patch(98, HIP + 88, 62, 84, flap=True))
    if kind == "none" or cut.is_back:
        return ()
    if kind == "welt":
        slot = shape((58, top + 54), (98, top + 72), (94, top + 81), (54, top + 63))
        return pairs(Piece(slot, lies_on=True))
    mouth = Path((70, top + 8)).to((107, top + 92)).curve((111, top + 70), (103, top + 44), (96, top + 26))
    edge = Mark(line((75, top + 8), (110, top + 90)), "stitch")
    return pairs(Piece(mouth.to((88, top + 6)).close(), lies_on=True, marks=(edge,)))


def _scoops(top: float) -> tuple[Mark | Dot, ...]:
    scoop = Path((48, top + 8)).curve((52, top + 44), (82, top + 58), (114, top + 60))
    coin = line((62, top + 38), (62, top + 29), (88, top + 29), (88, top + 54))
    found = twice(
        Mark(scoop),
        Mark(scoop.moved(-1, 4), "stitch"),
        Mark(scoop.moved(-2, 8), "stitch"),
        Dot(51, top + 20, 2.1, "metal"),
        Dot(104, top + 62, 2.1, "metal"),
    )
    return (*found, Mark(coin, "fine"))


def _yoke(top: float) -> tuple[Mark, ...]:
    yoke = Path((0, top + 58)).curve((40, top + 50), (80, top + 38), (118, top + 26))
    sewn = Mark(line((3.4, top + 50), (3.4, CROTCH)), "stitch")
    return (Mark(line((0, top), (0, CROTCH))), sewn, *twice(Mark(yoke), Mark(yoke.moved(0, 4), "stitch")))


def _back_patch(top: float) -> Piece:
    x, y = 60, top + 66
    outline = shape((x - 33, y), (x + 33, y - 6), (x + 31, y + 62), (x, y + 76), (x - 29, y + 66))
    arc = Path((x - 30, y + 36)).curve((x - 12, y + 30), (x - 4, y + 40), (x, y + 44))
    arc = arc.curve((x + 6, y + 36), (x + 16, y + 26), (x + 31, y + 29))
    edge = line((x - 32, y + 11), (x + 33, y + 5))
    return Piece(outline, lies_on=True, grain=-4, marks=(Mark(arc, "stitch"), Mark(edge, "stitch")))


def _skirt_marks(cut: Cut, top: float, hem: float) -> tuple[Mark | Dot, ...]:
    low = hem + 30
    if cut["silhouette"] == "wrap" and not cut.is_back:
        lap = Path((-58, top)).curve((-50, top + 120), (-30, hem - 120), (20, low))
        return (Mark(lap), Mark(lap.moved(6, 0), "stitch"))
    found: tuple[Mark | Dot, ...] = ()
    if cut["closure"] == "button" and not cut.is_back:
        buttons = (Dot(0, top + 44 + 46 * i, 4.6) for i in range(int((hem - top - 40) / 46)))
        edges = (Mark(line((-12, top), (-12, low))), Mark(line((12, top), (12, low)), "stitch"))
        found = (*edges, *buttons)
    if cut["closure"] == "zip" and cut.is_back:
        found = (Mark(line((0, top), (0, low))), Mark(line((2, top), (2, top + 110)), "hair"))
    if cut["hem"] == "slit" and not cut.is_back:
        rise = (hem - top) * 0.42
        found += (Mark(shape((40, hem - rise), (48, low), (34, low)), "slit"),)
    return found
