"""The databases that tests run on are what production's are: fresh, and the app's role owns nothing."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError


@pytest.fixture
def connect():
    engines = []

    def _connect(url):
        engines.append(create_engine(url))
        return engines[-1].connect()

    yield _connect
    for engine in engines:
        engine.dispose()


class TestAppRole:
    def test_owns_nothing_and_bypasses_nothing(self, postgresql_database, connect):
        powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
        with connect(postgresql_database.url) as connection:
            assert connection.scalar(text("SELECT current_user")) == "comptoir_app"
            assert not connection.scalar(text(f"SELECT {powers} FROM pg_roles WHERE rolname = current_user"))
            assert (
                connection.scalar(text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")) == 0
            )

    def test_cannot_change_the_schema(self, postgresql_database, connect):
        with connect(postgresql_database.url) as connection, pytest.raises(ProgrammingError, match="denied"):
            connection.execute(text("CREATE TABLE mine (id int)"))


class TestOwnDatabase:
    @pytest.mark.parametrize("turn", [1, 2])
    def test_holds_nothing_of_another_test(self, own_database, connect, turn):
        with connect(own_database.owner_url) as connection:
            connection.execute(text("CREATE TABLE coat (id int)"))
            connection.commit()
