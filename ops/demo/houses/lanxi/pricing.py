"""Lanxi's prices: whole yuan that end in nine, lower in steps when a season is over."""

from ops.demo.houses import chance, palette
from ops.demo.houses.shape import PriceRow

_PLACE = {"easy": 0.1, "dark": 0.35, "linen": 0.4, "gentle": 0.45, "knit": 0.25, "pleat": 0.5, "sport": 0.5}
_DEARER = {
    "canvas": 0.55,
    "cashmere": 1.9,
    "silk-knit": 1.3,
    "silk-twill": 1.2,
    "double-face": 1.25,
    "alpaca": 1.15,
    "lace": 1.1,
}


def rows(key: str, *, span: tuple[int, int], cloth: str, season: str) -> tuple[PriceRow, ...]:
    full = _full(key, span, cloth)
    if season == "2025-aw":
        return _stepped(full, (-420, 1), (-320, 0.6), (-60, 0.4))
    if season == "2026-ss":
        return _stepped(full, (-260, 1), (-95, 0.75), (-18, 0.5))
    if season == "2026-aw" and chance.share(key, "early") < 0.08:
        return _stepped(full, (-100, 1), (-6, 0.8))
    return _stepped(full, (-100, 1))


def _full(key: str, span: tuple[int, int], cloth: str) -> int:
    low, high = span
    place = _PLACE.get(palette.fabrics()[cloth].care, 0.75) + chance.share(key, "price") * 0.25
    return nine((low + (high - low) * min(1, place)) * _DEARER.get(cloth, 1))


def nine(yuan: float) -> int:
    """The nearest whole yuan ending in nine, in fen."""
    return (round((yuan - 9) / 10) * 10 + 9) * 100


def _stepped(full: int, *steps: tuple[int, float]) -> tuple[PriceRow, ...]:
    return tuple(PriceRow(amount=nine(full / 100 * share), from_day=day) for day, share in steps)
