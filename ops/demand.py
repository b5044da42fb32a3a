"""A brand's past and what may be expected of it, for `comptoir import` and `comptoir demand`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from inventory.demand import nights
from inventory.demand.files import Report
from kernel.db import Database
from ops.planning import brand_named

Bring = Callable[..., Report]


def bring_in(
    db: Database, slug: str, file: Path, *, bring: Bring, at: datetime, all_or_nothing: bool
) -> Report:
    """Take a file in, in one transaction."""
    with db.write(brand_named(db, slug)) as session, file.open(encoding="utf-8-sig", newline="") as lines:
        today = nights.today_of(session, at)
        report = bring(session, lines, today=today, all_or_nothing=all_or_nothing)
        session.commit()
    return report


def told(report: Report, *, of: str, file: Path, out: Path | None) -> dict[str, Any]:
    """The report's counts; with `out`, all of it as a file."""
    laid = report.laid
    counts = {"created": laid.new, "changed": laid.changed, "unchanged": laid.same, "refused": report.refused}
    if out:
        problems = [{"file": file.name, **asdict(problem)} for problem in report.problems]
        whole = {of: counts, "problems": problems}
        out.write_text(json.dumps(whole, ensure_ascii=False, indent=2), encoding="utf-8")
    return counts


def estimate(db: Database, slug: str, *, at: datetime) -> dict[str, Any]:
    """Learn from the brand's past up to yesterday; return the figures of it."""
    with db.write(brand_named(db, slug)) as session:
        row = nights.learn_anew(session, at=at)
        session.commit()
        return {"on": row.on.isoformat(), **row.figures}
