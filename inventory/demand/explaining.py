"""Why so many: every factor behind one expectation, as data; whoever draws it words it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlmodel import col, select

from i18n import _
from inventory.demand import calendars, estimates, expectation, overrules
from inventory.demand.estimates import Estimate
from inventory.demand.history import DailySale, ShelfTime, Spells, spells_of
from inventory.demand.model import AGES
from inventory.demand.overrules import Overrule
from kernel.db import BrandSession
from kernel.errors import NotThere
from tenancy.outlets import Outlet

Array = np.ndarray[Any, Any]
LOOKED_BACK = 91
LIKES = 3
MATTERS = 0.02


@dataclass(frozen=True)
class Factor:
    """One multiplier of the product; what is told beside it, by name.

    kind: style · colourway · size · outlet · category · build · here · season · life
    """

    kind: str
    value: float
    beside: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shelf:
    """The last days of a SKU in an outlet: how many it hung there, and what was sold."""

    days: int
    hung: int | None
    """None where nobody wrote down when it hung there."""
    sold: int

    @property
    def weekly(self) -> float:
        return self.sold * 7 / self.days

    @property
    def corrected(self) -> float | None:
        """Pieces a week of those in which there was something to sell."""
        return self.sold * 7 / self.hung if self.hung else None


@dataclass(frozen=True)
class Explained:
    """What is expected of a SKU in an outlet from `on` over `days`, and all it came from."""

    on: date
    days: int
    mean: float
    var: float
    estimated: float
    """The mean before anybody overruled it: the product of the factors, times the days."""
    factors: tuple[Factor, ...]
    own_share: float
    """How much of the style's rate its own sales tell, from 0 to 1; the rest is told by its like."""
    likes: tuple[tuple[UUID, float], ...]
    shelf: Shelf
    feasts: tuple[str, ...]
    overrules: tuple[Overrule, ...]


class NotEstimated(NotThere):
    message = _("Nothing is known of that here yet. The next night's estimate will have it.")


def explain(
    session: BrandSession, *, outlet_id: UUID, sku_id: UUID, on: date | None = None, days: int = 28
) -> Explained:
    """Take one expectation apart, over so many days from one on (else from the estimate's own first day)."""
    estimate = estimates.kept(session)
    first = on or estimate.on
    standing = overrules.standing(session)
    whole = expectation.reckoned(estimate, on=first, days={outlet_id: days}, standing=standing, skus=[sku_id])
    found = whole.of(outlet_id, sku_id)
    if found is None:
        raise NotEstimated
    plain = expectation.reckoned(estimate, on=first, days={outlet_id: days}, skus=[sku_id])
    place = _Place.of(estimate, outlet_id, sku_id)
    outlet = session.get_one(Outlet, (session.brand, outlet_id))
    return Explained(
        on=first,
        days=days,
        mean=found[0],
        var=found[1],
        estimated=float(plain.mean[0, 0]),
        factors=tuple(_factors(estimate, place, first=(first - estimate.on).days, days=days)),
        own_share=place.own_share(estimate),
        likes=tuple(_likes(estimate, place)),
        shelf=_shelf(session, outlet_id, sku_id, estimate.on),
        feasts=_feasts(outlet.country, first, days),
        overrules=tuple(
            each.row
            for each in standing
            if overrules.reaches(each, estimate, place.outlet, place.sku)
            and overrules.covered(each.row, on=first, horizon=np.array([days]))[0] > 0
        ),
    )


@dataclass(frozen=True)
class _Place:
    """Where an outlet and a SKU stand in the arrays."""

    outlet: int
    sku: int
    style: int

    @classmethod
    def of(cls, estimate: Estimate, outlet_id: UUID, sku_id: UUID) -> "_Place":
        sku = int(np.nonzero(estimate.goods.ids == np.array(sku_id.bytes, estimate.goods.ids.dtype))[0][0])
        style = int(estimate.goods.style[sku])
        return cls(estimate.outlet_ids.index(outlet_id), sku, style)

    def own_share(self, estimate: Estimate) -> float:
        """n expected against n + a, as the drawing to its like weighs them."""
        learned = estimate.learned
        evidence = float(learned.evidence[self.style])
        return evidence / (evidence + learned.firmness["style"])


def _factors(estimate: Estimate, at: _Place, *, first: int, days: int) -> Iterator[Factor]:
    learned, goods = estimate.learned, estimate.goods
    category, size = int(goods.category[at.style]), int(goods.size[at.sku])
    zone = int(estimate.zone[at.outlet])
    yield Factor("style", float(learned.rate[at.style]) * 7, {"prior": float(learned.prior[at.style]) * 7})
    yield Factor("colourway", float(learned.way[goods.way[at.sku]]))
    yield Factor("size", float(learned.curve[at.sku] * learned.sku[at.sku]))
    yield Factor("outlet", float(learned.strength[at.outlet]))
    yield Factor("category", float(learned.taste[at.outlet, category]))
    yield Factor("build", float(learned.lean[at.outlet, size]))
    yield Factor("here", float(learned.own[at.outlet, at.style]))
    start = min(max(first, 0), max(learned.zone.shape[1] - days, 0))
    span = slice(start, start + days)
    season = float((learned.zone[zone, span] * learned.year[at.style, span]).mean())
    whole = float(expectation.span(learned, zone, days, first=first)[at.style]) / days
    part = int(learned.age(max(first, 0), 1)[at.style, 0])
    yield Factor("season", season)
    yield Factor("life", whole / season, {"week": int(AGES[part]) // 7 if part < len(AGES) else None})


def _likes(estimate: Estimate, at: _Place) -> Iterator[tuple[UUID, float]]:
    styles = estimates.ids(estimate.goods.style_ids)
    learned = estimate.learned
    for style, weight in zip(learned.likes[at.style], learned.likes_weight[at.style], strict=True):
        if weight > MATTERS and len(styles) > style:
            yield styles[int(style)], float(weight)


def _shelf(session: BrandSession, outlet_id: UUID, sku_id: UUID, on: date) -> Shelf:
    since = on - timedelta(days=LOOKED_BACK)
    sold = session.scalars(
        select(DailySale.units).where(
            DailySale.outlet_id == outlet_id,
            DailySale.sku_id == sku_id,
            DailySale.day >= since,
            DailySale.day < on,
        )
    )
    row = session.exec(select(ShelfTime).where(col(ShelfTime.outlet_id) == outlet_id)).first()
    hung = _hung(spells_of(row), sku_id, since, on) if row else None
    return Shelf(LOOKED_BACK, hung, sum(sold))


def _hung(spells: Spells, sku_id: UUID, since: date, on: date) -> int:
    mine = spells.sku == np.array(sku_id.bytes, spells.sku.dtype)
    low = np.maximum(spells.first[mine], np.datetime64(since, "D"))
    high = np.minimum(spells.last[mine] + np.timedelta64(1, "D"), np.datetime64(on, "D"))
    return int(np.clip((high - low).astype(np.int64), 0, None).sum())


def _feasts(country: str, first: date, days: int) -> tuple[str, ...]:
    kept = [name for ahead in range(days) for name in calendars.names_on(country, first + timedelta(ahead))]
    return tuple(dict.fromkeys(kept))
