"""Modules: what a brand can switch on and off while it runs; off keeps its data and shows nothing of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import select

from i18n import Message, _
from kernel import events, jobs
from kernel.db import BrandSession, Identified, Scoped
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import touch


class ModuleSwitch(Scoped, Identified, table=True):
    """A module turned on or off for this brand; without a row, the module's own default holds."""

    __tablename__ = "module_switch"
    __table_args__ = (UniqueConstraint("brand_id", "module"),)

    module: str
    is_on: bool
    switched_at: datetime
    switched_by: UUID | None = None


@dataclass(frozen=True)
class Module:
    key: str
    name: Message
    group: str
    needs: tuple[str, ...] = ()
    default: bool = False
    is_to_come: bool = False
    """Nothing of it is in this release: it is named, so that one knows, and can't be switched on."""


GROUPS: dict[str, Message] = {
    "selling": _("Selling online"),
    "customers": _("Customers"),
    "stores": _("Stores"),
    "planning": _("Stock and planning"),
    "making": _("Making"),
    "house": _("The house"),
}

MODULES: dict[str, Module] = {
    module.key: module
    for module in (
        Module("storefront", _("Storefront"), "selling", default=True),
        Module("markets", _("Markets and languages"), "selling", default=True),
        Module("checkout", _("Checkout and payments"), "selling", ("storefront",)),
        Module("click-and-collect", _("Click and collect"), "selling", ("checkout",), is_to_come=True),
        Module("ship-from-store", _("Ship from store"), "selling", ("checkout",), is_to_come=True),
        Module("returns", _("Returns and exchanges"), "selling", ("checkout",), is_to_come=True),
        Module("promotions", _("Promotions"), "selling", ("checkout",), is_to_come=True),
        Module("gift-cards", _("Gift cards"), "selling", ("checkout",), is_to_come=True),
        Module("lookbooks", _("Lookbooks and shows"), "selling", ("storefront",), default=True),
        Module("drops", _("Drops"), "selling", ("storefront",), default=True),
        Module("customers", _("Customer accounts and clienteling"), "customers", is_to_come=True),
        Module(
            "wishlists",
            _("Wishlists and back-in-stock"),
            "customers",
            ("storefront", "customers"),
            is_to_come=True,
        ),
        Module("appointments", _("Services and appointments"), "customers"),
        Module("store-types", _("Store types and assortments"), "stores", default=True),
        Module("counter", _("Counter"), "stores", is_to_come=True),
        Module("fiscal-journal", _("Fiscal journal"), "stores", ("counter",), is_to_come=True),
        Module("stock-takes", _("Stock takes"), "stores"),
        Module("demand", _("Demand"), "planning"),
        Module("allocation", _("Allocation"), "planning", ("store-types", "demand")),
        Module("replenishment", _("Replenishment"), "planning", ("store-types", "demand")),
        Module("transfers", _("Transfers"), "planning"),
        Module("stock-syncs", _("Stock syncs"), "planning", is_to_come=True),
        Module("fabrics", _("Fabric library"), "making", is_to_come=True),
        Module("production", _("Production orders and workshops"), "making", ("fabrics",), is_to_come=True),
        Module("quality", _("Quality"), "making", ("production",), is_to_come=True),
        Module("control-room", _("Control room"), "house", is_to_come=True),
        Module("outlet-results", _("Outlet results"), "house", is_to_come=True),
        Module("product-passports", _("Product passports"), "house", is_to_come=True),
        Module("feeds", _("Feeds"), "house", ("storefront",), is_to_come=True),
        Module("api", _("API and webhooks"), "house", is_to_come=True),
    )
}


class NoSuchModule(NotThere):
    message = _("There is no module %(module)s.")


class StillToCome(Refusal):
    message = _("%(module)s is not in this release yet. It can be switched on here once it is.")


class NeedsOthers(Refusal):
    message = _("%(module)s needs %(others)s. Switch that on first.")


class NeededByOthers(Refusal):
    message = _("%(others)s needs %(module)s. Switch that off first.")


def switched_on(session: BrandSession) -> frozenset[str]:
    """Return the keys of what is on for this brand."""
    switches = dict(session.exec(select(ModuleSwitch.module, ModuleSwitch.is_on)).all())
    return frozenset(
        key for key, module in MODULES.items() if not module.is_to_come and switches.get(key, module.default)
    )


def is_on(session: BrandSession, key: str) -> bool:
    return key in switched_on(session)


def switch(session: BrandSession, key: str, on: bool, *, by: Actor, at: datetime) -> None:
    """Switch a module, unless what it needs is off or what needs it is on."""
    module = MODULES.get(key)
    if module is None:
        raise NoSuchModule(module=key)
    _refuse_gaps(module, on, switched_on(session))
    row = session.exec(select(ModuleSwitch).where(ModuleSwitch.module == key).with_for_update()).first()
    row = row or ModuleSwitch(module=key, is_on=not on, switched_at=at)
    row.is_on, row.switched_at, row.switched_by = on, at, by.id
    session.add(row)
    touch(session)
    events.record(row, "switched", by=by, at=at, particulars={"module": key, "on": on})


def has_work(session: BrandSession, key: str | None) -> bool:
    """Say whether a job of that module is to be done for this session's brand; what has none always is."""
    return key is None or session.brand_id is None or is_on(session, key)


jobs.heed(has_work)


def dependents(key: str) -> tuple[str, ...]:
    return tuple(other.key for other in MODULES.values() if key in other.needs)


def _refuse_gaps(module: Module, on: bool, now_on: frozenset[str]) -> None:
    if on:
        if module.is_to_come:
            raise StillToCome(module=module.name)
        missing = [need for need in module.needs if need not in now_on]
        if missing:
            raise NeedsOthers(module=module.name, others=_named(missing))
    else:
        needing = [other for other in dependents(module.key) if other in now_on]
        if needing:
            raise NeededByOthers(module=module.name, others=_named(needing))


def _named(keys: Iterable[str]) -> str:
    return ", ".join(str(MODULES[key].name) for key in keys)
