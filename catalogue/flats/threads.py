"""The colours of the yarns in a cloth, and the small strokes its tiles are drawn with."""

from dataclasses import dataclass
from math import cos, radians, sin

from catalogue.flats.path import number


@dataclass(frozen=True)
class Threads:
    """Yarn by yarn, as #rrggbb."""

    low: str
    high: str
    deep: str
    pale: str
    warm: str
    cool: str
    ink: str


def strokes(colour: str, width: float, path: str, opacity: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{number(width)}"'
        f' stroke-opacity="{share(opacity)}"/>'
    )


def flecks(
    colour: str, seed: int, *, count: int, width: float, height: float, length: float, lean: float,
    thickness: float, opacity: float,
) -> str:  # fmt: skip
    """Short fibres thrown over a tile, the same ones for the same seed, whole across its edges."""
    drawn = ""
    dice = scatter(seed)
    for x, y in spread(seed, count=count, width=width, height=height):
        wobble = (next(dice) - 0.5) * 40
        dx, dy = length * cos(radians(lean + wobble)), length * sin(radians(lean + wobble))
        for ox, oy in _wraps(x, y, length, width, height):
            drawn += f"M{number(x + ox)} {number(y + oy)}l{number(dx)} {number(dy)}"
    return strokes(colour, thickness, drawn, opacity)


def rounds(
    colour: str, seed: int, *, count: int, width: float, height: float, radius: float, thickness: float,
    opacity: float,
) -> str:  # fmt: skip
    """Curls of yarn thrown over a tile in the same way."""
    drawn = ""
    dice = scatter(seed)
    for x, y in spread(seed, count=count, width=width, height=height):
        turn = next(dice) * 360
        r = radius * (0.7 + 0.6 * next(dice))
        dx, dy = 2 * r * cos(radians(turn)), 2 * r * sin(radians(turn))
        for ox, oy in _wraps(x, y, 2.5 * r, width, height):
            drawn += (
                f"M{number(x + ox)} {number(y + oy)}a{number(r)} {number(r)} 0 1 1 {number(dx)} {number(dy)}"
            )
    return strokes(colour, thickness, drawn, opacity)


def spread(seed: int, *, count: int, width: float, height: float) -> list[tuple[float, float]]:
    """Places over a tile that look thrown yet never crowd: Roberts' sequence on the plastic number."""
    return [
        ((seed * 0.37 + i * 0.7548776662) % 1 * width, (seed * 0.61 + i * 0.5698402910) % 1 * height)
        for i in range(count)
    ]


def scatter(seed: int):
    """Numbers from 0 to 1 that look thrown and never change."""
    state = (seed * 2654435761 + 97) % 2147483647
    while True:
        state = state * 48271 % 2147483647
        yield state / 2147483647


def share(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").removeprefix("0") or "0"


def _wraps(x: float, y: float, reach: float, width: float, height: float):
    across = [0.0] + [width] * (x < reach) + [-width] * (x > width - reach)
    down = [0.0] + [height] * (y < reach) + [-height] * (y > height - reach)
    return [(ox, oy) for ox in across for oy in down]
