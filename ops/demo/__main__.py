"""Load the demo houses where they are not yet, serve every door, and say where the doors are."""

import json
import os
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import click

from kernel.config import Settings
from kernel.db import Database
from migrations import run as migrations
from ops import serving
from ops.demo import load
from ops.demo.houses import HOUSES

VAR = Path("var")
FILE = VAR / "demo.sqlite"
STAMP = VAR / "demo.json"


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Make the houses anew.")
@click.option("--no-serve", is_flag=True, help="Load only.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Load the houses as of this day.")
def main(port: int, reset: bool, no_serve: bool, today: datetime | None) -> None:
    """Serve the demo."""
    VAR.mkdir(exist_ok=True)
    _set_environment()
    settings = Settings.read()
    wanted = today.date() if today else None
    if reset or not _stands(wanted):
        _make(settings, wanted or date.today())  # noqa: DTZ011 - the day on the visitor's own calendar
    _tell(port)
    if not no_serve:
        _serve(settings, port)


def _set_environment() -> None:
    """The demo's own database, mail and pictures; whoever sets something else keeps it."""
    for name, value in {
        "COMPTOIR_DATABASE_URL": f"sqlite:///{FILE}",
        "COMPTOIR_HOSTS": "localhost,127.0.0.1",
        "COMPTOIR_MAIL_URL": f"folder:{VAR / 'demo-mail'}",
        "COMPTOIR_MEDIA_DIR": str(VAR / "demo-media"),
    }.items():
        os.environ.setdefault(name, value)


def _stands(wanted: date | None) -> bool:
    """Whether the houses stand already, of that day and as this code would make them."""
    if not FILE.exists() or not STAMP.exists():
        return False
    stamp = json.loads(STAMP.read_text())
    return stamp["made_by"] == load.fingerprint() and wanted in (None, date.fromisoformat(stamp["today"]))


def _make(settings: Settings, today: date) -> None:
    began = time.monotonic()
    for leftover in VAR.glob(f"{FILE.name}*"):
        leftover.unlink()
    STAMP.unlink(missing_ok=True)
    migrations.upgrade(settings.owner_database_url)
    db = Database(settings.database_url)
    for house in HOUSES:
        click.echo(f"Loading {house.slug} as of {today} …")
        load.load(db, house, today=today, operator_host=settings.hosts[0])
    load.seat_operator(db, today=today)
    db.dispose()
    STAMP.write_text(json.dumps({"today": today.isoformat(), "made_by": load.fingerprint()}))
    click.echo(f"The houses stand ({time.monotonic() - began:.0f} s).")


def _tell(port: int) -> None:
    click.echo()
    for house in HOUSES:
        click.echo(f"{house.name['en']}")
        click.echo(f"  shop     http://{house.slug}.localhost:{port}/")
        click.echo(f"  console  http://{house.slug}.localhost:{port}/admin/")
        for person in load.doorkeepers(house):
            click.echo(f"           {person.email}  ({', '.join((person.role, *person.outlets))})")
    click.echo("Operator")
    click.echo(f"  brands   http://localhost:{port}/operator/")
    click.echo(f"           {load.OPERATOR}")
    click.echo(f"Everyone's password in the demo: {load.PASSWORD}")
    click.echo(f"Mail is written to {VAR / 'demo-mail'}/")
    click.echo()


def _serve(settings: Settings, port: int) -> None:
    worker = subprocess.Popen([sys.executable, "-m", "ops.cli", "worker"])
    try:
        serving.serve(settings, host="127.0.0.1", port=port, workers=2)
    finally:
        worker.terminate()
        worker.wait(timeout=30)


if __name__ == "__main__":
    main()
