from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from catalogue import listings, prices, seasons, style_book
from catalogue.prices import PriceDraft
from catalogue.search import browse
from catalogue.seasons import DropDraft, Season, SeasonDraft
from kernel.db import Database
from kernel.events import CLOCK
from kernel.jobs import work_off
from tests.world_catalogue import NOON, House, draft

DAY = timedelta(days=1)


def put_in_drop(session, *, releases_at, is_announced=True, code="D1"):
    given = DropDraft(code=code, releases_at=releases_at, is_announced=is_announced)
    (drop,) = seasons.add_drops(session, [given], by=CLOCK, at=NOON)
    style_book.add_styles(session, [draft(f"{code}-S", drop=code)], by=CLOCK, at=NOON)
    row = PriceDraft(style=f"{code}-S", price_list="EUR", units=10000, starts_at=NOON)
    prices.set_prices(session, [row], by=CLOCK, at=NOON)
    style_book.publish(session, [f"{code}-S"], by=CLOCK, at=NOON)
    return drop


def cards(session, house: House, *, at=NOON) -> dict:
    page = browse(session, house.markets["fr"], language="fr", at=at, sort="newest")
    return {card.code: card for card in page.items}


class TestAddSeasons:
    def test_refuses_a_code_twice_and_dates_that_cross(self, session):
        with pytest.raises(seasons.CodeTaken):
            seasons.add_seasons(
                session, [SeasonDraft(code="AW26", starts_on=date(2026, 8, 1))], by=CLOCK, at=NOON
            )
        crossed = SeasonDraft(code="X", starts_on=date(2026, 8, 1), ends_on=date(2026, 7, 1))
        with pytest.raises(seasons.EndsBeforeItStarts):
            seasons.add_seasons(session, [crossed], by=CLOCK, at=NOON)


class TestAddDrops:
    def test_shows_an_announced_style_as_coming(self, session, house):
        put_in_drop(session, releases_at=NOON + DAY)
        listings.catch_up(session)
        card = cards(session, house)["D1-S"]
        assert (card.is_coming, card.is_new, card.drop) == (True, False, "D1")

    def test_hides_a_style_that_is_not_announced(self, session, house):
        put_in_drop(session, releases_at=NOON + DAY, is_announced=False)
        listings.catch_up(session)
        assert "D1-S" not in cards(session, house)

    def test_refuses_a_season_that_is_not_there(self, session):
        with pytest.raises(seasons.NoSuchSeason):
            seasons.add_drops(session, [DropDraft(code="D", releases_at=NOON, season="X")], by=CLOCK, at=NOON)


class TestRelease:
    def test_lists_the_drop_at_its_moment_as_the_newest(self, db: Database, house):
        with db.write(house.brand_id) as session:
            put_in_drop(session, releases_at=NOON + DAY, is_announced=False, code="D2")
            session.commit()
        with db.read(house.brand_id) as session:
            assert "D2-S" not in cards(session, house)
        work_off(db, worker="test", at=NOON + DAY)
        with db.read(house.brand_id) as session:
            seen = cards(session, house, at=NOON + DAY)
            assert next(iter(seen)) == "D2-S"
            assert (seen["D2-S"].is_coming, seen["D2-S"].is_new) == (False, True)


class TestMoveDrop:
    def test_takes_its_styles_along(self, session, house):
        drop = put_in_drop(session, releases_at=NOON + DAY)
        seasons.move_drop(session, drop, releases_at=NOON - DAY, is_announced=True, by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert cards(session, house)["D1-S"].is_coming is False


class TestChangeSeason:
    def test_gives_it_other_dates_and_refuses_those_that_cross(self, session):
        season = session.exec(select(Season).where(Season.code == "AW26")).one()
        texts = {"name": {"fr": "Hiver"}}
        given = SeasonDraft(code="AW26", starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 1), texts=texts)
        seasons.change_season(session, season, given, by=CLOCK, at=NOON)
        assert (season.starts_on, season.ends_on) == (date(2026, 9, 1), date(2027, 2, 1))
        crossed = replace(given, ends_on=date(2026, 8, 1))
        with pytest.raises(seasons.EndsBeforeItStarts):
            seasons.change_season(session, season, crossed, by=CLOCK, at=NOON)


class TestChangeDrop:
    def test_says_it_otherwise_and_moves_it(self, session, house):
        drop = put_in_drop(session, releases_at=NOON + DAY)
        texts = {"name": {"fr": "Brume"}, "text": {"fr": "Un matin."}}
        given = DropDraft(code="D1", releases_at=NOON - DAY, season="AW26", texts=texts)
        seasons.change_drop(session, drop, given, by=CLOCK, at=NOON)
        assert drop.words["text"]["fr"]["text"] == "Un matin."
        assert drop.season_id is not None
        listings.catch_up(session)
        assert cards(session, house)["D1-S"].is_coming is False

    def test_refuses_a_season_that_is_not_there(self, session):
        drop = put_in_drop(session, releases_at=NOON + DAY)
        with pytest.raises(seasons.NoSuchSeason):
            seasons.change_drop(
                session, drop, DropDraft(code="D1", releases_at=NOON, season="none"), by=CLOCK, at=NOON
            )
