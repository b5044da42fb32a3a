"""How a coat or a blazer is put together: fronts that lap, a collar that rolls, sleeves in two pieces."""

from dataclasses import dataclass

from catalogue.flats import collars, lapels, necks
from catalogue.flats.arms import Make
from catalogue.flats.bodices import armhole, hemline
from catalogue.flats.body import HIP, WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt
from catalogue.flats.path import Path, both, line, shape, smooth
from catalogue.flats.pockets import pockets
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, twice
from catalogue.flats.sleeves import sleeve

BLOCKS = {
    "slim": Block(shoulder=117, bust=112, waist=94, hip=124, armhole=150),
    "regular": Block(shoulder=123, bust=122, waist=114, hip=130, armhole=158),
    "loose": Block(shoulder=136, bust=140, waist=140, hip=146, armhole=174),
}
_OVER = {"double": 44, "tie": 60}


@dataclass(frozen=True)
class Plan:
    """Where the hem is and the front breaks, how much it flares, how broad its lapels are."""

    hem: float
    breaks: float
    flare: float
    breadth: float
    nearness: float

    @property
    def is_short(self) -> bool:
        return self.hem < 520


def tailored(cut: Cut, plan: Plan, *, upon_body: tuple[Piece, ...] = ()) -> Sketch:
    """Everything put together, the furthest first."""
    block, kind = BLOCKS[cut["fit"]], cut["collar"]
    is_rolled = kind in lapels.LAPELS
    edge = front_edge(cut, plan, block)
    width = block.hip + (plan.hem - HIP) * plan.flare
    outline = edge.then(armhole(block, bare=_is_bare(cut))).then(_side(cut, block, plan.hem, width))
    body = Piece(both(outline.then(_hem(cut, width, plan))), folds=hang(block, hem=plan.hem))
    top = plan.breaks if is_rolled else edge.start[1]
    opening = _back_seams(plan.hem) if cut.is_back else _closing(cut, plan, top)
    body = body.marked(*opening, *_shaping(cut, block, plan.hem, width))
    arms = pairs(*sleeve(cut["sleeve"], block=block, make=Make(cuff="vent", head=13, wrist=60, angle=17)))
    laid = (*upon_body, *_pockets(cut, plan, block), *_belted(cut, block))
    behind, upon = _collar(cut, plan, edge)
    return Sketch((*behind, *arms, body, *laid, *upon), focus=(22, 120), nearness=plan.nearness)


def _is_bare(cut: Cut) -> bool:
    return cut["sleeve"] == "none"


def front_edge(cut: Cut, plan: Plan, block: Block) -> Path:
    """The opening at the neck, from the centre to the shoulder."""
    kind = cut["collar"]
    if cut.is_back:
        return BACK_EDGE
    if kind in lapels.LAPELS:
        cross = lapels.crossing(plan.breaks, over=_OVER.get(cut["closure"], 13))
        return Path((0, cross)).curve((12, cross * 0.74), (40, 62), (49, 1))
    return necks.neck("round" if kind == "none" else kind, block=block).front


BACK_EDGE = Path((0, 10)).curve((26, 10), (44, 6), (49, 1))


def _side(cut: Cut, block: Block, hem: float, width: float) -> Path:
    start = (block.bust, block.armhole - (10 if _is_bare(cut) else 0))
    hips = ((block.hip, HIP),) if hem > HIP + 30 else ()
    return smooth(start, (block.waist, WAIST - 2), *hips, (width, hem))


def _hem(cut: Cut, width: float, plan: Plan) -> Path:
    """Straight, or cut away below the last button."""
    hem = plan.hem
    if cut.is_back or cut["closure"] not in ("single", "two-button") or not plan.is_short:
        return hemline(width, hem, drop=6)
    swept = Path((width, hem)).curve((width * 0.7, hem + 6), (62, hem + 8), (44, hem + 7))
    return swept.curve((24, hem + 6), (13, hem - 8), (9, hem - 40)).to((0, hem - 88))


def _closing(cut: Cut, plan: Plan, top: float) -> tuple[Mark | Dot, ...]:
    """The edge of the right front over the left, and its buttons."""
    closure, hem = cut["closure"], plan.hem
    if closure == "none":
        return (Mark(line((0, top), (0, hem + 8))),)
    over, is_swept = _OVER.get(closure, 13), plan.is_short and closure in ("single", "two-button")
    edge = line((over, top - 4), (2, hem - 84)) if is_swept else line((over, top - 4), (over, hem + 10))
    return (Mark(edge), Mark(edge.moved(-4, 0), "stitch"), *_buttons(cut, plan, top))


def _buttons(cut: Cut, plan: Plan, top: float) -> tuple[Dot, ...]:
    closure = cut["closure"]
    if closure == "double":
        rows = (12, 68) if plan.is_short else (12, 78, 144)
        return tuple(Dot(side * 27, top + row, 6.2) for row in rows for side in (-1, 1))
    if closure == "two-button":
        return tuple(Dot(0, top + row, 6.2) for row in (8, 64))
    if closure != "single":
        return ()
    low = min(plan.hem, 560) - top
    if cut["collar"] not in lapels.LAPELS:
        return tuple(Dot(0, top + 22 + 66 * i, 6.2) for i in range(int((low - 60) / 66)))
    return tuple(Dot(0, top + 9 + 74 * i, 6.4) for i in range(1 if plan.is_short else int(low / 84)))


def _shaping(cut: Cut, block: Block, hem: float, width: float) -> tuple[Mark, ...]:
    """A dart in each front, side panels behind; neither in a loose cut's front."""
    x = block.waist
    if cut.is_back:
        panel = smooth(
            (block.bust - 8, 96), (block.bust * 0.66, 176), (x * 0.58, WAIST), (width * 0.62, hem + 6)
        )
        return twice(Mark(panel))
    if cut["fit"] == "loose":
        return ()
    dart = Path((x * 0.56 + 4, 176)).bend((x * 0.56 - 2, WAIST), 2).bend((x * 0.56 + 2, WAIST + 66), -2)
    return twice(Mark(dart, "fine"))


def _back_seams(hem: float) -> tuple[Mark, ...]:
    vent = line((6, hem - (hem - WAIST) * 0.42), (6, hem + 8))
    return (Mark(line((0, 10), (0, hem + 8))), Mark(vent, "fine"))


def hang(block: Block, *, hem: float) -> tuple[Fold, ...]:
    """How heavy cloth hangs: a drag at the underarm, a long fall from the hip."""
    x, y, waist, hip = block.bust, block.armhole, block.waist, block.hip
    found = twice(crease((x - 3, y + 8), (x - 34, y + 58), bulge=-6, width=10, strength=0.65))
    if hem < 440:
        return found
    side = crease(
        (waist - 14, WAIST + 30), (hip - 6, hem - 30), bulge=-7, width=16, strength=0.5, is_inked=False
    )
    run = Path((waist * 0.72, WAIST + 96)).curve(
        (waist * 0.74, WAIST + 180), (hip * 0.78, hem - 120), (hip * 0.8, hem + 8)
    )
    return (*found, *twice(side, Fold(run, 16, 0.5, True, True)))


def _pockets(cut: Cut, plan: Plan, block: Block) -> tuple[Piece, ...]:
    kind = cut["pockets"]
    if cut.is_back or kind == "none":
        return ()
    low = WAIST + 14 if plan.hem > 480 else min(WAIST - 6, plan.hem - (166 if kind == "patch" else 150))
    laid = pockets(kind, block=block, low=low)
    if not plan.is_short or kind == "patch":
        return laid
    return (*laid, Piece(shape((42, 170), (78, 163), (79, 174), (43, 181)), lies_on=True))


def _belted(cut: Cut, block: Block) -> tuple[Piece, ...]:
    kind = "tie" if cut["closure"] == "tie" and cut.get("belt") == "none" else cut.get("belt")
    if kind == "none":
        return ()
    return belt(block.waist + 2, WAIST + 2, kind="band" if cut.is_back else kind, deep=28)


def _collar(cut: Cut, plan: Plan, edge: Path) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What is seen behind the neck, and what is worn at it."""
    kind, is_back = cut["collar"], cut.is_back
    if kind in lapels.LAPELS:
        over = _OVER.get(cut["closure"], 13)
        worn = lapels.lapels(kind, breaks=plan.breaks, is_back=is_back, breadth=plan.breadth, over=over)
    elif kind == "stand":
        worn = collars.stand_collar(is_back=is_back, tall=34, gap=4)
    elif kind == "collar":
        worn = collars.shirt_collar(is_back=is_back, point=1.06)
    else:
        worn = (necks.bound(edge, depth=10),)
    if is_back:
        return (), worn
    hollow = necks.Neck(edge, BACK_EDGE).hollow()
    return ((hollow,), worn) if kind == "none" else ((worn[0], hollow), worn[1:])
