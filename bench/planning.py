"""Measures the planner on generated instances: `python -m bench.planning moom:5 small:2 --seconds 60`.

Each subject is PRESET:SEED. Plans are judged by the judge of ../shared/planning, generated instances live in
a temporary folder, and every figure is of this run: wall and processor seconds (both threads), gain and its
share of the bound, or of the proven optimum where --optimum gives a MIP solver seconds to find it.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inventory.planning.bound import find_bound
from inventory.planning.command import checked_lines
from inventory.planning.exact import optimum
from inventory.planning.instance import Instance, read_instance
from inventory.planning.pins import Pin, fix_cells
from inventory.planning.plan import write_plan
from inventory.planning.polish import polish
from inventory.planning.problem import Problem, build_problem
from inventory.planning.search import Draft, first_plan

SHARED = Path(__file__).resolve().parents[2] / "shared" / "planning"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("subjects", nargs="+")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--optimum", type=float, default=0.0)
    parser.add_argument("--cold", action="store_true", help="also time the command in a new process")
    asked = parser.parse_args()
    for subject in asked.subjects:
        preset, _, seed = subject.partition(":")
        with TemporaryDirectory() as folder:
            make(preset, seed or "1", Path(folder))
            print(json.dumps({"subject": subject, **measure(Path(folder), asked)}), flush=True)


def make(preset: str, seed: str, folder: Path) -> None:
    command = [
        sys.executable,
        SHARED / "make_instance.py",
        "--preset",
        preset,
        "--seed",
        seed,
        "--out",
        folder,
    ]
    subprocess.run([*command, "--gzip"], check=True, stdout=subprocess.DEVNULL)


def measure(folder: Path, asked: argparse.Namespace) -> dict:
    instance, reading = timed(lambda: read_instance(folder))
    problem, _ = timed(lambda: build_problem(instance))
    timed(lambda: first_plan(problem))
    problem, building = timed(lambda: build_problem(instance))
    draft, solving = timed(lambda: first_plan(problem))
    found: dict[str, Any] = {"cells": len(instance.cells), "read": reading}
    found |= {"build": building, "solve": solving}
    bound = find_bound(problem)
    found |= {"first": standing(folder, instance, problem, draft), "bound": round(bound.gain)}
    found["first"]["share"] = round(bound.share(draft.gain), 4)
    first_line = checked_lines(instance, problem, draft)[0]
    _, polishing = timed(lambda: polish(draft, seconds=asked.seconds))
    found |= {"polished": standing(folder, instance, problem, draft), "polish": polishing}
    found["polished"]["share"] = round(bound.share(draft.gain), 4)
    if asked.optimum:
        best, proven = optimum(problem, seconds=asked.optimum)
        found |= {"optimum": best, "proven": proven, "of_optimum": round(draft.gain / best, 4)}
    sku = first_line.item if first_line.item in instance.skus.index else instance.skus["sku"][0]
    _, found["fix_one_cell"] = timed(
        lambda: fix_cells(instance, draft, [Pin(first_line.target, sku, most=0)])
    )
    return found | (cold(folder) if asked.cold else {})


def timed(work):
    """(what `work` returns, its wall and processor seconds)"""
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, {
        "wall": round(time.perf_counter() - wall, 3),
        "processor": round(time.process_time() - processor, 3),
    }


def standing(folder: Path, instance: Instance, problem: Problem, draft: Draft) -> dict:
    """The draft's gain, and what the judge says of its file."""
    path = folder / "plan.csv"
    write_plan(checked_lines(instance, problem, draft), path)
    command = [sys.executable, SHARED / "check_plan.py", folder, path, "--no-bound"]
    verdict = json.loads(subprocess.run(command, check=False, capture_output=True, text=True).stdout)
    return {"gain": round(draft.gain), "judged": round(verdict["gain"]), "violations": verdict["violations"]}


def cold(folder: Path) -> dict:
    """Files to plan file in a process of its own."""
    command = [sys.executable, "-m", "inventory.planning", folder, "--out", folder / "plan.csv"]
    done, taken = timed(lambda: subprocess.run(command, check=True, capture_output=True, text=True))
    figures = json.loads(done.stdout)
    return {"cold": taken["wall"], "cold_seconds": figures["seconds"], "peak_mb": figures["peak_mb"]}


if __name__ == "__main__":
    main()
