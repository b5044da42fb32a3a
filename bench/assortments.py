"""What keeping assortments costs, as ratios to reading the brand's style rows once, in the same run.

.venv/bin/python -m bench.assortments [--outlets 200] [--styles 5000] [--database sqlite|postgresql]

The rules are forty: by every level, condition and kind of goods. "Cold" is all of it in a new session: rules,
outlets, styles, collections and prices read, every outlet's set reckoned and written.
"""

import statistics
import time
from collections.abc import Callable

import click
from sqlalchemy import create_engine, select

from bench import houses
from bench.storefront import _database
from catalogue import changes
from catalogue.styles import Style
from inventory import assortments
from inventory.assortments import drafting, editions, keeping
from inventory.assortments.drafting import RuleDraft
from inventory.assortments.preview import preview
from inventory.assortments.rules import Action, Conditions, Level, What
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy.outlets import OutletDraft, add_outlets, add_store_types

TYPES = ("flagship", "mall", "street", "community")
TIERS = ("1", "new-1", "2", "3", "4")
CLIMATES = ("cold", "tropical", "mild")
AGAIN = 5


@click.command()
@click.option("--outlets", default=200, show_default=True)
@click.option("--styles", default=5000, show_default=True)
@click.option("--database", "dialect", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
def main(outlets: int, styles: int, dialect: str) -> None:
    with _database(dialect) as (url, owner_url):
        db, owner = Database(url), create_engine(owner_url)
        houses.make(db, owner, brands=1, styles=styles)
        brand_id = 1
        with db.write(brand_id) as session:
            _open(session, outlets)
            session.commit()
        click.echo(f"{dialect}: {outlets} outlets × {styles} styles, {len(_rules())} rules")
        yardstick = _took(lambda: _plain(db, brand_id))
        click.echo(f"{'style rows read once':32} {yardstick * 1000:8.1f} ms      1.0")
        for name, work in {
            "cold: rules applied, all written": _apply,
            "kept sets read": lambda session: assortments.carried(session),
            "one style changed": lambda session: _touch(session, 1),
            "a hundred styles changed": lambda session: _touch(session, 100),
            "preview over all outlets": _preview,
            "check against a full reckoning": lambda session: list(keeping.breaches(session, at=houses.NOW)),
        }.items():
            took = _took(lambda work=work: _in_session(db, brand_id, work))
            click.echo(f"{name:32} {took * 1000:8.1f} ms {took / yardstick:8.1f}")
        db.dispose()
        owner.dispose()


def _took(work: Callable[[], object]) -> float:
    times = []
    for _again in range(AGAIN):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def _in_session(db: Database, brand_id: int, work: Callable[[BrandSession], object]) -> None:
    with db.write(brand_id) as session:
        work(session)
        session.commit()


def _plain(db: Database, brand_id: int) -> None:
    """The yardstick: what no way of reckoning from the catalogue can do without."""
    with db.read(brand_id) as session:
        columns = (Style.id, Style.number, Style.code, Style.category_id, Style.season_id, Style.tags)
        session.execute(select(*columns)).all()


def _open(session: BrandSession, count: int) -> None:
    add_store_types(session, [(code, {"name": {"en": code.title()}}) for code in TYPES], source="en")
    session.flush()  # outlets look their types up
    drafts = [
        OutletDraft(
            code=f"B{number:04d}",
            slug=f"b{number:04d}",
            kind="store",
            texts={"name": {"en": f"Store {number}"}},
            country="SG",
            time_zone="Asia/Singapore",
            currency="SGD",
            language="en",
            store_type=TYPES[number % len(TYPES)],
            city_tier=TIERS[number % len(TIERS)],
            climate=CLIMATES[number % len(CLIMATES)],
            grade="ABCD"[number // 3 % 4],
        )
        for number in range(count)
    ]
    add_outlets(session, drafts, source="en", by=CLOCK, at=houses.NOW)


def _rules() -> list[RuleDraft]:
    by_type = [
        RuleDraft(
            level=Level.TYPE,
            subjects=(kind,),
            conditions=Conditions(tiers=(tier,)),
            action=Action.INCLUDE if (place + other) % 3 else Action.EXCLUDE,
            what=What(categories=(f"c{place}", f"c{other}")),
        )
        for place, kind in enumerate(TYPES)
        for other, tier in enumerate(TIERS)
    ]
    by_price = [
        RuleDraft(
            conditions=Conditions(climates=(climate,), grades=(grade,)),
            action=Action.EXCLUDE,
            what=What(collections=("all",), price_list="sgd", lowest=10000),
        )
        for climate in CLIMATES
        for grade in "ABC"
    ]
    single = [
        RuleDraft(level=Level.OUTLET, subjects=(f"B{number:04d}",), what=What(styles=(f"S{number:06d}",)))
        for number in range(11)
    ]
    return [*by_type, *by_price, *single]


def _apply(session: BrandSession) -> None:
    draft = drafting.begin(session, by=CLOCK, at=houses.NOW)
    if not editions.rows_of(session, draft):
        drafting.add_rules(session, draft, _rules(), by=CLOCK, at=houses.NOW)
    drafting.apply(session, draft, on=houses.NOW.date(), by=CLOCK, at=houses.NOW)


def _touch(session: BrandSession, count: int) -> None:
    """Note styles as changed: the listings follow too, as after any change of a style."""
    some = session.scalars(select(Style.id).order_by(Style.number).limit(count)).all()
    changes.note(session, some, at=houses.NOW)


def _preview(session: BrandSession) -> None:
    draft = drafting.begin(session, by=CLOCK, at=houses.NOW)
    preview(session, draft, on=houses.NOW.date(), at=houses.NOW)
    session.rollback()


if __name__ == "__main__":
    main()
