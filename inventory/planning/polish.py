"""Improves a finished plan for as long as it is given, one part of the country at a time."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inventory.planning.exact import solve_blocks
from inventory.planning.objective import gain_of
from inventory.planning.problem import Problem
from inventory.planning.search import Draft, gather, priced_terms, refine, settle
from inventory.planning.state import State, Terms, copy_state, restore_state, set_pack_prices

CELLS_AT_ONCE = 80_000
YIELDING = 0.02
FEWEST_TURNS = 200
MOST_EXACT_PAIRS = 2_500
FIRST_EXACT_PAIRS = 200
ROUGH = 0.1


def polish(draft: Draft, *, seconds: float, seed: int = 1) -> float:
    """Improves the draft in place until `seconds` have passed; returns its gain. It never gets worse.

    Each turn reopens every lane of some components, gathers the flows anew under charges drawn at random,
    settles, and keeps the result only if the whole plan gained. A small plan's styles are then solved
    exactly, many at once, beside what the rest of the plan uses.
    """
    began, rng = time.perf_counter(), np.random.default_rng(seed)
    if len(draft.searcher.problem.pair_store) > MOST_EXACT_PAIRS:
        return reopen_for(draft, seconds=seconds, rng=rng)
    reopen_for(draft, seconds=ROUGH * seconds, rng=rng)
    solve_together(draft, until=began + seconds, rng=rng)
    draft.terms.lane_open[:] = draft.state.lane_units > 0
    draft.terms.order_open[:] |= draft.state.ordered > 0
    return draft.gain


def solve_together(draft: Draft, *, until: float, rng: np.random.Generator) -> None:
    """Solves styles drawn at random exactly, more at once while they are soon proven."""
    p, began = draft.searcher.problem, time.perf_counter()
    pairs, many = np.diff(p.block_pair[p.style_block]), FIRST_EXACT_PAIRS
    while pairs.any() and (left := until - time.perf_counter()) > 0:
        order = rng.permutation(np.flatnonzero(pairs))
        styles = np.sort(order[: int(np.searchsorted(np.cumsum(pairs[order]), many)) + 1])
        whole = len(styles) == len(order)
        seconds = 0.6 * left if whole else min(left, (until - began) / 5)
        proven = solve_blocks(p, draft.state, blocks_of(p, styles), seconds=seconds)
        if proven and whole:
            break
        many = many * 1.3 if proven else max(0.7 * min(many, pairs.sum()), 10)


def blocks_of(p: Problem, styles: Iterable[int]) -> list[int]:
    return [block for style in styles for block in range(p.style_block[style], p.style_block[style + 1])]


def reopen_for(draft: Draft, *, seconds: float, rng: np.random.Generator) -> float:
    """Reopens components turn by turn until `seconds` have passed; returns the gain."""
    until, best = time.perf_counter() + seconds, draft.gain
    weights = cells_by_component(draft)
    best = tighten(draft, best, np.ones(len(weights), np.bool_), until=until)
    top, now, spent = Kept.of(draft, best), best, 0.0
    while (left := until - time.perf_counter()) > spent and weights.any():
        began = time.perf_counter()
        plentiful = spent * FEWEST_TURNS < seconds
        yielding = plentiful * YIELDING * best * left / seconds / np.count_nonzero(weights)
        now = reopen(draft, now, choose_components(rng, weights), rng, yielding=yielding)
        if now > top.gain:
            top = Kept.of(draft, now)
        spent = 1.1 * (time.perf_counter() - began)
    top.put_back(draft)
    return top.gain


@dataclass(frozen=True)
class Kept:
    """The best plan so far, to return to."""

    gain: float
    state: State
    lane_open: np.ndarray
    order_open: np.ndarray

    @classmethod
    def of(cls, draft: Draft, gain: float) -> "Kept":
        return cls(gain, copy_state(draft.state), draft.terms.lane_open.copy(), draft.terms.order_open.copy())

    def put_back(self, draft: Draft) -> None:
        restore_state(draft.state, self.state)
        draft.terms.lane_open[:], draft.terms.order_open[:] = self.lane_open, self.order_open


def cells_by_component(draft: Draft) -> np.ndarray:
    """Cells in each component that has lanes, 0 for lone stores."""
    p = draft.searcher.problem
    components = int(p.store_component.max()) + 1
    cells = np.bincount(p.store_component[p.pair_store], np.diff(p.pair_cell), components)
    linked = np.bincount(p.store_component[p.lane_from], minlength=components) > 0
    return np.where(linked, cells, 0.0)


def choose_components(rng: np.random.Generator, weights: np.ndarray) -> np.ndarray:
    """Components at random, at least one, as many as make a turn of moderate length."""
    active = np.zeros(len(weights), np.bool_)
    total = 0.0
    for component in rng.permutation(np.flatnonzero(weights)):
        if (total and total + weights[component] > CELLS_AT_ONCE) or (total and rng.random() < 0.3):
            break
        active[component] = True
        total += weights[component]
    return active


def tighten(draft: Draft, best: float, active: np.ndarray, *, until: float) -> float:
    """Sweeps at the settled terms while that still pays."""
    for _ in range(4):
        if time.perf_counter() >= until:
            break
        kept = copy_state(draft.state)
        refine(draft.searcher, draft.state, draft.terms, trials=6, active=active)
        gain = draft.gain
        if gain < best:
            restore_state(draft.state, kept)
            return best
        if gain < best * 1.0005:
            return gain
        best = gain
    return best


def reopen(
    draft: Draft, best: float, active: np.ndarray, rng: np.random.Generator, *, yielding: float
) -> float:
    """One turn over the active components; returns the plan's gain, the old plan's where the turn lost too
    much.
    """
    searcher, state, p = draft.searcher, draft.state, draft.searcher.problem
    kept = copy_state(state)
    terms = shaken_terms(draft, active, rng)
    if rng.random() < 0.5:
        searcher.sweep(state, terms, trials=6, active=active)
    rounds, top = int(rng.integers(1, 6)), rng.uniform(0.0, 1.6)
    charges = tuple(top * (turn + 1) / rounds for turn in range(rounds))
    gather(searcher, state, terms, charges=charges, trials=6, active=active)
    searcher.sweep(state, terms, trials=12, active=active)
    strict = settle(searcher, state, terms, trials=12, active=active, penalty=rng.uniform(0.1, 1.5))
    refine(searcher, state, strict, trials=24, active=active)
    gain = gain_of(p, state)
    if gain > best - yielding * rng.random():
        draft.terms.lane_open[:], draft.terms.order_open[:] = strict.lane_open, strict.order_open
        return gain
    restore_state(state, kept)
    return best


def shaken_terms(draft: Draft, active: np.ndarray, rng: np.random.Generator) -> Terms:
    """Prices moved at random, every lane of the active components open but for a few, now and then an order
    closed.
    """
    p = draft.searcher.problem
    terms = priced_terms(p, draft.prices)
    inside = active[p.store_component[p.lane_from]]
    barred = rng.random(len(inside)) < rng.choice([0.0, 0.0, 0.1, 0.3])
    terms.lane_open[:] = np.where(inside, ~barred, draft.terms.lane_open)
    terms.lane[:] *= rng.uniform(0.5, 4.0, len(inside))
    terms.sku[:] *= rng.uniform(0.0, 1.3)
    terms.into[:] *= rng.uniform(0.0, 1.3)
    set_pack_prices(p, terms)
    shut = rng.random(len(p.room)) < rng.choice([0.0, 0.0, 0.2])
    terms.order_open[:] = ~(shut & active[p.store_component] & (p.min_order > 1))
    return terms
