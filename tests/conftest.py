"""What every test may ask for: a database of either kind, and a browser."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from kernel.db import Database
from tests import postgres
from tests.browser import Application, Served, Visits, chromium, serving
from tests.databases import Address, Migrate, PostgresCopies, SqliteCopies

DIALECTS = ["sqlite", "postgresql"]
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how long a try takes says more of the machine than of us


@pytest.fixture(scope="session")
def postgresql_server() -> Generator[postgres.Server]:
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def migrate() -> Migrate:
    from migrations import run  # importing every table costs a second that other tests need not pay

    return partial(run.upgrade, app_role=postgres.APP)


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory, migrate: Migrate) -> SqliteCopies:
    return SqliteCopies(tmp_path_factory.mktemp("sqlite"), migrate)


@pytest.fixture(scope="session")
def postgresql_copies(postgresql_server: postgres.Server, migrate: Migrate) -> PostgresCopies:
    return PostgresCopies(postgresql_server, migrate)


def _copy(request: pytest.FixtureRequest, dialect: str) -> AbstractContextManager[Address]:
    return request.getfixturevalue(f"{dialect}_copies").copy()


@pytest.fixture(scope="module", params=DIALECTS)
def database(request: pytest.FixtureRequest) -> Generator[Address]:
    """A migrated database for this module's tests alone; once on SQLite, once on PostgreSQL."""
    with _copy(request, request.param) as address:
        yield address


@pytest.fixture(scope="module")
def db(database: Address) -> Iterator[Database]:
    opened = Database(database.url)
    yield opened
    opened.dispose()


@pytest.fixture(params=DIALECTS)
def own_database(request: pytest.FixtureRequest) -> Generator[Address]:
    """The same for one test alone: for what commits, races or is killed."""
    with _copy(request, request.param) as address:
        yield address


@pytest.fixture(scope="module")
def sqlite_database(sqlite_copies: SqliteCopies) -> Generator[Address]:
    with sqlite_copies.copy() as address:
        yield address


@pytest.fixture(scope="module")
def postgresql_database(postgresql_copies: PostgresCopies) -> Generator[Address]:
    with postgresql_copies.copy() as address:
        yield address


@pytest.fixture(scope="module")
def database_url(database: Address) -> str:
    return database.url


@pytest.fixture(scope="module")
def owner_url(database: Address) -> str:
    return database.owner_url


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser) -> Generator[Callable[..., Page]]:
    """Open pages as new visitors; an error of script, of the policy, or a call elsewhere fails the test."""
    visits = Visits(browser)
    yield visits.open
    visits.close()
    assert visits.wrongs == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture(scope="module")
def serve() -> Generator[Callable[[Application], Served]]:
    """Serve an application until the module's tests are done."""
    with ExitStack() as until_done:
        yield lambda application: until_done.enter_context(serving(application))
