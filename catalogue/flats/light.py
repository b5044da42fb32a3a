"""One light from the upper left: what it makes of a colourway, on light ground and on dark."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from catalogue.flats import colour
from catalogue.flats.colour import Colour
from catalogue.flats.threads import Threads

_COOL = 4.6


@dataclass(frozen=True)
class Palette:
    """The cloth in shade and in light, and the inks that draw it upon its ground."""

    base: Colour
    ground: Colour

    @cached_property
    def deep(self) -> Colour:
        """The cloth turned from the light; white cloth turns a cool grey."""
        shaded = self.base.lighter(-0.08 - 0.24 * self.base.lightness, chroma=1.02)
        cool = 0.1 + 0.4 * max(0.0, 1 - self.base.chroma / 0.018)
        return shaded.mixed(Colour(shaded.lightness, 0.03, _COOL), cool)

    @cached_property
    def glow(self) -> Colour:
        return self.base.lighter((1 - self.base.lightness) * 0.52, chroma=0.8)

    @cached_property
    def inside(self) -> Colour:
        """The wrong side, seen at the back of the neck and under a hem."""
        return self.base.mixed(self.deep, 0.72)

    @cached_property
    def outline(self) -> Colour:
        if self.base.lightness > 0.36:
            return self.base.at(0.10 + 0.20 * self.base.lightness, chroma=0.55)
        if self.ground.lightness < 0.4:
            return self.base.at(max(0.56, self.ground.lightness + 0.40), chroma=0.5)
        return self.base.at(0.13, chroma=0.5)

    @cached_property
    def seam(self) -> Colour:
        """Dark upon pale cloth, pale upon dark."""
        if self.base.lightness > 0.36:
            return self.base.at(0.14 + 0.30 * self.base.lightness, chroma=0.7)
        return self.base.at(self.base.lightness + 0.27, chroma=0.75)

    @cached_property
    def crease(self) -> Colour:
        if self.base.lightness > 0.36:
            return self.base.lighter(-0.20 - 0.12 * self.base.lightness, chroma=0.9)
        return self.base.at(max(0.0, self.base.lightness - 0.14))

    @cached_property
    def cast(self) -> Colour:
        """The shadow upon the ground."""
        return self.ground.at(self.ground.lightness * 0.34, chroma=1.4)

    @property
    def is_dark(self) -> bool:
        return self.base.lightness <= 0.36

    @cached_property
    def threads(self) -> Threads:
        step = 0.05 + 0.035 * self.base.lightness
        lift = step * (1.5 if self.is_dark else 1.0)
        warm, cool = self.base.lighter(0.09, turn=0.5), self.base.lighter(-0.06, turn=-0.6)
        return Threads(
            low=self.base.lighter(-step).hex,
            high=self.base.lighter(lift, chroma=0.95).hex,
            deep=self.deep.hex,
            pale=self.base.lighter((1 - self.base.lightness) * 0.42 + 0.04, chroma=0.6).hex,
            warm=Colour(warm.lightness, max(warm.chroma, 0.05), warm.hue).hex,
            cool=Colour(cool.lightness, max(cool.chroma, 0.04), cool.hue).hex,
            ink=self.crease.hex,
        )


@lru_cache(maxsize=256)
def palette(cloth: str, *, ground: str) -> Palette:
    """No cloth is so black or so white that no fold shows."""
    dyed = colour.read(cloth)
    return Palette(dyed.at(min(0.975, max(0.17, dyed.lightness))), colour.read(ground))
