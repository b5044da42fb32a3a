"""The checker, rule by rule on a small frozen case, and against the judge where that is at hand."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inventory.planning.check import check_plan
from inventory.planning.instance import Instance, read_instance
from inventory.planning.plan import Line, lines_of, write_plan
from inventory.planning.problem import build_problem
from inventory.planning.search import first_plan
from tests.inventory.planning.wild import write_wild_instance

JUDGE = Path(__file__).resolve().parents[4] / "shared" / "planning" / "check_plan.py"

STORE_COLUMNS = (
    "store_id,frozen,can_send,can_receive,accepts_eos,ships_today,capacity_units,max_inbound_units,"
    "min_order_units,max_out_lanes,ship_cost,type,grade,region,horizon_days\n"
)
FROZEN = {
    "params.json": '{"broken_sell_through": 0.4, "display_credit": 0.1}',
    "stores.csv": STORE_COLUMNS
    + """\
A,0,1,1,0,1,30,9,2,1,1,mall,A,R,9
B,0,1,1,1,1,12,9,0,1,1,mall,A,R,9
C,0,1,1,1,1,40,9,0,1,1,mall,A,R,9
F,1,1,1,1,1,40,9,0,1,1,mall,A,R,9
N,0,0,0,1,0,40,9,0,1,1,mall,A,R,9
""",
    "styles.csv": "style,status,value,dc_value,lot_size\n"
    "P,core,100,10,1\nE,eos,50,5,1\nL,core,80,8,3\nK,new,90,9,1\n",
    "skus.csv": """\
sku,style,size,size_rank,major
P-S,P,S,0,1
P-M,P,M,1,1
P-L,P,L,2,0
E-S,E,S,0,1
L-S,L,S,0,0
K-S,K,S,0,1
K-M,K,M,1,0
""",
    "dc_stock.csv": "dc_id,item,on_hand,reserved\n"
    "D,P-S,5,1\nD,P-M,9,0\nD,E-S,4,0\nD,L-S,9,0\nD,PACK,2,0\nD,P-L,9,0\n",
    "prepacks.csv": "prepack,sku,units\nPACK,K-S,1\nPACK,K-M,2\n",
    "lanes.csv": "from,to,fixed_cost,unit_cost,min_qty,max_qty\n"
    "C,A,5,1,2,3\nC,B,5,1,1,9\nA,C,5,1,1,9\nF,C,5,1,1,9\nN,C,5,1,1,9\n",
    "cells.csv": """\
store_id,sku,on_hand,in_transit,movable,mean,var,min_display,max_stock
A,P-S,0,0,0,1,1.5,1,3
A,P-M,1,0,1,1,1.5,1,3
A,P-L,1,0,1,1,1.5,1,3
A,E-S,0,0,0,1,1.5,1,3
A,L-S,0,0,0,1,1.5,1,6
B,P-S,6,0,6,1,1.5,1,3
B,P-M,5,0,5,1,1.5,1,8
C,P-S,3,0,3,1,1.5,1,5
C,P-M,3,0,2,1,1.5,1,5
C,P-L,3,0,3,1,1.5,1,5
C,E-S,2,0,2,1,1.5,1,5
C,K-S,0,0,0,1,1.5,1,5
C,K-M,0,0,0,1,1.5,1,5
F,P-S,3,0,3,1,1.5,1,5
F,P-M,3,0,3,1,1.5,1,5
N,P-S,3,0,3,1,1.5,1,5
N,P-M,3,0,3,1,1.5,1,5
""",
}
WHOLE = [Line("replenish", "P-S", "D", "A", 1), Line("replenish", "P-M", "D", "A", 1)]
BREACHES = [
    ("R01", [Line("send", "P-S", "D", "A", 2)]),
    ("R01", [Line("replenish", "P-S", "D", "A", 2), Line("replenish", "P-S", "D", "A", 2)]),
    ("R01", [Line("transfer", "P-S", "C", "C", 2)]),
    ("R01", [Line("replenish", "P-S", "X", "A", 2)]),
    ("R01", [Line("replenish", "P-S", "D", "A", 0)]),
    ("R01", [Line("replenish", "X", "D", "A", 2)]),
    ("R01", [Line("replenish", "P-S", "D", "X", 2)]),
    ("R02", [Line("replenish", "P-S", "D", "C", 5)]),
    ("R03", [Line("transfer", "P-M", "C", "A", 3), Line("replenish", "P-S", "D", "A", 2)]),
    ("R04", [Line("allocate", "L-S", "D", "C", 3)]),
    ("R05", [Line("replenish", "P-S", "D", "F", 1)]),
    ("R05", [Line("transfer", "P-S", "N", "C", 1)]),
    ("R06", [Line("allocate", "E-S", "D", "A", 2)]),
    ("R07", [Line("transfer", "P-L", "C", "A", 1), *WHOLE]),
    ("R07", [Line("transfer", "P-L", "C", "A", 4), *WHOLE]),
    ("R07", [Line("transfer", "P-S", "A", "B", 1)]),
    ("R07", [Line("transfer", "P-L", "C", "A", 2), *WHOLE, Line("transfer", "P-M", "C", "B", 1)]),
    ("R08", [Line("replenish", "P-M", "D", "B", 2)]),
    ("R08", [Line("replenish", "P-M", "D", "C", 9), Line("replenish", "P-S", "D", "C", 2)]),
    ("R09", [Line("replenish", "P-S", "D", "A", 1)]),
    ("R10", [Line("replenish", "P-S", "D", "N", 1)]),
    ("R11", [Line("allocate", "L-S", "D", "A", 2)]),
    ("R13", [Line("replenish", "P-M", "D", "A", 2)]),
    ("R14", [Line("transfer", "P-M", "A", "C", 1)]),
    ("R15", [Line("replenish", "P-S", "D", "C", 1), Line("transfer", "P-M", "C", "B", 1)]),
    ("R16", [Line("replenish", "P-S", "D", "C", 3)]),
    ("R17", [Line("allocate", "P-S", "D", "A", 2)]),
    ("R17", [Line("replenish", "PACK", "D", "C", 1)]),
]
SOUND = [
    [],
    WHOLE,
    [Line("allocate", "PACK", "D", "C", 2)],
    [Line("allocate", "L-S", "D", "A", 3)],
    [Line("transfer", "P-M", "A", "C", 1), Line("transfer", "P-L", "A", "C", 1)],
    [Line("transfer", "P-S", "C", "A", 2), Line("replenish", "P-M", "D", "A", 2)],
]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen")
    for name, text in FROZEN.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def instance(frozen: Path) -> Instance:
    return read_instance(frozen)


class TestCheckPlan:
    @pytest.mark.parametrize(("rule", "lines"), BREACHES)
    def test_names_the_rule_a_plan_breaks(self, instance: Instance, rule: str, lines: list[Line]) -> None:
        assert rule in {breach.rule for breach in check_plan(instance, lines)}

    @pytest.mark.parametrize("lines", SOUND)
    def test_finds_nothing_in_a_sound_plan(self, instance: Instance, lines: list[Line]) -> None:
        assert check_plan(instance, lines) == []


def load_judge():
    spec = importlib.util.spec_from_file_location("judge", JUDGE)
    judge = importlib.util.module_from_spec(spec)
    sys.modules["judge"] = judge
    spec.loader.exec_module(judge)
    return judge


def judged_rules(judge, folder: Path, lines: list[Line], path: Path) -> set[str]:
    write_plan(lines, path)
    instance = judge.load(str(folder))
    found, _ = judge.check(instance, judge.read_plan(instance, str(path)))
    return {rule[:3] for rule in found}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(not JUDGE.exists(), reason="the judge is not at hand")
class TestAgainstTheJudge:
    @pytest.mark.parametrize("lines", [lines for _, lines in BREACHES] + SOUND[1:])
    def test_agrees_on_the_frozen_case(
        self, frozen: Path, instance: Instance, lines: list[Line], tmp_path: Path
    ) -> None:
        ours = {breach.rule for breach in check_plan(instance, lines)}
        assert ours == judged_rules(load_judge(), frozen, lines, tmp_path / "plan.csv")

    @pytest.mark.parametrize("seed", range(4))
    def test_agrees_on_spoilt_plans(self, seed: int, tmp_path: Path) -> None:
        folder = write_wild_instance(tmp_path / "wild", seed)
        instance = read_instance(folder)
        problem = build_problem(instance)
        lines = lines_of(instance, problem, first_plan(problem).state)
        for at, line in enumerate(lines[:12]):
            spoilt = [*lines[:at], replace(line, units=line.units + 1), *lines[at + 2 :]]
            ours = {breach.rule for breach in check_plan(instance, spoilt)}
            assert ours == judged_rules(load_judge(), folder, spoilt, tmp_path / "plan.csv")
