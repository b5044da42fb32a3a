"""From prices to a plan: all lanes open first, then the best of them, then the letter of every rule."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from inventory.planning.block import make_scratch
from inventory.planning.lanes import kept_lanes, lane_charges
from inventory.planning.layout import improve_styles
from inventory.planning.objective import gain_of
from inventory.planning.prices import CLEARING, RECEIVING, Prices, find_prices, style_cuts
from inventory.planning.problem import THREADS, Problem
from inventory.planning.repair import repair
from inventory.planning.state import CLEAR, RECEIVE, State, Terms, empty_state, neutral_terms, set_pack_prices

STRICT = 1e5
MOST_PAIRS = 20
LARGEST_GROUP = 400
MOST_SMALL_PAIRS = 2_500


@dataclass(frozen=True)
class Searcher:
    """A problem with one pad per thread."""

    problem: Problem
    pads: tuple

    @classmethod
    def on(cls, problem: Problem, *, seed: int = 1) -> "Searcher":
        sizes = int(np.diff(problem.style_sku).max(initial=1))
        packs = int(np.diff(problem.style_pack).max(initial=1))
        most = int(np.clip(np.diff(problem.block_pair).max(initial=1), MOST_PAIRS, LARGEST_GROUP))
        pads = tuple(
            make_scratch(stores=len(problem.room), most=most, sizes=sizes, packs=packs, seed=seed + thread)
            for thread in range(THREADS)
        )
        return cls(problem, pads)

    def sweep(
        self, state: State, terms: Terms, *, trials: int, heat: float = 0.0, active: np.ndarray | None = None
    ) -> float:
        """One pass over every block, each thread its styles and half of what stores and lanes still allow."""
        p = self.problem
        cuts = style_cuts(p, THREADS)
        chosen = np.ones(int(p.store_component.max()) + 1, np.bool_) if active is None else active
        spare = np.maximum(p.lane_max - state.lane_units, 0)

        def run(thread: int, part: State) -> float:
            problem = p._replace(lane_max=state.lane_units + share(spare, thread))
            lo, hi = cuts[thread], cuts[thread + 1]
            return improve_styles(
                problem, part, terms, self.pads[thread], lo, hi, MOST_PAIRS, trials, heat, chosen
            )

        return sum(self._apart(state, ("room", "inbound"), ("ordered", "lane_units"), run))

    def _apart(self, state: State, left: tuple, used: tuple, run: Callable) -> list:
        """Runs `run(thread, part)` in every thread on parts that share out what is `left`, then adds up what
        was used.
        """
        copies = {name: getattr(state, name) for name in left + used}
        parts = [
            state._replace(
                **{name: share(copies[name], thread) for name in left},
                **{name: copies[name].copy() for name in used},
            )
            for thread in range(THREADS)
        ]
        if "lane_units" in used:
            parts = [part._replace(lanes_used=state.lanes_used.copy()) for part in parts]
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(run, range(THREADS), parts))
        for name in left:
            copies[name][:] = sum(getattr(part, name) for part in parts)
        for name in used:
            copies[name][:] = sum(getattr(part, name) for part in parts) - (THREADS - 1) * copies[name]
        state.lanes_used[:] = np.bincount(self.problem.lane_from, state.lane_units > 0, len(state.room))
        return found


def share(left: np.ndarray, thread: int) -> np.ndarray:
    """One thread's part of what is left of a limit."""
    return left // THREADS + (thread < left % THREADS)


@dataclass(frozen=True)
class Draft:
    """A plan that keeps every rule, with what it takes to improve it: pads, prices, and the terms it was
    settled at.
    """

    searcher: Searcher
    prices: Prices
    state: State
    terms: Terms

    @property
    def gain(self) -> float:
        return gain_of(self.searcher.problem, self.state)


def first_plan(p: Problem) -> Draft:
    """A plan that keeps every rule, from the instance alone; the same each time.

    A small instance is planned at prices of several ages, and the best plan kept.
    """
    if len(p.pair_store) > MOST_SMALL_PAIRS:
        return plan_at(p, find_prices(p, turns=36, rounds=4), trials=6)
    drafts = [plan_at(p, find_prices(p, turns=turns, rounds=4), trials=20) for turns in (6, 10, 16, 24, 36)]
    return max(drafts, key=lambda draft: draft.gain)


def plan_at(p: Problem, prices: Prices, *, trials: int) -> Draft:
    """A plan that keeps every rule, from prices."""
    searcher, state = Searcher.on(p), empty_state(p)
    follow(prices, state)
    terms = priced_terms(p, prices)
    searcher.sweep(state, terms, trials=0)
    gather(searcher, state, terms, charges=(0.3, 0.6, 0.9), trials=trials // 2)
    searcher.sweep(state, terms, trials=trials)
    strict = settle(searcher, state, terms, trials=trials)
    return Draft(searcher, prices, state, strict)


def gather(
    searcher: Searcher,
    state: State,
    terms: Terms,
    *,
    charges: tuple[float, ...],
    trials: int,
    active: np.ndarray | None = None,
) -> None:
    """Gathers the transfers on as many lanes as senders may use and closes the rest; lane prices end as they
    began.
    """
    p, base = searcher.problem, terms.lane.copy()
    carried, each = state.lane_units.astype(float), gain_per_unit(p, state)
    for charge in charges:
        terms.lane[:] = base + lane_charges(p, carried, each=charge * each)
        searcher.sweep(state, terms, trials=trials, active=active)
        carried = 0.5 * carried + 0.5 * state.lane_units
    terms.lane[:] = base
    chosen = kept_lanes(p, 0.3 * carried + state.lane_units)
    terms.lane_open[:] &= chosen if active is None else chosen | ~active[p.store_component[p.lane_from]]


def gain_per_unit(p: Problem, state: State) -> float:
    return max(gain_of(p, state), 0.0) / max(int(state.lane_units.sum() + state.ordered.sum()), 1)


def settle(
    searcher: Searcher,
    state: State,
    terms: Terms,
    *,
    trials: int,
    active: np.ndarray | None = None,
    penalty: float = 0.5,
) -> Terms:
    """Brings the plan to the letter of every rule on the open lanes and improves it at true costs.

    First a unit short of a minimum costs `penalty` times what a unit earns on average, so that lanes and
    orders fill or empty; then what is still short is closed.
    """
    p = searcher.problem
    soft = ruled_terms(p, penalty=penalty * gain_per_unit(p, state))
    for name in ("sku", "pack", "into", "lane_open", "order_open"):
        getattr(soft, name)[:] = getattr(terms, name)
    searcher.sweep(state, soft, trials=trials, active=active)
    repair(p, state, soft, searcher.pads[0])
    strict = ruled_terms(p, penalty=STRICT)
    strict.lane_open[:], strict.order_open[:] = soft.lane_open, soft.order_open
    refine(searcher, state, strict, trials=trials, active=active)
    return strict


def refine(
    searcher: Searcher, state: State, strict: Terms, *, trials: int, active: np.ndarray | None = None
) -> None:
    """One sweep at true costs; the repair after it is for minimums that both threads drew on at once."""
    searcher.sweep(state, strict, trials=trials, active=active)
    repair(searcher.problem, state, strict, searcher.pads[0])


def follow(prices: Prices, state: State) -> None:
    """Starts every pair in the mode that is best at the prices."""
    state.mode[prices.choice == RECEIVING] = RECEIVE
    state.mode[prices.choice == CLEARING] = CLEAR


def priced_terms(p: Problem, prices: Prices, *, typical_lane: float = 20.0) -> Terms:
    """Shared limits at their prices; a lane's fixed cost spread over `typical_lane` units."""
    terms = neutral_terms(p)
    terms.sku[:] = prices.sku
    terms.into[:] = prices.room + prices.inbound
    terms.out[:] = prices.room
    terms.lane[:] = p.lane_fixed / typical_lane
    set_pack_prices(p, terms)
    return terms


def ruled_terms(p: Problem, *, penalty: float) -> Terms:
    """True costs, and `penalty` for each unit that a lane or an order falls short of its minimum."""
    terms = neutral_terms(p)
    terms.lane_first[:] = p.lane_fixed + penalty * np.maximum(p.lane_min - 1, 0)
    terms.lane_short[:] = penalty * (p.lane_min > 1)
    terms.order_first[:] = penalty * np.maximum(p.min_order - 1, 0)
    terms.order_short[:] = penalty * (p.min_order > 1)
    return terms
