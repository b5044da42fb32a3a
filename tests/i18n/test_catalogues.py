import pytest

from i18n import catalogues
from i18n.catalogues import LANGUAGES, Place
from i18n.translations import chain

CONFIGURATION = """\
[python: **.py]
[jinja2: **/templates/**.html]
extensions = jinja2.ext.i18n
trimmed = true
silent = false
"""
PAGE = """\
<h1>{{ _("Your bag") }}</h1>
<p>{% trans num=lines|length %}{{ num }} piece{% pluralize %}{{ num }} pieces{% endtrans %}</p>
<p>{% trans %}
   Nothing here
   yet
{% endtrans %}</p>
"""
SOURCE = """\
# NOTE: the drawer of money
title = _("Till")
shared = _("Your bag")
state = pgettext("opening hours", "Closed")
"""


@pytest.fixture
def place(tmp_path) -> Place:
    put(tmp_path, "babel.cfg", CONFIGURATION)
    put(tmp_path, "storefront/templates/storefront/bag.html", PAGE)
    put(tmp_path, "admin/tills.py", SOURCE)
    put(tmp_path, "tests/test_tills.py", '_("Only in tests")')
    put(tmp_path, ".venv/lib.py", '_("Only in libraries")')
    return Place(tmp_path, tmp_path / "i18n" / "locales")


def put(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def keys(place, language, domain):
    written = catalogues.read(place.written(language, domain), language=language)
    return {catalogues.key(entry) for entry in catalogues.entries(written)}


BAG = {"Your bag": "Votre panier", "Nothing here yet": "Encore rien"}
PIECES = {"%(num)s piece": ["%(num)s pièce", "%(num)s pièces"]}
TILL = {"Till": "Caisse", "opening hours\u0004Closed": "Fermé"}


class TestExtract:
    def test_finds_what_is_marked_in_pages_and_code(self, place):
        catalogues.extract(place)
        assert keys(place, "fr", "shop") == {"Your bag", "%(num)s piece", "Nothing here yet"}
        assert keys(place, "fr", "staff") == {"Till", "opening hours\u0004Closed"}

    def test_makes_every_language_of_each_domain(self, place):
        made = catalogues.extract(place)
        assert {path.parts[-3] for path in made if path.stem == "shop"} == {
            "zh_Hans",
            "fr",
            "ja",
            "zh_Hant",
            "ar",
        }
        assert {path.parts[-3] for path in made if path.stem == "staff"} == {"zh_Hans", "fr", "ja"}

    def test_changes_nothing_when_nothing_changed(self, place):
        catalogues.extract(place)
        assert catalogues.extract(place) == []

    def test_keeps_a_translation_that_moves_to_the_shop(self, place):
        catalogues.extract(place)
        catalogues.fill(place, language="fr", translations=TILL)
        put(place.root, "storefront/tills.py", '_("Till")')
        catalogues.extract(place)
        assert "Till" not in keys(place, "fr", "staff")
        assert "Till" in keys(place, "fr", "shop")
        assert chain("fr", folder=place.locales).gettext("Till") == "Caisse"

    def test_drops_what_is_gone_and_guesses_nothing_for_what_is_new(self, place):
        catalogues.extract(place)
        catalogues.fill(place, language="fr", translations=TILL)
        put(place.root, "admin/tills.py", '_("Tills")')
        catalogues.extract(place)
        [entry] = catalogues.entries(catalogues.read(place.written("fr", "staff"), language="fr"))
        assert (entry.id, entry.string, entry.fuzzy) == ("Tills", "", False)

    def test_writes_neither_dates_nor_line_numbers(self, place):
        catalogues.extract(place)
        text = place.written("fr", "staff").read_text("utf-8")
        assert "Date" not in text
        assert ".py" not in text

    def test_stops_at_a_page_that_it_cannot_read(self, place):
        put(place.root, "storefront/templates/storefront/broken.html", '{% unheard_of %}{{ _("Lost") }}')
        with pytest.raises(Exception, match="unheard_of"):
            catalogues.extract(place)


class TestMissing:
    def test_tells_a_translator_what_is_asked(self, place):
        catalogues.extract(place)
        till, closed = catalogues.missing(place, language="ja", domain="staff")
        assert till == {"key": "Till", "note": "the drawer of money", "found_in": ["admin/tills.py"]}
        assert closed["context"] == "opening hours"
        pieces = catalogues.missing(place, language="ar", domain="shop")[1]
        assert (pieces["plural"], pieces["forms"]) == ("%(num)s pieces", 6)

    def test_is_empty_once_all_is_filled_in(self, place):
        catalogues.extract(place)
        catalogues.fill(place, language="fr", translations=BAG | PIECES)
        assert catalogues.missing(place, language="fr", domain="shop") == []


class TestFill:
    def test_is_read_while_running(self, place):
        catalogues.extract(place)
        assert catalogues.fill(place, language="fr", translations=BAG | PIECES | TILL) == []
        french = chain("fr", folder=place.locales)
        assert french.gettext("Nothing here yet") == "Encore rien"
        assert french.ngettext("%(num)s piece", "%(num)s pieces", 0) == "%(num)s pièce"
        assert french.pgettext("opening hours", "Closed") == "Fermé"

    @pytest.mark.parametrize(
        ("translations", "why"),
        [
            ({"Your bags": "Vos paniers"}, "not in the catalogues"),
            ({"%(num)s piece": "%(num)s pièce"}, "needs 2 forms"),
            ({"%(num)s piece": ["%(n)s pièce", "%(num)s pièces"]}, "places differ"),
            ({"%(num)s piece": ["une pièce", "des pièces"]}, "places differ"),
            ({"Your bag": "Votre <b>panier</b>"}, "tags differ"),
            ({"Your bag": "Votre panier à 100 %"}, "per cent"),
            ({"Your bag": ""}, "not translated"),
        ],
    )
    def test_refuses_what_would_break_a_page_and_takes_the_rest(self, place, translations, why):
        catalogues.extract(place)
        [refused] = catalogues.fill(place, language="fr", translations=translations | TILL)
        assert why in refused
        assert catalogues.missing(place, language="fr", domain="staff") == []


class TestCompile:
    def test_makes_what_is_missing_or_stale_and_no_more(self, place):
        catalogues.extract(place)
        assert len(catalogues.compile_stale(place)) == sum(map(len, LANGUAGES.values()))
        assert catalogues.compile_stale(place) == []
        catalogues.fill(place, language="fr", translations=BAG)
        assert [made.parts[-3:] for made in catalogues.compile_stale(place)] == [
            ("fr", "LC_MESSAGES", "shop.mo")
        ]

    def test_leaves_an_untranslated_plural_to_english(self, place):
        catalogues.extract(place)
        catalogues.compile_stale(place)
        japanese = chain("ja", folder=place.locales)
        assert japanese.ngettext("%(num)s piece", "%(num)s pieces", 5) == "%(num)s pieces"


class TestFaults:
    @pytest.fixture
    def complete(self, place, monkeypatch) -> Place:
        monkeypatch.setattr(catalogues, "LANGUAGES", {"shop": ("fr",), "staff": ("fr",)})
        catalogues.extract(place)
        catalogues.fill(place, language="fr", translations=BAG | PIECES | TILL)
        return place

    def test_finds_none_where_all_is_translated(self, complete):
        assert catalogues.faults(complete) == []

    @pytest.mark.parametrize(
        ("was", "is_now", "why"),
        [
            ('msgstr "Votre panier"', 'msgstr ""', "not translated"),
            ('msgid "Your bag"', '#, fuzzy\nmsgid "Your bag"', "fuzzy"),
            ('msgstr[1] "%(num)s pièces"', 'msgstr[1] ""', "not translated"),
            ('msgstr[1] "%(num)s pièces"', 'msgstr[1] "%s pièces"', "places differ"),
            ('msgid "Your bag"', 'msgid "Your old bag"', "no longer in the source"),
        ],
    )
    def test_names_what_is_wrong(self, complete, was, is_now, why):
        written = complete.written("fr", "shop")
        written.write_text(written.read_text("utf-8").replace(was, is_now), "utf-8")
        assert any(why in fault for fault in catalogues.faults(complete))

    def test_names_what_is_not_extracted_yet(self, complete):
        put(complete.root, "admin/doors.py", '_("Door")')
        assert "fr staff: 'Door': not extracted yet" in catalogues.faults(complete)

    def test_wants_the_files_as_extract_writes_them(self, complete):
        written = complete.written("fr", "staff")
        written.write_text("# by hand\n" + written.read_text("utf-8"), "utf-8")
        assert catalogues.faults(complete) == ["fr staff: extract would change the file"]
