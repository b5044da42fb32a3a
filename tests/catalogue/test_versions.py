"""Two people at one form of the catalogue."""

from datetime import timedelta

import pytest

from catalogue import style_book, translations, versions
from catalogue.styles import find_style
from kernel.events import CLOCK
from tests.world_catalogue import NOON


class TestRefuseOutdated:
    def test_lets_through_whoever_saw_the_last_version(self, session):
        style = find_style(session, "R100")
        versions.refuse_outdated(session, style, versions.version_of(session, style))

    def test_names_who_changed_it_meanwhile_and_the_version_to_go_on_from(self, session):
        style = find_style(session, "R100")
        seen = versions.version_of(session, style)
        of = {"field": "name", "language": "fr", "text": "Robe"}
        translations.put_words(session, "style", style.id, **of, by=CLOCK, at=NOON + timedelta(days=1))
        with pytest.raises(versions.ChangedMeanwhile) as refused:
            versions.refuse_outdated(session, style, seen)
        assert refused.value.values["name"] == CLOCK.display_name
        versions.refuse_outdated(session, style, refused.value.values["version"])

    def test_does_not_mind_that_it_was_put_on_sale(self, session):
        style = find_style(session, "R100")
        seen = versions.version_of(session, style)
        style_book.publish(session, ["R100"], by=CLOCK, at=NOON + timedelta(days=1))
        versions.refuse_outdated(session, style, seen)


class TestRefuseMoved:
    def test_refuses_a_translation_of_another_source(self, session):
        style = find_style(session, "R100")
        of = {"field": "name", "language": "en"}
        with pytest.raises(translations.TextMoved):
            translations.refuse_moved(session, "style", style.id, **of, source="Jupe", text="Celeste dress")
        translations.refuse_moved(
            session, "style", style.id, **of, source="Robe Céleste", text="Celeste dress"
        )
