"""Store types as a brand looks after them: added, named, and what their stores offer besides goods."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select

from i18n import _
from i18n.words import written
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.brands import touch
from tenancy.outlets import Outlet, StoreType, Texts, add_store_types


class TypeTaken(Refusal):
    message = _("There is already a store type %(code)s. Choose another code, or change that one.")


def add(
    session: BrandSession,
    code: str,
    texts: Texts,
    *,
    services: Sequence[str],
    source: str,
    by: Actor,
    at: datetime,
) -> StoreType:
    if session.exec(select(StoreType.id).where(StoreType.code == code)).first():
        raise TypeTaken(code=code)
    position = session.exec(select(func.count()).select_from(StoreType)).one()
    made = add_store_types(session, [(code, texts)], source=source, services={code: services})[code]
    made.position = position
    record(made, "added", by=by, at=at, particulars={"code": code})
    return made


def change(
    session: BrandSession,
    kind: StoreType,
    texts: Texts,
    *,
    services: Sequence[str],
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Name a type and say what its stores offer; outlets with services of their own keep those."""
    kind.words = written(texts, source=source, held=kind.words)
    kind.services = list(services)
    session.add(kind)
    following = select(Outlet).where(Outlet.store_type_id == kind.id, col(Outlet.has_own_services).is_(False))
    for outlet in session.exec(following):
        outlet.services = list(services)
        session.add(outlet)
    record(kind, "changed", by=by, at=at)
    touch(session)
