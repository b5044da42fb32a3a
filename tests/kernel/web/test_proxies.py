"""Who may speak for somebody else."""

import ipaddress

import pytest

from kernel.web.proxies import believe

PROXIES = (ipaddress.ip_network("10.0.0.0/8"),)
CLAIM = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "shop.test",
    "HTTP_HOST": "inner:8000",
    "wsgi.url_scheme": "http",
}


def seen_from(address: str) -> dict:
    heard: dict = {}

    def app(environ, start_response):
        heard.update(environ)
        return []

    believe(app, PROXIES)(CLAIM | {"REMOTE_ADDR": address}, lambda *_: None)
    return heard


class TestBelieve:
    def test_takes_a_named_proxys_word(self):
        seen = seen_from("10.1.2.3")
        assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == (
            "203.0.113.9",
            "https",
            "shop.test",
        )

    @pytest.mark.parametrize("address", ["203.0.113.7", "", "not an address"])
    def test_takes_nobody_elses(self, address):
        seen = seen_from(address)
        assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == (address, "http")
        assert "HTTP_X_FORWARDED_FOR" not in seen
