"""Cells fixed by hand: bounds on what enters a cell, kept by every later solve."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from inventory.planning.instance import Instance
from inventory.planning.layout import drop_flows, solve_block
from inventory.planning.objective import stock_after
from inventory.planning.problem import Problem
from inventory.planning.repair import repair
from inventory.planning.search import MOST_PAIRS, Draft, Searcher

TRIALS = 60


@dataclass(frozen=True)
class Pin:
    """At least `least` and at most `most` units enter the cell; with `stays`, none leaves it. Ids as in the
    files.
    """

    store: str
    sku: str
    least: int = 0
    most: int | None = None
    stays: bool = False


class UnknownCell(LookupError):
    """The pin names a store and sku that no cell joins."""


def find_cell(instance: Instance, p: Problem, pin: Pin) -> int:
    """The problem's cell of a pin."""
    store, sku = instance.stores.index.get(pin.store, -1), instance.skus.index.get(pin.sku, -1)
    pairs = (
        np.flatnonzero((p.pair_store == store) & (p.pair_style == instance.sku_style[sku]))
        if sku >= 0
        else []
    )
    for pair in pairs:
        for c in range(p.pair_cell[pair], p.pair_cell[pair + 1]):
            if instance.cells.sku[p.cell_row[c]] == sku:
                return int(c)
    raise UnknownCell(f"{pin.store},{pin.sku}")


def pin_problem(instance: Instance, p: Problem, pins: Iterable[Pin]) -> Problem:
    """The problem with the pins as bounds on its cells."""
    names = ("most", "need", "movable", "must_receive", "can_clear", "can_receive")
    columns = {name: getattr(p, name).copy() for name in names}
    for pin in pins:
        c = find_cell(instance, p, pin)
        pair = p.cell_pair[c]
        if pin.most is not None:
            columns["most"][c] = min(columns["most"][c], p.cur[c] + pin.most)
        if pin.least > 0:
            columns["need"][c] = max(columns["need"][c], p.cur[c] + pin.least)
            columns["must_receive"][pair] = True
        if pin.stays or pin.least > 0:
            columns["movable"][c] = 0
            columns["can_clear"][pair] &= p.on_hand[c] == 0
        cells = slice(p.pair_cell[pair], p.pair_cell[pair + 1])
        columns["can_receive"][pair] &= bool((columns["need"][cells] <= columns["most"][cells]).all())
    return p._replace(**columns)


def fix_cells(instance: Instance, draft: Draft, pins: Iterable[Pin]) -> tuple[Draft, list[Pin]]:
    """Re-solves the pinned styles with the pins kept; returns the new draft and the pins that no plan could
    keep.

    Changes the draft's plan in place. Every pin in force must be given, earlier ones too.
    """
    pins = list(pins)
    while True:
        fixed = pin_problem(instance, draft.searcher.problem, pins)
        held = replace(draft, searcher=Searcher(fixed, draft.searcher.pads))
        blocks = {int(fixed.pair_block[fixed.cell_pair[find_cell(instance, fixed, pin)]]) for pin in pins}
        for afresh in (False, True):
            unmet = unmet_pins(instance, held, pins)
            if unmet:
                _solve_styles(held, blocks, afresh=afresh)
        unmet = unmet_pins(instance, held, pins)
        if not unmet:
            return held, []
        loosened = [pin for pin in pins if pin not in unmet]
        held, others = fix_cells(instance, draft, loosened) if loosened else (draft, [])
        return held, unmet + others


def unmet_pins(instance: Instance, draft: Draft, pins: Iterable[Pin]) -> list[Pin]:
    """The pins that the plan as it stands does not keep."""
    p = draft.searcher.problem
    after = stock_after(p, draft.state)
    unmet = []
    for pin in pins:
        c = find_cell(instance, p, pin)
        entered = int(after[c] - p.cur[c])
        beyond = pin.most is not None and entered > pin.most
        if entered < pin.least or beyond or (pin.stays and entered < 0):
            unmet.append(pin)
    return unmet


def _solve_styles(draft: Draft, blocks: set[int], *, afresh: bool) -> None:
    """Solves the pinned blocks first, then the rest of their styles; afresh, from nothing sent of those
    styles.
    """
    p, state, pad = draft.searcher.problem, draft.state, draft.searcher.pads[0]
    styles = sorted({int(p.pair_style[p.block_pair[block]]) for block in blocks})
    around = [b for style in styles for b in range(p.style_block[style], p.style_block[style + 1])]
    if afresh:
        for block in around:
            drop_flows(p, state, block)
    for block in sorted(blocks):
        state.mode[p.block_pair[block] : p.block_pair[block + 1]][_musts(p, block)] = 1
        solve_block(p, state, draft.terms, pad, block, MOST_PAIRS, TRIALS, 0.0, True)
    for block in around:
        if block not in blocks:
            solve_block(p, state, draft.terms, pad, block, MOST_PAIRS, TRIALS, 0.0, False)
    repair(p, state, draft.terms, pad)


def _musts(p: Problem, block: int) -> np.ndarray:
    return p.must_receive[p.block_pair[block] : p.block_pair[block + 1]]
