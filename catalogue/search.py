"""Lists of styles: a collection or category, and what a shopper asked for; the same filters for both.

browse(session, market_id, language=, at=, collection=, category=, …) -> Page
search(session, market_id, language=, at=, query=, …) -> Page
    both with filters=, sort=, cursor=, limit= and version=
newest(session, market_id, language=, at=, limit=) -> tuple[Card, ...]

`version` is the brand's content version: with it the index is kept in memory between pages.
At most four statements a page, whatever the catalogue's size and however deep the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import numpy as np
from pyroaring import BitMap

from catalogue import asking, facets, market_index
from catalogue.asking import AS_TYPED, Reading
from catalogue.cards import Card, deal
from catalogue.facets import Facet, Filters, Narrowed
from catalogue.indexing import BY_HAND
from catalogue.market_index import MarketIndex
from i18n import _
from kernel.db import BrandSession
from kernel.errors import NotThere

Sort = Literal["featured", "newest", "price-up", "price-down"]
SORTS: tuple[Sort, ...] = ("featured", "newest", "price-up", "price-down")
PAGE = 24
MOST = 96


class BadCursor(NotThere):
    message = _("This page of the list is no longer there. Start again from the first.")


@dataclass(frozen=True)
class Page:
    """A page of a list; `following` and `preceding` are cursors, `reading` how a query was read."""

    items: tuple[Card, ...]
    total: int
    start: int
    facets: tuple[Facet, ...]
    price_span: tuple[int, int] | None
    reduced: int
    new: int
    following: str | None
    preceding: str | None
    reading: Reading = AS_TYPED

    def facet(self, name: str) -> Facet:
        return next(facet for facet in self.facets if facet.name == name)


def browse(
    session: BrandSession,
    market_id: UUID,
    *,
    language: str,
    at: datetime,
    collection: str | None = None,
    category: str | None = None,
    filters: Filters = Filters(),  # noqa: B008
    sort: Sort = "featured",
    cursor: str | None = None,
    limit: int = PAGE,
    version: int | None = None,
) -> Page:
    """A page of what is listed, in a collection or category; featured: chosen by hand, then the newest."""
    index = market_index.of(session, market_id, version=version)
    base = index.listed
    if collection is not None:
        base = base & index.having("collection", collection)
    if category is not None:
        base = base & index.having("category", category)
    narrowed = facets.narrow(index, base, filters, language=language, at=at)
    if sort == "featured":
        ordered = _by_hand_first(index, narrowed.numbers, collection)
    else:
        ordered = _sorted(index, narrowed.numbers, sort)
    cut = _Cut.at(ordered, cursor, limit)
    return _page(narrowed, cut, deal(session, market_id, cut.numbers, language=language, at=at))


def search(
    session: BrandSession,
    market_id: UUID,
    *,
    query: str,
    language: str,
    at: datetime,
    filters: Filters = Filters(),  # noqa: B008
    sort: Sort = "featured",
    cursor: str | None = None,
    limit: int = PAGE,
    version: int | None = None,
) -> Page:
    """A page of what the words lead to; featured means what fits best first, then the newest."""
    index = market_index.of(session, market_id, version=version)
    answer = asking.answer(session, index, query, language=language, version=version)
    narrowed = facets.narrow(index, answer.numbers, filters, language=language, at=at)
    ordered = _sorted(index, narrowed.numbers, sort)
    if sort == "featured":
        ordered = ordered[np.argsort(answer.tiers_of(ordered), kind="stable")]
    cut = _Cut.at(ordered, cursor, limit)
    cards = deal(session, market_id, cut.numbers, language=language, at=at)
    return _page(narrowed, cut, cards, reading=answer.reading)


def newest(
    session: BrandSession,
    market_id: UUID,
    *,
    language: str,
    at: datetime,
    limit: int = 8,
    version: int | None = None,
) -> tuple[Card, ...]:
    index = market_index.of(session, market_id, version=version)
    numbers = [int(number) for number in index.newest(index.listed)[:limit]]
    return deal(session, market_id, numbers, language=language, at=at)


def _sorted(index: MarketIndex, numbers: BitMap, sort: Sort) -> np.ndarray:
    if not numbers:
        return np.zeros(0, np.uint32)
    if sort == "price-up":
        return index.cheapest(numbers)
    if sort == "price-down":
        return index.cheapest(numbers)[::-1]
    return index.newest(numbers)


def _by_hand_first(index: MarketIndex, numbers: BitMap, collection: str | None) -> np.ndarray:
    placed = index.orders.get(f"{BY_HAND}{collection}", np.zeros(0, np.uint32))
    first = np.array([number for number in placed.tolist() if number in numbers], np.uint32)
    rest = _sorted(index, numbers - BitMap(first), "newest")
    return np.concatenate([first, rest])


@dataclass(frozen=True)
class _Cut:
    """One page's numbers out of the whole order."""

    numbers: Sequence[int]
    start: int
    total: int
    following: str | None
    preceding: str | None

    @classmethod
    def at(cls, ordered: np.ndarray, cursor: str | None, limit: int) -> "_Cut":
        limit = max(1, min(limit, MOST))
        start = _start(ordered, cursor) if cursor else 0
        end = start + limit
        return cls(
            numbers=[int(number) for number in ordered[start:end]],
            start=start,
            total=len(ordered),
            following=f"{end}.{ordered[end - 1]}" if end < len(ordered) else None,
            preceding=_cursor(ordered, max(0, start - limit)) if start else None,
        )


def _cursor(ordered: np.ndarray, start: int) -> str:
    return f"{start}.{ordered[start - 1]}" if start else "0.0"


def _start(ordered: np.ndarray, cursor: str) -> int:
    """Go on after the style the cursor names, wherever it stands now; if gone, from the same place."""
    place, _dot, last = cursor.partition(".")
    if not (place.isascii() and place.isdigit() and last.isascii() and last.isdigit()) or len(cursor) > 24:
        raise BadCursor()
    if int(place) == 0:
        return 0
    found = np.flatnonzero(ordered == int(last)) if int(last) < 2**32 else ()
    start = int(found[0]) + 1 if len(found) else int(place)
    if start > len(ordered):
        raise BadCursor()
    return start


def _page(narrowed: Narrowed, cut: _Cut, cards: tuple[Card, ...], *, reading: Reading = AS_TYPED) -> Page:
    return Page(
        items=cards,
        total=cut.total,
        start=cut.start,
        facets=narrowed.facets,
        price_span=narrowed.price_span,
        reduced=narrowed.reduced,
        new=narrowed.new,
        following=cut.following,
        preceding=cut.preceding,
        reading=reading,
    )
