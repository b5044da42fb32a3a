"""The front door leads by choice, then by language; it never traps."""

import pytest


class TestFront:
    @pytest.mark.parametrize(
        ("language", "leads_to"),
        [
            ("fr-FR,fr;q=0.9", "/fr-fr/"),
            ("fr-BE", "/fr-fr/"),
            ("ja", "/ja-jp/"),
            ("zh-CN", "/zh-cn/"),
            ("en-US,en;q=0.8", "/en-us/"),
            ("en-JP", "/en-jp/"),
            ("de,ja;q=0.5", "/ja-jp/"),
            ("nl-BE,nl;q=0.9", "/en-fr/"),
            ("de-US,de", "/en-us/"),
        ],
    )
    def test_leads_to_what_her_browser_asks_for(self, visitor, language, leads_to):
        visitor.language = language
        answer = visitor.get("/")
        assert (answer.status_code, answer.location) == (302, leads_to)
        assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))

    def test_lets_her_choose_where_nothing_fits(self, visitor):
        visitor.language = "sw"
        text = visitor.read("/")
        assert all(
            f'href="/{tag}/"' in text for tag in ("fr-fr", "en-fr", "zh-cn", "ja-jp", "en-jp", "en-us")
        )

    def test_remembers_her_choice(self, visitor):
        chosen = visitor.post("/edition", {"to": "/ja-jp/stores"})
        assert (chosen.status_code, chosen.location) == (303, "/ja-jp/stores")
        visitor.language = "fr"
        assert visitor.get("/").location == "/ja-jp/"

    @pytest.mark.parametrize(
        "to",
        ["//evil.example/", "https://evil.example/fr-fr/", "/\\evil", "javascript:alert(1)", "/de-de/", ""],
    )
    def test_leads_nowhere_else(self, visitor, to):
        assert visitor.post("/edition", {"to": to}).status_code == 400

    def test_takes_no_choice_from_another_site(self, visitor):
        answer = visitor.post("/edition", {"to": "/ja-jp/"}, origin="https://evil.example")
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers


class TestSuggest:
    def test_speaks_up_in_her_own_language(self, visitor):
        visitor.language = "ja-JP"
        answer = visitor.get("/suggestion?edition=fr-fr")
        assert answer.status_code == 200
        assert 'lang="ja"' in answer.get_data(as_text=True)
        assert 'value="/ja-jp/"' in answer.get_data(as_text=True)
        assert "no-store" in answer.headers["Cache-Control"]

    def test_names_her_countrys_market_where_her_language_is_not_spoken(self, visitor):
        visitor.language = "nl-BE,nl;q=0.9"
        assert 'value="/en-fr/"' in visitor.get("/suggestion?edition=en-us").get_data(as_text=True)
        assert visitor.get("/suggestion?edition=en-fr").status_code == 204

    @pytest.mark.parametrize("language", ["fr", "fr-FR", "fr-CA", "sw"])
    def test_keeps_quiet_where_the_page_suits_her(self, visitor, language):
        visitor.language = language
        assert visitor.get("/suggestion?edition=fr-fr").status_code == 204

    def test_is_in_no_page_that_all_share(self, visitor):
        visitor.language = "ja-JP"
        first = visitor.read("/fr-fr/")
        visitor.language = "fr-FR"
        assert visitor.read("/fr-fr/") == first
