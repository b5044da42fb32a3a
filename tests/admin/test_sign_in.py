import re
import time
from datetime import UTC, datetime
from statistics import median

import pyotp
import pytest

from kernel.ids import digest
from tenancy import people, sessions
from tenancy.identities import Identity
from tests.world import PASSWORD


def sign_in(browser, email, password=PASSWORD, *, to="/admin/sign-in"):
    return browser.post(to, {"email": email, "password": password})


class TestEnter:
    def test_leads_in(self, at, maison):
        browser = at()
        answer = sign_in(browser, maison.owner.email)
        assert (answer.status_code, answer.location) == (303, "/admin/")
        assert "Inès" in browser.page("/admin/").text

    def test_leads_to_where_she_was_going(self, at, maison):
        browser = at()
        asked = browser.get("/admin/outlets/?kind=store&q=ly")
        assert asked.status_code == 303
        answer = sign_in(browser, maison.owner.email, to=asked.location)
        assert answer.location == "/admin/outlets/?kind=store&q=ly"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https:evil.example",
            "http:///evil.example",
            "javascript:alert(1)",
            "/admin//evil.example",
            "/admin/\\evil",
            "/admin/%0d%0aSet-Cookie:x",
            "/operator/",
            "/",
            "/adminx",
        ],
    )
    def test_leads_nowhere_else(self, at, maison, elsewhere):
        browser = at()
        answer = browser.client.post(
            "/admin/sign-in",
            query_string={"next": elsewhere},
            base_url="http://maison.localhost",
            data={"email": maison.owner.email, "password": PASSWORD},
        )
        assert answer.status_code == 303
        assert answer.location == "/admin/" or answer.location.startswith("/admin/%0d%0a")
        assert "\r" not in answer.location

    def test_says_the_same_for_an_unknown_address_and_a_wrong_password(self, at, maison):
        browser = at()
        unknown = sign_in(browser, "nobody@maison.example", "something else")
        wrong = sign_in(browser, maison.owner.email, "something else")
        assert unknown.status_code == wrong.status_code == 422
        assert unknown.text.replace("nobody@maison.example", "") == wrong.text.replace(maison.owner.email, "")

    def test_takes_the_same_time_for_both(self, at, maison):
        def took(email):
            began = time.perf_counter()
            sign_in(at(), email, "something else")
            return time.perf_counter() - began

        took("nobody0@maison.example")
        pairs = [(took(f"nobody{n}@maison.example"), took(f"ines{n}@maison.example")) for n in range(5)]
        unknown, other = (median(times) for times in zip(*pairs, strict=True))
        assert unknown < other * 3 + 0.05

    def test_refuses_who_works_elsewhere_only(self, at, world):
        answer = sign_in(at(), world.autre.owner.email)
        assert answer.status_code == 422
        assert "do not fit together" in answer.text

    def test_refuses_an_operator_at_a_brand_and_staff_at_the_operators(self, at, world):
        assert sign_in(at(), world.operator.email).status_code == 422
        staff = sign_in(at("localhost"), world.maison.owner.email, to="/operator/sign-in")
        assert staff.status_code == 422
        operator = sign_in(at("localhost"), world.operator.email, to="/operator/sign-in")
        assert (operator.status_code, operator.location) == (303, "/operator/")

    def test_begins_a_new_session_whatever_the_browser_brought(self, at, maison):
        browser = at()
        browser.client.set_cookie("session", "planted", domain="maison.localhost")
        sign_in(browser, maison.owner.email)
        first = browser.cookie("session")
        assert first != "planted"
        sign_in(browser, maison.owner.email)
        assert browser.cookie("session") != first
        assert people.at_door(maison.db, first, brand_id=maison.brand_id, at=datetime.now(UTC)) is None

    def test_slows_down_after_too_many(self, at, maison):
        browser = at()
        for _ in range(10):
            assert sign_in(browser, "guessed@maison.example", "wrong").status_code == 422
        refused = sign_in(browser, "guessed@maison.example", "wrong")
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 600

    def test_takes_no_word_of_a_proxy_for_who_asks(self, at):
        browser = at()
        answers = [
            browser.post(
                "/admin/sign-in",
                {"email": f"n{n}@maison.example", "password": "wrong"},
                X_Forwarded_For=f"10.0.0.{n}",
            ).status_code
            for n in range(26)
        ]
        assert answers[-1] == 429

    def test_sets_cookies_that_scripts_and_other_sites_do_not_get(self, at, maison):
        browser = at()
        answer = browser.client.post(
            "/admin/sign-in",
            base_url="https://maison.localhost",
            data={"email": maison.owner.email, "password": PASSWORD},
        )
        cookies = answer.headers.getlist("Set-Cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"__Host-session", "__Host-device"}
        for cookie in cookies:
            assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
            assert re.search(r"SameSite=(Lax|Strict)", cookie)
            assert "Domain" not in cookie

    def test_is_refused_from_another_site(self, at, maison):
        fields = {"email": maison.owner.email, "password": PASSWORD}
        assert at().post("/admin/sign-in", fields, Origin="https://evil.example").status_code == 403
        assert at().post("/admin/sign-in", fields, Sec_Fetch_Site="cross-site").status_code == 403
        assert at().post("/admin/sign-in", fields, Sec_Fetch_Site="same-site").status_code == 403


class TestLeave:
    def test_ends_the_session_itself(self, ines, maison):
        token = ines.cookie("session")
        assert ines.send("/admin/", "/admin/sign-out").location == "/admin/sign-in"
        ines.client.set_cookie("session", token, domain="maison.localhost")
        assert ines.get("/admin/").status_code == 303

    def test_wants_the_token_of_its_own_page(self, ines, as_, maison):
        other = as_(maison.manager).page("/admin/").value("csrf_token")
        assert ines.post("/admin/sign-out", {"csrf_token": other}).status_code == 400
        assert ines.post("/admin/sign-out").status_code == 400
        assert ines.get("/admin/").status_code == 200


class TestSession:
    def test_opens_nothing_at_another_door(self, ines, at, world):
        elsewhere = at("autre.localhost")
        elsewhere.client.set_cookie("session", ines.cookie("session"), domain="autre.localhost")
        assert elsewhere.get("/admin/").location == "/admin/sign-in?next=/admin/"

    def test_is_over_once_its_row_is_gone(self, ines, maison):
        with maison.writing() as session:
            sessions.end(session, digest(ines.cookie("session")))
        assert ines.get("/admin/").status_code == 303


class TestEnterCode:
    @pytest.fixture
    def secret(self, maison, app):
        secret = pyotp.random_base32()
        with maison.writing() as session:
            identity = session.get_one(Identity, maison.clerk.identity_id)
            identity.totp_secret = app.extensions["vault"].seal(secret, purpose="totp", at=datetime.now(UTC))
            identity.totp_last_step = 0
        yield secret
        with maison.writing() as session:
            session.get_one(Identity, maison.clerk.identity_id).totp_secret = None

    def test_is_asked_for_before_anything_opens(self, at, maison, secret):
        browser = at()
        halfway = sign_in(browser, maison.clerk.email)
        assert halfway.status_code == 200
        assert browser.cookie("session") is None
        assert browser.get("/admin/").status_code == 303
        ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', halfway.text)[1]
        fields = {"ticket": ticket, "code": pyotp.TOTP(secret).now()}
        assert browser.post("/admin/sign-in/code", fields).location == "/admin/"
        assert browser.get("/admin/account/").status_code == 200
        again = browser.post("/admin/sign-in/code", fields)
        assert again.status_code == 422
        assert "used before" in again.text

    def test_takes_no_ticket_made_up(self, at, maison, secret):
        fields = {"ticket": "made-up", "code": pyotp.TOTP(secret).now()}
        assert at().post("/admin/sign-in/code", fields).status_code == 422
        assert at().post("/admin/sign-in/code").status_code == 422
