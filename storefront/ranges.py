"""What a store carries, as its page shows it: how much, of which kinds, and the newest of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g
from pyroaring import BitMap

from catalogue.cards import Card
from catalogue.facets import Filters, Option
from catalogue.search import Page, browse
from inventory.assortments import ruled_at
from inventory.availability import in_stock_at
from kernel.web.modules import on
from kernel.web.transactions import session
from storefront.shops import at
from storefront.store import Store

FEW = 4
IN_THREES = 6


@dataclass(frozen=True)
class Range:
    """All that a store carries by number and kind, and of what hangs there today the newest."""

    path: str
    count: int
    kinds: Sequence[Option]
    cards: Sequence[Card]


def of(store: Store, *, now: datetime) -> Range | None:
    """Return what the store carries of what this edition lists; nothing where the house keeps no rules."""
    numbers = ruled_at(session(), store.outlet.id) if "store-types" in on() else None
    if numbers is None:
        return None
    everything = _newest(numbers, limit=1, now=now)
    few = IN_THREES if g.shop.brand.theme.get("columns") == 3 else FEW
    there = _newest(numbers & in_stock_at(session(), [store.outlet.id]), limit=few, now=now)
    kinds = [each for each in everything.facet("category").options if each.count and each.parent is None]
    return Range(at(f"search?carried={store.outlet.slug}"), everything.total, kinds, there.items)


def _newest(numbers: BitMap, *, limit: int, now: datetime) -> Page:
    return browse(
        session(),
        g.edition.market.id,
        language=g.edition.language,
        at=now,
        filters=Filters(within=numbers),
        sort="newest",
        limit=limit,
        version=g.door.version,
    )
