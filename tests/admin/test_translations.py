"""The console's pages of translations: counts, what is lacking, one text beside its source."""

import pytest

from catalogue import translations
from catalogue.styles import Style
from i18n import words
from kernel.events import CLOCK
from tenancy.brands import Brand, event_id
from tenancy.markets import MarketDraft, add_markets
from tests.admin.filling import drawn, fill
from tests.admin.goods import Goods, furnish
from tests.world import NOON


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    held = furnish(world.maison)
    with world.maison.writing() as session:
        markets = {"code": "gb", "countries": ["GB"], "languages": ["en", "ja"], "currency": "GBP"}
        draft = MarketDraft(**markets, price_list="gbp", tax_included=True)
        add_markets(session, [draft], source="fr", by=CLOCK, at=NOON)
    return held


@pytest.fixture
def kenji(as_, maison):
    return as_(maison.translator)


def name_of(maison, goods: Goods, code: str) -> dict:
    with maison.db.read(maison.brand_id) as session:
        return session.get_one(Style, (maison.brand_id, goods.styles[code])).words


class TestIndex:
    def test_counts_what_each_language_lacks(self, kenji, maison, goods):
        with maison.db.read(maison.brand_id) as session:
            lacks = translations.tally(session, ["ja"])["ja"].missing
        assert f'?state=missing">{lacks}</a>' in kenji.page("/admin/translations/").markup.replace(
            "&#34;", '"'
        )


class TestShow:
    def test_lists_what_is_to_be_done(self, kenji, goods):
        text = kenji.page("/admin/translations/en/?of=style").text
        assert "Manteau" in text
        assert "Robe Céleste" not in text

    def test_is_not_there_for_a_language_the_house_does_not_speak(self, kenji, goods):
        assert kenji.get("/admin/translations/ko/").status_code == 404
        assert kenji.get("/admin/translations/fr/").status_code == 404


class TestFront:
    def test_words_its_menu_and_first_page_in_every_language(self, kenji, maison, goods):
        with maison.writing() as session:
            brand = session.get_one(Brand, maison.brand_id)
            label = words.written({"label": {"fr": "Nouveautés"}}, source="fr")
            brand.navigation = [{"target": "collections/first", "words": label}]
            title = words.written({"title": {"fr": "L'hiver"}}, source="fr")
            entry = {"at": "2030-01-01", "words": words.written({"text": {"fr": "Broder"}}, source="fr")}
            brand.home = [{"kind": "diary", "words": title, "entries": [entry]}]
            session.add(brand)
        listed = kenji.page("/admin/translations/en/?of=brand")
        assert "Nouveautés Front of the shop maison Menu, 1 Missing" in listed.text
        assert "First page, section 1: Text of entry 1" in listed.text
        front = f"/admin/translations/en/brand/{event_id(maison.brand_id)}"
        for field, text in (("navigation.0.label", "New"), ("home.0.entries.0.text", "Stitching")):
            assert fill(kenji, f"{front}/{field}", f"{front}/{field}", text=text).status_code == 303
        with maison.trying() as session:
            brand = session.get_one(Brand, maison.brand_id)
        assert brand.navigation[0]["words"]["label"]["en"]["text"] == "New"
        assert brand.navigation[0]["target"] == "collections/first"
        assert brand.home[0]["entries"][0]["words"]["text"]["en"]["text"] == "Stitching"

    def test_is_not_anothers(self, kenji, world, goods):
        theirs = event_id(world.autre.brand_id)
        assert kenji.get(f"/admin/translations/en/brand/{theirs}/tagline").status_code == 404


class TestPut:
    def test_keeps_a_text_as_read_over_and_goes_on_to_the_next(self, kenji, maison, goods):
        path = f"/admin/translations/ja/style/{goods.styles['R100']}/name"
        answer = fill(kenji, f"{path}?of=style", f"{path}", text="セレステドレス")
        assert answer.status_code == 303
        assert words.state(name_of(maison, goods, "R100"), "name", "ja", source="fr") == "reviewed"
        onward = fill(kenji, f"{path}?of=style", f"{path}?of=style", text="セレステ")
        assert f"/ja/style/{goods.styles['M200']}/name" in onward.location

    def test_refuses_what_was_written_beside_another_source(self, kenji, maison, goods):
        path = f"/admin/translations/en/style/{goods.styles['M200']}/name"
        sent = drawn(kenji.get(path).text, path) | {"text": "Coat"}
        with maison.writing() as session:
            of = {"field": "name", "language": "fr", "text": "Manteau long"}
            translations.put_words(session, "style", goods.styles["M200"], **of, by=CLOCK, at=NOON)
        answer = kenji.post(path, sent)
        assert answer.status_code == 422
        assert "Manteau long" in answer.text
        assert ">Coat</textarea>" in answer.text.replace("\r\n", "")
        assert words.state(name_of(maison, goods, "M200"), "name", "en", source="fr") == "missing"
        assert kenji.post(path, drawn(answer.text, path)).status_code == 303
        assert words.state(name_of(maison, goods, "M200"), "name", "en", source="fr") == "reviewed"

    @pytest.mark.parametrize("of", ["brand/{}/name", "style/{}/code", "sku/{}/name"])
    def test_is_not_there_for_what_is_no_text(self, kenji, goods, of):
        assert kenji.get(f"/admin/translations/en/{of.format(goods.styles['R100'])}").status_code == 404

    def test_shows_markup_as_text(self, kenji, maison, goods):
        path = f"/admin/translations/ja/style/{goods.styles['M200']}/name"
        fill(kenji, path, path, text='"><img src=x onerror=alert(1)>')
        assert "<img src=x" not in kenji.get(f"{path}?state=").text
