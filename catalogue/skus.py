"""SKUs: colourway × size, what is stocked.

number_internally(session, sku_codes, by=, at=)     GTINs of our own for SKUs that have none
remove_sku(session, sku, by=, at=)                  while it has neither stock nor a past
find_sku(session, code_or_gtin) -> Sku | None       what a scanner or a search field was given
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, func, or_, select

from catalogue import changes, gtins, locks, removals
from catalogue.styles import Style
from i18n import _
from kernel import events
from kernel.db import BrandSession, Identified, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor


class Sku(Scoped, Identified, table=True):
    __table_args__ = (
        UniqueConstraint("brand_id", "code"),
        UniqueConstraint("brand_id", "gtin"),
        UniqueConstraint("brand_id", "colourway_id", "size"),
        refers("style"),
        refers("colourway"),
        Index(None, "brand_id", "style_id"),
    )

    code: str
    style_id: UUID
    colourway_id: UUID
    size: str
    position: int = 0
    gtin: str | None = None


class SkuInUse(Refusal):
    message = _(
        "%(code)s has been in stock, planned or sold: its past stays, and so does it. Withdraw the style, or"
        " let the size sell out."
    )


class LastSku(Refusal):
    message = _("%(code)s is the last size of a style on sale. Withdraw the style first.")


def next_internal(session: BrandSession) -> int:
    """The first number of our own that no SKU has; the caller holds the brand's lock."""
    ours = select(func.max(Sku.gtin)).where(Sku.gtin.like(f"{gtins.OURS}%"), func.length(Sku.gtin) == 13)
    highest = session.scalar(ours)
    return gtins.number_of(highest) + 1 if highest else 1


def number_internally(
    session: BrandSession, sku_codes: Iterable[str], *, by: Actor, at: datetime
) -> list[Sku]:
    locks.hold(session)
    wanted = select(Sku).where(Sku.code.in_(list(sku_codes)), Sku.gtin.is_(None)).order_by(Sku.code)
    unnumbered = list(session.scalars(wanted))
    for number, sku in enumerate(unnumbered, next_internal(session)):
        sku.gtin = gtins.internal(number)
        session.add(sku)
        events.record(sku, "numbered", by=by, at=at, particulars={"gtin": sku.gtin})
    changes.note(session, {sku.style_id for sku in unnumbered}, at=at)
    return unnumbered


def remove_sku(session: BrandSession, sku: Sku, *, by: Actor, at: datetime) -> None:
    """Take out a size that was entered by mistake; what has moved even once stays."""
    locks.hold(session)
    style = session.get_one(Style, (session.brand, sku.style_id))
    held = select(func.count()).select_from(Sku).where(Sku.style_id == sku.style_id)
    if style.status == "published" and session.scalar(held) == 1:
        raise LastSku(code=sku.code)
    events.record(style, "changed", by=by, at=at, particulars={"code": style.code, "removed": sku.code})
    removals.take_out(session, sku, unless=SkuInUse(code=sku.code))
    changes.note(session, [style.id], at=at)


def find_sku(session: BrandSession, code_or_gtin: str) -> Sku | None:
    text = code_or_gtin.strip()
    return session.scalars(select(Sku).where(or_(Sku.code == text, Sku.gtin == text.zfill(13)))).first()
