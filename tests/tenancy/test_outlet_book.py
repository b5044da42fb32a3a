from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from kernel.events import Event
from tenancy import outlet_book
from tenancy.outlet_book import AlreadyClosed, StillOpen
from tenancy.outlets import HolidayDraft, NoSuchStoreType, Outlet, OutletDraft, OutletTaken, WrongHours
from tests.world import NOON

CHRISTMAS = date(2026, 12, 25)
DRAFT = OutletDraft(
    code="LYON",
    slug="lyon",
    kind="store",
    texts={"name": {"fr": "Lyon Bellecour"}},
    country="FR",
    city="Lyon",
    time_zone="Europe/Paris",
    currency="EUR",
    language="fr",
)


@pytest.fixture
def lyon(session, maison) -> Outlet:
    return session.get_one(Outlet, (maison.brand_id, maison.lyon))


class TestChange:
    def test_makes_it_what_the_draft_says_and_leaves_its_hours(self, session, lyon, ines):
        hours = lyon.hours
        outlet_book.change(session, lyon, DRAFT, source="fr", by=ines, at=NOON)
        assert lyon.words["name"]["fr"]["text"] == "Lyon Bellecour"
        assert lyon.postcode == ""
        assert lyon.hours == hours

    def test_keeps_other_languages(self, session, lyon, ines):
        in_english = replace(DRAFT, texts={"name": {"en": "Lyon, the square"}})
        outlet_book.change(session, lyon, in_english, source="fr", by=ines, at=NOON)
        outlet_book.change(session, lyon, DRAFT, source="fr", by=ines, at=NOON)
        assert lyon.words["name"]["en"]["text"] == "Lyon, the square"

    def test_writes_down_who_changed_what(self, session, lyon, ines):
        outlet_book.change(session, lyon, DRAFT, source="fr", by=ines, at=NOON)
        session.flush()
        event = session.exec(
            select(Event).where(Event.subject_id == lyon.id, Event.action == "changed")
        ).one()
        assert event.by_id == ines.id
        assert event.particulars["fields"] == ["lines", "postcode", "words"]

    @pytest.mark.parametrize("change", [{"code": "PARIS"}, {"slug": "paris"}])
    def test_takes_no_other_outlets_name(self, session, lyon, ines, change):
        with pytest.raises(OutletTaken):
            outlet_book.change(session, lyon, replace(DRAFT, **change), source="fr", by=ines, at=NOON)

    def test_knows_its_store_type(self, session, lyon, ines):
        with pytest.raises(NoSuchStoreType):
            outlet_book.change(
                session, lyon, replace(DRAFT, store_type="kiosk"), source="fr", by=ines, at=NOON
            )


class TestKeepHours:
    def test_keeps_a_week_with_pauses(self, session, lyon, ines):
        outlet_book.keep_hours(
            session, lyon, {"1": [["10:00", "13:00"], ["14:00", "19:00"]]}, by=ines, at=NOON
        )
        assert lyon.hours == {"1": [["10:00", "13:00"], ["14:00", "19:00"]]}

    @pytest.mark.parametrize(
        "pairs",
        [
            [["19:00", "10:00"]],
            [["10:00", "14:00"], ["13:00", "19:00"]],
            [["9:00", "12:00"]],
            [["10:00", "25:00"]],
        ],
    )
    def test_refuses_what_is_no_hours(self, session, lyon, ines, pairs):
        with pytest.raises(WrongHours):
            outlet_book.keep_hours(session, lyon, {"1": pairs}, by=ines, at=NOON)


class TestKeepHoliday:
    def test_replaces_what_was_said_of_the_day(self, session, lyon, ines):
        for hours in ([["10:00", "12:00"]], []):
            draft = HolidayDraft(day=CHRISTMAS, hours=hours, texts={"name": {"fr": "Noël"}})
            outlet_book.keep_holiday(session, lyon, draft, source="fr", by=ines, at=NOON)
            session.flush()
        (holiday,) = outlet_book.holidays(session, lyon, since=CHRISTMAS)
        assert holiday.hours == []

    def test_can_be_forgotten(self, session, lyon, ines):
        draft = HolidayDraft(day=CHRISTMAS)
        holiday = outlet_book.keep_holiday(session, lyon, draft, source="fr", by=ines, at=NOON)
        session.flush()
        outlet_book.forget_holiday(session, lyon, holiday, by=ines, at=NOON)
        session.flush()
        assert outlet_book.holidays(session, lyon, since=CHRISTMAS) == []


class TestClose:
    def test_closes_once_and_can_be_taken_back(self, session, lyon, ines):
        with pytest.raises(StillOpen):
            outlet_book.reopen(session, lyon, by=ines, at=NOON)
        outlet_book.close(session, lyon, on=CHRISTMAS, by=ines, at=NOON)
        assert lyon.closed_on == CHRISTMAS
        with pytest.raises(AlreadyClosed):
            outlet_book.close(session, lyon, on=CHRISTMAS, by=ines, at=NOON)
        outlet_book.reopen(session, lyon, by=ines, at=NOON)
        assert lyon.closed_on is None
