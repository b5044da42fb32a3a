"""What demand's pages read: what was sold and what may be, as far as one person sees."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlmodel import col, func, select

from admin import stock_list
from admin.demand_charts import Chart, chart
from admin.narrowing import Listed, cut_page
from admin.style_list import wanted
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory.demand import estimates, expectation, overrules
from inventory.demand.estimates import Estimate
from inventory.demand.expectation import Expectation
from inventory.demand.history import DailySale
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

AHEAD, WEEKS = 8, 104
HORIZON = 28


def outlets() -> dict[UUID, str]:
    """Name the outlets that sell and whose demand this person may see."""
    named = stock_list.outlets(Duty.SEE_DEMAND)
    selling = set(session().exec(select(Outlet.id).where(Outlet.kind != "warehouse")))
    return {id: name for id, name in named.items() if id in selling}


def of_all(estimate: Estimate, places: Iterable[UUID], *, skus: Sequence[UUID] | None = None) -> Expectation:
    """What these outlets may expect over the next four weeks."""
    standing = overrules.standing(session())
    days = dict.fromkeys(places, HORIZON)
    return expectation.reckoned(estimate, on=estimate.on, days=days, standing=standing, skus=skus)


def styles(asked: dict[str, Any], estimate: Estimate, places: Sequence[UUID]) -> Listed[dict[str, Any]]:
    """Styles with what they sold in the last four weeks and may sell in the next, the best first."""
    expected = of_all(estimate, places)
    rows, style = _rows(estimate, expected), estimate.goods.style
    whole = (expected.mean * estimate.hangs[rows][:, style]).sum(axis=0)
    ahead = np.bincount(style, whole, minlength=len(estimate.goods.style_ids))
    sold = estimate.sold[rows].sum(axis=0)
    figures = {
        id: (int(sold[at]), float(ahead[at])) for at, id in enumerate(estimates.ids(estimate.goods.style_ids))
    }
    found = session().exec(select(Style.id, Style.code, Style.words).where(*wanted(asked))).all()
    ordered = sorted(found, key=lambda row: (-figures.get(row.id, (0, 0.0))[1], row.code))
    here = cut_page(ordered, asked["page"])
    listed = [
        {
            "id": row.id,
            "code": row.code,
            "name": said(row.words, otherwise=row.code),
            "sold": figures.get(row.id, (0, 0.0))[0],
            "expected": figures.get(row.id, (0, 0.0))[1],
        }
        for row in here.rows
    ]
    return replace(here, rows=listed)


def _rows(estimate: Estimate, expected: Expectation) -> list[int]:
    """The places of the expectation's outlets in the estimate, in its order."""
    return [at for at, id in enumerate(estimate.outlet_ids) if id in expected.outlets]


def outlet_rows(estimate: Estimate, places: dict[UUID, str]) -> list[dict[str, Any]]:
    """Outlets with what they sold in the last four weeks and may sell of what hangs there."""
    expected = of_all(estimate, places)
    style, found = estimate.goods.style, []
    for at in _rows(estimate, expected):
        id = estimate.outlet_ids[at]
        ahead = expected.mean[expected.outlets[id]][estimate.hangs[at][style]]
        found.append(
            {
                "id": id,
                "name": places[id],
                "sold": int(estimate.sold[at].sum()),
                "expected": float(ahead.sum()),
                "strength": float(estimate.learned.strength[at]),
            }
        )
    return sorted(found, key=lambda each: -each["sold"])


def skus_of(style_id: UUID) -> list[dict[str, Any]]:
    rows = session().execute(
        select(Sku.id, Sku.code, Sku.size, Colourway.code, Colourway.words)  # ty: ignore[no-matching-overload]
        .join(Colourway, col(Colourway.id) == Sku.colourway_id)
        .where(Sku.style_id == style_id)
        .order_by(col(Colourway.position), col(Sku.position))
    )
    return [
        {"id": id, "code": code, "size": size, "colour": said(words, otherwise=way)}
        for id, code, size, way, words in rows
    ]


def sold_by_day(
    places: Sequence[UUID], *, skus: Sequence[UUID] | None, since: date
) -> list[tuple[date, int]]:
    """Pieces by day in these outlets, of some SKUs or of all."""
    rows = select(DailySale.day, func.sum(DailySale.units)).where(
        col(DailySale.outlet_id).in_(places), DailySale.day >= since
    )
    if skus is not None:
        rows = rows.where(col(DailySale.sku_id).in_(skus))
    return [(day, int(units)) for day, units in session().exec(rows.group_by(col(DailySale.day)))]


def drawn(estimate: Estimate, places: Sequence[UUID], *, skus: Sequence[UUID] | None) -> Chart:
    """Two years of weeks, and the next eight of what hangs in these outlets."""
    on, standing = estimate.on, overrules.standing(session())
    first = on - timedelta(weeks=WEEKS)
    days, ahead = dict.fromkeys(places, 7), []
    for week in range(AHEAD):
        found = expectation.reckoned(
            estimate, on=on + timedelta(weeks=week), days=days, standing=standing, skus=skus
        )
        style = estimate.goods.style[_places(estimate, found)]
        hangs = estimate.hangs[_rows(estimate, found)][:, style]
        ahead.append((float(found.mean[hangs].sum()), float(found.var[hangs].sum()) ** 0.5))
    return chart(sold_by_day(places, skus=skus, since=first), first=first, on=on, ahead=ahead)


def _places(estimate: Estimate, found: Expectation) -> np.ndarray[Any, Any]:
    """The place in the estimate of each of the expectation's SKUs."""
    return np.nonzero(np.isin(estimate.goods.ids, found.sku_ids))[0]


def of_style(estimate: Estimate, places: dict[UUID, str], skus: Sequence[UUID]) -> dict[str, Any]:
    """What is expected of a style in the next four weeks: by outlet where it hangs, and by SKU over those."""
    found = of_all(estimate, places, skus=skus)
    columns = _places(estimate, found)
    ids = estimates.ids(found.sku_ids)
    rows, by_sku = [], dict.fromkeys(skus, 0.0)
    for at in _rows(estimate, found):
        id = estimate.outlet_ids[at]
        if not len(columns) or not estimate.hangs[at][estimate.goods.style[columns[0]]]:
            continue
        row = found.outlets[id]
        mean, var = found.mean[row], found.var[row]
        for sku, units in zip(ids, mean.tolist(), strict=True):
            by_sku[sku] += units
        sold = int(estimate.sold[at][estimate.goods.style[columns[0]]])
        cells = dict(zip(ids, mean.tolist(), strict=True))
        whole = float(mean.sum()), float(var.sum()) ** 0.5
        rows.append(
            {"id": id, "name": places[id], "sold": sold, "mean": whole[0], "off": whole[1], "cells": cells}
        )
    return {"rows": sorted(rows, key=lambda each: -each["mean"]), "by_sku": by_sku}


def styles_of(estimate: Estimate, outlet_id: UUID) -> list[dict[str, Any]]:
    """The styles that hang in an outlet, with what is expected of each, the most first."""
    found = of_all(estimate, [outlet_id])
    at, style = estimate.outlet_ids.index(outlet_id), estimate.goods.style
    ahead = np.bincount(style, found.mean[0], minlength=len(estimate.goods.style_ids))
    chosen = [place for place in np.argsort(-ahead).tolist() if estimate.hangs[at][place]]
    ids = estimates.ids(estimate.goods.style_ids)
    named = _names([ids[place] for place in chosen])
    return [
        {
            "id": ids[place],
            "name": named[ids[place]],
            "sold": int(estimate.sold[at][place]),
            "mean": float(ahead[place]),
        }
        for place in chosen
        if ids[place] in named
    ]


def _names(ids: Sequence[UUID]) -> dict[UUID, Any]:
    named: dict[UUID, Any] = {}
    for start in range(0, len(ids), 500):
        some = select(Style.id, Style.code, Style.words).where(col(Style.id).in_(ids[start : start + 500]))
        named.update({id: said(words, otherwise=code) for id, code, words in session().execute(some)})
    return named
