"""Who may open what, for every route of the console: signed out, without the duty, with another brand's id.

The routes are read from the app, so that a new one is tried without being listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4
from zlib import crc32

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlmodel import SQLModel
from werkzeug.routing import Map, Rule

import wsgi
from inventory.assortments import drafting, presenting
from inventory.assortments.drafting import RuleDraft
from inventory.assortments.presenting import MAIN, PresentationDraft
from inventory.demand import overrules
from inventory.demand.overrules import OverruleDraft
from inventory.plans import proposing
from inventory.plans.situation import Kind
from kernel import passwords
from kernel.config import Settings
from kernel.db import Database
from kernel.events import CLOCK
from kernel.web.transactions import READING, TransactionalFlask
from tenancy import duties, identities, modules, staff
from tenancy.duties import OPERATE, Duty
from tests import world as worlds
from tests.admin import floors
from tests.admin.goods import furnish
from tests.admin.orders import open_checkout, place_order
from tests.databases import Address
from tests.world import NOON, PASSWORD, House, World

HOSTS = {"admin": "maison.localhost", "operator": "localhost"}
FEW = 5
SETTLED = ("throttle", "browser_session", "job")
"""Tables that a refused request may write to: it was counted, and seen."""


@dataclass(frozen=True)
class Route:
    """One address and method of the console, and who may use it."""

    rule: Rule
    method: str
    access: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def front(self) -> str:
        return self.rule.rule.split("/")[1]

    @property
    def takes_ids(self) -> list[str]:
        """The places of the address that hold a row's id."""
        converters = self.rule._converters.items()
        return [name for name, converter in converters if type(converter).__name__ == "UUIDConverter"]

    def path(self, **values: Any) -> str:
        rule = Rule(self.rule.rule, endpoint="it", methods=[self.method])
        return Map([rule], converters=dict(self.rule.map.converters)).bind("x").build("it", values)


class Visitor:
    """A browser at the door of one front, signed in or not."""

    def __init__(self, client: FlaskClient, front: str) -> None:
        self.client, self.front = client, front
        self.base = f"http://{HOSTS[front]}"
        self._token = ""

    def sign_in(self, email: str) -> "Visitor":
        fields = {"email": email, "password": PASSWORD}
        answer = self.client.post(f"/{self.front}/sign-in", base_url=self.base, data=fields)
        assert answer.status_code == 303
        return self

    def ask(self, route: Route, **values: Any) -> Any:
        """Ask for an address; what changes something carries a right token, so that only access is tried."""
        data = {"csrf_token": self.token()} if route.method not in READING else None
        path = route.path(**values)
        return self.client.open(path, method=route.method, base_url=self.base, data=data)

    def token(self) -> str:
        """The token of her own pages, which holds as long as her session."""
        if not self._token:
            page = self.client.get(f"/{self.front}/account/", base_url=self.base).text
            self._token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self._token


@pytest.fixture(scope="module")
def app(sqlite_database: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TransactionalFlask]:
    with pytest.MonkeyPatch.context() as patched:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", quick)
        settings = Settings.read(
            {
                "COMPTOIR_DATABASE_URL": sqlite_database.url,
                "COMPTOIR_MAIL_URL": f"folder:{tmp_path_factory.mktemp('mail')}",
                "COMPTOIR_MEDIA_DIR": str(tmp_path_factory.mktemp("media")),
            }
        )
        built = wsgi.build(settings)
        yield built
        built.database.dispose()


@pytest.fixture(scope="module")
def world(app: TransactionalFlask) -> World:
    """Two houses, each with goods on the move and a draft of its assortments."""
    built = worlds.build(app.database)
    for house, language in ((built.maison, "fr"), (built.autre, "en")):
        floors.set_going(house, furnish(house, language=language))
        open_checkout(house)
        place_order(house)
        with house.writing() as session:
            begun = drafting.begin(session, by=CLOCK, at=NOON)
            drafting.add_rules(session, begun, [RuleDraft()], by=CLOCK, at=NOON)
            fewest = PresentationDraft(sizes={MAIN: 1})
            presenting.add_presentation(session, begun, [fewest], by=CLOCK, at=NOON)
            modules.switch(session, "demand", True, by=CLOCK, at=NOON)
            said = OverruleDraft(first_on=NOON.date(), last_on=NOON.date(), times=2.0, reason="A fair")
            overrules.overrule(session, said, by=CLOCK, at=NOON)
            modules.switch(session, "allocation", True, by=CLOCK, at=NOON)
            proposing.begin(session, kind=Kind.ALLOCATION, by=CLOCK, at=NOON)
    return built


@pytest.fixture(scope="module")
def routes(app: TransactionalFlask) -> list[Route]:
    return [
        Route(rule, method, app.view_functions[rule.endpoint].access)
        for rule in app.url_map.iter_rules()
        if rule.rule.split("/")[1] in HOSTS
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


@pytest.fixture(scope="module")
def guarded(routes: list[Route]) -> list[Route]:
    return [route for route in routes if route.access != "public"]


@pytest.fixture
def visitor(app: TransactionalFlask):
    return lambda front="admin": Visitor(app.test_client(), front)


@pytest.fixture
def owner(visitor, world: World) -> Visitor:
    return visitor().sign_in(world.maison.owner.email)


@pytest.fixture
def operator(visitor, world: World) -> Visitor:
    return visitor("operator").sign_in(world.operator.email)


def anything(route: Route) -> dict[str, Any]:
    """Fill an address with what names nothing."""
    return filled(route, uuid4())


def filled(route: Route, id: UUID) -> dict[str, Any]:
    return {name: id if name in route.takes_ids else "nothing" for name in route.rule.arguments}


def ids_of(db: Database, house: House) -> dict[str, list[UUID]]:
    """Every id there is of a brand, by table."""
    with db.engine.connect() as connection:
        return {
            table.name: list(connection.scalars(select(table.c.id).where(table.c.brand_id == house.brand_id)))
            for table in SQLModel.metadata.sorted_tables
            if "brand_id" in table.c and "id" in table.c
        }


def kept(db: Database) -> dict[str, list]:
    """All that the database holds, but for what counts and remembers requests."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(select(table))))
            for table in SQLModel.metadata.sorted_tables
            if table.name not in SETTLED
        }


class TestRoutes:
    def test_each_says_who_may(self, app):
        silent = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if not hasattr(app.view_functions[rule.endpoint], "access")
        ]
        assert silent == []

    def test_each_names_a_duty_that_there_is(self, guarded):
        known = {"signed-in", OPERATE, *Duty}
        assert {route.access for route in guarded} <= known

    def test_each_of_the_operators_is_the_operators_alone(self, guarded):
        theirs = {route.access for route in guarded if route.front == "operator"}
        assert theirs <= {OPERATE, "signed-in"}


class TestSignedOut:
    def test_leads_to_sign_in(self, guarded, visitor, world):
        before = kept(world.db)
        for route in guarded:
            answer = visitor(route.front).ask(route, **anything(route))
            assert answer.status_code == 303, route
            assert answer.location.startswith(f"/{route.front}/sign-in"), route
            assert answer.headers["Cache-Control"] == "no-store", route
        assert kept(world.db) == before


class TestAnotherDoor:
    def test_has_none_of_these_addresses(self, routes, visitor, world):
        for route in routes:
            elsewhere = visitor(route.front)
            elsewhere.base = "http://localhost" if route.front == "admin" else "http://maison.localhost"
            answer = elsewhere.client.open(
                route.path(**anything(route)), method=route.method, base_url=elsewhere.base
            )
            assert answer.status_code == 404, route

    @pytest.mark.parametrize(
        "path", ["//operator/", "/%6fperator/", "/Operator/", "/./operator/", "/operator"]
    )
    def test_leads_no_owner_to_the_operators_pages(self, owner, path):
        named = {"PATH_INFO": unquote(path)}
        answer = owner.client.get("/", base_url=owner.base, environ_overrides=named, follow_redirects=True)
        assert answer.status_code == 404, path


class TestWithoutTheDuty:
    def test_is_refused(self, guarded, visitor, world):
        idle = _with_duties(world, "idle@maison.example", [])
        browser = visitor().sign_in(idle)
        before = kept(world.db)
        for route in guarded:
            if route.front == "admin" and route.access != "signed-in":
                answer = browser.ask(route, **anything(route))
                assert answer.status_code == 403, route
        assert kept(world.db) == before

    def test_is_refused_to_whoever_holds_every_other(self, guarded, visitor, world):
        for duty in Duty:
            others = [other for other in Duty if other is not duty]
            browser = visitor().sign_in(_with_duties(world, f"not-{duty}@maison.example", others))
            for route in guarded:
                if route.access == duty:
                    assert browser.ask(route, **anything(route)).status_code == 403, route


class TestAnotherBrandsId:
    @pytest.mark.parametrize("most", [FEW, pytest.param(None, marks=pytest.mark.soak)])
    def test_is_not_there_and_changes_nothing(self, guarded, owner, operator, world, most):
        """Put ids of the other brand into every address that takes one: of every table, or of a few."""
        theirs = ids_of(world.db, world.autre)
        before = kept(world.db)
        for route in guarded:
            for table, id in _of_tables(theirs, route, most):
                answer = owner.ask(route, **filled(route, id))
                assert answer.status_code == 404, (route, table)
        assert kept(world.db) == before

    def test_looks_like_an_id_that_does_not_exist(self, guarded, owner, world):
        for route in guarded:
            if _is_of_a_brand(route) and route.method == "GET":
                foreign = owner.ask(route, **filled(route, world.autre.lyon))
                nobodys = owner.ask(route, **filled(route, uuid4()))
                assert _without_tokens(foreign.text) == _without_tokens(nobodys.text), route


class TestWithTheDuty:
    def test_opens_every_page_that_needs_no_more(self, guarded, owner, operator):
        for route in guarded:
            if route.method == "GET" and not route.rule.arguments:
                browser = owner if route.front == "admin" else operator
                answer = browser.ask(route)
                assert answer.status_code == 200, route
                assert answer.headers["Cache-Control"] == "no-store", route

    @pytest.mark.parametrize("most", [FEW, pytest.param(None, marks=pytest.mark.soak)])
    def test_opens_the_pages_of_ones_own_things(self, guarded, owner, world, most):
        """With ids of her own brand, a page is drawn or not there; it never fails and is never forbidden."""
        ours = ids_of(world.db, world.maison)
        drawn = set()
        for route in guarded:
            for _table, id in _of_tables(ours, route, most) if route.method == "GET" else ():
                answer = owner.ask(route, **filled(route, id))
                assert answer.status_code in (200, 404), route
                if answer.status_code == 200:
                    drawn.add(route.rule.rule)
        assert {"/admin/outlets/<uuid:outlet_id>", "/admin/staff/<uuid:staff_id>"} <= drawn

    def test_answers_an_empty_form_with_what_is_wrong(self, guarded, owner):
        for route in guarded:
            if route.front == "admin" and route.method != "GET" and not route.rule.arguments:
                if route.rule.rule.endswith(("/sign-out", "/sessions/end")):
                    continue
                answer = owner.ask(route)
                assert answer.status_code < 500, route


class TestWithoutAToken:
    def test_changes_nothing(self, guarded, owner, world):
        before = kept(world.db)
        for route in guarded:
            if route.front == "admin" and route.method not in READING:
                path = route.path(**anything(route))
                answer = owner.client.open(
                    path, method=route.method, base_url=owner.base, data={"csrf_token": "x.y"}
                )
                assert answer.status_code == 400, route
        assert kept(world.db) == before


def _with_duties(world: World, email: str, held: list[Duty]) -> str:
    """Let somebody in who holds these duties over the whole brand, in a role of her own."""
    with world.maison.writing() as session:
        identity = identities.enter(session, email, at=NOON)
        identities.set_password(identity, passwords.hash_password(PASSWORD), at=NOON)
        role = duties.Role(code=email, duties=[str(duty) for duty in held])
        session.add(role)
        session.flush()
        person = staff.join(session, identity, name=email, language="en", at=NOON)
        session.flush()
        staff.place(session, person, role=role, outlet_id=None)
    return email


def _is_of_a_brand(route: Route) -> bool:
    """Say whether an address holds ids of rows; a person's own sessions are no brand's."""
    return route.front == "admin" and bool(route.takes_ids) and "/sessions/" not in route.rule.rule


def _of_tables(ids: dict[str, list[UUID]], route: Route, most: int | None) -> Iterator[tuple[str, UUID]]:
    """One id of each table for a route that takes one; or of those it names, and of a few others by turns."""
    if not _is_of_a_brand(route):
        return
    tables = sorted(table for table, found in ids.items() if found)
    named = [table for table in tables if any(name in f"{table}_id" for name in route.takes_ids)]
    start = crc32(str(route).encode()) % len(tables)
    others = (tables[start:] + tables[:start])[:most]
    for table in dict.fromkeys([*named, *others]):
        yield table, ids[table][0]


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
