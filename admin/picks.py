"""Picking and sending: what was released is found on the shelf, packed and handed over."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import floor, tallying
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.tallying import TallyForm
from i18n import _
from inventory import dispatches, tallies, transfers
from inventory.dispatches import Dispatch
from inventory.transfers import State, Transfer
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("picks", __name__, url_prefix="/floor/picks")
keep_to_module(bp, "transfers")
STEP = "pick"


class NotToBePicked(Refusal):
    message = _("That is not on transfer %(reference)s. Put it back on the shelf.")


class DispatchForm(Form):
    carrier = StringField(_("Carrier"), [Length(max=80)])
    tracking = StringField(_("Tracking number"), [Length(max=120)])
    parcels = IntegerField(_("Parcels"), [InputRequired(), NumberRange(1, 10_000)], default=1)
    weight = IntegerField(_("Weight in grams"), [Optional(), NumberRange(1, 100_000_000)])


@bp.get("/<uuid:transfer_id>")
@allows(Duty.SEND_STOCK)
def show(transfer_id: UUID) -> Response:
    transfer = find(transfer_id)
    if transfer.state == State.RELEASED:
        return _draw(transfer_id, tallying.fresh(), last={})
    return make_response(_draw_dispatch(transfer, DispatchForm()))


@bp.post("/<uuid:transfer_id>/tally")
@allows(Duty.SEND_STOCK)
def tally(transfer_id: UUID) -> Response:
    return _answer(transfer_id)


@bp.post("/<uuid:transfer_id>/pick")
@allows(Duty.SEND_STOCK)
def pick(transfer_id: UUID) -> Response:
    """Say that this is all that was found."""

    def then() -> Response:
        transfer = find(transfer_id)
        picked = tallies.totals(session(), transfer, step=STEP)
        gone = "gone" in request.form
        dispatches.pick(session(), transfer, found=picked, gone=gone, by=me(), at=now())
        return told(url_for(".show", transfer_id=transfer_id), _("Picked. Now pack it and hand it over."))

    return _answer(transfer_id, then=then)


@bp.post("/<uuid:transfer_id>/dispatch")
@allows(Duty.SEND_STOCK)
def dispatch(transfer_id: UUID) -> Response:
    """Hand it over: from now on it is on its way."""
    transfer = find(transfer_id)
    form = DispatchForm(request.form)
    if form.validate():
        with refusing(form):
            dispatches.dispatch(
                session(),
                transfer,
                carrier=form.carrier.data.strip(),
                tracking=form.tracking.data.strip(),
                parcels=form.parcels.data or 1,
                weight=form.weight.data,
                by=me(),
                at=now(),
            )
            return told(url_for(".show", transfer_id=transfer_id), _("It is on its way."))
    return make_response(_draw_dispatch(find(transfer_id), form), 422)


def find(transfer_id: UUID) -> Transfer:
    """A transfer that leaves an outlet in which she sends."""
    transfer = found(session().find(Transfer, transfer_id))
    if not me().may(Duty.SEND_STOCK, outlet_id=transfer.origin_id):
        abort(404)
    return transfer


def _answer(transfer_id: UUID, then: Any = None) -> Response:
    find(transfer_id)

    def keeping(units: Mapping[UUID, int], key: str) -> None:
        transfer = find(transfer_id)
        transfers.hold(session(), transfer, State.RELEASED)
        if not set(units) <= {
            line.sku_id for line in transfers.lines_of(session(), transfer) if line.released
        }:
            raise NotToBePicked(reference=transfer.reference)
        tallies.note(session(), transfer, step=STEP, units=units, key=key, by=me(), at=now())

    def draw(form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
        return _draw(transfer_id, form, last=last, status=status)

    back = url_for(".show", transfer_id=transfer_id)
    return tallying.answer(TallyForm(request.form), keeping, draw=draw, back=back, then=then)


def _draw(transfer_id: UUID, form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
    transfer = find(transfer_id)
    lines = transfers.lines_of(session(), transfer)
    tallied = tallies.totals(session(), transfer, step=STEP)
    wanted = {line.sku_id: line.released for line in lines}
    return tallying.drawn(
        "admin/floor/pick.html",
        form,
        status=status,
        transfer=transfer,
        destination=floor.name_of(transfer.destination_id),
        sheet=tallying.sheet(tallied, wanted=wanted, last=last),
        is_open=transfer.state == State.RELEASED,
        standing=transfers.STATE_NAMES[transfer.state],
    )


def _draw_dispatch(transfer: Transfer, form: DispatchForm) -> str:
    sent = select(Dispatch).where(Dispatch.transfer_id == transfer.id).order_by(col(Dispatch.dispatched_at))
    lines = transfers.lines_of(session(), transfer)
    picked = {line.sku_id: line.picked for line in lines if line.picked}
    return render_template(
        "admin/floor/dispatch.html",
        transfer=transfer,
        destination=floor.name_of(transfer.destination_id),
        sheet=tallying.sheet(picked, last={}),
        standing=transfers.STATE_NAMES[transfer.state],
        is_open=transfer.state == State.PICKED,
        sent=session().exec(sent).first(),
        form=form,
    )
