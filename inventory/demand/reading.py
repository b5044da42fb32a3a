"""From the brand's rows to the arrays that demand is learned from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import func
from sqlmodel import col, select

from catalogue.prices import Price
from catalogue.seasons import Season
from catalogue.skus import Sku
from catalogue.styles import Style
from inventory.demand.history import ID, DailySale, ShelfTime, spells_of
from inventory.demand.panel import Goods, Outlets, Panel, covered, supposed
from kernel.bulk import lay_out
from kernel.db import BrandSession
from tenancy.outlets import Outlet

Array = np.ndarray[Any, Any]
YEARS = 3
PRICE_WEIGHT, FIBRE_WEIGHT = 1.0, 1.0
PARTS = ("shell", "upper")


def panel(session: BrandSession, *, on: date) -> Panel:
    """All that is known of the days before one, three years of them at most."""
    outlets, goods = read_outlets(session), read_goods(session)
    first = _first(session, on)
    days = max((on - first).days, 1)
    sales = _sales(session, outlets, goods, first=first, days=days)
    spells, known = _spells(session, outlets, goods, first=first, days=days)
    whole = np.concatenate([spells, supposed(sales, known, days)], axis=1)
    return Panel(first, days, outlets, goods, sales, covered(whole, sales, skus=len(goods.ids)))


def read_outlets(session: BrandSession) -> Outlets:
    """Every outlet that sells; a zone is a country and its climate."""
    rows = session.execute(
        select(Outlet.id, Outlet.country, Outlet.climate)
        .where(col(Outlet.kind) != "warehouse")
        .order_by(col(Outlet.id))
    ).all()
    zones = sorted({(country, climate) for _, country, climate in rows})
    place = np.array([zones.index((country, climate)) for _, country, climate in rows], np.int64)
    return Outlets(_ids(id for id, _, _ in rows), place, tuple(country for country, _ in zones))


def read_goods(session: BrandSession) -> Goods:
    styles = session.execute(
        select(Style.id, Style.category_id, Style.is_carry_over, Style.composition, Season.starts_on)  # ty: ignore[no-matching-overload]
        .outerjoin(Season, col(Season.id) == Style.season_id)
        .order_by(col(Style.id))
    ).all()
    skus = session.execute(
        select(Sku.id, Sku.style_id, Sku.colourway_id, Sku.size, Style.size_run_id)  # ty: ignore[no-matching-overload]
        .join(Style, col(Style.id) == Sku.style_id)
        .order_by(col(Sku.id))
    ).all()
    style = {row.id: at for at, row in enumerate(styles)}
    ways = {row.colourway_id: style[row.style_id] for row in skus}
    way = {id: at for at, id in enumerate(ways)}
    category = _places(row.category_id for row in styles)
    half = [
        0 if row.is_carry_over or row.starts_on is None else 1 + (row.starts_on.month < 7) for row in styles
    ]
    groups = np.unique(category * 3 + np.array(half, np.int64), return_inverse=True)[1]
    return Goods(
        ids=_ids(row.id for row in skus),
        way=np.array([way[row.colourway_id] for row in skus], np.int64),
        size=_places((row.size_run_id, row.size) for row in skus),
        style_of=np.array(list(ways.values()), np.int64),
        style_ids=_ids(row.id for row in styles),
        category=category,
        group=groups,
        traits=_traits([row.id for row in styles], [row.composition for row in styles], _prices(session)),
        run=_places(row.size_run_id for row in skus),
    )


def _places(values: Iterable[Any]) -> Array:
    """Each value's place among the different ones, in the order in which they come."""
    seen: dict[Any, int] = {}
    return np.array([seen.setdefault(value, len(seen)) for value in values], np.int64)


def _ids(ids: Iterable[UUID]) -> Array:
    return np.frombuffer(b"".join(id.bytes for id in ids), ID)


def _prices(session: BrandSession) -> dict[UUID, int]:
    """A full price of each style, all on the list that prices the most of them."""
    most = select(Price.price_list_id).where(col(Price.kind) == "full").group_by(col(Price.price_list_id))
    list_id = session.scalars(most.order_by(func.count().desc(), col(Price.price_list_id)).limit(1)).first()
    rows = select(Price.style_id, Price.units).where(
        col(Price.kind) == "full", col(Price.price_list_id) == list_id
    )
    return {row[0]: row[1] for row in session.execute(rows.order_by(col(Price.starts_at)))}


def _traits(ids: Sequence[UUID], made_of: Sequence[Any], prices: Mapping[UUID, int]) -> Array:
    """(p, 1 + fibres) log price against the usual, and the share of each fibre in what is seen."""
    shares = [_fibres(parts) for parts in made_of]
    fibres = {fibre: at for at, fibre in enumerate(sorted({fibre for each in shares for fibre in each}))}
    traits = np.zeros((len(ids), 1 + len(fibres)))
    for at, each in enumerate(shares):
        for fibre, share in each.items():
            traits[at, 1 + fibres[fibre]] = FIBRE_WEIGHT * share / 100
    priced = np.array([prices.get(id, 0) for id in ids], float)
    usual = float(np.median(priced[priced > 0])) if (priced > 0).any() else 1.0
    traits[:, 0] = PRICE_WEIGHT * np.log(np.where(priced > 0, priced, usual) / usual)
    return traits


def _fibres(parts: Any) -> dict[str, float]:
    seen = [part for part in parts or () if part.get("part") in PARTS] or list(parts or ())
    return {str(fibre): float(share) for fibre, share in dict(seen[0]["fibres"]).items()} if seen else {}


def _first(session: BrandSession, on: date) -> date:
    sold = session.scalar(select(func.min(DailySale.day)))
    earliest = on - timedelta(days=365 * YEARS)
    return max(sold, earliest) if sold and sold < on else on - timedelta(days=1)


def _sales(session: BrandSession, outlets: Outlets, goods: Goods, *, first: date, days: int) -> Array:
    """(4, n) outlet, SKU, day and units, in one pass over the table."""
    outlet, sku = (_by_text(ids) for ids in (outlets.ids, goods.ids))
    calendar = [first + timedelta(days=ahead) for ahead in range(days)]
    day = {each.isoformat(): at for at, each in enumerate(calendar)}
    found = [np.zeros((4, 0), np.int32)]
    for rows in lay_out(session, DailySale, ("outlet_id", "sku_id", "day", "units")):
        kept = [(outlet[j], sku[k], day[t], n) for j, k, t, n in rows if t in day and j in outlet]
        found.append(np.array(kept, np.int32).reshape(-1, 4).T)
    sales = np.concatenate(found, axis=1)
    return sales[:, sales[3] > 0]


def _by_text(ids: Array) -> dict[str, int]:
    """Places by id, written with and without hyphens, as the two databases give it."""
    each = [UUID(bytes=id) for id in _each(ids)]
    return {text: at for at, id in enumerate(each) for text in (id.hex, str(id))}


def _each(ids: Array) -> list[bytes]:
    """Ids as bytes, whole: numpy would take off the zeros at an end."""
    raw = ids.tobytes()
    return [raw[start : start + 16] for start in range(0, len(raw), 16)]


def _spells(
    session: BrandSession, outlets: Outlets, goods: Goods, *, first: date, days: int
) -> tuple[Array, Array]:
    """((4, m) outlet, SKU, first and last day; (j,) whether an outlet's times on the shelf are known)."""
    place = {id: at for at, id in enumerate(_each(outlets.ids))}
    known = np.zeros(len(outlets.ids), bool)
    order = np.argsort(goods.ids)
    found = [np.zeros((4, 0), np.int32)]
    for row in session.scalars(select(ShelfTime)):
        at = place.get(row.outlet_id.bytes)
        if at is None:
            continue
        known[at] = True
        spells, zero = spells_of(row), np.datetime64(first, "D")
        low = (spells.first - zero).astype(np.int64)
        high = np.minimum((spells.last - zero).astype(np.int64), days - 1)
        sku = order[np.clip(np.searchsorted(goods.ids[order], spells.sku), 0, len(order) - 1)]
        good = (high >= np.maximum(low, 0)) & (goods.ids[sku] == spells.sku)
        mine = [np.full(good.sum(), at), sku[good], np.maximum(low, 0)[good], high[good]]
        found.append(np.stack(mine).astype(np.int32))
    return np.concatenate(found, axis=1), known
