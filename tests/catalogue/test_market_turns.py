import pytest
from sqlmodel import select

from catalogue.search import browse
from kernel import events
from kernel.db import Database
from kernel.events import CLOCK
from kernel.jobs import work_off
from tenancy.markets import Market
from tests.databases import Address
from tests.world_catalogue import NOON, furnish, open_house


class TestFollow:
    @pytest.mark.parametrize("action", ["opened", "changed"])
    def test_lists_everything_anew_in_a_language_that_comes(self, own_database: Address, action):
        database = Database(own_database.url)
        house = open_house(database, "etoffe")
        with database.write(house.brand_id) as session:
            furnish(session)
            session.commit()
        with database.write(house.brand_id) as session:
            market = session.exec(select(Market).where(Market.code == "us")).one()
            market.languages, market.countries = ["en", "de"], ["CA"]
            session.add(market)
            events.record(market, action, by=CLOCK, at=NOON)
            session.commit()
        work_off(database, worker="test", at=NOON)
        with database.read(house.brand_id) as session:
            page = browse(session, house.markets["us"], language="de", at=NOON)
            (card,) = (card for card in page.items if card.code == "R100")
            assert (card.slug, str(card.name), card.name.lang) == ("robe-celeste", "Robe Céleste", "fr")
        database.dispose()
