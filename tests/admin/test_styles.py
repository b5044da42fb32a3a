"""The console's pages of styles: list, form, colours and sizes, drawing, measurements, on and off sale."""

import pytest
from sqlmodel import select

from catalogue import style_book
from catalogue.skus import Sku
from catalogue.slugs import Slug
from catalogue.styles import Colourway, Style
from i18n import words
from kernel.events import CLOCK
from tests.admin.filling import drawn, fill
from tests.admin.goods import Goods, furnish
from tests.world import NOON

NEW = {"code": "R200", "name": "Robe d'été", "category": "dresses", "size_run": "alpha"}


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


def read(maison, goods: Goods, code: str) -> Style:
    with maison.db.read(maison.brand_id) as session:
        return session.get_one(Style, (maison.brand_id, goods.styles[code]))


class TestIndex:
    @pytest.mark.parametrize("place", ["styles/", "prices/", "stock/", "translations/", "pages/"])
    def test_keeps_the_frame_around_it(self, ines, goods, place):
        page = ines.page(f"/admin/{place}")
        assert page.has_link("/admin/")
        assert {"action": "/admin/sign-out", "method": "post"} in page.forms

    def test_finds_styles_by_name_without_regard_to_case(self, ines, goods):
        text = ines.page("/admin/styles/?q=céleste").text
        assert "R100" in text
        assert "M200" not in text

    def test_finds_the_style_of_a_barcode(self, ines, maison, goods):
        with maison.db.read(maison.brand_id) as session:
            gtin = session.exec(select(Sku.gtin).where(Sku.code == "R100-ink-S")).one()
        text = ines.page(f"/admin/styles/?q={gtin}").text
        assert "R100" in text
        assert "M200" not in text

    def test_counts_what_lies_within_a_category(self, ines, goods):
        text = ines.page("/admin/styles/?category=clothes&status=published").text
        assert "2 styles" in text
        assert "D1" not in text

    def test_gives_htmx_the_rows_alone(self, ines, goods):
        answer = ines.get("/admin/styles/?status=draft", HX_Request="true")
        assert answer.text.lstrip().startswith('<div id="rows">')

    def test_says_that_nothing_is_like_that(self, ines, goods):
        assert "Take a filter away" in ines.page("/admin/styles/?q=nowhere").text

    @pytest.mark.parametrize("place", ["styles/", "prices/eur/", "stock/", "translations/"])
    def test_takes_nothing_else_from_an_address(self, ines, goods, place):
        asked = (
            "?_scheme=javascript&_external=1&_anchor=x&code=y&language=z&sort=1;DROP&page=1e9&category=nope"
        )
        assert "javascript:" not in ines.page(f"/admin/{place}{asked}").markup

    def test_shows_the_last_page_where_a_later_one_is_asked_for(self, ines, goods):
        assert "R100" in ines.page("/admin/styles/?page=99999").text


class TestCreate:
    def test_enters_a_draft_with_its_composition_and_care(self, ines, maison, goods):
        sent = NEW | {
            "composition-0-part": "shell",
            "composition-0-fibre": "silk",
            "composition-0-share": "92",
            "composition-1-part": "shell",
            "composition-1-fibre": "elastane",
            "composition-1-share": "8",
            "care_wash": "W30",
            "origin": "CN",
            "hs_code": "6204.43",
            "weight": "310",
        }
        answer = fill(ines, "/admin/styles/new", "/admin/styles/", **sent)
        assert answer.status_code == 303
        with maison.db.read(maison.brand_id) as session:
            style = session.exec(select(Style).where(Style.code == "R200")).one()
        assert style.status == "draft"
        assert style.composition[0]["fibres"] == [["silk", 92], ["elastane", 8]]
        assert (style.care, style.origin, style.hs_code, style.weight) == (["W30"], "CN", "620443", 310)

    def test_draws_the_form_again_with_what_was_written_where_shares_are_not_whole(self, ines, goods):
        sent = NEW | {"code": "R201", "composition-0-part": "shell", "composition-0-fibre": "silk"}
        answer = fill(ines, "/admin/styles/new", "/admin/styles/", **sent, **{"composition-0-share": "90"})
        assert answer.status_code == 422
        assert "Make them 100" in answer.text
        assert "Robe d&#39;été" in answer.text

    def test_refuses_a_code_that_is_taken(self, ines, goods):
        answer = fill(ines, "/admin/styles/new", "/admin/styles/", **NEW | {"code": "R100"})
        assert answer.status_code == 422
        assert "There is already a style R100" in answer.text


class TestChange:
    def test_leaves_translations_stale_and_keeps_the_address(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}"
        assert fill(ines, f"{path}/edit", path, name="Robe Céleste longue").status_code == 303
        style = read(maison, goods, "R100")
        assert words.state(style.words, "name", "en", source="fr") == "stale"
        with maison.db.read(maison.brand_id) as session:
            mine = select(Slug.slug).where(Slug.subject_id == style.id, Slug.language == "fr")
            assert session.exec(mine.where(Slug.is_current)).one() == "robe-celeste"

    def test_keeps_an_old_address_leading_to_the_new(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['M200']}"
        assert fill(ines, f"{path}/edit", path, slug="manteau-brume").status_code == 303
        with maison.db.read(maison.brand_id) as session:
            mine = select(Slug.slug, Slug.is_current).where(
                Slug.subject_id == goods.styles["M200"], Slug.language == "fr"
            )
            assert dict(session.exec(mine).all()) == {"manteau": False, "manteau-brume": True}

    def test_refuses_to_overwrite_a_newer_version_unseen_and_takes_it_the_second_time(
        self, ines, maison, goods
    ):
        path = f"/admin/styles/{goods.styles['D1']}"
        sent = drawn(ines.get(f"{path}/edit").text, path) | {"name": "Chemise à moi"}
        with maison.writing() as session:
            draft = style_book.draft_of(
                session, session.get_one(Style, (maison.brand_id, goods.styles["D1"]))
            )
            style_book.change_styles(session, [draft], by=CLOCK, at=NOON)
        answer = ines.post(path, sent)
        assert answer.status_code == 422
        assert "changed this on" in answer.text
        assert "Chemise à moi" in answer.text
        assert words.wording(read(maison, goods, "D1").words, "name", "fr", source="fr").text == "Chemise"
        assert ines.post(path, drawn(answer.text, path)).status_code == 303
        assert (
            words.wording(read(maison, goods, "D1").words, "name", "fr", source="fr").text == "Chemise à moi"
        )


class TestPublish:
    def test_says_what_is_missing_for_that(self, ines, goods):
        path = f"/admin/styles/{goods.styles['D1']}"
        answer = ines.send(path, f"{path}/publication")
        assert answer.status_code == 422
        assert "has no sizes to sell" in answer.text

    def test_puts_a_withdrawn_style_back_on_sale(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['M200']}"
        assert ines.send(path, f"{path}/withdrawal").status_code == 303
        assert read(maison, goods, "M200").status == "withdrawn"
        assert ines.send(path, f"{path}/publication").status_code == 303
        assert read(maison, goods, "M200").status == "published"


class TestColourways:
    def test_adds_one_with_sizes_numbered_by_the_house(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['D1']}/colourways"
        sent = {"code": "bone", "name": "Os", "weave": "poplin", "size": "M", "family": "white"}
        assert fill(ines, f"{path}/new", path, **sent).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            sku = session.exec(select(Sku).where(Sku.style_id == goods.styles["D1"])).one()
        assert (sku.code, sku.size) == ("D1-bone-M", "M")
        assert sku.gtin.startswith("29")

    def test_keeps_the_sizes_that_were_offered(self, ines, maison, goods):
        with maison.db.read(maison.brand_id) as session:
            way = session.exec(select(Colourway).where(Colourway.code == "ink")).one()
        path = f"/admin/styles/{goods.styles['R100']}/colourways/{way.id}"
        assert fill(ines, path, path, name="Encre de nuit", weave="satin").status_code == 303
        with maison.db.read(maison.brand_id) as session:
            codes = session.exec(select(Sku.code).where(Sku.colourway_id == way.id).order_by(Sku.position))
            assert list(codes) == ["R100-ink-S", "R100-ink-M", "R100-ink-L"]
            assert session.get_one(Colourway, (maison.brand_id, way.id)).cloth["weave"] == "satin"

    def test_refuses_a_colour_that_is_none(self, ines, goods):
        path = f"/admin/styles/{goods.styles['D1']}/colourways"
        assert fill(ines, f"{path}/new", path, code="x", name="X", colour="red;}").status_code == 422


class TestGarment:
    def test_draws_what_is_tried_before_it_is_kept(self, ines, goods):
        path = f"/admin/styles/{goods.styles['R100']}/garment"
        page = ines.page(f"{path}?shape=skirt&length=mini&neckline=v")
        assert 'name="length"' in page.markup
        address = page.markup.partition('<img src="')[2].partition('"')[0].replace("&amp;", "&")
        drawn = ines.get(address)
        assert drawn.headers["Content-Type"].startswith("image/svg+xml")
        assert drawn.headers["Cache-Control"] == "no-store"

    def test_keeps_only_what_is_not_usual_of_the_shape(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}/garment"
        assert fill(ines, path, path, length="mini").status_code == 303
        assert read(maison, goods, "R100").garment == {"shape": "dress", "attributes": {"length": "mini"}}

    def test_shows_it_first_where_a_preview_is_asked_for(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}/garment"
        answer = fill(ines, path, path, length="maxi", preview="1")
        assert answer.status_code == 200
        assert "length=maxi" in answer.text
        assert read(maison, goods, "R100").garment["attributes"] != {"length": "maxi"}

    def test_is_not_there_for_a_shape_that_is_none(self, ines, goods):
        path = f"/admin/styles/{goods.styles['R100']}/garment.svg?shape=%22%3E%3Cscript%3E"
        assert ines.get(path).status_code == 404


class TestMeasurements:
    def test_are_kept_in_millimetres(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}/measurements"
        sent = {"mm-chest-M": "92,5", "mm-length-M": "110"}
        assert fill(ines, path, path, **sent).status_code == 303
        assert read(maison, goods, "R100").measurements == {"M": {"chest": 925, "length": 1100}}

    @pytest.mark.parametrize("text", ["a", "NaN", "1e9", "92.55", "-3"])
    def test_that_can_not_be_read_are_refused_with_what_was_written(self, ines, goods, text):
        path = f"/admin/styles/{goods.styles['R100']}/measurements"
        answer = fill(ines, path, path, **{"mm-chest-S": text, "mm-hem-S": "140"})
        assert answer.status_code == 422
        assert 'value="140"' in answer.text


class TestRemoveSku:
    def removal(self, maison, code: str) -> str:
        with maison.db.read(maison.brand_id) as session:
            sku = session.exec(select(Sku).where(Sku.code == code)).one()
        return f"/admin/styles/{sku.style_id}/skus/{sku.id}/removal"

    def test_takes_out_a_size_entered_by_mistake(self, ines, maison, goods):
        path = self.removal(maison, "R100-ink-L")
        assert fill(ines, path, path).status_code == 303
        assert ines.get(path).status_code == 404

    def test_says_why_a_size_with_a_past_stays(self, ines, maison, goods):
        path = self.removal(maison, "R100-ink-M")
        answer = fill(ines, path, path)
        assert answer.status_code == 422
        assert "its past stays" in answer.text
