"""What may be printed or dyed in the yarn, as pattern tiles in the second colour."""

from collections.abc import Callable

from catalogue.flats.colour import Colour

Tile = tuple[float, float, str]


def stripe(ink: Colour, base: Colour) -> Tile:
    return 15, 15, _fill(ink, "M5 0h5v15H5z")


def pinstripe(ink: Colour, base: Colour) -> Tile:
    return 14, 14, _stroke(ink, 0.9, "M7 0v14", dash="2 1.2")


def breton(ink: Colour, base: Colour) -> Tile:
    return 24, 24, _fill(ink, "M0 7h24v9H0z")


def check(ink: Colour, base: Colour) -> Tile:
    half = base.mixed(ink, 0.5)
    return 24, 24, _fill(half, "M0 0h12v12H0zM12 12h12v12H12z") + _fill(ink, "M0 12h12v12H0z")


def windowpane(ink: Colour, base: Colour) -> Tile:
    return 46, 54, _stroke(ink, 1.4, "M23 0v54M0 27h46") + _stroke(ink, 0.6, "M26 0v54M0 30h46")


def tartan(ink: Colour, base: Colour) -> Tile:
    half, third = base.mixed(ink, 0.45), base.mixed(ink, 0.75).lighter(0.12)
    broad = _fill(half, "M0 0h18v64H0zM0 0h64v18H0z", opacity=0.75)
    crossing = _fill(ink, "M0 0h18v18H0z", opacity=0.8) + _fill(
        half, "M26 0h6v64h-6zM0 26h64v6H0z", opacity=0.7
    )
    return (
        64,
        64,
        broad + crossing + _stroke(third, 1.6, "M48 0v64M0 48h64") + _stroke(ink, 0.8, "M53 0v64M0 53h64"),
    )


def dot(ink: Colour, base: Colour) -> Tile:
    drawn = "".join(_disc(x, y, 3.4) for x, y in ((7, 7), (21, 21)))
    return 28, 28, _fill(ink, drawn)


def houndstooth(ink: Colour, base: Colour) -> Tile:
    """Four dark ends and four light, both ways, in a two and two twill."""
    dark = "".join(
        f"M{2.5 * x} {2.5 * y}h2.6v2.6h-2.6z"
        for y in range(8)
        for x in range(8)
        if (x if (x + y) % 4 < 2 else y) % 8 < 4
    )
    return 20, 20, _fill(ink, dark)


def flower(ink: Colour, base: Colour) -> Tile:
    """Sprays thrown as a hand would throw them, no two heads of a size in a row."""
    pale, leafy = ink.mixed(base, 0.34), ink.mixed(base, 0.58)
    large = ((24, 22, 11), (82, 66, 12), (34, 92, 9))
    small = ((60, 30, 6), (96, 20, 7), (58, 108, 6.5), (10, 62, 6), (106, 104, 5))
    stems = (
        "M24 22C30 40 44 46 60 30M24 22C20 42 16 52 10 62M82 66C74 50 84 34 96 20M82 66C90 84 98 96 106 104"
        "M34 92C42 106 50 110 58 108M34 92C24 104 22 112 24 120M24 0C22 8 22 14 24 22M82 66C66 70 50 78 34 92"
    )
    leaves = "".join(
        _leaf(x, y, dx, dy)
        for x, y, dx, dy in (
            (42, 42, 13, 9), (17, 46, -11, 5), (86, 42, -12, -7), (92, 88, 14, -2),
            (60, 74, 2, -14), (46, 82, 3, 13), (22, 108, -12, 4), (50, 109, 5, 12),
        )
    )  # fmt: skip
    heads = "".join(_bloom(x, y, r) for x, y, r in large)
    buds = "".join(_bloom(x, y, r) for x, y, r in small)
    eyes = "".join(_disc(x, y, round(r * 0.22, 1)) for x, y, r in (*large, *small))
    drawn = (
        _stroke(leafy, 1.1, stems)
        + _fill(leafy, leaves)
        + _fill(pale, buds)
        + _fill(ink, heads)
        + _fill(base, eyes)
    )
    return 116, 120, drawn


def wave(ink: Colour, base: Colour) -> Tile:
    """Overlapping seas, as on a fisherman's coat."""
    arcs = ""
    for x, y in (
        (0, 14),
        (28, 14),
        (14, 28),
        (-14, 28),
        (42, 28),
        (0, 42),
        (28, 42),
        (14, 0),
        (42, 0),
        (-14, 0),
    ):
        arcs += "".join(f"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0" for r in (14, 10, 6, 2))
    return 28, 28, _stroke(ink, 1.1, arcs)


def leaf(ink: Colour, base: Colour) -> Tile:
    second = ink.mixed(base, 0.45)
    one = "M10 40C6 26 14 12 28 6 32 20 24 34 10 40Z"
    other = "M46 78C34 72 30 58 36 46 48 52 54 66 46 78Z"
    small = "M60 34C56 26 60 18 68 14 72 22 68 30 60 34ZM4 70C6 62 12 58 20 58 18 66 12 72 4 70Z"
    veins = "M10 40 25 12M46 78 38 50M60 34 67 17"
    return 76, 84, _fill(ink, one + other) + _fill(second, small) + _stroke(base, 0.9, veins)


def lattice(ink: Colour, base: Colour) -> Tile:
    """Cracked ice, as in a garden window."""
    lines = (
        "M0 14 18 20 30 0M18 20 14 42 0 50M14 42 34 52 30 64M34 52 46 30 18 20M46 30 64 14M46 30 56 50 34 52"
        "M56 50 64 50M56 50 52 64M52 0 46 12 64 14M46 12 30 0"
    )
    return 64, 64, _stroke(ink, 1.3, lines)


def brush(ink: Colour, base: Colour) -> Tile:
    """Strokes of a wet brush, thinning as the ink gives out."""
    wash = "M6 30C20 10 44 8 62 20 46 18 24 20 6 30ZM70 62C80 48 96 46 106 52 94 54 82 58 70 62Z"
    bold = "M14 74C20 56 40 50 58 58 42 58 26 62 14 74ZM76 22C84 12 98 8 108 12 96 16 86 22 76 22Z"
    thin = "M24 92C34 86 50 86 62 94M66 80C72 90 84 92 96 86M30 36C38 40 46 40 54 36"
    return 112, 104, _fill(ink, bold) + _fill(ink, wash, opacity=0.5) + _stroke(ink, 1.6, thin)


PRINTS: dict[str, Callable[[Colour, Colour], Tile]] = {
    "stripe": stripe, "pinstripe": pinstripe, "breton": breton, "check": check, "windowpane": windowpane,
    "tartan": tartan, "houndstooth": houndstooth, "dot": dot, "flower": flower, "leaf": leaf, "wave": wave,
    "lattice": lattice, "brush": brush,
}  # fmt: skip


def _bloom(x: float, y: float, r: float) -> str:
    """Five petals about a point."""
    petals = ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
    return "".join(
        _disc(round(x + a * r * 0.55, 1), round(y + b * r * 0.55, 1), round(r * 0.46, 1)) for a, b in petals
    )


def _leaf(x: float, y: float, dx: float, dy: float) -> str:
    """A pointed leaf from its stalk to its tip."""
    nx, ny = -dy * 0.42, dx * 0.42
    there = f"q{dx * 0.5 + nx:.1f} {dy * 0.5 + ny:.1f} {dx} {dy}"
    return f"M{x} {y}{there}q{-dx * 0.5 - nx:.1f} {-dy * 0.5 - ny:.1f} {-dx} {-dy}Z"


def _disc(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y}a{r} {r} 0 1 0 {2 * r:.1f} 0a{r} {r} 0 1 0 {-2 * r:.1f} 0Z"


def _fill(colour: Colour, path: str, *, opacity: float = 1) -> str:
    faded = "" if opacity == 1 else f' fill-opacity="{opacity}"'
    return f'<path d="{path}" fill="{colour.hex}"{faded}/>'


def _stroke(colour: Colour, width: float, path: str, *, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{colour.hex}" stroke-width="{width}"{dashed}/>'
