"""Keeping a market's index: facets from its styles, collections from facets, orders by time and price."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from pyroaring import BitMap
from sqlalchemy import select

from catalogue import locks, postings
from catalogue.collections import Collection, CollectionStyle
from catalogue.postings import Facts
from catalogue.showing import Frame, Shown, labels
from catalogue.styles import Style
from kernel.db import BrandSession

NEWEST, RELEASED, CHEAPEST, UNITS, LABELS, BY_HAND = (
    "newest",
    "released",
    "cheapest",
    "units",
    "labels",
    "by-hand:",
)
LISTED = ("listed", "")
_RULES = {"categories": "category", "seasons": "season", "drops": "drop", "tags": "tag"}
_RULES |= {"fibres": "fibre", "colours": "colour"}


def index(
    session: BrandSession,
    frame: Frame,
    by_market: Mapping[UUID, list[Shown]],
    *,
    changed: Iterable[int] | None,
    at: datetime,
) -> None:
    """Write what markets show into their indexes: all of it, or of the changed styles alone."""
    collections = _collections(session)
    by_hand = _by_hand(session)
    for market in sorted(frame.markets, key=lambda one: one.id):
        found = by_market[market.id]
        held, held_orders = ({}, {}) if changed is None else postings.read_market(session, market.id)
        gone = BitMap(changed) if changed is not None else BitMap()
        facts = _merged(held, gone, _facts(found))
        orders = _orders(found, held_orders, gone)
        facts = _gathered(facts, orders, collections, by_hand, at=at)
        orders |= {f"{BY_HAND}{code}": np.array(by_hand.get(code, ()), np.uint32) for code in collections}
        orders[LABELS] = _told(labels(frame, market, collections.values()))
        postings.write(session, market.id, facts=facts, orders=orders, held=held, held_orders=held_orders)


def gather_anew(session: BrandSession, frame: Frame, *, at: datetime) -> None:
    """Gather the collections anew, from indexes that are right in all else."""
    locks.hold(session)
    index(session, frame, {market.id: [] for market in frame.markets}, changed=(), at=at)


def _facts(found: list[Shown]) -> dict[tuple[str, str], BitMap]:
    numbers: dict[tuple[str, str], list[int]] = {}
    for one in found:
        for fact in one.facts:
            numbers.setdefault(fact, []).append(one.number)
    return {fact: BitMap(some) for fact, some in numbers.items()}


def _merged(held: Facts, gone: BitMap, fresh: Facts) -> dict[tuple[str, str], BitMap]:
    kept = {key: numbers - gone for key, numbers in held.items() if key[0] != "collection"}
    for key, numbers in fresh.items():
        kept[key] = kept[key] | numbers if key in kept else numbers
    return {key: numbers for key, numbers in kept.items() if numbers}


def _orders(found: list[Shown], held: Mapping[str, np.ndarray], gone: BitMap) -> dict[str, np.ndarray]:
    """The market's styles newest first and cheapest first, each beside what it is ordered by."""
    numbers = np.fromiter((one.number for one in found), np.uint32, len(found))
    released = np.fromiter(
        (int(one.columns["released_at"].timestamp()) for one in found), np.int64, len(found)
    )
    units = np.fromiter((one.columns["units"] for one in found), np.int64, len(found))
    by_time, times = _joined(held, NEWEST, RELEASED, gone, numbers, released)
    by_price, prices = _joined(held, CHEAPEST, UNITS, gone, numbers, units)
    newest = np.lexsort((by_time, times))[::-1]
    place = np.zeros(int(by_time.max(initial=0)) + 1, np.int64)
    place[by_time[newest]] = np.arange(len(newest))
    cheapest = np.lexsort((place[by_price], prices))
    return {
        NEWEST: by_time[newest],
        RELEASED: times[newest],
        CHEAPEST: by_price[cheapest],
        UNITS: prices[cheapest],
    }


def _joined(
    held: Mapping[str, np.ndarray],
    numbers_key: str,
    values_key: str,
    gone: BitMap,
    numbers: np.ndarray,
    values: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    if numbers_key not in held:
        return numbers, values
    stay = ~np.isin(held[numbers_key], np.array(gone.to_array(), np.uint32))
    kept = held[numbers_key][stay], held[values_key][stay]
    return np.concatenate([kept[0], numbers]), np.concatenate([kept[1], values])


def _gathered(
    facts: dict[tuple[str, str], BitMap],
    orders: Mapping[str, np.ndarray],
    collections: Mapping[str, Collection],
    by_hand: Mapping[str, list[int]],
    *,
    at: datetime,
) -> dict[tuple[str, str], BitMap]:
    """Add the collections: those put in by hand, and those the rule finds."""
    listed = facts.get(LISTED, BitMap())
    for code, collection in collections.items():
        chosen = BitMap(by_hand.get(code, ())) & listed
        if collection.rule:
            chosen |= _ruled(collection.rule, facts, orders, at=at)
        if chosen:
            facts["collection", code] = chosen
    return facts


def _ruled(
    rule: Mapping[str, Any], facts: Facts, orders: Mapping[str, np.ndarray], *, at: datetime
) -> BitMap:
    found = BitMap(facts.get(LISTED, BitMap()))
    for condition, facet in _RULES.items():
        if rule.get(condition):
            found &= BitMap.union(
                BitMap(), *(facts.get((facet, value), BitMap()) for value in rule[condition])
            )
    if rule.get("is_reduced") is not None:
        reduced = facts.get(("reduced", ""), BitMap())
        found = found & reduced if rule["is_reduced"] else found - reduced
    if rule.get("new_days"):
        found &= released(orders, since=at - timedelta(days=rule["new_days"]), until=at)
    return found


def released(orders: Mapping[str, np.ndarray], *, since: datetime, until: datetime) -> BitMap:
    """The styles released between two moments, both included."""
    newest_first = -orders[RELEASED]
    start = int(np.searchsorted(newest_first, -int(until.timestamp()), side="left"))
    end = int(np.searchsorted(newest_first, -int(since.timestamp()), side="right"))
    return postings.bitmap(orders[NEWEST][start:end])


def _collections(session: BrandSession) -> dict[str, Collection]:
    ordered = select(Collection).order_by(Collection.position, Collection.code)
    return {one.code: one for one in session.scalars(ordered)}


def _by_hand(session: BrandSession) -> dict[str, list[int]]:
    rows = (
        select(Collection.code, Style.number)
        .join(CollectionStyle, CollectionStyle.collection_id == Collection.id)
        .join(Style, Style.id == CollectionStyle.style_id)
        .order_by(Collection.code, CollectionStyle.position)
    )
    found: dict[str, list[int]] = {}
    for code, number in session.execute(rows):
        found.setdefault(code, []).append(number)
    return found


def _told(labelled: Mapping[str, Any]) -> np.ndarray:
    return np.frombuffer(json.dumps(labelled, ensure_ascii=False, separators=(",", ":")).encode(), np.uint8)
