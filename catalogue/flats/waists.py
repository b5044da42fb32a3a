"""Waistbands, flies and belts about the top of what hangs from the waist."""

from catalogue.flats.body import CROTCH, HIP, WAIST
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, bow
from catalogue.flats.path import Path, both, line, shape
from catalogue.flats.sketch import Dot, Mark, Piece, twice


def waist_at(top: float) -> float:
    """Half the waist of a garment worn at this height."""
    return 84 + (top - WAIST + 4) * 0.5


def waistband(top: float, *, is_back: bool, closes: str, loops: bool) -> tuple[Piece, ...]:
    """A band set on the waist, its inside showing behind; closes: tab, rivet, elastic or plain."""
    half, low = waist_at(top) - 2, waist_at(top) + 3
    upper = Path((0, top - 14)).curve((half * 0.4, top - 14), (half * 0.8, top - 17), (half, top - 20))
    lower = Path((low, top + 6)).curve((half * 0.8, top + 9), (half * 0.4, top + 12), (0, top + 12))
    band = Piece(both(upper.then(lower)), grain=90, marks=_band_marks(top, half, is_back, closes))
    inner = Path((0, top - 24)).curve((half * 0.4, top - 24), (half * 0.8, top - 22), (half, top - 20))
    hollow = () if is_back else (Piece(both(inner.then(upper.reversed())), stuff="inside", lies_on=True),)
    return (*hollow, band, *(_loop(x, top) for x in (-half * 0.62, half * 0.62) if loops))


def _loop(x: float, top: float) -> Piece:
    outline = shape((x - 3.5, top - 18), (x + 3.5, top - 18), (x + 3.5, top + 14), (x - 3.5, top + 14))
    return Piece(outline, lies_on=True)


def _band_marks(top: float, half: float, is_back: bool, closes: str) -> tuple[Mark | Dot, ...]:
    if closes == "elastic":
        return tuple(
            Mark(Path((x, top - 18 + abs(x) * 0.02)).bend((x * 1.03, top + 12), 1), "hair")
            for x in range(-90, 92, 5)
            if abs(x) < half
        )
    edges = twice(
        Mark(Path((0, top - 10)).bend((half, top - 16), 2), "stitch"),
        Mark(Path((0, top + 8)).bend((half + 8, top + 2), 2), "stitch"),
    )
    if is_back or closes == "plain":
        return edges
    button = Dot(0, top - 1, 5.2, "metal" if closes == "rivet" else "button")
    return (*edges, Mark(line((-10, top - 16), (-10, top + 12))), button)


def fly(top: float, *, double: bool = False) -> tuple[Mark, ...]:
    """The centre seam and the stitched curve of the fly."""
    curve = Path((25, top + 10)).to((25, HIP - 26)).curve((25, HIP - 4), (12, HIP + 4), (0, HIP + 6))
    lines = [Mark(curve, "stitch")] + [Mark(curve.moved(-3.5, -2), "stitch")] * double
    return (Mark(line((0, top), (0, CROTCH)), "seam"), *lines)


def worn(cut: Cut, top: float) -> tuple[Piece, ...]:
    """A belt or a drawstring about the band."""
    if cut.get("closure") == "drawstring" and not cut.is_back:
        return bow(0, top, size=0.55)
    kind = cut.get("belt")
    if kind == "none":
        return ()
    return belt(waist_at(top) + 1, top - 5, kind="band" if cut.is_back else kind, deep=21, drop=6)
