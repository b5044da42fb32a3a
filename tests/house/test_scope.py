"""The law of tenancy, proved on the database as it is and for tables yet to come."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select, update

from inventory import deliveries
from inventory.stock import Level
from kernel.db import Database, OtherBrand, ReadOnly, Scoped, Unscoped, normalise
from kernel.events import CLOCK
from ops import distribution
from tenancy.outlets import Outlet
from tests.inventory.shelf import NOON, Shelf, put_up

GLOBAL = {"brand", "domain", "identity", "browser_session", "throttle", "job"}


@pytest.fixture(scope="module")
def ours(db: Database) -> Shelf:
    return put_up(db, "ours")


@pytest.fixture(scope="module")
def theirs(db: Database) -> Shelf:
    return put_up(db, "theirs")


class TestEveryTable:
    def test_is_a_brands_or_on_the_closed_list(self):
        mapped = {mapper.class_.__tablename__: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
        assert {name for name, model in mapped.items() if not issubclass(model, Scoped)} == GLOBAL

    def test_could_be_distributed_by_brand(self):
        assert distribution.obstacles() == []

    def test_is_seen_to_fail_where_a_key_lacks_the_brand(self):
        from sqlalchemy import Column, Integer, MetaData, Table, UniqueConstraint

        bad = Table(
            "bad",
            MetaData(),
            Column("brand_id", Integer, primary_key=True),
            Column("id", Integer, primary_key=True),
            Column("code", Integer),
            UniqueConstraint("code"),
        )
        assert distribution._reasons(bad) == ["unique (code) lacks brand_id"]


class TestSession:
    def test_sees_its_own_brand_alone(self, db, ours, theirs):
        with db.read(ours.brand_id) as session:
            outlets = session.exec(select(Outlet)).all()
            assert {outlet.brand_id for outlet in outlets} == {ours.brand_id}
            assert session.find(Outlet, theirs.store_id) is None
            assert session.exec(select(Outlet.id).where(Outlet.id == theirs.store_id)).all() == []

    def test_changes_its_own_brand_alone(self, db, ours, theirs):
        with db.write(ours.brand_id) as session:
            changed = session.exec(update(Outlet).where(col(Outlet.id) == theirs.store_id).values(city="X"))
            assert changed.rowcount == 0

    def test_refuses_to_look_without_a_brand(self, db, ours):
        with db.read() as session, pytest.raises(Unscoped):
            session.exec(select(Outlet)).all()

    def test_refuses_to_write_without_a_brand(self, db, ours):
        with db.write() as session:
            session.add(
                Outlet(
                    code="X",
                    slug="x",
                    kind="store",
                    country="FR",
                    time_zone="UTC",
                    currency="EUR",
                    language="fr",
                )
            )
            with pytest.raises(Unscoped):
                session.flush()

    def test_refuses_another_brands_row(self, db, ours, theirs):
        with db.read(theirs.brand_id) as session:
            foreign = session.find(Outlet, theirs.store_id)
            session.expunge(foreign)
        with db.write(ours.brand_id) as session:
            foreign.city = "Elsewhere"
            session.add(foreign)
            with pytest.raises(OtherBrand):
                session.flush()

    def test_opened_for_reading_writes_nothing(self, db, ours):
        with db.read(ours.brand_id) as session:
            outlet = session.find(Outlet, ours.store_id)
            outlet.city = "Elsewhere"
            with pytest.raises(ReadOnly):
                session.flush()

    def test_can_not_point_at_another_brands_row(self, db, ours, theirs):
        with db.write(ours.brand_id) as session, pytest.raises(DBAPIError):
            deliveries.take_delivery(
                session,
                {theirs.skus["S"]: 1},
                outlet_id=ours.store_id,
                reference="X",
                supplier="",
                by=CLOCK,
                at=NOON,
            )


@pytest.fixture(scope="module")
def connection(postgresql_copies):
    with postgresql_copies.copy() as address:
        engine = create_engine(normalise(address.url))
        with engine.connect() as opened:
            yield opened
        engine.dispose()


class TestPostgresql:
    """What stands when the code forgets: read from the catalogue, so a table yet to come is judged too."""

    def scoped_tables(self, connection) -> list[str]:
        columns = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        having = f"{columns} AND column_name = 'brand_id'"
        return sorted(set(connection.scalars(text(having))) - GLOBAL)

    def test_has_a_forced_policy_on_every_table_of_a_brand(self, connection):
        secured = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        policies = (
            "SELECT tablename FROM pg_policies WHERE qual LIKE '%brand_id%' AND with_check LIKE '%brand_id%'"
        )
        tables = set(self.scoped_tables(connection))
        assert tables
        assert tables <= set(connection.scalars(text(secured)))
        assert tables <= set(connection.scalars(text(policies)))

    def test_gives_the_app_a_role_that_owns_nothing_and_bypasses_nothing(self, connection):
        role = connection.execute(
            text("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        ).one()
        owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
        member = "SELECT count(*) FROM pg_auth_members WHERE pg_get_userbyid(member) = current_user"
        assert not any(role)
        assert connection.scalar(text(owned)) == 0
        assert connection.scalar(text(member)) == 0

    def test_has_no_function_or_view_that_lends_its_owners_rights(self, connection):
        public = "JOIN pg_namespace n ON n.nspname = 'public' AND n.oid ="
        lending = f"SELECT proname FROM pg_proc {public} pronamespace WHERE prosecdef"
        views = f"SELECT relname FROM pg_class {public} relnamespace WHERE relkind IN ('v', 'm')"
        assert connection.scalars(text(lending)).all() == []
        assert connection.scalars(text(views)).all() == []

    def test_shows_no_row_to_raw_sql_without_a_brand(self, connection):
        for table in self.scoped_tables(connection):
            assert connection.scalar(text(f'SELECT count(*) FROM "{table}"')) == 0

    def test_refuses_raw_sql_that_writes_without_a_brand(self, connection):
        insert = (
            "INSERT INTO price_list (brand_id, id, code, currency) VALUES (1, gen_random_uuid(), 'x', 'EUR')"
        )
        with pytest.raises(DBAPIError, match="row-level security"):
            connection.execute(text(insert))
        connection.rollback()

    def test_keeps_what_is_append_only_from_being_rewritten(self, connection):
        for table in ("movement", "event", "price"):
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                privilege = text("SELECT has_table_privilege(:table, :verb)")
                assert not connection.scalar(privilege, {"table": table, "verb": verb})


class TestLevel:
    def test_is_scoped_in_joins_and_subqueries(self, db, ours, theirs):
        for shelf in (ours, theirs):
            with db.write(shelf.brand_id) as session:
                deliveries.count_in(
                    session, [(shelf.store_id, shelf.skus["S"], 1)], reference="o", by=CLOCK, at=NOON
                )
                session.commit()
        with db.read(ours.brand_id) as session:
            of_stores = select(Outlet.id).where(Outlet.kind == "store").subquery()
            rows = session.exec(
                select(Level.outlet_id).join(of_stores, of_stores.c.id == Level.outlet_id)
            ).all()
            assert rows == [ours.store_id]
