from datetime import timedelta

import pytest

from tenancy import duties, identities, invitations, people
from tenancy.identities import WrongSignIn
from tenancy.invitations import AlreadyHere, InvitationOver
from tenancy.staff import BeyondYou, Staff
from tests.world import NOON


@pytest.fixture
def invite(session, ines):
    def _invite(email="nina@maison.example", *, role="translator", by=ines, outlet_id=None):
        _invitation, token = invitations.invite(
            session,
            email=email,
            name="Nina",
            language="ja",
            role=duties.role_named(session, role),
            outlet_id=outlet_id,
            by=by,
            at=NOON,
        )
        session.flush()
        return token

    return _invite


class TestInvite:
    def test_keeps_no_token(self, session, invite):
        token = invite()
        assert token not in str(invitations.behind(session, token, at=NOON).model_dump())

    def test_ends_an_earlier_offer_to_the_same_address(self, session, invite):
        first, second = invite(), invite("Nina@Maison.example ")
        with pytest.raises(InvitationOver):
            invitations.behind(session, first, at=NOON)
        assert invitations.behind(session, second, at=NOON).email == "nina@maison.example"

    def test_is_not_for_whoever_is_here(self, invite, maison):
        with pytest.raises(AlreadyHere):
            invite(maison.clerk.email)

    def test_stays_within_what_the_inviter_may_do(self, invite, claire, maison):
        with pytest.raises(BeyondYou):
            invite(by=claire)
        with pytest.raises(BeyondYou):
            invite(role="store-staff", by=claire, outlet_id=maison.paris)
        invite(role="store-staff", by=claire, outlet_id=maison.lyon)


class TestAccept:
    def test_makes_a_person_of_somebody_new(self, session, invite):
        person, identity = invitations.accept(session, invite(), password_hash="new", proved=None, at=NOON)
        session.flush()
        assert (person.display_name, person.language, identity.password_hash) == ("Nina", "ja", "new")
        assert people.member(session, person).outlets_for("edit-words") is None

    def test_works_once(self, session, invite):
        token = invite()
        invitations.accept(session, token, password_hash="new", proved=None, at=NOON)
        session.flush()
        with pytest.raises(InvitationOver):
            invitations.accept(session, token, password_hash="other", proved=None, at=NOON)

    def test_ends_after_seven_days(self, session, invite):
        token = invite()
        with pytest.raises(InvitationOver):
            invitations.behind(session, token, at=NOON + timedelta(days=7))

    def test_opens_nothing_at_another_brand(self, world, maison):
        with maison.writing() as writing:
            _, token = invitations.offer(
                writing,
                email="nina@maison.example",
                name="Nina",
                language="en",
                role=duties.role_named(writing, "translator"),
                outlet_id=None,
                by=maison.as_member(writing, maison.owner),
                at=NOON,
            )
        with world.autre.trying() as elsewhere, pytest.raises(InvitationOver):
            invitations.behind(elsewhere, token, at=NOON)
        with maison.writing() as writing:
            ours = invitations.behind(writing, token, at=NOON)
            invitations.withdraw(writing, ours, by=maison.as_member(writing, maison.owner), at=NOON)

    def test_ends_when_it_is_withdrawn(self, session, invite, ines):
        token = invite()
        invitations.withdraw(session, invitations.behind(session, token, at=NOON), by=ines, at=NOON)
        session.flush()
        with pytest.raises(InvitationOver):
            invitations.accept(session, token, password_hash="new", proved=None, at=NOON)

    def test_never_changes_a_password_that_is_there(self, session, invite, world):
        other = world.autre.owner
        token = invite(other.email)
        with pytest.raises(WrongSignIn):
            invitations.accept(session, token, password_hash="stolen", proved=None, at=NOON)
        clerk = world.autre.clerk.identity_id
        with pytest.raises(WrongSignIn):
            invitations.accept(session, token, password_hash="stolen", proved=clerk, at=NOON)

    def test_takes_the_identity_that_proved_itself(self, session, invite, world):
        other = world.autre.owner
        before = identities.named(session, other.email).password_hash
        person, identity = invitations.accept(
            session, invite(other.email), password_hash=None, proved=other.identity_id, at=NOON
        )
        assert person.identity_id == other.identity_id
        assert identity.password_hash == before

    def test_takes_somebody_back_on(self, session, invite, ines, maison):
        clerk = session.get_one(Staff, (maison.brand_id, maison.clerk.id))
        invitations.part(session, clerk, by=ines, at=NOON)
        token = invite(maison.clerk.email)
        proved = maison.clerk.identity_id
        person, _ = invitations.accept(session, token, password_hash=None, proved=proved, at=NOON)
        assert person.id == maison.clerk.id
        assert person.left_at is None
