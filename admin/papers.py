"""A transfer's papers, to be printed: the packing list and, across a border, the proforma invoice."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from sqlmodel import select

from admin import transfers
from admin.frame import brand, now, speak_for
from admin.wardrobe import named as named_part
from admin.wordings import said
from catalogue import fibres
from i18n import current_language, languages
from i18n.addresses import Address, format_address
from i18n.money import Money
from i18n.web import list_of, money, percent
from inventory import papers
from inventory.dispatches import Dispatch
from kernel.web.access import allows
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

bp = Blueprint("papers", __name__, url_prefix="/transfers")
keep_to_module(bp, "transfers")


@bp.get("/<uuid:transfer_id>/papers")
@allows(Duty.SEE_STOCK)
def show(transfer_id: UUID) -> str:
    """Written in the reader's language, or in the one that customs ask for."""
    transfer = transfers.find(transfer_id)
    if request.args.get("language") in languages.STAFF_LANGUAGES:
        speak_for(request.args["language"])
    sent = select(Dispatch).where(Dispatch.transfer_id == transfer.id)
    return render_template(
        "admin/transfers/papers.html",
        transfer=transfer,
        paper=papers.paper(session(), transfer, at=now()),
        sent=session().exec(sent).first(),
        house=brand(),
        on=now(),
        say=said,
        worth=_worth,
        made_of=_made_of,
        address_of=_address,
        others=[tag for tag in languages.STAFF_LANGUAGES if tag != current_language()],
    )


def _worth(units: int | None, currency: str) -> str:
    return "–" if units is None else money(Money(units, currency), "code")


def _made_of(composition: list[dict[str, Any]]) -> str:
    """The shell's fibres with their shares, as customs ask for them."""
    shell = next(iter(fibres.parts_of(composition)), None)
    if shell is None:
        return ""
    return list_of(
        [
            f"{percent(int(share * 100), 0)} {named_part(fibre, fibres.NAMES)}"
            for fibre, share in shell.fibres.items()
        ],
        "unit",
    )


def _address(outlet: Outlet) -> list[str]:
    """The postal address in Latin letters where it is known so: a carrier abroad reads them."""
    latin = outlet.latin or {}
    address = Address(
        country=outlet.country,
        region=latin.get("region") or outlet.region,
        city=latin.get("city") or outlet.city,
        district=latin.get("district") or outlet.district,
        lines=tuple(latin.get("lines") or outlet.lines),
        postcode=outlet.postcode,
    )
    return format_address(address, current_language(), latin=bool(latin.get("lines")))
