"""The typefaces a house may choose: their files, and the CSS that loads them without moving the page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,"
    "U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
LATIN_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
SUBSETS = {"latin-ext": LATIN_EXTENDED, "latin": LATIN}
SANS = ("Arial", "Liberation Sans", "Arimo")
SERIF = ("Times New Roman", "Liberation Serif", "Tinos")


@dataclass(frozen=True)
class Fallback:
    """A face of the reader's machine, scaled to the average letter and line of the one awaited (per cent)."""

    faces: tuple[str, ...]
    size: float
    ascent: float
    descent: float

    def css(self, name: str) -> str:
        sources = ",".join(f'local("{face}")' for face in self.faces)
        return (
            f'@font-face{{font-family:"{name} Fallback";src:{sources};size-adjust:{self.size}%;'
            f"ascent-override:{self.ascent}%;descent-override:{self.descent}%;line-gap-override:0%}}"
        )


@dataclass(frozen=True)
class Face:
    """One file: a subset of a typeface in one posture, and the weights it holds."""

    family: str
    subset: str
    posture: str
    weight: str
    source: str

    @property
    def asset(self) -> str:
        static = "" if " " in self.weight else f"-{self.weight}"
        slope = "" if self.posture == "normal" else f"-{self.posture}"
        return f"fonts/{self.family}-{self.subset}{static}{slope}.woff2"

    def css(self, name: str, url: str) -> str:
        return (
            f'@font-face{{font-family:"{name}";font-style:{self.posture};font-weight:{self.weight};'
            f'font-display:swap;src:url({url}) format("woff2");unicode-range:{SUBSETS[self.subset]}}}'
        )


@dataclass(frozen=True)
class Family:
    """A typeface: its name in CSS, the weights of its files ("100 900": one variable file), its fallback."""

    slug: str
    name: str
    weights: tuple[str, ...]
    fallback: Fallback
    postures: tuple[str, ...] = ("normal",)

    @property
    def faces(self) -> Iterator[Face]:
        for subset in SUBSETS:
            for posture in self.postures:
                for weight in self.weights:
                    yield Face(self.slug, subset, posture, weight, self._source(subset, posture, weight))

    def _source(self, subset: str, posture: str, weight: str) -> str:
        if " " in weight:
            return f"@fontsource-variable/{self.slug}/files/{self.slug}-{subset}-wght-{posture}.woff2"
        return f"@fontsource/{self.slug}/files/{self.slug}-{subset}-{weight}-{posture}.woff2"


BOTH = ("normal", "italic")
FAMILIES = {
    family.slug: family
    for family in (
        Family("inter", "Inter", ("100 900",), Fallback(SANS, 106.7, 90.8, 22.5)),
        Family("fraunces", "Fraunces", ("100 900",), Fallback(SERIF, 115.4, 84.8, 22.1), BOTH),
        Family("bodoni-moda", "Bodoni Moda", ("400 900",), Fallback(SERIF, 114.2, 98.5, 35.0)),
        Family("instrument-sans", "Instrument Sans", ("400 700",), Fallback(SANS, 101.1, 96.0, 24.8)),
        Family("hanken-grotesk", "Hanken Grotesk", ("100 900",), Fallback(SANS, 100.7, 99.4, 30.1)),
        Family("newsreader", "Newsreader", ("200 800",), Fallback(SERIF, 104.4, 70.4, 25.4), BOTH),
        Family(
            "barlow-condensed", "Barlow Condensed", ("500", "600", "700"), Fallback(SANS, 79.8, 125.3, 25.1)
        ),
        Family("archivo-narrow", "Archivo Narrow", ("400 700",), Fallback(SANS, 82.4, 125.6, 37.9)),
    )
}


def faces() -> Iterator[Face]:
    for family in FAMILIES.values():
        yield from family.faces


def font_face_css(slug: str, *, url: Callable[[str], str]) -> str:
    """Declare a family's faces, then `"<name> Fallback"`, which holds the page still until they are there."""
    family = FAMILIES[slug]
    rules = [face.css(family.name, url(face.asset)) for face in family.faces]
    return "\n".join((*rules, family.fallback.css(family.name), ""))
