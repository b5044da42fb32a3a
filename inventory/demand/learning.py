"""Learn from a panel what multiplies demand: seasons, feasts, life, styles, sizes and outlets, turn by turn.

Everything is a factor of one product (see `model.Learned`), so what was sold divided by what the rest of the
product led to expect, over the days on which there was something to sell, is the factor. Each is drawn to
one, to its category or to its like as far as chance would scatter it.
"""

from datetime import timedelta
from typing import Any

import numpy as np

from inventory.demand import factors, seasons, shrinking
from inventory.demand.desk import Desk
from inventory.demand.model import Learned
from inventory.demand.panel import Panel

Array = np.ndarray[Any, Any]
AHEAD = 400
TURNS = 3
HALF_LIFE = 56.0
FEW = 1e-9


def learn(panel: Panel, *, ahead: int = AHEAD) -> Learned:
    """Learn from all days of the panel, to look so many days ahead."""
    desk = Desk.of(panel, ahead)
    for turn in range(TURNS):
        desk.weigh_cells()
        seasons.learn_seasons(desk)
        if turn:
            seasons.learn_lives(desk)
        factors.learn_factors(desk)
        factors.learn_likeness(desk)
    return _learned(desk)


def _learned(desk: Desk) -> Learned:
    """Close the work: what sells now against the mean of two years, and how far all of it scatters."""
    t = desk.panel.days
    desk.weigh_cells()
    expected = np.einsum("pzt,zt->pt", desk.mass, np.exp(desk.zone[:, :t]))
    expected *= desk.rate[:, None] * desk.year(t) * desk.life[desk.part_of_life(t)]
    lately = 0.5 ** (np.arange(t - 1, -1, -1) / HALF_LIFE)
    now, desk.firmness["lately"] = shrinking.drawn(desk.sold_style @ lately, expected @ lately, least=8.0)
    scatter = _scatter(desk)
    on = desk.panel.first + timedelta(t)
    never = desk.launched >= t
    return Learned(
        on=on,
        rate=desk.rate * now,
        prior=desk.prior,
        evidence=expected.sum(axis=1),
        way=desk.way,
        curve=desk.curve,
        sku=desk.sku,
        strength=desk.strength,
        taste=desk.taste,
        lean=desk.lean,
        own=desk.own,
        zone=np.exp(desk.zone[:, t:]),
        year=desk.year(desk.days)[:, t:],
        launched=np.where(never, 1, np.where(desk.launched < 14, -10_000, desk.launched - t)),
        life=desk.life,
        likes=desk.likes,
        likes_weight=desk.likes_weight,
        scatter=scatter,
        firmness=desk.firmness,
    )


def _scatter(desk: Desk) -> Array:
    """(2, h) how far cells scatter beyond Poisson over weeks and months of the last half-year."""
    worth, row = desk.worth(), desk.spell_row()
    standing = desk.standing()[desk.spell_cell]
    known = [days for days in (7, 28) if desk.panel.days >= days * 2]
    found = [(days, _scatter_of(desk, days, worth, row, standing)) for days in known]
    return np.array(found or [(28, 0.5)]).T


def _scatter_of(desk: Desk, days: int, worth: Array, row: Array, standing: Array) -> float:
    t, (first, last) = desk.panel.days, desk.panel.spells[2:]
    excess = weight = 0.0
    for end in range(t, max(t - 168, days - 1), -max(days, 28)):
        there = np.nonzero((first < end) & (last >= end - days))[0]
        low, high = np.maximum(first[there], end - days), np.minimum(last[there], end - 1) + 1
        spans = (worth[row[there] + high] - worth[row[there] + low]) * standing[there]
        mean = np.bincount(desk.spell_cell[there], spans, minlength=len(desk.cell_outlet))
        some = (desk.panel.sales[2] >= end - days) & (desk.panel.sales[2] < end)
        outlet, sku, _, units = desk.panel.sales[:, some]
        sold = np.bincount(desk.cell(outlet, sku), units, minlength=len(desk.cell_outlet))
        excess += float(((sold - mean) ** 2 - mean)[mean > 0].sum())
        weight += float((mean**2).sum())
    return float(np.clip(excess / max(weight, FEW), 0.0, 5.0))
