import re

import pytest
from sqlmodel import col, select

from kernel import dns
from kernel.events import Event
from tenancy.brands import Brand

FACE = {
    "layout": "gallery",
    "paper": "#ffffff",
    "ink": "#101010",
    "muted": "#555555",
    "line": "#dddddd",
    "ground": "#f0f0f0",
    "accent": "#AA3300",
    "display_font": "fraunces",
    "text_font": "inter",
    "scale": "1.3",
    "radius": "4",
    "columns": "3",
    "dark": "y",
}


def kept(maison) -> Brand:
    with maison.trying() as session:
        return session.get_one(Brand, maison.brand_id)


class TestChange:
    def test_keeps_the_name_and_the_maker(self, ines, maison):
        fields = {
            "name": "Maison",
            "maker_name": "Maison SAS",
            "maker_address": "2, rue du Plat\r\n69002 Lyon",
            "maker_email": "bonjour@maison.example",
            "slug": "autre",
            "version": "9",
            "closed_at": "2020-01-01",
        }
        before = kept(maison)
        assert ines.send("/admin/brand/", "/admin/brand/", fields).status_code == 303
        after = kept(maison)
        assert after.maker["address"] == ["2, rue du Plat", "69002 Lyon"]
        assert (after.slug, after.closed_at, after.version) == ("maison", None, before.version + 1)


class TestChangeFace:
    def test_keeps_a_face(self, ines, maison):
        assert ines.send("/admin/brand/", "/admin/brand/face", FACE).status_code == 303
        theme = kept(maison).theme
        assert (theme["layout"], theme["scale"], theme["columns"], theme["dark"]) == ("gallery", 1.3, 3, True)
        assert theme["whole_prices"] is False

    @pytest.mark.parametrize(
        "wrong",
        [
            {"paper": "url(http://127.0.0.1:1/)"},
            {"ink": "#fff} body{display:none"},
            {"accent": "#ffffff\n"},
            {"display_font": "evil"},
            {"layout": "expression(1)"},
            {"scale": "NaN"},
            {"radius": "-1"},
            {"columns": "99"},
        ],
    )
    def test_keeps_nothing_that_is_no_face(self, ines, maison, wrong):
        before = kept(maison).theme
        assert ines.send("/admin/brand/", "/admin/brand/face", FACE | wrong).status_code == 422
        assert kept(maison).theme == before

    def test_keeps_no_token_that_it_does_not_ask_for(self, ines, maison):
        ines.send("/admin/brand/", "/admin/brand/face", FACE | {"--x": "red;}"})
        assert "--x" not in kept(maison).theme


class TestDomains:
    def add(self, browser, host):
        return browser.send("/admin/brand/", "/admin/brand/domains", {"host": host})

    def test_answer_only_once_they_are_proved(self, ines, at, monkeypatch):
        page = self.add(ines, "www.maison.example").location
        shown = ines.page(page).text
        assert "_comptoir.www.maison.example" in shown
        proof = re.search(r"comptoir=\S+", shown)[0]
        assert at("www.maison.example").get("/admin/sign-in").status_code == 400

        monkeypatch.setattr(dns, "txt_records", lambda _name, resolver: ["another"])
        assert ines.send(page, f"{page}/proof").status_code == 422
        monkeypatch.setattr(dns, "txt_records", lambda _name, resolver: [proof])
        assert ines.send(page, f"{page}/proof").status_code == 303
        assert at("www.maison.example").get("/admin/sign-in").status_code == 200

        ines.send(page, f"{page}/first-place")
        assert ines.send("/admin/brand/", f"{page}/removal").status_code == 422
        first = next(
            form["action"] for form in ines.page("/admin/brand/").forms if "first-place" in form["action"]
        )
        ines.send("/admin/brand/", first)
        assert ines.send("/admin/brand/", f"{page}/removal").status_code == 303
        assert at("www.maison.example").get("/admin/sign-in").status_code == 400

    @pytest.mark.parametrize("wrong", ["", "autre.localhost", "http://x.fr/", "169.254.169.254", "a b.fr"])
    def test_are_refused_where_they_are_none(self, ines, wrong):
        assert self.add(ines, wrong).status_code == 422


class TestWhoMay:
    def test_is_the_owner_alone(self, as_, maison):
        assert as_(maison.manager).get("/admin/brand/").status_code == 403


class TestTold:
    def test_says_who_changed_name_face_and_domains(self, ines, maison):
        ines.send("/admin/brand/", "/admin/brand/", {"name": "Maison Deux"})
        ines.send("/admin/brand/", "/admin/brand/face", FACE | {"accent": "#123456"})
        ines.send("/admin/brand/", "/admin/brand/domains", {"host": "told.maison.example"})
        with maison.trying() as session:
            told = session.exec(select(Event).where(col(Event.subject).in_(["brand", "domain"]))).all()
        said = {(event.name, event.by_id) for event in told}
        changes = ("brand.changed", "brand.faced", "domain.added")
        assert {(name, maison.owner.id) for name in changes} <= said
        ines.send("/admin/brand/", "/admin/brand/", {"name": "Maison"})

    def test_warns_of_what_is_too_close_to_the_paper(self, ines):
        ines.send("/admin/brand/", "/admin/brand/face", FACE | {"accent": "#5f8574", "paper": "#f6f1e6"})
        assert "The shop shows #" in ines.page("/admin/brand/").text

    def test_refuses_an_ink_that_nobody_can_read(self, ines, maison):
        before = kept(maison).theme
        answer = ines.send("/admin/brand/", "/admin/brand/face", FACE | {"ink": "#eeeeee"})
        assert answer.status_code == 422
        assert kept(maison).theme == before
