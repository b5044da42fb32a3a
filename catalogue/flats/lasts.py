"""What every shoe is built on: the toe, the arch, the sole, the heel."""

from catalogue.flats.cut import Cut
from catalogue.flats.path import Path, Point, line
from catalogue.flats.sketch import Mark, Piece, crease

HEIGHTS = {"flat": 14, "kitten": 58, "block": 84, "wedge": 92, "stiletto": 122}
TOES = {
    "pointed": (-280, -8, 0.4),
    "almond": (-270, -16, 0.7),
    "round": (-256, -24, 1.1),
    "square": (-258, -22, 1.5),
}


def toe(cut: Cut) -> tuple[Point, float]:
    x, y, full = TOES[cut["toe"]]
    return (x, y), full


def front(cut: Cut) -> Path:
    """From the sole up over the toe to the instep."""
    (x, y), full = toe(cut)
    start = Path((x + 6, -3)).curve((x - 4, -6), (x - 2, y - 6), (x + 4, y - 8))
    return start.curve((x + 14, y - 26 * full - 10), (-210, -58 - 8 * full), (-150, -74))


def under(path: Path, lift: float, cut: Cut) -> Path:
    """From the heel along the waist of the sole back to the toe."""
    x = TOES[cut["toe"]][0]
    return (
        path.curve((170, -lift + 2), (90, -lift * 0.86), (20, -lift * 0.42))
        .curve((-30, -lift * 0.14), (-70, -3), (-120, -3))
        .to((x + 6, -3))
        .close()
    )


def sole(cut: Cut, lift: float, *, thick: float = 9) -> Piece:
    x = TOES[cut["toe"]][0]
    upper = (
        Path((x + 4, -5))
        .to((-120, -5))
        .curve((-70, -5), (-30, -lift * 0.14 - 2), (20, -lift * 0.42 - 2))
        .curve((90, -lift * 0.86 - 2), (170, -lift), (232, -lift - 2))
    )
    lower = (
        Path((233, -lift + thick * 0.6))
        .curve((170, -lift + thick), (92, -lift * 0.86 + thick), (22, -lift * 0.42 + thick))
        .curve((-28, -lift * 0.14 + thick), (-70, thick - 2), (-120, thick - 2))
        .to((x + 22, thick - 2))
        .curve((x + 10, thick - 3), (x + 4, 2), (x + 4, -5))
    )
    return Piece(upper.then(lower).close(), stuff="sole")


def heel(cut: Cut, lift: float, *, thick: float = 7) -> tuple[Piece, ...]:
    kind, top = cut["heel"], -lift
    if kind == "wedge":
        outline = (
            Path((-96, 4))
            .curve((-30, 2), (40, -lift * 0.4), (120, -lift * 0.8))
            .curve((170, -lift + 2), (210, -lift), (234, top))
            .curve((236, -lift * 0.6), (230, -20), (224, thick))
            .to((-96, thick))
            .close()
        )
        return (Piece(outline, stuff="trim"),)
    if kind == "flat":
        outline = (
            Path((132, -6))
            .to((234, top + 2))
            .curve((234, 0), (232, thick - 2), (230, thick + 3))
            .to((134, thick + 3))
            .close()
        )
        return (Piece(outline, stuff="sole"),)
    if kind == "block":
        outline = (
            Path((134, top + 14))
            .curve((170, top + 4), (210, top), (234, top))
            .curve((235, top * 0.6), (230, -20), (226, thick))
            .to((146, thick))
            .curve((144, -24), (140, top * 0.6), (134, top + 14))
            .close()
        )
        return (Piece(outline, stuff="trim", marks=(Mark(line((140, 0), (232, 0)), "fine"),)),)
    base = (206, 224) if kind == "stiletto" else (196, 222)
    outline = (
        Path((140, top + 16))
        .curve((176, top + 4), (214, top), (235, top))
        .curve((238, top * 0.62), (228, -34), (base[1], thick))
        .to((base[0], thick))
        .curve((base[0] + 2, -40), (204, top * 0.6), (178, top + 30))
        .curve((164, top + 20), (152, top + 18), (140, top + 16))
        .close()
    )
    return (Piece(outline, stuff="trim", marks=(Mark(line((190, thick - 6), (230, thick - 6)), "fine"),)),)


def bed(lift: float) -> Piece:
    """The footbed behind the straps."""
    outline = (
        Path((-250, -6))
        .curve((-200, -16), (-140, -14), (-110, -14))
        .curve((-60, -14), (-20, -lift * 0.2 - 14), (30, -lift * 0.5 - 14))
        .curve((100, -lift - 12), (190, -lift - 18), (232, -lift - 12))
        .to((232, -lift))
        .curve((170, -lift + 2), (90, -lift * 0.86), (20, -lift * 0.42))
        .curve((-30, -lift * 0.14), (-70, -3), (-120, -3))
        .to((-250, -3))
        .close()
    )
    return Piece(outline, stuff="inside")


def counter(lift: float) -> Mark:
    return Mark(
        Path((150, -94 - lift * 0.94)).curve((146, -60 - lift), (150, -30 - lift * 0.9), (156, -lift * 0.98)),
        "fine",
    )


def vamp(lift: float):
    return (
        crease((-120, -66), (-60, -18), bulge=-8, width=18, strength=0.6, is_inked=False),
        crease(
            (60, -70 - lift * 0.7), (96, -16 - lift * 0.8), bulge=8, width=16, strength=0.5, is_inked=False
        ),
    )


def vamp_only(top: Path, cut: Cut, lift: float) -> Path:
    x = TOES[cut["toe"]][0]
    return top.curve((-20, -lift * 0.2), (-70, -3), (-120, -3)).to((x + 6, -3)).close()
