"""Bags, seen from the front or the back, standing."""

from dataclasses import dataclass

from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, both, line, shape
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, pairs, ribbon, twice

BAG = {
    "form": ("tote", "shoulder", "bucket", "hobo", "clutch", "satchel"),
    "closure": ("flap", "zip", "open", "clasp"),
    "strap": ("handles", "long", "chain", "none"),
    "size": ("medium", "small", "large"),
}
_SIZES = {"small": 0.8, "medium": 1.0, "large": 1.18}


@dataclass(frozen=True)
class Frame:
    """Half width at the mouth and at the base, height, and how the base is rounded."""

    mouth: float
    base: float
    tall: float
    round: float


_FRAMES = {
    "tote": Frame(196, 172, 330, 16),
    "shoulder": Frame(168, 178, 236, 44),
    "bucket": Frame(150, 128, 300, 40),
    "hobo": Frame(196, 150, 240, 130),
    "clutch": Frame(210, 206, 190, 18),
    "satchel": Frame(150, 196, 232, 34),
}


def bag(cut: Cut) -> Sketch:
    scale = _SIZES[cut["size"]]
    frame = _FRAMES[cut["form"]]
    body = Piece(_body(frame, cut["form"]), folds=_slump(cut["form"], frame), marks=_seams(cut, frame))
    mouth = () if cut["closure"] != "open" or cut.is_back else (_mouth(frame),)
    straps = _straps(cut, frame)
    pieces = (*straps[0], *mouth, body, *_closing(cut, frame), *straps[1])
    sized = tuple(_scaled(piece, scale) for piece in pieces)
    return Sketch(sized, focus=(frame.mouth * 0.34 * scale, 66), nearness=1.25)


def _body(frame: Frame, form: str) -> Path:
    m, b, t, r = frame.mouth, frame.base, frame.tall, frame.round
    top = 26 if form == "hobo" else 3
    half = Path((0, top)).curve(
        (m * 0.5, top), (m * 0.86, 2 if form != "hobo" else -8), (m, -4 if form != "hobo" else -30)
    )
    if form == "hobo":
        half = half.curve((m + 8, t * 0.4), (b + 40, t - 16), (b * 0.5, t - 2))
    else:
        half = half.curve(
            (m + (b - m) * 0.35, t * 0.34), (b + (4 if b < m else 0), t * 0.7), (b, t - r)
        ).curve((b, t - r * 0.4), (b - r * 0.4, t), (b - r, t + 1))
    return both(half.curve((b * 0.5, t + 4), (b * 0.25, t + 4), (0, t + 4)))


def _slump(form: str, frame: Frame) -> tuple[Fold, ...]:
    m, t = frame.mouth, frame.tall
    if form == "hobo":
        return (
            crease((-m * 0.86, 10), (m * 0.3, t * 0.62), bulge=34, width=26, strength=0.8),
            crease((m * 0.88, 6), (m * 0.1, t * 0.5), bulge=-26, width=22, strength=0.7),
            crease((-m * 0.5, 40), (m * 0.2, t * 0.86), bulge=30, width=20, strength=0.6, is_inked=False),
        )
    if form == "bucket":
        return twice(
            *(
                crease((m * s, 46), (m * s * 0.86, 46 + t * r), bulge=-3, width=12, strength=0.8)
                for s, r in ((0.15, 0.4), (0.42, 0.62), (0.7, 0.36), (0.92, 0.5))
            )
        )
    if form == "tote":
        return twice(
            crease((m - 6, 30), (m * 0.66, t * 0.5), bulge=-12, width=18, strength=0.5, is_inked=False)
        )
    return (
        crease((-m * 0.8, t * 0.82), (m * 0.2, t * 0.94), bulge=-6, width=16, strength=0.4, is_inked=False),
    )


def _seams(cut: Cut, frame: Frame) -> tuple[Mark | Dot, ...]:
    m, b, t = frame.mouth, frame.base, frame.tall
    form = cut["form"]
    found: list[Mark | Dot] = []
    if form == "tote":
        panel = line((m * 0.44, 0), (m * 0.4, t + 6))
        found += twice(Mark(panel), Mark(panel.moved(4, 0), "stitch"))
        base = Path((-b - 9, t - 54)).bend((b + 9, t - 54), -4)
        found += [Mark(base), Mark(base.moved(0, 4), "stitch")]
    elif form == "bucket":
        found += [
            Mark(Path((-m, 40)).bend((m, 40), -4), "cord"),
            Mark(Path((-b - 8, t - 46)).bend((b + 8, t - 46), -6)),
        ]
        found += [Dot(s * m * x, 42, 4.4, "eyelet") for x in (0.15, 0.42, 0.7) for s in (-1, 1)]
    elif form == "satchel":
        found += twice(
            Mark(line((b * 0.62, 0), (b * 0.74, t + 4))),
            Mark(line((b * 0.62 - 5, 0), (b * 0.74 - 5, t + 4)), "stitch"),
        )
    elif form == "shoulder":
        inner = _body(Frame(m - 12, b - 12, t - 11, frame.round - 6), form).moved(0, 2)
        found.append(Mark(inner, "stitch"))
    else:
        found.append(Mark(Path((-b, t - 16)).bend((b, t - 16), -3), "stitch"))
    if cut.is_back and form != "hobo":
        slot = Path((-m * 0.6, t * 0.36)).bend((m * 0.6, t * 0.36), -4)
        found += [Mark(slot), Mark(slot.moved(0, 5), "stitch")]
    return tuple(found)


def _mouth(frame: Frame) -> Piece:
    m = frame.mouth
    hollow = (
        Path((-m, -4))
        .curve((-m * 0.5, -26), (m * 0.5, -26), (m, -4))
        .curve((m * 0.5, 8), (-m * 0.5, 8), (-m, -4))
        .close()
    )
    return Piece(hollow, stuff="inside", lies_on=True)


def _closing(cut: Cut, frame: Frame) -> tuple[Piece, ...]:
    m, kind = frame.mouth, cut["closure"]
    if kind == "open":
        return ()
    if kind == "zip":
        band = (
            Path((-m + 2, -8))
            .curve((-m * 0.5, 0), (m * 0.5, 0), (m - 2, -8))
            .to((m - 3, 12))
            .curve((m * 0.5, 19), (-m * 0.5, 19), (3 - m, 12))
            .close()
        )
        teeth = Path((-m + 10, 3)).curve((-m * 0.5, 10), (m * 0.5, 10), (m - 10, 3))
        pull = Piece(
            ribbon(Path((m * 0.7, 10)).curve((m * 0.72, 24), (m * 0.71, 38), (m * 0.73, 52)), 9),
            stuff="trim",
            lies_on=True,
        )
        return (Piece(band, stuff="trim", lies_on=True, marks=(Mark(teeth, "zip"),)), pull)
    if kind == "clasp":
        rail = (
            Path((-m - 2, -12))
            .curve((-m * 0.5, -4), (m * 0.5, -4), (m + 2, -12))
            .to((m + 1, 6))
            .curve((m * 0.5, 14), (-m * 0.5, 14), (-m - 1, 6))
            .close()
        )
        balls = (_knob(-7, -14, 9), _knob(8, -17, 9))
        return (Piece(rail, stuff="metal", lies_on=True), *(() if cut.is_back else balls))
    if cut.is_back:
        return (
            Piece(
                both(
                    Path((0, -6))
                    .curve((m * 0.5, -6), (m * 0.86, -8), (m + 1, -12))
                    .to((m, 22))
                    .curve((m * 0.6, 30), (m * 0.3, 30), (0, 30))
                ),
                lies_on=True,
            ),
        )
    return (_flap(cut["form"], frame), _lock(frame, 0.6 if cut["form"] != "clutch" else 0.66))


def _flap(form: str, frame: Frame) -> Piece:
    m, t = frame.mouth, frame.tall
    low = t * 0.6 if form != "clutch" else t * 0.66
    if form == "clutch":
        half = (
            Path((0, -8))
            .curve((m * 0.5, -8), (m * 0.9, -8), (m + 1, -9))
            .to((m, 12))
            .curve((m * 0.6, low * 0.55), (m * 0.22, low * 0.92), (0, low))
        )
        inner = Path((m - 16, 14)).curve((m * 0.58, low * 0.5), (m * 0.2, low * 0.84), (0, low - 9))
    else:
        half = (
            Path((0, -10))
            .curve((m * 0.5, -10), (m * 0.86, -12), (m + 1, -16))
            .curve((m + 3, low * 0.3), (m * 0.99, low * 0.6), (m * 0.92, low * 0.8))
            .curve((m * 0.84, low), (m * 0.6, low), (0, low))
        )
        inner = (
            Path((m - 9, -4))
            .curve((m - 7, low * 0.34), (m * 0.94, low * 0.6), (m * 0.87, low * 0.78))
            .curve((m * 0.79, low - 8), (m * 0.58, low - 9), (0, low - 9))
        )
    sheen = crease(
        (-m * 0.8, low * 0.2), (m * 0.6, low * 0.12), bulge=-10, width=24, strength=0.5, is_inked=False
    )
    return Piece(both(half), lies_on=True, marks=twice(Mark(inner, "stitch")), folds=(sheen,))


def _lock(frame: Frame, share: float) -> Piece:
    y = frame.tall * share
    plate = (
        Path((-17, y - 22))
        .to((17, y - 22), (17, y + 4))
        .curve((17, y + 14), (8, y + 18), (0, y + 18))
        .curve((-8, y + 18), (-17, y + 14), (-17, y + 4))
        .close()
    )
    bar = shape((-4, y - 14), (4, y - 14), (4, y + 8), (-4, y + 8))
    return Piece(plate, stuff="metal", lies_on=True, marks=(Mark(bar, "shade"),))


def _knob(x: float, y: float, r: float) -> Piece:
    ball = (
        Path((x - r, y))
        .curve((x - r, y - r * 1.33), (x + r, y - r * 1.33), (x + r, y))
        .curve((x + r, y + r * 1.33), (x - r, y + r * 1.33), (x - r, y))
        .close()
    )
    return Piece(ball, stuff="metal", lies_on=True)


def _straps(cut: Cut, frame: Frame) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What hangs behind the bag, and what is sewn on before it."""
    m, kind = frame.mouth, cut["strap"]
    if cut["form"] == "hobo" and kind == "handles":
        over = Path((-m + 6, -22)).curve((-m * 0.7, -190), (m * 0.7, -190), (m - 6, -22))
        return (Piece(ribbon(over, 34), grain=90, folds=()),), ()
    if kind == "none":
        return (), ()
    if kind == "handles":
        far = Path((-m * 0.42, 4)).curve((-m * 0.42, -176), (m * 0.42, -176), (m * 0.42, 4))
        near = Path((-m * 0.42, 58)).curve((-m * 0.46, -166), (m * 0.46, -166), (m * 0.42, 58))
        tabs = twice(
            Mark(line((m * 0.42 - 6, 30), (m * 0.42 + 6, 42)), "fine"),
            Mark(line((m * 0.42 + 6, 30), (m * 0.42 - 6, 42)), "fine"),
        )
        return (Piece(ribbon(far.moved(0, -12), 13), stuff="trim", grain=90),), (
            Piece(ribbon(near, 15), grain=90, lies_on=True, marks=tabs),
        )
    loop = Path((-m + 8, 6)).curve((-m * 0.9, -270), (m * 0.9, -270), (m - 8, 6))
    rings = pairs(_knob(m - 8, 0, 9))
    if kind == "chain":
        return (Piece(ribbon(loop, 11), stuff="links", marks=(Mark(loop, "chain"),)),), rings
    return (Piece(ribbon(loop, 17), grain=90, marks=(Mark(loop.moved(0, 5), "stitch"),)),), rings


def _scaled(piece: Piece, scale: float) -> Piece:
    def sized(mark: Mark | Dot) -> Mark | Dot:
        if isinstance(mark, Mark):
            return Mark(mark.path.scaled(scale), mark.kind)
        return Dot(mark.x * scale, mark.y * scale, mark.radius, mark.kind)

    folds = tuple(
        Fold(f.spine.scaled(scale), f.width, f.strength, f.is_inked, f.is_open) for f in piece.folds
    )
    return Piece(piece.outline.scaled(scale), piece.grain, piece.stuff, tuple(map(sized, piece.marks)), folds,
                 piece.lies_on, piece.turn)  # fmt: skip
