"""Every number of a reason recomputes from the instance and the plan by other means."""

import math
from pathlib import Path

import pytest

from inventory.planning.instance import Instance, read_instance
from inventory.planning.plan import Line, lines_of
from inventory.planning.problem import build_problem
from inventory.planning.reasons import Reason, reasons_of, why_not
from inventory.planning.search import first_plan
from inventory.planning.standing import Standing
from tests.inventory.planning.wild import write_wild_instance


def planned(folder: Path, seed: int) -> tuple[Instance, list[Line], float]:
    instance = read_instance(write_wild_instance(folder, seed))
    problem = build_problem(instance)
    draft = first_plan(problem)
    return instance, lines_of(instance, problem, draft.state), draft.gain


def chance_beyond(mean: float, var: float, x: int) -> float:
    """P(D > x) summed from the law's closed form."""
    spread = var > mean * (1 + 1e-6)
    r, p = (mean * mean / (var - mean), mean / var) if spread else (0.0, 1.0)

    def mass(i: int) -> float:
        if not spread:
            return math.exp(-mean) * mean**i / math.factorial(i)
        return math.exp(math.lgamma(r + i) - math.lgamma(r) - math.lgamma(i + 1)) * p**r * (1 - p) ** i

    return max(1 - sum(mass(i) for i in range(x + 1)), 0.0)


def cell_of(instance: Instance, store: str, sku: str) -> int:
    cells = instance.cells
    wanted = instance.stores.index[store], instance.skus.index[sku]
    return next(c for c in range(len(cells)) if (cells.store[c], cells.sku[c]) == wanted)


class TestReasonsOf:
    @pytest.mark.parametrize("seed", range(8))
    def test_share_out_the_whole_gain(self, seed: int, tmp_path: Path) -> None:
        instance, lines, gain = planned(tmp_path, seed)
        assert sum(reason.gain for reason in reasons_of(instance, lines)) == pytest.approx(gain, abs=1e-6)

    @pytest.mark.parametrize("seed", range(8))
    def test_recompute(self, seed: int, tmp_path: Path) -> None:
        instance, lines, _ = planned(tmp_path, seed)
        loose = [
            (r, line)
            for r, line in zip(reasons_of(instance, lines), lines, strict=True)
            if line.item in instance.skus.index
        ]
        for reason, line in loose:
            self.recompute(instance, lines, reason, line)

    def recompute(self, instance: Instance, lines: list[Line], reason: Reason, line: Line) -> None:
        c, cells = cell_of(instance, line.target, line.item), instance.cells
        packs = {pack.name: pack.units for pack in instance.prepacks}
        sku = instance.skus.index[line.item]
        came = sum(
            other.units * (packs[other.item].get(sku, 0) if other.item in packs else other.item == line.item)
            for other in lines
            if other.target == line.target
        )
        assert reason.before == cells.on_hand[c] + cells.in_transit[c]
        assert reason.after == reason.before + came
        tails = [
            chance_beyond(cells.mean[c], cells.var[c], x)
            for x in range(reason.after - line.units, reason.after)
        ]
        assert reason.chance == pytest.approx(tails[0], abs=1e-9)
        assert reason.sells == pytest.approx(sum(tails), abs=1e-9)
        if line.kind != "transfer":
            store, style = instance.stores.index[line.target], instance.sku_style[sku]
            assert reason.way_cost == pytest.approx(line.units * instance.stores["ship_cost"][store])
            assert reason.kept_back == pytest.approx(line.units * instance.styles["dc_value"][style])


class TestWhyNot:
    @pytest.mark.parametrize("seed", range(4))
    def test_answers_for_any_store_and_sku(self, seed: int, tmp_path: Path) -> None:
        instance, lines, _ = planned(tmp_path, seed)
        standing = Standing(instance, lines)
        for store in instance.stores["store_id"]:
            for sku in instance.skus["sku"]:
                self.agrees(standing, store, sku)

    def agrees(self, standing: Standing, store: str, sku: str) -> None:
        instance = standing.instance
        j, k = instance.stores.index[store], instance.skus.index[sku]
        code = why_not(standing, store=store, sku=sku).code
        carried = any((instance.cells.store == j) & (instance.cells.sku == k))
        assert (code == "not_in_assortment") == (not carried)
        if carried:
            assert (code == "store_closed") == bool(instance.stores["frozen"][j])
        if code == "max_stock":
            c = cell_of(instance, store, sku)
            assert standing.after[c] >= instance.cells.max_stock[c]
        if code == "inbound":
            assert standing.store_entered[j] >= instance.stores["max_inbound_units"][j]
