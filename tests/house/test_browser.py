"""What a journey's browser promises: it sees this machine only, obeys the policy, and axe can find fault."""

import pytest

from tests.browser import PHONE, Visits, axe

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
PAGE = """<!doctype html><html lang="fr"><title>Étamine</title><main><h1>Manteaux</h1>{}</main>"""
BODIES = {
    "/": "",
    "/no-alt": '<img src="/coat.png">',
    "/elsewhere": '<form action="https://example.com/"><button>Away</button></form>',
    "/inline": "<script>document.title = 'taken over'</script>",
    "/scripted": '<script src="/title.js"></script>',
}
SCRIPT = b"document.title = 'Scripted'"


def shop(environ, start_response):
    if environ["PATH_INFO"] == "/title.js":
        start_response("200 OK", [("Content-Type", "text/javascript")])
        return [SCRIPT]
    body = BODIES.get(environ["PATH_INFO"])
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)]
    start_response("404 Not Found" if body is None else "200 OK", headers)
    return [PAGE.format(body or "").encode()]


@pytest.fixture(scope="module")
def served(serve):
    return serve(shop)


@pytest.fixture
def visits(browser):
    opened = Visits(browser)
    yield opened
    opened.close()


class TestOpenPage:
    def test_finds_a_brand_by_its_host(self, open_page, served):
        page = open_page(served.url(host="etamine.localhost"))
        assert page.get_by_role("heading", name="Manteaux").is_visible()

    def test_comes_as_the_visitor_it_was_told_to_be(self, open_page, served):
        page = open_page(served.url(), locale="ja-JP", timezone="Asia/Tokyo", viewport=PHONE)
        assert page.evaluate("navigator.language") == "ja-JP"
        assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Tokyo"
        assert page.evaluate("innerWidth") == PHONE[0]

    @pytest.mark.parametrize(("javascript", "title"), [(True, "Scripted"), (False, "Étamine")])
    def test_comes_with_script_or_without(self, open_page, served, javascript, title):
        assert open_page(served.url("/scripted"), javascript=javascript).title() == title

    def test_may_be_refused(self, open_page, served):
        assert open_page(served.url("/nowhere")).title() == "Étamine"


class TestWrongs:
    def test_name_a_call_elsewhere(self, visits, served):
        page = visits.open(served.url("/elsewhere"))
        page.get_by_role("button").click(no_wait_after=True)
        page.wait_for_timeout(200)
        assert "asked elsewhere: https://example.com/?" in visits.wrongs

    def test_name_what_the_policy_forbids(self, visits, served):
        page = visits.open(served.url("/inline"))
        assert page.title() == "Étamine"
        assert "Content Security Policy" in visits.wrongs[0]


class TestAxe:
    def test_is_content_with_a_sound_page(self, open_page, served):
        assert axe(open_page(served.url())) == []

    def test_finds_fault_under_the_policy(self, open_page, served):
        assert [fault.split(":")[0] for fault in axe(open_page(served.url("/no-alt")))] == ["image-alt"]
