"""Solves an instance from its files alone and writes the plan."""

import resource
import time
from pathlib import Path

from inventory.planning.check import check_plan
from inventory.planning.instance import read_instance
from inventory.planning.objective import gain_of
from inventory.planning.plan import lines_of, write_plan
from inventory.planning.problem import build_problem
from inventory.planning.search import first_plan


class BrokenPlan(Exception):
    """The plan found breaks a rule, so it is not written."""


def solve_files(
    instance_dir: str | Path,
    out: str | Path,
    *,
    seconds: float | None = None,
    explain: str | Path | None = None,
    bound: bool = False,
) -> dict:
    """Reads, plans, checks and writes; returns the figures of the run, times in seconds.

    Raises BadInstance, and writes nothing, where the files can't be planned.
    """
    started = time.perf_counter()
    instance = read_instance(instance_dir)
    read = time.perf_counter()
    problem = build_problem(instance)
    state = first_plan(problem)
    planned = time.perf_counter()
    lines = lines_of(instance, problem, state)
    breaches = check_plan(instance, lines)
    if breaches:
        raise BrokenPlan("; ".join(f"{b.rule} {b.where}: {b.why}" for b in breaches[:5]))
    write_plan(lines, out)
    written = time.perf_counter()
    return {
        "cells": len(instance.cells),
        "lines": len(lines),
        "seconds": {
            "read": round(read - started, 3),
            "plan": round(planned - read, 3),
            "write": round(written - planned, 3),
        },
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "gain": round(gain_of(problem, state), 2),
    }
