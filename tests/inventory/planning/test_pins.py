"""Cells fixed by hand stay fixed, and the rest remains a sound plan."""

from pathlib import Path

import pytest

from inventory.planning.check import check_plan
from inventory.planning.instance import read_instance
from inventory.planning.pins import Pin, UnknownCell, fix_cells, unmet_pins
from inventory.planning.plan import lines_of
from inventory.planning.problem import build_problem
from inventory.planning.search import first_plan
from tests.inventory.planning.wild import write_wild_instance


class TestFixCells:
    @pytest.mark.parametrize("seed", range(10))
    def test_keeps_what_can_be_kept_and_names_the_rest(self, seed: int, tmp_path: Path) -> None:
        instance = read_instance(write_wild_instance(tmp_path, seed))
        problem = build_problem(instance)
        draft = first_plan(problem)
        moved = lines_of(instance, problem, draft.state)
        sent = [line for line in moved if line.item in instance.skus.index][:2]
        barred = [Pin(line.target, line.item, most=0) for line in sent]
        cells = instance.cells
        wanted = [
            Pin(instance.stores["store_id"][cells.store[c]], instance.skus["sku"][cells.sku[c]], least=1)
            for c in range(0, len(cells), max(len(cells) // 3, 1))
        ]
        pins = [
            *barred,
            *(pin for pin in wanted if (pin.store, pin.sku) not in {(b.store, b.sku) for b in barred}),
        ]
        fixed, unmet = fix_cells(instance, draft, pins)
        assert not {(pin.store, pin.sku) for pin in unmet} & {(pin.store, pin.sku) for pin in barred}
        assert unmet_pins(instance, fixed, [pin for pin in pins if pin not in unmet]) == []
        assert check_plan(instance, lines_of(instance, problem, fixed.state)) == []

    def test_refuses_a_cell_no_store_carries(self, tmp_path: Path) -> None:
        instance = read_instance(write_wild_instance(tmp_path, 1))
        with pytest.raises(UnknownCell):
            fix_cells(instance, first_plan(build_problem(instance)), [Pin("S0", "nothing", most=0)])
