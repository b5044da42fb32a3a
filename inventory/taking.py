"""Taking from what can be promised: one locked look at each SKU × outlet decides, whoever else is at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from catalogue.skus import Sku
from i18n import _
from inventory import stock
from inventory.safety import kept_back
from inventory.stock import Change, Key, Kind
from kernel.db import BrandSession, Identified
from kernel.errors import Refusal
from kernel.events import Actor


@dataclass(frozen=True)
class Short:
    """What was wanted of a SKU, and how much of it is left; `outlet_id` where only that outlet was asked."""

    sku_id: UUID
    wanted: int
    left: int
    outlet_id: UUID | None = None


class NotEnough(Refusal):
    """Raised where less is left than is wanted; `short` says of what, and how much is left."""

    message = _("Of %(code)s only %(left)s can still be had. Take fewer, or choose another size.")
    short: Sequence[Short] = ()


class SoldOut(NotEnough):
    message = _("The last piece of %(code)s has just been taken. Choose another size or colour.")


def not_enough(session: BrandSession, short: Sequence[Short]) -> NotEnough:
    """Word the refusal by the first that is short."""
    first = short[0]
    code = session.exec(select(Sku.code).where(Sku.id == first.sku_id)).one()
    refusal = NotEnough(code=code, left=first.left) if first.left else SoldOut(code=code)
    refusal.short = tuple(short)
    return refusal


def take(
    session: BrandSession,
    units: Mapping[Key, int],
    *,
    quantity: str,
    kind: Kind,
    cause: Identified,
    by: Actor,
    at: datetime,
    from_the_hand: bool = False,
) -> None:
    """Take so many units by (SKU, outlet) into a quantity, or refuse all; locks in SKU order.

    What is kept back as safety stock is left alone, unless somebody takes it who has it in her hand.
    """
    if min(units.values(), default=0) < 1:
        raise ValueError("nothing, or less than nothing, can't be taken")
    levels = stock.lock(session, units)
    kept = dict.fromkeys(units, 0) if from_the_hand else kept_back(session, units)
    left = {key: max(0, stock.left(levels[key]) - kept[key]) for key in units}
    short = [
        Short(sku, n, left[sku, outlet], outlet)
        for (sku, outlet), n in units.items()
        if n > left[sku, outlet]
    ]
    if short:
        raise not_enough(session, short)
    changes = [Change(outlet_id, sku_id, n, quantity) for (sku_id, outlet_id), n in units.items()]
    stock.post(session, changes, kind=kind, cause=cause, by=by, at=at)
