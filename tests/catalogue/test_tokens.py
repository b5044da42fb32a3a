import pytest

from catalogue import tokens


class TestWords:
    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("Robe Céleste", "fr", ("robe", "celeste")),
            ("L'été d’Émilie", "fr", ("ete", "emilie")),
            ("Robes, manteaux et œillets", "fr", ("robe", "manteau", "oeillet")),
            ("Pleated blouses & dresses", "en", ("pleated", "blouse", "dress")),
            ("ＳＩＬＫ　Ｔ－ｓｈｉｒｔ", "en", ("silk", "t", "shirt")),
            ("真丝", "zh-Hans", ("真", "真丝", "丝")),
            ("パーカー", "ja", ("パ", "パー", "ー", "ーカ", "カ", "カー", "ー")),
            ("ﾄﾞﾚｽ", "ja", ("ド", "ドレ", "レ", "レス", "ス")),
            ("Straße Größe", "de", ("strasse", "grosse")),
            ("فستان حرير", "ar", ("فستان", "حرير")),
        ],
    )
    def test_are_folded_alike_however_they_are_written(self, text, language, found):
        assert tokens.words(text, language) == found

    def test_end_where_no_one_reads_on(self):
        assert len(tokens.words("x" * 10_000, "en")[0]) == tokens.LONGEST_WORD


class TestWanted:
    def test_asks_for_pairs_and_for_a_sign_alone(self):
        assert tokens.wanted("连衣裙", "zh-Hans") == ("连衣", "衣裙")
        assert tokens.wanted("裙", "zh-Hans") == ("裙",)

    def test_asks_for_each_word_once(self):
        assert tokens.wanted("robe ROBE robes", "fr") == ("robe",)

    def test_parts_latin_from_han(self):
        assert tokens.wanted("T恤 silk", "zh-Hans") == ("t", "恤", "silk")
