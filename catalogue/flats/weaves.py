"""How each cloth is woven and how it takes the light, as pattern tiles."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from catalogue.flats.path import number
from catalogue.flats.threads import Threads, flecks, rounds, strokes


@dataclass(frozen=True)
class Weave:
    """A tile (width, height, drawing) and a finish: gloss and shade, crease and cover, 0 to 1."""

    tile: tuple[float, float, Callable[[Threads], str]]
    gloss: float = 0.3
    shade: float = 0.55
    crease: float = 0.5
    cover: float = 1.0
    drape: float = 0.5
    nap: float = 0.0
    is_pleated: bool = False


def _plain(of: Threads) -> str:
    return strokes(of.low, 0.9, "M0 1h2M2 3h2", 0.5) + strokes(of.high, 0.9, "M1 2v2M3 0v2", 0.5)


def _twill(of: Threads) -> str:
    low = strokes(of.low, 1.5, "M-1 7 7-1M-1 1 1-1M5 7 7 5", 0.75)
    return low + strokes(of.high, 0.8, "M-1 4 4-1M2 7 7 2", 0.8)


def _satin(of: Threads) -> str:
    return strokes(of.high, 0.5, "M1 0v9M5 6v9M9 3v9", 0.35) + strokes(of.low, 0.5, "M3 4v8M7 1v8", 0.3)


def _silk(of: Threads) -> str:
    return strokes(of.low, 0.5, "M0 2h9M4 6h8M0 10h5", 0.28) + strokes(of.high, 0.5, "M2 4h8M0 8h7", 0.3)


def _knit(of: Threads) -> str:
    stitch = "M.6 .4C2.2 1.6 3.6 3.6 4.2 6.4M8.4 .4C6.8 1.6 5.4 3.6 4.8 6.4"
    return (
        strokes(of.low, 1.1, "M4.5 0v7M0 0v7M9 0v7", 0.8)
        + strokes(of.high, 1.7, stitch, 0.75)
        + strokes(of.low, 0.5, "M0 .2C2 1 3.6 3 4 6M9 .2C7 1 5.4 3 5 6", 0.6)
    )


def _jersey(of: Threads) -> str:
    return strokes(of.low, 0.6, "M2 0v4M0 0v4", 0.4) + strokes(of.high, 0.6, "M.5 .5 1.7 3M3.5 .5 2.3 3", 0.4)


def _rib(of: Threads) -> str:
    return (
        strokes(of.deep, 3, "M1.5 0v6", 0.42)
        + strokes(of.low, 1, "M3.4 0v6M9.8 0v6", 0.8)
        + strokes(of.high, 1.4, "M4.6 .6 6.4 5.4M8.8 .6 7 5.4", 0.7)
    )


def _cable(of: Threads) -> str:
    rope = "M6 0C6 10 18 14 18 24S6 38 6 48M18 0C18 10 6 14 6 24S18 38 18 48"
    return (
        strokes(of.deep, 2.4, "M1.5 0v48M22.5 0v48M29 0v48", 0.38)
        + strokes(of.low, 8, rope, 0.55)
        + strokes(of.high, 5, rope, 0.55)
        + strokes(of.low, 1, rope, 0.7)
        + strokes(of.high, 2.4, "M25.8 0v48", 0.5)
    )


def _denim(of: Threads) -> str:
    pale = flecks(
        of.pale, 41, count=16, width=12, height=12, length=2.2, lean=-45, thickness=0.8, opacity=0.5
    )
    lines = "M-1 4 4-1M-1 7 7-1M-1 10 10-1M-1 13 13-1M2 13 13 2M5 13 13 5M8 13 13 8"
    return strokes(of.low, 1, lines, 0.75) + pale


def _tweed(of: Threads) -> str:
    herringbone = "M0 4 6 0M0 8 6 4M0 12 6 8M0 16 6 12M6 0 12 4M6 4 12 8M6 8 12 12M6 12 12 16"
    shown = strokes(
        of.low,
        1.5,
        herringbone + "M12 4 18 0M12 8 18 4M12 12 18 8M12 16 18 12M18 0 24 4M18 4 24 8"
        "M18 8 24 12M18 12 24 16M0 20 6 16M0 24 6 20M6 16 12 20M6 20 12 24M12 20 18 16M12 24 18 20"
        "M18 16 24 20M18 20 24 24",
        0.7,
    )
    for seed, colour in enumerate((of.pale, of.warm, of.cool, of.high)):
        shown += flecks(
            colour, 7 + seed, count=4, width=24, height=24, length=1.6, lean=30, thickness=1, opacity=0.6
        )
    return shown


def _boucle(of: Threads) -> str:
    return (
        rounds(of.low, 3, count=18, width=30, height=30, radius=2.6, thickness=1.2, opacity=0.75)
        + rounds(of.high, 5, count=20, width=30, height=30, radius=2.2, thickness=1.1, opacity=0.8)
        + rounds(of.pale, 9, count=8, width=30, height=30, radius=1.8, thickness=0.9, opacity=0.6)
    )


def _wool(of: Threads) -> str:
    low = flecks(of.low, 11, count=40, width=32, height=32, length=3.4, lean=78, thickness=0.8, opacity=0.5)
    return low + flecks(
        of.high, 12, count=40, width=32, height=32, length=3, lean=60, thickness=0.7, opacity=0.5
    )


def _linen(of: Threads) -> str:
    across = (
        "M0 2h40M0 5.5h17M22 5.5h18M0 9h40M0 13h29M0 17h40M6 20.5h34M0 24h40M0 28h12M15 28h25M0 32h40M0 36h33"
    )
    down = "M3 0v40M7 0v22M11 0v40M15 8v32M19 0v40M23 0v40M27 0v16M31 0v40M35 4v36M39 0v40"
    slubs = "M4 9h9M24 24h11M12 36h6"
    return (
        strokes(of.low, 0.8, across, 0.5)
        + strokes(of.high, 0.9, down, 0.42)
        + strokes(of.low, 1.7, slubs, 0.5)
        + strokes(of.high, 1.5, "M23 3v7M11 26v9M35 14v5", 0.55)
    )


def _lace(of: Threads) -> str:
    """Roses and leaves worked on a net, half a drop apart."""
    net = "".join(f"M{x} 0v48" for x in range(0, 44, 4)) + "".join(f"M0 {y}h44" for y in range(0, 48, 4))
    centres = ((11, 12), (33, 36))
    roses = "".join(_petal(x, y, 72 * turn, 9) for x, y in centres for turn in range(5))
    sprays = ((9, 6, 120, 12), (-9, 6, 240, 12), (7, -8, 40, 10), (-7, -8, 320, 10), (0, 11, 180, 12))
    leaves = "".join(_petal(x + dx, y + dy, turn, size) for x, y in centres for dx, dy, turn, size in sprays)
    tendrils = (
        "M11 24C14 32 22 30 22 24S30 16 33 24M33 48C36 44 42 44 44 48M0 0C4 4 8 0 11 0M33 0C30 6 24 4 22 0"
    )
    places = ((22, 4), (22, 44), (26, 12), (18, 36), (3, 40), (41, 8), (3, 28), (41, 20))
    dots = "".join(f"M{x} {y}h.01" for x, y in places)
    return (
        f'<path d="M0 0h44v48H0z" fill="{of.deep}" fill-opacity=".2"/>'
        + strokes(of.pale, 0.45, net, 0.6)
        + strokes(of.pale, 1.1, tendrils, 0.9)
        + f'<path d="{leaves}{roses}" fill="{of.pale}" fill-opacity=".9"/>'
        + strokes(of.low, 0.6, "".join(_heart(x, y) for x, y in centres), 0.9)
        + f'<path d="{dots}" fill="none" stroke="{of.pale}" stroke-width="2" stroke-linecap="round"/>'
    )


def _heart(x: float, y: float) -> str:
    rings = f"M{x - 3} {y}a3 3 0 1 1 6 0a3 3 0 1 1-6 0"
    return f"{rings}M{x - 5.4} {y}a5.4 5.4 0 0 1 5.4-5.4M{x + 5.4} {y}a5.4 5.4 0 0 1-5.4 5.4"


def _petal(x: float, y: float, turn: float, size: float) -> str:
    def at(radius: float, degrees: float) -> str:
        a = (turn + degrees) * pi / 180
        return f"{number(x + radius * sin(a))} {number(y - radius * cos(a))}"

    return (
        f"M{at(size * 0.16, 0)}C{at(size * 0.7, -34)} {at(size * 1.05, -22)} {at(size, 0)}"
        f"C{at(size * 1.05, 22)} {at(size * 0.7, 34)} {at(size * 0.16, 0)}Z"
    )


def _pleat(of: Threads) -> str:
    return (
        f'<path d="M0 0h5v9H0z" fill="{of.deep}" fill-opacity=".5"/>'
        f'<path d="M5 0h4v9H5z" fill="{of.low}" fill-opacity=".55"/>'
        f'<path d="M14 0h4v9h-4z" fill="{of.high}" fill-opacity=".6"/>'
        + strokes(of.ink, 0.8, "M.4 0v9", 0.55)
    )


def _velvet(of: Threads) -> str:
    low = flecks(of.deep, 21, count=36, width=28, height=28, length=2.4, lean=86, thickness=1, opacity=0.4)
    return low + flecks(
        of.high, 22, count=22, width=28, height=28, length=2, lean=88, thickness=0.8, opacity=0.4
    )


def _corduroy(of: Threads) -> str:
    return (
        strokes(of.deep, 1.8, "M.5 0v6M7.5 0v6", 0.5)
        + strokes(of.high, 1.6, "M4 0v6", 0.55)
        + strokes(of.low, 0.8, "M2.2 1v2M5.8 4v2", 0.5)
    )


def _organza(of: Threads) -> str:
    return strokes(of.high, 0.5, "M0 1h5M0 3.5h5", 0.45) + strokes(of.low, 0.45, "M1 0v5M3.5 0v5", 0.5)


def _leather(of: Threads) -> str:
    low = rounds(of.low, 31, count=26, width=26, height=26, radius=2.4, thickness=0.6, opacity=0.5)
    return low + rounds(of.high, 33, count=14, width=26, height=26, radius=1.6, thickness=0.5, opacity=0.32)


def _canvas(of: Threads) -> str:
    return strokes(of.low, 1.6, "M0 1.5h3M3 4.5h3", 0.6) + strokes(of.high, 1.6, "M1.5 3v3M4.5 0v3", 0.6)


WEAVES: dict[str, Weave] = {
    "poplin": Weave((4, 4, _plain), crease=0.85, drape=0.35),
    "plain": Weave((4, 4, _plain), crease=0.7, drape=0.45),
    "twill": Weave((6, 6, _twill), crease=0.6, drape=0.4),
    "satin": Weave((12, 15, _satin), gloss=1.0, shade=0.8, crease=0.35, drape=1.0),
    "silk": Weave((12, 12, _silk), gloss=0.72, shade=0.65, crease=0.4, drape=0.95),
    "chiffon": Weave((5, 5, _organza), gloss=0.3, shade=0.45, crease=0.4, cover=0.72, drape=1.0),
    "organza": Weave((5, 5, _organza), gloss=0.55, shade=0.4, crease=0.75, cover=0.56, drape=0.4),
    "lace": Weave((44, 48, _lace), gloss=0.2, shade=0.5, crease=0.25, drape=0.6),
    "linen": Weave((40, 40, _linen), gloss=0.2, shade=0.5, crease=1.0, drape=0.4),
    "canvas": Weave((6, 6, _canvas), gloss=0.15, crease=0.4, drape=0.15),
    "denim": Weave((12, 12, _denim), gloss=0.22, shade=0.55, crease=0.6, drape=0.2),
    "tweed": Weave((24, 24, _tweed), gloss=0.12, shade=0.5, crease=0.2, drape=0.2),
    "boucle": Weave((30, 30, _boucle), gloss=0.15, shade=0.55, crease=0.1, drape=0.2),
    "wool": Weave((32, 32, _wool), gloss=0.2, shade=0.55, crease=0.3, drape=0.35),
    "corduroy": Weave((8, 6, _corduroy), gloss=0.25, crease=0.3, drape=0.2),
    "velvet": Weave((28, 28, _velvet), gloss=0.75, shade=0.95, crease=0.15, drape=0.7, nap=1.0),
    "jersey": Weave((4, 4, _jersey), gloss=0.2, shade=0.5, crease=0.4, drape=0.8),
    "knit": Weave((9, 7, _knit), gloss=0.15, shade=0.5, crease=0.2, drape=0.5),
    "rib": Weave((12, 6, _rib), gloss=0.15, shade=0.5, crease=0.15, drape=0.6),
    "cable": Weave((32, 48, _cable), gloss=0.15, shade=0.55, crease=0.1, drape=0.3),
    "pleat": Weave((22, 9, _pleat), gloss=0.35, shade=0.5, crease=0.2, drape=0.8, is_pleated=True),
    "leather": Weave((26, 26, _leather), gloss=0.7, shade=0.75, crease=0.4, drape=0.2),
}
