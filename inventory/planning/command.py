"""Solves an instance from its files alone and writes the plan."""

import resource
import time
from pathlib import Path

from inventory.planning.bound import find_bound
from inventory.planning.check import check_plan
from inventory.planning.instance import Instance, read_instance
from inventory.planning.plan import Line, lines_of, write_plan
from inventory.planning.polish import polish
from inventory.planning.problem import Problem, build_problem
from inventory.planning.reasons import reasons_of, write_reasons
from inventory.planning.search import Draft, first_plan


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
    """Reads, plans, checks and writes; returns the figures of the run, times in seconds, gain and its bound
    in money.

    `seconds` is how long to go on improving the plan, counted from when the files are read; without it the
    first plan is the answer.

    Raises BadInstance, and writes nothing, where the files can't be planned.
    """
    started = time.perf_counter()
    instance = read_instance(instance_dir)
    read = time.perf_counter()
    problem = build_problem(instance)
    draft = first_plan(problem)
    if seconds:
        polish(draft, seconds=seconds - (time.perf_counter() - read))
    planned = time.perf_counter()
    lines = checked_lines(instance, problem, draft)
    write_plan(lines, out)
    if explain:
        write_reasons(reasons_of(instance, lines), explain)
    written = time.perf_counter()
    figures = {
        "cells": len(instance.cells),
        "lines": len(lines),
        "seconds": {
            "read": round(read - started, 3),
            "plan": round(planned - read, 3),
            "write": round(written - planned, 3),
        },
        "gain": round(draft.gain, 2),
    }
    if bound:
        limit = find_bound(problem)
        figures["bound"], figures["share"] = round(limit.gain, 2), round(limit.share(draft.gain), 4)
        figures["seconds"]["bound"] = round(time.perf_counter() - written, 3)
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return figures


def checked_lines(instance: Instance, problem: Problem, draft: Draft) -> list[Line]:
    """The draft's lines, once the checker has found nothing wrong with them."""
    lines = lines_of(instance, problem, draft.state)
    breaches = check_plan(instance, lines)
    if breaches:
        raise BrokenPlan("; ".join(f"{b.rule} {b.where}: {b.why}" for b in breaches[:5]))
    return lines
