"""A sketch put on its ground as SVG: cloth, light, folds, lines, in that order."""

from dataclasses import dataclass

from catalogue.flats.cloth import Cloth, patterns
from catalogue.flats.colour import Colour, read
from catalogue.flats.light import Palette
from catalogue.flats.path import Path, Point, number
from catalogue.flats.sketch import Dot, Fold, Mark, Piece, Sketch
from catalogue.flats.threads import number2
from catalogue.flats.weaves import Weave

_STROKES = {
    "seam": (1.35, 0.95),
    "fine": (1.0, 0.85),
    "hair": (0.9, 0.5),
    "stitch": (0.9, 0.75),
    "loop": (1.2, 0.9),
}


@dataclass(frozen=True)
class Plate:
    """How one drawing is set: its cloth and colours, the prefix of its ids, the weight of its pen."""

    cloth: Cloth
    palette: Palette
    prefix: str
    pen: float = 1.0

    @property
    def finish(self) -> Weave:
        return self.cloth.woven

    @property
    def trim(self) -> Colour:
        """Piping and knots: the second colour where there is a print to take it from, else the cloth's own."""
        return (
            read(self.cloth.second) if self.cloth.print else self.palette.base.mixed(self.palette.deep, 0.55)
        )

    @property
    def ribbon(self) -> Colour:
        """A band of another depth of the same colour, or of the print's."""
        return (
            read(self.cloth.second) if self.cloth.print else self.palette.base.mixed(self.palette.seam, 0.75)
        )

    def defined(self, sketch: Sketch, *, scale: float) -> str:
        """The tiles, lights and outlines that the pieces use."""
        grains = [round(piece.grain) for piece in sketch.pieces]
        others = {piece.stuff for piece in sketch.pieces} & {"rib", "lace"}
        outlines = "".join(
            f'<path id="{self.prefix}s{i}" d="{piece.outline.d}"/>'
            f'<clipPath id="{self.prefix}c{i}"><use href="#{self.prefix}s{i}"/></clipPath>'
            for i, piece in enumerate(sketch.pieces)
        )
        tiles = patterns(
            self.cloth, of=self.palette, prefix=self.prefix, grains=grains, scale=scale,
            others=sorted(others),
        )  # fmt: skip
        return tiles + lights(self) + outlines

    def drawn(self, sketch: Sketch) -> str:
        everything = "".join(self._use(i) for i, piece in enumerate(sketch.pieces) if piece.stuff != "none")
        grounded = "".join(self._use(i) for i, piece in enumerate(sketch.pieces) if not piece.lies_on)
        heavy = number(4.6 * self.pen)
        return (
            f'<g fill="{self.palette.cast.hex}" filter="url(#{self.prefix}fs)" opacity=".42"'
            f' transform="translate(9 15)">{grounded}</g>'
            f'<g fill="none" stroke="{self.palette.outline.hex}" stroke-width="{heavy}" stroke-linejoin="round"'
            f' stroke-opacity="{number2(0.55 + 0.45 * self.finish.cover)}">{everything}</g>'
            + "".join(self._piece(i, piece) for i, piece in enumerate(sketch.pieces))
        )

    def _use(self, i: int, more: str = "") -> str:
        return f'<use href="#{self.prefix}s{i}"{more}/>'

    def _piece(self, i: int, piece: Piece) -> str:
        marks = "".join(self._mark(mark) for mark in piece.marks)
        if piece.stuff == "none":
            return marks
        lain = ""
        if piece.lies_on:
            lain = self._use(
                i, f' transform="translate(2 3.5)" fill="{self.palette.deep.hex}" fill-opacity=".4"'
            )
        inside = self._surface(i, piece) + self._lit(i, piece)
        inside += "".join(self._ink(fold) for fold in piece.folds if fold.inked)
        inside += marks
        edge = f' fill="none" stroke="{self.palette.seam.hex}" stroke-width="{number(1.5 * self.pen)}"'
        return f'{lain}<g clip-path="url(#{self.prefix}c{i})">{inside}</g>{self._use(i, edge + _ROUND)}'

    def _surface(self, i: int, piece: Piece) -> str:
        """The colour, the weave laid along the grain, the print."""
        if piece.stuff in _SOLID:
            return self._use(i, f' fill="{_SOLID[piece.stuff](self)}"')
        cover = self.finish.cover
        faint = "" if cover == 1 else f' fill-opacity="{number2(cover)}"'
        drawn = self._use(i, f' fill="{self.palette.base.hex}"{faint}')
        grain = round(piece.grain) or ""
        if piece.stuff in ("rib", "lace"):
            return drawn + self._use(i, f' fill="url(#{self.prefix}{piece.stuff}{grain})"')
        if piece.stuff != "smooth":
            drawn += self._use(i, f' fill="url(#{self.prefix}w{grain})"')
        if self.cloth.print and piece.stuff in ("cloth", "smooth"):
            drawn += self._use(i, f' fill="url(#{self.prefix}p{grain})"{faint}')
        return drawn

    def _lit(self, i: int, piece: Piece) -> str:
        if piece.stuff == "inside":
            return self._use(i, f' fill="url(#{self.prefix}gi)"')
        drawn = self._use(i, f' fill="url(#{self.prefix}g{piece.turn[0]})"')
        if (piece.lies_on and not piece.folds) or piece.stuff == "links":
            return drawn
        deep, glow = self.palette.deep.hex, self.palette.glow.hex
        finish = self.finish
        rim = self._use(
            i, f' fill="none" stroke="{deep}" stroke-width="26" stroke-opacity="{number2(0.55 * finish.shade)}"'
            f' transform="translate(-9 -1)"'
        )  # fmt: skip
        light = number2(0.22 + 0.3 * finish.gloss)
        rim += self._use(
            i,
            f' fill="none" stroke="{glow}" stroke-width="14" stroke-opacity="{light}" transform="translate(6 5)"',
        )
        if finish.nap:
            rim += self._use(i, f' fill="none" stroke="{glow}" stroke-width="20" stroke-opacity=".5"')
        shaded = rim + "".join(self._shade(fold) for fold in piece.folds)
        return drawn + f'<g filter="url(#{self.prefix}fb)">{shaded}</g>'

    def _shade(self, fold: Fold) -> str:
        shade = number2(min(0.95, (0.35 + 0.5 * self.finish.shade) * fold.strength))
        light = number2(min(0.9, (0.16 + 0.6 * self.finish.gloss) * fold.strength))
        dark = sliver(fold.spine, fold.width, is_open=fold.is_open)
        pale = sliver(fold.spine, -fold.width * 0.9, is_open=fold.is_open)
        return (
            f'<path d="{dark.d}" fill="{self.palette.deep.hex}" fill-opacity="{shade}"/>'
            f'<path d="{pale.d}" fill="{self.palette.glow.hex}" fill-opacity="{light}"/>'
        )

    def _ink(self, fold: Fold) -> str:
        drawn = sliver(fold.spine, 2.3 * self.pen, is_open=False)
        opacity = number2((0.35 + 0.5 * self.finish.crease) * min(1, fold.strength))
        return f'<path d="{drawn.d}" fill="{self.palette.crease.hex}" fill-opacity="{opacity}"/>'

    def _mark(self, mark: Mark | Dot) -> str:
        if isinstance(mark, Dot):
            return self._dot(mark)
        if mark.kind in _BRASS:
            return self._brass(mark)
        if mark.kind in _FILLS:
            return f'<path d="{mark.path.d}" {_FILLS[mark.kind](self)}/>'
        width, opacity = _STROKES[mark.kind]
        colour = self._thread if mark.kind == "stitch" else self.palette.seam
        dash = (
            f' stroke-dasharray="{number(4 * self.pen)} {number(2.8 * self.pen)}"'
            if mark.kind == "stitch"
            else ""
        )
        faint = "" if opacity == 1 else f' stroke-opacity="{number2(opacity)}"'
        return (
            f'<path d="{mark.path.d}" fill="none" stroke="{colour.hex}"'
            f' stroke-width="{width * self.pen:.2g}"{faint}{dash}{_ROUND}/>'
        )

    def _brass(self, mark: Mark) -> str:
        """Wire, with the dark of its edge about it."""
        width, colour = _BRASS[mark.kind]
        rim, d = self.palette.outline.hex, mark.path.d
        return "".join(
            f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{number(wide)}"{_ROUND}/>'
            for ink, wide in ((rim, width + 2.2 * self.pen), (colour, width))
        )

    @property
    def _thread(self) -> Colour:
        """Denim is sewn with tobacco thread, all else with its own."""
        if self.cloth.weave != "denim" or self.palette.base.lightness > 0.75:
            return self.palette.seam
        return Colour(0.7, 0.09, 1.2)

    def _dot(self, dot: Dot) -> str:
        x, y, r = dot.x, dot.y, dot.radius
        face = {"metal": "#b9b3a6", "pearl": "#efe9dd", "eyelet": self.palette.outline.hex}.get(dot.kind)
        rim = self.palette.outline.hex
        cast = f'<circle cx="{number(x + 1)}" cy="{number(y + 1.6)}" r="{number(r)}" fill="{self.palette.deep.hex}"/>'
        face = face or self.palette.base.mixed(self.palette.deep, 0.25).hex
        drawn = cast + (
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{face}" stroke="{rim}"'
            f' stroke-width="{number(1.1 * self.pen)}"/>'
        )
        if dot.kind == "button" and r >= 3:
            o = r * 0.3
            holes = "".join(f"M{number(x + a)} {number(y + b)}h.01" for a in (-o, o) for b in (-o, o))
            drawn += (
                f'<path d="{holes}" stroke="{rim}" stroke-width="{number(r * 0.3)}" stroke-linecap="round"/>'
            )
        return drawn


_ROUND = ' stroke-linejoin="round" stroke-linecap="round"'
_SOLID = {
    "inside": lambda plate: plate.palette.inside.hex,
    "lining": lambda plate: plate.palette.base.at(0.78, chroma=0.3).hex,
    "metal": lambda plate: "#b7ae9c",
    "horn": lambda plate: "#5b4636",
    "sole": lambda plate: plate.palette.base.at(0.3 if not plate.palette.is_dark else 0.42, chroma=0.4).hex,
    "rubber": lambda plate: "#ece8df",
    "wood": lambda plate: "#9a734d",
    "second": lambda plate: plate.trim.hex,
    "ground": lambda plate: plate.palette.ground.hex,
    "ribbon": lambda plate: plate.ribbon.hex,
    "links": lambda plate: "#8f8571",
    "hide": lambda plate: "#8a6242",
}
_BRASS = {"buckle": (4.2, "#b59a6a"), "frame": (9, "#b59a6a"), "prong": (3, "#cdb88c")}
_FILLS = {
    "slit": lambda plate: f'fill="{plate.palette.deep.hex}" fill-opacity=".75"',
    "shade": lambda plate: f'fill="{plate.palette.deep.hex}" fill-opacity=".4"',
    "label": lambda plate: 'fill="#f3efe6" fill-opacity=".85"',
    "metal": lambda plate: f'fill="#b7ae9c" stroke="{plate.palette.outline.hex}" stroke-width="1"',
    "second": lambda plate: f'fill="{plate.cloth.second}"',
    "border": lambda plate: (
        f'fill="none" stroke="{plate.trim.hex}" stroke-width="30" stroke-opacity=".9" stroke-linejoin="miter"'
    ),
    "cord": lambda plate: f'fill="none" stroke="{plate.trim.hex}" stroke-width="6" stroke-linecap="round"',
    "piping": lambda plate: (
        f'fill="none" stroke="{plate.trim.hex}" stroke-width="3.4" stroke-linejoin="round"'
    ),
    "zip": lambda plate: 'fill="none" stroke="#b7ae9c" stroke-width="4.4" stroke-dasharray="1.6 1.4"',
    "chain": lambda plate: 'fill="none" stroke="#d6cdb8" stroke-width="7" stroke-dasharray="9 4"',
}


def lights(plate: Plate) -> str:
    """The light across a piece, on its left or right limb, within its neck; the blurs of shade and shadow."""
    prefix, finish = plate.prefix, plate.finish
    stops = _stops(plate)
    turned = "".join(
        f'<linearGradient id="{prefix}g{name}" gradientTransform="rotate({turn} .5 .5)">{stops}</linearGradient>'
        for name, turn in (("a", 6), ("l", 24), ("r", -16))
    )
    deep = plate.palette.deep.hex
    return turned + (
        f'<linearGradient id="{prefix}gi" x2="0" y2="1"><stop stop-color="{deep}" stop-opacity=".15"/>'
        f'<stop offset="1" stop-color="{deep}" stop-opacity=".9"/></linearGradient>'
        f'<filter id="{prefix}fb" x="-.2" y="-.2" width="1.4" height="1.4">'
        f'<feGaussianBlur stdDeviation="{number(7 - 3 * finish.crease)}"/></filter>'
        f'<filter id="{prefix}fs" x="-.15" y="-.15" width="1.3" height="1.3">'
        f'<feGaussianBlur stdDeviation="13"/></filter>'
    )


def _stops(plate: Plate) -> str:
    """From the left edge to the right: a turn into light, then away from it; twice over where cloth shines."""
    deep, glow, finish = plate.palette.deep.hex, plate.palette.glow.hex, plate.finish
    lift = 0.16 + 0.46 * finish.gloss + (0.12 if plate.palette.is_dark else 0)
    fall = 0.5 * finish.shade
    across = [
        (0, deep, fall * 0.55), (0.14, deep, 0.02), (0.3, glow, lift), (0.46, glow, lift * 0.25),
        (0.62, deep, fall * 0.25), (0.82, deep, fall * 0.7), (1, deep, fall * 1.1),
    ]  # fmt: skip
    if finish.gloss > 0.6 and not finish.nap:
        across = [
            (0, deep, fall), (0.1, glow, lift * 0.2), (0.24, glow, lift), (0.33, glow, lift * 0.3), (0.41, deep, fall * 0.5),
            (0.52, glow, lift * 0.6), (0.62, deep, fall * 0.5), (0.76, deep, fall), (0.87, glow, lift * 0.35),
            (1, deep, fall * 1.3),
        ]  # fmt: skip
    return "".join(
        f'<stop offset="{number2(at)}" stop-color="{colour}" stop-opacity="{number2(opacity)}"/>'
        for at, colour, opacity in across
    )


def sliver(spine: Path, width: float, *, is_open: bool) -> Path:
    """The shape between a cubic and itself pushed aside: pointed at both ends, or wide at its end."""
    (ax, ay), (b, c, (dx, dy)) = spine.start, spine.segments[0]
    nx, ny = (ay - dy), (dx - ax)
    length = (nx * nx + ny * ny) ** 0.5 or 1.0
    flip = -1 if nx < -1e-6 or (abs(nx) <= 1e-6 and ny < 0) else 1
    ox, oy = flip * nx / length * width, flip * ny / length * width

    def pushed(point: Point, share: float) -> Point:
        return point[0] + ox * share, point[1] + oy * share

    drawn = Path(spine.start).curve(b, c, (dx, dy))
    if is_open:
        far = pushed((dx, dy), 1.0)
        return drawn.to(far).curve(pushed(c, 0.95), pushed(b, 0.45), (ax, ay)).close()
    return drawn.curve(pushed(c, 1.15), pushed(b, 1.15), (ax, ay)).close()
