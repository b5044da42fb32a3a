"""Planning on a brand's own data, for the `comptoir plan` commands."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from inventory.plans import proposing, telling
from inventory.plans.export import write_instance
from inventory.plans.situation import Kind, read_situation
from kernel.db import Database
from kernel.events import CLOCK
from tenancy.brands import Brand


def propose(db: Database, slug: str, *, kind: Kind, out: Path | None, at: datetime) -> dict[str, Any]:
    """Make a plan document ready for review; return the figures of the run, seconds by step."""
    with db.write(brand_named(db, slug)) as session:
        decided = proposing.decide_apart(session, kind=kind, at=at)
        plan = proposing.begin(session, kind=kind, by=CLOCK, at=at)
        proposing.write_down(session, plan, decided, at=at)
        session.commit()
    if out:
        with out.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(telling.rows(decided.situation, decided.written))
    return {
        "plan": plan.number,
        "cells": plan.cells,
        "lines": plan.lines,
        "units": plan.units,
        "gain": plan.gain,
        "bound": plan.bound,
        "share": round(plan.share, 4),
        "seconds": {name: round(seconds, 3) for name, seconds in decided.seconds.items()},
    }


def export_instance(db: Database, slug: str, *, kind: Kind, out: Path, at: datetime) -> int:
    """Write the brand's situation as planning files; return how many cells it has."""
    brand_id = brand_named(db, slug)
    with db.read(brand_id) as session:
        situation = read_situation(session, kind=kind, at=at)
        currency = session.get_one(Brand, brand_id).currency
    write_instance(situation, out, currency=currency)
    return len(situation.instance.cells)


class NoSuchBrand(LookupError):
    """No brand of this installation has that short name."""


def brand_named(db: Database, slug: str) -> int:
    with db.read() as session:
        found = session.scalars(select(Brand.id).where(Brand.slug == slug)).first()
    if found is None:
        raise NoSuchBrand(slug)
    return found
