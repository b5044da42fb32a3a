"""The menu and the first page, as the console edits them and the shop shows them."""

import pytest

from i18n import words
from tenancy.brands import Brand
from tests.admin.filling import drawn
from tests.admin.goods import Goods, furnish

ADDRESS = "/admin/brand/first-page/"


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


@pytest.fixture
def laid(maison, goods):
    """A menu of two links, the second with an English label, and a page of two sections."""
    with maison.writing() as session:
        brand = session.get_one(Brand, maison.brand_id)
        stores = {"label": {"fr": "Boutiques", "en": "Stores"}}
        brand.navigation = [
            {"target": "story", "words": words.written({"label": {"fr": "Maison"}}, source="fr")},
            {"target": "stores", "words": words.written(stores, source="fr")},
        ]
        entry = {"at": "2030-01-01T00:00:00+00:00", "words": {}}
        diary = {"kind": "diary", "words": words.written({"title": {"fr": "Carnet"}}, source="fr")}
        brand.home = [
            {"kind": "story", "words": words.written({"title": {"fr": "Un fil"}}, source="fr")},
            {**diary, "entries": [entry]},
        ]
        session.add(brand)


def kept(maison) -> Brand:
    with maison.trying() as session:
        return session.get_one(Brand, maison.brand_id)


class TestChange:
    def test_puts_in_takes_out_and_puts_in_order(self, ines, maison, laid):
        fields = drawn(ines.get(ADDRESS).text, ADDRESS)
        assert fields["menu-1-label"] == "Boutiques"
        fields |= {"menu-0-gone": "y", "menu-2-label": "Mesures", "menu-2-target": "size-guide"}
        fields |= {"menu-2-place": "1", "sections-0-place": "2", "sections-0-text": "Depuis Lyon."}
        assert ines.post(ADDRESS, fields).status_code == 303
        brand = kept(maison)
        assert [link["target"] for link in brand.navigation] == ["size-guide", "stores"]
        assert brand.navigation[1]["words"]["label"]["en"]["text"] == "Stores"
        assert [section["kind"] for section in brand.home] == ["diary", "story"]
        assert len(brand.home[0]["entries"]) == 1
        assert brand.home[1]["words"]["text"]["fr"]["text"] == "Depuis Lyon."

    def test_shows_the_change_in_the_activity(self, ines, maison, laid):
        fields = drawn(ines.get(ADDRESS).text, ADDRESS)
        ines.post(ADDRESS, fields | {"menu-0-label": "La maison"})
        assert "Put in order" in ines.page("/admin/activity/").text

    def test_asks_what_a_section_shows(self, ines, maison, laid):
        fields = drawn(ines.get(ADDRESS).text, ADDRESS)
        answer = ines.post(ADDRESS, fields | {"sections-2-title": "Vu", "sections-2-kind": "lookbook"})
        assert answer.status_code == 422
        assert "Choose what the section “Vu” shows" in answer.text
        assert len(kept(maison).home) == 2

    def test_refuses_a_target_that_the_house_has_not(self, ines, maison, laid):
        fields = drawn(ines.get(ADDRESS).text, ADDRESS)
        elsewhere = {"menu-0-target": "https://elsewhere.example/"}
        assert ines.post(ADDRESS, fields | elsewhere).status_code == 422
        assert kept(maison).navigation[0]["target"] == "story"

    def test_refuses_what_was_opened_before_another_change(self, ines, maison, laid):
        fields = drawn(ines.get(ADDRESS).text, ADDRESS)
        ines.post(ADDRESS, fields | {"menu-0-label": "Nous"})
        answer = ines.post(ADDRESS, fields | {"menu-0-label": "Vous"})
        assert answer.status_code == 422
        assert kept(maison).navigation[0]["words"]["label"]["fr"]["text"] == "Nous"
