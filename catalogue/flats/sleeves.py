"""Sleeves, right side: hung from the shoulder point, their grain along the arm."""

from catalogue.flats.arms import Arm, Make, arm_of, pull
from catalogue.flats.body import Block
from catalogue.flats.full_sleeves import bell, bishop, puff
from catalogue.flats.path import Path, line
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, crease

SLEEVES = ("none", "cap", "short", "three-quarter", "long", "bell", "puff", "bishop")


def sleeve(kind: str, *, block: Block, make: Make, crisp: float = 1.0) -> tuple[Piece, ...]:
    """The pieces of the right sleeve, the furthest first."""
    if kind == "none":
        return ()
    return _KINDS[kind](block, make, crisp)


def _tube(arm: Arm, *, length: float, wrist: float, head: float, elbow: float = 4, dip: float = 3) -> Path:
    """From the shoulder down the outer edge, across the hem, up the inner edge, back along the armhole."""
    x, y = arm.shoulder
    outer = (
        Path((x - 8, y - 3))
        .curve((x + 10 + head, y + 4), arm.at(length * 0.12, head + 4), arm.at(length * 0.3, head))
        .curve(arm.at(length * 0.48, head - 4), arm.at(length * 0.8, elbow), arm.at(length, 0))
    )
    hem = outer.bend(arm.at(length, -wrist), -dip)
    inner = arm.at(length * 0.55, -wrist - 9 - wrist * 0.08)
    inner = hem.curve(arm.at(length * 0.8, -wrist - 1), inner, (arm.underarm[0] + 1, arm.underarm[1] + 5))
    return inner.to(arm.underarm, (arm.underarm[0] - 24, arm.underarm[1] - 20), (x - 24, y + 30)).close()


def _long(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    arm = arm_of(block, make.angle)
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
        return (pull(arm, crisp),)
    upper = arm.at(length * 0.53, -wrist - 12), arm.at(length * 0.46, -wrist * 0.3)
    lower = arm.at(length * 0.57, -wrist - 9), arm.at(length * 0.58, -wrist * 0.36)
    outer = arm.at(length * 0.62, -2), arm.at(length * 0.53, -wrist * 0.5)
    return (
        crease(*upper, bulge=3, width=8, strength=0.75 * crisp),
        crease(*lower, bulge=-2, width=8, strength=0.6 * crisp),
        crease(*outer, bulge=4, width=10, strength=0.4 * crisp, is_inked=False),
        pull(arm, crisp),
    )


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
    wrist, length = make.wrist + 34, 128 + (block.shoulder - 114) * 0.3
    arm = arm_of(block, 33)
    (x, y), (ux, uy), p = arm.shoulder, arm.underarm, arm.at
    outline = Path((x - 8, y - 3)).curve(
        (x + 8 + make.head, y + 3), p(length * 0.25, make.head + 3), p(length * 0.45, make.head)
    )
    outline = outline.curve(p(length * 0.7, make.head * 0.6), p(length * 0.9, 1), p(length, 0)).bend(
        p(length, -wrist), -4
    )
    inner = outline.end
    if inner[0] < ux + 12:
        outline = outline.to((ux - 22, inner[1] - 6))
    else:
        outline = outline.curve((inner[0] - 6, inner[1] - 8), (ux + 22, uy + 10), (ux - 2, uy - 2))
    outline = outline.to((ux - 24, uy - 20), (x - 24, y + 30)).close()
    is_banded = cuff in ("band", "rib")
    hem = Path(p(length - (20 if is_banded else 11), 12)).bend(
        p(length - (20 if is_banded else 11), -wrist - 8), -4
    )
    kind = "seam" if is_banded else "stitch"
    marks = (Mark(hem, kind), Mark(hem.moved(-1.6, -2.6), kind)) if cuff == "double" else (Mark(hem, kind),)
    return (Piece(outline, grain=-33, turn="right", folds=(pull(arm, crisp),), marks=marks),)


def _cap(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    arm = arm_of(block, 44)
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


_KINDS = {
    "long": _long, "three-quarter": _three_quarter, "short": _short, "cap": _cap, "bell": bell, "puff": puff,
    "bishop": bishop,
}  # fmt: skip
