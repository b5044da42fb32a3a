"""What each store of a plan carries, and how it is to stand there."""

from datetime import date

import numpy as np
from sqlalchemy import select

from inventory import assortments
from inventory.assortments.keeping import Carried
from inventory.assortments.presenting import NONE
from inventory.plans.goods import Goods
from inventory.plans.places import Places
from kernel.db import BrandSession


def carried_ways(session: BrandSession, places: Places, goods: Goods, *, known: np.ndarray) -> np.ndarray:
    """Stores × colourways: whether the store carries the style.

    Where no rules say what a store carries, it carries what is new and what it is `known` to hold or sell.
    """
    ruled = set(session.scalars(select(Carried.outlet_id)))
    fresh = np.array(goods.styles["status"]) == "new"
    found = np.zeros((len(places.stores), len(goods.way_ids)), bool)
    styles = assortments.carried(session)
    most = int(goods.number.max(initial=0)) + 1
    for at, place in enumerate(places.stores):
        numbers = np.array(styles[place.id], np.int64)
        listed = np.zeros(most, bool)
        listed[numbers[numbers < most]] = True
        found[at] = listed[goods.number]
        if place.id not in ruled:
            found[at] &= known[at] | fresh
    return found


def presented(
    session: BrandSession,
    places: Places,
    goods: Goods,
    main: np.ndarray,
    store: np.ndarray,
    sku: np.ndarray,
    *,
    on: date,
) -> tuple[np.ndarray, np.ndarray]:
    """(fewest pieces on display, most to hold or -1) of each cell; unsaid, one of every main size."""
    said = assortments.presentation(session, on=on)
    rows = np.array([said.row.get(place.id, 0) for place in places.stores], np.int64)[store]
    column = np.array([said.column[id] for id in goods.category_ids], np.int64)[goods.way[sku]]
    size = np.array([said.size.get(code, 0) for code in goods.sizes], np.int64)[sku]
    fewest = said.fewest_of(rows, column, size, main[sku])
    unsaid = (said.fewest[rows, column] == NONE).all(axis=1)
    return np.where(unsaid, main[sku], fewest).astype(np.int32), said.depth[rows, column]
