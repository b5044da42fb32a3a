"""Lines and cubic Béziers, x to the right of the centre front, y down from the neck point."""

from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, sin

Point = tuple[float, float]


@dataclass(frozen=True)
class Path:
    """One stroke of the pen: each segment is one point (a line) or three (a cubic)."""

    start: Point
    segments: tuple[tuple[Point, ...], ...] = ()
    closed: bool = False

    @property
    def end(self) -> Point:
        return self.segments[-1][-1] if self.segments else self.start

    def to(self, *points: Point) -> "Path":
        return Path(self.start, self.segments + tuple((point,) for point in points))

    def curve(self, first: Point, second: Point, end: Point) -> "Path":
        return Path(self.start, (*self.segments, (first, second, end)))

    def bend(self, end: Point, bulge: float) -> "Path":
        """To the end point by an arc that leaves the chord by so much, left of the way positive."""
        (x, y), (u, v) = self.end, end
        length = hypot(u - x, v - y) or 1.0
        nx, ny = (v - y) / length * bulge * 4 / 3, -(u - x) / length * bulge * 4 / 3
        third = ((x * 2 + u) / 3 + nx, (y * 2 + v) / 3 + ny)
        return self.curve(third, ((x + u * 2) / 3 + nx, (y + v * 2) / 3 + ny), end)

    def then(self, other: "Path") -> "Path":
        bridge = () if _near(self.end, other.start) else ((other.start,),)
        return Path(self.start, self.segments + bridge + other.segments)

    def close(self) -> "Path":
        return Path(self.start, self.segments, closed=True)

    def reversed(self) -> "Path":
        points = [self.start, *(segment[-1] for segment in self.segments)]
        back = [
            (*segment[-2::-1], points[i]) if len(segment) == 3 else (points[i],)
            for i, segment in enumerate(self.segments)
        ]
        return Path(self.end, tuple(reversed(back)), self.closed)

    def mirrored(self) -> "Path":
        return self.mapped(lambda x, y: (-x, y))

    def moved(self, dx: float, dy: float) -> "Path":
        return self.mapped(lambda x, y: (x + dx, y + dy))

    def scaled(self, across: float, down: float | None = None) -> "Path":
        tall = across if down is None else down
        return self.mapped(lambda x, y: (x * across, y * tall))

    def turned(self, degrees: float, *, about: Point = (0, 0)) -> "Path":
        c, s = cos(radians(degrees)), sin(radians(degrees))
        a, b = about
        return self.mapped(lambda x, y: (a + (x - a) * c - (y - b) * s, b + (x - a) * s + (y - b) * c))

    def mapped(self, place) -> "Path":
        segments = tuple(tuple(place(*point) for point in segment) for segment in self.segments)
        return Path(place(*self.start), segments, self.closed)

    def points(self, *, steps: int = 10) -> list[Point]:
        """The stroke as a polyline."""
        found, at = [self.start], self.start
        for segment in self.segments:
            found += (_along(at, segment, i / steps) for i in range(1, steps + 1))
            at = segment[-1]
        return found

    def x_at(self, y: float) -> float:
        """Where the stroke first crosses this height, or its nearest end."""
        line = self.points()
        for (ax, ay), (bx, by) in pairwise(line):
            if min(ay, by) <= y <= max(ay, by) and ay != by:
                return ax + (bx - ax) * (y - ay) / (by - ay)
        return min((self.start, self.end), key=lambda point: abs(point[1] - y))[0]

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.points(steps=6), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def d(self) -> str:
        steps = (("L" if len(step) == 1 else "C") + " ".join(map(pair, step)) for step in self.segments)
        return f"M{pair(self.start)}{''.join(steps)}{'Z' if self.closed else ''}"


def line(*points: Point) -> Path:
    return Path(points[0]).to(*points[1:])


def smooth(*points: Point) -> Path:
    """One flowing curve through every point."""
    drawn = Path(points[0])
    for i in range(len(points) - 1):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[i]
        (cx, cy), (dx, dy) = points[i + 1], points[min(len(points) - 1, i + 2)]
        drawn = drawn.curve(
            (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6), (cx, cy)
        )
    return drawn


def shape(*points: Point) -> Path:
    return line(*points).close()


def both(half: Path) -> Path:
    """A right half from centre top to centre bottom, with its mirror, closed."""
    return half.then(half.mirrored().reversed()).close()


def number(value: float) -> str:
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < 0.05 and abs(a[1] - b[1]) < 0.05


def _along(start: Point, segment: tuple[Point, ...], t: float) -> Point:
    if len(segment) == 1:
        (x, y), (u, v) = start, segment[0]
        return x + (u - x) * t, y + (v - y) * t
    (a, b), (c, d), (e, f), (g, h) = start, *segment
    u = 1 - t
    p, q, r, s = u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t
    return p * a + q * c + r * e + s * g, p * b + q * d + r * f + s * h
