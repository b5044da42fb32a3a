import re

from tests.world import PASSWORD


def invite(browser, email, *, role="translator", outlet="", **more):
    fields = {"name": "Nina", "email": email, "role": role, "outlet": outlet, "language": "ja"} | more
    return browser.send("/admin/staff/invitations/new", "/admin/staff/invitations", fields)


def path_in(message) -> str:
    return re.search(r"https?://[^/]+(/admin/invitations/\S+)", message.get_body(("plain",)).get_content())[1]


class TestIndex:
    def test_lists_everybody_with_what_they_hold(self, ines):
        text = ines.page("/admin/staff/").text
        assert "Claire claire@maison.example" in text
        assert "autre.example" not in text

    def test_lists_a_store_managers_own_people_only(self, as_, maison):
        text = as_(maison.store_manager).page("/admin/staff/").text
        assert "leo@maison.example" in text
        assert "ines@maison.example" not in text


class TestInvite:
    def test_sends_a_letter_with_a_link_that_is_not_on_the_page(self, ines, letters):
        answer = invite(ines, "nina@maison.example")
        assert answer.status_code == 303
        page = ines.get("/admin/staff/")
        (message,) = letters()
        assert message["To"] == "nina@maison.example"
        assert message["Content-Language"] == "ja"
        assert "http://maison.localhost/admin/invitations/" in message.get_body(("html",)).get_content()
        assert path_in(message) not in page.text

    def test_is_taken_up_with_a_first_password(self, ines, at, letters):
        invite(ines, "nora@maison.example")
        link = path_in(letters()[-1])
        browser = at()
        assert "nora@maison.example" in browser.page(link).text
        fields = {"password": "a scarf of red silk", "again": "a scarf of red silk"}
        assert browser.post(link, fields).location == "/admin/"
        assert browser.get("/admin/").status_code == 200
        assert browser.get("/admin/staff/").status_code == 403
        assert at().get(link).status_code == 410
        assert at().post(link, fields).status_code == 410

    def test_is_taken_up_by_who_signs_in_elsewhere_with_her_password(self, ines, at, letters, world):
        invite(ines, world.autre.clerk.email)
        link = path_in(letters()[-1])
        browser = at()
        stolen = {"password": "a scarf of red silk", "again": "a scarf of red silk"}
        assert browser.post(link, stolen).status_code == 422
        assert browser.post(link, {"password": PASSWORD}).location == "/admin/"

    def test_ends_when_it_is_withdrawn(self, ines, at, letters):
        invite(ines, "noel@maison.example")
        link = path_in(letters()[-1])
        action = next(
            form["action"] for form in ines.page("/admin/staff/").forms if "/withdrawal" in form["action"]
        )
        ines.send("/admin/staff/", action)
        assert at().get(link).status_code == 410

    def test_says_beside_the_form_what_is_wrong(self, ines):
        assert "is not a mail address" in invite(ines, "nowhere").text
        assert "works here already" in invite(ines, "leo@maison.example").text
        assert invite(ines, "x@maison.example", role="emperor").status_code == 422

    def test_gives_no_more_than_the_inviter_has(self, as_, maison, letters):
        claire = as_(maison.store_manager)
        assert (
            invite(claire, "z@maison.example", role="store-staff", outlet=str(maison.lyon)).status_code == 303
        )
        assert (
            invite(claire, "y@maison.example", role="store-staff", outlet=str(maison.paris)).status_code
            == 422
        )
        assert invite(claire, "y@maison.example", role="owner", outlet=str(maison.lyon)).status_code == 422
        assert invite(claire, "y@maison.example", role="store-staff").status_code == 422
        letters()

    def test_takes_only_the_fields_it_asks_for(self, ines, letters, at):
        invite(ines, "mass@maison.example", role_id="x", brand_id="2", accepted_at="now", is_operator="1")
        link = path_in(letters()[-1])
        fields = {"password": "a scarf of red silk", "again": "a scarf of red silk", "role": "owner"}
        browser = at()
        browser.post(link, fields | {"email": "ines@maison.example"})
        assert "mass@maison.example" in browser.page("/admin/account/").text
        assert browser.get("/admin/brand/").status_code == 403


class TestAssign:
    def test_gives_and_takes_back(self, ines, maison):
        page = f"/admin/staff/{maison.manager.id}"
        given = ines.send(page, f"{page}/assignments", {"role": "merchandiser", "outlet": str(maison.paris)})
        assert given.status_code == 303
        shown = ines.page(page)
        assert "Merchandiser" in shown.text
        actions = [form["action"] for form in shown.forms if form["action"].endswith("/withdrawal")]
        assert len(actions) == 2
        for action in actions:
            ines.send(page, action)
        assert "No role" in ines.page(page).text
        ines.send(page, f"{page}/assignments", {"role": "manager", "outlet": ""})

    def test_is_not_offered_for_oneself(self, ines, maison):
        page = ines.page(f"/admin/staff/{maison.owner.id}")
        assert not [form for form in page.forms if "assignments" in form["action"]]
        fields = {"role": "translator", "outlet": ""}
        answer = ines.send("/admin/", f"/admin/staff/{maison.owner.id}/assignments", fields)
        assert answer.status_code == 422


class TestPart:
    def test_ends_all_access_at_once(self, ines, as_, at, maison):
        leo = as_(maison.clerk)
        page = f"/admin/staff/{maison.clerk.id}"
        assert "Leo has left" in ines.get(ines.send(page, f"{page}/departure").location).text
        assert leo.get("/admin/").status_code == 303
        answer = at().post("/admin/sign-in", {"email": maison.clerk.email, "password": PASSWORD})
        assert answer.status_code == 422
        assert ines.get(page).status_code == 404

    def test_is_not_for_whoever_looks_after_another_store(self, as_, maison, ines):
        page = f"/admin/staff/{maison.manager.id}"
        claire = as_(maison.store_manager)
        assert claire.get(page).status_code == 404
        assert claire.send("/admin/account/", f"{page}/departure").status_code == 404
