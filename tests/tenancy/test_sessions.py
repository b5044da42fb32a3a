from datetime import timedelta

from kernel.ids import digest
from tenancy import people, sessions
from tests.world import NOON


def begin(house, person, *, at=NOON) -> str:
    with house.writing() as session:
        return sessions.begin(session, person.identity_id, agent="Firefox/130", at=at)


def seen(house, token, *, at=NOON):
    return people.at_door(house.db, token, brand_id=house.brand_id, at=at)


class TestBegin:
    def test_is_known_by_its_token_at_its_door(self, maison):
        person = seen(maison, begin(maison, maison.owner))
        assert person is not None
        assert person.id == maison.owner.id

    def test_keeps_no_token(self, maison):
        token = begin(maison, maison.owner)
        with maison.trying() as session:
            rows = sessions.of_identity(session, maison.owner.identity_id, at=NOON)
        assert token not in str([row.model_dump() for row in rows])

    def test_opens_nothing_at_another_door(self, world, maison):
        token = begin(maison, maison.owner)
        assert seen(world.autre, token) is None
        assert people.at_door(world.db, token, brand_id=None, at=NOON) is None

    def test_opens_nothing_of_the_operators_for_an_operator_at_a_brand(self, world):
        token = begin(world.maison, world.operator)
        assert seen(world.maison, token) is None


class TestEnd:
    def test_ends_one_browser_at_once(self, maison):
        first, second = begin(maison, maison.owner), begin(maison, maison.owner)
        with maison.writing() as session:
            sessions.end(session, digest(first))
        assert seen(maison, first) is None
        assert seen(maison, second) is not None

    def test_ends_one_of_ones_own_and_no_other_persons(self, maison):
        mine, other = begin(maison, maison.owner), begin(maison, maison.manager)
        with maison.writing() as session:
            (row,) = [
                row
                for row in sessions.of_identity(session, maison.manager.identity_id, at=NOON)
                if row.token_digest == digest(other)
            ]
            sessions.end_one(session, maison.owner.identity_id, row.id)
        assert seen(maison, other) is not None
        assert seen(maison, mine) is not None

    def test_ends_everywhere(self, world, maison):
        tokens = [begin(maison, maison.owner) for _ in range(3)]
        with maison.writing() as session:
            sessions.end_all(session, maison.owner.identity_id)
        assert [seen(maison, token) for token in tokens] == [None] * 3


class TestLimits:
    def test_ends_when_idle(self, maison):
        token = begin(maison, maison.owner)
        assert seen(maison, token, at=NOON + sessions.IDLE + timedelta(minutes=1)) is None

    def test_goes_on_while_in_use_and_ends_all_the_same(self, maison):
        token, at = begin(maison, maison.owner), NOON
        while at < NOON + sessions.LASTS - timedelta(hours=11):
            assert seen(maison, token, at=at) is not None
            at += timedelta(hours=11)
        assert seen(maison, token, at=NOON + sessions.LASTS) is None

    def test_are_narrower_for_operators(self, world):
        with world.db.write() as session:
            token = sessions.begin(session, world.operator.identity_id, agent="", at=NOON)
            session.commit()
        assert people.at_door(world.db, token, brand_id=None, at=NOON) is not None
        later = NOON + timedelta(hours=2)
        assert people.at_door(world.db, token, brand_id=None, at=later) is None
