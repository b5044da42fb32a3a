import re
from datetime import UTC, datetime

import pyotp
import pytest

from tenancy.identities import Identity, set_password
from tests.world import PASSWORD

NEW = "a scarf of red silk"


@pytest.fixture(autouse=True)
def restored(maison):
    with maison.trying() as session:
        before = session.get_one(Identity, maison.owner.identity_id).password_hash
    yield
    with maison.writing() as session:
        identity = session.get_one(Identity, maison.owner.identity_id)
        set_password(identity, before, at=datetime.now(UTC))
        identity.totp_secret = None


class TestSettle:
    def test_keeps_her_name_language_and_lists(self, as_, maison):
        kenji = as_(maison.translator)
        fields = {"name": "健二", "language": "ja", "density": "compact"}
        assert kenji.send("/admin/account/", "/admin/account/settings", fields).status_code == 303
        page = kenji.get("/admin/").text
        assert 'lang="ja"' in page
        assert 'data-density="compact"' in page
        assert "健二" in page

    def test_takes_nothing_else(self, as_, maison):
        kenji = as_(maison.translator)
        fields = {"name": "Kenji", "language": "en", "density": "roomy", "identity_id": "x", "left_at": "x"}
        kenji.send("/admin/account/", "/admin/account/settings", fields)
        assert kenji.get("/admin/").status_code == 200
        bad = {"name": "Kenji", "language": "xx", "density": "roomy"}
        assert kenji.send("/admin/account/", "/admin/account/settings", bad).status_code == 422


class TestChangePassword:
    def change(self, browser, present=PASSWORD, new=NEW, again=None):
        fields = {"present": present, "password": new, "again": again or new}
        return browser.send("/admin/account/password", "/admin/account/password", fields)

    def test_asks_for_the_present_one(self, ines):
        assert "not your present password" in self.change(ines, present="something else").text
        assert self.change(ines, new="short").status_code == 422
        assert self.change(ines, again="another one").status_code == 422

    def test_goes_on_here_under_a_new_token_and_ends_everywhere_else(self, ines, as_, maison):
        other, token = as_(maison.owner), ines.cookie("session")
        assert self.change(ines).status_code == 303
        assert ines.get("/admin/").status_code == 200
        assert ines.cookie("session") != token
        assert other.get("/admin/").status_code == 303


class TestSecondFactor:
    PAGE = "/admin/account/second-factor"

    def enrol(self, browser, present=PASSWORD):
        page = browser.page(self.PAGE)
        secret = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.text)[1].replace(" ", "")
        fields = {
            "csrf_token": page.value("csrf_token"),
            "sealed": page.value("sealed"),
            "code": pyotp.TOTP(secret).now(),
            "present": present,
        }
        return browser.post(self.PAGE, fields), secret

    def test_is_turned_on_with_code_and_password_and_shows_recovery_codes_once(self, ines, at, maison):
        answer, _ = self.enrol(ines)
        codes = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", answer.text)
        assert len(codes) == 10
        assert codes[0] not in ines.get("/admin/account/").text
        browser = at()
        halfway = browser.post("/admin/sign-in", {"email": maison.owner.email, "password": PASSWORD})
        ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', halfway.text)[1]
        entered = browser.post("/admin/sign-in/code", {"ticket": ticket, "code": codes[3]})
        assert entered.location == "/admin/"

    def test_draws_its_picture_without_style_of_its_own(self, ines):
        text = ines.get(self.PAGE).text
        assert "<svg" in text
        assert "style=" not in text

    def test_is_not_turned_on_without_the_password(self, ines):
        answer, _ = self.enrol(ines, present="something else")
        assert answer.status_code == 422
        assert "Off" in ines.page("/admin/account/").text

    def test_is_turned_off_with_the_password_only(self, ines):
        self.enrol(ines)
        removal = f"{self.PAGE}/removal"
        assert ines.send(self.PAGE, removal, {"present": "something else"}).status_code == 422
        assert ines.send(self.PAGE, removal, {"present": PASSWORD}).status_code == 303
        assert "Off" in ines.page("/admin/account/").text

    def test_renews_this_browsers_session(self, ines):
        token = ines.cookie("session")
        self.enrol(ines)
        assert ines.cookie("session") != token
        assert ines.get("/admin/").status_code == 200


class TestSessions:
    def test_lists_and_ends_another_browser(self, ines, as_, maison):
        other = as_(maison.owner)
        page = ines.page("/admin/account/")
        actions = [form["action"] for form in page.forms if re.search(r"/sessions/.+/end", form["action"])]
        assert "This browser" in page.text
        for action in actions:
            ines.send("/admin/account/", action)
        assert other.get("/admin/").status_code == 303
        assert ines.get("/admin/").status_code == 200

    def test_ends_no_other_persons(self, ines, as_, maison):
        margot = as_(maison.manager)
        ines.send("/admin/account/", "/admin/account/sessions/00000000-0000-7000-8000-000000000000/end")
        assert margot.get("/admin/").status_code == 200

    def test_ends_everywhere(self, ines, as_, maison):
        other = as_(maison.owner)
        ines.send("/admin/account/", "/admin/account/sessions/end")
        assert ines.get("/admin/").status_code == 303
        assert other.get("/admin/").status_code == 303
