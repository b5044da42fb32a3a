"""Stores are found by what they are called, by how near they are and by what they offer."""

import re

import pytest

from tests.storefront.reading import data, plain


def names(text: str) -> list[str]:
    found = re.findall(r'<h4><a href="[^"]+">(.*?)</a>', text)
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
            ("q=Nowhere", []),
        ],
    )
    def test_answers(self, visitor, query, expected):
        assert names(visitor.read(f"/en-fr/stores?{query}")) == expected

    def test_tells_how_far(self, visitor):
        assert re.search(r"39\d km", plain(visitor.read("/en-fr/stores?q=paris")))
        assert re.search(r"24\d mi", plain(visitor.read("/en-us/stores?q=paris")))

    @pytest.mark.parametrize("here", ["x,y", "91,0", "1", "nan,nan", "inf,0"])
    def test_knows_no_place_that_is_not_on_earth(self, visitor, here):
        assert len(names(visitor.read(f"/en-fr/stores?at={here}"))) == 2


class TestStorePage:
    def test_tells_its_week_in_its_own_time(self, visitor):
        said = plain(visitor.read("/en-fr/stores/paris"))
        assert "Monday to Friday" in said
        assert "In the time of Paris." in said

    def test_is_a_store_to_machines(self, visitor):
        store = data(visitor.read("/en-fr/stores/paris"), "ClothingStore")
        assert store["address"]["addressCountry"] == "FR"
        assert len(store["openingHoursSpecification"]) == 6
        assert store["geo"]["latitude"] == 48.86

    def test_is_lost_under_no_known_name(self, visitor):
        assert visitor.get("/en-fr/stores/nice").status_code == 404
