import pytest

from catalogue.folding import folded


class TestFolded:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("連衣裙", "连衣裙"),
            ("絲綢襯衫", "丝绸衬衫"),
            ("ＳＩＬＫ", "silk"),
            ("Céleste", "celeste"),
            ("せーたー", "セータ"),
            ("ｾｰﾀｰ", "セーター"),
            ("ワンピ-ス", "ワンピース"),
            ("L’encre", "encre"),
            ("أسود", "اسود"),
        ],
    )
    def test_makes_the_same_of_what_a_reader_takes_for_the_same(self, one, other):
        assert folded(one) == folded(other)

    def test_keeps_apart_what_voicing_tells_apart(self):
        assert folded("ガウン") != folded("カウン")

    def test_keeps_the_long_vowel_within_a_word(self):
        assert folded("コート") != folded("こと")
