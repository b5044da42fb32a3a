"""Maison with its modules for moving goods on, and transfers from Paris to Lyon as far as a test wants."""

from uuid import UUID

from sqlmodel import select

from inventory import deliveries, dispatches, expected, releases, stock_takes, transfer_drafts
from inventory.stock import Level
from inventory.stock_takes import Scope
from inventory.transfers import Transfer
from kernel.db import BrandSession
from kernel.events import CLOCK
from tenancy import modules
from tests.admin.goods import Goods
from tests.world import NOON, House

MOVING = ("transfers", "stock-takes")


def open_floor(house: House) -> None:
    with house.writing() as session:
        for key in MOVING:
            modules.switch(session, key, True, by=CLOCK, at=NOON)


def stock_up(house: House, goods: Goods) -> None:
    """Bring to Paris plenty of what is to go to Lyon."""
    much = {goods.skus["R100-ink-M"]: 60}
    with house.writing() as session:
        deliveries.take_delivery(
            session, much, outlet_id=house.paris, reference="much", supplier="", by=CLOCK, at=NOON
        )


def set_going(house: House, goods: Goods) -> None:
    """One of everything that moves: a transfer sent, one to be picked, a delivery expected, a count open."""
    open_floor(house)
    sent(house, goods, units=1)
    released(house, goods, units=1)
    some = {goods.skus["R100-ink-M"]: 1}
    with house.writing() as session:
        expected.announce(
            session,
            some,
            outlet_id=house.lyon,
            reference="PO-1",
            supplier="",
            due_on=NOON.date(),
            by=CLOCK,
            at=NOON,
        )
        take = stock_takes.open_count(session, outlet_id=house.lyon, scope=Scope.FULL, by=CLOCK, at=NOON)
        stock_takes.note(session, take, units=some, key="first", by=CLOCK, at=NOON)


def drafted(house: House, goods: Goods, *, units: int = 2, sku: str = "R100-ink-M") -> UUID:
    """A draft from Paris to Lyon."""
    with house.writing() as session:
        return _draft(session, house, {goods.skus[sku]: units}).id


def released(house: House, goods: Goods, *, units: int = 2) -> UUID:
    with house.writing() as session:
        transfer = _draft(session, house, {goods.skus["R100-ink-M"]: units})
        releases.release(session, transfer, by=CLOCK, at=NOON)
        return transfer.id


def sent(house: House, goods: Goods, *, units: int = 2) -> UUID:
    with house.writing() as session:
        wanted = {goods.skus["R100-ink-M"]: units}
        transfer = _draft(session, house, wanted)
        releases.release(session, transfer, by=CLOCK, at=NOON)
        dispatches.pick(session, transfer, found=wanted, by=CLOCK, at=NOON)
        dispatches.dispatch(session, transfer, by=CLOCK, at=NOON)
        return transfer.id


def _draft(session: BrandSession, house: House, units: dict[UUID, int]) -> Transfer:
    return transfer_drafts.draft(
        session, origin_id=house.paris, destination_id=house.lyon, units=units, by=CLOCK, at=NOON
    )


def state(house: House, transfer_id: UUID) -> str:
    with house.db.read(house.brand_id) as session:
        return session.exec(select(Transfer.state).where(Transfer.id == transfer_id)).one()


def level(house: House, goods: Goods, outlet: UUID, sku: str = "R100-ink-M") -> dict[str, int]:
    names = ("on_hand", "committed", "in_transit", "due")
    with house.db.read(house.brand_id) as session:
        columns = select(*(getattr(Level, name) for name in names))
        row = session.execute(columns.where(Level.outlet_id == outlet, Level.sku_id == goods.skus[sku]))
        return {name: units for name, units in zip(names, row.first() or (0,) * 4, strict=True) if units}
