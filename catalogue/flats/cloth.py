"""A cloth: how it is woven, its colour, and what is printed on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.flats import colour
from catalogue.flats.errors import Undrawable
from catalogue.flats.light import Palette
from catalogue.flats.path import number
from catalogue.flats.prints import PRINTS
from catalogue.flats.weaves import WEAVES, Weave


class UnknownCloth(Undrawable):
    """A weave or a print that is not in the book."""


@dataclass(frozen=True)
class Cloth:
    """Weave and print by name, colours as #rrggbb; the second colour is the print's."""

    weave: str = "plain"
    colour: str = "#d8d2c4"
    print: str | None = None
    second: str = "#ffffff"

    def __post_init__(self) -> None:
        if self.weave not in WEAVES:
            raise UnknownCloth(f"No weave {self.weave!r}; there is {', '.join(WEAVES)}.")
        if self.print is not None and self.print not in PRINTS:
            raise UnknownCloth(f"No print {self.print!r}; there is {', '.join(PRINTS)}.")
        colour.read(self.colour)
        colour.read(self.second)

    @property
    def woven(self) -> Weave:
        return WEAVES[self.weave]


def patterns(
    cloth: Cloth, *, of: Palette, prefix: str, grains: Iterable[int], scale: float, others: Iterable[str] = ()
) -> str:
    """The tiles of a cloth laid along each grain, and of the weaves it is trimmed with."""
    drawn = _laid(f"{prefix}w", WEAVES[cloth.weave].tile, of, grains, scale)
    if cloth.print:
        tile = PRINTS[cloth.print](colour.read(cloth.second), of.base)
        drawn += _laid(f"{prefix}p", tile, of, grains, scale if scale < 1 else 1 + (scale - 1) * 0.6)
    for name in others:
        drawn += _laid(f"{prefix}{name}", WEAVES[name].tile, of, grains, scale)
    return drawn


def _laid(name: str, tile: tuple, of: Palette, grains: Iterable[int], scale: float) -> str:
    width, height, content = tile
    inner = content(of.threads) if callable(content) else content
    size = f'width="{number(width)}" height="{number(height)}" patternUnits="userSpaceOnUse"'
    drawn = f'<pattern id="{name}" {size}{_placed(0, scale)}>{inner}</pattern>'
    for grain in sorted(set(grains) - {0}):
        drawn += f'<pattern id="{name}{grain}" href="#{name}"{_placed(grain, scale)}/>'
    return drawn


def _placed(grain: int, scale: float) -> str:
    steps = [f"rotate({grain})"] * (grain != 0) + [f"scale({scale:.3g})"] * (scale != 1)
    return f' patternTransform="{" ".join(steps)}"' if steps else ""
