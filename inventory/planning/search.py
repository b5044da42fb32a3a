"""From prices to a plan: all lanes open first, then the best of them, then the letter of every rule."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from inventory.planning.block import make_scratch
from inventory.planning.lanes import choose_lanes
from inventory.planning.layout import improve_styles
from inventory.planning.prices import CLEARING, RECEIVING, Prices, find_prices, style_cuts
from inventory.planning.problem import THREADS, Problem
from inventory.planning.repair import repair
from inventory.planning.state import CLEAR, RECEIVE, State, Terms, empty_state, neutral_terms, set_pack_prices

STRICT = 1e5
MOST_PAIRS = 32


@dataclass(frozen=True)
class Searcher:
    """A problem with one pad per thread."""

    problem: Problem
    pads: tuple

    @classmethod
    def on(cls, problem: Problem, *, seed: int = 1) -> "Searcher":
        sizes = int(np.diff(problem.style_sku).max(initial=1))
        packs = int(np.diff(problem.style_pack).max(initial=1))
        pads = tuple(
            make_scratch(
                stores=len(problem.room), most=MOST_PAIRS, sizes=sizes, packs=packs, seed=seed + thread
            )
            for thread in range(THREADS)
        )
        return cls(problem, pads)

    def sweep(self, state: State, terms: Terms, *, trials: int, heat: float = 0.0) -> float:
        """One pass over every block in two threads, each with half of what stores and lanes still allow."""
        p = self.problem
        cuts = style_cuts(p, THREADS)
        shares = [share(p, state, thread) for thread in range(THREADS)]

        def run(thread: int) -> float:
            problem, part = shares[thread]
            lo, hi = cuts[thread], cuts[thread + 1]
            return improve_styles(problem, part, terms, self.pads[thread], lo, hi, MOST_PAIRS, trials, heat)

        with ThreadPoolExecutor(THREADS) as pool:
            gained = sum(pool.map(run, range(THREADS)))
        join(p, state, [part for _, part in shares])
        return gained


def share(p: Problem, state: State, thread: int) -> tuple[Problem, State]:
    """The problem and plan as one thread may use them: its own half of the room left at stores and on lanes."""
    half = lambda left: left // THREADS + (thread < left % THREADS)  # noqa: E731
    spare = np.maximum(p.lane_max - state.lane_units, 0)
    part = state._replace(
        room=half(state.room),
        inbound=half(state.inbound),
        ordered=state.ordered.copy(),
        lane_units=state.lane_units.copy(),
        lanes_used=state.lanes_used.copy(),
    )
    return p._replace(lane_max=state.lane_units + half(spare)), part


def join(p: Problem, state: State, parts: list[State]) -> None:
    """Adds up what the threads did to shared limits."""
    for name in ("room", "inbound"):
        getattr(state, name)[:] = sum(getattr(part, name) for part in parts)
    for name in ("ordered", "lane_units"):
        total = getattr(state, name)
        total[:] = sum(getattr(part, name) for part in parts) - (len(parts) - 1) * total
    state.lanes_used[:] = np.bincount(p.lane_from, state.lane_units > 0, len(p.room))


def first_plan(p: Problem) -> State:
    """A plan that keeps every rule, from the instance alone."""
    prices = find_prices(p, turns=6, rounds=4)
    searcher, state = Searcher.on(p), empty_state(p)
    follow(prices, state)
    terms = priced_terms(p, prices)
    searcher.sweep(state, terms, trials=15)
    for spare in (1.5, 1.0):
        terms.lane_open[:] = choose_lanes(p, state, spare=spare)
        searcher.sweep(state, terms, trials=12)
    strict = strict_terms(p)
    strict.lane_open[:] = terms.lane_open
    repair(p, state, strict, searcher.pads[0])
    searcher.sweep(state, strict, trials=10)
    repair(p, state, strict, searcher.pads[0])
    return state


def follow(prices: Prices, state: State) -> None:
    """Starts every pair in the mode that is best at the prices."""
    state.mode[prices.choice == RECEIVING] = RECEIVE
    state.mode[prices.choice == CLEARING] = CLEAR


def priced_terms(p: Problem, prices: Prices, *, typical_lane: float = 20.0) -> Terms:
    """Shared limits at their prices; a lane's fixed cost spread over `typical_lane` units."""
    terms = neutral_terms(p)
    terms.sku[:] = prices.sku
    terms.into[:] = prices.room + prices.inbound
    terms.out[:] = prices.room - prices.out
    terms.lane[:] = p.lane_fixed / typical_lane
    set_pack_prices(p, terms)
    return terms


def strict_terms(p: Problem) -> Terms:
    """True costs, and a charge beyond any gain on whatever would break a minimum."""
    terms = neutral_terms(p)
    terms.lane_first[:] = p.lane_fixed + STRICT * np.maximum(p.lane_min - 1, 0)
    terms.lane_short[:] = STRICT * (p.lane_min > 1)
    terms.out_lanes[:] = p.out_lanes
    terms.order_first[:] = STRICT * np.maximum(p.min_order - 1, 0)
    terms.order_short[:] = STRICT * (p.min_order > 1)
    return terms
