"""A shelf with goods on it, and the words to say what of them is where."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from inventory import deliveries
from inventory.releases import release
from inventory.stock import Level
from inventory.transfer_drafts import draft
from inventory.transfers import Transfer, lines_of
from kernel.db import BrandSession
from kernel.events import CLOCK
from tests.inventory.shelf import NOON, Shelf


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def stock_up(session: BrandSession, shelf: Shelf, outlet_id: UUID, **units: int) -> None:
    levels = [(outlet_id, shelf.skus[size], count) for size, count in units.items()]
    deliveries.count_in(session, levels, reference=f"opening-{outlet_id}", by=CLOCK, at=later(-60))


def standing(session: BrandSession, outlet_id: UUID, sku_id: UUID) -> dict[str, int]:
    """What a level says, without its noughts."""
    session.flush()
    names = ("on_hand", "reserved", "committed", "held", "quarantined", "in_transit", "due")
    columns = select(*(getattr(Level, name) for name in names))
    row = session.execute(columns.where(Level.outlet_id == outlet_id, Level.sku_id == sku_id)).first()
    return {name: units for name, units in zip(names, row or (0,) * 7, strict=True) if units}


def to_store(session: BrandSession, shelf: Shelf, **units: int) -> Transfer:
    """Draft a transfer from the warehouse to the store."""
    wanted = {shelf.skus[size]: count for size, count in units.items()}
    return draft(
        session,
        origin_id=shelf.warehouse_id,
        destination_id=shelf.store_id,
        units=wanted,
        by=CLOCK,
        at=NOON,
    )


def released(session: BrandSession, shelf: Shelf, **units: int) -> Transfer:
    transfer = to_store(session, shelf, **units)
    release(session, transfer, by=CLOCK, at=NOON)
    return transfer


def by_size(shelf: Shelf, **units: int) -> dict[UUID, int]:
    return {shelf.skus[size]: count for size, count in units.items()}


def missing(session: BrandSession, transfers: Iterable[Transfer]) -> int:
    return sum(line.missing for transfer in transfers for line in lines_of(session, transfer))
