"""From a design to a style: colourways with barcodes, composition, care, measures, drawing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ops.demo.houses import drawing, palette, tariffs
from ops.demo.houses.measures import measured
from ops.demo.houses.palette import Colour, Fabric
from ops.demo.houses.shape import (
    Cloth,
    Colourway,
    Component,
    PriceRow,
    SizeSystem,
    Sku,
    Style,
    Text,
)

_AREAS = {
    "slip-dress": 1.7, "shirt-dress": 2.4, "wrap-dress": 2.6, "gown": 3.0, "qipao": 2.2,
    "camisole": 0.8, "coat": 2.6, "trench": 3.0,
    "blazer": 1.8, "knit": 1.3, "cardigan": 1.4, "shirt": 1.6, "blouse": 1.4, "t-shirt": 0.9,
    "trousers": 1.7, "jeans": 1.6, "skirt": 1.4, "jumpsuit": 2.8, "scarf": 1.2, "bag": 0.7, "shoe": 0.5,
}  # fmt: skip
"""Square metres of cloth in the middle size."""

_LINED = {"coat", "trench", "blazer"}
_UNLINED_CLOTHS = {"double-face", "linen", "washed-linen", "tech-nylon", "gabardine", "cotton-twill", "denim"}


@dataclass(frozen=True, kw_only=True)
class Design:
    """What a designer decides; everything else about a style follows from it."""

    code: str
    slug: str
    category: str
    season: str
    name: Text
    description: Text
    shape: str
    attributes: Mapping[str, str]
    fabric: str
    colours: tuple[str, ...]
    print: str | None = None
    prices: tuple[PriceRow, ...]
    lining: str = "cupro"
    is_lined: bool = False
    """Beside what is lined always: coats and jackets of most cloths."""
    origin: str
    maker: str
    tags: tuple[str, ...] = ()
    drop: str | None = None
    is_carry_over: bool = False
    draw: Mapping[str, str] = field(default_factory=dict)


def made(design: Design, *, system: SizeSystem, barcodes: Iterator[str], languages: tuple[str, ...]) -> Style:
    fabric = palette.fabrics()[design.fabric]
    heaviest = fabric.fibres[0][0]
    return Style(
        code=design.code,
        slug=design.slug,
        category=design.category,
        season=design.season,
        name=design.name,
        description=design.description,
        colourways=tuple(_colourway(design, key, system, barcodes, languages) for key in design.colours),
        size_system=system.key,
        sizes=system.codes(),
        prices=design.prices,
        composition=composed(design, fabric),
        care=palette.CARE[_care(design, fabric)],
        origin=design.origin,
        hs_code=tariffs.heading(
            design.shape, kind=fabric.kind, fibre=heaviest, form=design.attributes.get("form", "")
        ),
        measurements=measured(design.shape, attributes=design.attributes, system=system),
        weight=round(_AREAS[design.shape] * fabric.grams * 1.12 / 5) * 5,
        drawing=drawing.drawn(
            design.shape, attributes=design.attributes, weave=fabric.weave, more=design.draw
        ),
        cloth=design.fabric,
        maker=design.maker,
        tags=design.tags,
        drop=design.drop,
        is_carry_over=design.is_carry_over,
    )


def _care(design: Design, fabric: Fabric) -> str:
    """A lined coat or jacket is not for the wash, whatever its cloth would bear."""
    is_tailored = design.shape in _LINED and _is_lined(design)
    return "dry" if is_tailored and fabric.care not in {"wipe", "sport"} else fabric.care


def _is_lined(design: Design) -> bool:
    return design.is_lined or (design.shape in _LINED and design.fabric not in _UNLINED_CLOTHS)


def composed(design: Design, fabric: Fabric) -> tuple[Component, ...]:
    part = "upper" if design.shape == "shoe" else "shell"
    shell = Component(part=part, fibres=fabric.fibres)
    if design.shape == "shoe":
        return (shell, Component(part="lining", fibres=(("leather", 100),)))
    if design.shape == "bag":
        return (shell, Component(part="lining", fibres=(("cotton", 100),)))
    if _is_lined(design) or (fabric.weave in {"lace", "tweed"} and design.shape in {"gown", "skirt"}):
        return (shell, Component(part="lining", fibres=((design.lining, 100),)))
    if design.shape in {"trousers", "jeans"}:
        return (shell, Component(part="trim", fibres=(("cotton", 65), ("polyester", 35))))
    return (shell,)


def _colourway(
    design: Design, key: str, system: SizeSystem, barcodes: Iterator[str], languages: tuple[str, ...]
) -> Colourway:
    colour = palette.colours()[key]
    code = f"{design.code}-{key.replace('-', '').upper()[:9]}"
    skus = tuple(Sku(code=f"{code}-{size}", gtin=next(barcodes), size=size) for size in system.codes())
    return Colourway(
        code=code,
        colour=colour.family,
        name={tag: colour.names[tag] for tag in languages if tag in colour.names},
        hex=colour.hex,
        cloth=_cloth(design, colour),
        skus=skus,
    )


_ON_LIGHT, _ON_DARK = "#1b2238", "#f3ecdc"


def _cloth(design: Design, colour: Colour) -> Cloth:
    weave = palette.fabrics()[design.fabric].weave
    if design.print is None:
        return Cloth(weave=weave, colour=colour.hex)
    ink = _ON_LIGHT if _lightness(colour.hex) > 140 else _ON_DARK
    return Cloth(weave=weave, colour=colour.hex, print=design.print, second=ink)


def _lightness(hex_colour: str) -> float:
    red, green, blue = (int(hex_colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


_PARTNERS = {
    "dress": ("cardigan", "trench", "shoe"), "slip-dress": ("cardigan", "blazer", "shoe"),
    "shirt-dress": ("trench", "bag", "cardigan"), "wrap-dress": ("coat", "shoe", "bag"),
    "qipao": ("scarf", "coat", "shoe"), "gown": ("coat", "shoe", "bag"),
    "coat": ("jumper", "trousers", "scarf"),
    "trench": ("shirt", "jeans", "bag"), "blazer": ("trousers", "shirt", "shoe"),
    "jacket": ("t-shirt", "jeans", "bag"), "jumper": ("skirt", "jeans", "coat"),
    "cardigan": ("slip-dress", "trousers", "t-shirt"), "shirt": ("trousers", "blazer", "skirt"),
    "blouse": ("skirt", "trousers", "blazer"), "camisole": ("blazer", "skirt", "cardigan"),
    "t-shirt": ("jeans", "cardigan", "blazer"), "trousers": ("shirt", "jumper", "blazer"),
    "jeans": ("t-shirt", "jumper", "trench"), "skirt": ("jumper", "blouse", "shoe"),
    "jumpsuit": ("coat", "bag", "shoe"), "scarf": ("coat", "jumper", "bag"),
    "bag": ("coat", "shoe", "shirt-dress"), "shoe": ("trousers", "skirt", "blazer"),
}  # fmt: skip


@dataclass
class _Shelf:
    """Styles of one shape, by colour family where there is one to match."""

    styles: list[Style] = field(default_factory=list)

    def near(self, style: Style, turn: int) -> Style:
        families = {way.colour for way in style.colourways}
        alike = [other for other in self.styles if families & {way.colour for way in other.colourways}]
        return (alike or self.styles)[turn % len(alike or self.styles)]


def hung(styles: list[Style]) -> list[Style]:
    """The newest season first and, within it, one kind after another, as a rail is hung."""
    kinds = [(style.season, style.tags[0]) for style in styles]
    total, seen, places = Counter(kinds), Counter[tuple[str, str]](), {}
    for style, kind in zip(styles, kinds, strict=True):
        seen[kind] += 1
        places[style.code] = (*_age(style.season), seen[kind] / (total[kind] + 1))
    return sorted(styles, key=lambda style: places[style.code])


def _age(season: str) -> tuple[int, bool]:
    """Less for a newer one; a year's autumn comes after its spring."""
    year, half = season.split("-")
    return -int(year), half == "ss"


def partnered(styles: list[Style]) -> tuple[Style, ...]:
    """Each style with three that go with it: other cuts of its season, in a colour it has."""
    shelves: dict[tuple[str, str], _Shelf] = {}
    for style in styles:
        if style.drop is None:
            shelves.setdefault((style.season, style.drawing.shape), _Shelf()).styles.append(style)
    return tuple(replace(style, goes_with=_partners(style, shelves, at)) for at, style in enumerate(styles))


def _partners(style: Style, shelves: Mapping[tuple[str, str], _Shelf], turn: int) -> tuple[str, ...]:
    """Of the shapes it is worn with; where the house lacks those, of whatever else hangs in its season."""
    own = style.drawing.shape
    wanted = [shape for shape in _PARTNERS[own] if (style.season, shape) in shelves]
    others = [shape for season, shape in shelves if season == style.season and shape not in (own, *wanted)]
    chosen = (wanted + others[turn % max(1, len(others)) :] + others)[:3]
    return tuple(dict.fromkeys(shelves[style.season, shape].near(style, turn).code for shape in chosen))
