"""What a pattern cutter puts on paper: pieces of cloth, and the marks and folds upon them."""

from dataclasses import dataclass, replace
from math import hypot
from typing import Self, TypeVar

from catalogue.flats.path import Path, Point, smooth


@dataclass(frozen=True)
class Mark:
    """A stroke upon a piece: seam, fine, stitch, edge, hair or slit; a closed one may be filled."""

    path: Path
    kind: str = "seam"

    def mirrored(self) -> Self:
        return replace(self, path=self.path.mirrored())


@dataclass(frozen=True)
class Dot:
    """Something small and round: button, pearl, eyelet or rivet."""

    x: float
    y: float
    radius: float
    kind: str = "button"

    def mirrored(self) -> Self:
        return replace(self, x=-self.x)


@dataclass(frozen=True)
class Fold:
    """A crease along one cubic: shade to one side, light to the other; open where it runs off a hem."""

    spine: Path
    width: float = 10
    strength: float = 1.0
    is_inked: bool = True
    is_open: bool = False

    def mirrored(self) -> Self:
        return replace(self, spine=self.spine.mirrored())

    def beside(self, width: float, *, is_open: bool | None = None) -> Path:
        """What lies between the crease and itself pushed aside by so much; open, it is widest at its end."""
        start, (first, second, end) = self.spine.start, self.spine.segments[0]
        across, down = start[1] - end[1], end[0] - start[0]
        length = hypot(across, down) or 1.0
        turn = -1 if across < -1e-6 or (abs(across) <= 1e-6 and down < 0) else 1
        dx, dy = turn * across / length * width, turn * down / length * width

        def pushed(point: Point, much: float) -> Point:
            return point[0] + dx * much, point[1] + dy * much

        if self.is_open if is_open is None else is_open:
            back = self.spine.to(pushed(end, 1.0)).curve(pushed(second, 0.95), pushed(first, 0.45), start)
        else:
            back = self.spine.curve(pushed(second, 1.15), pushed(first, 1.15), start)
        return back.close()


@dataclass(frozen=True)
class Piece:
    """One panel: its closed outline, the lean of its grain in degrees, what it is made of."""

    outline: Path
    grain: float = 0
    stuff: str = "cloth"
    marks: tuple[Mark | Dot, ...] = ()
    folds: tuple[Fold, ...] = ()
    lies_on: bool = False
    turn: str = "across"

    def mirrored(self) -> Self:
        return replace(
            self,
            outline=self.outline.mirrored(),
            grain=-self.grain,
            marks=tuple(mark.mirrored() for mark in self.marks),
            folds=tuple(fold.mirrored() for fold in self.folds),
            turn={"right": "left", "left": "right"}.get(self.turn, self.turn),
        )

    def marked(self, *marks: Mark | Dot) -> "Piece":
        return replace(self, marks=self.marks + marks)

    def folded(self, *folds: Fold) -> "Piece":
        return replace(self, folds=self.folds + folds)


@dataclass(frozen=True)
class Sketch:
    """Pieces from the furthest to the nearest, and where a close view looks."""

    pieces: tuple[Piece, ...]
    focus: Point = (0, 90)
    nearness: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        lefts, tops, rights, bottoms = zip(*(piece.outline.box for piece in self.pieces), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


Sided = TypeVar("Sided", bound="Mark | Dot | Fold")


def pairs(*pieces: Piece) -> tuple[Piece, ...]:
    """Each piece followed by its mirror."""
    return tuple(side for piece in pieces for side in (piece, piece.mirrored()))


def twice(*marks: Sided) -> tuple[Sided, ...]:
    """Each mark or fold followed by its mirror."""
    return tuple(side for mark in marks for side in (mark, mark.mirrored()))


def crease(start: Point, end: Point, *, bulge: float = 0, width: float = 10, strength: float = 1.0,
           is_inked: bool = True, is_open: bool = False) -> Fold:  # fmt: skip
    """A fold along one arc."""
    return Fold(Path(start).bend(end, bulge), width, strength, is_inked, is_open)


def ribbon(spine: Path, width: float, *, end: float | None = None) -> Path:
    """A closed band about a stroke, from one width to another."""
    points = spine.points(steps=5)
    last, edges = len(points) - 1, ([], [])
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(last, i + 1)]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
        half = (width + ((width if end is None else end) - width) * i / last) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        edges[0].append((x + nx, y + ny))
        edges[1].append((x - nx, y - ny))
    return smooth(*edges[0]).then(smooth(*reversed(edges[1]))).close()
