import pytest

from catalogue import colours, fibres, thesaurus, tokens
from catalogue.thesaurus import Thing


def names(word: str, language: str) -> set[str]:
    spoken = [thesaurus.spoken(language), "en"]
    return {name for thing in things(word, language) for _tag, name in thing.otherwise((word,), spoken)}


def things(words: str, language: str) -> tuple[Thing, ...]:
    return thesaurus.things([piece.word for piece in tokens.pieces(words, language)], language)


class TestThings:
    @pytest.mark.parametrize(
        ("word", "language", "other"),
        [
            ("jumper", "en", "sweater"),
            ("pants", "en", "trousers"),
            ("tee", "en", "t-shirt"),
            ("gown", "en", "dress"),
            ("manteau", "en", "coat"),
            ("noir", "ja", "ブラック"),
            ("羊毛", "ja", "ウール"),
            ("laine", "zh-Hans", "羊毛"),
            ("robe", "fr", "dress"),
        ],
    )
    def test_have_other_names_in_her_language(self, word, language, other):
        assert other in names(word, language)

    def test_are_looked_for_in_her_own_language_first(self):
        assert things("手袋", "ja") == things("gloves", "en") != ()

    def test_are_called_by_no_single_sign_that_was_not_typed(self):
        assert "丝" not in names("真丝", "zh-Hans")

    def test_are_said_by_facts_that_there_are(self):
        for family in colours.FAMILIES.keys() - {"multi"}:
            assert [thing.facts for thing in things(family, "en")] == [(("colour", family),)]
        for thing in things("wool", "en") + things("nylon", "en"):
            assert all(facet == "fibre" and value in fibres.NAMES for facet, value in thing.facts)
