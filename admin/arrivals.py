"""Receiving transfers: what has come from another outlet is counted in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from sqlmodel import col, select

from admin import floor, tallying
from admin.frame import found, me, now
from admin.notices import told
from admin.tallying import TallyForm
from i18n import ngettext
from inventory import receipts, tallies, transfers
from inventory.receipts import Receipt
from inventory.transfers import COMING, State, Transfer
from kernel.web.access import allows
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("arrivals", __name__, url_prefix="/floor/arrivals")
keep_to_module(bp, "transfers")
RECEIVABLE = (*COMING, State.SHORT)


@bp.get("/<uuid:transfer_id>")
@allows(Duty.RECEIVE_STOCK)
def show(transfer_id: UUID) -> Response:
    return _draw(transfer_id, tallying.fresh(), last={})


@bp.post("/<uuid:transfer_id>/tally")
@allows(Duty.RECEIVE_STOCK)
def tally(transfer_id: UUID) -> Response:
    return _answer(transfer_id)


@bp.post("/<uuid:transfer_id>/receipt")
@allows(Duty.RECEIVE_STOCK)
def receive(transfer_id: UUID) -> Response:
    """Take what is tallied into the book; more may come, unless it is said that this was all."""

    def then() -> Response:
        transfer = find(transfer_id)
        step = _step(transfer)
        receipt = receipts.receive(
            session(),
            transfer,
            counted=tallies.totals(session(), transfer, step=step),
            is_last="last" in request.form,
            key=request.form.get("part", "")[:80],
            by=me(),
            at=now(),
        )
        said = ngettext("%(num)d piece is received.", "%(num)d pieces are received.", receipt.units)
        return told(url_for(".show", transfer_id=transfer_id), said)

    return _answer(transfer_id, then=then)


def find(transfer_id: UUID) -> Transfer:
    """A transfer that has been sent to an outlet in which she receives."""
    transfer = found(session().find(Transfer, transfer_id))
    if not me().may(Duty.RECEIVE_STOCK, outlet_id=transfer.destination_id):
        abort(404)
    return transfer


def _step(transfer: Transfer) -> str:
    """Each part is tallied anew."""
    return f"receipt-{len(_receipts(transfer)) + 1}"


def _receipts(transfer: Transfer) -> list[Receipt]:
    held = select(Receipt).where(Receipt.transfer_id == transfer.id).order_by(col(Receipt.received_at))
    return list(session().exec(held).all())


def _answer(transfer_id: UUID, then: Any = None) -> Response:
    find(transfer_id)

    def keeping(units: Mapping[UUID, int], key: str) -> None:
        transfer = find(transfer_id)
        transfers.hold(session(), transfer, *RECEIVABLE)
        tallies.note(session(), transfer, step=_step(transfer), units=units, key=key, by=me(), at=now())

    def draw(form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
        return _draw(transfer_id, form, last=last, status=status)

    back = url_for(".show", transfer_id=transfer_id)
    return tallying.answer(TallyForm(request.form), keeping, draw=draw, back=back, then=then)


def _draw(transfer_id: UUID, form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
    transfer = find(transfer_id)
    lines = transfers.lines_of(session(), transfer)
    open_units = {line.sku_id: line.on_its_way + line.missing for line in lines}
    is_open = transfer.state in RECEIVABLE
    tallied = tallies.totals(session(), transfer, step=_step(transfer)) if is_open else {}
    came = {line.sku_id: line.received for line in lines}
    return tallying.drawn(
        "admin/floor/arrival.html",
        form,
        status=status,
        transfer=transfer,
        origin=floor.name_of(transfer.origin_id),
        sheet=tallying.sheet(tallied, wanted=open_units, last=last)
        if is_open
        else tallying.sheet(came, last={}),
        parts=_receipts(transfer),
        part=_step(transfer),
        is_open=is_open,
        is_short=transfer.state == State.SHORT,
        standing=transfers.STATE_NAMES[transfer.state],
        came=sum(came.values()),
    )
