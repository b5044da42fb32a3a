from uuid import UUID

from sqlalchemy import event
from sqlmodel import select

from tenancy.outlets import Outlet
from tests.admin.filling import Form

FIELDS = {
    "name": "Nice, rue de la Buffa",
    "code": "NICE",
    "slug": "nice",
    "kind": "store",
    "store_type": "",
    "country": "FR",
    "region": "",
    "city": "Nice",
    "district": "",
    "lines": "3, rue de la Buffa\r\n\r\nBâtiment B",
    "postcode": "06000",
    "latitude": "43.7",
    "longitude": "7.26",
    "phone": "",
    "time_zone": "Europe/Paris",
    "currency": "EUR",
    "language": "fr",
    "capacity": "1200",
    "floor_area": "",
    "city_tier": "2",
    "climate": "mild",
    "grade": "B",
    "offers": "type",
}


def address_of(house, code):
    with house.trying() as session:
        return f"/admin/outlets/{session.exec(select(Outlet.id).where(Outlet.code == code)).one()}"


def open_nice(browser, **changes):
    return browser.send("/admin/outlets/new", "/admin/outlets/", FIELDS | changes)


class TestIndex:
    def test_lists_and_filters(self, ines):
        assert "Lyon" in ines.page("/admin/outlets/").text
        assert "Paris" not in ines.page("/admin/outlets/?q=lyon").text
        assert "Warehouse" in ines.page("/admin/outlets/?kind=warehouse").text
        assert "No outlet is like that" in ines.page("/admin/outlets/?q=%25_%27").text

    def test_hands_htmx_the_rows_alone(self, ines):
        part = ines.get("/admin/outlets/?q=ly", HX_Request="true")
        assert part.text.lstrip().startswith('<div id="rows">')
        assert part.headers["Vary"].startswith("HX-Request")

    def test_shows_a_store_manager_her_own_only(self, as_, maison):
        text = as_(maison.store_manager).page("/admin/outlets/").text
        assert "Lyon" in text
        assert "Paris" not in text

    def test_asks_the_database_as_often_for_one_as_for_hundreds(self, ines, db):
        asked = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        ines.get("/admin/outlets/?q=lyon")
        one = len(asked)
        asked.clear()
        ines.get("/admin/outlets/")
        assert len(asked) == one <= 12


class TestCreate:
    def test_opens_an_outlet(self, ines, maison):
        answer = open_nice(ines)
        assert answer.status_code == 303
        text = ines.page(answer.location).text
        assert "3, rue de la Buffa Bâtiment B 06000 Nice" in text
        assert "1,200" in text

    def test_refuses_what_is_taken_or_wrong_and_keeps_what_she_wrote(self, ines):
        taken = open_nice(ines, code="LYON", slug="lyon-2")
        assert taken.status_code == 422
        assert "is there already" in taken.text
        assert "rue de la Buffa" in taken.text
        for wrong in (
            {"code": "a b"},
            {"slug": "../x"},
            {"country": "XX"},
            {"time_zone": "Mars/Base"},
            {"capacity": "-1"},
            {"capacity": "1e3"},
            {"latitude": "91"},
            {"kind": "kiosk"},
            {"name": ""},
            {"lines": "x" * 301},
        ):
            assert open_nice(ines, **{"code": "N2", "slug": "n2"} | wrong).status_code == 422, wrong

    def test_takes_only_what_it_asks_for(self, ines, maison, world):
        location = open_nice(
            ines, code="N3", slug="n3", brand_id="2", id=str(world.autre.lyon), closed_on="2020-01-01"
        ).location
        with maison.trying() as session:
            outlet = session.get_one(Outlet, (maison.brand_id, UUID(location.split("/")[-1])))
            assert outlet.closed_on is None

    def test_is_for_whoever_looks_after_all_outlets(self, as_, maison):
        claire = as_(maison.store_manager)
        assert claire.get("/admin/outlets/new").status_code == 404
        assert claire.send("/admin/account/", "/admin/outlets/", FIELDS | {"code": "N4"}).status_code == 404

    def test_shows_what_was_written_as_text(self, ines):
        location = open_nice(
            ines, code="XSS", slug="xss", name='"><img src=x onerror=alert(1)>{{7*7}}'
        ).location
        text = ines.get(location).text
        assert "<img" not in text
        assert "{{7*7}}" in text


class TestChange:
    def test_keeps_what_it_does_not_ask_about(self, ines, maison):
        page = f"/admin/outlets/{maison.paris}"
        with maison.trying() as session:
            hours = session.get_one(Outlet, (maison.brand_id, maison.paris)).hours
        changes = {"code": "PARIS", "slug": "paris", "name": "Paris, Marais", "city": "Paris"}
        assert ines.send(f"{page}/edit", page, FIELDS | changes).location == page
        with maison.trying() as session:
            outlet = session.get_one(Outlet, (maison.brand_id, maison.paris))
            assert outlet.hours == hours
            assert outlet.words["name"]["fr"]["text"] == "Paris, Marais"

    def test_is_hers_in_her_own_store_only(self, as_, maison):
        claire = as_(maison.store_manager)
        assert claire.get(f"/admin/outlets/{maison.lyon}/edit").status_code == 200
        assert claire.get(f"/admin/outlets/{maison.paris}").status_code == 404
        page = f"/admin/outlets/{maison.paris}"
        assert claire.send("/admin/account/", page, FIELDS).status_code == 404


class TestClose:
    def test_closes_and_can_be_taken_back(self, ines, maison):
        location = open_nice(ines, code="TEMP", slug="temp").location
        assert ines.send(location, f"{location}/closing", {"on": "2020-01-31"}).status_code == 303
        assert "Nice" not in ines.page("/admin/outlets/?q=TEMP").text
        assert "TEMP" in ines.page("/admin/outlets/?q=TEMP&standing=closed").text
        ines.send(location, f"{location}/reopening")
        assert "TEMP" in ines.page("/admin/outlets/?q=TEMP").text


class TestTraits:
    def test_come_back_as_they_were_kept(self, ines, maison):
        """A form sent as it was drawn changes nothing: neither the street nor what the outlet offers."""
        open_nice(ines, code="SAME", slug="same", offers="own", services=["tea", "repairs"])
        address = address_of(maison, "SAME")
        form = Form(ines.get(f"{address}/edit").text, address)
        assert form.fields["lines"] == "3, rue de la Buffa\r\nBâtiment B"
        assert (form.fields["climate"], form.fields["services"]) == ("mild", ["repairs", "tea"])
        assert ines.post(address, form.fields).status_code == 303
        with maison.trying() as session:
            kept = session.exec(select(Outlet).where(Outlet.code == "SAME")).one()
        assert kept.lines == ["3, rue de la Buffa", "Bâtiment B"]
        assert (kept.city_tier, kept.grade, sorted(kept.services)) == ("2", "B", ["repairs", "tea"])
        assert "second tier" in ines.get(address).text
