from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from catalogue import listings, prices
from catalogue.prices import PriceDraft, Rounding, Rule
from catalogue.search import browse
from catalogue.styles import NoSuchStyle
from kernel.db import Database
from kernel.events import CLOCK, Event
from kernel.jobs import Job, work_off
from tenancy.brands import Brand
from tests.world_catalogue import MONTHS_AGO, NOON, House

DAY = timedelta(days=1)


def cards(session, house: House, market: str = "fr", *, at=NOON, language="fr") -> dict:
    page = browse(session, house.markets[market], language=language, at=at)
    return {card.code: card for card in page.items}


class TestSetPrice:
    def test_shows_in_the_market_of_its_list_alone(self, session, house):
        prices.set_price(session, "R100", price_list="EUR", units=31000, starts_at=NOON, by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert cards(session, house)["R100"].units == 31000
        assert cards(session, house, "us", language="en")["R100"].units == 31900

    def test_waits_for_its_moment(self, session, house):
        prices.set_price(
            session, "R100", price_list="EUR", units=31000, starts_at=NOON + DAY, by=CLOCK, at=NOON
        )
        listings.catch_up(session)
        assert cards(session, house)["R100"].units == 29000

    @pytest.mark.parametrize("units", [0, -1, 2_000_000_000])
    def test_refuses_what_is_no_price(self, session, units):
        with pytest.raises(prices.NotAPrice):
            prices.set_price(
                session, "R100", price_list="EUR", units=units, starts_at=NOON, by=CLOCK, at=NOON
            )

    def test_refuses_a_list_or_a_style_that_is_not_there(self, session):
        with pytest.raises(prices.NoSuchPriceList):
            prices.set_price(session, "R100", price_list="GBP", units=1, starts_at=NOON, by=CLOCK, at=NOON)
        with pytest.raises(NoSuchStyle):
            prices.set_price(session, "R999", price_list="EUR", units=1, starts_at=NOON, by=CLOCK, at=NOON)

    def test_is_remembered(self, session):
        draft = PriceDraft(style="R100", price_list="EUR", units=31000, starts_at=NOON)
        prices.set_prices(session, [draft], by=CLOCK, at=NOON)
        told = session.exec(select(Event).where(Event.action == "priced", Event.at == NOON)).one()
        assert told.particulars["styles"] == 1


class TestMarkDown:
    def test_tells_from_the_lowest_price_before_where_the_law_says_so(self, session, house):
        sale: dict[str, Any] = {"price_list": "EUR", "by": CLOCK}
        earlier: dict[str, Any] = {
            "starts_at": NOON - 20 * DAY,
            "ends_at": NOON - 15 * DAY,
            "at": NOON - 20 * DAY,
        }
        prices.mark_down(session, ["R100"], to=25000, **sale, **earlier)
        prices.mark_down(session, ["R100"], to=20000, **sale, starts_at=NOON, at=NOON)
        listings.catch_up(session)
        card = cards(session, house)["R100"]
        assert (card.units, card.was_units, card.percent_off) == (20000, 25000, 20)

    def test_tells_from_the_full_price_elsewhere(self, session, house):
        sale: dict[str, Any] = {"price_list": "CNY", "by": CLOCK}
        earlier: dict[str, Any] = {
            "starts_at": NOON - 20 * DAY,
            "ends_at": NOON - 15 * DAY,
            "at": NOON - 20 * DAY,
        }
        prices.mark_down(session, ["R100"], percent=10, **sale, **earlier)
        prices.mark_down(session, ["R100"], percent=30, **sale, starts_at=NOON, at=NOON)
        listings.catch_up(session)
        card = cards(session, house, "cn", language="zh-Hans")["R100"]
        assert (card.units, card.was_units, card.percent_off) == (162400, 232000, 30)

    def test_takes_many_styles_and_rounds_as_asked(self, session, house):
        rounding = Rounding(1000, 100)
        sale: dict[str, Any] = {"price_list": "EUR", "starts_at": NOON, "by": CLOCK, "at": NOON}
        prices.mark_down(session, ["R100", "R110", "M200"], percent=30, rounding=rounding, **sale)
        listings.catch_up(session)
        page = browse(session, house.markets["fr"], language="fr", at=NOON, sort="price-up")
        assert {card.code: card.units for card in page.items if card.was_units} == {
            "R100": 19900,
            "R110": 16900,
            "M200": 40900,
        }
        assert page.reduced == 3

    def test_refuses_what_would_be_no_reduction(self, session):
        with pytest.raises(prices.NotReduced, match="H320"):
            prices.mark_down(
                session, ["R100", "H320"], price_list="EUR", to=6000, starts_at=NOON, by=CLOCK, at=NOON
            )

    def test_refuses_a_style_without_a_price_and_dates_that_cross(self, session):
        sale: dict[str, Any] = {"price_list": "EUR", "to": 100, "by": CLOCK, "at": NOON}
        with pytest.raises(prices.NoFullPrice):
            prices.mark_down(session, ["R100"], starts_at=MONTHS_AGO - DAY, **sale)
        with pytest.raises(prices.EndsBeforeStart):
            prices.mark_down(session, ["R100"], starts_at=NOON, ends_at=NOON, **sale)


class TestEndMarkdown:
    def test_returns_to_the_full_price_and_calls_off_what_was_to_come(self, session, house):
        sale: dict[str, Any] = {"price_list": "EUR", "by": CLOCK, "at": NOON - DAY}
        prices.mark_down(session, ["R100"], to=20000, starts_at=NOON - DAY, **sale)
        prices.mark_down(session, ["R100"], to=15000, starts_at=NOON + DAY, **sale)
        prices.end_markdown(session, ["R100"], price_list="EUR", by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert cards(session, house)["R100"].was_units is None
        listings.refresh(session, at=NOON + 2 * DAY)
        assert cards(session, house, at=NOON + 2 * DAY)["R100"].units == 29000


class TestDerive:
    def test_sets_a_list_from_another_by_factor_and_rounding(self, session, house):
        rule = Rule(numerator=85, denominator=100, rounding=Rounding(1000, 100))
        count = prices.derive(
            session, source="EUR", target="USD", rule=rule, starts_at=NOON, by=CLOCK, at=NOON
        )
        listings.catch_up(session)
        assert count == 10
        assert cards(session, house, "us", language="en")["R100"].units == 24900

    @pytest.mark.parametrize(
        ("units", "rounded"), [(12740, 12900), (12399, 11900), (12400, 12900), (10, 900)]
    )
    def test_rounds_to_the_nearest_ending(self, units, rounded):
        assert Rounding(1000, 100).rounded(units) == rounded


class TestPricesTurn:
    def test_shows_a_markdown_as_it_starts_and_takes_it_away_as_it_ends(self, db: Database, house):
        with db.write(house.brand_id) as session:
            dates: dict[str, Any] = {"starts_at": NOON + DAY, "ends_at": NOON + 2 * DAY}
            prices.mark_down(session, ["B410"], price_list="EUR", to=9000, **dates, by=CLOCK, at=NOON)
            session.commit()
        seen = [_now(db, house, moment) for moment in (NOON, NOON + DAY, NOON + 2 * DAY)]
        assert [card.units for card, _version in seen] == [13000, 9000, 13000]
        assert len({version for _card, version in seen}) == 3

    def test_is_queued_once_for_one_moment(self, session):
        for code in ("R100", "R110"):
            sale: dict[str, Any] = {"price_list": "EUR", "to": 9000, "by": CLOCK, "at": NOON}
            prices.mark_down(session, [code], starts_at=NOON + 9 * DAY, **sale)
        queued = select(Job).where(Job.kind == "catalogue.prices", Job.run_at == NOON + 9 * DAY)
        assert len(session.exec(queued).all()) == 1


def _now(db: Database, house: House, at) -> tuple:
    """What a shopper sees once the work due at a moment is done, and the version of the shop."""
    work_off(db, worker="test", at=at)
    with db.read(house.brand_id) as session:
        return cards(session, house, at=at)["B410"], session.get_one(Brand, house.brand_id).version
