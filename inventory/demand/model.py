"""What was learned: factors whose product is what an outlet may expect to sell of a SKU in a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
AGES = np.array([7, 14, 21, 28, 42, 56, 84, 112, 182])
"""Days since the launch at which a style's life enters its next part."""


@dataclass(frozen=True)
class Learned:
    """Factors by style p, colourway w, SKU k, outlet j, category c, size s, zone z; days start at `on`.

    Demand of SKU k in outlet j on a day is
    rate[p] · way[w] · curve[k] · sku[k] · strength[j] · taste[j, c] · lean[j, s] · own[j, p]
    · zone[z, day] · year[p, day] · life[age of p on the day].
    """

    on: date
    rate: Array
    prior: Array
    """(p,) what like styles say the rate is."""
    evidence: Array
    """(p,) pieces that were to be expected of the style so far: how much its own sales may say."""
    way: Array
    curve: Array
    sku: Array
    strength: Array
    taste: Array
    lean: Array
    own: Array
    zone: Array
    year: Array
    launched: Array
    """(p,) days from `on` back to the launch, below nothing; 1 for what has not been sold yet."""
    life: Array
    likes: Array
    likes_weight: Array
    scatter: Array
    """(2, h) days ahead, and by how much of its square the variance exceeds the mean over them."""
    firmness: dict[str, float]

    def per_sku(self, style: Array, way: Array) -> Array:
        """(k,) a day's pieces in an average outlet, season and life left out."""
        return self.rate[style] * self.way[way] * self.curve * self.sku

    def days(self, zone: int, first: int, count: int) -> Array:
        """(p,) the sum over days first … first + count - 1 of season and life in a zone."""
        span = slice(first, first + count)
        return (self.zone[zone, None, span] * self.year[:, span] * self.life[self.age(first, count)]).sum(
            axis=1
        )

    def age(self, first: int, count: int) -> Array:
        """(p, count) the part of its life that each style is in; what was not sold yet is launched then."""
        ahead = first + np.arange(count)
        launched = np.where(self.launched > 0, first, self.launched)
        return np.searchsorted(AGES, ahead - launched[:, None], side="right")

    def scatter_over(self, days: Array) -> Array:
        """The excess of variance for a horizon of so many days."""
        return np.interp(days, self.scatter[0], self.scatter[1])
