import pytest

from tenancy.outlets import Outlet


@pytest.fixture
def page(maison) -> str:
    return f"/admin/outlets/{maison.lyon}/hours/"


def hours(maison) -> dict:
    with maison.trying() as session:
        return session.get_one(Outlet, (maison.brand_id, maison.lyon)).hours


class TestKeep:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("10:00–19:00", [["10:00", "19:00"]]),
            ("9:30-12:30, 14:00 - 18:00", [["09:30", "12:30"], ["14:00", "18:00"]]),
            ("10h00 – 19h00", [["10:00", "19:00"]]),
            ("10:00至12:00、13:00至24:00", [["10:00", "12:00"], ["13:00", "24:00"]]),
        ],
    )
    def test_reads_hours_as_people_write_them(self, ines, maison, page, written, kept):
        assert ines.send(page, page, {"day_0": written}).status_code == 303
        assert hours(maison) == {"0": kept}

    @pytest.mark.parametrize(
        "wrong", ["ten to six", "19:00–10:00", "10:00–14:00, 13:00–18:00", "10:00–29:00"]
    )
    def test_keeps_nothing_it_can_not_read(self, ines, maison, page, wrong):
        ines.send(page, page, {"day_1": "10:00–19:00"})
        answer = ines.send(page, page, {"day_1": wrong})
        assert answer.status_code == 422
        assert wrong in answer.text
        assert hours(maison) == {"1": [["10:00", "19:00"]]}

    def test_is_a_store_managers_in_her_own_store(self, as_, maison, page):
        claire = as_(maison.store_manager)
        assert claire.send(page, page, {"day_2": "10:00–19:00"}).status_code == 303
        elsewhere = f"/admin/outlets/{maison.paris}/hours/"
        assert claire.send("/admin/account/", elsewhere, {"day_2": "10:00–19:00"}).status_code == 404


class TestKeepHoliday:
    def test_is_kept_and_taken_back(self, ines, page):
        fields = {"day": "2030-12-25", "hours": "", "name": "Noël"}
        assert ines.send(page, f"{page}holidays", fields).status_code == 303
        shown = ines.page(page)
        assert "25 Dec 2030" in shown.text
        action = next(form["action"] for form in shown.forms if form["action"].endswith("/removal"))
        assert ines.send(page, action).status_code == 303
        assert "25 Dec 2030" not in ines.page(page).text

    def test_wants_a_day(self, ines, page):
        assert ines.send(page, f"{page}holidays", {"day": "soon", "hours": ""}).status_code == 422

    def test_is_forgotten_at_its_own_outlet_only(self, ines, maison, page):
        ines.send(page, f"{page}holidays", {"day": "2031-01-01", "hours": ""})
        forms = ines.page(page).forms
        action = next(form["action"] for form in forms if form["action"].endswith("/removal"))
        elsewhere = action.replace(str(maison.lyon), str(maison.paris))
        assert ines.send(page, elsewhere).status_code == 404
