"""How colourways and SKUs come into the book with the styles they belong to."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from catalogue import gtins
from catalogue.skus import Sku, next_internal
from catalogue.style_drafts import NEW_GTIN, ColourwayDraft, StyleDraft, sku_code, sku_gtin
from catalogue.styles import Colourway, Style
from i18n import _
from i18n.words import Words, written
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.ids import new_id
from tenancy.brands import Brand

Pair = tuple[StyleDraft, Style]


class SkuTaken(Refusal):
    message = _("The SKU code %(code)s is taken by another style. Choose another.")


class GtinTaken(Refusal):
    message = _("The GTIN %(gtin)s of %(code)s is already on another SKU. A number stands for one SKU only.")


def write_colourways(session: BrandSession, pairs: Sequence[Pair]) -> None:
    """Add the colourways and SKUs that the styles lack, and change those that they have."""
    source = session.get_one(Brand, session.brand).language
    session.flush()  # new styles first: what follows refers to them
    held = _held(session, [style.id for _draft, style in pairs])
    keys: dict[tuple[UUID, str], UUID] = {key: row_id for key, (row_id, _row) in held.items()}
    added, skus = [], []
    for draft, style in pairs:
        for position, colourway in enumerate(draft.colourways):
            standing = held.get((style.id, colourway.code))
            columns = _columns(colourway, position, source, standing[1]["words"] if standing else {})
            if standing:
                _change(session, standing, columns)
            else:
                keys[style.id, colourway.code] = new_id()
                added.append({"id": keys[style.id, colourway.code], "style_id": style.id, **columns})
            skus.extend(_sku_rows(draft, colourway, style, keys[style.id, colourway.code]))
    session.insert_many(Colourway, added)
    _write_skus(session, skus)


def _columns(colourway: ColourwayDraft, position: int, source: str, held: Words) -> dict[str, Any]:
    return {
        "code": colourway.code,
        "position": position,
        "words": written(colourway.texts, source=source, held=held),
        "family": colourway.family,
        "cloth": dict(colourway.cloth),
    }


def _held(
    session: BrandSession, style_ids: list[UUID]
) -> dict[tuple[UUID, str], tuple[UUID, dict[str, Any]]]:
    found: dict[tuple[UUID, str], tuple[UUID, dict[str, Any]]] = {}
    for start in range(0, len(style_ids), 1000):
        some = select(Colourway).where(Colourway.style_id.in_(style_ids[start : start + 1000]))
        for way in session.scalars(some):
            row = {name: getattr(way, name) for name in ("code", "position", "words", "family", "cloth")}
            found[way.style_id, way.code] = (way.id, row)
    return found


def _change(session: BrandSession, held: tuple[UUID, dict[str, Any]], columns: dict[str, Any]) -> None:
    row_id, row = held
    if row != columns:
        session.execute(update(Colourway).where(Colourway.id == row_id).values(**columns))


def _sku_rows(
    draft: StyleDraft, colourway: ColourwayDraft, style: Style, colourway_id: UUID
) -> Iterable[dict[str, Any]]:
    for position, sku in enumerate(colourway.skus):
        yield {
            "code": sku_code(draft, colourway, sku),
            "style_id": style.id,
            "colourway_id": colourway_id,
            "size": sku.size,
            "position": position,
            "gtin": sku_gtin(sku),
            "wants_gtin": sku.gtin == NEW_GTIN,
        }


def _write_skus(session: BrandSession, rows: list[dict[str, Any]]) -> None:
    """Insert what is new and change what is there; a code or a number stands for one SKU only."""
    owners, numbered, here = _known(session, rows)
    number = next_internal(session) if any(row["wants_gtin"] for row in rows) else 0
    added = []
    for row in rows:
        place = (row["colourway_id"], row["size"])
        if owners.setdefault(row["code"], place) != place:
            raise SkuTaken(code=row["code"])
        if row["gtin"] and numbered.setdefault(row["gtin"], place) != place:
            raise GtinTaken(gtin=row["gtin"], code=row["code"])
        if row.pop("wants_gtin") and not here.get(place):
            row["gtin"], number = gtins.internal(number), number + 1
        if place in here:
            _change_sku(session, row, gtin=row["gtin"] or here[place])
        else:
            added.append(row)
    session.insert_many(Sku, added)


def _change_sku(session: BrandSession, row: dict[str, Any], *, gtin: str | None) -> None:
    mine = update(Sku).where(Sku.colourway_id == row["colourway_id"], Sku.size == row["size"])
    session.execute(mine.values(code=row["code"], position=row["position"], gtin=gtin))


Place = tuple[UUID, str]


def _known(
    session: BrandSession, rows: list[dict[str, Any]]
) -> tuple[dict[str, Place], dict[str, Place], dict[Place, str | None]]:
    """Where each code and number wanted already stands, and what the colourways have."""
    owners: dict[str, Place] = {}
    numbered: dict[str, Place] = {}
    here: dict[Place, str | None] = {}
    for column, values in (
        (Sku.code, {row["code"] for row in rows}),
        (Sku.gtin, {row["gtin"] for row in rows if row["gtin"]}),
        (Sku.colourway_id, {row["colourway_id"] for row in rows}),
    ):
        wanted = sorted(values)
        for start in range(0, len(wanted), 1000):
            some = select(Sku.code, Sku.gtin, Sku.colourway_id, Sku.size)
            for sku in session.execute(some.where(column.in_(wanted[start : start + 1000]))):
                place = (sku.colourway_id, sku.size)
                owners[sku.code], here[place] = place, sku.gtin
                if sku.gtin:
                    numbered[sku.gtin] = place
    return owners, numbered, here
