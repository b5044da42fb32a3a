"""Belts, buckled and lying in a ring as they are sold."""

from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, line, shape
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch

BELT = {
    "buckle": ("square", "round", "double", "tie"),
    "width": ("medium", "narrow", "wide"),
    "finish": ("stitched", "plain", "eyelets"),
}
_WIDTHS = {"narrow": 34, "medium": 52, "wide": 84}


def belt(cut: Cut) -> Sketch:
    deep = _WIDTHS[cut["width"]]
    ring = (_far(deep), _near(cut, deep))
    pieces = (*ring, *(_keeper(deep),)) if cut.is_back else (*ring, *_fastening(cut, deep))
    return Sketch(pieces, focus=(20, 60), nearness=1.2)


def _far(deep: float) -> Piece:
    """The inside of the back, above."""
    outline = Path((-272, -34)).curve((-230, -128), (230, -128), (272, -34)).to((272, -34 + deep * 0.9))
    outline = outline.curve(
        (220, -128 + deep * 1.2), (-220, -128 + deep * 1.2), (-272, -34 + deep * 0.9)
    ).close()
    return Piece(outline, stuff="inside")


def _near(cut: Cut, deep: float) -> Piece:
    """The front, below, coming towards the eye."""
    upper = Path((-274, -34)).curve((-250, 66), (250, 66), (274, -34))
    outline = (
        upper.to((274, -34 + deep))
        .curve((250, 66 + deep * 1.3), (-250, 66 + deep * 1.3), (-274, -34 + deep))
        .close()
    )
    marks: list[Mark | Dot] = []
    if cut["finish"] == "stitched":
        marks = [
            Mark(upper.moved(0, 6), "stitch"),
            Mark(
                Path((-274, deep - 40)).curve(
                    (-250, 59 + deep * 1.3), (250, 59 + deep * 1.3), (274, deep - 40)
                ),
                "stitch",
            ),
        ]
    if cut["finish"] == "eyelets":
        marks = [Dot(x, _middle(x, deep), 4.4, "eyelet") for x in range(-240, 250, 30)]
    return Piece(outline, grain=90, marks=tuple(marks))


def _middle(x: float, deep: float) -> float:
    return 41 - 75 * (x / 274) ** 2 + deep * (0.61 - 0.12 * (x / 274) ** 2)


def _keeper(deep: float) -> Piece:
    y = 40
    return Piece(
        shape((-20, y - 5), (4, y - 4), (4, y + deep * 1.22 + 5), (-20, y + deep * 1.22 + 4)), lies_on=True
    )


def _fastening(cut: Cut, deep: float) -> tuple[Piece, ...]:
    y, tall = 38, deep * 1.22
    middle = y + tall / 2
    if cut["buckle"] == "tie":
        return _knotted(middle, deep)
    end = shape((0, y + 3), (120, y - 6), (138, middle - 8), (120, y + tall - 9), (0, y + tall - 3))
    holes = tuple(Dot(34 + 24 * i, middle - 1.4 * i, 3, "eyelet") for i in range(4))
    tail = Piece(end, grain=90, lies_on=True, marks=holes)
    h, w = tall / 2 + 12, tall / 2 + 8
    if cut["buckle"] == "round":
        r = h * 1.32
        frame = (
            Path((-h, middle))
            .curve((-h, middle - r), (h, middle - r), (h, middle))
            .curve((h, middle + r), (-h, middle + r), (-h, middle))
            .close()
        )
    else:
        frame = shape((-w, middle - h), (w, middle - h), (w, middle + h), (-w, middle + h))
    marks = (Mark(frame, "frame"), Mark(line((-w, middle), (w - 2, middle - 1)), "prong"))
    if cut["buckle"] == "double":
        marks = (
            Mark(frame, "frame"),
            *(
                Mark(line((-w, middle + s * tall * 0.24), (w - 2, middle + s * tall * 0.24)), "prong")
                for s in (-1, 1)
            ),
        )
    box = shape(
        (-h - 8, middle - h - 8), (h + 8, middle - h - 8), (h + 8, middle + h + 8), (-h - 8, middle + h + 8)
    )
    return tail, Piece(box, stuff="none", lies_on=True, marks=marks)


def _knotted(y: float, deep: float) -> tuple[Piece, ...]:
    d = deep * 0.5
    left = (
        Path((-d * 0.5, y))
        .curve((-d * 1.2, y + 60), (-d * 1.8, y + 120), (-d * 2.6, y + 190))
        .to((-d * 1.0, y + 204))
        .curve((-d * 0.4, y + 130), (d * 0.2, y + 60), (d * 0.5, y))
        .close()
    )
    right = (
        Path((-d * 0.2, y))
        .curve((d * 0.5, y + 50), (d * 1.1, y + 110), (d * 1.6, y + 172))
        .to((d * 3, y + 158))
        .curve((d * 2.2, y + 100), (d * 1.4, y + 40), (d * 0.8, y - 4))
        .close()
    )
    knot = (
        Path((-d * 0.9, y - d))
        .curve((-d * 0.2, y - d * 1.4), (d * 0.6, y - d * 1.3), (d, y - d * 0.8))
        .curve((d * 1.2, y), (d * 1.1, y + d * 0.7), (d * 0.8, y + d))
        .curve((0, y + d * 1.3), (-d * 0.6, y + d * 1.2), (-d, y + d * 0.8))
        .curve((-d * 1.2, y), (-d * 1.1, y - d * 0.6), (-d * 0.9, y - d))
        .close()
    )
    return (
        Piece(left, grain=16, lies_on=True),
        Piece(right, grain=-24, lies_on=True),
        Piece(knot, lies_on=True),
    )
