"""What the one lamp does across a piece, given as the gradients and blurs of a drawing."""

from catalogue.flats.light import Palette
from catalogue.flats.path import number
from catalogue.flats.threads import share
from catalogue.flats.weaves import Weave


def lights(palette: Palette, *, finish: Weave, prefix: str) -> str:
    """Across the trunk, along each limb, down into a neck; then the blurs of folds and of the cast shadow."""
    stops, deep = _stops(palette, finish), palette.deep.hex
    turned = "".join(
        f'<linearGradient id="{prefix}g{name}" gradientTransform="rotate({turn} .5 .5)">{stops}'
        "</linearGradient>"
        for name, turn in (("a", 6), ("l", 24), ("r", -16))
    )
    return (
        f'{turned}<linearGradient id="{prefix}gi" x2="0" y2="1">{_stop(0, deep, 0.15)}{_stop(1, deep, 0.9)}'
        f"</linearGradient>{_blur(prefix + 'fb', 7 - 3 * finish.crease)}{_blur(prefix + 'fs', 13)}"
    )


def _stops(palette: Palette, finish: Weave) -> str:
    """From the left edge to the right: into the light, then away from it; twice over where cloth shines."""
    deep, glow = palette.deep.hex, palette.glow.hex
    lift = 0.16 + 0.46 * finish.gloss + (0.12 if palette.is_dark else 0)
    fall = 0.5 * finish.shade
    if finish.gloss > 0.6 and not finish.nap:
        lit = ((0.1, 0.2), (0.24, 1), (0.33, 0.3), (0.52, 0.6), (0.87, 0.35))
        shaded = ((0, 1), (0.41, 0.5), (0.62, 0.5), (0.76, 1), (1, 1.3))
    else:
        lit = ((0.3, 1), (0.46, 0.25))
        shaded = ((0, 0.55), (0.14, 0.05), (0.62, 0.25), (0.82, 0.7), (1, 1.1))
    found = [(at, glow, lift * much) for at, much in lit] + [(at, deep, fall * much) for at, much in shaded]
    return "".join(_stop(*stop) for stop in sorted(found))


def _stop(at: float, colour: str, opacity: float) -> str:
    return f'<stop offset="{share(at)}" stop-color="{colour}" stop-opacity="{share(opacity)}"/>'


def _blur(name: str, size: float) -> str:
    return (
        f'<filter id="{name}" x="-.2" y="-.2" width="1.4" height="1.4">'
        f'<feGaussianBlur stdDeviation="{number(size)}"/></filter>'
    )
