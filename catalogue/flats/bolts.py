"""The cloth alone: a fold of it close to, and the small tile it is chosen by."""

from catalogue.flats.cloth import Cloth, patterns
from catalogue.flats.light import Palette
from catalogue.flats.path import Path
from catalogue.flats.threads import number2


def draped(cloth: Cloth, of: Palette, *, prefix: str) -> str:
    """Full bleed: the cloth falling in soft folds, one end turned over."""
    tiles = patterns(cloth, of=of, prefix=prefix, grains=(-24, 14), scale=3.0)
    finish = cloth.woven
    deep, glow = of.deep.hex, of.glow.hex
    printed = f'<use href="#{prefix}u" fill="url(#{prefix}p14)"/>' if cloth.print else ""
    shade, light = number2(0.42 + 0.4 * finish.shade), number2(0.2 + 0.6 * finish.gloss)
    folds = ""
    for x, wide, lean in (
        (-150, 120, 0.9),
        (70, 90, 1.05),
        (240, 130, 0.8),
        (470, 100, 1.0),
        (690, 140, 0.85),
    ):
        spine = Path((x, -60)).curve((x + 160 * lean, 260), (x + 60, 560), (x + 330 * lean, 1080))
        dark = (
            spine.to((x + 330 * lean + wide, 1080))
            .curve((x + 60 + wide, 560), (x + 160 * lean + wide * 1.3, 260), (x + wide * 0.6, -60))
            .close()
        )
        pale = (
            spine.to((x + 330 * lean - wide, 1080))
            .curve((x + 60 - wide * 0.8, 560), (x + 160 * lean - wide * 0.7, 260), (x - wide * 0.5, -60))
            .close()
        )
        folds += f'<path d="{dark.d}" fill="{deep}" fill-opacity="{shade}"/>'
        folds += f'<path d="{pale.d}" fill="{glow}" fill-opacity="{light}"/>'
    whole = "M0 0h800v1000H0z"
    blur = (
        f'<filter id="{prefix}fb" x="-.2" y="-.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="26"/></filter>'
        f'<clipPath id="{prefix}c"><path d="{whole}"/></clipPath><path id="{prefix}u" d="{whole}"/>'
    )
    return (
        f'<defs>{tiles}{blur}</defs><use href="#{prefix}u" fill="{of.base.hex}"/>'
        f'<use href="#{prefix}u" fill="url(#{prefix}w14)"/>{printed}'
        f'<g clip-path="url(#{prefix}c)"><g filter="url(#{prefix}fb)">{folds}</g></g>'
    )


def tile(cloth: Cloth, of: Palette, *, prefix: str) -> str:
    tiles = patterns(cloth, of=of, prefix=prefix, grains=(0,), scale=1.0)
    whole = 'width="64" height="64"'
    printed = f'<rect {whole} fill="url(#{prefix}p)"/>' if cloth.print else ""
    light, shade = number2(0.25 + 0.5 * cloth.woven.gloss), number2(0.5 * cloth.woven.shade)
    lit = (
        f'<linearGradient id="{prefix}g" x2="1" y2="1"><stop stop-color="{of.glow.hex}" stop-opacity="{light}"/>'
        f'<stop offset=".5" stop-color="{of.glow.hex}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{of.deep.hex}" stop-opacity="{shade}"/></linearGradient>'
    )
    return (
        f'<defs>{tiles}{lit}</defs><rect {whole} fill="{of.base.hex}"/><rect {whole} fill="url(#{prefix}w)"/>'
        f'{printed}<rect {whole} fill="url(#{prefix}g)"/>'
    )
