from datetime import timedelta

import pytest

from kernel.passwords import verify
from tenancy import people, resets, sessions
from tenancy.identities import Identity
from tenancy.resets import LinkOver
from tests.world import NOON


def offer(session, person) -> str:
    token = resets.offer(session, session.get_one(Identity, person.identity_id), at=NOON)
    session.flush()  # the link is looked up by its digest
    return token


class TestUse:
    def test_sets_the_password_once(self, session, maison):
        token = offer(session, maison.owner)
        identity = resets.use(session, token, password_hash="new", at=NOON)
        assert identity.password_hash == "new"
        session.flush()
        with pytest.raises(LinkOver):
            resets.use(session, token, password_hash="again", at=NOON)

    def test_ends_within_the_hour(self, session, maison):
        token = offer(session, maison.owner)
        with pytest.raises(LinkOver):
            resets.use(session, token, password_hash="new", at=NOON + timedelta(minutes=60))

    def test_lets_only_the_last_link_work(self, session, maison):
        first, second = offer(session, maison.owner), offer(session, maison.owner)
        with pytest.raises(LinkOver):
            resets.behind(session, first, at=NOON)
        assert resets.behind(session, second, at=NOON).id == maison.owner.identity_id

    def test_opens_nothing_at_another_brand(self, session, maison, world):
        with maison.writing() as writing:
            token = offer(writing, maison.owner)
        with world.autre.trying() as elsewhere, pytest.raises(LinkOver):
            resets.behind(elsewhere, token, at=NOON)

    def test_signs_every_browser_out(self, maison):
        with maison.writing() as writing:
            browser = sessions.begin(writing, maison.owner.identity_id, agent="", at=NOON)
        with maison.writing() as writing:
            kept = writing.get_one(Identity, maison.owner.identity_id).password_hash
            resets.use(writing, offer(writing, maison.owner), password_hash=kept, at=NOON)
        assert people.at_door(maison.db, browser, brand_id=maison.brand_id, at=NOON) is None

    def test_leaves_the_second_factor_on(self, session, maison):
        identity = session.get_one(Identity, maison.owner.identity_id)
        identity.totp_secret = "sealed"
        resets.use(session, offer(session, maison.owner), password_hash="new", at=NOON)
        assert identity.totp_secret == "sealed"

    def test_keeps_no_token(self, session, maison):
        token = offer(session, maison.owner)
        identity = session.get_one(Identity, maison.owner.identity_id)
        assert token not in str(identity.model_dump())
        assert not verify(identity.password_hash, token).is_right
