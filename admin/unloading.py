"""Unloading: what a supplier announced is counted in as it comes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from sqlmodel import col, select

from admin import tallying
from admin.frame import found, me, now
from admin.notices import told
from admin.tallying import TallyForm
from i18n import ngettext
from inventory import expected, tallies
from inventory.deliveries import Delivery
from inventory.expected import ExpectedDelivery
from kernel.web.access import allows
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("unloading", __name__, url_prefix="/floor/deliveries")


@bp.get("/<uuid:expected_id>")
@allows(Duty.RECEIVE_STOCK)
def show(expected_id: UUID) -> Response:
    return _draw(expected_id, tallying.fresh(), last={})


@bp.post("/<uuid:expected_id>/tally")
@allows(Duty.RECEIVE_STOCK)
def tally(expected_id: UUID) -> Response:
    return _answer(expected_id)


@bp.post("/<uuid:expected_id>/receipt")
@allows(Duty.RECEIVE_STOCK)
def receive(expected_id: UUID) -> Response:
    """Take what is tallied into the book; more may come, unless it is said that this was all."""

    def then() -> Response:
        delivery = find(expected_id)
        counted = tallies.totals(session(), delivery, step=_step(delivery))
        expected.receive(
            session(),
            delivery,
            counted=counted,
            is_last="last" in request.form,
            key=f"{expected_id} {request.form.get('part', '')[:40]}",
            by=me(),
            at=now(),
        )
        said = ngettext("%(num)d piece is received.", "%(num)d pieces are received.", sum(counted.values()))
        return told(url_for(".show", expected_id=expected_id), said)

    return _answer(expected_id, then=then)


def find(expected_id: UUID) -> ExpectedDelivery:
    """A delivery expected at an outlet in which she receives."""
    delivery = found(session().find(ExpectedDelivery, expected_id))
    if not me().may(Duty.RECEIVE_STOCK, outlet_id=delivery.outlet_id):
        abort(404)
    return delivery


def _step(delivery: ExpectedDelivery) -> str:
    """Each part is tallied anew."""
    return f"receipt-{len(_parts(delivery)) + 1}"


def _parts(delivery: ExpectedDelivery) -> list[Delivery]:
    held = select(Delivery).where(Delivery.expected_id == delivery.id)
    return list(session().exec(held.order_by(col(Delivery.received_at))).all())


def _answer(expected_id: UUID, then: Any = None) -> Response:
    find(expected_id)

    def keeping(units: Mapping[UUID, int], key: str) -> None:
        delivery = find(expected_id)
        expected.hold(session(), delivery)
        tallies.note(session(), delivery, step=_step(delivery), units=units, key=key, by=me(), at=now())

    def draw(form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
        return _draw(expected_id, form, last=last, status=status)

    back = url_for(".show", expected_id=expected_id)
    return tallying.answer(TallyForm(request.form), keeping, draw=draw, back=back, then=then)


def _draw(expected_id: UUID, form: TallyForm, *, last: Mapping[UUID, int], status: int = 200) -> Response:
    delivery = find(expected_id)
    lines = expected.lines_of(session(), delivery)
    is_open = delivery.state in expected.OPEN
    tallied = tallies.totals(session(), delivery, step=_step(delivery)) if is_open else {}
    owed = {line.sku_id: line.outstanding for line in lines}
    came = {line.sku_id: line.received for line in lines}
    return tallying.drawn(
        "admin/floor/delivery.html",
        form,
        status=status,
        delivery=delivery,
        sheet=tallying.sheet(tallied, wanted=owed, last=last) if is_open else tallying.sheet(came, last={}),
        parts=_parts(delivery),
        part=_step(delivery),
        is_open=is_open,
        standing=expected.STATE_NAMES[delivery.state],
        came=sum(came.values()),
    )
