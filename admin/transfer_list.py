"""The list of transfers: those that leave or reach an outlet of hers, narrowed and paged."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select
from wtforms import StringField
from wtforms.validators import Length

from admin import stock_list
from admin.frame import me
from admin.narrowing import Listed, Narrowing, read_page
from admin.wordings import said
from i18n import _
from inventory.transfers import STATE_NAMES, State, Transfer, TransferLine
from kernel.web.forms import SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet


class FilterForm(Narrowing):
    begins = {"state": "open"}

    q = StringField(_("Number"), [Length(max=80)])
    outlet = SelectField(_("Outlet"))
    state = SelectField(
        _("State"),
        choices=[("open", _("Open")), ("", _("All")), *STATE_NAMES.items()],
    )

    def offer(self) -> None:
        self.outlet.choices = stock_list.choices_or_all(Duty.SEE_STOCK)


def listed(asked: Mapping[str, Any]) -> Listed[Transfer]:
    newest = select(Transfer).where(mine(), *_narrowed(asked)).order_by(col(Transfer.number).desc())
    return read_page(newest, asked["page"])


def mine() -> ColumnElement[bool]:
    """The transfers that leave or reach an outlet which this person sees."""
    outlets = me().outlets_for(Duty.SEE_STOCK)
    if outlets is None:
        return col(Transfer.id).is_not(None)
    return or_(col(Transfer.origin_id).in_(outlets), col(Transfer.destination_id).in_(outlets))


def _narrowed(asked: Mapping[str, Any]) -> list[Any]:
    conditions: list[Any] = []
    if asked["state"] == "open":
        conditions.append(col(Transfer.state).not_in([State.CLOSED, State.CANCELLED]))
    elif asked["state"]:
        conditions.append(Transfer.state == asked["state"])
    if asked["outlet"]:
        outlet_id = UUID(asked["outlet"])
        conditions.append(or_(Transfer.origin_id == outlet_id, Transfer.destination_id == outlet_id))
    if asked["q"]:
        conditions.append(col(Transfer.reference).icontains(asked["q"].strip(), autoescape=True))
    return conditions


def units_of(ids: list[UUID]) -> dict[UUID, tuple[int, ...]]:
    """The pieces wanted, sent, received and missing, by transfer."""
    sums = (
        func.sum(part)
        for part in (TransferLine.wanted, TransferLine.sent, TransferLine.received, TransferLine.missing)
    )
    rows = select(TransferLine.transfer_id, *sums).where(col(TransferLine.transfer_id).in_(ids))
    grouped = session().exec(rows.group_by(col(TransferLine.transfer_id))).all()
    return {id: tuple(int(units) for units in some) for id, *some in grouped}


def names() -> dict[UUID, str]:
    """Every outlet of the brand by name: a transfer names both its ends."""
    rows = select(Outlet.id, Outlet.code, Outlet.words).order_by(col(Outlet.code))
    return {id: str(said(words, otherwise=code)) for id, code, words in session().exec(rows)}
