"""A market's index in memory: read in one statement, or kept from a page of the same content version."""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np
from pyroaring import BitMap
from sqlalchemy import Engine

from catalogue import postings
from catalogue.indexing import CHEAPEST, LABELS, LISTED, NEWEST, UNITS
from catalogue.postings import Facts
from catalogue.wishes import Sizes
from kernel.db import BrandSession

BUDGET = 64 * 2**20
"""Bytes of indexes that one process keeps."""


@dataclass(frozen=True)
class MarketIndex:
    facts: Facts
    orders: Mapping[str, np.ndarray]

    @property
    def listed(self) -> BitMap:
        return self.facts.get(LISTED, BitMap())

    def having(self, facet: str, value: str = "") -> BitMap:
        return self.facts.get((facet, value), BitMap())

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The values of each facet."""
        found: dict[str, list[str]] = {}
        for facet, value in self.facts:
            found.setdefault(facet, []).append(value)
        return found

    @cached_property
    def labels(self) -> dict[str, Any]:
        return json.loads(self.orders[LABELS].tobytes()) if LABELS in self.orders else {}

    @cached_property
    def sizes(self) -> Sizes:
        """The sizes that are offered, to be asked for."""
        return Sizes(self.values.get("size", ()))

    @cached_property
    def size(self) -> int:
        """The length of a mask over all numbers."""
        return (self.listed.max() if self.listed else 0) + 1

    @cached_property
    def weight(self) -> int:
        arrays = sum(array.nbytes for array in self.orders.values())
        return arrays + sum(len(numbers.serialize()) for numbers in self.facts.values())

    def priced(self, lowest: int | None, highest: int | None) -> BitMap:
        units = self.orders[UNITS]
        start = 0 if lowest is None else int(np.searchsorted(units, lowest, side="left"))
        end = len(units) if highest is None else int(np.searchsorted(units, highest, side="right"))
        return postings.bitmap(self.orders[CHEAPEST][start:end])

    def price_span(self, numbers: BitMap) -> tuple[int, int] | None:
        """The lowest and the highest price among them."""
        if not numbers:
            return None
        places = np.flatnonzero(self.mask(numbers)[self.orders[CHEAPEST]])
        units = self.orders[UNITS]
        return int(units[places[0]]), int(units[places[-1]])

    def mask(self, numbers: BitMap) -> np.ndarray:
        found = np.zeros(self.size, bool)
        found[np.array(numbers.to_array(), np.uint32)] = True
        return found

    def newest(self, numbers: BitMap) -> np.ndarray:
        return self._ordered(NEWEST, numbers)

    def cheapest(self, numbers: BitMap) -> np.ndarray:
        return self._ordered(CHEAPEST, numbers)

    def _ordered(self, order: str, numbers: BitMap) -> np.ndarray:
        everything = self.orders[order]
        return everything[self.mask(numbers)[everything]]


_kept: WeakKeyDictionary[Engine, OrderedDict[tuple[int, UUID], tuple[int, MarketIndex]]] = WeakKeyDictionary()
_lock = threading.Lock()


def of(session: BrandSession, market_id: UUID, *, version: int | None = None) -> MarketIndex:
    """Return the index; with the brand's content version named, as kept from before where it is the same."""
    if version is None or session.info["writes"]:
        return _read(session, market_id)
    engine = session.get_bind().engine
    key = (session.brand, market_id)
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        if key in kept and kept[key][0] == version:
            kept.move_to_end(key)
            return kept[key][1]
    index = _read(session, market_id)
    with _lock:
        kept[key] = (version, index)
        kept.move_to_end(key)
        while len(kept) > 1 and sum(one.weight for _version, one in kept.values()) > BUDGET:
            kept.popitem(last=False)
    return index


def _read(session: BrandSession, market_id: UUID) -> MarketIndex:
    return MarketIndex(*postings.read_market(session, market_id))
