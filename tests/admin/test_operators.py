import re

import pytest

from tests.world import PASSWORD

NEW = {
    "name": "Neuve",
    "slug": "neuve",
    "country": "JP",
    "language": "ja",
    "currency": "JPY",
    "owner": "anna@neuve.example",
    "owner_name": "Anna",
}


@pytest.fixture
def operator(at, world):
    browser = at("localhost")
    fields = {"email": world.operator.email, "password": PASSWORD}
    assert browser.post("/operator/sign-in", fields).status_code == 303
    return browser


class TestIndex:
    def test_lists_the_brands_with_their_addresses(self, operator):
        text = operator.page("/operator/").text
        assert "Maison maison.localhost" in text
        assert "Autre autre.localhost" in text


class TestCreate:
    def test_opens_a_brand_whose_owner_comes_in_by_letter(self, operator, at, letters):
        answer = operator.send("/operator/brands/new", "/operator/brands", NEW)
        assert answer.location == "/operator/brands/neuve"
        (message,) = letters()
        assert message["To"] == "anna@neuve.example"
        assert message["Content-Language"] == "ja"
        content = message.get_body(("plain",)).get_content()
        link = re.search(r"http://neuve\.localhost(/admin/invitations/\S+)", content)[1]
        owner = at("neuve.localhost")
        fields = {"password": "a scarf of red silk", "again": "a scarf of red silk"}
        assert owner.post(link, fields).location == "/admin/"
        assert "消費税" in owner.page("/admin/markets/").text
        assert owner.get("/admin/brand/").status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [{"slug": "maison"}, {"slug": "admin"}, {"slug": "A B"}, {"owner": "nowhere"}, {"country": "XX"}],
    )
    def test_refuses_and_keeps_nothing_half_done(self, operator, wrong):
        fields = NEW | {"slug": "halb", "name": "Halb"} | wrong
        assert operator.send("/operator/brands/new", "/operator/brands", fields).status_code == 422
        assert "Halb" not in operator.page("/operator/").text


class TestSwitch:
    def test_is_the_brands_own(self, operator, at, as_, world):
        page = "/operator/brands/autre"
        assert operator.send(page, f"{page}/modules/drops/switch-off").location == page
        assert "Drops Needs: Storefront Off" in operator.page(page).text
        assert "Drops Needs: Storefront On" in operator.page("/operator/brands/maison").text
        owner = as_(world.autre.owner, world.autre)
        assert "Drops Needs: Storefront Off" in owner.page("/admin/modules/").text

    def test_knows_no_other_brand_or_module(self, operator):
        assert operator.get("/operator/brands/nobody").status_code == 404
        assert (
            operator.send("/operator/", "/operator/brands/nobody/modules/drops/switch-on").status_code == 404
        )
        assert operator.send("/operator/", "/operator/brands/autre/modules/x/switch-on").status_code == 404


class TestAccount:
    def test_has_no_name_to_change_and_a_password_that_can(self, operator):
        assert operator.get("/operator/account/").status_code == 200
        fields = {"name": "Op", "language": "fr", "density": "roomy"}
        assert operator.send("/operator/account/", "/operator/account/settings", fields).status_code == 404
        assert operator.get("/operator/account/password").status_code == 200
