"""What goes along with the goods: for whoever packs, carries and, across a border, clears them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from inventory import transfers
from inventory.transfers import Transfer, TransferLine
from inventory.worth import worth
from kernel.db import BrandSession
from tenancy.outlets import Outlet


@dataclass(frozen=True)
class PaperLine:
    """One SKU as the papers name it; value and weight (in grams) are one piece's, where they are known."""

    code: str
    gtin: str | None
    size: str
    style: str
    style_words: Mapping[str, Any]
    colour_words: Mapping[str, Any]
    colour: str
    composition: list
    hs_code: str
    origin: str
    weight: int | None
    units: int
    value: int | None

    @property
    def total(self) -> int | None:
        return None if self.value is None else self.value * self.units


@dataclass(frozen=True)
class Paper:
    """A transfer's papers: from where to where, of what, and what that is worth in the sender's currency."""

    origin: Outlet
    destination: Outlet
    currency: str
    lines: list[PaperLine]

    @property
    def crosses_a_border(self) -> bool:
        return self.origin.country != self.destination.country

    @property
    def units(self) -> int:
        return sum(line.units for line in self.lines)

    @property
    def value(self) -> int:
        return sum(line.total or 0 for line in self.lines)

    @property
    def weight(self) -> int:
        return sum((line.weight or 0) * line.units for line in self.lines)

    @property
    def lacking(self) -> list[str]:
        """The codes of what a customs officer would ask about."""
        return [line.code for line in self.lines if not (line.hs_code and line.origin and line.value)]


def paper(session: BrandSession, transfer: Transfer, *, at: datetime) -> Paper:
    """Gather what the papers say, of what is to go or, once it has left, of what went."""
    rows = select(TransferLine, Sku, Style, Colourway).join(Sku, col(Sku.id) == TransferLine.sku_id)
    rows = rows.join(Style, col(Style.id) == Sku.style_id).join(
        Colourway, col(Colourway.id) == Sku.colourway_id
    )
    ordered = rows.where(TransferLine.transfer_id == transfer.id).order_by(
        Style.code, col(Colourway.position), col(Sku.position)
    )
    found = session.exec(ordered).all()
    known = _worth(session, transfer, {style.id for _line, _sku, style, _way in found}, at=at)
    lines = [_line(transfer, *row, known) for row in found]
    return Paper(
        session.get_one(Outlet, (session.brand, transfer.origin_id)),
        session.get_one(Outlet, (session.brand, transfer.destination_id)),
        transfer.currency,
        [line for line in lines if line.units],
    )


def _line(
    transfer: Transfer,
    line: TransferLine,
    sku: Sku,
    style: Style,
    way: Colourway,
    known: Mapping[UUID, int],
) -> PaperLine:
    return PaperLine(
        code=sku.code,
        gtin=sku.gtin,
        size=sku.size,
        style=style.code,
        style_words=style.words,
        colour_words=way.words,
        colour=way.code,
        composition=style.composition,
        hs_code=style.hs_code,
        origin=style.origin,
        weight=style.weight,
        units=transfers.going(transfer, line),
        value=known.get(style.id) if line.value is None else line.value,
    )


def keep_values(
    session: BrandSession, transfer: Transfer, lines: Iterable[TransferLine], *, at: datetime
) -> None:
    """Fix what each piece is worth as it leaves, so that the papers never change afterwards."""
    held = list(lines)
    skus = select(Sku.id, Sku.style_id).where(col(Sku.id).in_([line.sku_id for line in held]))
    styles = dict(session.exec(skus).all())
    known = _worth(session, transfer, set(styles.values()), at=at)
    for line in held:
        line.value = known.get(styles[line.sku_id])


def _worth(
    session: BrandSession, transfer: Transfer, style_ids: Iterable[UUID], *, at: datetime
) -> dict[UUID, int]:
    return worth(session, style_ids, outlet_id=transfer.origin_id, currency=transfer.currency, at=at)
