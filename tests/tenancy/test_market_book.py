from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from tenancy import market_book
from tenancy.market_book import BadRate, CodeTaken, CurrencyStays
from tenancy.markets import (
    Market,
    MarketDraft,
    MarketTaken,
    NoSuchOutlet,
    NothingSpoken,
    RateDraft,
    add_markets,
    rate_on,
    read_besides,
)
from tests.world import NOON

DRAFT = MarketDraft(
    code="fr",
    countries=["FR", "BE"],
    languages=["fr", "en"],
    currency="EUR",
    price_list="eur",
    tax_included=True,
    texts={"name": {"fr": "France et Belgique"}},
)
JAPAN = MarketDraft(
    code="jp", countries=["JP"], languages=["ja"], currency="JPY", price_list="jpy", tax_included=True
)


@pytest.fixture
def france(session) -> Market:
    return session.exec(select(Market).where(Market.code == "fr")).one()


class TestChange:
    def test_makes_it_what_the_draft_says(self, session, france, ines):
        market_book.change(session, france, DRAFT, source="fr", by=ines, at=NOON)
        assert (france.countries, france.languages) == (["FR", "BE"], ["fr", "en"])
        assert france.words["name"]["fr"]["text"] == "France et Belgique"

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"countries": []}, NothingSpoken),
            ({"languages": []}, NothingSpoken),
            ({"currency": "USD"}, CurrencyStays),
            ({"countries": ["FR", "JP"]}, MarketTaken),
            ({"code": "jp"}, CodeTaken),
        ],
    )
    def test_refuses_what_no_market_can_be(self, session, france, ines, change, refusal):
        add_markets(session, [JAPAN], source="fr", by=ines, at=NOON)
        with pytest.raises(refusal):
            market_book.change(session, france, replace(DRAFT, **change), source="fr", by=ines, at=NOON)


class TestSetRate:
    def test_holds_from_its_day_on(self, session, france, ines):
        draft = RateDraft(name="TVA", millionths=210_000, starts_on=date(2027, 1, 1))
        market_book.set_rate(session, france, draft, by=ines, at=NOON)
        session.flush()
        rates = market_book.rates(session, france)
        assert rate_on(rates, date(2026, 12, 31)).millionths == 200_000
        assert rate_on(rates, date(2027, 1, 1)).millionths == 210_000

    def test_puts_right_what_was_said_of_the_same_day(self, session, france, ines):
        for millionths in (210_000, 205_000):
            draft = RateDraft(name="TVA", millionths=millionths, starts_on=date(2027, 1, 1))
            rate = market_book.set_rate(session, france, draft, by=ines, at=NOON)
            session.flush()
        assert len(market_book.rates(session, france)) == 2
        market_book.drop_rate(session, france, rate, by=ines, at=NOON)
        session.flush()
        assert len(market_book.rates(session, france)) == 1

    def test_prefers_the_regions_own(self, session, france, ines):
        corsica = RateDraft(name="TVA Corse", millionths=100_000, starts_on=date(2020, 1, 1), region="20")
        market_book.set_rate(session, france, corsica, by=ines, at=NOON)
        session.flush()
        rates = market_book.rates(session, france)
        assert rate_on(rates, NOON.date(), region="20").millionths == 100_000
        assert rate_on(rates, NOON.date(), region="75").millionths == 200_000

    @pytest.mark.parametrize("millionths", [-1, 1_000_001])
    def test_is_a_share(self, session, france, ines, millionths):
        draft = RateDraft(name="TVA", millionths=millionths, starts_on=date(2027, 1, 1))
        with pytest.raises(BadRate):
            market_book.set_rate(session, france, draft, by=ines, at=NOON)


class TestServeFrom:
    def test_takes_these_outlets_and_no_others(self, session, france, ines, maison):
        market_book.serve_from(session, france, [maison.lyon, maison.paris], by=ines, at=NOON)
        market_book.serve_from(session, france, [maison.lyon], by=ines, at=NOON)
        assert market_book.serving(session, france) == [maison.lyon]

    def test_takes_no_other_brands_outlet(self, session, france, ines, world):
        with pytest.raises(NoSuchOutlet):
            market_book.serve_from(session, france, [world.autre.lyon], by=ines, at=NOON)


class TestReadBesides:
    def test_names_what_every_market_of_a_language_offers_too(self):
        def market(*languages: str) -> Market:
            return Market(
                code="x", countries=["X"], languages=list(languages), currency="EUR", tax_included=True
            )

        markets = [market("ar", "en"), market("en", "zh-Hans"), market("en")]
        assert read_besides(markets) == {"ar": ("en",), "en": ()}
