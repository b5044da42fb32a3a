"""What every outlet holds on the first morning: sparse, with the gaps that selling leaves."""

from collections.abc import Iterator

from ops.demo.houses import chance, palette
from ops.demo.houses.shape import Colourway, Delivery, House, OpeningLevel, Outlet, Style

_BREADTH = {"A": 0.16, "B": 0.105, "C": 0.07, "D": 0.05}
_DEPTH = {"A": 2.6, "B": 1.9, "C": 1.4, "D": 1.1}
_CURVES = {5: (0.16, 0.27, 0.27, 0.18, 0.12), 6: (0.09, 0.18, 0.25, 0.24, 0.15, 0.09), 1: (0.4,)}


def opening_stock(house: House) -> Iterator[OpeningLevel]:
    """Units by outlet and SKU of all that is released; nothing where there is nothing."""
    released = [style for style in house.styles if style.drop is None]
    carried = {kind.key: set(kind.categories) for kind in house.store_types}
    shops = sum(outlet.kind == "store" for outlet in house.outlets)
    for outlet in house.outlets:
        if outlet.kind == "store":
            yield from _in_store(house, outlet, released, carried[outlet.store_type or ""], shops)
        else:
            yield from _in_depth(house, outlet, released, shops)


def _in_store(
    house: House, outlet: Outlet, released: list[Style], categories: set[str], shops: int
) -> Iterator[OpeningLevel]:
    for style in released:
        if style.category not in categories:
            continue
        wanted = _wanted(house, outlet, style, shops)
        for colourway in style.colourways:
            if chance.share(house.slug, outlet.code, colourway.code) < wanted:
                yield from _run(house, outlet, style, colourway)


def _wanted(house: House, outlet: Outlet, style: Style, shops: int) -> float:
    """How likely a colourway is carried: a house of few stores shows most of what it has."""
    breadth = _BREADTH[outlet.grade] * (4.2 if shops < 30 else 1.6 if len(house.styles) < 500 else 1)
    liked = 0.55 + chance.share(style.code, "liked") * 0.9
    return breadth * liked * _in_this_climate(outlet, style) * (0.4 if style.is_reduced else 1)


def _in_this_climate(outlet: Outlet, style: Style) -> float:
    worn = palette.fabrics()[style.cloth].season
    if worn == "winter":
        return {"hot-summer-warm-winter": 0.4, "tropical": 0.25, "severe-cold": 1.4, "cold": 1.2}.get(
            outlet.climate, 1
        )
    return 1.3 if worn == "summer" and outlet.climate in {"hot-summer-warm-winter", "tropical"} else 1


def _run(house: House, outlet: Outlet, style: Style, colourway: Colourway) -> Iterator[OpeningLevel]:
    over = style.is_reduced
    curve = _CURVES[len(colourway.skus)]
    for sku, part in zip(colourway.skus, curve, strict=True):
        if chance.share(outlet.code, sku.code, "gone") < (0.6 if over else 0.14):
            continue
        units = round(_DEPTH[outlet.grade] * part * 4 * (0.5 + chance.share(outlet.code, sku.code)))
        units = min(units, 1) if over else units
        if units:
            yield OpeningLevel(outlet=outlet.code, sku=sku.code, units=units)


def _in_depth(house: House, outlet: Outlet, released: list[Style], shops: int) -> Iterator[OpeningLevel]:
    """A warehouse or the online stock: deep in what is current, thin in what is over, out of a few sizes."""
    most = 12 + shops // 2 if outlet.kind == "warehouse" else 10
    for style in released:
        for colourway in style.colourways:
            for sku, part in zip(colourway.skus, _CURVES[len(colourway.skus)], strict=True):
                gone = chance.share(outlet.code, sku.code, "gone") < (0.45 if style.is_reduced else 0.05)
                depth = most * part * 2 * (0.3 + chance.share(outlet.code, sku.code))
                units = 0 if gone else round(depth * (0.1 if style.is_reduced else 1))
                if units:
                    yield OpeningLevel(outlet=outlet.code, sku=sku.code, units=units)


def arrivals(house: House) -> tuple[Delivery, ...]:
    """Goods of the next drop, counted in at the warehouse this morning and waiting to be allocated."""
    warehouse = next((outlet for outlet in house.outlets if outlet.kind == "warehouse"), None)
    drops = sorted(house.drops, key=lambda drop: drop.day)
    if warehouse is None or not drops:
        return ()
    due = [style for style in house.styles if style.drop == drops[0].key]
    shops = sum(outlet.kind == "store" for outlet in house.outlets)
    lines = tuple(line for style in due for line in _cartons(style, shops))
    return (
        Delivery(
            reference=f"{house.slug.upper()}-{drops[0].key.upper()}",
            outlet=warehouse.code,
            day=0,
            lines=lines,
        ),
    )


def _cartons(style: Style, shops: int) -> Iterator[tuple[str, int]]:
    for colourway in style.colourways:
        total = shops * (1.1 + chance.share(colourway.code, "ordered"))
        for sku, part in zip(colourway.skus, _CURVES[len(colourway.skus)], strict=True):
            yield sku.code, max(2, round(total * part))
