"""Stores are found by what they are called, by how near they are and by what they offer."""

import re

import pytest

from tests.storefront.reading import data, plain


def names(text: str) -> list[str]:
    found = re.findall(r'<h[24] class="name"><a href="[^"]+">(.*?)</a>', text)
    return [plain(name) for name in found]


class TestLocator:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Lyon, centre", "Paris, centre"]),
            ("q=paris", ["Paris, centre", "Lyon, centre"]),
            ("q=69002", ["Lyon, centre", "Paris, centre"]),
            ("service=alterations", ["Lyon, centre"]),
            ("at=48.8,2.3", ["Paris, centre", "Lyon, centre"]),
            ("at=45.7,4.8", ["Lyon, centre", "Paris, centre"]),
            ("q=75020", ["Paris, centre", "Lyon, centre"]),
            ("q=69+100", ["Lyon, centre", "Paris, centre"]),
            ("q=Marseille", ["Lyon, centre", "Paris, centre"]),
            ("q=鲁昂", ["Paris, centre", "Lyon, centre"]),
            ("q=paris&at=45.7,4.8", ["Paris, centre", "Lyon, centre"]),
            ("q=centre", ["Lyon, centre", "Paris, centre"]),
            ("q=Nowhere", []),
            ("q=99", []),
        ],
    )
    def test_answers(self, visitor, query, expected):
        assert names(visitor.read(f"/en-fr/stores?{query}")) == expected

    def test_tells_how_far(self, visitor):
        assert re.search(r"39\d km", plain(visitor.read("/en-fr/stores?q=paris")))
        assert re.search(r"24\d mi", plain(visitor.read("/en-us/stores?q=paris")))

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("", "2 stores"),
            ("service=alterations", "1 store"),
            ("at=48.8,2.3", "The 2 stores nearest to you"),
            ("q=paris&service=alterations", "The store nearest to Paris"),
        ],
    )
    def test_counts_what_it_found(self, visitor, query, said):
        path = f"/en-fr/stores?{query}".rstrip("?").replace("paris", "Paris")
        assert f'role="status">{said}</p>' in visitor.read(path)
        assert f'role="status">{said}</p>' in visitor.htmx(path, target="found").get_data(as_text=True)

    def test_keeps_where_she_is_while_she_narrows(self, visitor):
        assert '<input type="hidden" name="at" value="48.8,2.3">' in visitor.read("/en-fr/stores?at=48.8,2.3")

    def test_lists_cities_for_who_has_no_script(self, visitor):
        page = visitor.read("/en-fr/stores")
        assert 'href="/en-fr/stores?q=Lyon"' in page

    @pytest.mark.parametrize("here", ["x,y", "91,0", "1", "nan,nan", "inf,0"])
    def test_knows_no_place_that_is_not_on_earth(self, visitor, here):
        assert len(names(visitor.read(f"/en-fr/stores?at={here}"))) == 2


class TestStorePage:
    def test_tells_its_week_in_its_own_time(self, visitor):
        said = plain(visitor.read("/en-fr/stores/paris"))
        assert "Monday to Friday" in said
        assert re.search(r"In the time of Paris, where it is \d\d:\d\d now\.", said)

    def test_is_a_store_to_machines(self, visitor):
        store = data(visitor.read("/en-fr/stores/paris"), "ClothingStore")
        assert store["address"]["addressCountry"] == "FR"
        assert len(store["openingHoursSpecification"]) == 6
        assert store["geo"]["latitude"] == 48.86

    def test_is_lost_under_no_known_name(self, visitor):
        assert visitor.get("/en-fr/stores/nice").status_code == 404
