"""What is on the move on the first morning: transfers in every state, deliveries to come, open counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from catalogue.skus import Sku
from inventory import dispatches, expected, receipts, releases, stock_takes, transfer_drafts, transfers
from inventory.receipts import Reason
from inventory.stock import Level, promise
from inventory.stock_takes import Scope, StockTake
from inventory.transfers import State, Transfer
from kernel.db import BrandSession, Database
from kernel.events import CLOCK, Actor
from ops.demo.houses.shape import House
from tenancy import modules, people
from tenancy.identities import Identity
from tenancy.outlets import Outlet
from tenancy.staff import Assignment, Staff

MOVES: dict[str, tuple[tuple[str, str, State], ...]] = {
    "lanxi": (
        ("WH1", "S022", State.IN_TRANSIT),
        ("WH1", "S022", State.ARRIVING),
        ("S022", "S023", State.RELEASED),
        ("S022", "S024", State.PICKED),
        ("S024", "S022", State.RELEASED),
        ("WH1", "S023", State.RELEASED),
        ("WH1", "S024", State.REQUESTED),
        ("S001", "S002", State.DRAFT),
        ("WH1", "S001", State.SHORT),
        ("WH1", "S003", State.CLOSED),
        ("WH1", "S006", State.CANCELLED),
    ),
    "hezhou": (
        ("WH1", "HGQ", State.IN_TRANSIT),
        ("HGQ", "LZU", State.RELEASED),
        ("WH1", "SLN", State.REQUESTED),
    ),
    "noctuelle": (("WH1", "N026", State.IN_TRANSIT), ("N026", "N027", State.RELEASED)),
    "etamine": (
        ("WH1", "PAR", State.IN_TRANSIT),
        ("WH1", "SIN", State.IN_TRANSIT),
        ("WH1", "NYC", State.SHORT),
        ("WH1", "TYO", State.ARRIVING),
        ("WH1", "HGH", State.IN_TRANSIT),
        ("PAR", "SIN", State.RELEASED),
        ("NYC", "PAR", State.PICKED),
        ("TYO", "HGH", State.RELEASED),
        ("SIN", "TYO", State.REQUESTED),
        ("HGH", "PAR", State.DRAFT),
    ),
}
COUNTS: dict[str, tuple[tuple[str, bool], ...]] = {
    "lanxi": (("S022", True), ("S023", False)),
    "etamine": (("PAR", True), ("SIN", False), ("TYO", False)),
}
"""Where stock is being taken, and whether it is counted already and waits for approval."""

ON_A_TRANSFER = 8
ON_A_DELIVERY = 12
ON_A_LIST = 14
MODULES = ("transfers", "stock-takes")


@dataclass(frozen=True)
class Scene:
    """A house's outlets by code, who acts in each, and when it is told."""

    session: BrandSession
    outlets: dict[str, UUID]
    actors: dict[UUID, Actor]
    today: date
    at: datetime

    def at_work(self, outlet_id: UUID) -> Actor:
        return self.actors.get(outlet_id, CLOCK)


def set_going(db: Database, brand_id: int, house: House, *, today: date, at: datetime) -> None:
    with db.write(brand_id) as session:
        for key in MODULES:
            modules.switch(session, key, True, by=CLOCK, at=at)
        outlets = dict(session.exec(select(Outlet.code, Outlet.id)).all())
        scene = Scene(session, outlets, _actors(session), today, at)
        for number, (origin, destination, state) in enumerate(MOVES[house.slug]):
            _move(scene, origin, destination, state, number)
        for code, is_counted in COUNTS.get(house.slug, ()):
            _count(scene, outlets[code], is_counted=is_counted)
        _expect(scene, house)
        session.commit()


def _actors(session: BrandSession) -> dict[UUID, Actor]:
    """The first of each outlet's own people."""
    rows = select(Assignment.outlet_id, Staff).join(Staff, col(Staff.id) == Assignment.staff_id)
    named = rows.join(Identity, col(Identity.id) == Staff.identity_id).order_by(col(Identity.email).desc())
    found = session.exec(named.where(col(Assignment.outlet_id).is_not(None))).all()
    return {outlet_id: people.member(session, person) for outlet_id, person in found if outlet_id}


def _move(scene: Scene, origin: str, destination: str, state: State, number: int) -> None:
    """Take a transfer as far as it has come."""
    session, at = scene.session, scene.at
    origin_id, destination_id = scene.outlets[origin], scene.outlets[destination]
    sender, recipient = scene.at_work(origin_id), scene.at_work(destination_id)
    units = {sku_id: 1 + place % 2 for place, sku_id in enumerate(_spare(session, origin_id, skip=number))}
    transfer = transfer_drafts.draft(
        session,
        origin_id=origin_id,
        destination_id=destination_id,
        units=units,
        due_on=scene.today + timedelta(days=1 + number % 3),
        by=recipient,
        at=at,
    )
    if state is State.REQUESTED:
        transfers.request(session, transfer, by=recipient, at=at)
    elif state is State.CANCELLED:
        transfers.cancel(session, transfer, reason="", by=CLOCK, at=at)
    elif state is not State.DRAFT:
        releases.release(session, transfer, fewer=True, by=CLOCK, at=at)
        _send(session, transfer, state, by=sender, at=at)
        _receive(session, transfer, state, by=recipient, at=at)


def _spare(session: BrandSession, outlet_id: UUID, *, skip: int) -> Sequence[UUID]:
    """Some SKUs of which the outlet has more than one; another transfer takes others."""
    rows = select(Level.sku_id).join(Sku, col(Sku.id) == Level.sku_id)
    spare = rows.where(Level.outlet_id == outlet_id, promise() > 1).order_by(col(Sku.code).desc())
    return session.exec(spare.offset(skip * ON_A_TRANSFER).limit(ON_A_TRANSFER)).all()


def _send(session: BrandSession, transfer: Transfer, state: State, *, by: Actor, at: datetime) -> None:
    if state is State.RELEASED:
        return
    lines = transfers.lines_of(session, transfer)
    dispatches.pick(session, transfer, found={line.sku_id: line.released for line in lines}, by=by, at=at)
    if state is not State.PICKED:
        dispatches.dispatch(session, transfer, parcels=2, by=by, at=at)


def _receive(session: BrandSession, transfer: Transfer, state: State, *, by: Actor, at: datetime) -> None:
    if state not in (State.ARRIVING, State.SHORT, State.CLOSED):
        return
    sent = {line.sku_id: line.sent for line in transfers.lines_of(session, transfer)}
    first = next(iter(sent))
    came = {first: sent[first]} if state is State.ARRIVING else dict(sent)
    if state is not State.ARRIVING:
        came[first] -= 1
    receipts.receive(session, transfer, counted=came, is_last=state is not State.ARRIVING, by=by, at=at)
    if state is State.CLOSED:
        receipts.close(session, transfer, reason=Reason.NEVER_SENT, by=CLOCK, at=at)


def _count(scene: Scene, outlet_id: UUID, *, is_counted: bool) -> None:
    """Have a list counted: one piece missing of one, one too many of another; else just begun."""
    session, by, at = scene.session, scene.at_work(outlet_id), scene.at
    rows = select(Level.sku_id, Level.on_hand).join(Sku, col(Sku.id) == Level.sku_id)
    here = rows.where(Level.outlet_id == outlet_id, col(Level.on_hand) > 0).order_by(col(Sku.code))
    held = dict(session.exec(here.limit(ON_A_LIST)).all())
    take = stock_takes.open_count(
        session, outlet_id=outlet_id, scope=Scope.CYCLE, sku_ids=list(held), by=by, at=at
    )
    _tally(session, take, held, is_counted=is_counted, by=by, at=at)
    if is_counted:
        stock_takes.finish(session, take, by=by, at=at)


def _tally(
    session: BrandSession,
    take: StockTake,
    held: dict[UUID, int],
    *,
    is_counted: bool,
    by: Actor,
    at: datetime,
) -> None:
    wrong = {0: -1, 5: 1, 9: -1}
    counted = {sku_id: units + wrong.get(place, 0) for place, (sku_id, units) in enumerate(held.items())}
    some: Iterable[tuple[UUID, int]] = list(counted.items())[: len(counted) if is_counted else 3]
    units = {sku_id: pieces for sku_id, pieces in some if pieces}
    stock_takes.note(session, take, units=units, key="first", by=by, at=at)


def _expect(scene: Scene, house: House) -> None:
    """A supplier's next delivery, on its way to the warehouse."""
    warehouse = next(outlet.code for outlet in house.outlets if outlet.kind == "warehouse")
    rows = select(Level.sku_id).where(Level.outlet_id == scene.outlets[warehouse])
    skus = scene.session.exec(
        rows.join(Sku, col(Sku.id) == Level.sku_id).order_by(col(Sku.code)).limit(ON_A_DELIVERY)
    )
    expected.announce(
        scene.session,
        {sku_id: 20 + 2 * place for place, sku_id in enumerate(skus)},
        outlet_id=scene.outlets[warehouse],
        reference=f"{house.slug}-PO-2".upper(),
        supplier=house.makers[0].name,
        due_on=scene.today + timedelta(days=3),
        by=CLOCK,
        at=scene.at,
    )
