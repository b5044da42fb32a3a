"""Releases: a transfer's pieces committed at its origin, so that they can be picked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from i18n import _
from inventory import stock, transfers
from inventory.stock import Change, Kind
from inventory.transfers import EDITABLE, State, Transfer, TransferLine
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record


class NotEnough(Refusal):
    """Raised where the origin can't promise what is to be released."""

    message = _(
        "Only %(there)s of %(code)s can be promised there, %(wanted)s are wanted. "
        "Take fewer, or release what there is."
    )


class NothingThere(Refusal):
    message = _("Nothing of transfer %(reference)s can be promised where it should come from. Cancel it.")


def release(
    session: BrandSession, transfer: Transfer, *, by: Actor, at: datetime, fewer: bool = False
) -> int:
    """Commit the pieces at the origin, to be picked; return how many could not be had.

    With `fewer` what there is goes; else one piece too few refuses it all.
    """
    return release_all(session, [transfer], by=by, at=at, fewer=fewer)


def release_all(
    session: BrandSession, asked: Sequence[Transfer], *, by: Actor, at: datetime, fewer: bool = False
) -> int:
    """Release many in the order given: the first gets what there is, and locks are taken once for all."""
    for transfer in sorted(asked, key=lambda each: each.id):
        transfers.hold(session, transfer, *EDITABLE)
    lines = transfers.lines_by_transfer(session, asked)
    keys = {(line.sku_id, transfer.origin_id) for transfer in asked for line in lines[transfer.id]}
    there = {key: stock.left(units) for key, units in stock.lock(session, keys).items()}
    lacking = 0
    for transfer in asked:
        lacking += _release(session, transfer, lines[transfer.id], there, fewer=fewer, by=by, at=at)
    return lacking


def _release(
    session: BrandSession,
    transfer: Transfer,
    lines: Iterable[TransferLine],
    there: dict[stock.Key, int],
    *,
    fewer: bool,
    by: Actor,
    at: datetime,
) -> int:
    changes, lacking = [], 0
    for line in lines:
        key = line.sku_id, transfer.origin_id
        line.released = min(line.wanted, max(0, there[key]))
        if line.released < line.wanted and not fewer:
            raise NotEnough(
                code=transfers.code_of(session, line.sku_id), there=line.released, wanted=line.wanted
            )
        lacking += line.wanted - line.released
        there[key] -= line.released
        changes.append(Change(transfer.origin_id, line.sku_id, line.released, "committed"))
        session.add(line)
    if not any(change.units for change in changes):
        raise NothingThere(reference=transfer.reference)
    stock.post(session, changes, kind=Kind.COMMITTED, cause=transfer, by=by, at=at)
    transfers.turn(session, transfer, State.RELEASED)
    record(transfer, "released", by=by, at=at, particulars={"lacking": lacking})
    return lacking
