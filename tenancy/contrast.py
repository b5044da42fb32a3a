"""Colours told apart by everyone: contrast as WCAG measures it, and the nearest shade that has enough."""

from functools import lru_cache

READABLE = 4.5


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(1024)
def readable(colour: str, *, on: str, at_least: float = READABLE) -> str:
    """Return the colour, or the nearest of it towards black or white that can be read on a ground."""
    towards = "#000000" if luminance(on) > 0.18 else "#ffffff"
    for share in range(0, 101, 2):
        shade = mixed(colour, towards, share / 100)
        if contrast(shade, on) >= at_least:
            return shade
    return towards


def mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def ink_on(ground: str) -> str:
    """Black or white, whichever reads better on it."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, ground))
