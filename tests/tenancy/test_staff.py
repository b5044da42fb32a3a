import pytest
from sqlmodel import select

from tenancy import duties, invitations, people, sessions, staff
from tenancy.duties import Duty
from tenancy.staff import Assignment, BeyondYou, LastOwner, NotYourself, Place, Staff
from tests.world import NOON


def row(session, person) -> Staff:
    return session.get_one(Staff, (session.brand, person.id))


def held(session, person) -> set[tuple[str, object]]:
    return {(place.role.code, place.outlet_id) for place in staff.places(session, row(session, person))}


class TestAssign:
    def test_gives_a_role_over_an_outlet(self, session, maison, ines):
        role = duties.role_named(session, "store-staff")
        staff.assign(session, row(session, maison.clerk), role=role, outlet_id=maison.paris, by=ines, at=NOON)
        assert ("store-staff", maison.paris) in held(session, maison.clerk)

    def test_gives_nothing_twice(self, session, maison, ines):
        role = duties.role_named(session, "translator")
        for _ in range(2):
            staff.assign(
                session, row(session, maison.translator), role=role, outlet_id=None, by=ines, at=NOON
            )
        session.flush()
        assert held(session, maison.translator) == {("translator", None)}

    def test_signs_her_out_so_that_she_comes_back_with_it(self, maison):
        with maison.writing() as writing:
            browser = sessions.begin(writing, maison.clerk.identity_id, agent="", at=NOON)
        with maison.writing() as writing:
            role = duties.role_named(writing, "translator")
            by = maison.as_member(writing, maison.owner)
            staff.assign(writing, row(writing, maison.clerk), role=role, outlet_id=None, by=by, at=NOON)
        assert people.at_door(maison.db, browser, brand_id=maison.brand_id, at=NOON) is None

    def test_stays_within_what_the_giver_may_do(self, session, maison, claire):
        role = duties.role_named(session, "store-staff")
        with pytest.raises(BeyondYou):
            staff.assign(
                session, row(session, maison.clerk), role=role, outlet_id=maison.paris, by=claire, at=NOON
            )
        with pytest.raises(BeyondYou):
            staff.assign(session, row(session, maison.clerk), role=role, outlet_id=None, by=claire, at=NOON)

    def test_lets_no_manager_make_an_owner(self, session, maison):
        margot = maison.as_member(session, maison.manager)
        owner = duties.role_named(session, "owner")
        with pytest.raises(BeyondYou):
            staff.assign(session, row(session, maison.clerk), role=owner, outlet_id=None, by=margot, at=NOON)

    def test_is_never_done_to_oneself(self, session, maison, ines):
        role = duties.role_named(session, "translator")
        with pytest.raises(NotYourself):
            staff.assign(session, row(session, maison.owner), role=role, outlet_id=None, by=ines, at=NOON)


class TestWithdraw:
    def test_takes_a_role_back(self, session, maison, ines):
        (assignment,) = session.exec(
            select(Assignment).where(Assignment.staff_id == maison.translator.id)
        ).all()
        staff.withdraw(session, assignment, by=ines, at=NOON)
        session.flush()
        assert held(session, maison.translator) == set()

    def test_leaves_one_owner(self, session, maison, ines):
        owner = duties.role_named(session, "owner")
        staff.assign(session, row(session, maison.manager), role=owner, outlet_id=None, by=ines, at=NOON)
        session.flush()
        margot = maison.as_member(session, maison.manager)
        (mine,) = session.exec(select(Assignment).where(Assignment.staff_id == maison.owner.id)).all()
        staff.withdraw(session, mine, by=margot, at=NOON)
        session.flush()
        (last,) = session.exec(
            select(Assignment).where(Assignment.staff_id == maison.manager.id, Assignment.role_id == owner.id)
        ).all()
        with pytest.raises(LastOwner):
            staff.withdraw(session, last, by=ines, at=NOON)


class TestPart:
    def test_ends_all_access_at_once(self, maison):
        with maison.writing() as writing:
            browser = sessions.begin(writing, maison.clerk.identity_id, agent="", at=NOON)
        with maison.trying() as session:
            by = maison.as_member(session, maison.owner)
            invitations.part(session, row(session, maison.clerk), by=by, at=NOON)
            session.flush()
            assert held(session, maison.clerk) == set()
            assert sessions.of_identity(session, maison.clerk.identity_id, at=NOON) == []
        assert people.at_door(maison.db, browser, brand_id=maison.brand_id, at=NOON) is not None

    def test_ends_what_was_offered_by_her(self, session, maison, ines):
        margot = maison.as_member(session, maison.manager)
        role = duties.role_named(session, "translator")
        invitations.invite(
            session,
            email="new@x.example",
            name="New",
            language="en",
            role=role,
            outlet_id=None,
            by=margot,
            at=NOON,
        )
        invitations.part(session, row(session, maison.manager), by=ines, at=NOON)
        assert invitations.still_open(session, at=NOON) == []

    def test_is_not_for_whoever_may_do_less(self, session, maison, claire):
        with pytest.raises(BeyondYou):
            invitations.part(session, row(session, maison.manager), by=claire, at=NOON)

    def test_leaves_the_other_brand_alone(self, session, maison, world, ines):
        invitations.part(session, row(session, maison.clerk), by=ines, at=NOON)
        session.flush()
        with world.db.read(world.autre.brand_id) as elsewhere:
            assert held(elsewhere, world.autre.clerk) == {("store-staff", world.autre.lyon)}


class TestWithin:
    def test_lists_only_who_works_in_ones_outlets(self, session, maison):
        names = {person.id for person, _email, _held in staff.within(session, {maison.lyon})}
        assert names == {maison.store_manager.id, maison.clerk.id}

    def test_lists_everybody_for_none(self, session, maison):
        listed = {person.id for person, _email, _held in staff.within(session, None)}
        assert listed == {person.id for person in maison.everybody}


class TestMember:
    def test_may_do_in_her_outlet_what_her_role_says(self, claire, maison):
        assert claire.may(Duty.EDIT_STAFF)
        assert claire.may(Duty.EDIT_STAFF, outlet_id=maison.lyon)
        assert not claire.may(Duty.EDIT_STAFF, outlet_id=maison.paris)
        assert claire.outlets_for(Duty.EDIT_STAFF) == {maison.lyon}
        assert claire.outlets_for(Duty.EDIT_BRAND) == frozenset()
        assert not claire.may(Duty.EDIT_BRAND)

    def test_may_do_everything_everywhere_as_owner(self, ines, maison):
        assert all(ines.may(duty, outlet_id=maison.paris) for duty in Duty)
        assert all(ines.outlets_for(duty) is None for duty in Duty)

    def test_never_operates(self, ines):
        assert not ines.may(duties.OPERATE)

    def test_holds_every_part_of_a_role_over_several_places(self, session, maison, ines):
        held = {(grant.outlet_id, "see-stock" in grant.duties) for grant in ines.grants}
        assert held == {(None, True)}
        assert Place(duties.role_named(session, "owner"), None).role.holds == frozenset(Duty)
