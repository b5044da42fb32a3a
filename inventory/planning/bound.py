"""The certificate: no plan can gain more than this."""

from dataclasses import dataclass

from inventory.planning.prices import Prices, bound_at, find_prices, prepare_dual
from inventory.planning.problem import Problem


@dataclass(frozen=True)
class Bound:
    """The most any plan can gain over the plan that moves nothing, in money."""

    gain: float

    def share(self, gain: float) -> float:
        """The part of the attainable gain that a plan's gain is."""
        return gain / self.gain if self.gain > 0 else 1.0


def find_bound(p: Problem, *, turns: int = 30, rounds: int = 4, prices: Prices | None = None) -> Bound:
    """The Lagrangian bound: supply, local balance, room, inbound and lane volume priced; each pair's best
    option exact.

    Any prices give a valid bound, those found before at hardly any cost, more rounds a tighter one. Lots,
    packs' ratios, minimums and which lanes are opened are left out of it, so even the best plan stays below.
    """
    dual, prices = prepare_dual(p), prices or find_prices(p, turns=turns, rounds=rounds)
    unmoved = p.value_same.sum()
    for style in range(len(p.value)):
        unmoved += p.dc_value[style] * dual.total[p.style_sku[style] : p.style_sku[style + 1]].sum()
    return Bound(max(float(bound_at(p, dual, prices) - unmoved), 0.0))
