"""The `comptoir` command, as a person types it."""

import json
import sys
from dataclasses import dataclass

import pytest
from sqlmodel import select

from inventory import deliveries
from inventory.stock import Level
from kernel.db import Database
from kernel.events import CLOCK, Event
from ops import cli
from tests.databases import Address
from tests.inventory.shelf import NOON, put_up

NOIRE = ("--slug=noire", "--language=fr", "--country=FR", "--currency=EUR", "--owner=ines@example.com")


@dataclass(frozen=True)
class Answer:
    """What the command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def comptoir(own_database: Address, monkeypatch, capsys):
    monkeypatch.setenv("COMPTOIR_DATABASE_URL", own_database.url)
    monkeypatch.setenv("COMPTOIR_OWNER_DATABASE_URL", own_database.owner_url)

    def call(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["comptoir", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        code = ended.value.code
        return Answer(
            code if isinstance(code, int) else 1,
            said.out,
            f"{said.err}{code if isinstance(code, str) else ''}",
        )

    return call


class TestBrandsNew:
    def test_makes_a_brand_once_and_says_why_not_twice(self, comptoir):
        first = comptoir("brands", "new", "Maison Noire", *NOIRE)
        assert first.code == 0
        assert first.out.startswith("http://noire.localhost:8000/admin/invitations/")
        again = comptoir("brands", "new", "Maison Noire", *NOIRE)
        assert again.code == 1
        assert "noire is taken" in again.err


class TestMigrate:
    def test_has_nothing_to_do_on_a_new_schema(self, comptoir):
        assert comptoir("migrate").code == 0


class TestCheck:
    def test_names_what_is_broken(self, comptoir, own_database):
        db = Database(own_database.url)
        shelf = put_up(db, "shelf")
        with db.write(shelf.brand_id) as session:
            levels = [(shelf.store_id, shelf.skus["S"], 5)]
            deliveries.count_in(session, levels, reference="opening", by=CLOCK, at=NOON)
            session.commit()
        assert comptoir("check").code == 0
        with db.write(shelf.brand_id) as session:
            level = session.exec(select(Level)).one()
            level.on_hand = 7
            session.add(level)
            session.commit()
        broken = comptoir("check", "--json", "--brand=shelf")
        assert broken.code == 1
        assert json.loads(broken.out)["breaches"][0]["detail"]["level"] == "7"
        db.dispose()


class TestStockRebuild:
    def test_shows_first_and_mends_when_asked(self, comptoir, own_database):
        db = Database(own_database.url)
        shelf = put_up(db, "shelf")
        with db.write(shelf.brand_id) as session:
            levels = [(shelf.store_id, shelf.skus["S"], 5)]
            deliveries.count_in(session, levels, reference="opening", by=CLOCK, at=NOON)
            level = session.exec(select(Level)).one()
            level.on_hand = 7
            session.add(level)
            session.commit()
        shown = comptoir("stock", "rebuild", "--brand=shelf")
        assert "S1 D1-S on_hand: 7 → 5" in shown.out
        assert comptoir("check").code == 1
        comptoir("stock", "rebuild", "--brand=shelf", "--apply")
        assert comptoir("check").code == 0
        with db.read(shelf.brand_id) as session:
            mended = session.exec(select(Event).where(Event.action == "mended")).one()
            assert mended.by_name.startswith("comptoir (")
        db.dispose()

    def test_names_a_brand_that_is_not_there(self, comptoir):
        answer = comptoir("stock", "rebuild", "--brand=nobody")
        assert answer.code == 2
        assert "no brand nobody" in answer.err


class TestDistribute:
    def test_says_that_every_table_could_be(self, comptoir):
        answer = comptoir("distribute", "--check")
        assert answer.code == 0
        assert int(answer.out.split()[1]) > 30

    def test_says_clearly_where_there_is_no_citus(self, comptoir):
        answer = comptoir("distribute")
        assert answer.code == 1
        assert "has no Citus" in answer.err
