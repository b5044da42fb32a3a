"""The ledger: what it writes, what it refuses, and that levels are the sum of movements."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from inventory import adjustments, deliveries, proofs, stock
from inventory.availability import availability, in_stock_at
from inventory.stock import Change, Kind, Level, Movement
from kernel.db import Database
from kernel.events import CLOCK
from tests.databases import Address
from tests.inventory.shelf import NOON, Shelf, put_up


def count_in(session, shelf: Shelf, **units: int) -> deliveries.OpeningCount:
    levels = [(shelf.store_id, shelf.skus[size], count) for size, count in units.items()]
    return deliveries.count_in(session, levels, reference="opening", by=CLOCK, at=NOON)


class TestPost:
    def test_brings_the_level_along_with_the_movement(self, session, shelf):
        count_in(session, shelf, S=3, M=5)
        levels = dict(session.exec(select(Level.sku_id, Level.on_hand)).all())
        assert levels == {shelf.skus["S"]: 3, shelf.skus["M"]: 5}
        assert len(session.exec(select(Movement)).all()) == 2

    def test_lets_no_quantity_go_below_nothing(self, session, shelf):
        cause = count_in(session, shelf, S=1)
        for quantity in stock.QUANTITIES:
            less = Change(shelf.store_id, shelf.skus["S"], -2, quantity)
            with pytest.raises(stock.NotThatMany):
                stock.post(session, [less], kind=Kind.ADJUSTED, cause=cause, by=CLOCK, at=NOON)

    def test_promises_no_more_than_is_on_the_shelf(self, session, shelf):
        cause = count_in(session, shelf, S=2)
        for quantity in stock.PROMISED:
            more = Change(shelf.store_id, shelf.skus["S"], 3, quantity)
            with pytest.raises(stock.NotThatMany):
                stock.post(session, [more], kind=Kind.ADJUSTED, cause=cause, by=CLOCK, at=NOON)

    def test_refuses_to_release_more_than_was_reserved(self, session, shelf):
        cause = count_in(session, shelf, S=4)
        kept = Change(shelf.store_id, shelf.skus["S"], 1, "reserved")
        stock.post(session, [kept], kind=Kind.ADJUSTED, cause=cause, by=CLOCK, at=NOON)
        released = Change(shelf.store_id, shelf.skus["S"], -2, "reserved")
        with pytest.raises(stock.NotThatMany):
            stock.post(session, [released], kind=Kind.ADJUSTED, cause=cause, by=CLOCK, at=NOON)

    def test_writes_nothing_for_no_change(self, session, shelf):
        cause = count_in(session, shelf, S=1)
        stock.post(
            session,
            [Change(shelf.store_id, shelf.skus["M"], 0)],
            kind=Kind.ADJUSTED,
            cause=cause,
            by=CLOCK,
            at=NOON,
        )
        assert len(session.exec(select(Movement)).all()) == 1


class TestLock:
    def test_finds_levels_by_their_key_and_not_by_their_brand(self, sqlite_database: Address):
        db = Database(sqlite_database.url)
        shelf = put_up(db, "locks")
        told: list[str] = []

        def listen(_connection, cursor, statement, parameters, *_rest) -> None:
            if statement.startswith("SELECT level"):
                told.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

        event.listen(db.engine, "before_cursor_execute", listen)
        with db.write(shelf.brand_id) as session:
            stock.lock(session, [(sku_id, shelf.store_id) for sku_id in shelf.skus.values()])
        db.dispose()
        assert "sku_id=?" in told[0]
        assert "outlet_id=?" in told[0]


class TestAvailability:
    def test_counts_only_outlets_that_serve_the_market(self, session, shelf):
        count_in(session, shelf, S=2)
        deliveries.take_delivery(
            session,
            {shelf.skus["S"]: 9},
            outlet_id=shelf.warehouse_id,
            reference="D",
            supplier="",
            by=CLOCK,
            at=NOON,
        )
        found = availability(session, shelf.style_id, shelf.market_id)
        assert found.by_sku == {shelf.skus["S"]: 2}
        assert found.is_low(shelf.skus["S"])
        assert found.by_outlet == {shelf.store_id: {shelf.skus["S"]: 2}}

    def test_takes_off_what_is_promised_or_barred(self, session, shelf):
        cause = count_in(session, shelf, M=6)
        for quantity in stock.QUANTITIES[1:]:
            change = Change(shelf.store_id, shelf.skus["M"], 1, quantity)
            stock.post(session, [change], kind=Kind.ADJUSTED, cause=cause, by=CLOCK, at=NOON)
        assert stock.TAKEN == ("reserved", "committed", "held", "quarantined")
        assert availability(session, shelf.style_id, shelf.market_id).units(shelf.skus["M"]) == 2

    def test_names_the_styles_an_outlet_can_promise(self, session, shelf):
        count_in(session, shelf, L=1)
        assert list(in_stock_at(session, [shelf.store_id])) == [1]
        assert not in_stock_at(session, [shelf.warehouse_id])


class TestCountIn:
    def test_enters_a_reference_once(self, session, shelf):
        count_in(session, shelf, S=3)
        with pytest.raises(deliveries.AlreadyInTheBook):
            count_in(session, shelf, S=3)


class TestSetOnHand:
    def put_right(self, session, shelf: Shelf, units: int) -> adjustments.Adjustment:
        return adjustments.set_on_hand(
            session,
            outlet_id=shelf.store_id,
            sku_id=shelf.skus["S"],
            units=units,
            reason=adjustments.Reason.LOST,
            note="",
            by=CLOCK,
            at=NOON + timedelta(hours=1),
        )

    def test_moves_the_difference(self, session, shelf):
        count_in(session, shelf, S=5)
        assert self.put_right(session, shelf, 3).units == -2
        assert session.exec(select(Level.on_hand)).one() == 3
        assert proofs.breaches(session) == []

    def test_refuses_to_change_nothing(self, session, shelf):
        count_in(session, shelf, S=5)
        with pytest.raises(adjustments.NothingToChange):
            self.put_right(session, shelf, 5)


class TestMovement:
    def test_can_be_neither_changed_nor_taken_back(self, session, shelf):
        count_in(session, shelf, S=5)
        movement = session.exec(select(Movement)).one()
        movement.units = 6
        session.add(movement)
        with pytest.raises(DatabaseError):
            session.flush()


class TestAtOnce:
    def test_loses_no_unit_when_many_post_to_the_same_levels(self, own_database: Address):
        db = Database(own_database.url)
        shelf = put_up(db, "race")

        def deliver(number: int) -> None:
            with db.write(shelf.brand_id) as session:
                units = dict.fromkeys(reversed(shelf.skus.values()) if number % 2 else shelf.skus.values(), 1)
                deliveries.take_delivery(
                    session,
                    units,
                    outlet_id=shelf.store_id,
                    reference=str(number),
                    supplier="",
                    by=CLOCK,
                    at=NOON,
                )
                session.commit()

        threads = [threading.Thread(target=deliver, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with db.read(shelf.brand_id) as session:
            assert session.exec(select(Level.on_hand)).all() == [8, 8, 8]
            assert proofs.breaches(session) == []
        db.dispose()
