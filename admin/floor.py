"""The floor: what a store's own staff do with goods, in their outlet and nowhere else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlmodel import col, func, or_, select

from admin import stock_list
from admin.frame import found, me, to
from admin.named_skus import columns, read
from admin.style_list import wanted
from admin.wordings import said
from catalogue.skus import Sku
from inventory import expected, stock_takes, transfers
from inventory.expected import ExpectedDelivery, ExpectedLine
from inventory.stock import Level, promise
from inventory.stock_takes import StockTake
from inventory.transfers import Transfer, TransferLine
from kernel.web.access import allows
from kernel.web.htmx import fragment
from kernel.web.modules import on
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

bp = Blueprint("floor", __name__, url_prefix="/floor")
FOUND = 20
SHOWN = 60


@bp.get("/")
@allows(Duty.RECEIVE_STOCK)
def index() -> Response | str:
    """Lead to her own outlet, or let whoever looks after several choose."""
    mine = stock_list.outlets(Duty.RECEIVE_STOCK)
    if len(mine) == 1:
        return to(url_for(".show", outlet_id=next(iter(mine))))
    return render_template("admin/floor/index.html", outlets=mine)


@bp.get("/<uuid:outlet_id>")
@allows(Duty.RECEIVE_STOCK)
def show(outlet_id: UUID) -> str:
    """What is coming in, what is to be picked, and what is being counted."""
    outlet = here(outlet_id, Duty.RECEIVE_STOCK)
    moving = _transfers(outlet_id) if "transfers" in on() else []
    return render_template(
        "admin/floor/show.html",
        outlet=outlet,
        name=said(outlet.words, otherwise=outlet.code),
        several=len(stock_list.outlets(Duty.RECEIVE_STOCK)) > 1,
        coming=[row for row in moving if row["transfer"].destination_id == outlet_id],
        leaving=[row for row in moving if row["transfer"].origin_id == outlet_id],
        states=transfers.STATE_NAMES,
        deliveries=_deliveries(outlet_id),
        counts=_counts(outlet_id) if "stock-takes" in on() else [],
        scopes=stock_takes.SCOPE_NAMES,
        may=lambda duty: me().may(duty, outlet_id=outlet_id),
    )


@bp.get("/<uuid:outlet_id>/look-up")
@allows(Duty.RECEIVE_STOCK)
def look_up(outlet_id: UUID) -> Response:
    """A SKU by barcode, code or name: what of it is here and, where she may know, elsewhere."""
    outlet = here(outlet_id, Duty.RECEIVE_STOCK)
    text = request.args.get("q", "").strip()[:120]
    return fragment(
        "admin/floor/look_up.html",
        "found",
        outlet=outlet,
        name=said(outlet.words, otherwise=outlet.code),
        q=text,
        rows=_found(text, outlet_id) if text else [],
        most=FOUND,
        sees_others=me().may(Duty.SEE_OTHER_STOCK, outlet_id=outlet_id),
    )


def here(outlet_id: UUID, duty: Duty) -> Outlet:
    """An outlet in which she holds the duty; any other is not there."""
    if not me().may(duty, outlet_id=outlet_id):
        abort(404)
    return found(session().find(Outlet, outlet_id))


def name_of(outlet_id: UUID) -> Any:
    """Name an outlet that her own has to do with."""
    outlet = session().get_one(Outlet, (session().brand, outlet_id))
    return said(outlet.words, otherwise=outlet.code)


def _transfers(outlet_id: UUID) -> list[dict[str, Any]]:
    """What is on its way to this outlet, missing there, or to be picked and sent from it."""
    coming = (Transfer.destination_id == outlet_id) & col(Transfer.state).in_(
        [*transfers.COMING, transfers.State.SHORT]
    )
    leaving = (Transfer.origin_id == outlet_id) & col(Transfer.state).in_(
        [transfers.State.RELEASED, transfers.State.PICKED]
    )
    rows = select(Transfer).where(or_(coming, leaving))
    held = session().exec(rows.order_by(col(Transfer.due_on), col(Transfer.number)).limit(SHOWN)).all()
    units = _units(held)
    return [{"transfer": one, "units": units.get(one.id, 0), "other": _other(one, outlet_id)} for one in held]


def _other(transfer: Transfer, outlet_id: UUID) -> Any:
    return name_of(transfer.origin_id if transfer.destination_id == outlet_id else transfer.destination_id)


def _units(held: Sequence[Transfer]) -> dict[UUID, int]:
    """The pieces to be picked or, once sent, still to come."""
    line = TransferLine
    open_units = col(line.sent) + col(line.surplus) - col(line.received) - col(line.returned)
    pieces = func.sum(open_units - col(line.written_off)), func.sum(line.released), func.sum(line.picked)
    summed = select(line.transfer_id, *pieces).where(col(line.transfer_id).in_([one.id for one in held]))
    states = {one.id: one.state for one in held}
    picks = {transfers.State.RELEASED: 1, transfers.State.PICKED: 2}
    rows = session().exec(summed.group_by(col(line.transfer_id))).all()
    return {id: int(units[picks.get(states[id], 0)]) for id, *units in rows}


def _deliveries(outlet_id: UUID) -> list[tuple[ExpectedDelivery, int]]:
    """What suppliers still owe this outlet, soonest first."""
    owed = func.sum(col(ExpectedLine.expected) - col(ExpectedLine.received))
    rows = select(ExpectedDelivery, owed).join(
        ExpectedLine, col(ExpectedLine.expected_delivery_id) == ExpectedDelivery.id
    )
    held = rows.where(ExpectedDelivery.outlet_id == outlet_id, col(ExpectedDelivery.state).in_(expected.OPEN))
    grouped = held.group_by(*ExpectedDelivery.__table__.columns).order_by(ExpectedDelivery.due_on)
    return [(one, max(0, int(units))) for one, units in session().exec(grouped.limit(SHOWN)).all()]


def _counts(outlet_id: UUID) -> Sequence[StockTake]:
    held = select(StockTake).where(
        StockTake.outlet_id == outlet_id, StockTake.state == stock_takes.State.COUNTING
    )
    return session().exec(held.order_by(col(StockTake.opened_at))).all()


def _found(text: str, outlet_id: UUID) -> list[dict[str, Any]]:
    exact = columns().where(or_(Sku.code == text, Sku.gtin == text.zfill(13)))
    rows = (
        session().exec(exact).all()
        or session().exec(columns().where(*wanted({"q": text})).limit(FOUND)).all()
    )
    skus = [read(row) for row in rows]
    levels = _levels([sku.id for sku in skus])
    names = _names({level.outlet_id for some in levels.values() for level in some})
    return [
        {
            "sku": sku,
            "here": next((one for one in levels.get(sku.id, []) if one.outlet_id == outlet_id), None),
            "elsewhere": _elsewhere(levels.get(sku.id, []), names, outlet_id),
        }
        for sku in skus
    ]


def _levels(sku_ids: list[UUID]) -> dict[UUID, list[Any]]:
    """What is promisable, on its way and due of these SKUs, in every outlet."""
    columns_of: Any = (Level.outlet_id, Level.sku_id, Level.on_hand, Level.in_transit, Level.due)
    rows = select(*columns_of, promise().label("free")).where(col(Level.sku_id).in_(sku_ids))
    by_sku: dict[UUID, list[Any]] = {}
    for row in session().execute(rows):
        by_sku.setdefault(row.sku_id, []).append(row)
    return by_sku


def _elsewhere(levels: list[Any], names: dict[UUID, Any], outlet_id: UUID) -> list[tuple[Any, int]]:
    """Other outlets that can promise a piece, those with most first; only for those who may know."""
    if not me().may(Duty.SEE_OTHER_STOCK, outlet_id=outlet_id):
        return []
    others = [
        (names[one.outlet_id], one.free) for one in levels if one.outlet_id != outlet_id and one.free > 0
    ]
    return sorted(others, key=lambda pair: (-pair[1], str(pair[0])))


def _names(outlet_ids: set[UUID]) -> dict[UUID, Any]:
    rows = select(Outlet.id, Outlet.code, Outlet.words).where(col(Outlet.id).in_(outlet_ids))
    return {id: said(words, otherwise=code) for id, code, words in session().exec(rows)}
