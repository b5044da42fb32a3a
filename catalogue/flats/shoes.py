"""Shoes in profile, the toe to the left; from behind is the other foot's side."""

from collections.abc import Callable

from catalogue.flats.cut import Cut
from catalogue.flats.lasts import HEIGHTS, TOES, bed, counter, front, heel, sole, under, vamp, vamp_only
from catalogue.flats.path import Path, line, shape
from catalogue.flats.sketch import Dot, Mark, Piece, Sketch, crease, ribbon

SHOE = {
    "form": ("pump", "flat", "loafer", "mule", "sandal", "ankle-boot", "boot", "sneaker"),
    "heel": ("block", "flat", "kitten", "stiletto", "wedge"),
    "toe": ("almond", "pointed", "round", "square"),
    "fastening": ("none", "strap", "bow", "buckle"),
}


def shoe(cut: Cut) -> Sketch:
    lift = 14 if cut["form"] == "sneaker" and cut["heel"] == "flat" else HEIGHTS[cut["heel"]]
    pieces = (*_FORMS[cut["form"]](cut, lift), *_fastened(cut, lift))
    if cut.is_back:
        pieces = tuple(piece.mirrored() for piece in pieces)
    return Sketch(pieces, focus=(-110 if not cut.is_back else 110, -80), nearness=1.3)


def _pump(cut: Cut, lift: float) -> tuple[Piece, ...]:
    top = (
        front(cut)
        .curve((-128, -80), (-112, -86), (-96, -84))
        .curve((-30, -58 - lift * 0.2), (70, -58 - lift * 0.72), (150, -96 - lift * 0.94))
        .curve((190, -114 - lift), (214, -124 - lift), (228, -128 - lift))
        .curve((242, -100 - lift), (244, -40 - lift), (233, -lift))
    )
    lip = (
        Path((-96, -84))
        .curve((-30, -58 - lift * 0.2), (70, -58 - lift * 0.72), (150, -96 - lift * 0.94))
        .curve((190, -114 - lift), (214, -124 - lift), (228, -128 - lift))
    )
    inside = (
        lip.curve((200, -136 - lift), (150, -112 - lift), (110, -96 - lift * 0.86))
        .curve((40, -76 - lift * 0.6), (-40, -82 - lift * 0.12), (-96, -84))
        .close()
    )
    upper = Piece(
        under(top, lift, cut),
        grain=20,
        folds=vamp(lift),
        marks=(Mark(lip.moved(-1, 6), "stitch"), counter(lift)),
    )
    return (Piece(inside, stuff="inside", lies_on=True), *heel(cut, lift), upper, sole(cut, lift))


def _loafer(cut: Cut, lift: float) -> tuple[Piece, ...]:
    top = (
        front(cut)
        .curve((-120, -84), (-92, -112), (-66, -128))
        .curve((-40, -116), (-30, -104), (-8, -96 - lift * 0.3))
        .curve((60, -84 - lift * 0.8), (140, -100 - lift), (226, -124 - lift))
        .curve((242, -96 - lift), (244, -40 - lift), (233, -lift))
    )
    apron = Path((-244, -40)).curve((-214, -66), (-160, -62), (-84, -86))
    saddle = shape((-112, -96), (-66, -128), (-30, -104), (-26, -30), (-92, -24))
    slot = shape((-86, -84), (-62, -98), (-52, -88), (-76, -72))
    lip = (
        Path((-66, -128))
        .curve((-40, -116), (-30, -104), (-8, -96 - lift * 0.3))
        .curve((60, -84 - lift * 0.8), (140, -100 - lift), (226, -124 - lift))
    )
    inside = (
        lip.curve((180, -128 - lift), (60, -108 - lift * 0.8), (-10, -124 - lift * 0.2))
        .curve((-30, -128), (-50, -132), (-66, -128))
        .close()
    )
    upper = Piece(
        under(top, lift, cut),
        grain=20,
        folds=vamp(lift)[1:],
        marks=(
            Mark(apron),
            Mark(apron.moved(0, 4), "stitch"),
            Mark(lip.moved(0, 6), "stitch"),
            counter(lift),
        ),
    )
    strap = Piece(
        saddle,
        lies_on=True,
        grain=50,
        marks=(
            Mark(slot, "slit"),
            Mark(line((-108, -88), (-88, -26)), "stitch"),
            Mark(line((-34, -98), (-31, -32)), "stitch"),
        ),
    )
    return (
        Piece(inside, stuff="inside", lies_on=True),
        *heel(cut, lift),
        upper,
        strap,
        sole(cut, lift, thick=12),
    )


def _flat(cut: Cut, lift: float) -> tuple[Piece, ...]:
    top = (
        front(cut)
        .curve((-140, -78), (-132, -80), (-124, -78))
        .curve((-60, -46), (60, -44 - lift * 0.8), (140, -72 - lift))
        .curve((190, -92 - lift), (212, -104 - lift), (226, -108 - lift))
        .curve((240, -84 - lift), (243, -34 - lift), (233, -lift))
    )
    lip = (
        Path((-124, -78))
        .curve((-60, -46), (60, -44 - lift * 0.8), (140, -72 - lift))
        .curve((190, -92 - lift), (212, -104 - lift), (226, -108 - lift))
    )
    inside = (
        lip.curve((190, -114 - lift), (120, -88 - lift), (60, -74 - lift * 0.7))
        .curve((-20, -66 - lift * 0.2), (-80, -76), (-124, -78))
        .close()
    )
    knot = (
        Path((-122, -74))
        .curve((-150, -100), (-172, -92), (-164, -76))
        .curve((-160, -64), (-136, -66), (-122, -72))
        .curve((-104, -92), (-84, -88), (-84, -76))
        .curve((-84, -64), (-108, -62), (-122, -74))
        .close()
    )
    upper = Piece(under(top, lift, cut), grain=20, folds=vamp(lift), marks=(Mark(lip.moved(0, 5), "seam"),))
    bow = () if cut["fastening"] != "none" else (Piece(knot, lies_on=True, stuff="trim"),)
    return (
        Piece(inside, stuff="inside", lies_on=True),
        *heel(cut, lift),
        upper,
        sole(cut, lift, thick=7),
        *bow,
    )


def _mule(cut: Cut, lift: float) -> tuple[Piece, ...]:
    top = (
        front(cut)
        .curve((-110, -92), (-70, -112 - lift * 0.1), (-34, -116 - lift * 0.2))
        .curve((-16, -80 - lift * 0.3), (10, -40 - lift * 0.44), (30, -lift * 0.46 - 4))
    )
    upper = vamp_only(top, cut, lift)
    edge = Path((-44, -112 - lift * 0.2)).curve(
        (-26, -78 - lift * 0.3), (0, -38 - lift * 0.44), (20, -lift * 0.42 - 4)
    )
    return (
        bed(lift),
        *heel(cut, lift),
        Piece(upper, grain=20, folds=vamp(lift)[:1], marks=(Mark(edge, "stitch"),)),
        sole(cut, lift),
    )


def _sandal(cut: Cut, lift: float) -> tuple[Piece, ...]:
    toe = ribbon(
        Path((-206, -6))
        .curve((-204, -56), (-168, -74), (-134, -76))
        .curve((-112, -74), (-104, -40), (-98, -6)),
        22,
    )
    second = ribbon(
        Path((-128, -6))
        .curve((-118, -62), (-84, -96), (-52, -98 - lift * 0.2))
        .curve((-30, -96), (-26, -50), (-20, -12 - lift * 0.2)),
        18,
    )
    y = -lift
    near = Path((216, y - 148)).curve((196, y - 122), (120, y - 116), (92, y - 138))
    far = Path((216, y - 148)).curve((196, y - 172), (116, y - 164), (92, y - 138))
    back = Path((229, y - 6)).curve((242, y - 60), (236, y - 110), (217, y - 150))
    frame = shape((108, y - 140), (132, y - 137), (130, y - 113), (106, y - 116))
    return (
        Piece(ribbon(far, 12), stuff="inside"),
        bed(lift),
        *heel(cut, lift),
        Piece(ribbon(back, 30, end=16)),
        Piece(ribbon(near, 14), grain=90),
        Piece(frame, stuff="metal", lies_on=True),
        Piece(toe, grain=60),
        Piece(second, grain=60),
        sole(cut, lift, thick=10),
    )


def _shafted(tall: float) -> Callable[[Cut, float], tuple[Piece, ...]]:
    def boot(cut: Cut, lift: float) -> tuple[Piece, ...]:
        top = -lift - tall
        upper = (
            front(cut)
            .curve((-104, -90), (-34, -124 - lift * 0.6), (14, -172 - lift))
            .curve((56, -190 - lift), (58, top + 90), (46, top + 4))
            .curve((100, top + 10), (180, top + 8), (226, top - 2))
            .curve((236, top + 80), (226, -130 - lift), (232, -96 - lift))
            .curve((242, -60 - lift), (243, -30 - lift), (233, -lift))
        )
        mouth = (
            Path((46, top + 4))
            .curve((90, top - 12), (190, top - 14), (226, top - 2))
            .curve((180, top + 8), (100, top + 10), (46, top + 4))
            .close()
        )
        zipped = Mark(
            Path((120, top + 8)).curve((126, top + 80), (116, -120 - lift), (110, -24 - lift * 0.9))
        )
        gore = Path((88, top + 9)).curve((94, top + 70), (108, -96 - lift), (126, -84 - lift))
        gore = gore.curve((146, -96 - lift), (160, top + 70), (166, top + 9))
        marks = (
            (zipped, Mark(zipped.path.moved(6, 0), "stitch")) if tall > 250 or cut.is_back else (Mark(gore),)
        )
        folds = (
            crease((36, -150 - lift), (150, -110 - lift), bulge=10, width=16, strength=0.9),
            crease((50, -186 - lift), (150, -150 - lift), bulge=8, width=14, strength=0.7),
            crease((222, -140 - lift), (150, -120 - lift), bulge=-6, width=12, strength=0.6),
            crease((-110, -66), (-56, -20), bulge=-8, width=16, strength=0.5, is_inked=False),
        )
        body = Piece(under(upper, lift, cut), grain=4, folds=folds, marks=marks)
        return (
            Piece(mouth, stuff="inside", lies_on=True),
            *heel(cut, lift),
            body,
            sole(cut, lift, thick=11),
        )

    return boot


def _sneaker(cut: Cut, lift: float) -> tuple[Piece, ...]:
    h = 34 + lift * 0.2
    x = TOES[cut["toe"]][0]
    top = (
        Path((x + 10, -h))
        .curve((x + 6, -h - 30), (x + 50, -h - 50), (-170, -h - 58))
        .curve((-120, -h - 66), (-60, -h - 110), (-16, -h - 134))
        .curve((10, -h - 128), (40, -h - 112), (64, -h - 110))
        .curve((120, -h - 104), (180, -h - 122), (214, -h - 142))
        .curve((236, -h - 130), (226, -h - 80), (238, -h))
        .close()
    )
    tongue = (
        Path((-60, -h - 110))
        .curve((-50, -h - 140), (-26, -h - 156), (-8, -h - 154))
        .curve((4, -h - 140), (8, -h - 130), (14, -h - 126))
        .close()
    )
    cap = Path((-150, -h - 62)).curve((-150, -h - 40), (-140, -h - 16), (-120, -h + 2))
    quarter = (
        Path((-16, -h - 132))
        .curve((-30, -h - 80), (-70, -h - 60), (-96, -h - 50))
        .curve((-84, -h - 30), (-70, -h - 14), (-50, -h + 2))
    )
    heel = Path((176, -h - 124)).curve((180, -h - 80), (176, -h - 40), (182, -h + 2))
    laces = tuple(
        Piece(
            ribbon(line((-126 + 24 * i, -h - 64 - 15 * i), (-98 + 24 * i, -h - 46 - 13 * i)), 7),
            stuff="rubber",
            lies_on=True,
        )
        for i in range(5)
    )
    sole = (
        Path((x + 6, -h + 2))
        .to((240, -h + 2))
        .curve((246, -20), (240, 2), (232, 6))
        .to((x + 40, 6))
        .curve((x + 10, 6), (x - 4, -10), (x + 6, -h + 2))
        .close()
    )
    bumper = (
        Mark(line((x, -h * 0.5), (244, -h * 0.5)), "hair"),
        Mark(line((x, -h * 0.5 + 5), (244, -h * 0.5 + 5)), "hair"),
    )
    body = Piece(
        top,
        folds=vamp(lift)[:1],
        marks=(
            Mark(cap),
            Mark(cap.moved(5, 0), "stitch"),
            Mark(quarter),
            Mark(quarter.moved(5, 2), "stitch"),
            Mark(heel),
            Mark(heel.moved(5, 0), "stitch"),
        ),
    )
    return (Piece(tongue, stuff="trim"), body, *laces, Piece(sole, stuff="rubber", marks=bumper))


def _fastened(cut: Cut, lift: float) -> tuple[Piece, ...]:
    kind = cut["fastening"]
    if kind == "none":
        return ()
    if kind == "bow":
        x, y = -112, -90
        loops = (
            Path((x, y))
            .curve((x - 34, y - 36), (x - 58, y - 22), (x - 48, y))
            .curve((x - 44, y + 14), (x - 16, y + 10), (x, y + 2))
            .curve((x + 20, y - 34), (x + 52, y - 34), (x + 48, y - 10))
            .curve((x + 46, y + 8), (x + 18, y + 8), (x, y))
            .close()
        )
        knot = Path((x - 6, y - 8)).to((x + 6, y - 9), (x + 7, y + 7), (x - 5, y + 8)).close()
        return (Piece(loops, stuff="trim", lies_on=True), Piece(knot, stuff="trim", lies_on=True))
    across = Path((-20, -14 - lift * 0.3)).curve(
        (-10, -70 - lift * 0.5), (6, -104 - lift * 0.6), (36, -106 - lift * 0.74)
    )
    across = across.curve((56, -104 - lift * 0.76), (74, -84 - lift * 0.8), (82, -50 - lift * 0.84))
    if kind == "strap":
        return (
            Piece(ribbon(across, 15), grain=60, lies_on=True, marks=(Dot(2, -78 - lift * 0.56, 4, "metal"),)),
        )
    x, y = -84, -66
    frame = Piece(
        shape((x - 22, y - 12), (x + 16, y - 26), (x + 24, y + 2), (x - 14, y + 16)),
        stuff="metal",
        lies_on=True,
    )
    hole = Piece(
        shape((x - 13, y - 7), (x + 11, y - 16), (x + 15, y - 2), (x - 9, y + 7)), stuff="trim", lies_on=True
    )
    return (frame, hole)


_FORMS: dict[str, Callable[[Cut, float], tuple[Piece, ...]]] = {
    "pump": _pump, "flat": _flat, "loafer": _loafer, "mule": _mule, "sandal": _sandal,
    "ankle-boot": _shafted(204), "boot": _shafted(390), "sneaker": _sneaker,
}  # fmt: skip
