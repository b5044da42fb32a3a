"""Every shape there is to draw, and what may be said of it; an attribute's first value is its usual one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from catalogue.flats import (
    bags,
    belts,
    bottoms,
    dresses,
    gowns,
    hats,
    jackets,
    jumpsuits,
    knits,
    outerwear,
    scarves,
    shirts,
    shoes,
    tops,
    wraps,
)
from catalogue.flats.cut import Cut
from catalogue.flats.errors import Undrawable
from catalogue.flats.sketch import Sketch
from catalogue.flats.weaves import Weave


class UnknownShape(Undrawable):
    """No garment of that name."""


class UnknownAttribute(Undrawable):
    """An attribute the shape does not take, or a value it does not offer."""


_BOOK: dict[str, tuple[Callable[[Cut], Sketch], Mapping[str, tuple[str, ...]]]] = {
    "dress": (dresses.dress, dresses.DRESS),
    "shirt-dress": (dresses.shirt_dress, dresses.SHIRT_DRESS),
    "slip-dress": (gowns.slip_dress, gowns.SLIP_DRESS),
    "wrap-dress": (wraps.wrap_dress, wraps.WRAP_DRESS),
    "qipao": (wraps.qipao, wraps.QIPAO),
    "gown": (gowns.gown, gowns.GOWN),
    "jumpsuit": (jumpsuits.jumpsuit, jumpsuits.JUMPSUIT),
    "coat": (outerwear.coat, outerwear.COAT),
    "trench": (outerwear.trench, outerwear.TRENCH),
    "blazer": (outerwear.blazer, outerwear.BLAZER),
    "jacket": (jackets.jacket, jackets.JACKET),
    "jumper": (knits.jumper, knits.JUMPER),
    "cardigan": (knits.cardigan, knits.CARDIGAN),
    "shirt": (shirts.shirt, shirts.SHIRT),
    "blouse": (shirts.blouse, shirts.BLOUSE),
    "camisole": (shirts.camisole, shirts.CAMISOLE),
    "trousers": (bottoms.trousers, bottoms.TROUSERS),
    "jeans": (bottoms.jeans, bottoms.JEANS),
    "skirt": (bottoms.skirt, bottoms.SKIRT),
    "scarf": (scarves.scarf, scarves.SCARF),
    "bag": (bags.bag, bags.BAG),
    "hat": (hats.hat, hats.HAT),
    "belt": (belts.belt, belts.BELT),
    "shoe": (shoes.shoe, shoes.SHOE),
    "t-shirt": (tops.t_shirt, tops.T_SHIRT),
}

SHAPES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {name: MappingProxyType(offered) for name, (_, offered) in _BOOK.items()}
)


def chosen(shape: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Every attribute of the shape, as asked or as usual."""
    if shape not in SHAPES:
        raise UnknownShape(f"No shape {shape!r}; there is {', '.join(SHAPES)}.")
    offered = SHAPES[shape]
    for attribute, value in attributes.items():
        if attribute not in offered:
            raise UnknownAttribute(f"A {shape} takes {', '.join(offered)}, not {attribute!r}.")
        if value not in offered[attribute]:
            raise UnknownAttribute(
                f"The {attribute} of a {shape} is {' or '.join(offered[attribute])}, not {value!r}."
            )
    return {attribute: attributes.get(attribute, values[0]) for attribute, values in offered.items()}


def sketch(shape: str, attributes: Mapping[str, str], *, weave: Weave, is_back: bool) -> Sketch:
    draft, _ = _BOOK[shape]
    return draft(Cut(chosen(shape, attributes), weave, is_back))
