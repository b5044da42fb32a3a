"""Sleeves, right side: hung from the shoulder point, their grain along the arm."""

from dataclasses import dataclass
from math import cos, radians, sin

from catalogue.flats.body import Block
from catalogue.flats.path import Path, Point, line
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, crease

SLEEVES = ("none", "cap", "short", "three-quarter", "long", "bell", "puff", "bishop")


@dataclass(frozen=True)
class Arm:
    """The frame a sleeve is drawn in: so far down the arm, so far out from it."""

    shoulder: Point
    underarm: Point
    angle: float

    def at(self, down: float, out: float) -> Point:
        s, c = sin(radians(self.angle)), cos(radians(self.angle))
        return self.shoulder[0] + s * down + c * out, self.shoulder[1] + c * down - s * out


@dataclass(frozen=True)
class Make:
    """How a sleeve is made: its width at the wrist, the fullness of its head, its cuff."""

    wrist: float = 56
    head: float = 9
    cuff: str = "plain"
    length: float = 384
    angle: float = 19


def sleeve(kind: str, *, block: Block, make: Make = Make(), crisp: float = 1.0) -> tuple[Piece, ...]:
    """The pieces of the right sleeve, the furthest first."""
    if kind == "none":
        return ()
    return _KINDS[kind](block, make, crisp)


def _arm(block: Block, angle: float) -> Arm:
    tip = (block.shoulder, block.shoulder_y(block.shoulder))
    return Arm(tip, (block.bust, block.armhole), angle)


def _tube(arm: Arm, *, length: float, wrist: float, head: float, elbow: float = 4, dip: float = 3) -> Path:
    """From the shoulder down the outer edge, across the hem, up the inner edge, back along the armhole."""
    x, y = arm.shoulder
    outer = (
        Path((x - 8, y - 3))
        .curve((x + 10 + head, y + 4), arm.at(length * 0.12, head + 4), arm.at(length * 0.3, head))
        .curve(arm.at(length * 0.5, head - 2 + elbow), arm.at(length * 0.8, elbow), arm.at(length, 0))
    )
    hem = outer.bend(arm.at(length, -wrist), -dip)
    inner = arm.at(length * 0.55, -wrist - 9 - wrist * 0.08)
    inner = hem.curve(arm.at(length * 0.8, -wrist - 1), inner, (arm.underarm[0] + 5, arm.underarm[1] + 16))
    return inner.to(arm.underarm, (arm.underarm[0] - 24, arm.underarm[1] - 20), (x - 24, y + 30)).close()


def _long(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    arm = _arm(block, make.angle)
    cuffed = make.cuff in ("shirt", "rib", "band")
    deep = {"shirt": 40, "rib": 44, "band": 26}.get(make.cuff, 0)
    length, wrist = make.length - deep, make.wrist + (12 if cuffed else 0)
    body = Piece(
        _tube(arm, length=length, wrist=wrist, head=make.head),
        grain=-make.angle,
        turn="right",
        folds=_elbow(arm, length, wrist, crisp),
        marks=_wrist_marks(arm, length, wrist, make),
    )
    return (body, *_cuff(arm, length, wrist, make, deep))


def _elbow(arm: Arm, length: float, wrist: float, crisp: float) -> tuple[Fold, ...]:
    """The drag from the underarm; below it the breaks that fan from the crook of the elbow."""
    if length < 200:
        return (_pull(arm, crisp),)
    crook = arm.at(length * 0.53, -wrist - 12)
    return (
        crease(crook, arm.at(length * 0.46, -wrist * 0.3), bulge=3, width=8, strength=0.75 * crisp),
        crease(arm.at(length * 0.57, -wrist - 9), arm.at(length * 0.58, -wrist * 0.36), bulge=-2, width=8, strength=0.6 * crisp),
        crease(arm.at(length * 0.62, -2), arm.at(length * 0.53, -wrist * 0.5), bulge=4, width=10, strength=0.4 * crisp, inked=False),
        _pull(arm, crisp),
    )  # fmt: skip


def _pull(arm: Arm, crisp: float) -> Fold:
    x, y = arm.underarm
    return crease((x + 7, y + 12), arm.at(62, -22), bulge=-5, width=9, strength=0.7 * crisp)


def _wrist_marks(arm: Arm, length: float, wrist: float, make: Make) -> tuple[Mark | Dot, ...]:
    def across(up: float, kind: str) -> Mark:
        return Mark(Path(arm.at(length - up, 4)).bend(arm.at(length - up, -wrist - 4), -3), kind)

    if make.cuff == "plain":
        return (across(12, "stitch"),)
    if make.cuff == "double":
        return (across(12, "stitch"), across(15.5, "stitch"))
    if make.cuff == "lined":
        return ()
    if make.cuff == "vent":
        vent = Mark(line(arm.at(length, -wrist * 0.82), arm.at(length - 66, -wrist * 0.86)))
        return (vent, *(Dot(*arm.at(length - 12 - 13 * i, -wrist * 0.66), 4) for i in range(4)))
    pleats = [
        Mark(line(arm.at(length, -wrist * s), arm.at(length - 30, -wrist * s - 1)), "fine")
        for s in (0.42, 0.56)
    ]
    if make.cuff == "shirt":
        pleats.append(Mark(line(arm.at(length, -wrist * 0.8), arm.at(length - 74, -wrist * 0.8)), "fine"))
    return tuple(pleats) if make.cuff == "shirt" else ()


def _cuff(arm: Arm, length: float, wrist: float, make: Make, deep: float) -> tuple[Piece, ...]:
    if not deep:
        return ()
    narrow = make.wrist
    a, b = arm.at(length - 2, 1), arm.at(length + deep, -5)
    c, d = arm.at(length + deep, -narrow - 4), arm.at(length - 2, -wrist - 1)
    outline = Path(a).to(b).bend(c, -2).to(d).bend(a, 2).close()
    if make.cuff == "rib":
        return (Piece(outline, grain=-make.angle, stuff="rib", turn="right"),)
    edge = Path(arm.at(length + deep - 6, 2)).bend(arm.at(length + deep - 6, -narrow - 6), -2)
    top = Path(arm.at(length + 5, 2)).bend(arm.at(length + 5, -wrist - 2), -2)
    button = Dot(*arm.at(length + deep / 2, -narrow * 0.8), 4)
    marks = (Mark(edge, "stitch"), Mark(top, "stitch"), button) if make.cuff == "shirt" else ()
    return (Piece(outline, grain=-make.angle, turn="right", marks=marks, lies_on=True),)


def _three_quarter(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    cuff = "plain" if make.cuff in ("shirt", "vent") else make.cuff
    return _long(block, Make(make.wrist + 12, make.head, cuff, make.length * 0.72, make.angle + 2), crisp)


def _short(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    cuff = "band" if make.cuff in ("shirt", "band") else "plain" if make.cuff == "vent" else make.cuff
    wrist = make.wrist + 34
    length = 128 + (block.shoulder - 114) * 0.3
    arm = _arm(block, 33)
    inner = arm.at(length, -wrist)
    x, y = arm.shoulder
    outline = (
        Path((x - 8, y - 3))
        .curve(
            (x + 8 + make.head, y + 3), arm.at(length * 0.25, make.head + 3), arm.at(length * 0.45, make.head)
        )
        .curve(arm.at(length * 0.7, make.head * 0.6), arm.at(length * 0.9, 1), arm.at(length, 0))
    )
    ux, uy = arm.underarm
    outline = outline.bend(inner, -4).curve(
        (inner[0] - 6, inner[1] - 8), (ux + 12, uy + 18), (ux + 2, uy + 6)
    )
    outline = outline.to((ux - 24, uy - 20), (x - 24, y + 30)).close()
    band = 20 if cuff in ("band", "rib") else 11
    line_up = Path(arm.at(length - band, 12)).bend(arm.at(length - band, -wrist - 8), -4)
    kind = "seam" if cuff in ("band", "rib") else "stitch"
    marks = (Mark(line_up, kind), *((Mark(line_up.moved(-1.6, -2.6), kind),) if cuff == "double" else ()))
    return (Piece(outline, grain=-33, turn="right", folds=(_pull(arm, crisp),), marks=marks),)


def _cap(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    arm = _arm(block, 44)
    x, y = arm.shoulder
    ux, uy = arm.underarm
    tip = arm.at(62, 2)
    outline = (
        Path((x - 8, y - 3))
        .curve((x + 14, y + 2), arm.at(30, 12), tip)
        .curve((tip[0] - 6, tip[1] + 22), (ux + 14, uy - 34), (ux - 3, uy - 12))
        .to((x - 30, y + 40))
        .close()
    )
    hem = Path((tip[0] - 9, tip[1] - 3)).curve(
        (tip[0] - 14, tip[1] + 20), (ux + 5, uy - 36), (ux - 12, uy - 14)
    )
    return (Piece(outline, grain=-40, turn="right", marks=(Mark(hem, "stitch"),)),)


def _bell(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length, wide = 21, make.length * 0.9, 122
    arm = _arm(block, angle)
    x, y = arm.shoulder
    p = arm.at
    outer = (
        Path((x - 8, y - 3))
        .curve((x + 18, y + 4), p(50, make.head + 4), p(length * 0.32, make.head))
        .curve(p(length * 0.56, 6), p(length * 0.8, 16), p(length, 34))
    )
    hem = (
        outer.curve(p(length + 18, 18), p(length + 10, -4), p(length + 6, -14))
        .curve(p(length + 22, -26), p(length + 20, -52), p(length + 5, -58))
        .curve(p(length + 17, -72), p(length + 6, -wide + 40), p(length - 16, -wide + 24))
    )
    ux, uy = arm.underarm
    outline = (
        hem.curve(p(length * 0.74, -84), p(length * 0.6, -72), (ux + 5, uy + 16))
        .to((ux, uy), (ux - 24, uy - 20), (x - 24, y + 30))
        .close()
    )
    folds = (
        crease(p(length * 0.48, -30), p(length + 6, -14), bulge=-5, width=16, strength=0.95, is_open=True),
        crease(p(length * 0.55, -52), p(length + 5, -58), bulge=3, width=14, strength=0.9, is_open=True),
        crease(p(length * 0.52, -10), p(length + 10, 10), bulge=-3, width=10, strength=0.6, inked=False, is_open=True),
        _pull(arm, crisp),
    )  # fmt: skip
    return (Piece(outline, grain=-angle, turn="right", folds=folds),)


def _puff(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length, wide = 34, 128, 92
    arm = _arm(block, angle)
    x, y = arm.shoulder
    p = arm.at
    ux, uy = arm.underarm
    outline = (
        Path((x - 10, y - 2))
        .curve((x - 2, y - 30), p(6, 46), p(52, 48))
        .curve(p(86, 50), p(108, 34), p(length, 10))
        .bend(p(length, -wide + 4), -3)
        .curve(p(length - 14, -wide - 14), (ux + 20, uy + 24), (ux + 2, uy + 6))
        .to((ux - 24, uy - 20), (x - 24, y + 30))
        .close()
    )
    gathers = [
        crease(
            (x - 6 + 2 * i, y + 8 + 13 * i), p(44 + 6 * i, 30 - 16 * i), bulge=5 - i, width=8, strength=0.75
        )
        for i in range(4)
    ]
    gathers += [
        crease(
            p(length, 4 - 14 * i),
            p(length - 34 - 4 * (i % 2), 20 - 19 * i),
            bulge=3 - i * 1.4,
            width=8,
            strength=0.75,
        )
        for i in range(7)
    ]
    band = (
        Path(p(length - 2, 8))
        .to(p(length + 17, 4))
        .bend(p(length + 17, -wide + 6), -3)
        .to(p(length - 2, -wide + 4))
        .close()
    )
    return (
        Piece(outline, grain=-angle, turn="right", folds=tuple(gathers)),
        Piece(band, grain=-angle, turn="right", lies_on=True),
    )


def _bishop(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length = 20, make.length - 38
    arm = _arm(block, angle)
    x, y = arm.shoulder
    p = arm.at
    ux, uy = arm.underarm
    outline = (
        Path((x - 9, y - 3))
        .curve((x + 6, y - 12), p(26, 26), p(80, 20))
        .curve(p(length * 0.5, 14), p(length * 0.74, 40), p(length * 0.92, 30))
        .curve(p(length * 0.99, 25), p(length, 12), p(length, -4))
        .bend(p(length, -50), -2)
        .curve(p(length + 4, -74), p(length * 0.92, -104), p(length * 0.78, -98))
        .curve(p(length * 0.64, -92), p(length * 0.5, -80), (ux + 5, uy + 14))
        .to((ux, uy), (ux - 24, uy - 20), (x - 24, y + 30))
        .close()
    )
    folds = [
        crease(
            p(length, -6 - 9 * i),
            p(length - 60 - 26 * (i % 3), 16 - 20 * i),
            bulge=4 - 1.6 * i,
            width=11,
            strength=0.8,
        )
        for i in range(5)
    ]
    folds += [
        crease((x - 4 + 2 * i, y + 8 + 14 * i), p(52 + 6 * i, 16 - 12 * i), bulge=4, width=8, strength=0.6)
        for i in range(3)
    ]
    folds.append(_pull(arm, crisp))
    cuff = (
        Path(p(length - 2, -2))
        .to(p(length + 34, -4))
        .bend(p(length + 34, -50), -2)
        .to(p(length - 2, -52))
        .close()
    )
    dots = (Dot(*p(length + 10, -43), 3.6), Dot(*p(length + 24, -43), 3.6))
    return (
        Piece(outline, grain=-angle, turn="right", folds=tuple(folds)),
        Piece(cuff, grain=-angle, turn="right", lies_on=True, marks=dots),
    )


_KINDS = {
    "long": _long, "three-quarter": _three_quarter, "short": _short, "cap": _cap, "bell": _bell, "puff": _puff,
    "bishop": _bishop,
}  # fmt: skip
