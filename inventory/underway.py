"""What is under way, proved: transfers and expected deliveries against the ledger's own figures."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import case, col, func, select

from inventory import expected
from inventory.expected import ExpectedDelivery, ExpectedLine
from inventory.levels import Movement
from inventory.obligations import Unexplained
from inventory.transfers import State, Transfer, TransferLine
from kernel.db import BrandSession


def astray(session: BrandSession) -> list[Unexplained]:
    """Find what is committed, in transit or due by the ledger and on no paper, or the other way round."""
    documents = {
        ("committed", ("transfer", "dispatch")): _committed(),
        ("in_transit", ("dispatch", "receipt", "transfer")): _on_its_way(),
        ("due", ("expected_delivery", "delivery")): _owed(),
    }
    return [
        each
        for (quantity, causes), rows in documents.items()
        for each in _differing(session, quantity, causes, rows)
    ]


def _committed() -> Any:
    line = TransferLine
    kept = case((Transfer.state == State.PICKED, line.picked), else_=line.released)
    rows = select(line.sku_id, Transfer.origin_id, func.sum(kept)).join(
        Transfer, col(Transfer.id) == line.transfer_id
    )
    open_ones = rows.where(col(Transfer.state).in_([State.RELEASED, State.PICKED]))
    return open_ones.group_by(col(line.sku_id), col(Transfer.origin_id))


def _on_its_way() -> Any:
    line = TransferLine
    settled = line.received + line.missing + line.returned + line.written_off
    rows = select(line.sku_id, Transfer.destination_id, func.sum(line.sent + line.surplus - settled))
    return rows.join(Transfer, col(Transfer.id) == line.transfer_id).group_by(
        col(line.sku_id), col(Transfer.destination_id)
    )


def _owed() -> Any:
    line = ExpectedLine
    owed = case((col(line.expected) > line.received, line.expected - line.received), else_=0)
    rows = select(line.sku_id, ExpectedDelivery.outlet_id, func.sum(owed)).join(
        ExpectedDelivery, col(ExpectedDelivery.id) == line.expected_delivery_id
    )
    open_ones = rows.where(col(ExpectedDelivery.state).in_(expected.OPEN))
    return open_ones.group_by(col(line.sku_id), col(ExpectedDelivery.outlet_id))


def _differing(
    session: BrandSession, quantity: str, causes: tuple[str, ...], rows: Any
) -> Iterator[Unexplained]:
    moved: Any = select(Movement.sku_id, Movement.outlet_id, func.sum(Movement.units)).where(
        Movement.quantity == quantity, col(Movement.cause).in_(causes)
    )
    sums = session.execute(moved.group_by(Movement.sku_id, Movement.outlet_id))
    movements = {(sku_id, outlet_id): int(units) for sku_id, outlet_id, units in sums}
    documents = {(sku_id, outlet_id): int(units) for sku_id, outlet_id, units in session.execute(rows)}
    for key in sorted(movements.keys() | documents.keys()):
        if movements.get(key, 0) != documents.get(key, 0):
            yield Unexplained(key[1], key[0], quantity, movements.get(key, 0), documents.get(key, 0))
