"""The book of a shelf, written and read in few words."""

from datetime import timedelta

from inventory import deliveries, stock
from inventory.levels import QUANTITIES
from kernel.db import BrandSession
from kernel.events import CLOCK
from tests.inventory.shelf import NOON, Shelf

SOON = NOON + timedelta(minutes=15)
LATER = SOON + timedelta(minutes=1)
DONE = {"by": CLOCK, "at": NOON}


def count_in(
    session: BrandSession, shelf: Shelf, *, reference: str = "opening", **units: int
) -> deliveries.OpeningCount:
    """Count pieces by size into the store."""
    levels = [(shelf.store_id, shelf.skus[size], n) for size, n in units.items()]
    return deliveries.count_in(session, levels, reference=reference, **DONE)


def level(session: BrandSession, shelf: Shelf, size: str = "S", *, outlet_id=None) -> dict[str, int]:
    """What stands in the store's book of a size, without what is nought."""
    key = (shelf.skus[size], outlet_id or shelf.store_id)
    held = stock.lock(session, [key])[key]
    return {part: held[part] for part in QUANTITIES if held[part]}


def key(shelf: Shelf, size: str = "S") -> stock.Key:
    return shelf.skus[size], shelf.store_id
