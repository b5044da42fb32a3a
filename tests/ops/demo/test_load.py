"""A demo house, opened by a real brand's commands on both databases."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import func, select

from catalogue.listings import Listing
from catalogue.lookbooks import Look
from catalogue.pages import Page
from catalogue.styles import Style
from inventory.stock import Level
from kernel.db import Database
from ops import checks
from ops.demo import load
from ops.demo.houses import HOUSES
from tenancy.brands import Brand
from tenancy.identities import Identity
from tenancy.outlets import Outlet
from tenancy.staff import Staff
from tests.databases import Address

TODAY = date(2026, 11, 22)
HOUSE = next(house for house in HOUSES if house.slug == "hezhou")


@pytest.fixture(scope="module")
def db(database: Address) -> Iterator[Database]:
    opened = Database(database.url)
    load.load(opened, HOUSE, today=TODAY, operator_host="localhost")
    yield opened
    opened.dispose()


@pytest.fixture
def session(db: Database):
    with db.read(1) as opened:
        yield opened


def count(session, model, *where) -> int:
    return session.exec(select(func.count()).select_from(model).where(*where)).one()


class TestLoad:
    def test_brings_in_every_style_outlet_and_person(self, session):
        assert count(session, Style, Style.status == "published") == len(HOUSE.styles)
        assert count(session, Outlet) == len(HOUSE.outlets)
        assert count(session, Staff) == len(HOUSE.staff)

    def test_lists_each_released_style_in_each_market(self, session):
        assert count(session, Listing) >= len(HOUSE.markets) * len(
            [s for s in HOUSE.styles if s.drop is None]
        )

    def test_writes_the_legal_pages_and_hangs_the_looks(self, session):
        assert count(session, Page, Page.kind == "legal") == len(HOUSE.legal_pages)
        assert count(session, Look) == sum(len(book.looks) for book in HOUSE.lookbooks)

    def test_fills_the_shelves_through_the_ledger(self, session, db):
        assert count(session, Level, Level.on_hand > 0) > 500
        assert checks.check(db) == []

    def test_lets_everybody_sign_in(self, db):
        with db.read() as session:
            found = session.exec(select(Identity.password_hash)).all()
        assert len(found) == len({person.email for person in HOUSE.staff})
        assert all(found)

    def test_founds_a_house_once(self, db):
        from tenancy.brands import SlugTaken

        with pytest.raises(SlugTaken):
            load.load(db, HOUSE, today=TODAY, operator_host="localhost")
        with db.read() as session:
            assert session.exec(select(Brand.slug)).all() == [HOUSE.slug]


class TestDoorkeepers:
    def test_names_one_person_of_each_role_and_one_of_each_floor(self):
        named = list(load.doorkeepers(HOUSE))
        assert named[0].role == "owner"
        assert {person.role for person in named} == {person.role for person in HOUSE.staff}
        assert {code for person in named for code in person.outlets} >= set(load.FLOORS[HOUSE.slug])
        assert len(named) == len({person.email for person in named})
