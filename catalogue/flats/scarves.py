"""Scarves: hung long, laid square, tied in a triangle."""

from dataclasses import replace

from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, Point, line, shape
from catalogue.flats.sketch import Fold, Mark, Piece, Sketch, crease

SCARF = {
    "form": ("long", "square", "triangle"),
    "edge": ("fringe", "rolled", "border"),
    "size": ("medium", "small", "large"),
}
_SIZES = {"small": 0.84, "medium": 1.0, "large": 1.16}


def scarf(cut: Cut) -> Sketch:
    pieces = {"long": _long, "square": _square, "triangle": _triangle}[cut["form"]](cut)
    return Sketch(pieces, focus=(-20, 520) if cut["form"] == "long" else (60, 130), nearness=1.1)


def _long(cut: Cut) -> tuple[Piece, ...]:
    """Folded once over a rail, one end in front of the other."""
    wide, long = 150 * _SIZES[cut["size"]], 690 + 90 * (_SIZES[cut["size"]] - 1)
    lean = -1 if cut.is_back else 1
    behind = (
        Path((-wide * 0.3, 20))
        .curve((-wide * 0.1, -6), (wide * 0.7, -8), (wide * 0.92, 16))
        .curve((wide * 0.96, 200), (wide * 1.1, 400), (wide * 1.16, long * 0.78))
        .curve((wide * 0.8, long * 0.79), (wide * 0.5, long * 0.8), (wide * 0.16, long * 0.8))
        .curve((wide * 0.1, 400), (-wide * 0.2, 200), (-wide * 0.3, 20))
        .close()
    )
    front = (
        Path((-wide * 0.86, 26))
        .curve((-wide * 0.7, -18), (wide * 0.6, -26), (wide * 0.9, 8))
        .curve((wide * 0.7, 40), (wide * 0.44, 200), (wide * 0.34, 420))
        .curve((wide * 0.3, 540), (wide * 0.36, 620), (wide * 0.32, long))
        .curve((0, long + 8), (-wide * 0.5, long + 6), (-wide * 0.9, long - 4))
        .curve((-wide * 0.84, 480), (-wide * 1.02, 200), (-wide * 0.86, 26))
        .close()
    )
    tail = Piece(
        behind,
        grain=-4,
        folds=_falls(wide * 0.34, wide * 0.95, 24, long * 0.78, 3),
        marks=_ends(cut, wide * 0.16, wide * 1.16, long * 0.8),
    )
    over = Piece(
        front,
        grain=2,
        lies_on=False,
        folds=_falls(-wide * 0.8, wide * 0.5, 18, long, 4),
        marks=_ends(cut, -wide * 0.9, wide * 0.32, long),
    )
    tassels = (
        *_fringe(cut, wide * 0.16, wide * 1.16, long * 0.79),
        *_fringe(cut, -wide * 0.9, wide * 0.32, long),
    )
    half = len(tassels) // 2
    pieces = (*tassels[:half], tail, *tassels[half:], over)
    return tuple(piece.mirrored() for piece in pieces) if lean < 0 else pieces


def _falls(left: float, right: float, top: float, low: float, count: int) -> tuple[Fold, ...]:
    found = []
    for i in range(count):
        x = left + (right - left) * (i + 0.6) / count
        end = x * 0.86 + (10 if i % 2 else -12)
        reach = low * (0.96 if i % 2 else 0.7)
        found.append(
            Fold(
                Path((x, top)).curve((x - 8, top + low * 0.25), (end + 10, reach * 0.7), (end, reach)),
                20 if i % 2 else 14,
                0.8,
                is_inked=i % 2 == 0,
                is_open=bool(i % 2),
            )
        )
    return tuple(found)


def _ends(cut: Cut, left: float, right: float, low: float) -> tuple[Mark, ...]:
    if cut["edge"] == "border":
        band = shape(
            (left - 40, low - 60), (right + 40, low - 60), (right + 40, low - 26), (left - 40, low - 26)
        )
        return (Mark(band, "second"), Mark(line((left - 40, low - 14), (right + 40, low - 14)), "stitch"))
    if cut["edge"] == "rolled":
        return (Mark(line((left - 40, low - 9), (right + 40, low - 9)), "hair"),)
    return (Mark(line((left - 40, low - 12), (right + 40, low - 12)), "fine"),)


def _fringe(cut: Cut, left: float, right: float, low: float) -> tuple[Piece, ...]:
    if cut["edge"] != "fringe":
        return (
            Piece(
                shape(
                    (left + 8, low - 40), (right - 8, low - 40), (right - 8, low - 20), (left + 8, low - 20)
                ),
                stuff="inside",
            ),
        )
    count = int((right - left) / 9)
    step, edge = (right - left) / count, line((left, low - 10), (right, low - 10))
    teeth = []
    for i in range(count):
        x = right - step * (i + 0.5)
        reach = low + 44 + (i * 7 % 5) * 2
        teeth += [
            (x + step * 0.34, low - 4),
            (x + 2 + (i % 3 - 1), reach),
            (x - 2 + (i % 3 - 1), reach),
            (x - step * 0.34, low - 4),
        ]
    marks = tuple(
        Mark(line((left + step * (i + 0.5), low), (left + step * (i + 0.5), low + 40)), "hair")
        for i in range(count)
    )
    return (Piece(Path(edge.start).to(edge.end, *teeth).close(), marks=marks, stuff="trim"),)


def _square(cut: Cut) -> tuple[Piece, ...]:
    """Laid flat and a little turned, one corner folded back."""
    side = 270 * _SIZES[cut["size"]]
    corners = [(-side, -side), (side, -side), (side, side * 0.36), (side * 0.36, side), (-side, side)]
    ground = _sided(corners)
    turned = -7 if not cut.is_back else 7
    folds = (
        _soft(side, (-0.9, -0.2), (0.5, -0.5), bulge=22),
        _soft(side, (-0.5, 0.94), (0.3, -0.1), bulge=-26),
        _soft(side, (0.96, -0.6), (0.2, 0.2), bulge=-16),
    )
    flap = (
        Path((side, side * 0.36))
        .curve((side * 0.86, side * 0.2), (side * 0.6, side * 0.24), (side * 0.36, side * 0.38))
        .curve((side * 0.28, side * 0.6), (side * 0.3, side * 0.86), (side * 0.36, side))
        .curve((side * 0.5, side * 0.74), (side * 0.76, side * 0.5), (side, side * 0.36))
        .close()
    )
    cloth = Piece(ground, folds=folds, marks=_border(cut, side))
    over = Piece(
        flap,
        stuff="trim",
        grain=45,
        lies_on=True,
        folds=(
            crease(
                (side * 0.98, side * 0.37),
                (side * 0.38, side * 0.97),
                bulge=-20,
                width=22,
                strength=0.6,
                is_inked=False,
            ),
        ),
    )
    fringe = _square_fringe(side) if cut["edge"] == "fringe" else ()
    return tuple(_spun(piece, turned) for piece in (*fringe, cloth, over))


def _soft(side: float, start: Point, end: Point, *, bulge: float) -> Fold:
    """A swell in cloth that lies nearly flat."""
    (a, b), (c, d) = start, end
    spine = (a * side, b * side), (c * side, d * side)
    return crease(*spine, bulge=bulge, width=22, strength=0.5, is_inked=False)


def _sided(corners: list[tuple[float, float]]) -> Path:
    drawn = Path(corners[0])
    for i, corner in enumerate([*corners[1:], corners[0]]):
        drawn = drawn.bend(corner, (2.5, -3, 0, 3, -2.5)[i % 5])
    return drawn.close()


def _border(cut: Cut, side: float) -> tuple[Mark, ...]:
    def frame(inset: float) -> Path:
        s = side - inset
        return shape((-s, -s), (s, -s), (s, s), (-s, s))

    if cut["edge"] == "rolled":
        return (Mark(frame(9), "hair"), Mark(frame(5), "stitch"))
    if cut["edge"] == "fringe":
        return (Mark(frame(6), "fine"),)
    return (Mark(frame(24), "border"), Mark(frame(50), "fine"), Mark(frame(56), "hair"))


def _square_fringe(side: float) -> tuple[Piece, ...]:
    points = []
    for x0, y0, dx, dy, nx, ny in (
        (-1, -1, 1, 0, 0, -1),
        (1, -1, 0, 1, 1, 0),
        (1, 1, -1, 0, 0, 1),
        (-1, 1, 0, -1, -1, 0),
    ):
        for i in range(92):
            t = i / 92 * 2
            out = 15 if i % 2 else -4
            points.append((side * (x0 + dx * t) + nx * out, side * (y0 + dy * t) + ny * out))
    kept = [point for point in points if point[0] + point[1] < side * 1.3]
    return (Piece(shape(*kept), stuff="trim"),)


def _spun(piece: Piece, degrees: float) -> Piece:
    def turn(path: Path) -> Path:
        return path.turned(degrees)

    return replace(
        piece,
        outline=turn(piece.outline),
        grain=piece.grain + degrees,
        marks=tuple(Mark(turn(mark.path), mark.kind) for mark in piece.marks if isinstance(mark, Mark)),
        folds=tuple(replace(fold, spine=turn(fold.spine)) for fold in piece.folds),
    )


def _triangle(cut: Cut) -> tuple[Piece, ...]:
    """A square folded corner to corner, the long side uppermost, one point showing below the other."""
    s = 300 * _SIZES[cut["size"]]
    under = _half_square(s, 26, 34)
    over = _half_square(s, 0, 0)
    folds = (
        crease((-s * 0.94, -4), (s * 0.1, s * 0.42), bulge=24, width=22, strength=0.7, is_inked=False),
        crease((s * 0.92, -2), (s * 0.06, s * 0.6), bulge=-26, width=20, strength=0.6, is_inked=False),
        crease((-s * 0.4, 6), (-s * 0.04, s * 0.78), bulge=14, width=18, strength=0.55),
        crease((s * 0.34, 8), (s * 0.12, s * 0.66), bulge=-9, width=14, strength=0.5),
    )
    marks = {
        "border": (Mark(over, "border"), Mark(_half_square(s * 0.9, 0, 22), "fine")),
        "rolled": (Mark(_half_square(s * 0.97, 0, 5), "stitch"),),
        "fringe": (Mark(_half_square(s * 0.975, 0, 4), "hair"),),
    }[cut["edge"]]
    fringe = (_comb(s),) if cut["edge"] == "fringe" else ()
    pieces = (Piece(under, stuff="trim", grain=45), *fringe, Piece(over, grain=45, folds=folds, marks=marks))
    return tuple(piece.mirrored() for piece in pieces) if cut.is_back else pieces


def _half_square(s: float, aside: float, down: float) -> Path:
    top = Path((-s + aside, -6 + down)).curve(
        (-s * 0.4 + aside, 8 + down), (s * 0.4 + aside, 6 + down), (s + aside, -10 + down)
    )
    right = top.curve(
        (s * 0.7 + aside, s * 0.3 + down), (s * 0.34 + aside, s * 0.66 + down), (6 + aside, s * 0.94 + down)
    )
    return right.curve(
        (-s * 0.34 + aside, s * 0.68 + down), (-s * 0.68 + aside, s * 0.32 + down), (-s + aside, -6 + down)
    ).close()


def _comb(s: float) -> Piece:
    """Loose threads along both short sides."""
    edge = _half_square(s, 0, 0)
    run = Path(edge.segments[0][-1], edge.segments[1:]).points(steps=44)
    teeth = [(x + (x / s) * 4, y + (18 if i % 2 else -6)) for i, (x, y) in enumerate(run)]
    return Piece(shape(*teeth), stuff="trim")
