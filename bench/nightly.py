"""A night of plans through the worker: a sample of brands measured, and a thousand extrapolated openly.

    python -m bench.nightly [--url URL] [--large 1] [--small 5] [--styles 2000]

A thousand brands are 100 with 200 stores and 900 with 5 to 30; what the sample took a brand is multiplied.
"""

import argparse
import json
import resource
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlmodel import SQLModel

import wsgi  # noqa: F401 - brings every job along, as the worker does
from bench.stocked import AT, make
from inventory.plans.documents import Plan
from kernel import jobs
from kernel.db import Database

LARGE, SMALL = 100, 900
SMALL_STORES = (5, 10, 15, 20, 30)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.nightly")
    parser.add_argument("--url", help="A database with the schema; else a SQLite file of its own.")
    parser.add_argument("--large", type=int, default=1)
    parser.add_argument("--small", type=int, default=5)
    parser.add_argument("--stores", type=int, default=200, help="Of a large brand.")
    parser.add_argument("--styles", type=int, default=2000, help="Of a large brand; a small one has a tenth.")
    parser.add_argument("--density", type=float, default=0.4, help="The part of the styles a store carries.")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        db = Database(asked.url or f"sqlite:///{Path(folder, 'night.sqlite')}")
        if not asked.url:
            SQLModel.metadata.create_all(db.engine)
        print(json.dumps(measure(db, asked), indent=1))
        db.dispose()


def measure(db: Database, asked: argparse.Namespace) -> dict:
    """Seconds a brand, wall and processor; the first plan of the process only warms it up."""
    make(db, "warm-up", stores=4, styles=10, density=asked.density, seed=0)
    _night(db, day=0)
    sample = [
        *((asked.stores, asked.styles) for _ in range(asked.large)),
        *((SMALL_STORES[at % len(SMALL_STORES)], asked.styles // 10) for at in range(asked.small)),
    ]
    taken: dict[str, list[dict]] = {"large": [], "small": []}
    for number, (stores, styles) in enumerate(sample, 1):
        shape = {"stores": stores, "styles": styles, "density": asked.density}
        brand_id = make(db, f"brand-{number}", **shape, seed=number)
        spent = _night(db, day=number)
        with db.read(brand_id) as session:
            plan = session.scalars(select(Plan).order_by(Plan.number.desc())).first()
            spent |= {
                "stores": stores,
                "cells": plan.cells,
                "lines": plan.lines,
                "share": round(plan.share, 3),
            }
        taken["large" if number <= asked.large else "small"].append(spent)
    means = {
        kind: {key: sum(each[key] for each in rows) / len(rows) for key in ("wall", "processor")}
        for kind, rows in taken.items()
        if rows
    }
    counts = {"large": LARGE, "small": SMALL}
    hours = {
        key: round(sum(counts[kind] * mean[key] for kind, mean in means.items()) / 3600, 2)
        for key in ("wall", "processor")
    }
    return {
        "dialect": db.dialect,
        "sample": taken,
        "hours for 1,000 brands, one worker": hours,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _night(db: Database, *, day: int) -> dict:
    """Strike the clock and work off what is due; only the newest brand has not had its night yet."""
    at = AT + timedelta(hours=4)
    with db.write() as session:
        jobs.enqueue(session, "plans.night", payload={}, run_at=at, dedupe=f"night:{day}")
        session.commit()
    began, spent = time.perf_counter(), time.process_time()
    while jobs.work_off(db, worker="bench", at=at):
        pass
    return {
        "wall": round(time.perf_counter() - began, 2),
        "processor": round(time.process_time() - spent, 2),
    }


if __name__ == "__main__":
    main()
