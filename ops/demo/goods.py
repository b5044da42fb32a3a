"""The house's seasons, sizes, styles, prices and collections."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from catalogue.categories import CategoryDraft, add_categories
from catalogue.collections import CollectionDraft, Rule, add_collections
from catalogue.fibres import Part
from catalogue.prices import PriceDraft, mark_down, set_prices
from catalogue.seasons import DropDraft, SeasonDraft, add_drops, add_seasons
from catalogue.sizes import Size, SizeRunDraft, add_size_runs
from catalogue.style_book import add_styles, publish
from catalogue.style_drafts import ColourwayDraft, SkuDraft, StyleDraft
from kernel.db import BrandSession
from kernel.events import CLOCK
from ops.demo.houses import shape
from ops.demo.houses.shape import House
from ops.demo.places import goods_maker

COUNTRY_OF_NAMING = {
    "cn": "CN",
    "jp": "JP",
    "fr": "FR",
    "de": "DE",
    "it": "IT",
    "uk": "GB",
    "us": "US",
    "sg": "SG",
    "ar": "AE",
}
STEPS_OF_NEWNESS = 120


def furnish(session: BrandSession, house: House, *, today: date, at: datetime) -> None:
    when: dict[str, Any] = {"by": CLOCK, "at": at}
    add_categories(session, map(_category, house.categories), **when)
    add_seasons(session, map(_season, house.seasons), **when)
    add_drops(session, (_drop(drop, today) for drop in house.drops), **when)
    add_size_runs(session, map(_size_run, house.size_systems), **when)
    session.flush()  # styles look up what they name
    makers = {maker.key: goods_maker(maker) for maker in house.makers}
    add_styles(session, (_style(style, makers) for style in house.styles), **when)
    _publish(session, house, at=at)
    _price(session, house, today=today, at=at)
    add_collections(session, map(_collection, house.collections), **when)


def _category(category: shape.Category) -> CategoryDraft:
    texts = {"name": category.name, "description": category.description}
    return CategoryDraft(code=category.key, position=category.position, texts=texts)


def _season(season: shape.Season) -> SeasonDraft:
    return SeasonDraft(
        code=season.key, starts_on=season.starts, ends_on=season.ends, texts={"name": season.name}
    )


def _drop(drop: shape.Drop, today: date) -> DropDraft:
    texts = {"name": drop.name, "text": drop.text}
    return DropDraft(code=drop.key, releases_at=drop.released_at(today).astimezone(UTC), texts=texts)


def _size_run(system: shape.SizeSystem) -> SizeRunDraft:
    sizes = tuple(Size(code=size.code, names=_names(size), body=dict(size.body)) for size in system.sizes)
    return SizeRunDraft(code=system.key, sizes=sizes, texts={"name": system.name})


def _names(size: shape.Size) -> dict[str, str]:
    return {
        COUNTRY_OF_NAMING[naming]: name for naming, name in size.names.items() if naming in COUNTRY_OF_NAMING
    }


def _style(style: shape.Style, makers: dict[str, dict[str, Any]]) -> StyleDraft:
    return StyleDraft(
        code=style.code,
        category=style.category,
        size_run=style.size_system,
        season=style.season,
        drop=style.drop,
        texts={"name": style.name, "description": style.description},
        colourways=tuple(map(_colourway, style.colourways)),
        is_carry_over=style.is_carry_over,
        tags=style.tags,
        composition=tuple(Part(part.part, dict(part.fibres)) for part in style.composition),
        care=style.care,
        origin=style.origin,
        hs_code=style.hs_code,
        weight=style.weight,
        measurements=style.measurements,
        garment={"shape": style.drawing.shape, "attributes": dict(style.drawing.attributes)},
        maker=makers[style.maker],
        goes_with=style.goes_with,
        slugs=dict.fromkeys(style.name, style.slug),
    )


def _colourway(colourway: shape.Colourway) -> ColourwayDraft:
    return ColourwayDraft(
        code=colourway.code,
        texts={"name": colourway.name},
        family=colourway.colour,
        cloth=vars(colourway.cloth),
        skus=tuple(SkuDraft(size=sku.size, code=sku.code, gtin=sku.gtin) for sku in colourway.skus),
    )


def _publish(session: BrandSession, house: House, *, at: datetime) -> None:
    """Publish every style, those listed last the longest ago, so that the newest come first."""
    by_day: dict[int, list[str]] = {}
    for place, style in enumerate(house.styles):
        by_day.setdefault(place * STEPS_OF_NEWNESS // len(house.styles), []).append(style.code)
    for days, codes in sorted(by_day.items()):
        publish(session, codes, by=CLOCK, at=at, since=at - timedelta(days=days))


def _price(session: BrandSession, house: House, *, today: date, at: datetime) -> None:
    """Set each market's prices by its rule: the first row in full, a lower one after it as a markdown."""
    done: set[str] = set()
    for market in house.markets:
        if market.price_list in done:
            continue
        done.add(market.price_list)
        set_prices(session, _full(house, market, today), by=CLOCK, at=at)
        for (units, starts_at), codes in _reduced(house, market, today).items():
            mark_down(
                session, codes, price_list=market.price_list, to=units, starts_at=starts_at, by=CLOCK, at=at
            )


def _full(house: House, market: shape.Market, today: date) -> Iterator[PriceDraft]:
    for style in house.styles:
        first = style.prices[0]
        units = market.price_rule.price(first.amount)
        starts_at = _midnight(first.since(today))
        yield PriceDraft(style=style.code, price_list=market.price_list, units=units, starts_at=starts_at)


def _reduced(house: House, market: shape.Market, today: date) -> dict[tuple[int, datetime], list[str]]:
    found: dict[tuple[int, datetime], list[str]] = {}
    for style in house.styles:
        full = market.price_rule.price(style.prices[0].amount)
        for row in style.prices[1:]:
            units = market.price_rule.price(row.amount)
            if units < full:
                found.setdefault((units, _midnight(row.since(today))), []).append(style.code)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _collection(collection: shape.Collection) -> CollectionDraft:
    return CollectionDraft(
        code=collection.key,
        texts={"name": collection.name, "text": collection.text},
        styles=collection.styles,
        rule=_rule(collection.rule) if collection.rule else None,
        slugs=dict.fromkeys(collection.name, collection.slug),
    )


def _rule(rule: shape.CollectionRule) -> Rule:
    return Rule(
        categories=rule.categories,
        seasons=rule.seasons,
        tags=rule.tags,
        fibres=rule.fibres,
        colours=rule.colours,
        is_reduced=rule.is_reduced,
    )
