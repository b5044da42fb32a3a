"""Brands of any size for the measurements: one made by the commands of a real brand, the rest its copies."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select
from sqlmodel import SQLModel

from catalogue.categories import CategoryDraft, add_categories
from catalogue.collections import CollectionDraft, Rule, add_collections
from catalogue.prices import PriceDraft, set_prices
from catalogue.style_book import add_styles, publish
from catalogue.style_drafts import ColourwayDraft, SkuDraft, StyleDraft
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from kernel.ids import new_id
from ops import founding
from tenancy.founding import Founding

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
WORDS = (
    "linen",
    "silk",
    "wool",
    "cotton",
    "shirt",
    "dress",
    "coat",
    "skirt",
    "knit",
    "bias",
    "lace",
    "denim",
)
COLOURS = {"blue": "#27405e", "white": "#f4f1ea", "red": "#8a2b2b", "green": "#3d5b45"}
SIZES = "SML"
CATEGORIES = 8
AT_A_TIME = 2000
COPIES_AT_A_TIME = 20
BRAND, DOMAIN = SQLModel.metadata.tables["brand"], SQLModel.metadata.tables["domain"]


def make(db: Database, owner: Engine, *, brands: int, styles: int) -> None:
    """Open so many brands of so many styles each, at <slug>.localhost; no policy binds `owner`."""
    brand_id = _make_first(db, styles=styles)
    for first in range(brand_id + 1, brand_id + brands, COPIES_AT_A_TIME):
        with owner.begin() as connection:
            copies = range(first, min(first + COPIES_AT_A_TIME, brand_id + brands))
            _copy(connection, brand_id, copies)


def _make_first(db: Database, *, styles: int) -> int:
    wanted = Founding(
        slug=slug(0),
        name="House 0",
        language="en",
        country="SG",
        currency="SGD",
        owner="owner@example.com",
    )
    brand_id = founding.found(db, wanted, host="localhost", at=NOW).brand_id
    for first in range(0, styles, AT_A_TIME):
        with db.write(brand_id) as session:
            _fill(session, range(first, min(first + AT_A_TIME, styles)), is_first=first == 0)
            session.commit()
    return brand_id


def _copy(connection: Connection, brand_id: int, copies: range) -> None:
    """Copy a brand's rows as they are: ids need differ only within a brand."""
    house = connection.execute(select(BRAND).where(BRAND.c.id == brand_id)).mappings().one()
    door = connection.execute(select(DOMAIN).where(DOMAIN.c.brand_id == brand_id)).mappings().one()
    names = {copy: slug(copy - brand_id) for copy in copies}
    connection.execute(insert(BRAND), [{**house, "id": copy, "slug": name} for copy, name in names.items()])
    doors = ({"id": new_id(), "brand_id": copy, "host": f"{name}.localhost"} for copy, name in names.items())
    connection.execute(insert(DOMAIN), [{**door, **each} for each in doors])
    for table in SQLModel.metadata.sorted_tables:
        if table.name == "event" or "brand_id" not in table.primary_key.columns:
            continue  # what happened on the way stays the first brand's; no page reads it
        rest = [column for column in table.c if column.name != "brand_id"]
        pairs = BRAND.join(table, BRAND.c.id.in_(copies) & (table.c.brand_id == brand_id))
        rows = select(BRAND.c.id, *rest).select_from(pairs)
        connection.execute(insert(table).from_select(["brand_id", *rest], rows))


def slug(number: int) -> str:
    return f"house-{number:04d}"


def _fill(session: BrandSession, numbers: range, *, is_first: bool) -> None:
    if is_first:
        add_categories(session, map(_category, range(CATEGORIES)), by=CLOCK, at=NOW)
        session.flush()  # styles look their category up
        collection = CollectionDraft(code="all", texts={"name": {"en": "All"}}, rule=Rule(tags=("all",)))
        add_collections(session, [collection], by=CLOCK, at=NOW)
    add_styles(session, map(_style, numbers), by=CLOCK, at=NOW)
    codes = [_code(number) for number in numbers]
    publish(session, codes, by=CLOCK, at=NOW)
    set_prices(session, _prices(numbers), by=CLOCK, at=NOW)


def _category(number: int) -> CategoryDraft:
    return CategoryDraft(code=f"c{number}", texts={"name": {"en": f"{WORDS[number].title()} things"}})


def _code(number: int) -> str:
    return f"S{number:06d}"


def _style(number: int) -> StyleDraft:
    first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
    families = list(COLOURS)
    chosen = (families[number % 4], families[(number + 1) % 4])
    return StyleDraft(
        code=_code(number),
        category=f"c{number % CATEGORIES}",
        size_run="alpha",
        texts={
            "name": {"en": f"{first.title()} {second} {number}"},
            "description": {"en": f"A {first} piece with {second}, number {number}, cut for every day."},
        },
        tags=("all",),
        garment={"shape": "shirt-dress", "attributes": {}},
        colourways=tuple(_colourway(family) for family in chosen),
    )


def _colourway(family: str) -> ColourwayDraft:
    return ColourwayDraft(
        code=family.upper(),
        family=family,
        texts={"name": {"en": family.title()}},
        cloth={"weave": "plain", "colour": COLOURS[family]},
        skus=tuple(SkuDraft(size=size) for size in SIZES),
    )


def _prices(numbers: range) -> Iterator[PriceDraft]:
    for number in numbers:
        units = 4900 + number % 200 * 100
        yield PriceDraft(style=_code(number), price_list="sgd", units=units, starts_at=NOW)
