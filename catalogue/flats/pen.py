"""The pen: seams, stitches, buttons, buckles and the ink of folds, each in a colour taken from the cloth."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.flats.cloth import Cloth
from catalogue.flats.colour import Colour, read
from catalogue.flats.light import Palette
from catalogue.flats.path import number
from catalogue.flats.sketch import Dot, Fold, Mark
from catalogue.flats.threads import share

ROUND = ' stroke-linejoin="round" stroke-linecap="round"'
_LINES = {
    "seam": (1.35, 0.95),
    "fine": (1.0, 0.85),
    "hair": (0.9, 0.5),
    "stitch": (0.9, 0.75),
    "loop": (1.2, 0.9),
}
_BRASS = {"buckle": (4.2, "#b59a6a"), "frame": (9, "#b59a6a"), "prong": (3, "#cdb88c")}


@dataclass(frozen=True)
class Pen:
    """How heavy the lines are, upon which cloth, in which light."""

    cloth: Cloth
    palette: Palette
    weight: float

    @property
    def trim(self) -> Colour:
        """Piping and knots: the print's colour where there is one, else a deeper shade of the cloth."""
        return (
            read(self.cloth.second) if self.cloth.print else self.palette.base.mixed(self.palette.deep, 0.55)
        )

    @property
    def ribbon(self) -> Colour:
        return (
            read(self.cloth.second) if self.cloth.print else self.palette.base.mixed(self.palette.seam, 0.75)
        )

    @property
    def thread(self) -> Colour:
        """Denim is sewn with tobacco thread, all else with its own."""
        if self.cloth.weave != "denim" or self.palette.base.lightness > 0.75:
            return self.palette.seam
        return Colour(0.7, 0.09, 1.2)

    def drawn(self, mark: Mark | Dot) -> str:
        if isinstance(mark, Dot):
            return self._round(mark)
        if mark.kind in _BRASS:
            return self._wire(mark)
        if mark.kind in _FILLED:
            return f'<path d="{mark.path.d}" {_FILLED[mark.kind](self)}/>'
        return self._line(mark)

    def crease(self, fold: Fold) -> str:
        """The one dark line of a fold, thin at both ends."""
        opacity = (0.35 + 0.5 * self.cloth.woven.crease) * min(1, fold.strength)
        shape = fold.beside(2.3 * self.weight, is_open=False)
        return f'<path d="{shape.d}" fill="{self.palette.crease.hex}" fill-opacity="{share(opacity)}"/>'

    def _line(self, mark: Mark) -> str:
        (width, opacity), is_stitch = _LINES[mark.kind], mark.kind == "stitch"
        colour = self.thread if is_stitch else self.palette.seam
        dash = f"{number(4 * self.weight)} {number(2.8 * self.weight)}"
        dashed = f' stroke-dasharray="{dash}"' if is_stitch else ""
        return (
            f'<path d="{mark.path.d}" fill="none" stroke="{colour.hex}" stroke-opacity="{share(opacity)}"'
            f' stroke-width="{width * self.weight:.2g}"{dashed}{ROUND}/>'
        )

    def _wire(self, mark: Mark) -> str:
        """Brass, with the dark of its edge about it."""
        width, colour = _BRASS[mark.kind]
        layers = ((self.palette.outline.hex, width + 2.2 * self.weight), (colour, width))
        return "".join(
            f'<path d="{mark.path.d}" fill="none" stroke="{ink}" stroke-width="{number(wide)}"{ROUND}/>'
            for ink, wide in layers
        )

    def _round(self, dot: Dot) -> str:
        """A button, a rivet or an eyelet, and the little shadow it casts."""
        x, y, r, rim = dot.x, dot.y, dot.radius, self.palette.outline.hex
        own = self.palette.base.mixed(self.palette.deep, 0.25).hex
        face = {"metal": "#b9b3a6", "eyelet": rim}.get(dot.kind, own)
        shadow = f'<circle cx="{number(x + 1)}" cy="{number(y + 1.6)}" r="{number(r)}"'
        drawn = (
            f'{shadow} fill="{self.palette.deep.hex}"/>'
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{face}" stroke="{rim}"'
            f' stroke-width="{number(1.1 * self.weight)}"/>'
        )
        if dot.kind != "button" or r < 3:
            return drawn
        o = r * 0.3
        places = ((-o, -o), (o, -o), (-o, o), (o, o))
        holes = "".join(f"M{number(x + a)} {number(y + b)}h.01" for a, b in places)
        wide = number(o)
        return drawn + f'<path d="{holes}" stroke="{rim}" stroke-width="{wide}" stroke-linecap="round"/>'


def _stroke(colour: str, width: float, more: str = "") -> str:
    return f'fill="none" stroke="{colour}" stroke-width="{number(width)}"{more}'


_FILLED: dict[str, Callable[[Pen], str]] = {
    "slit": lambda pen: f'fill="{pen.palette.deep.hex}" fill-opacity=".75"',
    "shade": lambda pen: f'fill="{pen.palette.deep.hex}" fill-opacity=".4"',
    "label": lambda pen: 'fill="#f3efe6" fill-opacity=".85"',
    "metal": lambda pen: f'fill="#b7ae9c" stroke="{pen.palette.outline.hex}"',
    "second": lambda pen: f'fill="{pen.trim.hex}"',
    "border": lambda pen: _stroke(pen.trim.hex, 30, ' stroke-opacity=".9"'),
    "cord": lambda pen: _stroke(pen.trim.hex, 6, ' stroke-linecap="round"'),
    "piping": lambda pen: _stroke(pen.trim.hex, 3.4, ' stroke-linejoin="round"'),
    "zip": lambda pen: _stroke("#b7ae9c", 4.4, ' stroke-dasharray="1.6 1.4"'),
    "chain": lambda pen: _stroke("#d6cdb8", 7, ' stroke-dasharray="9 4"'),
}
