"""Where a style can be had today, size by size and store by store, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g

from catalogue.style_pages import SkuShown, WayShown
from i18n.messages import Message, _
from inventory.availability import FEW, Availability
from storefront.shops import StoreName

FIRST_TOLD = 5
MOST_TOLD = 60


@dataclass(frozen=True)
class SizeThere:
    """A size with what is left of it in the market."""

    sku: SkuShown
    units: int

    is_coming: bool = False

    @property
    def is_out(self) -> bool:
        return self.units <= 0 and not self.is_coming

    @property
    def remark(self) -> Message | None:
        if self.is_coming:
            return None
        if self.is_out:
            return _("Sold out")
        if self.units == 1:
            return _("Last one")
        return _("Last two") if self.units <= FEW else None


@dataclass(frozen=True)
class StoreThere:
    """A store that has some of it, in these sizes; told apart where a single piece is left."""

    store: StoreName
    sizes: Sequence[str]
    is_last: bool


def sizes(way: WayShown, availability: Availability, *, is_coming: bool = False) -> list[SizeThere]:
    """What is left of each size; before it comes out none is sold out."""
    return [SizeThere(sku, availability.units(sku.id), is_coming) for sku in way.skus]


def stores(way: WayShown, availability: Availability) -> list[StoreThere]:
    """The stores that have this colour, those with the most sizes first."""
    found = [
        _store(way, g.shop.stores[outlet_id], units)
        for outlet_id, units in availability.by_outlet.items()
        if outlet_id in g.shop.stores
    ]
    having = [there for there in found if there.sizes]
    return sorted(having, key=lambda there: (-len(there.sizes), there.store.slug))[:MOST_TOLD]


def _store(way: WayShown, store: StoreName, units: dict) -> StoreThere:
    here = [sku for sku in way.skus if units.get(sku.id, 0) > 0]
    return StoreThere(
        store, [sku.name.split(" ")[0] for sku in here], sum(units[sku.id] for sku in here) == 1
    )


def summary(way: WayShown, availability: Availability) -> Message:
    """One line for the whole colour in the market."""
    left = sum(availability.units(sku.id) for sku in way.skus)
    if left == 0:
        return _("Sold out in this colour")
    if left == 1:
        return _("The last one in this colour")
    return _("In stock")
