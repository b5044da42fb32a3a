"""A sketch as SVG: its shadow, its outline, then each piece with its cloth, light, folds and lines."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.flats.cloth import Cloth, patterns
from catalogue.flats.lamp import lights
from catalogue.flats.light import Palette
from catalogue.flats.path import number
from catalogue.flats.pen import ROUND, Pen
from catalogue.flats.sketch import Fold, Piece, Sketch
from catalogue.flats.threads import share

_OTHER_WEAVES = {"rib", "lace"}


@dataclass(frozen=True)
class Plate:
    """How one drawing is set: its cloth and colours, the prefix of its ids, the weight of its pen."""

    cloth: Cloth
    palette: Palette
    prefix: str
    weight: float = 1.0

    @property
    def pen(self) -> Pen:
        return Pen(self.cloth, self.palette, self.weight)

    def defined(self, sketch: Sketch, *, scale: float) -> str:
        """The tiles, lights and outlines that the pieces use."""
        outlines = "".join(
            f'<path id="{self.prefix}s{i}" d="{piece.outline.d}"/>'
            f'<clipPath id="{self.prefix}c{i}"><use href="#{self.prefix}s{i}"/></clipPath>'
            for i, piece in enumerate(sketch.pieces)
        )
        grains = [round(piece.grain) for piece in sketch.pieces]
        others = sorted({piece.stuff for piece in sketch.pieces} & _OTHER_WEAVES)
        of, prefix = self.palette, self.prefix
        tiles = patterns(self.cloth, of=of, prefix=prefix, grains=grains, scale=scale, others=others)
        return tiles + lights(self.palette, finish=self.cloth.woven, prefix=self.prefix) + outlines

    def drawn(self, sketch: Sketch) -> str:
        """The shadow, the heavy line that shows only outside the whole, and the pieces over both."""
        pieces = list(enumerate(sketch.pieces))
        lying = "".join(self._use(i) for i, piece in pieces if not piece.lies_on)
        whole = "".join(self._use(i) for i, piece in pieces if piece.stuff != "none")
        return (
            f'<g fill="{self.palette.cast.hex}" filter="url(#{self.prefix}fs)" opacity=".42"'
            f' transform="translate(9 15)">{lying}</g>'
            f'<g fill="none" stroke="{self.palette.outline.hex}" stroke-width="{number(4.6 * self.weight)}"'
            f' stroke-opacity="{share(0.55 + 0.45 * self.cloth.woven.cover)}"{ROUND}>{whole}</g>'
            + "".join(self._piece(i, piece) for i, piece in pieces)
        )

    def _use(self, i: int, more: str = "") -> str:
        return f'<use href="#{self.prefix}s{i}"{more}/>'

    def _piece(self, i: int, piece: Piece) -> str:
        pen = self.pen
        marks = "".join(pen.drawn(mark) for mark in piece.marks)
        if piece.stuff == "none":
            return marks
        creases = "".join(pen.crease(fold) for fold in piece.folds if fold.is_inked)
        inside = self._surface(i, piece) + self._lit(i, piece) + creases + marks
        edge = (
            f' fill="none" stroke="{self.palette.seam.hex}" stroke-width="{number(1.5 * self.weight)}"{ROUND}'
        )
        cast = f' transform="translate(2 3.5)" fill="{self.palette.deep.hex}" fill-opacity=".4"'
        lain = self._use(i, cast) if piece.lies_on else ""
        return f'{lain}<g clip-path="url(#{self.prefix}c{i})">{inside}</g>{self._use(i, edge)}'

    def _surface(self, i: int, piece: Piece) -> str:
        """The colour, the weave laid along the grain, the print; through sheer cloth, its own far side."""
        if piece.stuff == "inside" and self.cloth.woven.cover < 1:
            return self._use(i, f' fill="{self.palette.inside.hex}" fill-opacity=".34"')
        if piece.stuff in _SOLID:
            return self._use(i, f' fill="{_SOLID[piece.stuff](self.pen)}"')
        cover, grain = self.cloth.woven.cover, round(piece.grain) or ""
        faint = "" if cover == 1 else f' fill-opacity="{share(cover)}"'
        drawn = self._use(i, f' fill="{self.palette.base.hex}"{faint}')
        if piece.stuff in _OTHER_WEAVES:
            return drawn + self._use(i, f' fill="url(#{self.prefix}{piece.stuff}{grain})"')
        if piece.stuff != "smooth":
            drawn += self._use(i, f' fill="url(#{self.prefix}w{grain})"')
        if self.cloth.print and piece.stuff in ("cloth", "smooth"):
            drawn += self._use(i, f' fill="url(#{self.prefix}p{grain})"{faint}')
        return drawn

    def _lit(self, i: int, piece: Piece) -> str:
        """The light across a piece; on all but small ones, its edges and its folds, blurred as one."""
        if piece.stuff == "inside":
            return self._use(i, f' fill="url(#{self.prefix}gi)"') if self.cloth.woven.cover == 1 else ""
        drawn = self._use(i, f' fill="url(#{self.prefix}g{piece.turn[0]})"')
        if (piece.lies_on and not piece.folds) or piece.stuff == "links":
            return drawn
        shaded = self._edges(i) + "".join(self._shade(fold) for fold in piece.folds)
        return f'{drawn}<g filter="url(#{self.prefix}fb)">{shaded}</g>'

    def _edges(self, i: int) -> str:
        """Dark to the right, light to the left; the pile of velvet catches light all round."""
        finish, deep, glow = self.cloth.woven, self.palette.deep.hex, self.palette.glow.hex
        strokes = [(deep, 26, 0.55 * finish.shade, "-9 -1"), (glow, 14, 0.22 + 0.3 * finish.gloss, "6 5")]
        if finish.nap:
            strokes.append((glow, 20, 0.5 * finish.nap, "0 0"))
        return "".join(
            self._use(
                i,
                f' fill="none" stroke="{colour}" stroke-width="{width}" stroke-opacity="{share(opacity)}"'
                f' transform="translate({moved})"',
            )
            for colour, width, opacity, moved in strokes
        )

    def _shade(self, fold: Fold) -> str:
        finish = self.cloth.woven
        shade = share(min(0.95, (0.35 + 0.5 * finish.shade) * fold.strength))
        light = share(min(0.9, (0.16 + 0.6 * finish.gloss) * fold.strength))
        dark, pale = fold.beside(fold.width), fold.beside(-fold.width * 0.9)
        return (
            f'<path d="{dark.d}" fill="{self.palette.deep.hex}" fill-opacity="{shade}"/>'
            f'<path d="{pale.d}" fill="{self.palette.glow.hex}" fill-opacity="{light}"/>'
        )


_SOLID: dict[str, Callable[[Pen], str]] = {
    "inside": lambda pen: pen.palette.inside.hex,
    "sole": lambda pen: pen.palette.base.at(0.42 if pen.palette.is_dark else 0.3, chroma=0.4).hex,
    "second": lambda pen: pen.trim.hex,
    "ribbon": lambda pen: pen.ribbon.hex,
    "metal": lambda pen: "#b7ae9c",
    "links": lambda pen: "#8f8571",
    "rubber": lambda pen: "#ece8df",
}
