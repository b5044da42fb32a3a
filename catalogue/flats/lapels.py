"""Collars cut with revers, rolling to where the front breaks."""

from functools import partial

from catalogue.flats.collars import fall_behind, inner_stand
from catalogue.flats.path import Path
from catalogue.flats.sketch import Piece

LAPELS = ("notch", "peak", "shawl")


def lapels(
    kind: str, *, breaks: float, is_back: bool = False, breadth: float = 1.0, over: float = 14
) -> tuple[Piece, ...]:
    """Collar and revers rolling to the break; the wearer's right lies over the left."""
    if is_back:
        return (fall_behind(74, 20),)
    cross = crossing(breaks, over=over)
    made = _shawl if kind == "shawl" else partial(_revers, kind)
    left, right = made(cross, breadth, 0), made(breaks, breadth, over).mirrored()
    if kind == "shawl":
        return (inner_stand(labelled=False), left, right)
    collar = _gorge_collar(kind, breadth)
    return (inner_stand(labelled=False), left, collar, right, collar.mirrored())


def crossing(breaks: float, *, over: float) -> float:
    """Where the upper revers crosses the centre front."""
    roll = _roll(breaks, over).points(steps=24)
    return next(y for x, y in roll if x >= 0)


def _roll(breaks: float, over: float) -> Path:
    return Path((-over, breaks)).curve((8, breaks * 0.72), (40, 62), (52, 2))


def _revers(kind: str, breaks: float, breadth: float, over: float) -> Piece:
    w = breadth
    tip = (104 * w, 44) if kind == "peak" else (98 * w, 76)
    leaf = _roll(breaks, over).to((62, 34), (74 * w, 52))
    leaf = leaf.to(tip).curve((98 * w, breaks * 0.45), (60 * w, breaks * 0.78), (-over, breaks)).close()
    return Piece(leaf, grain=-16, lies_on=True, turn="right")


def _gorge_collar(kind: str, breadth: float) -> Piece:
    w = breadth
    leaf = Path((46, -20)).curve((54, -18), (60, -8), (64, 0)).curve((72, 10), (80, 18), (86 * w, 26))
    tip = (84 * w, 44) if kind == "peak" else (88 * w, 54)
    leaf = (
        leaf.curve((86 * w, 36), tip, tip)
        .to((74 * w, 52), (60, 34))
        .curve((54, 20), (50, 0), (46, -20))
        .close()
    )
    return Piece(leaf, grain=-30, lies_on=True, turn="right")


def _shawl(breaks: float, breadth: float, over: float) -> Piece:
    w = breadth
    leaf = (
        Path((-over, breaks))
        .curve((8, breaks * 0.72), (42, 60), (46, -20))
        .curve((56, -18), (62, -4), (68, 6))
    )
    leaf = (
        leaf.curve((88 * w, 30), (98 * w, 70), (90 * w, 120))
        .curve((78 * w, breaks * 0.7), (40 * w, breaks * 0.9), (-over, breaks))
        .close()
    )
    return Piece(leaf, grain=-14, lies_on=True, turn="right")
