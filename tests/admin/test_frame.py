from types import SimpleNamespace as Namespace

import pytest
from flask import g

from admin import frame
from i18n import web
from i18n.money import Money


class TestEveryPage:
    @pytest.mark.parametrize("path", ["/admin/", "/admin/nothing", "/admin/sign-in", "/admin/outlets/"])
    def test_is_kept_by_nobody(self, ines, path):
        assert ines.get(path).headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "path", ["/admin/", "/admin/staff/", "/admin/outlets/new", "/admin/brand/", "/admin/modules/"]
    )
    def test_carries_no_script_or_style_of_its_own(self, ines, path):
        text = ines.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
        assert "<script>" not in text

    def test_has_one_heading_and_a_language(self, ines):
        text = ines.get("/admin/").text
        assert text.count("<h1") == 1
        assert '<html lang="en" dir="ltr">' in text


class TestLanguage:
    @pytest.mark.parametrize(
        ("wished", "spoken"),
        [("zh-CN,zh;q=0.9", "zh-Hans"), ("ja", "ja"), ("fr-CA", "fr"), ("de", "en"), ("zh-TW", "zh-Hans")],
    )
    def test_is_the_browsers_before_she_signs_in(self, at, wished, spoken):
        browser = at()
        browser.headers = {"Accept-Language": wished}
        assert f'<html lang="{spoken}"' in browser.get("/admin/sign-in").text

    def test_is_her_own_after(self, as_, maison):
        margot = as_(maison.manager)
        assert margot.headers == {"Accept-Language": "en"}
        assert '<html lang="fr"' in margot.get("/admin/").text


class TestRegion:
    @pytest.mark.parametrize(
        ("country", "language", "yuan", "yen"),
        [
            ("CN", "zh-Hans", "¥1,290.00", "JP¥1,290"),
            ("CN", "fr", "1 290,00 CN¥", "1 290 JP¥"),
            ("JP", "ja", "CN¥1,290.00", "￥1,290"),
            ("FR", "zh-Hans", "CN¥1,290.00", "JP¥1,290"),
        ],
    )
    def test_leaves_no_yen_sign_to_be_read_two_ways(self, app, maison, country, language, yuan, yen):
        with app.test_request_context("/admin/", base_url="http://maison.localhost"):
            g.door, g.brand = Namespace(brand_id=maison.brand_id), Namespace(country=country, time_zone="UTC")
            frame.speak_for(language)
            assert web.money(Money(129000, "CNY")) == yuan
            assert web.money(Money(1290, "JPY")) == yen


class TestMenu:
    def test_shows_what_she_may_open(self, as_, maison):
        kenji = as_(maison.translator).page("/admin/")
        assert kenji.has_link("/admin/outlets/")
        assert not kenji.has_link("/admin/staff/")
        assert not kenji.has_link("/admin/modules/")


class TestNotice:
    def test_is_said_once(self, ines):
        answer = ines.send("/admin/modules/", "/admin/modules/demand/switch-on")
        assert "Demand is on." in ines.page(answer.location).text
        assert "Demand is on." not in ines.page("/admin/account/").text
        ines.send("/admin/modules/", "/admin/modules/demand/switch-off")

    def test_is_not_made_up_by_a_cookie(self, ines):
        ines.client.set_cookie("notice", "made-up", domain="maison.localhost")
        assert "made-up" not in ines.get("/admin/").text


class TestProblems:
    def test_says_kindly_what_is_not_there(self, ines):
        answer = ines.get("/admin/nothing")
        assert answer.status_code == 404
        assert "<nav" in answer.text

    def test_says_nothing_of_a_person_to_whoever_is_signed_out(self, at):
        answer = at().get("/admin/nothing")
        assert answer.status_code == 404
        assert "<nav" not in answer.text

    def test_refuses_a_host_that_is_nobodys(self, at):
        assert at("evil.example").get("/admin/").status_code == 400
