import pytest
from sqlmodel import select

from tenancy.markets import Market

JAPAN = {
    "name": "Japon",
    "code": "jp",
    "first_country": "JP",
    "languages": ["ja", "en"],
    "currency": "JPY",
    "tax": "included",
}


@pytest.fixture
def france(maison) -> str:
    with maison.trying() as session:
        market = session.exec(select(Market).where(Market.code == "fr")).one()
    return f"/admin/markets/{market.id}"


class TestIndex:
    def test_lists_each_with_the_tax_of_today(self, ines):
        assert "TVA 20%" in ines.page("/admin/markets/").text.replace("\u00a0", "").replace("\u202f", "")


class TestCreate:
    def test_opens_a_market(self, ines):
        answer = ines.send("/admin/markets/new", "/admin/markets/", JAPAN)
        assert answer.status_code == 303
        assert "No tax is charged here" in ines.page(answer.location).text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"code": "a b"},
            {"languages": []},
            {"first_country": "FR"},
            {"currency": "XXZ"},
            {"tax": "perhaps"},
        ],
    )
    def test_refuses_what_no_market_can_be(self, ines, wrong):
        fields = JAPAN | {"code": "j2", "first_country": "KR"} | wrong
        assert ines.send("/admin/markets/new", "/admin/markets/", fields).status_code == 422


class TestChange:
    def test_adds_a_country_and_a_language(self, ines, france):
        fields = {
            "name": "",
            "code": "fr",
            "first_country": "FR",
            "other_countries": ["BE"],
            "languages": ["fr", "en"],
            "currency": "EUR",
            "tax": "included",
        }
        assert ines.send(france, france, fields).location == france
        assert "Belgium" in ines.page("/admin/markets/").text

    def test_leaves_the_currency(self, ines, france):
        fields = {
            "code": "fr",
            "first_country": "FR",
            "languages": ["fr"],
            "currency": "USD",
            "tax": "included",
        }
        answer = ines.send(france, france, fields)
        assert answer.status_code == 422
        assert "currency stays" in answer.text


class TestSetRate:
    def test_is_kept_exactly_and_taken_back(self, ines, france):
        fields = {"name": "TVA", "per_cent": "8.875", "starts_on": "2030-01-01", "region": ""}
        assert ines.send(france, f"{france}/rates", fields).status_code == 303
        shown = ines.page(france)
        assert "8.875" in shown.text
        action = next(form["action"] for form in shown.forms if form["action"].endswith("/removal"))
        ines.send(france, action)
        assert "8.875" not in ines.page(france).text

    def test_keeps_what_it_leaves_free(self, ines, france):
        fields = {"name": "TVA", "per_cent": "8.875", "starts_on": "2031-01-01", "region": "NY"}
        free = {"exempt_below": "110", "untaxed_up_to": ""}
        assert ines.send(france, f"{france}/rates", fields | free).status_code == 303
        assert "free below €110.00 for each article" in ines.page(france).text
        for wrong in ("-1", "ten", "1.001"):
            answer = ines.send(france, f"{france}/rates", fields | {"exempt_below": wrong})
            assert answer.status_code == 422, wrong

    @pytest.mark.parametrize("wrong", ["-1", "101", "NaN", "Infinity", "a lot", ""])
    def test_refuses_what_is_no_rate(self, ines, france, wrong):
        fields = {"name": "TVA", "per_cent": wrong, "starts_on": "2030-01-01", "region": ""}
        assert ines.send(france, f"{france}/rates", fields).status_code == 422


class TestServe:
    def test_takes_ones_own_outlets(self, ines, france, maison, world):
        fields = {"outlets": [str(maison.lyon), str(maison.paris)]}
        assert ines.send(france, f"{france}/outlets", fields).status_code == 303
        assert "stock of 2 outlets" in ines.page(france).text
        theirs = {"outlets": [str(world.autre.lyon)]}
        assert ines.send(france, f"{france}/outlets", theirs).status_code == 422


class TestModule:
    def test_takes_its_pages_and_its_place_in_the_menu_along(self, ines):
        assert ines.page("/admin/").has_link("/admin/markets/")
        ines.send("/admin/modules/", "/admin/modules/markets/switch-off")
        assert not ines.page("/admin/").has_link("/admin/markets/")
        assert ines.get("/admin/markets/").status_code == 404
        ines.send("/admin/modules/", "/admin/modules/markets/switch-on")
        assert ines.get("/admin/markets/").status_code == 200
