"""Collars and lapels, in front of the neck and behind it."""

from catalogue.flats.path import Path, both, line, smooth
from catalogue.flats.sketch import Dot, Mark, Piece, crease, pairs, twice


def shirt_collar(*, opens: float = 36, is_back: bool = False, point: float = 1.0) -> tuple[Piece, ...]:
    """A stand and a fall, closed at the throat or open down to a depth."""
    if is_back:
        return (fall_behind(66, 22),)
    if opens > 60:
        return _open_collar(opens, point)
    stand = both(
        Path((0, 26))
        .curve((22, 24), (36, 8), (45, -12))
        .to((48, 4))
        .curve((40, 28), (24, 42), (0, opens + 6))
    )
    leaf = Path((3, 27)).curve((24, 24), (38, 6), (45, -19)).curve((50, -19), (54, -13), (57, -4))
    leaf = leaf.curve((62, 6), (66, 14), (70, 22)).curve((60, 40), (54, 52), (48 * point, 40 + 34 * point))
    leaf = leaf.curve((34, 66), (14, 46), (3, 27)).close()
    edge = (
        Path((10, 33))
        .curve((24, 56), (36, 66), (46 * point, 33 + 34 * point))
        .curve((54, 50), (58, 38), (65, 22))
    )
    return (
        inner_stand(),
        Piece(stand, marks=(Dot(0, 34, 4),)),
        *pairs(Piece(leaf, grain=-24, lies_on=True, turn="right", marks=(Mark(edge, "stitch"),))),
    )


def _open_collar(opens: float, point: float) -> tuple[Piece, ...]:
    leaf = Path((2, opens + 2)).curve((16, 84), (40, 34), (45, -19)).curve((50, -20), (55, -13), (58, -4))
    leaf = leaf.curve((64, 8), (70, 16), (76, 24)).curve((76, 40), (78, 54), (82 * point, 76 * point))
    leaf = leaf.curve((60, 66), (48, 62), (40, 66)).curve((28, 84), (14, 104), (2, opens + 2)).close()
    edge = Path((44, 58)).curve((56, 57), (64, 61), (75, 67)).curve((72, 52), (71, 42), (71, 26))
    return (
        inner_stand(),
        *pairs(Piece(leaf, grain=-20, lies_on=True, turn="right", marks=(Mark(edge, "stitch"),))),
    )


def inner_stand(*, labelled: bool = True) -> Piece:
    """The back of the collar seen from in front, behind the throat."""
    half = Path((0, -25)).curve((20, -25), (36, -23), (46, -18)).curve((56, 8), (34, 40), (0, 40))
    seam = Path((0, -4)).curve((18, -4), (34, -8), (44, -14))
    label = both(line((0, 0), (12, -1), (12, 9), (0, 10)))
    return Piece(
        both(half),
        stuff="inside",
        marks=(*twice(Mark(seam, "hair")), *((Mark(label, "label"),) if labelled else ())),
        lies_on=True,
    )


def fall_behind(reach: float, low: float) -> Piece:
    half = Path((0, -25)).curve((20, -25), (36, -24), (46, -19)).curve((53, -17), (60, -2), (reach, low))
    half = half.curve((reach * 0.6, low + 12), (reach * 0.3, low + 14), (0, low + 14))
    edge = Path((0, low + 8)).curve((reach * 0.3, low + 8), (reach * 0.6, low + 6), (reach - 6, low - 3))
    return Piece(both(half), lies_on=True, marks=twice(Mark(edge, "stitch")))


def stand_collar(*, is_back: bool = False, tall: float = 30, gap: float = 7) -> tuple[Piece, ...]:
    """A mandarin collar, its rounded ends not quite meeting."""
    if is_back:
        half = (
            Path((0, -tall))
            .curve((18, -tall), (34, 2 - tall), (44, 4 - tall))
            .curve((46, -8), (46, -4), (48, 2))
        )
        return (Piece(both(half.curve((34, 10), (16, 12), (0, 12)))),)
    behind = both(
        Path((0, -tall))
        .curve((18, -tall), (34, 2 - tall), (43, 5 - tall))
        .to((47, 0))
        .curve((34, 34), (14, 46), (0, 46))
    )
    leaf = Path((gap, 46)).curve((26, 40), (42, 24), (48, 0)).curve((47, -8), (45, -16), (43, 5 - tall))
    leaf = (
        leaf.curve((36, 8 - tall * 0.3), (22, 16), (gap + 5, 20))
        .curve((gap, 22), (gap - 2, 32), (gap, 46))
        .close()
    )
    return (Piece(behind, stuff="inside", lies_on=True), *pairs(Piece(leaf, turn="right")))


def roll_neck(*, is_back: bool = False, tall: float = 52) -> tuple[Piece, ...]:
    """A polo neck turned down on itself."""
    top, low = 26 - tall, 26
    half = Path((0, top + (0 if is_back else 7))).curve(
        (18, top + (0 if is_back else 6)), (32, top + 1), (40, top - 4)
    )
    half = half.curve((47, top + 4), (50, top + 26), (52, low - 14)).curve(
        (40, low + 8), (18, low + 14), (0, low + 14)
    )
    roll = Piece(
        both(half),
        stuff="rib",
        folds=(crease((-36, low - 4), (8, low + 6), bulge=-4, width=6, strength=0.6),),
    )
    if is_back:
        return (roll,)
    inner = both(
        Path((0, top - 9))
        .curve((18, top - 9), (32, top - 8), (40, top - 4))
        .curve((32, top + 4), (18, top + 9), (0, top + 10))
    )
    return (Piece(inner, stuff="inside", lies_on=True), roll)


def peter_pan(*, is_back: bool = False) -> tuple[Piece, ...]:
    """Flat and round-cornered."""
    if is_back:
        half = (
            Path((1, 12))
            .curve((22, 12), (40, 6), (50, 0))
            .curve((62, 6), (72, 14), (78, 24))
            .curve((70, 48), (30, 56), (10, 46))
            .curve((2, 42), (1, 30), (1, 12))
            .close()
        )
        return pairs(Piece(half, lies_on=True))
    leaf = (
        Path((2, 58))
        .curve((26, 54), (46, 36), (50, 2))
        .curve((62, 6), (72, 14), (78, 24))
        .curve((82, 66), (58, 98), (30, 100))
        .curve((10, 100), (2, 84), (2, 58))
        .close()
    )
    edge = Path((9, 66)).curve((9, 84), (16, 93), (30, 93)).curve((56, 92), (74, 62), (71, 24))
    return pairs(Piece(leaf, grain=-12, lies_on=True, turn="right", marks=(Mark(edge, "stitch"),)))


def pussy_bow(*, is_back: bool = False) -> tuple[Piece, ...]:
    """A soft bow tied at the throat."""
    if is_back:
        return stand_collar(is_back=True, tall=22)
    band = both(
        Path((0, 30)).curve((22, 28), (38, 12), (44, -12)).to((49, 2)).curve((42, 28), (24, 44), (0, 48))
    )
    tail = (
        smooth((2, 46), (16, 92), (12, 140), (22, 196))
        .to((44, 190))
        .then(smooth((44, 190), (36, 138), (30, 90), (10, 44)))
        .close()
    )
    loop = Path((4, 40)).curve((24, 10), (58, 6), (66, 26)).curve((74, 48), (50, 68), (4, 46)).close()
    knot = both(Path((0, 30)).curve((8, 30), (11, 36), (10, 44)).curve((9, 52), (5, 55), (0, 55)))
    tails = Piece(
        tail,
        grain=-6,
        lies_on=True,
        turn="right",
        folds=(crease((8, 54), (30, 186), bulge=-6, width=8, strength=0.8),),
    )
    loops = Piece(
        loop,
        grain=-60,
        lies_on=True,
        turn="right",
        folds=(crease((8, 42), (48, 28), bulge=4, width=9), crease((8, 45), (44, 48), bulge=-3, width=7)),
    )
    behind = both(
        Path((0, -18)).curve((18, -18), (34, -16), (43, -12)).to((46, 2)).curve((36, 26), (16, 38), (0, 38))
    )
    return (
        Piece(behind, stuff="inside", lies_on=True),
        Piece(band),
        *pairs(tails, loops),
        Piece(knot, lies_on=True),
    )
