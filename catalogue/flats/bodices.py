"""The trunk of a garment: neck, shoulder, armhole, side, hem."""

from catalogue.flats.body import HIP, WAIST, Block
from catalogue.flats.path import Path, Point, both, smooth
from catalogue.flats.sketch import Fold, Mark, crease, twice


def trunk(edge: Path, *, block: Block, side: Path, bare: bool = False) -> Path:
    """A closed body from its right half: neckline, shoulder, armhole, then the side to the centre hem."""
    return both(edge.then(armhole(block, bare=bare)).then(side))


def armhole(block: Block, *, bare: bool = False) -> Path:
    """From the shoulder point to the underarm; cut in further where there is no sleeve."""
    x = block.shoulder - (10 if bare else 0)
    y, low = block.shoulder_y(x), block.armhole - (10 if bare else 0)
    deep = x - (22 if bare else 13)
    return Path((x, y)).curve((deep, y + 44), (deep, low - 22), (block.bust, low))


def armhole_stitch(block: Block) -> tuple[Mark, ...]:
    """The turned edge of an armhole without a sleeve."""
    return twice(Mark(armhole(block, bare=True).moved(-6, 3), "stitch"))


def side(
    block: Block, *, hem: float, width: float, drop: float = 5, vent: float = 0, bare: bool = False
) -> Path:
    """From the underarm along the body to a hem of this half width, then to the centre."""
    low = block.armhole - (10 if bare else 0)
    points: list[Point] = [(block.bust, low)]
    if hem > WAIST - 20:
        points.append((block.waist, WAIST - 4))
    if hem > HIP + 20:
        points.append((block.hip, HIP))
    down = smooth(*points, (width, hem - vent))
    return down.then(hemline(width, hem - vent, drop=drop + vent))


def hemline(width: float, y: float, *, drop: float) -> Path:
    """A hem seen from a little above: lower at the centre."""
    return Path((width, y)).curve((width * 0.66, y + drop * 0.75), (width * 0.33, y + drop), (0, y + drop))


def shirt_tail(width: float, y: float, *, rise: float) -> Path:
    """Long at the centre, cut up at the side seams."""
    return (
        Path((width, y - rise))
        .curve((width * 0.93, y - rise * 0.25), (width * 0.8, y), (width * 0.5, y))
        .curve((width * 0.3, y), (width * 0.1, y), (0, y))
    )


def body_folds(block: Block, *, hem: float, crisp: float = 1.0) -> tuple[Fold, ...]:
    """What an easy body does: drags to the underarm, a break at the waist, a hang at the side."""
    x, y = block.bust, block.armhole
    at_waist = block.waist
    folds = [crease((x - 3, y + 8), (x - 40, y + 52), bulge=-3, width=9, strength=0.6 * crisp)]
    if hem > WAIST + 20 and x - at_waist > 7:
        folds.append(
            crease(
                (at_waist + 2, WAIST - 12), (at_waist - 40, WAIST - 2), bulge=5, width=8, strength=0.6 * crisp
            )
        )
        folds.append(
            crease(
                (at_waist + 2, WAIST + 8),
                (at_waist - 30, WAIST + 2),
                bulge=-4,
                width=7,
                strength=0.45 * crisp,
                is_inked=False,
            )
        )
    if hem > HIP - 10:
        folds.append(
            crease(
                (at_waist - 22, WAIST + 26),
                (block.hip - 40, hem - 14),
                bulge=-5,
                width=13,
                strength=0.5,
                is_inked=False,
            )
        )
    return twice(*folds)


def hem_stitch(
    side_path: Path, *, hem: float, width: float, drop: float, up: float = 13, double: bool = False
):
    """The stitching of a turned hem."""
    line = hemline(width + 3, hem - up, drop=drop)
    found = list(twice(Mark(line, "stitch")))
    if double:
        found += twice(Mark(line.moved(0, -4), "stitch"))
    return tuple(found)


def bust_dart(block: Block) -> tuple[Mark, ...]:
    x, y = block.bust, block.armhole + 34
    return twice(Mark(Path((x, y)).to((x - 44, y - 22)).to((x - 1.5, y + 9)), "fine"))


def waist_darts(block: Block, *, top: float = 190, bottom: float = 330) -> tuple[Mark, ...]:
    x = block.waist * 0.55
    left = Path((x + 3, top)).bend((x - 5, WAIST), 1).bend((x, bottom), -1)
    right = Path((x + 3, top)).bend((x + 3, WAIST), -1).bend((x, bottom), 1)
    return twice(Mark(left, "fine"), Mark(right, "fine"))
