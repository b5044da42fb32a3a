"""What a store carries, as its page shows it: how much, of which kinds, and the newest of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g

from catalogue.cards import Card
from catalogue.facets import Filters, Option
from catalogue.search import browse
from inventory.assortments import ruled_at
from kernel.web.modules import on
from kernel.web.transactions import session
from storefront.shops import at
from storefront.store import Store

FEW = 4


@dataclass(frozen=True)
class Range:
    path: str
    count: int
    kinds: Sequence[Option]
    cards: Sequence[Card]


def of(store: Store, *, now: datetime) -> Range | None:
    """Return what the store carries of what this edition lists; nothing where the house keeps no rules."""
    numbers = ruled_at(session(), store.outlet.id) if "store-types" in on() else None
    if numbers is None:
        return None
    page = browse(
        session(),
        g.edition.market.id,
        language=g.edition.language,
        at=now,
        filters=Filters(within=numbers),
        sort="newest",
        limit=FEW,
        version=g.door.version,
    )
    kinds = [each for each in page.facet("category").options if each.count and each.parent is None]
    return Range(at(f"search?carried={store.outlet.slug}"), page.total, kinds, page.items)
