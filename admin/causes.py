"""What movements come from, in words, with the page that tells more to whoever may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import col, select

from admin.frame import me
from i18n import Message, _
from inventory.dispatches import Dispatch
from inventory.levels import Kind
from inventory.receipts import Receipt
from kernel.web.modules import on
from kernel.web.transactions import session
from tenancy.duties import Duty

KINDS: dict[str, Message] = {
    Kind.OPENING: _("Opening count"),
    Kind.EXPECTED: _("Expected"),
    Kind.RECEIVED: _("Delivery"),
    Kind.SOLD: _("Sold"),
    Kind.RETURNED: _("Returned"),
    Kind.RESERVED: _("Reserved"),
    Kind.RELEASED: _("Given back"),
    Kind.COMMITTED: _("Promised"),
    Kind.CANCELLED: _("Promise taken back"),
    Kind.DISPATCHED: _("Dispatched"),
    Kind.HELD: _("Set aside"),
    Kind.LET_GO: _("Let go"),
    Kind.QUARANTINED: _("Barred from sale"),
    Kind.RESTORED: _("Back on sale"),
    Kind.DISPOSED: _("Disposed of"),
    Kind.TRANSFER_OUT: _("Sent to another outlet"),
    Kind.TRANSFER_IN: _("Come from another outlet"),
    Kind.SHORTFALL: _("Missing on arrival"),
    Kind.COUNTED: _("Stock take"),
    Kind.ADJUSTED: _("Put right"),
    Kind.DIFFERENCE: _("Difference"),
}

REASONS: dict[str, Message] = {
    "found": _("Found"),
    "lost": _("Lost"),
    "damaged": _("Damaged"),
    "miscounted": _("Counted wrongly"),
    "sample": _("Taken as a sample"),
    "stained": _("Stained"),
    "faulty": _("Faulty"),
    "returned": _("Returned, to be looked at"),
    "recalled": _("Called back"),
    "released": _("Given back by the shopper"),
    "expired": _("Time was up"),
    "let_go": _("Let go"),
    "sold": _("Sold"),
    "rerouted": _("Promised from another outlet"),
    "not-found": _("Not found"),
    "not-delivered": _("Not delivered"),
}

QUANTITIES: dict[str, Message] = {
    "on_hand": _("On hand"),
    "reserved": _("Reserved"),
    "committed": _("Committed"),
    "held": _("Held"),
    "quarantined": _("In quarantine"),
    "in_transit": _("In transit"),
    "due": _("Due"),
}


@dataclass(frozen=True)
class Page:
    """Where a cause is told, and who may look there while which module is on."""

    endpoint: str
    argument: str
    duty: Duty
    module: str | None = None


PAGES = {
    "transfer": Page("admin.transfers.show", "transfer_id", Duty.SEE_STOCK, "transfers"),
    "stock_take": Page("admin.stock_takes.show", "take_id", Duty.APPROVE_COUNTS, "stock-takes"),
    "expected_delivery": Page("admin.expected.show", "expected_id", Duty.RECEIVE_STOCK),
}
OF_TRANSFERS: dict[str, Any] = {"dispatch": Dispatch, "receipt": Receipt}


def addresses(causes: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """The pages that tell more of these causes, of those that have one this person may open."""
    asked = list(causes)
    found = {id: (name, id) for name, id in asked}
    for name, model in OF_TRANSFERS.items():
        of = [id for cause, id in asked if cause == name]
        rows = session().exec(select(model.id, model.transfer_id).where(col(model.id).in_(of))) if of else ()
        found |= {id: ("transfer", transfer_id) for id, transfer_id in rows}
    return {id: address for id, end in found.items() if (address := _address(*end))}


def _address(cause: str, id: UUID) -> str | None:
    page = PAGES.get(cause)
    if page is None or not me().may(page.duty) or (page.module and page.module not in on()):
        return None
    named: dict[str, Any] = {page.argument: id}
    return url_for(page.endpoint, **named)
