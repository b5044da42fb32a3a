"""A bag holds what she means to buy, at the prices she saw, and no more than there is."""

from datetime import timedelta

import pytest

from catalogue import listings
from catalogue.prices import set_price
from kernel.events import CLOCK
from sales import bags
from tests.world_catalogue import NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def bag(session, market):
    return bags.open_bag(session, digest="hers", market_id=market.id, at=NOON)


@pytest.fixture
def read(session, bag, market):
    def contents():
        session.flush()
        return bags.contents(session, bag, market=market, language="fr")

    return contents


def put_in(session, bag, sku="R100-ink-M", units=1):
    return bags.put_in(session, bag, sku_code=sku, units=units, at=NOON)


class TestOpenBag:
    def test_is_one_for_a_shopper_and_market(self, session, bag, market, house):
        assert bags.open_bag(session, digest="hers", market_id=market.id, at=LATER).id == bag.id
        assert bags.open_bag(session, digest="hers", market_id=house.markets["us"], at=LATER).id != bag.id
        assert bags.open_bag(session, digest="his", market_id=market.id, at=LATER).id != bag.id


class TestPutIn:
    def test_tells_what_it_is_in_her_language(self, session, bag, read):
        put_in(session, bag, units=2)
        (piece,) = read().pieces
        assert (str(piece.name), str(piece.colour), piece.size) == ("Robe Céleste", "Encre", "36")
        assert (piece.units, piece.each.units, read().total.units) == (2, 290_00, 580_00)

    def test_adds_to_what_is_there(self, session, bag, read):
        put_in(session, bag)
        session.flush()
        put_in(session, bag, units=2)
        assert [piece.units for piece in read().pieces] == [3]

    def test_counts_what_every_store_of_the_market_can_promise(self, session, bag):
        put_in(session, bag, units=9)
        session.flush()
        with pytest.raises(bags.SoldOut):
            put_in(session, bag, sku="R100-bone-M")

    def test_refuses_more_than_there_are(self, session, bag, read):
        with pytest.raises(bags.NotThatManyLeft) as refused:
            put_in(session, bag, units=10)
        assert "9" in str(refused.value)
        assert not read().pieces

    def test_refuses_what_the_market_does_not_list(self, session, bag):
        with pytest.raises(bags.NoSuchPiece):
            put_in(session, bag, sku="R999-ink-M")

    def test_turns_the_version(self, session, bag):
        before = bag.version
        put_in(session, bag)
        assert bag.version == before + 1


class TestSetUnits:
    def test_takes_out_what_is_set_to_none(self, session, bag, read):
        put_in(session, bag)
        session.flush()
        bags.set_units(session, bag, sku_code="R100-ink-M", units=0, at=LATER)
        assert not read().pieces

    def test_refuses_more_than_there_are(self, session, bag, read):
        put_in(session, bag)
        session.flush()
        with pytest.raises(bags.NotThatManyLeft):
            bags.set_units(session, bag, sku_code="R100-ink-M", units=10, at=LATER)
        assert [piece.units for piece in read().pieces] == [1]

    def test_lets_her_take_fewer_of_what_has_run_short(self, session, bag, read):
        line = put_in(session, bag)
        line.units = 12
        session.flush()
        assert read().pieces[0].is_short
        bags.set_units(session, bag, sku_code="R100-ink-M", units=11, at=LATER)
        assert [piece.units for piece in read().pieces] == [11]


class TestPrices:
    def change(self, session, units):
        set_price(
            session,
            "R100",
            price_list="EUR",
            units=units,
            starts_at=NOON - timedelta(hours=1),
            by=CLOCK,
            at=NOON,
        )
        session.flush()
        listings.catch_up(session)

    def test_hold_while_the_bag_lives(self, session, bag, read):
        put_in(session, bag)
        self.change(session, 310_00)
        (piece,) = read().pieces
        assert piece.is_dearer
        assert piece.each.units == 290_00

    def test_follow_down(self, session, bag, read):
        put_in(session, bag)
        self.change(session, 250_00)
        (piece,) = read().pieces
        assert piece.is_cheaper
        assert piece.each.units == 250_00


class TestForget:
    def test_throws_out_what_nobody_touched(self, session, bag, market):
        put_in(session, bag)
        session.flush()
        assert bags.forget(session, before=LATER) >= 1
        session.expire_all()
        assert bags.find(session, digest="hers", market_id=market.id) is None
