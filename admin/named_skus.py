"""SKUs as a person names them: style, colour and size, with code and barcode beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n.words import Wording
from kernel.web.transactions import session

AT_ONCE = 400


@dataclass(frozen=True)
class NamedSku:
    id: UUID
    style_id: UUID
    code: str
    gtin: str | None
    name: Wording
    colour: Wording
    size: str


def columns() -> Any:
    """The select that `named` reads; narrow it as need be."""
    parts: Any = (Sku, Style.words, Style.code, Colourway.words, Colourway.code)
    rows = select(*parts)
    joined = rows.join(Style, col(Style.id) == Sku.style_id)
    joined = joined.join(Colourway, col(Colourway.id) == Sku.colourway_id)
    return joined.order_by(Style.code, col(Colourway.position), col(Sku.position), col(Sku.code))


def named(sku_ids: Iterable[UUID]) -> dict[UUID, NamedSku]:
    """Name these SKUs, in the order in which they hang: by style, colour and size."""
    wanted = list(sku_ids)
    rows = [
        row
        for start in range(0, len(wanted), AT_ONCE)
        for row in session().exec(columns().where(col(Sku.id).in_(wanted[start : start + AT_ONCE]))).all()
    ]
    if len(wanted) > AT_ONCE:
        rows.sort(key=lambda row: (row[2], row[4], row[0].position, row[0].code))
    return {row[0].id: read(row) for row in rows}


def read(row: Any) -> NamedSku:
    sku, words, code, way, way_code = row
    return NamedSku(
        id=sku.id,
        style_id=sku.style_id,
        code=sku.code,
        gtin=sku.gtin,
        name=said(words, otherwise=code),
        colour=said(way, otherwise=way_code),
        size=sku.size,
    )
