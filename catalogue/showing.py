"""What a market's shop shows of the book of styles: rows and facts, computed from what was read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from catalogue import categories, media, prices, slugs, styles
from catalogue.categories import Category
from catalogue.fibres import keys_of
from catalogue.pictures import Image, images_of
from catalogue.price_history import REDUCTIONS_FROM_LOWEST, History
from catalogue.seasons import Drop, Season
from catalogue.sizes import SizeRun, names_in
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n.words import Wording, Words, wording
from kernel.db import BrandSession
from tenancy.brands import Brand
from tenancy.markets import Market, read_besides

ON_A_CARD = 2
"""Images of each colourway."""


@dataclass(frozen=True)
class Frame:
    """What every style is shown against: the brand, its markets, and what styles refer to."""

    source: str
    besides: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...]
    markets: tuple[Market, ...]
    categories: Mapping[UUID, Category]
    seasons: Mapping[UUID, Season]
    drops: Mapping[UUID, Drop]
    runs: Mapping[UUID, SizeRun]

    @classmethod
    def read(cls, session: BrandSession) -> "Frame":
        markets = tuple(session.scalars(select(Market).order_by(Market.position, Market.code)))
        brand = session.get_one(Brand, session.brand)
        spoken = [language for market in markets for language in market.languages]
        return cls(
            source=brand.language,
            besides=read_besides(markets),
            languages=tuple(dict.fromkeys([brand.language, *spoken])),
            markets=markets,
            categories=categories.tree(session),
            seasons={one.id: one for one in session.scalars(select(Season).order_by(Season.starts_on))},
            drops={one.id: one for one in session.scalars(select(Drop))},
            runs={one.id: one for one in session.scalars(select(SizeRun).order_by(SizeRun.position))},
        )

    def path(self, category_id: UUID) -> tuple[Category, ...]:
        return categories.path(self.categories, category_id)

    def say(self, words: Words, name: str, language: str) -> Wording:
        return wording(words, name, language, source=self.source, via=self.besides.get(language, ()))

    def spoken(self, words: Words, name: str) -> dict[str, dict[str, str]]:
        """A field's text in every language, and where it fell back, the language it is in."""
        told = {}
        for language in self.languages:
            found = self.say(words, name, language)
            told[language] = {"text": found.text} | ({"lang": found.lang} if found.lang else {})
        return told


@dataclass(frozen=True)
class Shelf:
    """Some styles with all that hangs on them, read in a few statements however many they are."""

    styles: tuple[Row, ...]
    colourways: Mapping[UUID, list[Row]]
    sizes: Mapping[UUID, list[str]]
    prices: Mapping[tuple[UUID, UUID], History]
    slugs: Mapping[UUID, Mapping[str, str]]
    pictures: Mapping[UUID, Mapping[UUID | None, list[Image]]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Of the styles chosen to go with these, by code."""

    @classmethod
    def read(cls, session: BrandSession, style_ids: list[UUID]) -> "Shelf":
        columns = (Style.id, Style.code, Style.number, Style.status, Style.published_at, Style.category_id)
        more = (Style.season_id, Style.drop_id, Style.size_run_id, Style.words, Style.tags, Style.composition)
        rows = select(*columns, *more, Style.garment, Style.goes_with).where(Style.id.in_(style_ids))
        found = tuple(session.execute(rows.order_by(Style.number)))
        chosen = {code for style in found for code in style.goes_with}
        return cls(
            styles=found,
            numbers=styles.numbers_of(session, chosen),
            colourways=_colourways(session, style_ids),
            sizes=_sizes(session, style_ids),
            prices=prices.histories(session, style_ids),
            slugs=slugs.current(session, "style", style_ids),
            pictures=media.of_styles(session, style_ids),
        )


def _colourways(session: BrandSession, style_ids: list[UUID]) -> dict[UUID, list[Row]]:
    columns = (Colourway.id, Colourway.style_id, Colourway.code, Colourway.words)
    rows = select(*columns, Colourway.family, Colourway.cloth).order_by(Colourway.position)
    found: dict[UUID, list[Row]] = {}
    for row in session.execute(rows.where(Colourway.style_id.in_(style_ids))):
        found.setdefault(row.style_id, []).append(row)
    return found


def _sizes(session: BrandSession, style_ids: list[UUID]) -> dict[UUID, list[str]]:
    offered = select(Sku.style_id, Sku.size).where(Sku.style_id.in_(style_ids)).distinct()
    found: dict[UUID, list[str]] = {}
    for style_id, size in session.execute(offered):
        found.setdefault(style_id, []).append(size)
    return found


@dataclass(frozen=True)
class Shown:
    """One style as one market shows it: its listing's columns, and what is true of it for the index."""

    style_id: UUID
    number: int
    columns: Mapping[str, Any]
    facts: frozenset[tuple[str, str]]


def shown(frame: Frame, shelf: Shelf, *, at: datetime) -> dict[UUID, list[Shown]]:
    """Return what each market shows of the shelf; a style without a price there is not sold there."""
    by_market: dict[UUID, list[Shown]] = {market.id: [] for market in frame.markets}
    for style in shelf.styles:
        released_at = _released_at(frame, style, at)
        if released_at is None:
            continue
        common = _common(frame, shelf, style)
        for market in frame.markets:
            found = _in_market(frame, shelf, style, market, common=common, released_at=released_at, at=at)
            if found is not None:
                by_market[market.id].append(found)
    return by_market


def _released_at(frame: Frame, style: Row, at: datetime) -> datetime | None:
    """When a style could first be bought, or will be; None where it is not to be seen."""
    if style.status != "published" or style.published_at is None:
        return None
    drop = frame.drops.get(style.drop_id) if style.drop_id else None
    if drop is None:
        return style.published_at
    is_seen = drop.is_announced or drop.releases_at <= at
    return max(style.published_at, drop.releases_at) if is_seen else None


def _common(frame: Frame, shelf: Shelf, style: Row) -> dict[str, Any]:
    """What is the same in every market."""
    ways = [_way(frame, shelf, style, way) for way in shelf.colourways.get(style.id, ())]
    images = {way["code"]: way["images"] for way in ways}
    ways = [way | {"images": way["images"][:ON_A_CARD]} for way in ways]
    path = frame.path(style.category_id)
    season = frame.seasons.get(style.season_id) if style.season_id else None
    drop = frame.drops.get(style.drop_id) if style.drop_id else None
    facts = {("listed", ""), *(("category", one.code) for one in path)}
    facts |= {("colour", way["family"]) for way in ways if way["family"]}
    facts |= {("tag", tag) for tag in style.tags} | {("fibre", key) for key in keys_of(style.composition)}
    facts |= {("season", season.code)} if season else set()
    facts |= {("drop", drop.code)} if drop else set()
    return {
        "words": {"name": frame.spoken(style.words, "name")},
        "slugs": dict(shelf.slugs.get(style.id, {})),
        "card": {
            "code": style.code,
            "category": path[-1].code,
            "ways": ways,
            "drop": drop.code if drop else None,
        },
        "images": images,
        "goes_with": [shelf.numbers[code] for code in style.goes_with if code in shelf.numbers],
        "facts": facts,
    }


def _way(frame: Frame, shelf: Shelf, style: Row, way: Row) -> dict[str, Any]:
    pictures = shelf.pictures.get(style.id, {})
    uploaded = [*pictures.get(way.id, ()), *pictures.get(None, ())]
    images = images_of(style.code, way.code, garment=style.garment, cloth=way.cloth, uploaded=uploaded)
    return {
        "code": way.code,
        "family": way.family,
        "name": frame.spoken(way.words, "name"),
        "cloth": way.cloth,
        "images": [image.row() for image in images],
    }


def _in_market(
    frame: Frame,
    shelf: Shelf,
    style: Row,
    market: Market,
    *,
    common: Mapping[str, Any],
    released_at: datetime,
    at: datetime,
) -> Shown | None:
    history = shelf.prices.get((style.id, market.price_list_id))
    price = history.standing(at, from_lowest=tells_from_lowest(market)) if history else None
    if price is None:
        return None
    run = frame.runs[style.size_run_id]
    names = names_in(run.sizes, market.country)
    facts = common["facts"] | {("size", names.get(size, size)) for size in shelf.sizes.get(style.id, ())}
    if price.was_units is not None:
        facts = facts | {("reduced", "")}
    columns = {
        "market_id": market.id,
        "style_id": style.id,
        "number": style.number,
        "rank": -((int(released_at.timestamp()) << 20) + style.number),
        "units": price.units,
        "was_units": price.was_units,
        "released_at": released_at,
        **{name: common[name] for name in ("words", "slugs", "card", "images", "goes_with")},
    }
    return Shown(style.id, style.number, columns, frozenset(facts))


def tells_from_lowest(market: Market) -> bool:
    """Whether one of its countries has reductions told from the lowest of the thirty days before."""
    return not REDUCTIONS_FROM_LOWEST.isdisjoint(market.countries)


def labels(frame: Frame, market: Market, collections: Iterable[Any]) -> dict[str, Any]:
    """What a shopper reads for the values of facets, each facet in its order."""
    sizes = [names_in(run.sizes, market.country).values() for run in frame.runs.values()]
    named = {one.id: one.code for one in frame.categories.values()}
    return {
        "source": frame.source,
        "besides": frame.besides,
        "category": [
            [one.code, named.get(one.parent_id) if one.parent_id else None, frame.spoken(one.words, "name")]
            for one in frame.categories.values()
        ],
        "season": [[one.code, None, frame.spoken(one.words, "name")] for one in frame.seasons.values()],
        "collection": [[one.code, None, frame.spoken(one.words, "name")] for one in collections],
        "size": list(dict.fromkeys(name for run in sizes for name in run)),
    }
