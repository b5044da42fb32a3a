"""What the ledger knows of days that are over becomes history, once."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from inventory import stock
from inventory.deliveries import count_in
from inventory.demand.gathering import gather
from inventory.demand.history import DailySale, ShelfTime, spells_of
from inventory.stock import Change, Kind
from kernel.events import CLOCK
from tenancy.outlets import Outlet

ON = date(2026, 11, 22)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.fixture
def sell(session, shelf):
    """Three pieces are counted in on the 10th; then some are sold."""
    rows = [(shelf.store_id, shelf.skus["S"], 3)]
    count_in(session, rows, reference="first", by=CLOCK, at=at(10))
    store = session.find(Outlet, shelf.store_id)

    def sold(units: int, *, when: datetime, kind: Kind = Kind.SOLD) -> None:
        change = Change(shelf.store_id, shelf.skus["S"], -units if kind is Kind.SOLD else units)
        stock.post(session, [change], kind=kind, cause=store, by=CLOCK, at=when)

    return sold


def sales(session) -> list[tuple[str, int, int]]:
    rows = select(DailySale.day, DailySale.units, DailySale.returned).order_by(DailySale.day)
    return [(str(day), units, returned) for day, units, returned in session.exec(rows)]


def hung(session) -> list[tuple[str, str]]:
    spells = spells_of(session.exec(select(ShelfTime)).one())
    return list(zip(spells.first.astype(str).tolist(), spells.last.astype(str).tolist(), strict=True))


class TestGather:
    def test_counts_what_was_sold_and_came_back_by_the_shops_own_day(self, session, sell):
        sell(1, when=at(12))
        sell(1, when=at(12, 23))
        sell(1, when=at(15), kind=Kind.RETURNED)
        gather(session, on=ON)
        assert sales(session) == [("2026-11-12", 1, 0), ("2026-11-13", 1, 0), ("2026-11-15", 0, 1)]

    def test_knows_on_which_days_there_was_something_to_sell(self, session, sell):
        sell(3, when=at(14))
        sell(1, when=at(18), kind=Kind.RETURNED)
        gather(session, on=ON)
        assert hung(session) == [("2026-11-10", "2026-11-14"), ("2026-11-18", "2026-11-21")]

    def test_adds_nothing_the_second_time(self, session, sell):
        sell(2, when=at(20))
        gather(session, on=ON)
        before = sales(session), hung(session)
        gather(session, on=ON)
        assert (sales(session), hung(session)) == before

    def test_goes_on_where_it_left_off(self, session, sell):
        gather(session, on=date(2026, 11, 15))
        sell(3, when=at(17))
        gather(session, on=ON)
        assert sales(session) == [("2026-11-17", 3, 0)]
        assert hung(session)[-1][1] == "2026-11-17"
