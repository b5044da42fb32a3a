"""Coats, trenches, blazers, jackets."""

from dataclasses import replace

from catalogue.flats import collars, necks
from catalogue.flats.bodices import armhole, hemline
from catalogue.flats.body import HEMS, HIP, WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, zip_front
from catalogue.flats.path import Path, both, line, shape, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, twice
from catalogue.flats.sleeves import Make, sleeve
from catalogue.flats.tops import neckband

NEAR = 1.25
COAT = {
    "collar": ("notch", "peak", "shawl", "stand", "collar", "none"),
    "length": ("midi", "thigh", "knee", "maxi"),
    "closure": ("single", "double", "hidden", "tie"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("flap", "welt", "patch", "seam", "none"),
    "sleeve": ("long", "three-quarter"),
    "belt": ("none", "tie", "buckle"),
}
TRENCH = {
    "length": ("midi", "thigh", "knee", "maxi"),
    "closure": ("double", "single"),
    "fit": ("regular", "slim", "loose"),
    "belt": ("buckle", "tie", "none"),
    "pockets": ("welt", "flap", "none"),
}
BLAZER = {
    "collar": ("notch", "peak", "shawl", "none"),
    "closure": ("single", "double", "two-button", "none"),
    "length": ("regular", "cropped", "long", "thigh"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("flap", "welt", "patch", "none"),
    "sleeve": ("long", "three-quarter"),
}
JACKET = {
    "collar": ("collar", "stand", "rib", "none", "notch"),
    "closure": ("zip", "button", "none"),
    "length": ("regular", "cropped", "hip"),
    "fit": ("regular", "slim", "loose"),
    "pockets": ("chest", "patch", "welt", "none"),
    "hem": ("band", "rib", "plain"),
}
_BLOCKS = {
    "slim": Block(shoulder=117, bust=112, waist=94, hip=124, armhole=150),
    "regular": Block(shoulder=123, bust=122, waist=114, hip=130, armhole=158),
    "loose": Block(shoulder=136, bust=140, waist=140, hip=146, armhole=174),
}


def coat(cut: Cut) -> Sketch:
    hem, breaks = HEMS[cut["length"]], {"double": 178, "tie": 226}.get(cut["closure"], 168)
    return _tailored(cut, hem=hem, breaks=breaks, spread=0.1, nearness=1.0, wide=1.06)


def blazer(cut: Cut) -> Sketch:
    hem = {"regular": 412, "cropped": 322, "long": 462, "thigh": 506}[cut["length"]]
    breaks = {"double": 236, "two-button": 206, "none": 230}.get(cut["closure"], 248)
    return _tailored(cut, hem=hem, breaks=min(breaks, hem - 96), spread=0.04, nearness=NEAR, wide=0.96)


def trench(cut: Cut) -> Sketch:
    adapted = replace(cut, attributes={**cut.attributes, "collar": "notch", "sleeve": "long"})
    block = _BLOCKS[cut["fit"]]
    storm = _storm_back(block) if cut.is_back else _storm_flap(block)
    return _tailored(
        adapted, hem=HEMS[cut["length"]], breaks=150, spread=0.16, nearness=1.0, wide=1.14, over_body=(*storm, *_tabs(block))
    )  # fmt: skip


def jacket(cut: Cut) -> Sketch:
    """Short, zipped or buttoned, gathered to a band or straight."""
    block, hem = _BLOCKS[cut["fit"]], {"regular": 344, "cropped": 278, "hip": 400}[cut["length"]]
    kind = cut["collar"]
    deep = 0 if cut["hem"] == "plain" else 34
    width = block.waist + (hem - WAIST) * 0.1 + (8 if deep else 2)
    edge = necks.neck({"notch": "v"}.get(kind, "crew"), block=block).edge(is_back=cut.is_back)
    down = smooth((block.bust, block.armhole), (block.waist + 8, WAIST - 6), (width, hem - deep))
    body = Piece(both(edge.then(armhole(block)).then(down).then(hemline(width, hem - deep, drop=4))))
    body = body.folded(*_hang(block, hem)).marked(*_jacket_marks(cut, block, edge.start[1], hem))
    cuff = "rib" if cut["hem"] == "rib" else "band"
    arms = pairs(*sleeve("long", block=block, make=Make(cuff=cuff, head=10, wrist=58)))
    laid = pockets(
        cut["pockets"], block=replace(block, hip=118), is_back=cut.is_back, low=min(WAIST, hem - 128) - 30
    )
    behind, upon = _jacket_collar(cut, edge, breaks=136)
    return Sketch(
        (*behind, *arms, body, *_hem_band(cut, width, hem, deep), *laid, *upon), focus=(14, 80), nearness=1.35
    )


def _tailored(
    cut: Cut,
    *,
    hem: float,
    breaks: float,
    spread: float,
    nearness: float,
    wide: float,
    over_body: tuple[Piece, ...] = (),
) -> Sketch:
    block, kind = _BLOCKS[cut["fit"]], cut["collar"]
    over = {"double": 44, "tie": 60}.get(cut["closure"], 13)
    width = block.hip + (hem - HIP) * spread
    rolled = kind in collars.LAPELS
    edge = _front_edge(kind, breaks, over, block, cut.is_back)
    top = breaks if rolled else edge.start[1]
    body = Piece(
        both(edge.then(armhole(block)).then(_side(block, hem, width)).then(_tailored_hem(cut, width, hem)))
    )
    marks = _behind_marks(cut, hem) if cut.is_back else _front_marks(cut, top, hem, over, nearness)
    body = body.marked(*marks, *_shaping(cut, block, hem, width)).folded(*_hang(block, hem))
    arms = pairs(*_arms(cut, block))
    laid = _pockets(cut, block, hem)
    if cut.get("belt") != "none":
        laid += belt(block.waist + 2, WAIST + 2, kind="band" if cut.is_back else cut["belt"], deep=28)
    if cut["closure"] == "tie" and cut.get("belt") == "none":
        laid += belt(block.waist + 2, WAIST + 2, kind="band" if cut.is_back else "tie", deep=28)
    if rolled:
        worn = collars.lapels(kind, breaks=breaks, is_back=cut.is_back, width=wide, over=over)
    else:
        worn = _plain_collar(kind, edge, cut.is_back)
    hollow = () if cut.is_back else (necks.Neck(edge, _back_edge()).hollow(),)
    behind, upon = (
        ((), worn)
        if cut.is_back
        else (worn[:1], worn[1:])
        if rolled or kind in ("stand", "collar")
        else ((), worn)
    )
    return Sketch(
        (*behind, *hollow, *arms, body, *over_body, *laid, *upon), focus=(22, 120), nearness=nearness
    )


def _front_edge(kind: str, breaks: float, over: float, block: Block, is_back: bool) -> Path:
    if is_back:
        return _back_edge()
    if kind in collars.LAPELS:
        cross = collars.crossing(breaks, over=over)
        return Path((0, cross)).curve((12, cross * 0.74), (40, 62), (49, 1))
    return necks.neck({"none": "round", "stand": "stand", "collar": "collar"}[kind], block=block).front


def _back_edge() -> Path:
    return Path((0, 10)).curve((26, 10), (44, 6), (49, 1))


def _side(block: Block, hem: float, width: float) -> Path:
    points = (
        [(block.bust, block.armhole), (block.waist, WAIST - 2), (block.hip, HIP)]
        if hem > HIP + 30
        else [(block.bust, block.armhole), (block.waist, WAIST - 2)]
    )
    return smooth(*points, (width, hem))


def _tailored_hem(cut: Cut, width: float, hem: float) -> Path:
    """Straight, or cut away below the last button."""
    if cut.is_back or cut["closure"] in ("double", "hidden", "tie", "none") or hem > 510:
        return hemline(width, hem, drop=6)
    return (
        Path((width, hem))
        .curve((width * 0.7, hem + 6), (62, hem + 8), (44, hem + 7))
        .curve((24, hem + 6), (13, hem - 8), (9, hem - 40))
        .to((0, hem - 88))
    )


def _front_marks(cut: Cut, top: float, hem: float, over: float, nearness: float) -> tuple[Mark | Dot, ...]:
    low = hem - 84 if nearness > 1.1 and cut["closure"] in ("single", "two-button") else hem + 10
    edge = line((over, top - 4), (over if low > hem else 2, low))
    marks: list[Mark | Dot] = (
        [Mark(edge), Mark(edge.moved(-4, 0), "stitch")]
        if cut["closure"] != "none"
        else [Mark(line((0, top), (0, hem + 8)), "seam")]
    )
    marks += _buttons(cut, top, hem)
    return tuple(marks)


def _buttons(cut: Cut, top: float, hem: float) -> list[Dot]:
    closure = cut["closure"]
    if closure in ("hidden", "tie", "none"):
        return []
    if closure == "double":
        rows = (top + 12, top + 68) if hem < 520 else (top + 12, top + 78, top + 144)
        return [Dot(s * 27, y, 6.2) for y in rows for s in (-1, 1)]
    if closure == "two-button":
        return [Dot(0, top + 8 + 56 * i, 6.2) for i in range(2)]
    if cut["collar"] not in collars.LAPELS:
        return [Dot(0, top + 22 + 66 * i, 6.2) for i in range(int((min(hem, 560) - top - 60) / 66))]
    if hem < 520:
        return [Dot(0, top + 8, 6.4)]
    return [Dot(0, top + 10 + 74 * i, 6.6) for i in range(int((min(hem, 560) - top) / 84))]


def _shaping(cut: Cut, block: Block, hem: float, width: float) -> tuple[Mark, ...]:
    """Darts in front, a princess seam where it is close to the body, side panels behind."""
    if cut.is_back:
        seam = smooth(
            (block.bust - 8, 96),
            (block.bust * 0.66, 176),
            (block.waist * 0.58, WAIST),
            (width * 0.62, hem + 6),
        )
        return twice(Mark(seam))
    if cut["fit"] == "loose":
        return ()
    x = block.waist * 0.56
    dart = Path((x + 4, 176)).bend((x - 2, WAIST), 2).bend((x + 2, WAIST + 66), -2)
    return twice(Mark(dart, "fine"))


def _behind_marks(cut: Cut, hem: float) -> tuple[Mark, ...]:
    vent = line((6, hem - (hem - WAIST) * 0.42), (6, hem + 8))
    return (Mark(line((0, 10), (0, hem + 8))), Mark(vent, "fine"))


def _arms(cut: Cut, block: Block) -> tuple[Piece, ...]:
    kind = cut["sleeve"]
    made = sleeve(kind, block=block, make=Make(cuff="vent", head=13, wrist=60, angle=17))
    return made


def _hang(block: Block, hem: float) -> tuple[Fold, ...]:
    x, y = block.bust, block.armhole
    found = list(twice(crease((x - 3, y + 8), (x - 34, y + 58), bulge=-6, width=10, strength=0.65)))
    if hem > 440:
        found += twice(
            crease((block.waist - 14, WAIST + 30), (block.hip - 6, hem - 30), bulge=-7, width=16, strength=0.5, inked=False),
            Fold(Path((block.waist * 0.72, WAIST + 96)).curve((block.waist * 0.74, WAIST + 180), (block.hip * 0.78, hem - 120),
                                                             (block.hip * 0.8, hem + 8)), 16, 0.5, True, True),
        )  # fmt: skip
    return tuple(found)


def _pockets(cut: Cut, block: Block, hem: float) -> tuple[Piece, ...]:
    kind = cut["pockets"]
    if cut.is_back or kind == "none":
        return ()
    low = WAIST + 14 if hem > 480 else min(WAIST - 6, hem - 150)
    breast = Piece(shape((42, 170), (78, 163), (79, 174), (43, 181)), lies_on=True) if hem < 520 else None
    laid = pockets(kind, block=block, low=low)
    return (*laid, breast) if breast and kind != "patch" else laid


def _plain_collar(kind: str, edge: Path, is_back: bool) -> tuple[Piece, ...]:
    if kind == "stand":
        return collars.stand_collar(is_back=is_back, tall=34, gap=4)
    if kind == "collar":
        return collars.shirt_collar(is_back=is_back, point=1.06)
    return (replace(neckband(edge, depth=10), stuff="trim"),)


def _storm_flap(block: Block) -> tuple[Piece, ...]:
    x = block.shoulder
    outline = (
        Path((-54, 8))
        .to((-x + 4, block.shoulder_y(x) - 2))
        .curve((-x + 16, 80), (-x + 16, 120), (-x + 14, 150))
        .curve((-82, 168), (-58, 166), (-34, 158))
        .close()
    )
    sewn = Path((-x + 20, 146)).curve((-84, 161), (-60, 159), (-38, 152))
    return (Piece(outline, lies_on=True, marks=(Mark(sewn, "stitch"), Dot(-44, 150, 4.4))),)


def _storm_back(block: Block) -> tuple[Piece, ...]:
    x = block.shoulder - 6
    half = (
        Path((0, 12))
        .curve((26, 12), (40, 10), (48, 2))
        .to((x, block.shoulder_y(x)))
        .curve((x - 10, 90), (x - 6, 130), (x - 4, 142))
        .curve((60, 176), (26, 182), (0, 178))
    )
    sewn = Path((x - 8, 138)).curve((58, 169), (26, 175), (0, 171))
    return (Piece(both(half), lies_on=True, marks=twice(Mark(sewn, "stitch"))),)


def _tabs(block: Block) -> tuple[Piece, ...]:
    """Straps on the shoulders and about the wrists."""
    x = block.shoulder
    y = block.shoulder_y(x)
    strap = shape((62, 7), (x + 4, y - 3), (x + 2, y + 13), (68, 21), (58, 15))
    arm_x, arm_y = x + 88, y + 300
    cuff = shape(
        (arm_x + 8, arm_y - 2), (arm_x - 50, arm_y + 16), (arm_x - 46, arm_y + 30), (arm_x + 13, arm_y + 12)
    )
    return pairs(
        Piece(strap, lies_on=True, grain=60, marks=(Dot(68, 13, 3.6),)),
        Piece(cuff, lies_on=True, grain=70, marks=(Dot(arm_x - 12, arm_y + 12, 3.6),)),
    )


def _jacket_marks(cut: Cut, block: Block, top: float, hem: float) -> tuple[Mark | Dot, ...]:
    yoke = Path((0, 92)).curve((44, 92), (80, 90), (block.shoulder + 4, 84))
    marks = (
        [*twice(Mark(yoke), Mark(yoke.moved(0, 4), "stitch"))]
        if cut["pockets"] in ("chest", "patch") or cut.is_back
        else []
    )
    panel = line((block.bust * 0.62, 94), (block.waist * 0.52, hem))
    marks += twice(Mark(panel), Mark(panel.moved(-4, 0), "stitch")) if cut["hem"] == "band" else ()
    if cut.is_back:
        return tuple(marks)
    if cut["closure"] == "zip":
        return (*marks, *zip_front(top, hem + 8))
    if cut["closure"] == "none":
        return (*marks, Mark(Path((0, top)).to((9, hem + 8), (-9, hem + 8)).close(), "slit"))
    edge = line((12, top - 6), (12, hem + 8))
    dots = (Dot(0, top + 14 + 46 * i, 5.4, "metal") for i in range(int((hem - top - 10) / 46)))
    return (*marks, Mark(edge), Mark(edge.moved(-4, 0), "stitch"), Mark(edge.moved(-24, 0), "stitch"), *dots)


def _jacket_collar(cut: Cut, edge: Path, *, breaks: float) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    kind = cut["collar"]
    if kind == "rib":
        band = neckband(edge, depth=-24)
        hollow = () if cut.is_back else (necks.Neck(edge, _back_edge()).hollow(),)
        return hollow, (replace(neckband(edge, depth=14), marks=()),) if band else ()
    if kind == "none":
        hollow = () if cut.is_back else (necks.Neck(edge, _back_edge()).hollow(),)
        return hollow, (replace(neckband(edge, depth=9), stuff="trim"),)
    if kind == "notch":
        worn = collars.lapels("notch", breaks=breaks, is_back=cut.is_back, width=0.95, over=8)
        hollow = () if cut.is_back else (necks.Neck(edge, _back_edge()).hollow(),)
        return ((), worn) if cut.is_back else ((*worn[:1], *hollow), worn[1:])
    worn = (
        collars.stand_collar(is_back=cut.is_back, tall=32, gap=3)
        if kind == "stand"
        else collars.shirt_collar(is_back=cut.is_back, point=1.05)
    )
    return ((), worn) if cut.is_back else (worn[:1], worn[1:])


def _hem_band(cut: Cut, width: float, hem: float, deep: float) -> tuple[Piece, ...]:
    if not deep:
        return ()
    narrow = width - (8 if cut["hem"] == "rib" else 3)
    half = Path((0, hem - deep + 4)).curve(
        (width * 0.4, hem - deep + 4), (width * 0.8, hem - deep + 2), (width, hem - deep)
    )
    half = half.to((narrow, hem)).then(hemline(narrow, hem, drop=4))
    stuff = "rib" if cut["hem"] == "rib" else "cloth"
    sewn = (
        ()
        if stuff == "rib"
        else twice(
            Mark(hemline(width, hem - 6, drop=4), "stitch"),
            Mark(hemline(width, hem - deep + 5, drop=4), "stitch"),
        )
    )
    closing = () if cut.is_back else (Mark(line((0, hem - deep), (0, hem + 8))),)
    return (Piece(both(half), stuff=stuff, marks=(*sewn, *closing)),)
