import gzip
import json
import os
import re

import brotli
import pytest
from flask import Flask, render_template_string
from markupsafe import Markup
from werkzeug.test import Client

from kernel.web import asset_files
from kernel.web.assets import Assets, build, init_app, serve_static


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def assets(root):
    return Assets(root)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A front of our own, so that its files may change."""
    front = tmp_path / "storefront/static"
    front.mkdir(parents=True)
    (front / "shop.css").write_text("p{mask:url(cloth.svg)}")
    (front / "cloth.svg").write_text("<svg/>")
    monkeypatch.setattr(asset_files, "REPOSITORY", tmp_path)
    monkeypatch.setattr(asset_files, "state", lambda: state_of(front))
    return front


def state_of(front):
    return " ".join(f"{path.name} {path.stat().st_mtime_ns}" for path in sorted(front.iterdir()))


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class TestBuild:
    def test_is_the_same_each_time(self, root, tmp_path):
        build(tmp_path)
        assert contents(tmp_path) == contents(root)

    def test_compresses_what_compresses(self, root, assets):
        plain = root / assets.url("vendor/htmx.js").removeprefix("/static/")
        assert brotli.decompress(plain.with_name(plain.name + ".br").read_bytes()) == plain.read_bytes()
        assert gzip.decompress(plain.with_name(plain.name + ".gz").read_bytes()) == plain.read_bytes()
        assert not list(root.rglob("*.woff2.*"))

    def test_writes_nothing_when_nothing_changed(self, house, tmp_path):
        into = tmp_path / "built"
        build(into)
        (into / "manifest.json").write_text("untouched")
        build(into)
        assert (into / "manifest.json").read_text() == "untouched"

    def test_keeps_a_week_what_open_pages_may_ask_for(self, house, tmp_path):
        into = tmp_path / "built"
        build(into)
        before = set(contents(into))
        old = next(into.glob("storefront/cloth.*.svg"))
        os.utime(old, (0, 0))
        (house / "cloth.svg").write_text("<svg><g/></svg>")
        build(into)
        assert before - set(contents(into)) == {old.relative_to(into).as_posix()}


class TestAssets:
    def test_names_what_was_built(self, assets, root):
        address = assets.url("vendor/htmx.js")
        assert re.fullmatch(r"/static/vendor/htmx\.[0-9a-f]{8}\.js", address)
        assert (root / address.removeprefix("/static/")).is_file()

    def test_does_not_know_what_was_not(self, assets):
        with pytest.raises(KeyError, match="velvet"):
            assets.url("storefront/velvet.css")

    def test_says_what_builds_them(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="bin/setup"):
            Assets(tmp_path)

    def test_gives_a_family_with_lasting_addresses(self, assets):
        assert assets.url("fonts/inter-latin.woff2") in assets.font_face_css("inter")

    def test_follows_its_sources_while_fresh(self, house, tmp_path, monkeypatch):
        monkeypatch.setattr("kernel.web.assets.LOOKED_AGAIN_SECONDS", 0)
        assets = Assets(tmp_path / "built", fresh=True)
        before = assets.url("storefront/shop.css")
        (house / "cloth.svg").write_text("<svg><g/></svg>")
        assert assets.url("storefront/shop.css") != before


class TestIcon:
    def test_is_passed_over_where_it_says_nothing(self, assets):
        assert 'aria-hidden="true"' in assets.icon("search")

    def test_says_its_label_and_no_more(self, assets):
        drawn = assets.icon("search", label='"><script>')
        assert 'role="img" aria-label="&#34;&gt;&lt;script&gt;"' in drawn

    def test_that_points_can_be_turned_for_right_to_left(self, assets):
        assert 'class="icon icon-points"' in assets.icon("chevron-right")
        assert 'class="icon"' in assets.icon("wash-dry-flat")

    def test_unknown_says_where_to_add_it(self, assets):
        with pytest.raises(KeyError, match=r"icons\.txt"):
            assets.icon("unicorn-on-a-bicycle")

    def test_draws_shapes_and_nothing_else(self, assets):
        drawn = Markup("").join(assets.icon(name) for name in asset_files.ICONS.read_text().split())
        assert tags(drawn) <= {"svg", "path", "circle", "rect", "line", "ellipse", "polyline"}


def tags(markup):
    return set(re.findall(r"<(\w+)", markup))


class TestInitApp:
    def test_gives_templates_addresses_and_icons(self, root):
        app = Flask("house", static_folder=None)
        init_app(app, root=root, fresh=False)
        with app.app_context():
            drawn = render_template_string(
                "{{ assets.url('vendor/htmx.js') }} {{ icon('search', label='Search') }}"
            )
        assert drawn.startswith("/static/vendor/htmx.")
        assert 'aria-label="Search"' in drawn


class TestServeStatic:
    @pytest.fixture
    def client(self, root):
        def shop(_environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"the shop"]

        return Client(serve_static(shop, root))

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("vendor/htmx.js", 'text/javascript; charset="utf-8"'),
            ("fonts/inter.css", 'text/css; charset="utf-8"'),
            ("fonts/inter-latin.woff2", "font/woff2"),
        ],
    )
    def test_serves_what_was_built_for_ever(self, client, assets, name, kind):
        with client.get(assets.url(name)) as answer:
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == kind
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
    def test_sends_the_best_compression_accepted(self, client, assets, accepted, sent):
        with client.get(assets.url("vendor/htmx.js"), headers={"Accept-Encoding": accepted}) as answer:
            assert answer.headers.get("Content-Encoding") == sent
            assert answer.headers["Vary"] == "Accept-Encoding"

    @pytest.mark.parametrize(
        "path",
        [
            "/static/",
            "/static/manifest.json",
            "/static/built-from.txt",
            "/static/vendor/htmx.js",
            "/static/vendor/htmx.00000000.js",
            "/static/../pyproject.toml",
            "/static/%2e%2e/%2e%2e/etc/passwd",
        ],
    )
    def test_knows_nothing_else_under_its_prefix(self, client, path):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"

    def test_leaves_the_rest_to_the_shop(self, client):
        assert client.get("/fr-fr/").text == "the shop"


def test_manifest_lists_files_in_order(root):
    files = json.loads((root / "manifest.json").read_text())["files"]
    assert list(files) == sorted(files)
