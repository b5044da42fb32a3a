"""Plackets, buttons, zips, belts and bows."""

from catalogue.flats.path import Path, line, shape, smooth
from catalogue.flats.sketch import Dot, Mark, Piece, crease


def placket(
    top: float,
    hem: float,
    *,
    width: float = 22,
    buttons: int = 7,
    hidden: bool = False,
    radius: float = 4.2,
    first: float = 14,
) -> tuple[Mark | Dot, ...]:
    """A buttoned front edge, right over left, stitched along both sides."""
    x = width / 2
    edge = line((x, top - 8), (x, hem + 12))
    edges = (Mark(edge), Mark(edge.moved(-4, 0), "stitch"), Mark(edge.moved(4 - width, 0), "stitch"))
    if hidden:
        return edges
    step = (hem - 46 - top - first) / max(1, buttons - 1)
    return edges + tuple(Dot(0, top + first + step * i, radius) for i in range(buttons))


def zip_front(top: float, hem: float, *, width: float = 9) -> tuple[Mark | Dot, ...]:
    teeth = Mark(line((0, top), (0, hem)), "zip")
    sides = (
        Mark(line((-width, top), (-width, hem)), "stitch"),
        Mark(line((width, top), (width, hem)), "stitch"),
    )
    pull = Mark(shape((-3, top + 4), (3, top + 4), (2.4, top + 26), (-2.4, top + 26)), "metal")
    return (Mark(shape((-5, top), (5, top), (5, hem), (-5, hem)), "shade"), *sides, teeth, pull)


def zip_behind(top: float, low: float) -> tuple[Mark | Dot, ...]:
    """A concealed zip in a centre back seam."""
    return (Mark(line((0, top), (0, low)), "seam"), Mark(line((1.8, top), (1.8, low - 4)), "hair"),
            Dot(0.5, top + 6, 2.2, "metal"))  # fmt: skip


def belt(half: float, y: float, *, kind: str, deep: float = 24, drop: float = 5) -> tuple[Piece, ...]:
    """A belt about the waist: tied, buckled, or a plain band."""
    x = half + 2
    over = Path((-x, y - deep / 2)).curve(
        (-x / 2, y - deep / 2 + drop), (x / 2, y - deep / 2 + drop), (x, y - deep / 2)
    )
    band = (
        over.to((x, y + deep / 2))
        .curve((x / 2, y + deep / 2 + drop), (-x / 2, y + deep / 2 + drop), (-x, y + deep / 2))
        .close()
    )
    loops = tuple(
        Mark(
            shape(
                (s * x * 0.66 - 3, y - deep / 2 - 2),
                (s * x * 0.66 + 3, y - deep / 2 - 2),
                (s * x * 0.66 + 3, y + deep / 2 + 6),
                (s * x * 0.66 - 3, y + deep / 2 + 6),
            ),
            "loop",
        )
        for s in (-1, 1)
    )
    strap = Piece(band, grain=90, lies_on=True, marks=loops)
    if kind == "tie":
        return (strap, *bow(-14, y + drop - 1))
    if kind == "buckle":
        return (strap.marked(*_stitched(x, y, deep, drop)), *_buckle(0, y + drop - 1.5, deep))
    return (strap.marked(*_stitched(x, y, deep, drop)),)


def _stitched(x: float, y: float, deep: float, drop: float) -> tuple[Mark, ...]:
    def along(at: float) -> Mark:
        return Mark(
            Path((-x, y + at)).curve((-x / 2, y + at + drop), (x / 2, y + at + drop), (x, y + at)), "stitch"
        )

    return along(-deep / 2 + 4), along(deep / 2 - 4)


def _buckle(x: float, y: float, deep: float) -> tuple[Piece, ...]:
    h, w = deep / 2 + 5, deep / 2 + 2
    frame = Mark(shape((x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)), "buckle")
    end = shape(
        (x - 2, y - deep / 2 + 1),
        (x + 54, y - deep / 2),
        (x + 64, y),
        (x + 54, y + deep / 2),
        (x - 2, y + deep / 2),
    )
    holes = tuple(Dot(x + 26 + 10 * i, y, 1.6, "eyelet") for i in range(3))
    tail = Piece(end, grain=90, lies_on=True, marks=holes)
    ring = Piece(
        shape((x - w - 2, y - h - 2), (x + w + 2, y - h - 2), (x + w + 2, y + h + 2), (x - w - 2, y + h + 2)),
        grain=90,
        stuff="none",
        lies_on=True,
        marks=(frame, Mark(line((x - w, y), (x + w - 3, y)), "prong")),
    )
    return tail, ring


def bow(x: float, y: float, *, size: float = 1.0) -> tuple[Piece, ...]:
    """Two loops and two tails."""

    def placed(path: Path) -> Path:
        return path.scaled(size).moved(x, y)

    left = (
        smooth((0, 4), (-12, 42), (-16, 96), (-30, 142))
        .to((-12, 148))
        .then(smooth((-12, 148), (2, 98), (5, 44), (6, 4)))
        .close()
    )
    right = (
        smooth((2, 4), (16, 40), (18, 84), (32, 122))
        .to((50, 114))
        .then(smooth((50, 114), (34, 78), (24, 36), (8, 0)))
        .close()
    )
    loop_left = (
        Path((-2, 0)).curve((-20, -24), (-52, -26), (-58, -10)).curve((-60, 8), (-34, 16), (-2, 5)).close()
    )
    loop_right = Path((2, 0)).curve((22, -28), (50, -26), (56, -12)).curve((58, 8), (34, 14), (2, 5)).close()
    knot = (
        Path((-8, -8))
        .curve((-2, -11), (6, -11), (10, -7))
        .curve((12, 0), (11, 6), (8, 11))
        .curve((2, 13), (-5, 13), (-9, 10))
        .curve((-12, 4), (-11, -4), (-8, -8))
        .close()
    )
    return (
        Piece(placed(left), grain=8, lies_on=True, folds=(_on(placed, (2, 10), (-20, 140), 4),)),
        Piece(placed(right), grain=-12, lies_on=True, folds=(_on(placed, (6, 8), (40, 116), -4),)),
        Piece(placed(loop_left), grain=70, lies_on=True, folds=(_on(placed, (-6, 0), (-40, -8), -3),)),
        Piece(placed(loop_right), grain=-70, lies_on=True, folds=(_on(placed, (6, 0), (38, -8), 3),)),
        Piece(placed(knot), lies_on=True),
    )


def _on(placed, start, end, bulge: float):
    spine = placed(line(start, end))
    return crease(spine.start, spine.end, bulge=bulge, width=7, strength=0.9)
