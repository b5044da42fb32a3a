"""Skirts from the waist down: how wide the hem, how it hangs in flutes."""

from dataclasses import dataclass
from itertools import pairwise

from catalogue.flats.body import HIP, WAIST
from catalogue.flats.path import Path, Point, smooth
from catalogue.flats.sketch import Fold, Mark, twice


@dataclass(frozen=True)
class Fall:
    """The right half of a skirt: its side down to the hem, the hem to the centre, and its flutes."""

    side: Path
    hem: Path
    flutes: tuple[Fold, ...] = ()

    @property
    def half(self) -> Path:
        return self.side.then(self.hem)


def fall(kind: str, *, waist: float, hip: float, hem: float, top: float = WAIST, drape: float = 0.5) -> Fall:
    """A skirt of this kind between two heights."""
    long = hem - top
    if kind in ("straight", "wrap"):
        return _straight(waist, hip, hem, top)
    if kind == "bias":
        return _bias(waist, hip, hem, top, drape)
    if kind == "mermaid":
        return _mermaid(waist, hip, hem, top)
    spread = {"a-line": 0.15, "full": 0.37, "pleated": 0.2, "tiered": 0.24}[kind]
    width = max(hip, waist) + 8 + spread * long * (1.18 - long / 2600)
    if kind == "a-line":
        run = smooth((waist, top), (hip + 3, top + min(118, long * 0.36)), (width, hem))
    elif kind == "full":
        run = Path((waist, top)).curve(
            (waist + 30, top + 26), (width - long * 0.24, hem - long * 0.52), (width, hem)
        )
    else:
        run = Path((waist, top)).curve(
            (waist + 16, top + 30), (width - long * 0.16, hem - long * 0.5), (width, hem)
        )
    if kind in ("pleated", "tiered"):
        return Fall(run, _scalloped(width, hem, 12, (1, 0.86, 0.7, 0.53, 0.36, 0.18, 0), 4))
    cuts = (1, 0.76, 0.5, 0.24, 0) if kind == "full" else (1, 0.62, 0.3, 0)
    depth = (10 if kind == "full" else 5) * (0.6 + 0.7 * drape)
    edge = _scalloped(width, hem, 20 if kind == "full" else 12, cuts, depth)
    strength = 0.95 if kind == "full" else 0.62
    flutes = tuple(
        flute(
            run,
            hem,
            20 if kind == "full" else 12,
            share,
            top=top + long * rise,
            width=width * 0.13,
            strength=strength,
        )
        for share, rise in zip(cuts[1:-1], (0.14, 0.3, 0.1), strict=False)
    )
    return Fall(run, edge, flutes)


def _straight(waist: float, hip: float, hem: float, top: float) -> Fall:
    width = hip - 3 - max(0, hem - HIP - 60) * 0.035
    level = top + min(112, (hem - top) * 0.55)
    run = (
        Path((waist, top))
        .curve((waist + 1, top + (level - top) * 0.34), (hip, level - (level - top) * 0.42), (hip, level))
        .curve((hip + 1, level + (hem - level) * 0.4), (width + 2, hem - (hem - level) * 0.3), (width, hem))
    )
    return Fall(run, Path(run.end).curve((width * 0.66, hem + 5), (width * 0.33, hem + 6), (0, hem + 6)))


def _bias(waist: float, hip: float, hem: float, top: float, drape: float) -> Fall:
    """Cut on the cross: over the hip closely, then a little away from the leg."""
    long = hem - top
    width = hip + 2 + 0.075 * max(0, long - 60)
    run = Path((waist, top)).curve(
        (waist + 1, top + 38), (hip - 4, top + 62), (hip, top + min(118, long * 0.5))
    )
    run = run.curve((hip + 4, top + long * 0.55), (width - 12, hem - long * 0.2), (width, hem))
    cuts = (1, 0.58, 0.2, 0)
    flutes = tuple(
        flute(run, hem, 14, share, top=top + long * rise, width=width * 0.2, strength=0.75)
        for share, rise in ((0.58, 0.34), (0.2, 0.5))
    )
    return Fall(run, _scalloped(width, hem, 14, cuts, 3 + 3 * drape), flutes)


def _mermaid(waist: float, hip: float, hem: float, top: float) -> Fall:
    """Close to the leg, then out below it."""
    long = hem - top
    level, close, width = top + min(118, long * 0.3), top + long * 0.62, hip + 22 + 0.09 * long
    run = Path((waist, top)).curve((waist + 1, top + 40), (hip - 3, level - 40), (hip, level))
    run = run.then(smooth((hip, level), (hip - 10, close - long * 0.11), (hip - 9, close), (width, hem)))
    edge = _scalloped(width, hem, 16, (1, 0.74, 0.46, 0.2, 0), 8)
    starts = ((0.74, -30), (0.46, 0), (0.2, -40))
    flutes = (flute(run, hem, 16, cut, top=close + lift, width=26, strength=0.95) for cut, lift in starts)
    return Fall(run, edge, tuple(flutes))


def flute(
    run: Path, hem: float, drop: float, share: float, *, top: float, width: float, strength: float
) -> Fold:
    """A fold opening from somewhere below the waist to the hem, leaning as the side does."""
    low = hem + drop * (1 - share * share) - 2

    def at(y: float) -> Point:
        return run.x_at(min(y, hem)) * share, y

    a, b = at(top + (low - top) * 0.34), at(top + (low - top) * 0.67)
    return Fold(Path(at(top)).curve(a, b, at(low)), width, strength, True, True)


def _scalloped(width: float, y: float, drop: float, cuts: tuple[float, ...], depth: float) -> Path:
    """A hem that swings out between its folds; the last lobe straddles the centre."""

    def base(share: float) -> Point:
        return width * share, y + drop * (1 - share * share)

    drawn = Path(base(1))
    for i, (a, b) in enumerate(pairwise(cuts)):
        (ax, ay), (bx, by) = base(a), base(b)
        if b == 0:
            drawn = drawn.curve((ax * 0.72, ay + depth), (ax * 0.36, by + depth), (0, by + depth))
        elif i == 0:
            drawn = drawn.curve(
                (ax - (ax - bx) * 0.3, ay + depth * 0.9), (bx + (ax - bx) * 0.34, by + depth), (bx, by)
            )
        else:
            drawn = drawn.curve(
                (ax - (ax - bx) * 0.28, ay + depth), (bx + (ax - bx) * 0.28, by + depth), (bx, by)
            )
    return drawn


def knife_pleats(fallen: Fall, *, top: float, hem: float, count: int = 7) -> tuple[Fold, ...]:
    """Pleats from waist to hem, closer at the waist as the cloth is."""
    folds = []
    for i in range(count):
        share = (i + 0.5) / count
        folds.append(flute(fallen.side, hem, 12, share, top=top, width=9, strength=0.8))
    return twice(*folds)


def tiers(
    fallen: Fall, *, top: float, hem: float, count: int = 3
) -> tuple[tuple[Mark, ...], tuple[Fold, ...]]:
    """Gathered tiers: a seam at the head of each and short gathers below it."""
    marks, folds = [], []
    for i in range(1, count):
        y = top + (hem - top) * (i / count) ** 0.92
        half = fallen.side.x_at(y)
        seam = Path((half + 2, y)).curve((half * 0.66, y + 7), (half * 0.33, y + 9), (0, y + 9))
        marks += twice(Mark(seam), Mark(seam.moved(0, -4), "stitch"))
    for i in range(count):
        y = top + (hem - top) * (i / count) ** 0.92
        half, tall = fallen.side.x_at(y), (hem - top) / count
        for j in range(8):
            share = (j + 0.5) / 8
            reach = tall * (0.34 + 0.3 * ((j * 7 + i * 3) % 5) / 4)
            x, low = half * share, y + 9 * (1 - share * share)
            out = fallen.side.x_at(min(hem, low + reach)) * share
            spine = Path((x, low)).curve((x, low + reach * 0.4), (out, low + reach * 0.7), (out, low + reach))
            folds += twice(Fold(spine, 6 + 3 * share, 0.75))
    return tuple(marks), tuple(folds)


def gathers(half: float, y: float, *, reach: float = 46, count: int = 6, drop: float = 4) -> tuple[Fold, ...]:
    """Short pulls below a seam."""
    found = []
    for i in range(count):
        x = half * (i + 0.6) / count
        length = reach * (0.6 + 0.5 * ((i * 5) % 4) / 3)
        found += twice(
            Fold(
                Path((x, y + drop)).curve(
                    (x + 1, y + length * 0.4), (x * 1.06, y + length * 0.7), (x * 1.1, y + length)
                ),
                6,
                0.7,
            )
        )
    return tuple(found)
