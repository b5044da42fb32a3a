"""From the ledger to a plan document at the size of a large brand, and an edit of one cell of it.

    python -m bench.wave [--url URL] [--stores 200] [--styles 2000] [--rounds 2]

The brand is made where the database has none yet; the first round pays for what the process loads once.
"""

import argparse
import json
import os
import resource
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import select
from sqlmodel import SQLModel

import wsgi  # noqa: F401 - brings every table along
from bench.stocked import AT, make
from inventory.plans import editing, proposing
from inventory.plans.lines import TRANSFER
from inventory.plans.situation import Kind
from kernel.db import Database
from kernel.events import CLOCK
from tenancy.brands import Brand

LATER = AT + timedelta(hours=4)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.wave")
    parser.add_argument("--url", help="A database with the schema; else a SQLite file of its own.")
    parser.add_argument("--stores", type=int, default=200)
    parser.add_argument("--styles", type=int, default=2000)
    parser.add_argument("--density", type=float, default=0.4, help="The part of the styles a store carries.")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        db = Database(asked.url or f"sqlite:///{Path(folder, 'wave.sqlite')}")
        if not asked.url:
            SQLModel.metadata.create_all(db.engine)
        brand_id = _brand(db, asked)
        for _round in range(asked.rounds):
            print(json.dumps(measure(db, brand_id), indent=1), flush=True)
        db.dispose()


def _brand(db: Database, asked: argparse.Namespace) -> int:
    with db.read() as session:
        held = session.scalars(select(Brand.id).where(Brand.slug == "wave")).first()
    shape = {"stores": asked.stores, "styles": asked.styles, "density": asked.density}
    return held or make(db, "wave", **shape, seed=1)


def measure(db: Database, brand_id: int) -> dict:
    """Seconds of each step of a plan and of an edit, wall and processor."""
    found: dict = {"dialect": db.dialect, "load": os.getloadavg()[0]}
    with db.write(brand_id) as session:
        plan = proposing.begin(session, kind=Kind.ALL, by=CLOCK, at=LATER)
        session.commit()
        with _clocked(found, "propose"):
            with _clocked(found, "decide"):
                decided = proposing.decide_apart(session, kind=Kind.ALL, at=LATER)
            with _clocked(found, "write"):
                proposing.write_down(session, plan, decided, at=LATER)
                session.commit()
        found |= {"cells": plan.cells, "lines": plan.lines, "share": round(plan.share, 3)}
        found["steps"] = {name: round(seconds, 2) for name, seconds in decided.seconds.items()}
        lines = decided.lines
        line = int(np.flatnonzero((lines.kind != TRANSFER) & (lines.item >= 0))[0])
        wanted = {(int(lines.target[line]), int(lines.item[line])): int(lines.units[line]) - 1}
        with _clocked(found, "edit"):
            editing.fix(session, plan, wanted, version=plan.version, by=CLOCK, at=LATER)
            session.commit()
    found["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


@contextmanager
def _clocked(found: dict, name: str):
    began, spent = time.perf_counter(), time.process_time()
    yield
    found[name] = {
        "wall": round(time.perf_counter() - began, 2),
        "processor": round(time.process_time() - spent, 2),
    }


if __name__ == "__main__":
    main()
