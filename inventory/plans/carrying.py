"""What each store of a plan carries, colourway by colourway."""

import numpy as np
from sqlalchemy import select

from inventory.assortments.keeping import Carried, carried
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
    styles = carried(session)
    most = int(goods.number.max(initial=0)) + 1
    for at, place in enumerate(places.stores):
        numbers = np.array(styles[place.id], np.int64)
        listed = np.zeros(most, bool)
        listed[numbers[numbers < most]] = True
        found[at] = listed[goods.number]
        if place.id not in ruled:
            found[at] &= known[at] | fresh
    return found
