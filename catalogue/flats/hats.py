"""Hats, seen from the front."""

from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, both, line
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch, crease, twice

HAT = {
    "form": ("bucket", "fedora", "sun-hat", "beret", "beanie", "cap"),
    "trim": ("none", "band", "bow"),
    "size": ("medium", "small", "large"),
}
_SIZES = {"small": 0.88, "medium": 1.0, "large": 1.12}


def hat(cut: Cut) -> Sketch:
    pieces = _FORMS[cut["form"]](cut)
    return Sketch((*pieces, *_trim(cut)), focus=(40, -30), nearness=1.35 * _SIZES[cut["size"]])


def _bucket(cut: Cut) -> tuple[Piece, ...]:
    crown = both(
        Path((0, -158))
        .curve((60, -158), (98, -150), (116, -132))
        .curve((128, -80), (140, -10), (146, 20))
        .curve((100, 42), (50, 48), (0, 48))
    )
    brim = both(
        Path((0, 46))
        .curve((56, 46), (112, 38), (146, 18))
        .curve((180, 50), (214, 86), (226, 104))
        .curve((170, 140), (80, 152), (0, 152))
    )
    rows = twice(*(Mark(_row(146 + 18 * i, 22 + 19 * i, 52 + 24 * i), "stitch") for i in range(1, 5)))
    top = twice(Mark(Path((116, -132)).curve((92, -116), (50, -110), (0, -110))))
    return (
        Piece(brim, marks=rows, folds=twice(crease((150, 30), (196, 112), bulge=-6, width=14, strength=0.6))),
        Piece(crown, marks=(*top, Mark(line((0, -110), (0, 48))))),
    )


def _row(x: float, y: float, low: float) -> Path:
    """A line of stitching round a brim."""
    return Path((x, y)).curve((x * 0.72, y + (low - y) * 0.86), (x * 0.36, low), (0, low))


def _fedora(cut: Cut) -> tuple[Piece, ...]:
    crown = both(
        Path((0, -146))
        .curve((26, -146), (40, -170), (66, -174))
        .curve((108, -176), (122, -130), (128, -80))
        .curve((132, -40), (138, 0), (142, 26))
        .curve((96, 44), (46, 50), (0, 50))
    )
    brim = both(
        Path((0, 30))
        .curve((80, 30), (180, 30), (256, 8))
        .curve((270, 6), (274, 14), (264, 26))
        .curve((200, 72), (90, 88), (0, 88))
    )
    pinch = (
        crease((-22, -140), (-62, -70), bulge=-14, width=20, strength=0.9),
        crease((24, -142), (60, -66), bulge=16, width=20, strength=0.9),
    )
    return (
        Piece(brim, marks=twice(Mark(Path((256, 20)).curve((196, 64), (90, 79), (0, 79)), "hair"))),
        Piece(crown, folds=pinch),
    )


def _sun_hat(cut: Cut) -> tuple[Piece, ...]:
    brim = both(Path((0, -2)).curve((160, -6), (300, 20), (330, 44)).curve((318, 84), (160, 128), (0, 130)))
    crown = both(
        Path((0, -150))
        .curve((70, -150), (120, -122), (132, -50))
        .curve((136, -20), (140, 10), (142, 26))
        .curve((96, 46), (46, 52), (0, 52))
    )
    rings = twice(
        *(
            Mark(
                Path((150 + 42 * i, 36 + 5 * i)).curve(
                    (120 + 30 * i, 62 + 13 * i), (60, 70 + 15 * i), (0, 70 + 15 * i)
                ),
                "fine",
            )
            for i in range(4)
        )
    )
    rows = twice(
        *(
            Mark(
                Path((130 - i * 3, -50 - 24 * i)).curve(
                    (90, -26 - 24 * i), (44, -20 - 24 * i), (0, -20 - 24 * i)
                ),
                "hair",
            )
            for i in range(4)
        )
    )
    wave = twice(crease((180, 40), (250, 88), bulge=8, width=18, strength=0.6, is_inked=False))
    return (Piece(brim, marks=rings, folds=wave), Piece(crown, marks=rows))


def _beret(cut: Cut) -> tuple[Piece, ...]:
    crown = (
        Path((-132, 30))
        .curve((-240, 10), (-262, -66), (-180, -108))
        .curve((-90, -150), (60, -160), (140, -118))
        .curve((236, -70), (240, 4), (136, 34))
        .curve((60, 52), (-60, 50), (-132, 30))
        .close()
    )
    band = (
        Path((-132, 26))
        .curve((-60, 46), (60, 48), (136, 30))
        .to((134, 58))
        .curve((60, 76), (-60, 74), (-130, 54))
        .close()
    )
    folds: tuple[Fold, ...] = tuple(
        crease((x * 0.7, 34), (x * 1.24, -34 - abs(x) * 0.1), bulge=b, width=14, strength=0.7)
        for x, b in ((-140, 6), (-70, 4), (10, 2), (80, -4), (146, -7))
    )
    stalk = (
        Path((-22, -146))
        .curve((-24, -160), (-18, -172), (-12, -174))
        .to((-6, -172))
        .curve((-10, -164), (-12, -154), (-10, -147))
        .close()
    )
    return (Piece(stalk), Piece(crown, folds=folds), Piece(band, stuff="trim"))


def _beanie(cut: Cut) -> tuple[Piece, ...]:
    crown = both(
        Path((0, -196)).curve((86, -196), (148, -140), (156, -20)).curve((100, 6), (50, 12), (0, 12))
    )
    cuff = both(
        Path((0, -34))
        .curve((56, -34), (112, -40), (158, -56))
        .curve((164, -20), (164, 20), (160, 50))
        .curve((112, 70), (56, 76), (0, 76))
    )
    folds = twice(
        *(
            crease((10 + 26 * i, -188 + 12 * i), (26 + 42 * i, -60), bulge=-4 - 2 * i, width=12, strength=0.5)
            for i in range(3)
        )
    )
    return (Piece(crown, stuff="rib", folds=folds), Piece(cuff, stuff="rib", folds=()))


def _cap(cut: Cut) -> tuple[Piece, ...]:
    crown = both(
        Path((0, -170)).curve((90, -170), (150, -110), (156, 10)).curve((110, 34), (50, 44), (0, 44))
    )
    peak = both(
        Path((0, 34))
        .curve((60, 34), (120, 22), (152, 6))
        .curve((196, 40), (196, 86), (170, 116))
        .curve((120, 78), (60, 66), (0, 66))
    )
    seams = (
        *twice(Mark(Path((0, -170)).curve((60, -120), (84, -40), (90, 40)))),
        Mark(line((0, -170), (0, 44))),
        *twice(Dot(52, -92, 3.4, "eyelet")),
        Dot(0, -170, 7),
    )
    rows = twice(
        *(
            Mark(
                Path((160 + 5 * i, 30 + 18 * i)).curve((120, 48 + 10 * i), (60, 50 + 4 * i), (0, 50 + 4 * i)),
                "stitch",
            )
            for i in range(3)
        )
    )
    return (Piece(crown, marks=seams), Piece(peak, marks=rows, lies_on=True))


_FORMS = {
    "bucket": _bucket,
    "fedora": _fedora,
    "sun-hat": _sun_hat,
    "beret": _beret,
    "beanie": _beanie,
    "cap": _cap,
}
_BANDS = {
    "bucket": (143, 2, 34), "fedora": (137, -4, 40), "sun-hat": (139, 0, 34), "beret": (128, 40, 16),
    "beanie": (160, 10, 20), "cap": (153, -8, 20),
}  # fmt: skip


def _trim(cut: Cut) -> tuple[Piece, ...]:
    """A ribbon about the crown, tied at the side or not."""
    if cut["trim"] == "none":
        return ()
    half, y, deep = _BANDS[cut["form"]]
    band = both(
        Path((0, y + 20))
        .curve((half * 0.4, y + 20), (half * 0.75, y + 12), (half, y))
        .to((half + 3, y + deep))
        .curve((half * 0.75, y + deep + 12), (half * 0.4, y + deep + 20), (0, y + deep + 20))
    )
    ribbon = Piece(band, stuff="ribbon", lies_on=True)
    if cut["trim"] == "band":
        return (ribbon,)
    x, low = half * 0.62, y + deep / 2 + 14
    loop = (
        Path((x, low))
        .curve((x - 30, low - 34), (x - 62, low - 20), (x - 54, low + 2))
        .curve((x - 48, low + 20), (x - 18, low + 12), (x, low + 2))
        .curve((x + 22, low - 32), (x + 58, low - 30), (x + 54, low - 6))
        .curve((x + 50, low + 14), (x + 18, low + 12), (x, low))
        .close()
    )
    knot = Path((x - 7, low - 11)).to((x + 8, low - 11), (x + 9, low + 11), (x - 6, low + 12)).close()
    return (ribbon, Piece(loop, stuff="ribbon", lies_on=True), Piece(knot, stuff="ribbon", lies_on=True))
