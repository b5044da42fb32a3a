"""How well and how fast demand is foreseen, on the demo's own pasts, beside the simple ways.

python -m bench.demand [--house lanxi] [--origins 3] [--today 2026-11-22]    one JSON document

The database is one of its own in memory of the machine; what is learned comes in through the bulk import,
as a brand's own history would.
"""

import json
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from sqlmodel import select

from inventory import demand
from inventory.demand import estimates, reading
from inventory.demand.learning import learn
from inventory.demand.trials import tried
from kernel.db import Database
from migrations import run as migrations
from ops.demo import load
from ops.demo.houses import HOUSES
from tenancy.brands import Brand


@click.command()
@click.option("--house", "slug", default="lanxi", show_default=True)
@click.option("--origins", default=3, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default="2026-11-22", show_default=True)
def main(slug: str, origins: int, today: datetime) -> None:
    """Load a house, learn from its past, look back, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demand.sqlite'}"
        migrations.upgrade(url)
        db = Database(url)
        house = next(each for each in HOUSES if each.slug == slug)
        load.load(db, house, today=today.date(), operator_host="localhost")
        click.echo(json.dumps(measured(db, slug, origins=origins, on=today.date()), indent=1))
        db.dispose()


def measured(db: Database, slug: str, *, origins: int, on: date) -> dict[str, Any]:
    """CPU seconds of each step, what it was learned from, and the trial's figures."""
    with db.read() as session:
        brand_id = session.scalars(select(Brand.id).where(Brand.slug == slug)).one()
    seconds: dict[str, float] = {}
    with db.write(brand_id) as session:
        panel = _timed(seconds, "read", lambda: reading.panel(session, on=on))
        learned = _timed(seconds, "learn", lambda: learn(panel))
        _timed(seconds, "keep", lambda: estimates.keep(session, panel, learned, at=datetime.now(UTC)))
        days = dict.fromkeys(estimates.ids(panel.outlets.ids), 14)
        _timed(seconds, "expect", lambda: demand.expected(session, on + timedelta(days=1), days))
        trial = _timed(seconds, "try", lambda: tried(panel, origins=origins))
    return {
        "house": slug,
        "outlets": len(panel.outlets.ids),
        "skus": len(panel.goods.ids),
        "rows": panel.sales.shape[1],
        "spells": panel.spells.shape[1],
        "cpu_seconds": seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "trial": trial.as_figures() if trial else None,
    }


def _timed(seconds: dict[str, float], name: str, work: Any) -> Any:
    began = time.process_time()
    result = work()
    seconds[name] = round(time.process_time() - began, 2)
    return result


if __name__ == "__main__":
    main()
