"""Brands of any size for the measurements, made by the commands a real brand uses."""

from collections.abc import Iterator
from datetime import UTC, datetime

from catalogue.categories import CategoryDraft, add_categories
from catalogue.collections import CollectionDraft, Rule, add_collections
from catalogue.prices import PriceDraft, set_prices
from catalogue.style_book import add_styles, publish
from catalogue.style_drafts import ColourwayDraft, SkuDraft, StyleDraft
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
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


def make(db: Database, *, brands: int, styles: int) -> None:
    """Found so many brands of so many styles each, at <slug>.localhost."""
    for number in range(brands):
        wanted = Founding(
            slug=slug(number),
            name=f"House {number}",
            language="en",
            country="SG",
            currency="SGD",
            owner=f"owner{number}@example.com",
        )
        brand_id = founding.found(db, wanted, host="localhost", at=NOW).brand_id
        for first in range(0, styles, AT_A_TIME):
            with db.write(brand_id) as session:
                _fill(session, range(first, min(first + AT_A_TIME, styles)), is_first=first == 0)
                session.commit()


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
