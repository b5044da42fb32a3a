from datetime import timedelta

import pyotp
import pytest

from kernel.db import Database
from tenancy import second_factors
from tenancy.identities import Identity
from tenancy.second_factors import EnrolmentOver, HalfwayOver, WrongCode
from tenancy.throttles import TriedTooOften
from tests.world import NOON


@pytest.fixture
def enrolled(db: Database, maison, vault):
    """Claire with a telephone: her identity, its secret and her recovery codes."""
    with db.write() as session:
        identity = session.get_one(Identity, maison.store_manager.identity_id)
        secret = pyotp.random_base32()
        code = pyotp.TOTP(secret).at(NOON)
        codes = second_factors.enrol(session, vault, identity.id, secret=secret, code=code, at=NOON)
        session.commit()
    yield identity, secret, codes
    with db.write() as session:
        second_factors.turn_off(session, identity.id)
        session.commit()


def prove(db, vault, identity, code, *, at, brand_id=1, ticket=None):
    ticket = ticket or second_factors.halfway(vault, identity, brand_id=brand_id, at=at)
    return second_factors.prove(db, vault, ticket=ticket, code=code, brand_id=brand_id, at=at)


class TestEnrol:
    def test_wants_a_code_that_the_telephone_made(self, session, vault, maison):
        with pytest.raises(WrongCode):
            second_factors.enrol(
                session, vault, maison.owner.identity_id, secret=pyotp.random_base32(), code="000000", at=NOON
            )

    def test_keeps_the_secret_sealed_and_the_recovery_codes_digested(self, db, enrolled):
        identity, secret, codes = enrolled
        with db.read() as session:
            kept = str(session.get_one(Identity, identity.id).model_dump())
        assert secret not in kept
        assert not any(code.replace("-", "") in kept for code in codes)

    def test_takes_the_secret_only_from_whom_it_was_proposed_to(self, vault, maison):
        secret, sealed = second_factors.propose(vault, maison.owner.identity_id, at=NOON)
        assert second_factors.proposed(vault, maison.owner.identity_id, sealed, at=NOON) == secret
        with pytest.raises(EnrolmentOver):
            second_factors.proposed(vault, maison.clerk.identity_id, sealed, at=NOON)
        later = NOON + timedelta(hours=1)
        with pytest.raises(EnrolmentOver):
            second_factors.proposed(vault, maison.owner.identity_id, sealed, at=later)


class TestProve:
    def test_takes_a_code_once(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        at = NOON + timedelta(minutes=5)
        code = pyotp.TOTP(secret).at(at)
        assert prove(db, vault, identity, code, at=at).id == identity.id
        with pytest.raises(WrongCode):
            prove(db, vault, identity, code, at=at)

    def test_does_not_take_the_code_that_enrolled(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        with pytest.raises(WrongCode):
            prove(db, vault, identity, pyotp.TOTP(secret).at(NOON), at=NOON)

    def test_bears_with_a_clock_half_a_minute_off(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        at = NOON + timedelta(minutes=5)
        prove(db, vault, identity, pyotp.TOTP(secret).at(at - timedelta(seconds=30)), at=at)

    def test_refuses_an_old_code(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        at = NOON + timedelta(minutes=20)
        with pytest.raises(WrongCode):
            prove(db, vault, identity, pyotp.TOTP(secret).at(at - timedelta(minutes=10)), at=at)

    def test_takes_a_recovery_code_once_and_however_it_is_typed(self, db, vault, enrolled):
        identity, _, codes = enrolled
        prove(db, vault, identity, codes[0].lower().replace("-", " "), at=NOON)
        with pytest.raises(WrongCode):
            prove(db, vault, identity, codes[0], at=NOON)
        prove(db, vault, identity, codes[1], at=NOON)

    def test_slows_down_whoever_guesses(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        at = NOON + timedelta(days=1)
        for _ in range(10):
            with pytest.raises(WrongCode):
                prove(db, vault, identity, "000000", at=at)
        with pytest.raises(TriedTooOften):
            prove(db, vault, identity, pyotp.TOTP(secret).at(at), at=at)


class TestHalfway:
    def test_ends_after_a_while(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        ticket = second_factors.halfway(vault, identity, brand_id=1, at=NOON)
        at = NOON + timedelta(minutes=11)
        with pytest.raises(HalfwayOver):
            prove(db, vault, identity, pyotp.TOTP(secret).at(at), at=at, ticket=ticket)

    def test_is_good_at_its_own_door_only(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        ticket = second_factors.halfway(vault, identity, brand_id=1, at=NOON)
        at = NOON + timedelta(minutes=1)
        with pytest.raises(HalfwayOver):
            prove(db, vault, identity, pyotp.TOTP(secret).at(at), at=at, ticket=ticket, brand_id=2)

    def test_ends_when_the_password_changes(self, db, vault, enrolled):
        identity, secret, _ = enrolled
        ticket = second_factors.halfway(vault, identity, brand_id=1, at=NOON)
        with db.write() as session:
            kept = session.get_one(Identity, identity.id)
            before, kept.password_hash = kept.password_hash, "another"
            session.commit()
        at = NOON + timedelta(minutes=1)
        with pytest.raises(HalfwayOver):
            prove(db, vault, identity, pyotp.TOTP(secret).at(at), at=at, ticket=ticket)
        with db.write() as session:
            session.get_one(Identity, identity.id).password_hash = before
            session.commit()

    @pytest.mark.parametrize("ticket", ["made-up", "x" * 300])
    def test_is_not_made_up(self, db, vault, enrolled, ticket):
        with pytest.raises(HalfwayOver):
            prove(db, vault, enrolled[0], "000000", at=NOON, ticket=ticket)
