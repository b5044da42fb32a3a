"""Plans keep every rule on instances of any shape, count their gain right and never get worse."""

import json
from pathlib import Path

import numpy as np
import pytest

from inventory.planning.__main__ import main
from inventory.planning.bound import find_bound
from inventory.planning.check import check_plan
from inventory.planning.exact import optimum
from inventory.planning.instance import Instance, read_instance
from inventory.planning.plan import lines_of
from inventory.planning.polish import polish
from inventory.planning.problem import Problem, build_problem
from inventory.planning.search import Draft, first_plan
from tests.inventory.planning.wild import write_wild_instance

SHAPES = [(6, 8), (1, 5), (12, 2), (30, 1), (3, 1)]


def draft_of(folder: Path, seed: int, stores: int = 6, styles: int = 8) -> tuple[Instance, Problem, Draft]:
    instance = read_instance(write_wild_instance(folder, seed, stores=stores, styles=styles))
    problem = build_problem(instance)
    return instance, problem, first_plan(problem)


class TestFirstPlan:
    @pytest.mark.parametrize("seed", range(30))
    def test_keeps_every_rule(self, seed: int, tmp_path: Path) -> None:
        stores, styles = SHAPES[seed % len(SHAPES)]
        instance, problem, draft = draft_of(tmp_path, seed, stores, styles)
        assert check_plan(instance, lines_of(instance, problem, draft.state)) == []
        assert draft.gain >= -1e-9

    def test_is_the_same_each_time(self, tmp_path: Path) -> None:
        instance, problem, draft = draft_of(tmp_path, 5)
        again = first_plan(problem)
        assert lines_of(instance, problem, again.state) == lines_of(instance, problem, draft.state)

    def test_plans_nothing_where_there_is_nothing(self, tmp_path: Path) -> None:
        folder = write_wild_instance(tmp_path, 1)
        cells = (folder / "cells.csv").read_text().splitlines()[0]
        (folder / "cells.csv").write_text(cells + "\n")
        instance = read_instance(folder)
        problem = build_problem(instance)
        assert lines_of(instance, problem, first_plan(problem).state) == []

    @pytest.mark.soak
    @pytest.mark.parametrize("seed", range(1000, 1400))
    def test_keeps_every_rule_on_many_more(self, seed: int, tmp_path: Path) -> None:
        rng = np.random.default_rng(seed)
        instance, problem, draft = draft_of(
            tmp_path, seed, int(rng.integers(1, 45)), int(rng.integers(1, 12))
        )
        polish(draft, seconds=0.3, seed=seed)
        assert check_plan(instance, lines_of(instance, problem, draft.state)) == []


class TestPolish:
    @pytest.mark.parametrize("seed", range(4))
    def test_never_loses_and_stays_sound(self, seed: int, tmp_path: Path) -> None:
        instance, problem, draft = draft_of(tmp_path, seed)
        before = draft.gain
        assert polish(draft, seconds=0.3) == pytest.approx(draft.gain)
        assert draft.gain >= before - 1e-6
        assert check_plan(instance, lines_of(instance, problem, draft.state)) == []


class TestBound:
    @pytest.mark.parametrize("seed", range(6))
    def test_lies_above_the_optimum_and_that_above_the_plan(self, seed: int, tmp_path: Path) -> None:
        _, problem, draft = draft_of(tmp_path, seed, 5, 4)
        best, proven = optimum(problem, seconds=20)
        assert draft.gain <= proven + 1e-4
        assert find_bound(problem).gain >= best - 1e-4


class TestCommand:
    def test_writes_a_plan_its_reasons_and_figures(
        self, tmp_path: Path, capsys: pytest.CaptureFixture
    ) -> None:
        folder = write_wild_instance(tmp_path / "wild", 2)
        plan, why = tmp_path / "plan.csv", tmp_path / "why.jsonl"
        assert (
            main([str(folder), "--out", str(plan), "--explain", str(why), "--bound", "--seconds", "0.2"]) == 0
        )
        figures = json.loads(capsys.readouterr().out)
        assert set(figures) >= {"cells", "seconds", "peak_mb", "gain", "bound"}
        assert set(figures["seconds"]) == {"read", "plan", "write", "bound"}
        lines = plan.read_text().splitlines()
        assert lines[0] == "kind,sku,from,to,qty"
        assert len(lines) - 1 == figures["lines"] == len(why.read_text().splitlines())

    def test_refuses_a_bad_instance_and_writes_no_plan(
        self, tmp_path: Path, capsys: pytest.CaptureFixture
    ) -> None:
        folder = write_wild_instance(tmp_path / "wild", 2)
        (folder / "lanes.csv").unlink()
        assert main([str(folder), "--out", str(tmp_path / "plan.csv")]) == 2
        assert "lanes.csv" in capsys.readouterr().err
        assert not (tmp_path / "plan.csv").exists()
