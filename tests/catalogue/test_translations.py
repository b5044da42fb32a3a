import pytest

from catalogue import listings, translations
from catalogue.search import browse, search
from catalogue.styles import find_style
from kernel.events import CLOCK
from kernel.ids import new_id
from tests.world_catalogue import NOON


def put(session, text: str, *, language: str, field: str = "name", code: str = "R100", **given):
    style = find_style(session, code)
    translations.put_words(
        session, "style", style.id, field=field, language=language, text=text, by=CLOCK, at=NOON, **given
    )
    listings.catch_up(session)
    return style


def lacks(session, style, language: str) -> dict[str, str]:
    found = translations.lacking(session, [language])
    return {lack.field: lack.state for lack in found if lack.subject_id == style.id}


class TestPutWords:
    def test_shows_at_once_and_is_found_by(self, session, house):
        put(session, "Heavenly dress", language="en")
        page = search(session, house.markets["us"], query="heavenly", language="en", at=NOON)
        assert [(str(card.name), card.slug) for card in page.items] == [("Heavenly dress", "heavenly-dress")]

    def test_makes_translations_stale_when_the_source_changes(self, session):
        style = put(session, "Robe du ciel", language="fr")
        assert lacks(session, style, "en") == {"name": "stale"}
        put(session, "Sky dress", language="en")
        assert lacks(session, style, "en") == {}

    def test_tells_a_machines_words_from_a_persons(self, session):
        style = put(session, "Robe of the sky", language="en", state="machine")
        assert lacks(session, style, "en") == {"name": "machine"}

    def test_falls_back_where_a_text_is_taken_out(self, session, house):
        put(session, "", language="en")
        page = browse(session, house.markets["us"], language="en", at=NOON)
        name = next(card.name for card in page.items if card.code == "R100")
        assert (str(name), name.lang) == ("Robe Céleste", "fr")

    def test_refuses_a_translation_of_nothing_and_a_thing_that_is_not_there(self, session):
        with pytest.raises(translations.NoSource):
            put(session, "Cut on the bias.", language="en", field="description")
        for subject in ("style", "brand", "person"):
            with pytest.raises(translations.NoSuchText):
                translations.put_words(
                    session, subject, new_id(), field="name", language="en", text="x", by=CLOCK, at=NOON
                )


class TestTally:
    def test_counts_every_text_once_by_its_state(self, session):
        before = translations.tally(session, ["en", "ja"])
        put(session, "", language="en")
        put(session, "Un ciel", language="fr", code="M200")
        after = translations.tally(session, ["en", "ja"])
        assert after["en"].missing == before["en"].missing + 1
        assert after["en"].stale == before["en"].stale + 1
        assert after["ja"].stale == before["ja"].stale + 1
        assert after["en"].texts == before["en"].texts == after["ja"].texts
