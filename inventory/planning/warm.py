"""Compiles every kernel once, so that no plan waits for it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from inventory.planning.command import solve_files
from inventory.planning.instance import read_instance
from inventory.planning.pins import Pin, fix_cells
from inventory.planning.problem import build_problem
from inventory.planning.search import first_plan

FILES = {
    "params.json": '{"broken_sell_through": 0.4, "display_credit": 0.1}',
    "stores.csv": "store_id,frozen,can_send,can_receive,accepts_eos,ships_today,capacity_units,"
    "max_inbound_units,min_order_units,max_out_lanes,ship_cost\nA,0,1,1,1,1,99,99,0,2,1\nB,0,1,1,1,1,99,99,2,2,1\n",
    "styles.csv": "style,status,value,dc_value,lot_size\nP,new,100,10,1\nQ,new,100,10,1\n",
    "skus.csv": "sku,style,size,size_rank,major\nP-S,P,S,0,1\nP-M,P,M,1,1\nQ-S,Q,S,0,1\n",
    "dc_stock.csv": "dc_id,item,on_hand,reserved\nDC,P-S,3,0\nDC,PACK,2,0\n",
    "prepacks.csv": "prepack,sku,units\nPACK,Q-S,1\n",
    "lanes.csv": "from,to,fixed_cost,unit_cost,min_qty,max_qty\nA,B,5,1,1,9\nB,A,5,1,1,9\n",
    "cells.csv": "store_id,sku,on_hand,in_transit,movable,mean,var,min_display,max_stock\n"
    "A,P-S,0,0,0,1,1.5,1,3\nA,P-M,4,0,4,1,1.5,1,5\nB,P-S,2,0,2,1,1.5,1,3\n"
    "B,P-M,0,0,0,1,1.5,1,3\nA,Q-S,0,0,0,1,1,1,3\n",
}


def compile_all() -> None:
    """Compiles what is not yet compiled, and afresh what an older version of the code left behind.

    A kernel's cache is dropped when any file of kernels is newer, for a kernel does not notice a change in
    those it calls.
    """
    drop_stale(Path(__file__).parent)
    with TemporaryDirectory() as folder:
        for name, text in FILES.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        solve_files(
            folder, Path(folder, "plan.csv"), seconds=0.1, explain=Path(folder, "reasons.jsonl"), bound=True
        )
        instance = read_instance(folder)
        fix_cells(
            instance, first_plan(build_problem(instance)), [Pin("A", "P-S", least=1), Pin("B", "P-S", most=0)]
        )


def drop_stale(package: Path) -> None:
    kernels = [path for path in package.glob("*.py") if "\n@njit(" in path.read_text(encoding="utf-8")]
    newest = max(path.stat().st_mtime for path in kernels)
    for index in (package / "__pycache__").glob("*.nbi"):
        if index.stat().st_mtime < newest:
            index.unlink()
