"""The `comptoir` command."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from kernel.config import Settings
from kernel.db import Database
from kernel.errors import Refusal
from migrations import run as migrations


def main() -> None:
    """Run a command; a refusal is told in one line, without a traceback."""
    try:
        comptoir(standalone_mode=True)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


@click.group()
def comptoir() -> None:
    """One system for boutique fashion brands and all their doors."""


@comptoir.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = Settings.read()
    _make_folder(settings.owner_database_url)
    migrations.upgrade(settings.owner_database_url, app_role=migrations.app_role_of(settings.database_url))


def _make_folder(url: str) -> None:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)


@comptoir.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes; one a core is right.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve every door."""
    from ops import serving

    serving.serve(Settings.read(), host=host, port=port, workers=workers)


@comptoir.command()
def worker() -> None:
    """Do what is queued, and keep the clock."""
    import wsgi

    wsgi.work(Settings.read())


@comptoir.command()
@click.option("--brand", "slug", help="Look at one brand only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check(slug: str | None, as_json: bool) -> None:
    """Look whether each promise that data can break is kept: exit 0 kept, 1 broken, each breach named."""
    from ops import checks

    with _database() as db, _brand_named(slug):
        broken = checks.check(db, slug=slug)
    if as_json:
        click.echo(json.dumps({"kept": not broken, "breaches": [asdict(each) for each in broken]}, indent=2))
    else:
        for each in broken:
            click.echo(f"{each.brand}: broken: {each.promise}: {each.detail}")
        click.echo("broken" if broken else f"kept: {', '.join(checks.PROMISES)}")
    sys.exit(1 if broken else 0)


@comptoir.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Only say whether every table could be distributed."
)
def distribute(only_check: bool) -> None:
    """Distribute the tenant tables by brand on a Citus cluster."""
    from ops import distribution

    obstacles = distribution.obstacles()
    for obstacle in obstacles:
        click.echo(f"{obstacle.table}: {obstacle.reason}", err=True)
    if obstacles:
        sys.exit(1)
    if only_check:
        click.echo(f"all {len(distribution.tenant_tables())} tenant tables can be distributed by brand_id")
        return
    db = Database(Settings.read().owner_database_url)
    try:
        with db.engine.connect() as connection:
            done = distribution.distribute(connection)
    finally:
        db.dispose()
    click.echo(f"distributed: {', '.join(done)}" if done else "nothing to do: every table is distributed")


@comptoir.group()
def brands() -> None:
    """Brands on this installation."""


@brands.command("new")
@click.argument("name")
@click.option("--slug", required=True, help="The short name in its address.")
@click.option("--language", required=True, help="The language it writes in, such as zh-Hans.")
@click.option("--country", required=True, help="Where it is at home, such as CN.")
@click.option("--currency", required=True, help="What it reckons in, such as CNY.")
@click.option("--owner", required=True, help="The owner's mail address.")
def new_brand(name: str, slug: str, language: str, country: str, currency: str, owner: str) -> None:
    """Make a brand ready to use; prints the owner's one-time sign-in link."""
    from ops import founding

    settings = Settings.read()
    wanted = founding.Founding(
        slug=slug, name=name, language=language, country=country, currency=currency, owner=owner
    )
    with _database() as db:
        founded = founding.found(db, wanted, host=settings.hosts[0], at=datetime.now(UTC))
    click.echo(founding.link(founded, settings))


@comptoir.group()
def stock() -> None:
    """The stock book."""


@stock.command()
@click.option("--brand", "slug", required=True, help="Whose levels, by its short name.")
@click.option("--apply", "mends", is_flag=True, help="Mend them; without it they are only shown.")
def rebuild(slug: str, mends: bool) -> None:
    """Show each level that is not the sum of its movements: level → movements; mend them where asked."""
    from ops import rebuilding

    with _database() as db, _brand_named(slug):
        wrong = rebuilding.rebuild(db, slug, mends=mends, at=datetime.now(UTC))
    for each in wrong:
        click.echo(f"{each.outlet} {each.sku} {each.quantity}: {each.level} → {each.movements}")
    state = "mended" if mends else "wrong: run it again with --apply to mend"
    click.echo(f"{len(wrong)} {state}" if wrong else "every level is the sum of its movements")


@comptoir.group()
def plan() -> None:
    """Plan the stock."""


@plan.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The plan, as planning files say."
)
@click.option("--seconds", type=float, help="Polish the first plan for so long.")
@click.option("--explain", type=click.Path(path_type=Path), help="A line of JSON for each line's reason.")
@click.option("--bound", is_flag=True, help="Also say how good any plan could be.")
def solve(instance: Path, out: Path, seconds: float | None, explain: Path | None, bound: bool) -> None:
    """Solve an instance from files alone: exit 0; 2 unreadable, naming file, row and column."""
    from inventory.planning.command import solve_files
    from inventory.planning.tables import BadInstance

    try:
        figures = solve_files(instance, out, seconds=seconds, explain=explain, bound=bound)
    except BadInstance as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(json.dumps(figures))


KINDS = click.Choice(["allocation", "replenishment", "transfer", "all"])


@plan.command()
@click.option("--brand", "slug", required=True)
@click.option("--kind", type=KINDS, default="all", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Also write the lines here, as CSV.")
def propose(slug: str, kind: str, out: Path | None) -> None:
    """Propose a plan from the brand's own data: a document ready for review. Prints one line of JSON."""
    from inventory.plans.situation import Kind
    from ops import planning

    with _database() as db:
        try:
            figures = planning.propose(db, slug, kind=Kind(kind), out=out, at=datetime.now(UTC))
        except planning.NoSuchBrand:
            raise click.BadParameter(f"there is no brand {slug}") from None
    click.echo(json.dumps(figures))


@plan.command("export-instance")
@click.option("--brand", "slug", required=True)
@click.option("--kind", type=KINDS, default="all", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write into.")
def export_instance(slug: str, kind: str, out: Path) -> None:
    """Write the brand's situation as planning files."""
    from inventory.plans.situation import Kind
    from ops import planning

    with _database() as db:
        try:
            cells = planning.export_instance(db, slug, kind=Kind(kind), out=out, at=datetime.now(UTC))
        except planning.NoSuchBrand:
            raise click.BadParameter(f"there is no brand {slug}") from None
    click.echo(f"{cells} cells are in {out}")


@comptoir.group("import")
def bring() -> None:
    """Take a brand's own files in."""


def _bring(kind: str, file: Path, slug: str, report: Path | None, all_or_nothing: bool) -> None:
    """Take a file in: exit 0 all of it, 1 some rows refused, 2 unreadable."""
    from inventory.demand import files
    from ops import demand

    brings = {"sales": files.bring_sales_file, "shelf_time": files.bring_shelf_file}[kind]
    now = datetime.now(UTC)
    try:
        with _database() as db, _brand_named(slug):
            done = demand.bring_in(db, slug, file, bring=brings, at=now, all_or_nothing=all_or_nothing)
    except (files.Unreadable, files.ColumnMissing) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(json.dumps({kind: demand.told(done, of=kind, file=file, out=report)}))
    sys.exit(1 if done.refused else 0)


_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_BRAND = click.option("--brand", "slug", required=True, help="The brand's short name.")
_REPORT = click.option("--report", type=click.Path(path_type=Path), help="Where to name every refused row.")
_WHOLE = click.option("--all-or-nothing", is_flag=True, help="Take nothing in if a row must be refused.")


@bring.command("sales")
@_FILE
@_BRAND
@_REPORT
@_WHOLE
def import_sales(file: Path, slug: str, report: Path | None, all_or_nothing: bool) -> None:
    """Take in daily sales: CSV with outlet, sku, day, units and perhaps returned."""
    _bring("sales", file, slug, report, all_or_nothing)


@bring.command("shelf-time")
@_FILE
@_BRAND
@_REPORT
@_WHOLE
def import_shelf_time(file: Path, slug: str, report: Path | None, all_or_nothing: bool) -> None:
    """Take in when SKUs stood where: CSV with outlet, sku, first and last day; no last day means still."""
    _bring("shelf_time", file, slug, report, all_or_nothing)


@comptoir.group()
def demand() -> None:
    """What may be expected to sell."""


@demand.command("estimate")
@_BRAND
def estimate_demand(slug: str) -> None:
    """Learn from the brand's past what each outlet may expect to sell."""
    from ops import demand as estimating

    with _database() as db, _brand_named(slug):
        click.echo(json.dumps(estimating.estimate(db, slug, at=datetime.now(UTC))))


@contextmanager
def _database() -> Iterator[Database]:
    db = Database(Settings.read().database_url)
    try:
        yield db
    finally:
        db.dispose()


@contextmanager
def _brand_named(slug: str | None) -> Iterator[None]:
    try:
        yield
    except LookupError as error:
        raise click.BadParameter(f"there is no brand {slug}", param_hint="--brand") from error


@comptoir.group()
def demo() -> None:
    """The demo houses."""


@demo.command("load")
@click.option("--only", "slug", help="One house, by its short name.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; else as of today.")
def load_demo(slug: str | None, today: datetime | None) -> None:
    """Load the demo houses into the current database."""
    from ops.demo import load
    from ops.demo.houses import HOUSES

    settings = Settings.read()
    wanted = [house for house in HOUSES if slug in (None, house.slug)]
    if not wanted:
        raise click.BadParameter(f"there is no house {slug}; there are {', '.join(h.slug for h in HOUSES)}")
    day = (today or datetime.now(UTC)).date()
    with _database() as db:
        for house in wanted:
            load.load(db, house, today=day, operator_host=settings.hosts[0])
            click.echo(f"{house.slug} is open")


if __name__ == "__main__":
    main()
