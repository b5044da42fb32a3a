"""A style's own page, as one market reads it: everything in four statements at most.

page(session, market, slug=, language=, at=, version=) -> StylePage
    raises NoSuchStyle; a page whose slug is not the one asked for has moved there
drawing_of(session, style_code, colourway_code, view=, ground=) -> Drawing
    the picture of a style that has none
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import Row, and_, select

from catalogue import market_index, pictures
from catalogue.cards import NEW_FOR, Card, deal, read_wording
from catalogue.care import CARES
from catalogue.listings import Listing
from catalogue.market_index import MarketIndex
from catalogue.measures import GARMENT, Length
from catalogue.pictures import Image
from catalogue.shown_styles import Crumb, SizeMeasured, SkuShown, StylePage, WayShown
from catalogue.sizes import SizeRun, names_in
from catalogue.skus import Sku
from catalogue.slugs import Slug
from catalogue.styles import Colourway, NoSuchStyle, Style
from i18n.words import Wording, wording
from kernel.db import BrandSession
from tenancy.markets import Market

RELATED = 4


def page(
    session: BrandSession,
    market: Market,
    *,
    slug: str,
    language: str,
    at: datetime,
    version: int | None = None,
) -> StylePage:
    found = _found(session, market, slug, language)
    index = market_index.of(session, market.id, version=version)
    style, listing, sizes = found.Style, found, names_in(found.sizes, market.country)
    via = index.labels["besides"].get(language, ())
    say = partial(wording, language=language, source=index.labels["source"], via=via)
    path = _path(index, listing.card["category"], language)
    return StylePage(
        style_id=style.id,
        number=style.number,
        code=style.code,
        slug=listing.slugs.get(language, slug),
        slugs=listing.slugs,
        name=say(style.words, "name"),
        description=say(style.words, "description"),
        fit=say(style.words, "fit"),
        path=path,
        season=_season(index, style.number, language),
        units=listing.units,
        was_units=listing.was_units,
        released_at=listing.released_at,
        is_coming=listing.released_at > at,
        is_new=at - NEW_FOR <= listing.released_at <= at,
        ways=_ways(session, style.id, listing.images, sizes, say=say),
        composition=tuple(style.composition),
        care=tuple(CARES[code] for code in style.care),
        origin=style.origin,
        hs_code=style.hs_code,
        weight=style.weight,
        measured=_measured(style.measurements, sizes),
        maker=style.maker,
        tags=tuple(style.tags),
        size_run=found.run,
        related=_related(session, index, market, listing, style.number, language=language, at=at),
    )


def _found(session: BrandSession, market: Market, slug: str, language: str) -> Row:
    here = and_(Listing.style_id == Style.id, Listing.market_id == market.id)
    listing = (Listing.units, Listing.was_units, Listing.released_at, Listing.slugs, Listing.card)
    more = (Listing.images, Listing.goes_with, SizeRun.sizes, SizeRun.code.label("run"), Slug.language)
    named = (
        select(Style, *listing, *more)
        .join(Slug, and_(Slug.subject_id == Style.id, Slug.subject == "style"))
        .join(Listing, here)
        .join(SizeRun, SizeRun.id == Style.size_run_id)
        .where(Slug.slug == slug)
        .order_by(Slug.is_current.desc(), Slug.made_at.desc())
    )
    rows = session.execute(named).all()
    if not rows:
        raise NoSuchStyle(code=slug[:60])
    return next((row for row in rows if row.language == language), rows[0])


def _path(index: MarketIndex, category: str, language: str) -> tuple[Crumb, ...]:
    labelled = {code: (parent, spoken) for code, parent, spoken in index.labels["category"]}
    crumbs: list[Crumb] = []
    step: str | None = category
    while step in labelled and len(crumbs) < len(labelled):
        parent, spoken = labelled[step]
        crumbs.append(Crumb(step, read_wording(spoken, language)))
        step = parent
    return tuple(reversed(crumbs))


def _season(index: MarketIndex, number: int, language: str) -> Wording | None:
    for code, _parent, spoken in index.labels["season"]:
        if number in index.having("season", code):
            return read_wording(spoken, language)
    return None


def _ways(
    session: BrandSession,
    style_id: UUID,
    images: Mapping[str, list],
    sizes: Mapping[str, str],
    *,
    say: Callable[..., Wording],
) -> tuple[WayShown, ...]:
    rows = session.execute(
        select(Colourway, Sku.id.label("sku_id"), Sku.code, Sku.gtin, Sku.size)
        .outerjoin(Sku, Sku.colourway_id == Colourway.id)
        .where(Colourway.style_id == style_id)
        .order_by(Colourway.position, Colourway.code, Sku.position)
    )
    skus: dict[UUID, list[SkuShown]] = {}
    ways: dict[UUID, Colourway] = {}
    for row in rows:
        ways[row.Colourway.id] = row.Colourway
        if row.sku_id is not None:
            shown = SkuShown(row.sku_id, row.code, row.gtin, row.size, sizes.get(row.size, row.size))
            skus.setdefault(row.Colourway.id, []).append(shown)
    return tuple(
        WayShown(
            id=way.id,
            code=way.code,
            family=way.family,
            name=say(way.words, "name"),
            cloth=way.cloth,
            images=tuple(Image.read(image) for image in images.get(way.code, ())),
            skus=_in_order(skus.get(way.id, ()), sizes),
        )
        for way in ways.values()
    )


def _in_order(skus: Iterable[SkuShown], sizes: Mapping[str, str]) -> tuple[SkuShown, ...]:
    order = {size: place for place, size in enumerate(sizes)}
    return tuple(sorted(skus, key=lambda sku: order.get(sku.size, len(order))))


def _measured(
    measurements: Mapping[str, Mapping[str, int]], sizes: Mapping[str, str]
) -> tuple[SizeMeasured, ...]:
    return tuple(
        SizeMeasured(size, name, _lengths(measurements[size]))
        for size, name in sizes.items()
        if size in measurements
    )


def _lengths(measured: Mapping[str, int]) -> dict[str, Length]:
    """In the order of the book: a database may keep them in another."""
    return {measure: Length(measured[measure]) for measure in GARMENT if measure in measured}


def _related(
    session: BrandSession,
    index: MarketIndex,
    market: Market,
    listing: Row,
    number: int,
    *,
    language: str,
    at: datetime,
) -> tuple[Card, ...]:
    """What goes with it: chosen by hand, else of its season and another category, always the same."""
    chosen = [one for one in listing.goes_with if one in index.listed and one != number]
    if len(chosen) < RELATED:
        near = index.listed - index.having("category", listing.card["category"])
        near = (_of_its_season(index, number) & near) or near
        chosen += [one for one in _after(near, number, RELATED) if one not in chosen]
    return deal(session, market.id, chosen[:RELATED], language=language, at=at)


def _of_its_season(index: MarketIndex, number: int) -> BitMap:
    seasons = (index.having("season", code) for code in index.values.get("season", ()))
    return next((numbers for numbers in seasons if number in numbers), BitMap())


def _after(numbers: BitMap, number: int, most: int) -> list[int]:
    """The numbers that follow, around the clock."""
    if not numbers:
        return []
    start = numbers.rank(number)
    return [numbers[(start + step) % len(numbers)] for step in range(min(most, len(numbers)))]


@dataclass(frozen=True)
class Drawing:
    svg: str
    hash: str


def drawing_of(
    session: BrandSession, style_code: str, colourway_code: str, *, view: str, ground: str = "#f4f1ea"
) -> Drawing:
    """Draw a style in a colourway; the hash tells whether the address asked for still holds."""
    mine = (
        select(Style.garment, Colourway.cloth)
        .join(Colourway, Colourway.style_id == Style.id)
        .where(Style.code == style_code, Colourway.code == colourway_code)
    )
    found = session.execute(mine).first()
    if found is None or not found.garment or view not in pictures.VIEWS:
        raise NoSuchStyle(code=style_code[:60])
    svg = pictures.drawing(found.garment, found.cloth, view=view, ground=ground)
    return Drawing(svg, pictures.content_hash(found.garment, found.cloth))
