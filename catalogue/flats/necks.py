"""Necklines: the edge from the centre to the shoulder, and what is seen behind it."""

from dataclasses import dataclass, replace

from catalogue.flats.body import Block
from catalogue.flats.path import Path, both, line
from catalogue.flats.sketch import Mark, Piece, twice


@dataclass(frozen=True)
class Neck:
    """Right halves from the centre to the shoulder: the edge in front and the edge behind."""

    front: Path
    back: Path

    @property
    def width(self) -> float:
        return self.front.end[0]

    def edge(self, *, is_back: bool) -> Path:
        return self.back if is_back else self.front

    def hollow(self) -> Piece:
        """The wrong side of the back, seen through the opening in front."""
        half = self.back.then(self.front.reversed()).then(
            line((0, self.front.start[1]), (0, self.front.start[1]))
        )
        label = both(
            line(
                (0, self.back.start[1] + 7),
                (13, self.back.start[1] + 6),
                (13, self.back.start[1] + 19),
                (0, self.back.start[1] + 20),
            )
        )
        facing = self.back.moved(0, 5)
        marks = [Mark(facing, "hair"), Mark(facing.mirrored(), "hair")]
        if self.front.start[1] > self.back.start[1] + 30:
            marks.append(Mark(label, "label"))
        return Piece(both(half), stuff="inside", marks=tuple(marks), lies_on=True)


def neck(kind: str, *, block: Block) -> Neck:
    width, deep, low = _SIZES[kind]
    top = (width, block.shoulder_y(width))
    front = _EDGES.get(kind, _round)(width, deep, top[1])
    back = Path((0, low)).curve((width * 0.55, low), (width * 0.94, low * 0.6 + top[1] * 0.4), top)
    return Neck(front, back)


def bound(edge: Path, *, depth: float = 9) -> Piece:
    """A narrow band of the cloth itself sewn round a neckline."""
    outer = widened(edge, depth)
    ring = edge.mirrored().reversed().then(edge).then(outer.reversed()).then(outer.mirrored())
    return Piece(ring.close(), stuff="trim")


def neckband(edge: Path, *, depth: float) -> Piece:
    """The same, ribbed, its seam stitched down."""
    stitched = twice(Mark(widened(edge, depth + 5), "stitch"))
    return replace(bound(edge, depth=depth), stuff="rib", marks=stitched)


def widened(edge: Path, depth: float) -> Path:
    """The edge pushed outwards into the cloth."""
    low, (width, top) = edge.start[1], edge.end
    tall = max(low - top, 1)

    def pushed(x: float, y: float) -> tuple[float, float]:
        down = min(1.0, max(0.0, (y - top) / tall)) if low > top else 1.0
        return x + depth * (x / max(width, 1)) * (1 - 0.25 * down), y + depth * (0.375 + 0.625 * down)

    return edge.mapped(pushed)


def _round(width: float, deep: float, top: float) -> Path:
    return Path((0, deep)).curve((width * 0.58, deep), (width * 0.98, deep * 0.62), (width, top))


def _v(width: float, deep: float, top: float) -> Path:
    return Path((0, deep)).curve((width * 0.3, deep * 0.72), (width * 0.82, deep * 0.34), (width, top))


def _square(width: float, deep: float, top: float) -> Path:
    return (
        Path((0, deep))
        .curve((width * 0.4, deep), (width * 0.7, deep - 1), (width * 0.93, deep - 2))
        .curve((width * 0.93, deep * 0.7), (width * 0.97, deep * 0.4), (width, top))
    )


_SIZES = {
    "round": (55, 60, 15), "crew": (48, 40, 10), "scoop": (68, 112, 40), "boat": (92, 32, 22),
    "v": (52, 138, 14), "deep-v": (50, 190, 14), "open": (50, 112, 12), "square": (76, 100, 34),
    "stand": (46, 36, 10), "collar": (46, 36, 10), "bow": (46, 36, 10), "peter-pan": (50, 44, 10),
    "turtle": (45, 26, 8),
}  # fmt: skip
_EDGES = {"v": _v, "deep-v": _v, "open": _v, "square": _square}
