"""What every outlet holds on the first morning: sparse, with the gaps that selling leaves."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ops.demo.houses import assorting, chance, palette
from ops.demo.houses.shape import Colourway, Delivery, House, OpeningLevel, Outlet, Style

_BREADTH = {"A": 0.07, "B": 0.045, "C": 0.032, "D": 0.028}
_DEPTH = {"A": 2.6, "B": 1.9, "C": 1.4, "D": 1.1}
_CURVES = {5: (0.16, 0.27, 0.27, 0.18, 0.12), 1: (0.4,)}

_WINTER_BY_CLIMATE = {"hot-summer-warm-winter": 0.4, "tropical": 0.25, "severe-cold": 1.4, "cold": 1.2}


@dataclass(frozen=True)
class _Offer:
    """A style in the shops, with how well it is liked and when it is worn."""

    style: Style
    liked: float
    worn: str


def opening_stock(house: House) -> Iterator[OpeningLevel]:
    """Units by outlet and SKU of all that is released; nothing where there is nothing."""
    offers = [_offer(style) for style in house.styles if style.drop is None]
    carried = assorting.carried(house)
    alone = _sold_in_one(house, carried)
    shops = _shops(house)
    for outlet in house.outlets:
        if outlet.store_type is None:
            yield from _in_depth(outlet, [each for each in offers if each.style.code not in alone], shops)
        else:
            wide = _BREADTH[outlet.grade] * _focus(house, shops)
            kept = [offer for offer in offers if offer.style.code in carried[outlet.code]]
            yield from _in_store(outlet, kept, wide, alone)


def _sold_in_one(house: House, carried: Mapping[str, frozenset[str]]) -> set[str]:
    """The styles that one store alone carries, in a house of several."""
    stores = [carried[outlet.code] for outlet in house.outlets if outlet.kind == "store"]
    counted = Counter(code for codes in stores for code in codes)
    return {code for code, count in counted.items() if count == 1 < len(stores)}


def _offer(style: Style) -> _Offer:
    liked = (0.55 + chance.share(style.code, "liked") * 0.9) * (0.4 if style.is_reduced else 1)
    return _Offer(style, liked, palette.fabrics()[style.cloth].season)


def _shops(house: House) -> int:
    return sum(outlet.kind == "store" for outlet in house.outlets)


def _focus(house: House, shops: int) -> float:
    """A house of few stores, or of few styles, shows more of what it has in each."""
    return 9 if shops < 30 else 3 if len(house.styles) < 500 else 1


def _in_store(outlet: Outlet, offers: list[_Offer], wide: float, alone: set[str]) -> Iterator[OpeningLevel]:
    """Hang a part of what the store carries: surely what is sold nowhere else."""
    for offer in offers:
        is_alone = offer.style.code in alone
        wanted = 1.0 if is_alone else wide * offer.liked * _in_this_climate(outlet, offer.worn)
        for colourway in offer.style.colourways:
            if chance.share(outlet.code, colourway.code) < wanted:
                yield from _run(outlet, colourway, over=offer.style.is_reduced)


def _in_this_climate(outlet: Outlet, worn: str) -> float:
    if worn == "winter":
        return _WINTER_BY_CLIMATE.get(outlet.climate, 1)
    return 1.3 if worn == "summer" and outlet.climate in {"hot-summer-warm-winter", "tropical"} else 1


def _run(outlet: Outlet, colourway: Colourway, *, over: bool) -> Iterator[OpeningLevel]:
    """A size run with its gaps: of what is over only single pieces are left."""
    for sku, part in zip(colourway.skus, _CURVES[len(colourway.skus)], strict=True):
        if chance.share(outlet.code, sku.code, "gone") < (0.6 if over else 0.14):
            continue
        units = round(_DEPTH[outlet.grade] * part * 4 * (0.5 + chance.share(outlet.code, sku.code)))
        if units:
            yield OpeningLevel(outlet=outlet.code, sku=sku.code, units=1 if over else units)


def _in_depth(outlet: Outlet, offers: list[_Offer], shops: int) -> Iterator[OpeningLevel]:
    """A warehouse or the online stock: deep in what is current, thin in what is over, out of a few sizes."""
    is_warehouse = outlet.kind == "warehouse"
    for offer in offers:
        for colourway in offer.style.colourways:
            if is_warehouse or chance.share(outlet.code, colourway.code) < 0.6:
                most = 12 + shops // 2 if is_warehouse else 10
                yield from _shelf(outlet, colourway, most=most, over=offer.style.is_reduced)


def _shelf(outlet: Outlet, colourway: Colourway, *, most: int, over: bool) -> Iterator[OpeningLevel]:
    for sku, part in zip(colourway.skus, _CURVES[len(colourway.skus)], strict=True):
        gone = chance.share(outlet.code, sku.code, "gone") < (0.45 if over else 0.05)
        depth = most * part * 2 * (0.3 + chance.share(outlet.code, sku.code))
        units = 0 if gone else round(depth * (0.1 if over else 1))
        if units:
            yield OpeningLevel(outlet=outlet.code, sku=sku.code, units=units)


def arrivals(house: House) -> tuple[Delivery, ...]:
    """Goods of the next drop, at the warehouse since this morning and waiting to be allocated."""
    warehouse = next(outlet for outlet in house.outlets if outlet.kind == "warehouse")
    drop = min(house.drops, key=lambda each: each.day)
    due = [style for style in house.styles if style.drop == drop.key]
    lines = tuple(line for style in due for line in _cartons(style, _shops(house)))
    reference = f"{house.slug}-{drop.key}".upper()
    return (Delivery(reference=reference, outlet=warehouse.code, day=0, lines=lines),)


def _cartons(style: Style, shops: int) -> Iterator[tuple[str, int]]:
    for colourway in style.colourways:
        total = shops * (1.1 + chance.share(colourway.code, "ordered"))
        for sku, part in zip(colourway.skus, _CURVES[len(colourway.skus)], strict=True):
            yield sku.code, max(2, round(total * part))
