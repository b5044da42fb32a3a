"""Lists are narrowed, sorted and paged by their address alone."""

import pytest

from tests.storefront.reading import cards

SILKS = "/en-fr/collections/silks"


class TestCollection:
    def test_shows_its_styles(self, visitor):
        assert set(cards(visitor.read(SILKS))) == {"Celeste dress", "Pleated blouse"}

    def test_keeps_the_order_given_by_hand(self, visitor):
        assert cards(visitor.read("/en-fr/collections/first"))[:3] == [
            "Wide trousers",
            "Wrap dress",
            "Brume coat",
        ]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("category=dresses", {"Celeste dress"}),
            ("min=200", {"Celeste dress"}),
            ("max=200", {"Pleated blouse"}),
            ("store=lyon", {"Celeste dress"}),
            ("colour=red", set()),
            ("size=36&colour=white", {"Celeste dress", "Pleated blouse"}),
        ],
    )
    def test_is_narrowed_by_its_address(self, visitor, query, names):
        assert set(cards(visitor.read(f"{SILKS}?{query}"))) == names

    def test_is_sorted_by_its_address(self, visitor):
        assert cards(visitor.read(f"{SILKS}?sort=price-up")) == ["Pleated blouse", "Celeste dress"]

    @pytest.mark.parametrize(
        "query",
        [
            "sort=name;DROP",
            "min=x",
            "min=1e9",
            "max=NaN",
            "store=nowhere",
            "colour=" + "x" * 3000,
        ],
    )
    def test_takes_nonsense_as_not_asked(self, visitor, query):
        assert visitor.get(f"{SILKS}?{query}").status_code == 200

    def test_has_no_such_page(self, visitor):
        assert visitor.get(f"{SILKS}?page=999999999.777").status_code == 404

    def test_hands_htmx_the_list_alone(self, visitor):
        part = visitor.htmx(f"{SILKS}?category=dresses", target="browse").get_data(as_text=True)
        assert part.lstrip().startswith('<section id="browse"')

    def test_is_worth_finding_only_unnarrowed(self, visitor):
        assert 'content="noindex' not in visitor.read(SILKS)
        assert 'content="noindex' in visitor.read(f"{SILKS}?colour=blue")

    def test_is_lost_under_no_known_name(self, visitor):
        assert visitor.get("/en-fr/collections/velvets").status_code == 404


class TestSearch:
    @pytest.mark.parametrize(
        ("edition", "words"),
        [("en-fr", "celeste"), ("fr-fr", "céleste"), ("ja-jp", "セレステ"), ("en-fr", "R100-ink-M")],
    )
    def test_finds_what_is_asked(self, visitor, edition, words):
        assert "/styles/" in visitor.read(f"/{edition}/search?q={words}")

    @pytest.mark.parametrize(
        "words", ["%", "_", "%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "x" * 500, "{{7*7}}"]
    )
    def test_shows_whatever_was_typed_as_text(self, visitor, words):
        text = visitor.read(f"/en-fr/search?q={words}")
        assert "<script>alert" not in text
        assert ">49<" not in text

    def test_shows_something_where_nothing_is_found(self, visitor):
        text = visitor.read("/en-fr/search?q=zzzqqq")
        assert "Nothing by that name hangs here." in text
        assert cards(text)
