"""Words that are written a second time."""

from i18n import words
from i18n.words import written

FIRST = written({"name": {"fr": "Robe", "en": "Dress", "ja": "ドレス"}}, source="fr")


class TestWritten:
    def test_leaves_a_translation_stale_when_only_its_source_changed(self):
        again = written({"name": {"fr": "Robe longue", "en": "Dress"}}, source="fr", held=FIRST)
        assert words.state(again, "name", "en", source="fr") == "stale"

    def test_takes_a_translation_that_changed_too_as_read_over(self):
        again = written({"name": {"fr": "Robe longue", "en": "Long dress"}}, source="fr", held=FIRST)
        assert words.state(again, "name", "en", source="fr") == "reviewed"

    def test_keeps_what_a_machine_wrote_as_such(self):
        machine = words.put(FIRST, "name", "ja", "ロングドレス", source="fr", state="machine")
        again = written({"name": {"fr": "Robe", "ja": "ロングドレス"}}, source="fr", held=machine)
        assert words.state(again, "name", "ja", source="fr") == "machine"

    def test_takes_out_what_is_no_longer_said(self):
        again = written({"name": {"fr": "Robe"}}, source="fr", held=FIRST)
        assert set(again["name"]) == {"fr"}


class TestWording:
    def test_falls_back_to_what_else_is_read_before_the_source(self):
        found = words.wording(FIRST, "name", "ar", source="fr", via=("en",))
        assert (found.text, found.lang) == ("Dress", "en")
        assert words.wording(FIRST, "name", "ar", source="fr").text == "Robe"
