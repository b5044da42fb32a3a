"""The console's pages of what styles are gathered in: collections, categories, seasons, drops, size runs."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from catalogue.categories import Category
from catalogue.collections import Collection
from catalogue.seasons import Drop, Season
from catalogue.sizes import SizeRun
from i18n import words
from tests.admin.filling import fill
from tests.admin.goods import Goods, furnish


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


def one(maison, model, code: str):
    with maison.db.read(maison.brand_id) as session:
        return session.exec(select(model).where(model.code == code)).one()


class TestCollections:
    def test_gathers_by_rule_and_shows_what_belongs(self, ines, maison, goods):
        sent = {"code": "blue", "name": "Bleu", "colours": "blue"}
        answer = fill(ines, "/admin/collections/new", "/admin/collections/", **sent)
        assert answer.status_code == 303
        assert one(maison, Collection, "blue").rule == {"colours": ["blue"]}
        text = ines.page(answer.location).text
        assert "1 style on sale" in text
        assert "R100" in text

    def test_puts_those_chosen_by_hand_in_order(self, ines, maison, goods):
        path = f"/admin/collections/{one(maison, Collection, 'first').id}"
        assert fill(ines, path, path, styles="R100\nM200\nR100\n").status_code == 303
        held = ines.page(path).markup.partition('name="styles"')[2].partition("</textarea>")[0]
        assert held.split()[-2:] == ["R100", "M200"]

    def test_refuses_a_style_that_is_not_there_and_keeps_what_was_written(self, ines, maison, goods):
        path = f"/admin/collections/{one(maison, Collection, 'first').id}"
        answer = fill(ines, path, path, styles="R100\nNOPE")
        assert answer.status_code == 422
        assert "There is no style NOPE" in answer.text
        assert "NOPE</textarea>" in answer.text


class TestCategories:
    def test_draws_children_below_their_parent(self, ines, goods):
        markup = ines.page("/admin/categories/").markup
        assert markup.index("Clothes") < markup.index("Dresses")
        assert 'class="depth-2"' in markup

    def test_refuses_to_put_one_within_itself(self, ines, maison, goods):
        path = f"/admin/categories/{one(maison, Category, 'clothes').id}"
        answer = fill(ines, path, path, parent="dresses")
        assert answer.status_code == 422
        assert "within itself" in answer.text

    def test_leaves_the_translations_of_another_name_stale(self, ines, maison, goods):
        path = f"/admin/categories/{one(maison, Category, 'dresses').id}"
        assert fill(ines, path, path, name="Robes et jupes").status_code == 303
        held = one(maison, Category, "dresses").words
        assert words.state(held, "name", "en", source="fr") == "stale"

    def test_refuses_a_code_that_is_taken(self, ines, goods):
        sent = {"code": "dresses", "name": "Robes"}
        assert fill(ines, "/admin/categories/new", "/admin/categories/", **sent).status_code == 422

    def test_asks_for_a_code(self, ines, goods):
        for front, path in (
            ("/admin/categories/new", "/admin/categories/"),
            ("/admin/seasons/new", "/admin/seasons/"),
        ):
            answer = fill(ines, front, path, name="Sans", code=" ", starts_on="2027-02-01")
            assert answer.status_code == 422
            assert "This field is required." in answer.text

    def test_go_once_nothing_lies_in_them(self, ines, maison, goods):
        fill(ines, "/admin/categories/new", "/admin/categories/", code="hats", name="Chapeaux")
        for code, status in (("hats", 303), ("clothes", 422), ("dresses", 422)):
            path = f"/admin/categories/{one(maison, Category, code).id}/removal"
            answer = fill(ines, path, path)
            assert answer.status_code == status, code
        assert "holds styles or other categories" in answer.text


class TestSeasons:
    def test_adds_one(self, ines, maison, goods):
        sent = {"code": "SS27", "name": "Printemps", "starts_on": "2027-02-01", "ends_on": "2027-07-31"}
        assert fill(ines, "/admin/seasons/new", "/admin/seasons/", **sent).status_code == 303
        assert one(maison, Season, "SS27").starts_on.isoformat() == "2027-02-01"

    def test_refuses_one_that_ends_before_it_starts(self, ines, goods):
        sent = {"code": "SS28", "name": "P", "starts_on": "2027-02-01", "ends_on": "2026-07-31"}
        assert fill(ines, "/admin/seasons/new", "/admin/seasons/", **sent).status_code == 422

    def test_are_given_other_dates(self, ines, maison, goods):
        fill(ines, "/admin/seasons/new", "/admin/seasons/", code="SS30", name="P", starts_on="2030-02-01")
        path = f"/admin/seasons/{one(maison, Season, 'SS30').id}"
        assert fill(ines, path, path, name="Été", ends_on="2030-08-31").status_code == 303
        kept = one(maison, Season, "SS30")
        assert (kept.words["name"]["fr"]["text"], kept.ends_on.isoformat()) == ("Été", "2030-08-31")
        assert fill(ines, path, path, ends_on="2029-08-31").status_code == 422

    def test_says_a_drop_otherwise(self, ines, maison, goods):
        sent = {"code": "mist", "name": "Brume", "releases_at": "2031-01-10T09:00"}
        fill(ines, "/admin/seasons/drops/new", "/admin/seasons/drops", **sent)
        path = f"/admin/seasons/drops/{one(maison, Drop, 'mist').id}"
        assert fill(ines, path, path, text="Un matin d'hiver.", season="AW26").status_code == 303
        kept = one(maison, Drop, "mist")
        assert kept.words["text"]["fr"]["text"] == "Un matin d'hiver."
        assert kept.season_id == one(maison, Season, "AW26").id

    def test_releases_a_drop_by_the_clock_of_the_house(self, ines, maison, goods):
        new, path = "/admin/seasons/drops/new", "/admin/seasons/drops"
        sent = {"code": "tide", "name": "Marée", "releases_at": "2030-01-10T09:00"}
        assert fill(ines, new, path, **sent).status_code == 303
        assert one(maison, Drop, "tide").releases_at == datetime(2030, 1, 10, 8, tzinfo=UTC)
        path = f"/admin/seasons/drops/{one(maison, Drop, 'tide').id}"
        assert fill(ines, path, path, releases_at="2030-07-10T09:00").status_code == 303
        assert one(maison, Drop, "tide").releases_at == datetime(2030, 7, 10, 7, tzinfo=UTC)


class TestSizeRuns:
    def test_shows_each_size_as_every_country_calls_it(self, ines, maison, goods):
        path = f"/admin/size-runs/{one(maison, SizeRun, 'alpha').id}"
        markup = ines.page(path).markup
        assert 'value="9号"' in markup
        assert 'value="84"' in markup

    def test_keeps_every_size_there_was_and_adds_new_ones(self, ines, maison, goods):
        before = one(maison, SizeRun, "alpha")
        path = f"/admin/size-runs/{before.id}"
        sent = {
            "0-name-JP": "5号!",
            f"{len(before.sizes)}-code": "3XL",
            f"{len(before.sizes)}-body-bust": "100–104",
        }
        assert fill(ines, path, path, **sent).status_code == 303
        after = one(maison, SizeRun, "alpha")
        assert after.codes() == (*before.codes(), "3XL")
        assert after.sizes[0]["names"]["JP"] == "5号!"
        assert after.sizes[0]["body"] == before.sizes[0]["body"]
        assert after.sizes[-1]["body"] == {"bust": [1000, 1040]}

    def test_refuses_a_body_that_can_not_be_read(self, ines, maison, goods):
        path = f"/admin/size-runs/{one(maison, SizeRun, 'alpha').id}"
        answer = fill(ines, path, path, **{"0-body-bust": "wide"})
        assert answer.status_code == 422
        assert 'value="wide"' in answer.text
