"""Sleeves with fullness: belled at the wrist, puffed at the shoulder, gathered to a cuff."""

from catalogue.flats.arms import Make, arm_of, pull
from catalogue.flats.body import Block
from catalogue.flats.path import Path
from catalogue.flats.sketch import Dot, Piece, crease


def bell(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length, wide = 21, make.length * 0.9, 122
    arm = arm_of(block, angle)
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
        hem.curve(p(length * 0.74, -84), p(length * 0.6, -72), (ux + 1, uy + 5))
        .to((ux, uy), (ux - 24, uy - 20), (x - 24, y + 30))
        .close()
    )
    folds = (
        crease(p(length * 0.48, -30), p(length + 6, -14), bulge=-5, width=16, strength=0.95, is_open=True),
        crease(p(length * 0.55, -52), p(length + 5, -58), bulge=3, width=14, strength=0.9, is_open=True),
        crease(p(length * 0.52, -10), p(length + 10, 10), bulge=-3, width=10, strength=0.5, is_open=True),
        pull(arm, crisp),
    )  # fmt: skip
    return (Piece(outline, grain=-angle, turn="right", folds=folds),)


def puff(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length, wide = 34, 128, 92
    arm = arm_of(block, angle)
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


def bishop(block: Block, make: Make, crisp: float) -> tuple[Piece, ...]:
    angle, length = 20, make.length - 38
    arm = arm_of(block, angle)
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
    folds.append(pull(arm, crisp))
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
