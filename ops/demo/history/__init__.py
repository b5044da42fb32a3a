"""Two years of the demo houses' past, brought in by what a real brand would bring its own in by."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
from sqlmodel import select

from catalogue.skus import Sku
from inventory.demand import estimates, judging, reading
from inventory.demand.history import ID, Spells, bring_sales, bring_shelf_time
from inventory.demand.learning import learn
from kernel.db import Database
from ops.demo.history import nature, selling
from ops.demo.history.nature import PIECES
from ops.demo.houses import stock
from ops.demo.houses.shape import House
from tenancy.outlets import Outlet

PLACES = selling.FIVE
MANY_SHOPS = 50


def remember(db: Database, brand_id: int, house: House, *, today: date, at: datetime) -> None:
    """Draw the house's past up to the evening before, bring it in, and let demand be learned from it."""
    drawn = nature.of(house, today=today)
    past = selling.lived(drawn, pieces=PIECES[house.slug], now=_hanging(house, drawn))
    with db.write(brand_id) as session:
        outlets = dict(session.exec(select(Outlet.code, Outlet.id)).all())
        skus = dict(session.exec(select(Sku.code, Sku.id)).all())
        shops = [outlets[shop.code] for shop in drawn.shops]
        places = [skus[code] for run in drawn.skus for code in (*run, *run[:1] * (PLACES - len(run)))]
        days = [day.isoformat() for day in drawn.days]
        bring_sales(session, _rows(past, [id.hex for id in shops], [id.hex for id in places], days))
        first, ids = np.datetime64(drawn.days[0], "D"), np.frombuffer(b"".join(i.bytes for i in places), ID)
        for shop, place, since, until in _by_shop(past, len(shops)):
            spells = Spells(ids[place], first + since, first + until)
            bring_shelf_time(
                session, shops[shop], spells, since=drawn.days[0], until=today - timedelta(days=1)
            )
        panel = reading.panel(session, on=today)
        estimates.keep(session, panel, learn(panel), at=at)
        judging.judged(session, panel, at=at, origins=1 if len(shops) > MANY_SHOPS else 3)
        session.commit()


def _hanging(house: House, drawn: nature.Nature) -> dict[tuple[int, int], int]:
    """What the opening count will find, by shop and place."""
    shops = {shop.code: at for at, shop in enumerate(drawn.shops)}
    places = {sku: at * PLACES + size for at, run in enumerate(drawn.skus) for size, sku in enumerate(run)}
    return {
        (shops[level.outlet], places[level.sku]): level.units
        for level in stock.opening_stock(house)
        if level.outlet in shops
    }


def _rows(
    past: selling.Past, shops: list[str], places: list[str], days: list[str]
) -> Iterator[tuple[str, str, str, int, int]]:
    """The sales in the order of their key, and with them what came back of some a few days later."""
    shop, place, day, sold = np.concatenate(past.sales, axis=1)
    rng = np.random.default_rng(len(sold))
    back = np.nonzero(rng.random(len(sold)) < selling.RETURNED)[0]
    later = np.minimum(day[back] + rng.integers(1, 15, len(back)), len(days) - 1)
    keys = np.concatenate(
        [_key(shop, place, day, places=len(places)), _key(shop[back], place[back], later, places=len(places))]
    )
    units = np.concatenate([sold, np.zeros(len(back), np.int64)])
    returned = np.concatenate([np.zeros(len(sold), np.int64), np.ones(len(back), np.int64)])
    known, of = np.unique(keys, return_inverse=True)
    units, returned = (np.bincount(of, each).astype(int).tolist() for each in (units, returned))
    shop, rest = np.divmod(known, len(places) * 1000)
    place, day = np.divmod(rest, 1000)
    outlets = [shops[at] for at in shop.tolist()]
    skus = [places[at] for at in place.tolist()]
    return zip(outlets, skus, [days[at] for at in day.tolist()], units, returned, strict=True)


def _key(shop: np.ndarray, place: np.ndarray, day: np.ndarray, *, places: int) -> np.ndarray:
    return (shop * places + place) * 1000 + day


def _by_shop(past: selling.Past, shops: int) -> Iterator[tuple[int, np.ndarray, np.ndarray, np.ndarray]]:
    shop, place, since, until = np.concatenate(past.spells, axis=1)
    lasting = until >= since
    shop, place, since, until = (each[lasting] for each in (shop, place, since, until))
    order = np.argsort(shop, kind="stable")
    bounds = np.searchsorted(shop[order], np.arange(shops + 1))
    for at in range(shops):
        mine = order[bounds[at] : bounds[at + 1]]
        yield at, place[mine], since[mine], until[mine]
