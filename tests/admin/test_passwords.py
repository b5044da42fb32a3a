import re
import time
from datetime import UTC, datetime, timedelta

from kernel.passwords import hash_password
from tenancy.identities import Identity
from tests.world import PASSWORD

NEW = "a scarf of red silk"


def link(message) -> str:
    return re.search(r"https?://\S+", message.get_body(("plain",)).get_content())[0]


def path(message) -> str:
    return "/" + link(message).split("/", 3)[3]


class TestForgotten:
    def test_sends_a_link_to_whoever_works_here(self, at, maison, letters):
        answer = at().post("/admin/password/forgotten", {"email": maison.translator.email})
        assert answer.status_code == 200
        (message,) = letters()
        assert message["To"] == maison.translator.email
        assert link(message).startswith("http://maison.localhost/admin/password/new/")

    def test_answers_every_address_alike_and_sends_the_others_nothing(self, at, maison, world, letters):
        addresses = ("nobody@x.example", world.autre.owner.email, world.operator.email, maison.owner.email)
        answers = [at().post("/admin/password/forgotten", {"email": each}) for each in addresses]
        pages = {answer.text.replace(each, "") for answer, each in zip(answers, addresses, strict=True)}
        assert len(pages) == 1
        assert {answer.status_code for answer in answers} == {200}
        assert [message["To"] for message in letters()] == [maison.owner.email]

    def test_takes_no_longer_for_a_known_address(self, at, maison, letters):
        def took(email):
            began = time.perf_counter()
            at().post("/admin/password/forgotten", {"email": email})
            return time.perf_counter() - began

        took("warm@x.example")
        known, unknown = took(maison.manager.email), took("nobody7@x.example")
        assert abs(known - unknown) < 0.1
        letters()

    def test_names_the_registered_host_whatever_was_asked_of(self, at, maison, letters):
        browser = at()
        browser.post(
            "/admin/password/forgotten",
            {"email": maison.store_manager.email},
            X_Forwarded_Host="evil.example",
            Forwarded="host=evil.example",
        )
        (message,) = letters()
        assert "evil.example" not in message.as_string()
        poisoned = at("evil.example").post("/admin/password/forgotten", {"email": maison.owner.email})
        assert poisoned.status_code == 400
        assert letters() == []

    def test_speaks_her_language(self, at, maison, letters):
        at().post("/admin/password/forgotten", {"email": maison.manager.email})
        (message,) = letters()
        assert message["Content-Language"] == "fr"

    def test_is_not_asked_for_without_end(self, at):
        browser = at()
        answers = [
            browser.post("/admin/password/forgotten", {"email": "flood@x.example"}).status_code
            for _ in range(6)
        ]
        assert answers == [200] * 5 + [422]


class TestSetNew:
    def ask(self, at, letters, email) -> str:
        at().post("/admin/password/forgotten", {"email": email})
        return path(letters()[-1])

    def test_sets_it_once_and_signs_out_everywhere(self, at, as_, maison, letters):
        signed_in = as_(maison.clerk)
        to = self.ask(at, letters, maison.clerk.email)
        browser = at()
        assert browser.get(to).status_code == 200
        fields = {"password": NEW, "again": NEW}
        answer = browser.post(to, fields)
        assert answer.location == "/admin/sign-in"
        assert "new password is set" in browser.get(answer.location).text
        assert signed_in.get("/admin/").status_code == 303
        assert browser.post(to, fields).status_code in (410, 422)
        assert browser.get(to).status_code == 410
        restore(maison, maison.clerk)

    def test_refuses_a_poor_one_and_keeps_the_link(self, at, maison, letters):
        to = self.ask(at, letters, maison.manager.email)
        for poor in ("short", "password1234567"):
            assert at().post(to, {"password": poor, "again": poor}).status_code == 422
        assert at().post(to, {"password": NEW, "again": "another one"}).status_code == 422
        assert at().get(to).status_code == 200

    def test_opens_nothing_at_another_brand(self, at, maison, letters):
        to = self.ask(at, letters, maison.manager.email)
        elsewhere = at("autre.localhost")
        assert elsewhere.get(to).status_code == 410
        assert elsewhere.post(to, {"password": NEW, "again": NEW}).status_code in (410, 422)
        assert not at().post("/admin/sign-in", {"email": maison.manager.email, "password": NEW}).location

    def test_ends_within_the_hour(self, at, maison, letters):
        to = self.ask(at, letters, maison.manager.email)
        with maison.writing() as session:
            identity = session.get_one(Identity, maison.manager.identity_id)
            identity.reset_expires_at = datetime.now(UTC) - timedelta(seconds=1)
        assert at().get(to).status_code == 410

    def test_still_asks_for_the_second_factor(self, at, maison, letters, app):
        to = self.ask(at, letters, maison.translator.email)
        with maison.writing() as session:
            identity = session.get_one(Identity, maison.translator.identity_id)
            sealed = app.extensions["vault"].seal("A" * 32, purpose="totp", at=datetime.now(UTC))
            identity.totp_secret = sealed
        at().post(to, {"password": NEW, "again": NEW})
        browser = at()
        halfway = browser.post("/admin/sign-in", {"email": maison.translator.email, "password": NEW})
        assert halfway.status_code == 200
        assert browser.get("/admin/").status_code == 303
        restore(maison, maison.translator)


def restore(maison, person) -> None:
    with maison.writing() as session:
        identity = session.get_one(Identity, person.identity_id)
        identity.password_hash, identity.totp_secret = hash_password(PASSWORD), None
