"""The book of styles: how they come in, change, are published and withdrawn. One is many of one.

add_styles(session, drafts, by=, at=) -> list[Style]            drafts are not on sale until published
change_styles(session, drafts, by=, at=) -> list[Style]         colourways and SKUs are never taken out
publish(session, codes, by=, at=, since=None)                   `since`: where it was on sale elsewhere before
withdraw(session, codes, by=, at=)
draft_of(session, style) -> StyleDraft                          to be changed and handed back
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from catalogue import categories, changes, fibres, locks, seasons, sizes, slugs, styles
from catalogue.colourway_book import write_colourways
from catalogue.skus import Sku
from catalogue.slugs import Named
from catalogue.style_drafts import ColourwayDraft, Nameless, SkuDraft, StyleDraft, fields
from catalogue.styles import Colourway, Style
from i18n import _
from i18n.languages import autonym
from i18n.words import Words, written
from kernel import events
from kernel.db import BrandSession
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class StyleTaken(Refusal):
    message = _("There is already a style %(code)s. Choose another code, or change that one.")


class NoSuchReference(NotThere):
    message = _("The style %(code)s names “%(named)s”, which is not there. Add it first.")


class NothingToSell(Refusal):
    message = _(
        "The style %(code)s has no sizes to sell. Add a colourway with its sizes before publishing it."
    )


def add_styles(
    session: BrandSession, drafts: Iterable[StyleDraft], *, by: Actor, at: datetime
) -> list[Style]:
    """Enter styles with their colourways and SKUs; one that can't go in refuses them all."""
    brand = locks.hold(session)
    wanted = list(drafts)
    _refuse_taken(session, wanted)
    rows = _columns(session, wanted, brand, {})
    number = session.scalar(select(func.max(Style.number))) or 0
    added = [Style(number=number + place, **columns) for place, columns in enumerate(rows, 1)]
    session.add_all(added)
    _follow(session, wanted, added, action="added", by=by, at=at)
    return added


def change_styles(
    session: BrandSession, drafts: Iterable[StyleDraft], *, by: Actor, at: datetime
) -> list[Style]:
    """Make styles what their drafts say; what a draft leaves out of colourways and SKUs stays."""
    brand = locks.hold(session)
    wanted = list(drafts)
    held = _styles(session, [draft.code for draft in wanted])
    words = {style.code: style.words for style in held}
    for style, columns in zip(held, _columns(session, wanted, brand, words), strict=True):
        for column, value in columns.items():
            setattr(style, column, value)
        session.add(style)
    _follow(session, wanted, held, action="changed", by=by, at=at)
    return held


def publish(
    session: BrandSession, codes: Iterable[str], *, by: Actor, at: datetime, since: datetime | None = None
) -> list[Style]:
    """Put styles on sale; they are as new as their first publication."""
    found = _styles(session, codes)
    sold = _sold(session, [style.id for style in found])
    for style in found:
        if style.id not in sold:
            raise NothingToSell(code=style.code)
        style.status, style.published_at = "published", style.published_at or since or at
        session.add(style)
        events.record(style, "published", by=by, at=at)
    changes.note(session, [style.id for style in found], at=at)
    return found


def _sold(session: BrandSession, style_ids: list[UUID]) -> set[UUID]:
    """Which of the styles have a SKU."""
    found: set[UUID] = set()
    for start in range(0, len(style_ids), 1000):
        some = style_ids[start : start + 1000]
        found.update(session.scalars(select(Sku.style_id).where(Sku.style_id.in_(some)).distinct()))
    return found


def withdraw(session: BrandSession, codes: Iterable[str], *, by: Actor, at: datetime) -> list[Style]:
    """Take styles off sale; their pages are gone, their past stays."""
    found = _styles(session, codes)
    for style in found:
        style.status = "withdrawn"
        session.add(style)
        events.record(style, "withdrawn", by=by, at=at)
    changes.note(session, [style.id for style in found], at=at)
    return found


def draft_of(session: BrandSession, style: Style) -> StyleDraft:
    """Read a style back as a draft: what is changed of it is handed to `change_styles`."""
    named = {
        model: session.scalar(select(model.code).where(model.id == key)) if key else None
        for model, key in (
            (categories.Category, style.category_id),
            (sizes.SizeRun, style.size_run_id),
            (seasons.Season, style.season_id),
            (seasons.Drop, style.drop_id),
        )
    }
    return StyleDraft(
        code=style.code,
        category=str(named[categories.Category]),
        size_run=str(named[sizes.SizeRun]),
        season=named[seasons.Season],
        drop=named[seasons.Drop],
        texts=_texts(style.words),
        colourways=_colourway_drafts(session, style),
        is_carry_over=style.is_carry_over,
        tags=tuple(style.tags),
        composition=fibres.parts_of(style.composition),
        care=tuple(style.care),
        origin=style.origin,
        hs_code=style.hs_code,
        weight=style.weight,
        measurements=style.measurements,
        garment=style.garment,
        maker=style.maker,
        goes_with=tuple(style.goes_with),
        slugs=slugs.chosen_by_hand(session, "style", Named(style.id, style.code, style.words)),
    )


def _colourway_drafts(session: BrandSession, style: Style) -> tuple[ColourwayDraft, ...]:
    skus: dict[UUID, list[SkuDraft]] = {}
    for sku in session.scalars(select(Sku).where(Sku.style_id == style.id).order_by(Sku.position)):
        skus.setdefault(sku.colourway_id, []).append(SkuDraft(size=sku.size, code=sku.code, gtin=sku.gtin))
    mine = select(Colourway).where(Colourway.style_id == style.id).order_by(Colourway.position)
    return tuple(
        ColourwayDraft(
            code=way.code,
            texts=_texts(way.words),
            family=way.family,
            cloth=way.cloth,
            skus=tuple(skus.get(way.id, ())),
        )
        for way in session.scalars(mine)
    )


def _texts(words: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        name: {language: entry["text"] for language, entry in texts.items()} for name, texts in words.items()
    }


def _styles(session: BrandSession, codes: Iterable[str]) -> list[Style]:
    ids = styles.ids_of(session, codes)
    found: dict[UUID, Style] = {}
    wanted = list(ids.values())
    for start in range(0, len(wanted), 1000):
        some = select(Style).where(Style.id.in_(wanted[start : start + 1000]))
        found.update({style.id: style for style in session.scalars(some)})
    return [found[style_id] for style_id in wanted]


def _refuse_taken(session: BrandSession, drafts: list[StyleDraft]) -> None:
    taken: set[str] = set()
    for start in range(0, len(drafts), 1000):
        some = [draft.code for draft in drafts[start : start + 1000]]
        taken.update(session.scalars(select(Style.code).where(Style.code.in_(some))))
    for draft in drafts:
        if draft.code in taken:
            raise StyleTaken(code=draft.code)
        taken.add(draft.code)


def _columns(
    session: BrandSession, drafts: list[StyleDraft], brand: Brand, held: Mapping[str, Words]
) -> list[dict[str, Any]]:
    """Return every column of the styles, references found by code; `held` are their words as they stand."""
    runs = sizes.by_code(session)
    ids = {
        model: dict(session.execute(select(model.code, model.id)).all())
        for model in (categories.Category, seasons.Season, seasons.Drop)
    }
    rows = []
    for draft in drafts:
        if not draft.texts.get("name", {}).get(brand.language, "").strip():
            raise Nameless(code=draft.code, language=autonym(brand.language))
        run = _found(runs, draft.size_run, draft)
        row = fields(draft, sizes=run.codes())
        row["size_run_id"] = run.id
        row["category_id"] = _found(ids[categories.Category], draft.category, draft)
        row["season_id"] = _found(ids[seasons.Season], draft.season, draft) if draft.season else None
        row["drop_id"] = _found(ids[seasons.Drop], draft.drop, draft) if draft.drop else None
        words = written(draft.texts, source=brand.language, held=held.get(draft.code))
        rows.append(row | {"words": words})
    return rows


def _found(known: Mapping[str, Any], named: str, draft: StyleDraft) -> Any:
    if named not in known:
        raise NoSuchReference(code=draft.code, named=named)
    return known[named]


def _follow(
    session: BrandSession,
    drafts: list[StyleDraft],
    held: list[Style],
    *,
    action: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write what hangs on the styles: colourways, SKUs, slugs, what happened."""
    write_colourways(session, list(zip(drafts, held, strict=True)))
    named = [
        Named(style.id, style.code, style.words, by_hand=draft.slugs or None)
        for draft, style in zip(drafts, held, strict=True)
    ]
    slugs.give(session, "style", named, at=at)
    for style in held:
        events.record(style, action, by=by, at=at, particulars={"code": style.code})
    changes.note(session, [style.id for style in held], at=at)
