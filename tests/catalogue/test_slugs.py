from dataclasses import replace

import pytest
from sqlmodel import select

from catalogue import slugs, style_book
from catalogue.slugs import Named
from catalogue.styles import Style
from i18n.words import written
from kernel.events import CLOCK
from kernel.ids import new_id
from tests.world_catalogue import NOON, draft, texts


def named(name: str, code: str = "X1", *, english: str = "") -> Named:
    given = {"fr": name} | ({"en": english} if english else {})
    return Named(new_id(), code, written({"name": given}, source="fr"))


class TestSlugified:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Robe Céleste", "robe-celeste"),
            ("L'été d’Émilie", "l-ete-d-emilie"),
            ("Œillet & Straße", "oeillet-strasse"),
            ("天青连衣裙", ""),
            ("天青 T恤衫", ""),
            ("  --  ", ""),
            ("a" * 200, "a" * slugs.LONGEST),
        ],
    )
    def test_writes_latin_words_and_leaves_the_rest(self, text, slug):
        assert slugs.slugified(text) == slug


class TestGive:
    def test_takes_the_code_and_the_english_name_where_the_own_is_not_latin(self, session):
        style = session.exec(select(Style).where(Style.code == "R100")).one()
        given = slugs.current(session, "style", [style.id])[style.id]
        assert given == {
            "fr": "robe-celeste",
            "en": "celeste-dress",
            "zh-Hans": "r100-celeste-dress",
            "ja": "r100-celeste-dress",
        }

    def test_tells_two_of_one_name_apart(self, session):
        one, other = named("Brume", "A1"), named("Brume", "A2")
        slugs.give(session, "lookbook", [one, other], at=NOON)
        given = slugs.current(session, "lookbook", [one.id, other.id])
        assert (given[one.id]["fr"], given[other.id]["fr"]) == ("brume", "brume-a2")

    def test_is_the_same_the_second_time(self, session):
        one = named("Brume")
        for _twice in range(2):
            slugs.give(session, "lookbook", [one], at=NOON)
        assert slugs.current(session, "lookbook", [one.id])[one.id]["fr"] == "brume"

    def test_leads_from_old_names_to_the_new_and_back(self, session):
        first = named("Brume")
        renamed = Named(first.id, first.code, written({"name": {"fr": "Nuage"}}, source="fr"))
        for thing in (first, renamed):
            slugs.give(session, "lookbook", [thing], at=NOON)
        assert slugs.find_by_slug(session, "lookbook", "brume", "fr") == (first.id, "nuage")
        slugs.give(session, "lookbook", [first], at=NOON)
        assert slugs.find_by_slug(session, "lookbook", "nuage", "fr") == (first.id, "brume")

    def test_keeps_an_old_name_for_what_had_it(self, session):
        first, second = named("Brume", "A1"), named("Brume", "A2")
        slugs.give(session, "lookbook", [first], at=NOON)
        gone = Named(first.id, "A1", written({"name": {"fr": "Nuage"}}, source="fr"))
        slugs.give(session, "lookbook", [gone], at=NOON)
        slugs.give(session, "lookbook", [second], at=NOON)
        assert slugs.current(session, "lookbook", [second.id])[second.id]["fr"] == "brume-a2"

    def test_takes_what_was_chosen_by_hand(self, session):
        thing = named("Brume")
        chosen = Named(thing.id, thing.code, thing.words, by_hand={"fr": "Le Brouillard"})
        slugs.give(session, "lookbook", [chosen], at=NOON)
        assert slugs.current(session, "lookbook", [thing.id])[thing.id]["fr"] == "le-brouillard"

    def test_keeps_what_was_chosen_by_hand_while_words_change(self, session):
        chosen = replace(draft("N1"), slugs={"fr": "La Robe", "en": "The Dress"})
        (style,) = style_book.add_styles(session, [chosen], by=CLOCK, at=NOON)
        held = style_book.draft_of(session, style)
        told = {"name": {"fr": "Robe Azur", "en": "Azure dress", "ja": "あおいドレス"}}
        style_book.change_styles(session, [replace(held, texts=told)], by=CLOCK, at=NOON)
        given = slugs.current(session, "style", [style.id])[style.id]
        assert given == {
            "fr": "la-robe",
            "en": "the-dress",
            "zh-Hans": "robe-azur",
            "ja": "n1-azure-dress",
        }


class TestFindBySlug:
    def test_finds_nothing_where_there_is_nothing(self, session):
        assert slugs.find_by_slug(session, "style", "no-such-thing", "fr") is None

    def test_reads_another_languages_slug_and_gives_this_ones(self, session):
        style = session.exec(select(Style).where(Style.code == "R100")).one()
        assert slugs.find_by_slug(session, "style", "celeste-dress", "fr") == (style.id, "robe-celeste")

    def test_follows_a_renamed_style(self, session):
        renamed = draft("R100", name=texts("Robe Azur", "Azure dress"))
        (style,) = style_book.change_styles(session, [renamed], by=CLOCK, at=NOON)
        assert slugs.find_by_slug(session, "style", "robe-celeste", "fr") == (style.id, "robe-azur")
