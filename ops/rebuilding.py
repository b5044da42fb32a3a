"""Levels mended from the command line, in the name of whoever is signed in there."""

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from catalogue.skus import Sku
from inventory import proofs
from inventory.proofs import Breach
from kernel.db import BrandSession, Database
from tenancy import brands
from tenancy.outlets import Outlet


@dataclass(frozen=True)
class Operator:
    """Somebody at the command line of the house's own machine."""

    display_name: str
    id: UUID | None = None


@dataclass(frozen=True)
class Wrong:
    """A level by the names that people use, and what its movements come to."""

    outlet: str
    sku: str
    quantity: str
    level: int
    movements: int


def rebuild(db: Database, slug: str, *, mends: bool, at: datetime) -> list[Wrong]:
    """Find the levels that are not the sums of their movements, and mend them where asked."""
    with db.read() as session:
        brand = brands.found(session, slug)
    if brand is None:
        raise LookupError(slug)
    opened = db.write(brand.id) if mends else db.read(brand.id)
    with opened as session:
        if mends:
            found = proofs.mend(session, by=Operator(f"comptoir ({getpass.getuser()})"), at=at)
            wrong = _named(session, found)
            session.commit()
            return wrong
        return _named(session, proofs.breaches(session))


def _named(session: BrandSession, breaches: Iterable[Breach]) -> list[Wrong]:
    found = list(breaches)
    if not found:
        return []
    outlets = dict(session.exec(select(Outlet.id, Outlet.code)).all())
    skus = dict(session.exec(select(Sku.id, Sku.code)).all())
    return [
        Wrong(outlets[each.outlet_id], skus[each.sku_id], each.quantity, each.level, each.movements)
        for each in found
    ]
