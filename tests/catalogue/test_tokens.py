import pytest

from catalogue import tokens


def wanted(text: str, language: str, known: set[str] | None = None) -> tuple[str, ...]:
    return tokens.wanted(text, language, is_known=lambda word: known is None or word in known)


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
        assert wanted("连衣裙", "zh-Hans") == ("连衣", "衣裙")
        assert wanted("裙", "zh-Hans") == ("裙",)

    def test_asks_for_no_pair_across_two_words(self):
        known = {"黑色", "大衣", "羊毛", "及膝"}
        assert wanted("黑色大衣", "zh-Hans", known) == ("黑色", "大衣")
        assert wanted("黑色羊毛及膝大衣", "zh-Hans", known) == ("黑色", "羊毛", "及膝", "大衣")
        assert wanted("黑连衣裙", "zh-Hans", {"连衣", "衣裙", "黑连"}) == ("黑连", "衣裙")

    def test_leaves_out_no_sign_that_nothing_known_covers(self):
        assert "耳机" in wanted("蓝牙耳机", "zh-Hans", {"蓝色"})

    def test_asks_for_each_word_once(self):
        assert wanted("robe ROBE robes", "fr") == ("robe",)

    def test_parts_latin_from_han(self):
        assert wanted("T恤 silk", "zh-Hans") == ("t", "恤", "silk")
