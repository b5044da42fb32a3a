"""Every page opens in its language and market; every address has one form."""

import gzip
import re

import pytest

from tests.storefront.reading import alternates, canonical

PAGES = [
    "",
    "collections/silks",
    "search",
    "search?q=soie",
    "stores",
    "stores/paris",
    "story",
    "size-guide",
    "lookbooks/by-the-river",
    "styles/celeste-dress",
]


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_open_with_one_heading(self, visitor, path):
        text = visitor.read(f"/en-fr/{path}")
        assert len(re.findall(r"<h1[ >]", text)) == 1

    @pytest.mark.parametrize("path", PAGES)
    def test_hold_neither_script_nor_style_of_their_own(self, visitor, path):
        text = visitor.read(f"/en-fr/{path}")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
        assert all("src=" in tag or "ld+json" in tag for tag in re.findall(r"<script[^>]*>", text))

    @pytest.mark.parametrize(
        ("tag", "lang", "direction"),
        [("fr-fr", "fr", "ltr"), ("zh-cn", "zh-Hans", "ltr"), ("ja-jp", "ja", "ltr"), ("en-us", "en", "ltr")],
    )
    def test_say_their_language(self, visitor, tag, lang, direction):
        assert f'<html lang="{lang}" dir="{direction}"' in visitor.read(f"/{tag}/")

    def test_mark_what_fell_back_to_another_language(self, visitor):
        assert '<span lang="fr" dir="ltr">' in visitor.read("/zh-cn/collections/les-soies")

    def test_weigh_little_before_pictures_and_fonts(self, visitor, app):
        page = visitor.get("/en-fr/collections/silks", accept_encoding="gzip").get_data()
        built = app.extensions["assets"]
        css = "".join(built.text(f"storefront/{name}.css") for name in ("shop", "editorial"))
        js = "".join(built.text(name) for name in ("vendor/htmx.js", "storefront/shop.js"))
        sizes = [len(gzip.compress(text.encode())) for text in (css, js)]
        assert sizes[0] < 15 * 1024
        assert sizes[1] < 22 * 1024
        assert len(page) + sum(sizes) < 60 * 1024


class TestAddresses:
    def test_lead_from_a_country_to_its_market(self, visitor):
        answer = visitor.get("/fr-be/stores?q=Lyon")
        assert (answer.status_code, answer.location) == (301, "/fr-fr/stores?q=Lyon")

    @pytest.mark.parametrize("path", ["/de-fr/", "/fr-xx/", "/ja-fr/", "/nothing", "/fr-fr/nothing"])
    def test_are_lost_where_nobody_lives(self, visitor, path):
        assert visitor.get(path).status_code == 404

    @pytest.mark.parametrize(
        ("path", "leads_to"),
        [
            ("/FR-FR/stores?q=Lyon", "/fr-fr/stores?q=Lyon"),
            ("/ZH-CN/", "/zh-cn/"),
            ("/zh-hans-cn/stores", "/zh-cn/stores"),
            ("/fr-fr/stores/", "/fr-fr/stores"),
            ("/fr-fr/stores/paris/?a=b", "/fr-fr/stores/paris?a=b"),
        ],
    )
    def test_have_one_spelling(self, visitor, path, leads_to):
        answer = visitor.get(path)
        assert (answer.status_code, answer.location) == (301, leads_to)
        visitor.read(leads_to)

    def test_drop_the_fields_left_empty(self, visitor):
        answer = visitor.get("/en-fr/search?q=silk&min=&max=&store=&colour=blue&colour=white&sort=")
        assert (answer.status_code, answer.location) == (
            302,
            "/en-fr/search?q=silk&colour=blue&colour=white",
        )
        assert visitor.get("/en-fr/stores?q=").location == "/en-fr/stores"
        assert visitor.htmx("/en-fr/search?q=silk&min=", target="browse").status_code == 200

    @pytest.mark.parametrize("language", ["ja", "zh-CN", "en-US"])
    def test_of_deep_links_never_lead_to_another_language(self, visitor, language):
        visitor.language = language
        assert visitor.get("/fr-fr/collections/les-soies").status_code == 200

    def test_of_another_languages_name_lead_to_this_ones(self, visitor):
        answer = visitor.get("/fr-fr/styles/celeste-dress?colour=ink")
        assert (answer.status_code, answer.location) == (301, "/fr-fr/styles/robe-celeste?colour=ink")

    def test_are_told_in_every_edition(self, visitor):
        found = alternates(visitor.read("/en-fr/styles/celeste-dress"))
        assert found["fr-FR"] == "http://etoffe.localhost/fr-fr/styles/robe-celeste"
        assert found["fr"] == found["fr-FR"]
        assert found["en-US"] == "http://etoffe.localhost/en-us/styles/celeste-dress"
        assert {"ja-JP", "zh-Hans-CN", "zh-Hans", "en", "x-default"} <= found.keys()

    def test_are_mutual(self, visitor):
        here = alternates(visitor.read("/en-fr/styles/celeste-dress"))
        there = alternates(visitor.read("/ja-jp/styles/" + here["ja-JP"].rsplit("/", 1)[1]))
        assert here == there

    def test_have_one_canonical_form(self, visitor):
        page = visitor.read("/en-fr/styles/celeste-dress?colour=bone")
        assert canonical(page) == "http://etoffe.localhost/en-fr/styles/celeste-dress"

    def test_never_repeat_a_host_that_a_request_claims(self, visitor):
        text = visitor.read("/en-fr/", x_forwarded_host="evil.example")
        assert "evil.example" not in text
        assert visitor.client.get("/en-fr/", headers={"Host": "evil.example"}).status_code == 400


class TestLostPage:
    def test_is_the_houses_own_and_has_a_way_on(self, visitor):
        answer = visitor.get("/en-fr/styles/gone")
        text = answer.get_data(as_text=True)
        assert answer.status_code == 404
        assert "Nothing hangs here." in text
        assert 'action="/en-fr/search"' in text
        assert 'href="/en-fr/collections/silks"' in text
        assert 'name="robots" content="noindex' in text

    def test_speaks_her_language_where_the_address_has_none(self, visitor):
        visitor.language = "ja"
        assert '<html lang="ja"' in visitor.get("/nothing").get_data(as_text=True)

    def test_speaks_the_language_of_its_address_and_none_of_the_books_words(self, visitor):
        visitor.language = "ja"
        for path in ("/en-fr/nothing/here", "/en-fr/styles/gone"):
            text = visitor.get(path).get_data(as_text=True)
            assert '<html lang="en"' in text
            assert "There is no style" not in text
