"""A few styles of several collections at once: one read of the market's index, one of all their cards."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import g

from catalogue import market_index
from catalogue.cards import Card, deal
from catalogue.indexing import BY_HAND
from catalogue.market_index import MarketIndex
from kernel.web.transactions import session


def of_collections(wanted: Mapping[str, int], *, at: datetime) -> dict[str, tuple[Card, ...]]:
    """The first so many cards of each collection by code; those put in by hand come first."""
    index = market_index.of(session(), g.edition.market.id, version=g.door.version)
    numbers = {code: _first(index, code, limit) for code, limit in wanted.items()}
    every = list(dict.fromkeys(number for some in numbers.values() for number in some))
    dealt = deal(session(), g.edition.market.id, every, language=g.edition.language, at=at)
    by_number = {card.number: card for card in dealt}
    return {
        code: tuple(by_number[number] for number in some if number in by_number)
        for code, some in numbers.items()
    }


def _first(index: MarketIndex, code: str, limit: int) -> Sequence[int]:
    members = index.having("collection", code) & index.listed
    by_hand = [number for number in index.orders.get(f"{BY_HAND}{code}", ()) if number in members]
    newest = index.newest(members) if members else ()
    return [int(number) for number in dict.fromkeys([*by_hand, *newest])][:limit]
