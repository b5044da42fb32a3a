"""Inverted indexes: for each thing that can be true of a style, the numbers of the styles it is true of.

A market's facets and orders are `Posting`s; the words of a language, shared by all markets, are `Term`s.
"""

from array import array
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np
from pyroaring import BitMap
from sqlalchemy import UniqueConstraint, delete, select, update

from kernel.db import BrandSession, Identified, Scoped, refers

Facts = Mapping[tuple[str, str], BitMap]
"""Numbers by (facet, value)."""

ORDER = "order"


class Posting(Scoped, Identified, table=True):
    """The numbers of the styles for which one thing is true in a market, as a compressed bitmap.

    `facet` is listed, category, colour, size, collection, season, drop, tag, fibre or reduced. Rows of the
    facet 'order' hold packed arrays instead: numbers in an order, and what they are ordered by.
    """

    __table_args__ = (refers("market"), UniqueConstraint("brand_id", "market_id", "facet", "value"))

    market_id: UUID
    facet: str
    value: str
    numbers: bytes


class Term(Scoped, Identified, table=True):
    """The numbers of the styles that a word leads to; `tier` says how much it tells (1 name, 2 kind, 3 text).

    The row of the word '' holds all the words of the language, to mend what was mistyped.
    """

    __table_args__ = (UniqueConstraint("brand_id", "language", "word", "tier"),)

    language: str
    word: str
    tier: int
    numbers: bytes


def read_market(
    session: BrandSession, market_id: UUID
) -> tuple[dict[tuple[str, str], BitMap], dict[str, np.ndarray]]:
    """Read a market's index: one statement, whatever is asked of it."""
    facts: dict[tuple[str, str], BitMap] = {}
    orders: dict[str, np.ndarray] = {}
    rows = select(Posting.facet, Posting.value, Posting.numbers).where(Posting.market_id == market_id)
    for facet, value, numbers in session.execute(rows):
        if facet == ORDER:
            orders[value] = unpack_array(numbers)
        else:
            facts[facet, value] = unpacked(numbers)
    return facts, orders


def write(
    session: BrandSession,
    market_id: UUID,
    *,
    facts: Facts,
    orders: Mapping[str, np.ndarray],
    held: Facts,
    held_orders: Mapping[str, np.ndarray],
) -> None:
    """Make a market's index say this, touching only rows that change; with nothing held, write it anew."""
    if not held and not held_orders:
        mine = delete(Posting).where(Posting.market_id == market_id)
        session.execute(mine.execution_options(synchronize_session=False))
    before = {key: packed(numbers) for key, numbers in held.items()}
    before |= {(ORDER, name): pack_array(array) for name, array in held_orders.items()}
    after = {key: packed(numbers) for key, numbers in facts.items() if numbers}
    after |= {(ORDER, name): pack_array(array) for name, array in orders.items()}
    for key in sorted(before.keys() - after.keys()):
        session.execute(
            delete(Posting).where(*_at(market_id, key)).execution_options(synchronize_session=False)
        )
    for key in sorted(key for key in before.keys() & after.keys() if before[key] != after[key]):
        changed = update(Posting).where(*_at(market_id, key)).values(numbers=after[key])
        session.execute(changed.execution_options(synchronize_session=False))
    rows = [
        {"market_id": market_id, "facet": facet, "value": value, "numbers": after[facet, value]}
        for facet, value in sorted(after.keys() - before.keys())
    ]
    session.insert_many(Posting, rows)


def _at(market_id: UUID, key: tuple[str, str]) -> tuple[Any, ...]:
    return Posting.market_id == market_id, Posting.facet == key[0], Posting.value == key[1]


def bitmap(numbers: np.ndarray) -> BitMap:
    """Make a bitmap of an array: sorted and by its bytes, for one by one is a hundred times slower."""
    return BitMap(array("I", np.sort(numbers).astype(np.uint32, copy=False).tobytes()))


def packed(numbers: BitMap) -> bytes:
    numbers.run_optimize()
    return numbers.serialize()


def unpacked(numbers: bytes) -> BitMap:
    return BitMap.deserialize(numbers)


def pack_array(array: np.ndarray) -> bytes:
    """Keep an array with its type: numbers as 32 bits, moments and units as 64."""
    return array.dtype.char.encode() + array.tobytes()


def unpack_array(kept: bytes) -> np.ndarray:
    return np.frombuffer(kept, dtype=np.dtype(chr(kept[0])), offset=1)
