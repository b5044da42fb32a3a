"""The cloth alone: laid in folds and seen close to, and the small tile it is chosen by."""

from dataclasses import dataclass

from catalogue.flats.cloth import Cloth, patterns
from catalogue.flats.light import Palette
from catalogue.flats.path import Path
from catalogue.flats.threads import share


@dataclass(frozen=True)
class Lie:
    """How cloth lies: the folds that stand up, the swells between, the edge of the corner turned back."""

    ridges: tuple[Path, ...]
    swells: tuple[tuple[Path, float], ...]
    turn: Path
    flap: Path

    @property
    def beneath(self) -> Path:
        return self.turn.to((820, 1020)).close()


_TURN = Path((820, 640)).curve((700, 706), (560, 820), (450, 1020))
_FLAP = _TURN.curve((410, 900), (420, 800), (470, 716)).curve((560, 650), (700, 612), (820, 596)).close()
_SOFT = Lie(
    ridges=(
        Path((96, -20)).curve((150, 220), (40, 470), (128, 700)).curve((176, 830), (210, 930), (196, 1020)),
        Path((372, -20)).curve((318, 190), (404, 420), (352, 640)).curve((322, 780), (388, 900), (430, 1020)),
        Path((640, -20)).curve((704, 160), (590, 380), (668, 590)).curve((716, 720), (690, 800), (716, 1020)),
    ),
    swells=(
        (Path((-40, 140)).curve((120, 330), (60, 620), (-30, 900)), 150),
        (Path((230, -20)).curve((290, 300), (170, 640), (290, 1020)), 96),
        (Path((520, -20)).curve((470, 260), (580, 620), (520, 1020)), 110),
        (Path((790, -20)).curve((750, 300), (830, 600), (770, 1020)), 90),
    ),
    turn=_TURN,
    flap=_FLAP,
)
_STIFF = Lie(
    ridges=(
        Path((330, -20)).curve((300, 200), (170, 420), (96, 660)).curve((60, 780), (30, 900), (20, 1020)),
        Path((860, -20)).curve((760, 150), (560, 360), (440, 610)).curve((380, 740), (340, 880), (330, 1020)),
    ),
    swells=(
        (Path((120, -20)).curve((90, 200), (10, 420), (-60, 640)), 120),
        (Path((600, -20)).curve((520, 260), (300, 560), (200, 1020)), 130),
        (Path((840, 200)).curve((700, 380), (560, 660), (500, 1020)), 90),
    ),
    turn=_TURN,
    flap=_FLAP,
)


def draped(cloth: Cloth, of: Palette, *, prefix: str) -> str:
    """Full bleed: the cloth in standing folds, its near corner turned back."""
    lie = _SOFT if cloth.woven.drape > 0.45 else _STIFF
    tiles = patterns(cloth, of=of, prefix=prefix, grains=(9, -38), scale=3.0)
    named = (("u", "M-20-20H820V1020H-20Z"), ("t", lie.flap.d), ("n", lie.beneath.d))
    shapes = "".join(
        f'<path id="{prefix}{name}" d="{d}"/>'
        f'<clipPath id="{prefix}c{name}"><use href="#{prefix}{name}"/></clipPath>'
        for name, d in named
    )
    blurs = "".join(
        f'<filter id="{prefix}b{name}" filterUnits="userSpaceOnUse" x="-80" y="-80" width="960"'
        f' height="1160"><feGaussianBlur stdDeviation="{size}"/></filter>'
        for name, size in (("s", 34), ("r", 22))
    )
    return (
        f"<defs>{tiles}{shapes}{blurs}{_sides(lie, prefix)}</defs>"
        + _laid(cloth, of, prefix, "u", 9)
        + _swells(cloth, of, prefix, lie)
        + "".join(_ridge(cloth, of, prefix, i, ridge) for i, ridge in enumerate(lie.ridges))
        + _corner(cloth, of, prefix, lie)
    )


def _sides(lie: Lie, prefix: str) -> str:
    """To the right and to the left of each ridge."""
    return "".join(
        f'<clipPath id="{prefix}k{i}{side}">'
        f'<path d="{ridge.to((edge, 1020), (edge, -20)).close().d}"/></clipPath>'
        for i, ridge in enumerate(lie.ridges)
        for side, edge in (("r", 900), ("l", -100))
    )


def _laid(cloth: Cloth, of: Palette, prefix: str, name: str, grain: int, *, right: bool = True) -> str:
    drawn = f'<use href="#{prefix}{name}" fill="{of.base.hex}"/>'
    drawn += f'<use href="#{prefix}{name}" fill="url(#{prefix}w{grain})"/>'
    if cloth.print and right:
        drawn += f'<use href="#{prefix}{name}" fill="url(#{prefix}p{grain})"/>'
    return drawn


def _swells(cloth: Cloth, of: Palette, prefix: str, lie: Lie) -> str:
    shade, light = share(0.2 + 0.28 * cloth.woven.shade), share(0.16 + 0.5 * cloth.woven.gloss)
    drawn = ""
    for spine, width in lie.swells:
        pale = spine.moved(-width * 0.62, -10)
        drawn += _line(spine.d, of.deep.hex, width, shade) + _line(pale.d, of.glow.hex, width * 0.6, light)
    return f'<g filter="url(#{prefix}bs)">{drawn}</g>'


def _ridge(cloth: Cloth, of: Palette, prefix: str, i: int, ridge: Path) -> str:
    """A fold standing up: lit to its left, its edge sharp, its shade falling to the right."""
    finish, d = cloth.woven, ridge.d
    dark = _line(d, of.deep.hex, 84, share(0.5 + 0.4 * finish.shade))
    pale = _line(d, of.glow.hex, 40, share(0.22 + 0.6 * finish.gloss))
    return (
        f'<g clip-path="url(#{prefix}k{i}r)"><g filter="url(#{prefix}br)">{dark}</g></g>'
        f'<g clip-path="url(#{prefix}k{i}l)"><g filter="url(#{prefix}br)">{pale}</g></g>'
        + _line(d, of.crease.hex, 1.6, ".5")
    )


def _corner(cloth: Cloth, of: Palette, prefix: str, lie: Lie) -> str:
    """The layer beneath, in the shadow of the corner turned back over the cloth, wrong side out."""
    deep, glow, cut = of.deep.hex, of.glow.hex, lie.turn.d
    beneath = _laid(cloth, of, prefix, "n", -38)
    under = _line(cut, deep, 130, ".85")
    cast = f'<use href="#{prefix}t" fill="{deep}" fill-opacity=".75" transform="translate(-10 -14)"/>'
    roll = _line(lie.turn.moved(-52, -40).d, glow, 46, share(0.4 + 0.5 * cloth.woven.gloss)) + _line(
        cut, deep, 50, ".6"
    )
    wrong = f'<use href="#{prefix}t" fill="{deep}" fill-opacity=".22"/>'
    return (
        f'{beneath}<g clip-path="url(#{prefix}cn)"><g filter="url(#{prefix}br)">{under}</g></g>'
        f'<g filter="url(#{prefix}br)">{cast}</g>'
        + _laid(cloth, of, prefix, "t", -38, right=False)
        + wrong
        + f'<g clip-path="url(#{prefix}ct)"><g filter="url(#{prefix}br)">{roll}</g></g>'
        + _line(lie.flap.d, of.crease.hex, 1.8, ".6")
    )


def _line(d: str, colour: str, width: float, opacity: str) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.3g}" stroke-opacity="{opacity}"/>'
    )


def tile(cloth: Cloth, of: Palette, *, prefix: str) -> str:
    """The cloth at 64 by 64: weave, print, and the light across a soft fold."""
    tiles = patterns(cloth, of=of, prefix=prefix, grains=(0,), scale=1.0)
    whole = 'width="64" height="64"'
    printed = f'<rect {whole} fill="url(#{prefix}p)"/>' if cloth.print else ""
    light, shade = 0.22 + 0.55 * cloth.woven.gloss, 0.3 + 0.4 * cloth.woven.shade
    stops = "".join(
        f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{share(opacity)}"/>'
        for at, colour, opacity in (
            (0, of.deep.hex, shade * 0.25),
            (0.2, of.glow.hex, light),
            (0.46, of.glow.hex, 0),
            (0.62, of.deep.hex, shade * 0.6),
            (0.74, of.glow.hex, light * 0.6),
            (1, of.deep.hex, shade),
        )
    )
    lit = f'<linearGradient id="{prefix}g" gradientTransform="rotate(24)">{stops}</linearGradient>'
    return (
        f'<defs>{tiles}{lit}</defs><rect {whole} fill="{of.base.hex}"/><rect {whole} fill="url(#{prefix}w)"/>'
        f'{printed}<rect {whole} fill="url(#{prefix}g)"/>'
    )
