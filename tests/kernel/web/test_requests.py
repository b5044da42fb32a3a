"""What every request meets: its door, its access, its refusals, its headers, the pages kept ready."""

import gzip
import io
import ipaddress
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kernel.db import Database
from tests.kernel.web.mini import Mini, build, secured

OURS, THEIRS = "http://ours.test", "http://theirs.test"


@pytest.fixture
def mini() -> Iterator[Mini]:
    db = Database("sqlite://")
    yield build(db)
    db.dispose()


@pytest.fixture
def client(mini: Mini) -> FlaskClient:
    return secured(mini.app).test_client()


@pytest.fixture
def clerk(client: FlaskClient) -> FlaskClient:
    client.set_cookie("session", "clerk", domain="ours.test")
    return client


class TestDoor:
    def test_refuses_a_host_that_is_nobodys(self, client):
        assert client.get("/page", base_url="http://evil.test").status_code == 400

    @pytest.mark.parametrize("path", ["/page?q=%00", "/page%00"])
    def test_refuses_a_sign_that_no_database_holds(self, client, path):
        assert client.get(path, base_url=OURS).status_code == 400

    def test_refuses_it_in_a_form_too(self, clerk):
        answer = clerk.post("/fold", base_url=OURS, data={"name": "Ada\x00"})
        assert answer.status_code == 400

    def test_refuses_a_form_of_megabytes(self, clerk):
        answer = clerk.post("/fold", base_url=OURS, data={"name": "a" * 2**20})
        assert answer.status_code == 413

    def test_refuses_one_that_says_no_length(self, clerk):
        answer = clerk.post(
            "/fold",
            base_url=OURS,
            input_stream=io.BytesIO(b"name=" + b"a" * 2**20),
            content_type="application/x-www-form-urlencoded",
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert answer.status_code == 413

    def test_answers_health_at_any_host(self, client):
        assert client.get("/healthz", base_url="http://10.0.0.7").status_code == 200

    def test_keeps_metrics_to_the_operators_network(self, client):
        assert client.get("/metrics", base_url=OURS).status_code == 404

    def test_counts_answers_by_route_for_the_operators_network(self, client, mini):
        mini.app.extensions["metrics_networks"] = (ipaddress.ip_network("127.0.0.0/8"),)
        client.get("/page", base_url=OURS)
        told = client.get("/metrics", base_url=OURS).text
        assert 'comptoir_requests_total{route="/page",status="2xx"}' in told


class TestAccess:
    def test_sends_the_unknown_to_sign_in(self, client):
        answer = client.post("/fold", base_url=OURS)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")

    def test_asks_for_the_token_of_her_own_session(self, clerk):
        token = clerk.get("/token", base_url=OURS).text
        assert clerk.post("/fold", base_url=OURS).status_code == 400
        assert clerk.post("/fold", base_url=OURS, data={"csrf_token": "salt.forged"}).status_code == 400
        assert clerk.post("/fold", base_url=OURS, data={"csrf_token": token}).text == "folded"
        assert clerk.post("/fold", base_url=OURS, headers={"X-CSRF-Token": token}).text == "folded"

    def test_refuses_what_is_not_her_duty(self, clerk):
        token = clerk.get("/token", base_url=OURS).text
        assert clerk.post("/sew", base_url=OURS, data={"csrf_token": token}).status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.test"},
            {"Origin": "http://sub.ours.test"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_refuses_a_change_that_another_sites_page_asks_for(self, client, headers):
        assert client.post("/sorry", base_url=OURS, headers=headers).status_code == 403

    def test_serves_no_route_that_does_not_say_who_may(self, client):
        assert client.get("/forgotten", base_url=OURS).status_code == 500


class TestErrors:
    def test_draws_a_refusal_as_a_page(self, client):
        answer = client.post("/sorry", base_url=OURS)
        assert (answer.status_code, answer.text) == (422, "page 422 not today")

    def test_hands_htmx_the_refusal_alone(self, client):
        answer = client.post("/sorry", base_url=OURS, headers={"HX-Request": "true"})
        assert answer.text.strip() == '<p role="alert">not today</p>'
        assert answer.headers["HX-Retarget"] == "#messages"

    def test_says_when_to_try_again(self, client):
        answer = client.post("/often", base_url=OURS)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")

    def test_shows_nothing_of_a_bug(self, client):
        answer = client.get("/broken", base_url=OURS)
        assert (answer.status_code, answer.text) == (500, "page 500 ")


class TestHeaders:
    @pytest.mark.parametrize("path", ["/page", "/nowhere", "/broken", "/healthz"])
    def test_stand_on_every_kind_of_answer(self, client, path):
        answer = client.get(path, base_url=OURS)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" not in answer.headers

    def test_ask_for_tls_where_it_is_on(self, client):
        answer = client.get("/page", base_url="https://ours.test")
        assert "max-age" in answer.headers["Strict-Transport-Security"]


class TestCached:
    def test_draws_a_page_once(self, client, mini):
        first, second = client.get("/page", base_url=OURS), client.get("/page", base_url=OURS)
        assert first.data == second.data
        assert mini.drawn == ["ours.test"]

    def test_shows_no_brand_anothers_page(self, client):
        client.get("/page", base_url=OURS)
        assert "theirs.test" in client.get("/page", base_url=THEIRS).text

    def test_answers_a_known_page_with_nothing(self, client):
        etag = client.get("/page", base_url=OURS).headers["ETag"]
        answer = client.get("/page", base_url=OURS, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.data) == (304, b"")
        again = client.get("/page", base_url=THEIRS, headers={"If-None-Match": etag})
        assert again.status_code == 200

    def test_is_drawn_anew_when_the_brand_changes(self, client, mini):
        client.get("/page", base_url=OURS)
        mini.versions["ours.test"] += 1
        client.get("/page", base_url=OURS)
        assert len(mini.drawn) == 2

    def test_tells_apart_only_the_arguments_it_named(self, client, mini):
        client.get("/page?q=1&utm_source=x", base_url=OURS)
        client.get("/page?q=1&utm_source=y", base_url=OURS)
        client.get("/page?q=2", base_url=OURS)
        assert len(mini.drawn) == 2

    def test_keeps_the_fragment_apart_from_the_page(self, client):
        whole = client.get("/page", base_url=OURS).text
        part = client.get("/page", base_url=OURS, headers={"HX-Request": "true"}).text
        assert whole == f"<main>{part}</main>"

    def test_sends_what_the_browser_can_unpack(self, client):
        plain = client.get("/page", base_url=OURS)
        packed = client.get("/page", base_url=OURS, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.data) == plain.data
        assert "Accept-Encoding" in packed.headers["Vary"]

    def test_keeps_nothing_that_sets_a_cookie(self, client, mini):
        client.get("/cookie", base_url=OURS)
        client.get("/cookie", base_url=OURS)
        assert mini.drawn == ["cookie", "cookie"]
